#!/bin/sh
# fuzz.sh - runs fuzzers for TIME seconds each: fuzz.sh NAME ...; make fuzz builds them and calls it
#
# A line each: inputs tried, seconds, inputs kept as new.  What breaks a law is kept in build/fuzz,
# and fuzz_NAME FILE shows it again.  RUNS=N: so many inputs at most, the same in every run.
set -u

cd "$(dirname "$0")/.." || exit 1
dir=build/fuzz
passed=0 failed=0

# stat NAME LOG: a number of the statistics at the end.
stat() {
	sed -n "s/^stat::$1: *//p" "$2"
}

for name; do
	mkdir -p "$dir/$name.corpus"
	set -- "$dir/$name.corpus"
	[ ! -d "tests/fuzz/$name.seeds" ] || set -- "$@" "tests/fuzz/$name.seeds"
	before=$(date +%s)
	if "$dir/fuzz_$name" -max_total_time="${TIME:-60}" -timeout=25 -rss_limit_mb=2048 \
		${RUNS:+-runs="$RUNS" -seed=1} \
		-max_len="${MAX_LEN:-4096}" -dict=tests/fuzz/np.dict -print_final_stats=1 \
		-artifact_prefix="$dir/$name." "$@" > "$dir/$name.log" 2>&1; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		grep -v '^#[0-9]*	' "$dir/$name.log" | tail -n 60
	fi
	printf '%-10s %9s inputs %5d s %6s new\n' "$name" "$(stat number_of_executed_units "$dir/$name.log")" \
		$(($(date +%s) - before)) "$(stat new_units_added "$dir/$name.log")"
done
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
