#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What must not matter does not: the order of coders, of documents and of lines,
# and what categories are called; and one coder agrees with herself. The bundled
# interviews, coded by both codebooks.
set -eu
source=${CODING_SOURCE:-$(cd "$(dirname "$0")/../.." && pwd)}
PATH=${CODING_BIN:-$source/build/release/bin}:$PATH
study=$source/corpora/value-co-creation
stage=$study/stage1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
wrong() {
    echo "WRONG: $*"
    failed=1
}
coded() { # VERSION FILE ...
    version=$1
    shift
    code -b "$study/success-factors-$version.codebook" -g "$stage/stage1.guide" \
        -p "$stage/participants.tsv" "$@" 2>/dev/null
}
# Figures without the names of coders, b and c changed places.
figures() {
    agree --quiet --format=csv "$@" 2>/dev/null |
        awk -F, 'NR > 1 && $4 !~ /^apa/ { if ($4 == "b") $4 = "c"; else if ($4 == "c") $4 = "b"
            print $2, $3, $4, short($5), short($6), short($7) }
            function short(x) { return x == "" ? "" : sprintf("%.12g", x) }' | LC_ALL=C sort
}
same() { # WHAT A B: b and c are changed back in B
    [ "$(wc -l <"$work/$2")" -gt 100 ] || wrong "$1: only $(wc -l <"$work/$2") figures"
    cmp -s "$work/$2" "$work/$3" || {
        wrong "$1"
        diff "$work/$2" "$work/$3" | head -5
    }
}
swap() { sed 's/ b / _ /; s/ c / b /; s/ _ / c /' "$1" | LC_ALL=C sort; }

coded v1 "$stage"/interviews/* >"$work/one.tsv"
coded v2 "$stage"/interviews/* >"$work/two.tsv"
reversed=$(printf '%s\n' "$stage"/interviews/* | LC_ALL=C sort -r)
coded v1 $reversed >"$work/one-reversed.tsv"
coded v2 $reversed >"$work/two-reversed.tsv"

for unit in unit sentence answer respondent; do
    figures -u $unit "$work/one.tsv" "$work/two.tsv" >"$work/here"
    figures -u $unit "$work/two.tsv" "$work/one.tsv" >"$work/there"
    swap "$work/there" >"$work/back"
    same "the order of coders, by $unit" here back
done
figures "$work/one.tsv" "$work/two.tsv" >"$work/here"
figures "$work/one-reversed.tsv" "$work/two-reversed.tsv" >"$work/there"
same "the order of documents" here there
figures "$work/one.tsv" "$work/two-reversed.tsv" >"$work/there"
same "another order from one coder" here there

# One coder against herself: 1 wherever it is defined.
agree --quiet --format=csv "$work/two.tsv" "$work/two.tsv" 2>/dev/null |
    awk -F, '$4 ~ /^(cohen_kappa|alpha_nominal|gwet_ac1|percent_agreement|alpha_u|segment_f1|alpha_position)(_mean|_min)?$/ && $5 != "" {
            n++; if ($5 != 1) { print "WRONG: not 1: " $0; bad = 1 } }
        END { if (n < 60) { print "WRONG: " n " figures"; bad = 1 } exit bad }' || failed=1

# Names of categories and the order of lines and coders in a plain file.
awk 'BEGIN { srand(5); print "unit\ta\tb\tc"
    for (i = 1; i <= 60; i++) { line = i; v = int(rand() * 4)
        for (k = 0; k < 3; k++) { x = rand() < .6 ? v : int(rand() * 4)
            line = line "\t" (rand() < .1 ? "" : substr("wxyz", x + 1, 1)) }
        print line } }' >"$work/plain.tsv"
awk -F '\t' 'NR == 1 { print "unit\tb\tc\ta"; next }
    { gsub(/w/, "third", $0); gsub(/x/, "a", $0); gsub(/y/, "zz", $0)
      split($0, f, "\t"); line[NR] = f[1] "\t" f[3] "\t" f[4] "\t" f[2] }
    END { for (i = NR; i > 1; i--) print line[i] }' "$work/plain.tsv" >"$work/other.tsv"
for file in plain other; do
    agree --quiet --bootstrap 0 --format=csv "$work/$file.tsv" |
        awk -F, '$4 ~ /^(percent_agreement|alpha_nominal|fleiss_kappa|conger_kappa|gwet_ac1|brennan_prediger)(_se|_pe|_do|_de)?$/ {
            printf "%s %.12g\n", $4, $5 }' >"$work/$file"
done
[ "$(wc -l <"$work/plain")" -eq 16 ] || wrong "plain figures: $(wc -l <"$work/plain")"
cmp -s "$work/plain" "$work/other" || {
    wrong "names of categories, order of lines and coders"
    diff "$work/plain" "$work/other"
}
exit $failed
