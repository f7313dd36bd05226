#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# openpyxl reads every sheet; every figure of Tally, Families and Sensitivity
# is counted again from Mentions and Grid; links lead where they should.
set -u
. "$(dirname "$0")/workbooks.sh"
need_openpyxl
make_workbooks
"$python" "$(dirname "$0")/read_xlsx.py" "$work/study.xlsx" "$work/study.tsv" || exit 1
if [ -f "$work/tests.xlsx" ]; then
    "$python" "$(dirname "$0")/read_xlsx.py" "$work/tests.xlsx" "$work/tests.tsv" || exit 1
fi
for name in plain untallied large nasty; do
    "$python" - "$work/$name.xlsx" <<'P' || exit 1
import sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1], data_only=True)
for sheet in book:
    for row in sheet.iter_rows():
        for cell in row:
            # What begins like a formula is text wherever it came from.
            assert not (isinstance(cell.value, str) and cell.value[:1] == '=' and
                        cell.data_type != 's'), (sheet.title, cell.coordinate)
print(sys.argv[1].rsplit('/', 1)[1], [(s.title, s.max_row) for s in book])
P
done
