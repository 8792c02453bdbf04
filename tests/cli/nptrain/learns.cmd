cp "$ROOT"/tests/pages/ci01.* .; nptrain --copies 1 --epochs 2 -o m ci01.blocks && nptrain --copies 1 --epochs 2 ci01.blocks | cmp - m && head -n 1 m && npsplit -m m ci01.txt | cut -f1 | sort -u
