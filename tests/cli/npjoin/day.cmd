# pieces stand with the page on which their article begins, each with its page and lines; what finds no partner stays
npjoin < "$CASES"/day.in
