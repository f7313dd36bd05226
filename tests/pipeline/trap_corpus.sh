#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The interviews made of traps: every coding, with its polarity, outcome, place
# and words, and every place where there must be none, as gold.tsv has it; the
# tally exact; a second stage left out by --where.
# shellcheck source=tests/pipeline/study.sh
. "$(dirname "$0")/study.sh"
traps=$here/traps
expect 'kinds of traps planted' 21 \
    "$(sed 1d "$traps/gold.tsv" | cut -f 8 | sort -u | grep -c .)"
code --quiet -b "$traps/traps.codebook" -g "$traps/traps.guide" \
    -p "$traps/participants.tsv" "$traps"/interviews/* >"$work/coded" &&
    correct --quiet "$traps/corrections.tsv" <"$work/coded" \
        >"$work/corrected" &&
    tally --quiet -q top3 -n 3 -t 3 "$work/corrected" >"$work/tallied" ||
    exit 1

# Both as document, respondent, code, polarity, counted, rank, words.
awk -F '\t' -v OFS='\t' 'NR > 1 && $3 != "" {
    print $1, $2, $3, $4, $5, $6, $7 }' "$traps/gold.tsv" |
    sort >"$work/wanted"
awk -F '\t' -v OFS='\t' '
    NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    $1 == "coding" {
        text = $at["text"]
        gsub(/\\[nt]/, " ", text); gsub(/ +/, " ", text)
        print $at["document"], $at["respondent"], $at["code"],
            $at["polarity"], $at["counted"],
            $at["counted"] == "1" ? $at["counted_rank"] : "", text }' \
    "$work/tallied" | sort >"$work/got"
expect_same "all $(grep -c . "$work/wanted") codings, and no other" \
    "$work/wanted" "$work/got"

# Places without a coding, and whose words they are.
awk -F '\t' -v table="$traps/gold.tsv" -f "$here/locate.awk" -f - \
    "$work/tallied" "$traps/gold.tsv" <<'A' || failed=1
FILENAME != table { keep(); next }
FNR == 1 || $3 != "" { next }
{
    places++
    n = locate($1, $7, "")
    wrong = n == 1 ? "" : " stands " n " times"
    for (i = 1; i <= n; i++) {
        role = unit_role[found_unit[i]]
        if (role != ($4 == "header" ? "other" : $4))
            wrong = wrong " is of the role " role
        for (k = coding_first[$1]; k && k <= coding_last[$1]; k++)
            if (overlaps(i, k))
                wrong = wrong " is coded " coding_code[k]
    }
    if (wrong != "") {
        bad = 1
        print "WRONG " $1 ": " $7 ":" wrong
    }
}
END {
    print "ok    places where nothing may be coded: " places
    exit bad || !places
}
A

sed 1d "$traps/tally.tsv" | tr '\t' ',' | sort >"$work/wanted"
tally --quiet -q top3 -n 3 -t 3 --where stage=1 --format=csv \
    "$work/corrected" >"$work/table" || failed=1
columns code,respondents,mentions,first <"$work/table" | sed 1d |
    sort >"$work/got"
expect_same 'the tally of the first stage' "$work/wanted" "$work/got"
expect 'its base' 9 "$(columns base <"$work/table" | sed 1d | sort -u)"
expect 'dominant at three' 'delivery governance measurement trust' \
    "$(columns code,dominant <"$work/table" | sed -n 's/,1$//p' | sort |
        tr '\n' ' ' | sed 's/ $//')"

# The second stage mixed in: what must not be done, and what it would give.
tally --quiet -q top3 -n 3 -t 3 --format=csv "$work/corrected" >"$work/mixed"
expect 'both stages: base' 10 \
    "$(columns base <"$work/mixed" | sed 1d | sort -u)"
expect 'both stages: cost passes, too' cost,3,1 \
    "$(columns code,respondents,dominant <"$work/mixed" | grep '^cost')"

# The study's codebook, which was not made for these texts: only printed.
code --quiet -b "$study/success-factors-v2.codebook" -g "$traps/traps.guide" \
    -p "$traps/participants.tsv" "$traps"/interviews/* |
    correct --quiet "$traps/corrections.tsv" 2>"$work/said" |
    tally --quiet -q top3 -n 3 -t 3 --format=csv --table answers |
    columns respondent,code,counted,rank | sed -n 's/,1,/,/p' |
    sort >"$work/got"
awk -F '\t' 'NR > 1 && $5 == "1" { print $2 "," $3 "," $6 }' \
    "$traps/gold.tsv" | sort >"$work/wanted"
echo "note: success-factors-v2 names $(comm -12 "$work/wanted" "$work/got" |
    grep -c .) of $(grep -c . "$work/wanted") at their place"
comm -3 "$work/wanted" "$work/got" | sed 's/^\t/      more: /; t
    s/^/      not named: /'
exit $failed
