npcount -b article,role -r headline,byline -c chars < "$CASES"/blocks.in
