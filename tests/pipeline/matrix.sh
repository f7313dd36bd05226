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
exit $failed
