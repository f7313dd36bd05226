#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The order of files and the way they are shared out change no figure, and the
# same command gives the same bytes twice.
. "$(dirname "$0")/study.sh"
book=$study/success-factors-v2.codebook
tables='tally families sensitivity chance answers'

# tables_of NAME OPTION... FILE...: each csv table into $work/NAME-TABLE.
tables_of() {
    name=$1
    shift
    for table in $tables; do
        tally_stage1 --sensitivity --chance --format=csv --table "$table" \
            "$@" >"$work/$name-$table" || failed=1
    done
}

# compare NAME WHAT: the tables of NAME with those of the plain order.
compare() {
    for table in $tables; do
        expect_same "$2: $table" "$work/plain-$table" "$work/$1-$table"
    done
}

set -- "$stage"/interviews/*
code_stage1 "$book" "$@" >"$work/coded" || exit 1
tables_of plain "$work/coded"

code_stage1 "$book" "$@" | cmp -s - "$work/coded"
expect 'code twice: the same bytes' 0 $?
tally_stage1 "$work/coded" >"$work/tallied"
tally_stage1 "$work/coded" | cmp -s - "$work/tallied"
expect 'tally twice: the same bytes' 0 $?
if command -v xlsx >/dev/null; then
    xlsx -o "$work/one.xlsx" "$work/tallied" 2>/dev/null &&
        xlsx -o "$work/two.xlsx" "$work/tallied" 2>/dev/null
    expect 'xlsx: status' 0 $?
    cmp -s "$work/one.xlsx" "$work/two.xlsx"
    expect 'xlsx twice: the same bytes' 0 $?
fi

# Reversed, and by a fixed shuffle (every seventh, 7 and 16 share no factor).
reversed=
for file in "$@"; do
    reversed="$file $reversed"
done
shuffled=
i=0
while [ $i -lt 16 ]; do
    eval "file=\${$((i * 7 % 16 + 1))}"
    shuffled="$shuffled $file"
    i=$((i + 1))
done
# shellcheck disable=SC2086
code_stage1 "$book" $reversed >"$work/reversed"
tables_of reversed "$work/reversed"
compare reversed 'files reversed'
# shellcheck disable=SC2086
code_stage1 "$book" $shuffled >"$work/shuffled"
tables_of shuffled "$work/shuffled"
compare shuffled 'files shuffled'

# Two shards: every other file of the shuffled list.
first=
second=
i=0
for file in $shuffled; do
    if [ $((i % 2)) = 0 ]; then
        first="$first $file"
    else
        second="$second $file"
    fi
    i=$((i + 1))
done
# shellcheck disable=SC2086
code_stage1 "$book" $first >"$work/first" &&
    code_stage1 "$book" $second >"$work/second" || failed=1
cat "$work/second" "$work/first" >"$work/joined"
tables_of joined "$work/joined"
compare joined 'two shards, cat, tally'

for shard in first second; do
    tally_stage1 --only "$work/$shard" >"$work/$shard-tallied" || failed=1
done
tables_of merged --merge "$work/second-tallied" "$work/first-tallied"
compare merged 'two shards, tally, tally --merge'
exit $failed
