printf '新聞' | npconv -t iso-2022-jp | od -An -c | tr -s ' '
