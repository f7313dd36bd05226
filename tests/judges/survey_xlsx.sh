#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The bundled survey, saved as .xlsx by LibreOffice and by openpyxl, gives the
# same answers as its CSV: shared and inline strings, dates as numbers with a
# style, gaps for empty cells. openpyxl writes both epochs of dates.
set -u
cd "${CODING_SOURCE:-.}"
bin=$(cd "${CODING_BIN:-build/release/bin}" && pwd)
corpus=$PWD/corpora/innovation-survey
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
bad=0 judged=0
answers() { # FILE [OPTION ...]
    "$bin/survey" --quiet -d "$corpus/dictionary-surveymonkey.tsv" --format=csv "$@"
}
compare() { # WHAT FILE [OPTION ...]
    what=$1; shift
    answers "$@" >"$work/got.csv" || bad=1
    cmp -s "$work/got.csv" "$work/want.csv" && { judged=$((judged + 1)); return; }
    echo "$what: other answers than from CSV:"
    diff "$work/want.csv" "$work/got.csv" | head -4
    bad=1
}
answers "$corpus/answers-surveymonkey.csv" >"$work/want.csv" || exit 1
[ "$(wc -l <"$work/want.csv")" -gt 200 ] || { echo "no answers from CSV"; exit 1; }
if command -v soffice >/dev/null; then
    # 44: commas, 34: quotes, 76: UTF-8; special numbers (dates) are detected.
    HOME=$work soffice "-env:UserInstallation=file://$work/profile" --headless \
        --infilter='Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false' \
        --convert-to xlsx --outdir "$work/office" \
        "$corpus/answers-surveymonkey.csv" >/dev/null 2>&1 ||
        { echo "LibreOffice does not convert"; bad=1; }
    compare LibreOffice "$work/office/answers-surveymonkey.xlsx"
fi
for python in /usr/bin/python3 python3; do
    "$python" -c 'import openpyxl' 2>/dev/null && break
    python=
done
if [ -n "$python" ]; then
    "$python" - "$corpus/answers-surveymonkey.csv" "$work" <<'P' || bad=1
import csv, datetime, openpyxl, sys
from openpyxl.utils.datetime import CALENDAR_MAC_1904
rows = list(csv.reader(open(sys.argv[1], encoding='utf-8-sig')))
for epoch in (1900, 1904):
    book = openpyxl.Workbook()
    if epoch == 1904:
        book.epoch = CALENDAR_MAC_1904
    book.active.title = 'Notes'
    sheet = book.create_sheet('Answers')
    for i, row in enumerate(rows):
        cells = []
        for k, cell in enumerate(row):
            if i > 1 and k == 1:
                cell = datetime.date.fromisoformat(cell)
            elif i > 1 and cell.isdigit():
                cell = int(cell)
            cells.append(None if cell == '' else cell)
        sheet.append(cells)
    book.save(f'{sys.argv[2]}/{epoch}.xlsx')
P
    compare 'openpyxl, 1900' --sheet Answers "$work/1900.xlsx"
    compare 'openpyxl, 1904' --sheet Answers "$work/1904.xlsx"
fi
echo "$judged files judged"
[ $bad = 0 ] && [ $judged = 0 ] && { echo "skipped: neither soffice nor openpyxl"; exit 77; }
exit $bad
