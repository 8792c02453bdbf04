# what bylines, credits, datelines, jumps and running heads say
nptsv -H -a 0 -c article,writer,author,reporter,correspondent,intern,photographer,translator,editor
nptsv -a 0 -c article,agency,place,date,paper,issue,page_no,section,jump_to,jump_from,see < "$CASES/facts.in"
