cp "$ROOT"/tests/pages/ci01.* .; sed "4s/	[^	]*$/	别的字/" ci01.blocks > bad.blocks; nptrain -o m bad.blocks; ls m 2>&1 | grep -c m
