cp "$ROOT"/tests/pages/ci01.* .; nptrain --copies 0 --epochs 3 --seed 2 ci01.blocks > 2; nptrain --copies 0 --epochs 3 --seed 3 ci01.blocks > 3; cmp -s 2 3 || echo they differ
