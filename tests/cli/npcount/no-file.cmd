cp "$CASES"/text.in x
npcount x missing . x
