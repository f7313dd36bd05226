#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The same bytes on a second run, through a pipe, into a redirected file, from
# standard input, in another locale and time zone; other files order: only
# Methods differs.
set -u
. "$(dirname "$0")/workbooks.sh"
need unzip
make_workbooks
bad=0
# Real locales with a decimal comma and a dotless i, where they can be made.
mkdir "$work/locale"
for locale in de_DE tr_TR; do
    localedef -i $locale -f UTF-8 "$work/locale/$locale.UTF-8" 2>/dev/null ||
        echo "no locale $locale: its run is as good as C"
done
export LOCPATH="$work/locale"
same() { # FILE WHAT
    cmp -s "$work/study.xlsx" "$1" || { echo "$2: other bytes"; bad=1; }
}
"$bin/xlsx" --quiet -o "$work/b.xlsx" "$work/study.tsv"
same "$work/b.xlsx" "a second run"
"$bin/xlsx" --quiet "$work/study.tsv" | cat >"$work/c.xlsx"
same "$work/c.xlsx" "through a pipe"
"$bin/xlsx" --quiet "$work/study.tsv" >"$work/d.xlsx"
same "$work/d.xlsx" "into a redirected file"
sleep 2
TZ=Pacific/Auckland LC_ALL=de_DE.UTF-8 LANG=de_DE.UTF-8 "$bin/xlsx" --quiet -o "$work/e.xlsx" "$work/study.tsv"
same "$work/e.xlsx" "two seconds later, in another locale and time zone"
for name in survey tests nasty large; do
    [ -f "$work/$name.xlsx" ] || continue
    for locale in de_DE.UTF-8 tr_TR.UTF-8; do
        LC_ALL=$locale LANG=$locale "$bin/xlsx" --quiet "$work/$name.tsv" >"$work/l.xlsx"
        cmp -s "$work/$name.xlsx" "$work/l.xlsx" ||
            { echo "$name under $locale: other bytes"; bad=1; }
    done
done
SOURCE_DATE_EPOCH=0 "$bin/xlsx" --quiet -o "$work/f.xlsx" "$work/study.tsv"
same "$work/f.xlsx" "SOURCE_DATE_EPOCH=0"
SOURCE_DATE_EPOCH=1000000000 "$bin/xlsx" --quiet -o "$work/g.xlsx" "$work/study.tsv"
unzip -p "$work/g.xlsx" docProps/core.xml | grep -q 2001-09-09T01:46:40Z ||
    { echo "SOURCE_DATE_EPOCH is not the date of the document"; bad=1; }
SOURCE_DATE_EPOCH=soon "$bin/xlsx" -o "$work/h.xlsx" "$work/study.tsv" 2>/dev/null
[ $? = 2 ] || { echo "a date that is none is not refused"; bad=1; }
unzip -tqq "$work/c.xlsx" || bad=1

# The interviews in another order.
reversed=$(ls -r "$study"/stage1/interviews/*.txt)
mkdir "$work/reversed"
# shellcheck disable=SC2086
"$bin/code" -b "$study/success-factors-v2.codebook" -g "$study/stage1/stage1.guide" \
    -p "$study/stage1/participants.tsv" $reversed >"$work/reversed/coded.tsv" 2>/dev/null
"$bin/tally" -q top3 -n 3 -t 4 --sensitivity --chance --group side \
    "$work/reversed/coded.tsv" 2>/dev/null |
    "$bin/saturate" --group side 2>/dev/null | "$bin/xlsx" --quiet -o "$work/r.xlsx"
"$bin/xlsx" --quiet -o "$work/s.xlsx" <"$work/study.tsv"
for part in $(unzip -Z1 "$work/s.xlsx" | grep -v "^\[Content"); do
    unzip -p "$work/s.xlsx" "$part" >"$work/one"
    unzip -p "$work/r.xlsx" "$part" >"$work/two"
    cmp -s "$work/one" "$work/two" && continue
    case $part in
    xl/sharedStrings.xml) # the command line is a text of Methods
        tr '<' '\n' <"$work/one" | grep '^t' | grep -v 'code -b' | sort >"$work/one.t"
        tr '<' '\n' <"$work/two" | grep '^t' | grep -v 'code -b' | sort >"$work/two.t"
        cmp -s "$work/one.t" "$work/two.t" || { echo "other order: other texts"; bad=1; }
        ;;
    *) echo "other order: $part differs"; bad=1 ;;
    esac
done
[ $bad = 0 ] && echo "the same bytes"
exit $bad
