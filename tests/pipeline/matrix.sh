#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The 7 x 3 matrix of the paper's second stage, of invented items: the counts of
# its tables, and why a chi-square of them shows nothing about respondents.
. "$(dirname "$0")/study.sh"
mkdir "$work/study"
awk -v folder="$work/study" -f tests/streams/items.awk || exit 1
cd "$work/study" || exit 1
code -b factor.codebook -b category.codebook -b item.codebook \
    -p participants.tsv p??.txt 2>/dev/null | tally --facet factor --quiet |
    tally --facet category --quiet | tally --facet item --quiet >tallied
matrix='matrix -r factor -c category --items item --within span'

# The published counts; mentions, respondents and organisations from the plan
# that the interviews were made from.
awk -F '\t' 'BEGIN { OFS = ","; print "row,column,items,mentions,respondents,organisations" }
    { cell = $1 OFS $2
      if (!(cell in items)) order[++n] = cell
      if (!seen[cell, "i", $3]++) items[cell]++
      if (!seen[cell, "p", $4]++) people[cell]++
      if (!seen[cell, "o", $5]++) firms[cell]++
      mentions[cell] += $6 }
    END { for (i = 1; i <= n; i++)
              print order[i], items[order[i]], mentions[order[i]],
                    people[order[i]], firms[order[i]] }' plan.tsv >wanted
$matrix --quiet --format=csv tallied | cut -d, -f1-6 >got
expect_same 'cells as planned' wanted got
cut -d, -f3 got | tail -n +2 | paste -sd' ' >items
echo '7 6 3 4 5 8 3 2 3 8 7 3 3 5 4 5 8 1 2 5 4' >published
expect_same 'items as published' published items
$matrix --quiet --format=text tallied >got
awk 'NR > 1 { for (i = 2; i <= 4; i++) sum[i] += $i }
    END { print sum[2], sum[3], sum[4], sum[2] + sum[3] + sum[4] }' got >sums
echo '32 38 26 96' >published
expect_same 'sums of the categories' published sums

# Figures of method, section 1.2: chi2(12, N = 96) = 11.38, p = .497, V = .24,
# exact p = .508, 14 of 21 expected counts below 5.
$matrix --quiet tallied | chisq --format=csv 2>messages >figures
awk -F, '$1 == "factor x category" && $3 == "" && $4 == "" { found[$2] = $5 }
    END { printf "chi2(%d, N = %d) = %.2f, p = %.3f, V = %.2f, exact %.3f, %d of 21\n",
              found["x2_df"], found["n"], found["x2"], found["x2_p"],
              found["cramers_v"], found["fisher_p"], found["n_expected_lt5"] }' \
    figures >got
echo 'chi2(12, N = 96) = 11.38, p = 0.497, V = 0.24, exact 0.508, 14 of 21' >wanted
expect_same 'the test of items' wanted got
grep -c 'items, which are not independent units.*units-dependent' messages >got
echo 1 >wanted
expect_same 'the warning' wanted got

# The page shows the table and what its cells count; items are no table.
$matrix --quiet tallied | report -o page.html 2>/dev/null
tr '\n' ' ' <page.html | sed 's/<caption>/\n&/g' |
    grep -c '^<caption>factor x category</caption>.*<th scope="row">governance</th><td class="n">7</td><td class="n">6</td><td class="n">3</td>.*cells count items, not respondents' >got
echo 1 >wanted
expect_same 'the table on the page' wanted got
grep -c '<caption>[^<]*: items' page.html >got
echo 0 >wanted
expect_same 'items are no table' wanted got

# Figures of the bundled study, stage 1: method, K13, K14, and the pairs named
# together most (trust and openness, governance and delivery, 4 respondents).
cd "$source" || exit 1
code_stage1 "$study/success-factors-v2.codebook" "$stage"/interviews/* 2>/dev/null |
    tally_stage1 2>/dev/null >"$work/stage1"
matrix -r factor -c dyad --table figures --format=csv --quiet "$work/stage1" |
    awk -F, '$1 == "dyads_both" && ++n <= 7 { printf "%s%s", sep, $4; sep = " " }
        $1 == "dyads_both" { both = $4 } $1 == "dyads_first_only" { client = $4 }
        $1 == "dyads_second_only" { supplier = $4 }
        $1 == "mcnemar_exact_p" && $2 ~ /^(delivery|goals|measurement)$/ {
            more = more sprintf(", %s %d v %d %.3f", $2, supplier, client, $4) }
        END { print more }' >"$work/got"
echo '4 2 2 0 0 0 1, delivery 1 v 3 0.625, goals 5 v 1 0.219, measurement 0 v 4 0.125' >"$work/wanted"
expect_same 'dyads and McNemar' "$work/wanted" "$work/got"
matrix -r factor -c factor --within answer --format=csv --quiet "$work/stage1" |
    awk -F, 'NR > 1 && $1 < $2 && $5 >= 4 { print $1, $2, $5 }' | sort >"$work/got"
printf 'delivery governance 4\nopenness trust 4\n' >"$work/wanted"
expect_same 'named together most' "$work/wanted" "$work/got"

# A thousand codes by a thousand: a passage for every tenth pair of one line.
awk 'BEGIN { OFS = "\t"
    print "record", "document", "unit", "role", "respondent", "start", "end", "facet", "code", "polarity", "value", "mentions", "units", "text"
    for (i = 0; i < 1000; i++) for (f = 1; f <= 2; f++) {
        print "code", "", "", "", "", "", "", "f" f, "c" i, "", "", "", "", ""; n++ }
    print "document", "d", "", "", "", "", "", "", "", "", "", "", "", ""; n++
    for (u = 1; u <= 100; u++) {
        at = u * 100
        print "unit", "d", u, "respondent", "R" u % 7, at, at + 9, "", "", "", "", "", "", "one line."; n++
        for (f = 1; f <= 2; f++) {
            print "coding", "d", u, "respondent", "R" u % 7, at, at + 2, "f" f, "c" (u * 10 - 10), "affirmed", "", "", "", ""; n++ } }
    print "end", "d", "", "", "", "", "", "", "", "", "", 200, 100, ""; n++
    print "end", "", "", "", "", "", "", "", "", "", n, "", "", "" }' >"$work/thousand"
matrix -r f1 -c f2 --quiet --format=csv "$work/thousand" |
    awk -F, 'NR > 1 { cells++; sum += $4; hits += $5 > 0; wrong += ($5 > 0) != ($1 == $2 && $1 ~ /0$/) }
        END { print cells, sum, hits, wrong }' >"$work/got"
echo '1000000 100 100 0' >"$work/wanted"
expect_same 'a thousand codes by a thousand' "$work/wanted" "$work/got"
exit $failed
