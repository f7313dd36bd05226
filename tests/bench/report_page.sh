#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# report_page.sh: seconds, memory and size of the page of 29 interviews of
# 10,000 words each, made by repeating the bundled ones; once with the study's
# codebook, once with codes so common that most passages are beyond those shown.
# Not a test: run it on a machine that does nothing else.
set -eu
source=$(cd "$(dirname "$0")/../.." && pwd)
bin=${CODING_BIN:-$source/build/release/bin}
study=$source/corpora/value-co-creation
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mkdir "$work/interviews"
number=0
while [ $number -lt 29 ]; do
    for file in "$study"/stage1/interviews/*; do
        [ $number -lt 29 ] || break
        number=$((number + 1))
        # The head, up to the first empty line, once; the talk until 10,000.
        awk -v words=10000 '
            { line[NR] = $0; n[NR] = NF; if (!head && NF == 0) head = NR }
            END { for (i = 1; i <= head; i++) { print line[i]; said += n[i] }
                  while (said < words)
                      for (i = head + 1; i <= NR; i++) {
                          print line[i]; said += n[i] } }' "$file" \
            >"$work/interviews/I$(printf %02d $number).txt"
    done
done
printf 'codebook: common\n\ncode: we\nmatch: \\bwe\\b\n\ncode: they\nmatch: \\bthey\\b\n\ncode: it\nmatch: \\bit\\b\n' \
    >"$work/common.codebook"
echo "words: $(cat "$work"/interviews/* | wc -w | tr -d ' ')"
printf '%-14s %9s %7s %8s %8s %8s\n' codebook passages shown seconds 'peak MB' 'page MB'
for book in "$study/success-factors-v2.codebook" "$work/common.codebook"; do
    "$bin/code" --quiet -b "$book" "$work"/interviews/* >"$work/coded.tsv"
    "$bin/tally" --quiet -t 4 --sensitivity "$work/coded.tsv" >"$work/study.tsv"
    /usr/bin/time -f '%e %M' -o "$work/time" \
        "$bin/report" -o "$work/page.html" "$work/study.tsv"
    tail -1 "$work/time" | awk -v name="$(basename "$book" .codebook)" \
        -v all="$(grep -c '^coding	' "$work/study.tsv")" \
        -v shown="$(grep -o ' id="m[0-9]' "$work/page.html" | wc -l)" \
        -v size="$(wc -c <"$work/page.html")" '{
            printf "%-14.14s %9d %7d %8.2f %8.1f %8.1f\n", name, all, shown,
                $1, $2 / 1024, size / 1048576 }'
done
