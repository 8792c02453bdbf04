#!/bin/sh
# completion.sh - what bash and zsh offer behind the words of a command
. "$(dirname "$0")/common.sh"

# offered WORD...: what bash offers for the last word, on one line.
offered() {
	# shellcheck disable=SC2016 # bash is to expand it
	bash -c '
		. "$0/completions/newsprint.bash"
		COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
		_newsprint "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
		printf "%s\n" "${COMPREPLY[@]}"' "$ROOT" "$@" | paste -s -d ' ' -
}

# bash_offers WANTED WORD...
bash_offers() {
	wanted=$1
	shift
	got=$(offered "$@")
	check "bash: $*: '$got', not '$wanted'" test "$got" = "$wanted"
}

# zsh_offers TYPED PATTERN: a zsh with the completion, at a terminal; passes if the line becomes such.  What
# is typed before its line editor is ready may be lost.
zsh_offers() {
	# shellcheck disable=SC2016 # zsh is to expand it
	check "zsh: $1 becomes $2" timeout 60 zsh -f -c '
		zmodload zsh/zpty
		zpty shell zsh -f -i
		zpty -w shell "PROMPT=; fpath=(${(q)1} \$fpath); autoload -U compinit; compinit -u -D; zle-line-init() { echo rea\dy; }; zle -N zle-line-init"
		zpty -r shell out "*ready*"
		zpty -w -n shell "$2"$'\''\t'\''
		zpty -r shell out "$3"
		zpty -d shell' zsh "$ROOT/completions" "$1" "$2" > "$work/out" 2>&1
}

if grep -q __asan_init "$BIN/npsplit"; then
	skip "sanitizers: the shells at work are not what they look at"
	finish
fi
if [ -n "$(command -v bash)" ]; then
	bash_offers --confidence npsplit --conf
	bash_offers page npcount -b pa
	bash_offers page,role npcount --by page,ro
	bash_offers "digits=half digits=full" npconv --width digits
	bash_offers "keep" npconv --bad = k
	bash_offers "--bad=keep" npconv --bad=k
	bash_offers big5-hkscs npconv -t big5-hk
	bash_offers "" npsplit -m x
	for tool in $(tools); do
		bash_offers --help "$tool" --help
	done
else
	skip "no bash"
fi
if [ -n "$(command -v zsh)" ]; then
	zsh_offers "npcount --by pa" "*--by pa*ge*"
	zsh_offers "npconv --bad=ke" "*--bad=ke*ep*"
	zsh_offers "nptsv -c page,headl" "*page,headl*ine*"
	zsh_offers "npsplit --conf" "*--conf*idence*"
else
	skip "no zsh"
fi
finish
