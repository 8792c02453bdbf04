nptext --md -o out; for f in out/*; do echo "== $f"; cat "$f"; done
