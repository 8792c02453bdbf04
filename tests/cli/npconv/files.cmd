echo x > x; mkdir d
npconv missing d x; echo $?
npconv -0 missing; echo $?
printf 'x\0x\0' | npconv -0 -; echo $?
