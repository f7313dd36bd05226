#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A survey gives the same rows from a file, which is read twice, as from standard
# input, which is held: text of every length up to and beyond the blocks that are
# looked through, characters across their ends, and a byte that is not UTF-8 in
# any of them.
set -u
cd "${CODING_SOURCE:-.}"
PATH=$(cd "${CODING_BIN:-build/release/bin}" && pwd):$PATH
LC_ALL=C
export LC_ALL
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
bad=0
make() { # BYTES-IN-FRONT LAST-CELL: about 600 KB, é and words in quotes
    awk -v front="$1" -v last="$2" 'BEGIN {
        pad = sprintf("%*s", front, ""); gsub(/ /, "x", pad)
        print "id,tick,words," pad
        for (i = 1; i <= 12000; i++) {
            word = i % 7 == 0 ? "\"caf\303\251, \"\"yes\"\"\nand no\"" : "\303\251t\303\251 \342\202\254 \360\237\230\200"
            print i "," i % 3 "," word (i % 5 == 0 ? "," : ",a\\b\tc")
        }
        printf "last,1,%s,", last }'
}
for front in 1 2 3 4 5 6 7; do
    for last in end "$(printf '\351')"; do
        make $front "$last" >"$work/a.csv"
        survey --quiet --carry tick "$work/a.csv" >"$work/file.tsv"
        echo "status $?" >>"$work/file.tsv"
        survey --quiet --carry tick --document a.csv - <"$work/a.csv" >"$work/held.tsv"
        echo "status $?" >>"$work/held.tsv"
        # meta rows quote the command
        for kind in file held; do
            grep -v '^meta' "$work/$kind.tsv" >"$work/$kind"
        done
        cmp "$work/file" "$work/held" || { echo "front $front, last $last"; bad=1; }
        grep -q '^status 0' "$work/file" || { echo "front $front: status"; bad=1; }
        n=$(grep -c '^respondent' "$work/file")
        [ "$n" = 12001 ] || { echo "front $front: $n respondents"; bad=1; }
    done
done
exit $bad
