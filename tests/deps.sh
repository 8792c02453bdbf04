#!/bin/sh
# deps.sh - shows and runs the one command that installs what is needed
#
#	deps.sh [-n] [build | check | lint]
#
# build: compiler, make, pkg-config, libraries; check: also what the tests want; lint: also
# what looks at the sources.  By the package manager that the system has; through sudo -n,
# which never asks, where one is not root.  -n only shows it.
set -u

dry=
[ "${1-}" != -n ] || {
	dry=1
	shift
}
what=${1-check}

has() {
	command -v "$1" > /dev/null 2>&1
}

# pick BUILD CHECK LINT: the packages that are wanted.
pick() {
	case $what in
	build) echo "$1" ;;
	check) echo "$1 $2" ;;
	lint) echo "$1 $2 $3" ;;
	*)
		echo "usage: deps.sh [-n] [build | check | lint]" >&2
		exit 2
		;;
	esac
}

if has apt-get; then
	packages=$(pick "gcc libc6-dev make pkg-config libutf8proc-dev libcmark-dev libpcre2-dev" \
		"check mandoc strace" "clang clang-format-14 cppcheck shellcheck") || exit 2
	command="DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $packages"
	# A system that was never updated knows of no package.
	[ -n "$(find /var/lib/apt/lists -name '*_Packages*' 2> /dev/null | head -n 1)" ] ||
		command="apt-get update && $command"
elif has dnf; then
	packages=$(pick "gcc make pkgconf-pkg-config utf8proc-devel cmark-devel pcre2-devel" \
		"check-devel mandoc strace" "clang clang-tools-extra cppcheck ShellCheck") || exit 2
	command="dnf install -y $packages"
elif has apk; then
	packages=$(pick "gcc musl-dev make pkgconf utf8proc-dev cmark-dev pcre2-dev" \
		"check-dev mandoc strace" "clang clang-extra-tools cppcheck shellcheck") || exit 2
	command="apk add $packages"
elif has brew; then
	packages=$(pick "pkg-config utf8proc cmark pcre2" "check mandoc" "cppcheck shellcheck") || exit 2
	command="brew install $packages"
else
	cat >&2 <<-END
		newsprint: no package manager known here (apt-get, dnf, apk, brew).  It needs a C11
		compiler, GNU make, pkg-config, utf8proc, libcmark and PCRE2; check for its tests.
	END
	exit 1
fi

# brew is run as oneself.
if [ "$(id -u)" -ne 0 ] && ! has brew; then
	if ! has sudo; then
		echo "newsprint: as root: $command" >&2
		exit 1
	fi
	command="sudo -n sh -c '$command'"
fi
echo "$command"
[ -z "$dry" ] || exit 0
sh -c "$command" > /dev/null || {
	echo "newsprint: that failed; by hand: $command" >&2
	exit 1
}
