echo x | npconv >&- 2>err; echo $?; wc -l < err | tr -d ' '
echo x | npconv -o out - >&- 2>/dev/null; echo $?
