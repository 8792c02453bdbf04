echo text | nptrain
