#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What Methods calls "To run it again" runs as it stands in the folder of the
# files, and gives the same Tally sheet: the workbook's own stream file is not
# in it, and every other command is.
set -u
command -v unzip >/dev/null || { echo "skipped: unzip is not there"; exit 77; }
source=$(cd "${CODING_SOURCE:-.}" && pwd)
PATH=$(cd "${CODING_BIN:-$source/build/release/bin}" && pwd):$PATH
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cp -r "$source/corpora/value-co-creation" "$work/study" && cd "$work/study" || exit 1
code --quiet -b success-factors-v2.codebook -g stage1/stage1.guide \
    -p stage1/participants.tsv stage1/interviews/* |
    tally --quiet -q top3 -n 3 -t 4 --sensitivity >study.tsv || exit 1
xlsx --quiet --style plain -o first.xlsx study.tsv || exit 1
unzip -p first.xlsx xl/sharedStrings.xml | tr '\n' '\001' |
    sed 's/<si>/\n/g' | grep ' -o WORKBOOK.xlsx' |
    sed "s/^<t[^>]*>//; s/<.*//; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g" |
    tr '\001' '\n' >again
cat again
[ "$(grep -c . again)" = 3 ] || { echo "expected three commands"; exit 1; }
grep -q 'study.tsv' again && { echo "the stream between is named"; exit 1; }
rm study.tsv
sh ./again || exit 1
for file in first WORKBOOK; do
    unzip -p $file.xlsx xl/worksheets/sheet7.xml >$file.xml || exit 1
done
grep -q 'base_n' first.xml || { echo "sheet 7 is not Tally"; exit 1; }
cmp first.xml WORKBOOK.xml
