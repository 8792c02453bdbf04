# A file is not written over by what was made of it, whatever it is called.
cp "$PAGES/city.txt" page; ln page hard; ln -s page soft; printf 'page\0' > names
for file in page ./page hard soft; do npsplit --confidence $file page; echo $?; done
npsplit --confidence page < page; echo $?
npsplit --confidence names -0 names; echo $?
npsplit --confidence page -0 names; echo $?
# What a list from a pipe names is known when it comes: the blocks are good.
cat names | npsplit --confidence page -0 - > blocks; echo $?
npsplit --confidence sure page | cmp blocks -
cmp page "$PAGES/city.txt"; ls -A
# Nor are a model and rules.
cp "$ROOT/lib/default.model" model; printf 'byline\thead\t-\t(某)\t某\n' > rules
npsplit --confidence model -m model page; echo $?
npsplit --confidence ./rules -R rules page; echo $?
cmp model "$ROOT/lib/default.model"; cat rules
