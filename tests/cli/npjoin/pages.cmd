# pages of one input with form feeds, from the sample pages
npjoin "$PAGES"/two-pages.blocks | nptsv -c page,article,lines,headline,chars | head -n 2
