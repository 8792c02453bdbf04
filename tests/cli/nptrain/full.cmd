cp "$ROOT"/tests/pages/ci01.* .; nptrain --copies 0 --epochs 1 ci01.blocks > /dev/full
