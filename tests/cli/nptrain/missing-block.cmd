cp "$ROOT"/tests/pages/ci01.* .; sed 6d ci01.blocks > bad.blocks; nptrain bad.blocks
