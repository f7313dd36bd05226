#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What must hold of every saturation curve: a second program counts the same on
# streams made up by chance; neither documents in another order nor codings in
# another order change a byte. And what an order of interviews must not change:
# with 1,000 random orders of the study's sixteen the tally, its answers and the
# joint test stay as they are (method.md, K6 to K19 and K45).
set -u
cd "${CODING_SOURCE:-.}"
PATH=$(cd "${CODING_BIN:-build/release/bin}" && pwd):$PATH
LC_ALL=C
export LC_ALL
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
bad=0
rows=0
orders=1000
[ -z "${CODING_SANITIZED:-}" ] || orders=100
curve="saturate --quiet --base 2 --run 1 --permutations 50 --format=csv"
i=0
while [ $i -lt 15 ]; do
    i=$((i + 1))
    for rules in "" "-n 1" "-q q1 -n 2"; do
        for order in given reverse shuffle; do
            awk -v seed=$i -v order=$order -f tests/streams/random.awk |
                tally $rules --quiet 2>/dev/null >"$work/$order"
            $curve "$work/$order" >"$work/$order.csv" 2>/dev/null || {
                echo "seed $i: saturate fails"
                bad=1
            }
        done
        cmp -s "$work/given.csv" "$work/reverse.csv" &&
            cmp -s "$work/given.csv" "$work/shuffle.csv" || {
            echo "seed $i, tally $rules: another order of rows, another curve"
            bad=1
        }
        awk -F '\t' -f tests/property/recount_saturation.awk "$work/given" >"$work/wanted"
        sed 1d "$work/given.csv" | cut -d, -f1-4,12 >"$work/got"
        rows=$((rows + $(wc -l <"$work/got")))
        cmp -s "$work/wanted" "$work/got" || {
            echo "seed $i, tally $rules: the recount differs"
            diff "$work/wanted" "$work/got" | head -5
            bad=1
        }
    done
done

[ $rows -gt 300 ] || { echo "$rows interviews were too few"; bad=1; }

sh tests/streams/top3.sh >"$work/coded"
figures() { # a coded stream: K6 to K15 of a tally and its answers
    tally -q top3 -n 3 -t 4 --format=csv --quiet
}
tests_of() { # K16 to K19
    tally -q top3 -n 3 -t 4 --quiet | crosstab -r factor -c side |
        chisq --cluster organisation --format=csv --quiet
}
figures <"$work/coded" >"$work/wanted"
tests_of <"$work/coded" >"$work/wanted_tests"
[ "$(wc -l <"$work/wanted")" = 16 ] && [ "$(wc -l <"$work/wanted_tests")" -gt 100 ] ||
    { echo "the study has no figures"; bad=1; }
: >"$work/n"
i=0
while [ $i -lt $orders ]; do
    i=$((i + 1))
    # A random order of 1..16, given to the respondents.
    awk -F '\t' -v OFS='\t' -v seed=$i '
        BEGIN { srand(seed)
                for (k = 1; k <= 16; k++) place[k] = k
                for (k = 16; k > 1; k--) {
                    pick = 1 + int(rand() * k); kept = place[k]
                    place[k] = place[pick]; place[pick] = kept } }
        NR == 1 { for (k = 1; k <= NF; k++) if ($k == "attr.order") at = k }
        NR > 1 && $at != "" { $at = place[$at] }
        { print }' "$work/coded" >"$work/permuted"
    figures <"$work/permuted" >"$work/got"
    cmp -s "$work/wanted" "$work/got" || { echo "order $i changes the tally"; bad=1; break; }
    [ $((i % 100)) = 0 ] || continue
    tests_of <"$work/permuted" >"$work/got"
    cmp -s "$work/wanted_tests" "$work/got" || { echo "order $i changes a test"; bad=1; break; }
    tally -q top3 -n 3 -t 4 --quiet "$work/permuted" |
        saturate --quiet --permutations 0 --format=csv | tail -1 | cut -d, -f4 >>"$work/n"
done
# Whatever the order, all ten codes are there at the end.
[ "$(sort -u "$work/n")" = 10 ] || { echo "the last interview is not the tenth code's"; bad=1; }
[ $bad = 0 ] && echo "45 curves of $rows interviews recounted, $i orders"
exit $bad
