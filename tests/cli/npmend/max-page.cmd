{ cat "$CASES"/wrap.in; printf '\f渡口的灯亮了。\n'; } > two
npmend --max-page 512 two
