npcount < $CASES/text.in
