printf 'a~{1>~}~~b\n~{1((~}\n' | npconv -f hz
printf 'a报~b纸\n' | npconv -t hz
printf '们們' | npconv -t hz 2>/dev/null
echo
printf 'x~y~{1 \377' | npconv -f hz | od -An -tx1
