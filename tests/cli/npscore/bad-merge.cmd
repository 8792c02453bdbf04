for list in "" notice notice=others =other body=,x notice=other, notice=other=body; do npscore --merge "$list" a b 2>&1 | head -n 1; done; npscore --merge body=table,x=y a b
