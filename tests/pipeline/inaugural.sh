#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Six speeches and seven patterns that two other engines counted
# (inaugural-sample/expected_regex_counts.csv): the same counts through
# code | tally, of all texts and of each.
. "$(dirname "$0")/study.sh"
data=$shared/data/inaugural-sample
if [ ! -d "$data" ]; then
    echo 'skipped: the inaugural addresses need ../shared'
    exit 77
fi
# The patterns as they stand in regex_codebook.tsv, caseless in both.
awk -F '\t' '
    NR == 1 { print "codebook: inaugural\ncues: none"; next }
    { sub(/^\(\?i\)/, "", $2); print "\ncode: " $1 "\nmatch: " $2 }' \
    "$data/regex_codebook.tsv" >"$work/inaugural.codebook"
expect 'codes' 7 "$(grep -c '^match:' "$work/inaugural.codebook")"

# counts FILE...: code,mentions, in the order of the alphabet.
counts() {
    code --quiet -b "$work/inaugural.codebook" "$@" |
        tally --quiet -u mention --polarity all --format=csv |
        columns code,mentions | sed 1d | sort
}
# expected NAME: the same from the columns of the expected file; all: summed.
expected() {
    awk -F, -v name="$1" '
        NR == 1 { for (i = 4; i <= NF; i++) code[i] = $i; last = NF; next }
        name == "all" || $1 == name {
            for (i = 4; i <= last; i++) n[i] += $i }
        END { for (i = 4; i <= last; i++) print code[i] "," n[i] }' \
        "$data/expected_regex_counts.csv" | sort
}
counts "$data"/texts/* >"$work/got"
expected all >"$work/wanted"
expect_same 'the seven counts of all six texts' "$work/wanted" "$work/got"
tr '\n' ' ' <"$work/got"
echo
texts=0
for file in "$data"/texts/*; do
    counts "$file" >"$work/got"
    expected "$(basename "$file" .txt)" >"$work/wanted"
    expect_same "the seven counts of $(basename "$file")" \
        "$work/wanted" "$work/got"
    texts=$((texts + 1))
done
expect 'texts' 6 $texts
exit $failed
