nptrain --copies many x
