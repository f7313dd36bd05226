#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Every figure of the reference sets of agreement, through the program:
# agree --format=csv over each file, held against published examples and the
# formulas in 60-digit arithmetic (reference/stats/expected). Names of
# categories and codes are turned into their numbers.
set -eu
source=${CODING_SOURCE:-$(cd "$(dirname "$0")/../.." && pwd)}
stats=${CODING_SHARED:-$source/../shared}/reference/stats
if [ ! -d "$stats" ]; then
    echo "skipped: there is no ../shared/reference/stats"
    exit 77
fi
PATH=${CODING_BIN:-$source/build/release/bin}:$PATH
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0

# Categories of a file of codings, codes of the other forms, in their order.
names() { # FORM FILE
    case $1 in
    validation) tail -n +2 "$2" | cut -f 1 ;;
    spans) tail -n +3 "$2" | cut -f 4 | LC_ALL=C sort -u ;;
    sets) tail -n +2 "$2" | cut -f 2- | tr '\t;' '\n\n' | grep -v '^{}$' | grep . | LC_ALL=C sort -u ;;
    coders)
        tail -n +2 "$2" | cut -f 2- | tr '\t' '\n' | grep . | LC_ALL=C sort -u >"$work/levels"
        if grep -qvE '^-?[0-9]+(\.[0-9]+)?$' "$work/levels"; then
            cat "$work/levels"
        else
            LC_ALL=C sort -n "$work/levels"
        fi
        ;;
    esac
}

check() { # FORM FOLDER EXPECTED
    : >"$work/got"
    for file in "$stats/$2"/*.tsv; do
        names "$1" "$file" >"$work/names"
        agree --input="$1" --bootstrap 0 --quiet --format=csv "$file" >"$work/csv" ||
            { echo "$file: failed"; bad=1; continue; }
        awk -F, -v set="$(basename "$file" .tsv)" '
            function number(name) { return name == "" ? "." : place[name] }
            FNR == NR { place[$0] = FNR; next }
            FNR > 1 { row = $9 != "" ? $9 : $3
                print set "\t" $4 "\t" number(row) "\t" number($10) "\t" $5 }
        ' "$work/names" "$work/csv" >>"$work/got"
    done
    awk -F '\t' -v name="$2" '
        function abs(x) { return x < 0 ? -x : x }
        FNR == NR { got[$1, $2, $3, $4] = $5; known[$1, $2, $3, $4] = 1; next }
        FNR == 1 { next }
        {
            n++
            value = got[$1, $2, $3, $4]
            want = $5 + 0
            off = abs(value - want)
            limit = 1e-12
            if ($2 ~ /_p$/ && want > 0 && want < 1e-9) limit *= -log(want) / 20
            if ($5 == "NA" || $5 == "NaN") wrong = value != ""
            else wrong = !(($1, $2, $3, $4) in known) || value == "" ||
                (off > limit * abs(want) && (off > 1e-12 || abs(want) > 1e-6))
            if (wrong && ++odd < 20) print $0 ": got " value
        }
        END { print name ": " n " figures, " odd + 0 " off"; exit odd > 0 || n < 10 }
    ' "$work/got" "$stats/expected/$3.tsv" || bad=1
}

check coders agreement agreement
check sets agreement_sets agreement_sets
check spans agreement_unitizing agreement_unitizing
check validation validation validation
exit $bad
