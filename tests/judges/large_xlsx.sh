#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# 100,000 mentions with Mentions, Evidence and Units in less than 200 MB of
# address space, every row there, every link beyond Excel's limit counted.
set -u
cd "${CODING_SOURCE:-.}" || exit 1
bin=$(cd "${CODING_BIN:-build/release/bin}" && pwd)
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
rows=100000 bad=0
command -v unzip >/dev/null || { echo "skipped: unzip is not installed"; exit 77; }
case $(nm "$bin/xlsx" 2>/dev/null) in
*__asan_*) echo "skipped: the address sanitizer maps more than any program"; exit 77 ;;
esac
awk -v N=$rows -f tests/bench/xlsx_stream.awk >"$work/many.tsv"
(ulimit -v 200000; TMPDIR=$work "$bin/xlsx" -o "$work/many.xlsx" "$work/many.tsv" 2>"$work/said") ||
    { echo "exit $?"; bad=1; }
# Each quotation leads to its mention: 60,000 links and the rest as formulas.
cat >"$work/wanted" <<T
xlsx: note: $((rows - 60000)) links beyond 60,000 on a sheet are formulas [workbook-links]
xlsx: 7 sheets, $rows codings
T
diff "$work/wanted" "$work/said" || bad=1
count() { # SHEET WORDS WANTED
    got=$(unzip -p "$work/many.xlsx" "xl/worksheets/sheet$1.xml" | grep -o "$2" | wc -l)
    [ "$got" = "$3" ] || { echo "sheet $1: $got times $2, not $3"; bad=1; }
}
unzip -p "$work/many.xlsx" xl/workbook.xml | grep -o '<sheet name="[^"]*"' | tr '\n' ' ' >"$work/sheets"
grep -q '"Participants" .*"Codebook" .*"Evidence" .*"Mentions" .*"Units" .*"Methods"' "$work/sheets" ||
    { cat "$work/sheets"; bad=1; }
count 4 '<b/>' $rows              # Evidence: the words found are bold
count 4 '<hyperlink ref=' 60000
count 4 '<f>HYPERLINK(' $((rows - 60000))
count 5 '<t>trust</t>' $rows      # Mentions: the words found
count 6 'said that trust number' $rows # Units: what was said
unzip -tqq "$work/many.xlsx" || bad=1
[ $bad = 0 ] && echo "$rows mentions, three sheets, every row there"
exit $bad
