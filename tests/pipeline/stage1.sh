#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Stage 1 of the study through code | correct | tally: every figure of the
# design (stage1/expected, whose README says where each comes from), and the
# wrong ways, which must give the known wrong figures.
. "$(dirname "$0")/study.sh"
expected=$stage/expected

code_stage1 "$study/success-factors-v2.codebook" "$stage"/interviews/* \
    >"$work/coded" || exit 1
table() {
    tally_stage1 --sensitivity --chance --format=csv --table "$1" "$work/coded"
}
tally_stage1 --format=csv "$work/coded" >"$work/tally" || exit 1

expect 'respondents a code' '8 7 6 6 6 4 4 3 1 1 0 0 0 0 0' \
    "$(column respondents <"$work/tally")"
expect 'their sum' 46 "$(columns respondents <"$work/tally" |
    awk 'NR > 1 { n += $1 } END { print n }')"
expect 'dominant' 7 "$(columns dominant <"$work/tally" | grep -cx 1)"
expect 'base' 16 "$(columns base <"$work/tally" | sed 1d | sort -u)"
columns facet,code,respondents,organisations,dyads_both,first,salience \
    <"$work/tally" |
    awk -F, 'NR == 1 { print; next }
             { printf "%s,%s,%d,%d,%d,%d,%.4f\n", $1, $2, $3, $4, $5, $6, $7 }' \
    >"$work/got"
expect_same "organisations, dyads, first choices, Smith's S of each code" \
    "$expected/tally.csv" "$work/got"

table sensitivity | columns threshold,codes >"$work/got"
expect_same 'sensitivity 10 8 8 7 5 5 2 1 0' \
    "$expected/sensitivity.csv" "$work/got"
table families | columns family,respondents,children_sum >"$work/got"
expect_same 'families 9 11 13, not the sums 12 18 16' \
    "$expected/families.csv" "$work/got"
# Each figure of the expected file at the places printed there.
table chance | awk -F, '
    NR == FNR { got[$1, $2] = $3; next }
    FNR == 1 { print; next }
    { places = index($3, ".") ? length($3) - index($3, ".") : 0
      printf "%s,%s,%.*f\n", $1, $2, places, got[$1, $2] }' \
    - "$expected/chance.csv" >"$work/got"
expect_same 'chance: .40187 6.028 .32881, with numbers really named .36851 5.528 .17840' \
    "$expected/chance.csv" "$work/got"

# The order in which each respondent named them, from the hand coding.
awk -F '\t' 'NR > 1 && $4 == 1 { print $1 "," $2 "," $3 }' \
    "$expected/top3.tsv" | sort >"$work/wanted"
table answers | columns respondent,rank,code,counted |
    awk -F, '$4 == 1 { print $1 "," $2 "," $3 }' | sort >"$work/got"
expect_same 'who named what at which place: 46 of 46' \
    "$work/wanted" "$work/got"

# The wrong ways.
tally --quiet -q top3 -t 4 --format=csv "$work/coded" >"$work/uncapped"
expect 'without the cap: dominant' 8 \
    "$(columns dominant <"$work/uncapped" | grep -cx 1)"
expect 'without the cap: communication' communication,4 \
    "$(columns code,respondents <"$work/uncapped" | grep '^communication')"
tally_stage1 --where kind=transcript --format=csv "$work/coded" >"$work/no-notes"
expect 'without the notes: dominant' 6 \
    "$(columns dominant <"$work/no-notes" | grep -cx 1)"
expect 'without the notes: innovation of 14' innovation,2,14 \
    "$(columns code,respondents,base <"$work/no-notes" | grep '^innovation')"
tally --quiet -t 4 --format=csv "$work/coded" >"$work/all-talk"
dominant=$(columns dominant <"$work/all-talk" | grep -cx 1)
expect "all talk instead of the one question: nearly all pass 4 ($dominant)" \
    yes "$([ "$dominant" -ge 12 ] && echo yes || echo no)"
expect 'all fifteen are spoken of somewhere' 15 \
    "$(columns respondents <"$work/all-talk" | grep -vcx -e 0 -e respondents)"

# Codebook v1, the label words.
code_stage1 "$study/success-factors-v1.codebook" "$stage"/interviews/* |
    tally_stage1 --format=csv >"$work/v1" || failed=1
if cmp -s "$work/v1" "$work/tally"; then
    echo 'WRONG codebook v1 gives the figures of v2'
    failed=1
fi
v1=$(columns dominant <"$work/v1" | grep -cx 1)
expect 'codebook v1 finds fewer than half of the seven' yes \
    "$([ "$v1" -lt 4 ] && echo yes || echo "no, $v1")"
codebook check "$study/success-factors-v1.codebook" \
    >/dev/null 2>"$work/why"
expect 'codebook check of v1: status' 2 $?
for words in "no rule of 'delivery' finds this example" \
             "rule 'trust.match.1' finds this counterexample of 'trust'" \
             "rule 'governance.match.1' finds this counterexample" \
             "no rule of 'openness' finds this example"; do
    expect "it says: $words" 1 "$(grep -c "$words" "$work/why")"
done
codebook check --quiet "$study/success-factors-v2.codebook" \
    >"$work/findings" 2>"$work/why"
expect 'codebook check of v2: status' 0 $?
expect 'codebook check of v2: findings' 0 \
    "$(sed 1d "$work/findings" | grep -c .)"

# Five corrections, which change no figure and say so.
if command -v correct >/dev/null; then
    correct "$stage/corrections.tsv" <"$work/coded" \
        >"$work/corrected" 2>"$work/said"
    expect 'corrections: status' 0 $?
    tally_stage1 --format=csv "$work/corrected" >"$work/got"
    expect_same 'the tally after the corrections' "$work/tally" "$work/got"
    cat "$work/said"
else
    echo 'note: correct is not built; its figures are not shown'
fi
exit $failed
