# newsprint.bash - completion of the newsprint tools in bash: . newsprint.bash; in zsh: _newsprint
# Options, encodings and columns are asked of the tools, so that this never tells otherwise.

_newsprint() {
	local tool=$1 word=$2 before=$3 words="" list="" head=""
	local roles="kicker headline deck byline dateline subhead body caption credit jump folio table notice other"
	COMPREPLY=()
	# bash takes --from=md apart at the sign.
	[ "$word" != = ] || word=
	[ "$before" != = ] || before=${COMP_WORDS[COMP_CWORD - 2]}
	# zsh does not.
	case $word in
	--*=*)
		before=${word%%=*}
		word=${word#*=}
		head=$before= ;;
	esac

	case $tool:$before in
	npconv:-[eft] | npconv:--encoding | npconv:--to | *:-e | *:--encoding)
		words="auto mixed $(npconv -l 2> /dev/null | cut -d ' ' -f 1)" ;;
	npconv:--bad) words="keep replace fail escape" ;;
	npconv:--eol) words="keep lf crlf cr" ;;
	npconv:--form) words="nfc nfd nfkc nfkd" ;;
	npconv:--width) words="digits=half latin=half punct=half space=half digits=full latin=full punct=full space=full" list=1 ;;
	npcount:-b | npcount:--by) words="file page article role" list=1 ;;
	npscore:-b | npscore:--by) words=page ;;
	npcount:--freq) words="char bigram word" ;;
	npcount:--rule) words="help word han nopunct print" list=1 ;;
	npcount:--max-groups | npcount:--memory | npcount:--top) return ;;
	npcount:-c | npjson:-c | nptsv:-c | *:--columns)
		words="help $("$tool" -c help 2> /dev/null | cut -d ' ' -f 1)" list=1 ;;
	npstrip:-[kr] | npcount:-r | npgrep:-r | npscore:--merge | *:--roles | *:--keep) words=$roles list=1 ;;
	*:--from) words="auto text md" ;;
	*:-[adjoRm0] | *:--confidence | *:--date | *:--dir | *:--jobs | *:--max-page | *:--max-day | *:--model | *:--name | *:--output | *:--rules) return ;;
	*)
		[ "${word#-}" != "$word" ] || return
		words=$("$tool" --help 2> /dev/null | grep -o -e '--[a-z0-9-]*' -e '^  -[A-Za-z0-9]' | sort -u) ;;
	esac
	# What stands before the last comma of a list is kept.
	if [ -n "$list" ] && [ "${word%,*}" != "$word" ]; then
		head=$head${word%,*},
		word=${word##*,}
	fi
	while IFS= read -r word; do
		COMPREPLY+=("$head$word")
	done < <(compgen -W "$words" -- "$word")
}

complete -o default -F _newsprint npconv npcount npgrep npjoin npjson npmend npscore npsplit npstrip nptext nptrain nptsv
