nptext </dev/null; nptext --md -o out </dev/null; ls
