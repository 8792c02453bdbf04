nptext -o out/articles -a 0; for f in out/articles/*; do echo "== $f"; cat "$f"; done; ls -A out/articles | wc -l | tr -d " "
