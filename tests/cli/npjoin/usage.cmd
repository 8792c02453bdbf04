npjoin --max-day x; npjoin --max-day 0; npjoin --max-page 0; npjoin -x; npjoin -0 a b; echo $?
