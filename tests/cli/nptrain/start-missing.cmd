cp "$ROOT"/tests/pages/ci01.* .; nptrain -v -m nowhere -o m ci01.blocks; echo $?; nptrain -v -m . ci01.blocks; echo $?; ls -A
