cp "$ROOT"/tests/pages/ci01.* .; sed 6d ci01.blocks > bad.blocks; nptrain bad.blocks
sed '$d' ci01.blocks > short.blocks; nptrain short.blocks
