#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Every number of the Tally sheet, counted by awk from the stream's coding
# rows: mentions, units, respondents, organisations, documents, first.
set -u
. "$(dirname "$0")/workbooks.sh"
need_openpyxl
make_workbooks
awk -F '\t' -v OFS='\t' '
    NR == 1 { for (i = 1; i <= NF; i++) col[$i] = i; next }
    $1 == "code" { order[++n] = $col["code"]; next }
    $1 == "coding" && ($col["counted"] == "1" || $col["counted"] == "repeat") {
        c = $col["code"]; mentions[c]++
        if (!((c, "u", $col["document"], $col["unit"]) in seen)) units[c]++
        if (!((c, "r", $col["respondent"]) in seen)) people[c]++
        if (!((c, "o", $col["attr.organisation"]) in seen)) orgs[c]++
        if (!((c, "d", $col["document"]) in seen)) docs[c]++
        seen[c, "u", $col["document"], $col["unit"]]
        seen[c, "r", $col["respondent"]]
        seen[c, "o", $col["attr.organisation"]]
        seen[c, "d", $col["document"]]
        if ($col["counted"] == "1" && $col["counted_rank"] == 1) first[c]++
    }
    END { for (i = 1; i <= n; i++) { c = order[i]
        print c, people[c] + 0, orgs[c] + 0, docs[c] + 0, units[c] + 0,
              mentions[c] + 0, first[c] + 0 } }
' "$work/study.tsv" | sort >"$work/awk.tsv"
"$python" - "$work/study.xlsx" >"$work/sheet.tsv" <<'P'
import sys, openpyxl
page = openpyxl.load_workbook(sys.argv[1], data_only=True)['Tally']
head = [cell.value for cell in page[4]]
names = ['Code', 'Respondents', 'Organisations', 'Documents', 'Units',
         'Mentions', 'Named first']
for row in page.iter_rows(min_row=5, values_only=True):
    if row[0] is None:
        break
    print(*(row[head.index(name)] for name in names), sep='\t')
P
sort -o "$work/sheet.tsv" "$work/sheet.tsv"
diff "$work/awk.tsv" "$work/sheet.tsv" || exit 1
echo "$(wc -l <"$work/awk.tsv") codes, 6 figures each: equal"
[ "$(wc -l <"$work/awk.tsv")" = 15 ]
