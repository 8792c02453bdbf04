cp "$ROOT"/tests/pages/ci01.* .; nptrain --copies 0 --epochs 1 -o m ci01.blocks
{ head -n 2 m; printf "labels\theadline.article\tbody.article\n"; } > labels; npsplit -m labels "$CASES/page.txt"; echo $?
sed '2s/	[0-9]*/	999/' m > features; npsplit -m features "$CASES/page.txt"; echo $?
sed '5,$s/first-char	/last-word	/' m > row; npsplit -m row "$CASES/page.txt" 2>&1 | sed 's/m:[0-9]*:/m:N:/; s/row:[0-9]*:/row:N:/'
head -n 2 m > cut; npsplit -m cut "$CASES/page.txt"
head -c -1 m > part; npsplit -m part "$CASES/page.txt" 2>&1 | sed "s/part:[0-9]*:/part:N:/"
