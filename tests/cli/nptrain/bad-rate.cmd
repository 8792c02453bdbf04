nptrain --augment wrap=2 x
