#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# awk counts the sheet Matrix again from the sheet Mentions: items from what
# stands on one passage, and how often each respondent names each code.
set -u
. "$(dirname "$0")/workbooks.sh"
need_openpyxl
make_matrix
"$bin/xlsx" --quiet -o "$work/matrix.xlsx" "$work/matrix.tsv" || exit 1
"$python" - "$work" <<'P' || exit 1
import sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1] + "/matrix.xlsx", data_only=True)
for name in ("Matrix", "Mentions"):
    with open(f"{sys.argv[1]}/{name}.tsv", "w") as out:
        for row in book[name].iter_rows(values_only=True):
            print("\t".join("" if c is None else str(c).replace("\n", " ") for c in row), file=out)
P
# Blocks of Matrix as "TABLE COUNT ROW COLUMN VALUE".
awk -F '\t' '$1 ~ / x / { table = $1; next }
    $1 ~ /^(Items|Mentions)$/ { count = $1; getline; for (i = 2; i <= NF; i++) head[i] = $i; open = 1; next }
    $1 ~ /^(Respondents|Organisations|Jaccard)/ { open = 0 }
    open && $1 != "" && $2 ~ /^[0-9]+$/ {
        for (i = 2; i <= NF; i++) if (head[i] != "") print table, count, $1, head[i], $i }
    $1 == "" { split("", head) }' "$work/Matrix.tsv" |
    grep -E '^(factor x category Items|respondent x factor Mentions)' | sort >"$work/shown"
awk -F '\t' 'NR == 3 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    NR < 3 || ($at["Counted"] != "1" && $at["Counted"] != "repeat") { next }
    { key = $at["Document"] SUBSEP $at["Start"] SUBSEP $at["End"]; keys[key]
      has[key, $at["Facet"]] = $at["Code"]
      if ($at["Facet"] == "factor") {
          said[$at["Respondent"], $at["Code"]]++; who[$at["Respondent"]]; code[$at["Code"]] } }
    END {
        for (key in keys) {
            f = has[key, "factor"]; c = has[key, "category"]; i = has[key, "item"]
            if (f == "" || c == "" || i == "" || seen[f, c, i]++) continue
            items[f, c]++; items[f, "Total"]++; items["Total", c]++; items["Total", "Total"]++ }
        for (k in items) { split(k, p, SUBSEP); print "factor x category Items", p[1], p[2], items[k] }
        for (r in who) for (c in code) {
            n = said[r, c] + 0; print "respondent x factor Mentions", r, c, n
            sum[r, "Total"] += n; sum["Total", c] += n; sum["Total", "Total"] += n }
        for (k in sum) { split(k, p, SUBSEP); print "respondent x factor Mentions", p[1], p[2], sum[k] } }' \
    "$work/Mentions.tsv" | sort >"$work/counted"
[ "$(wc -l <"$work/shown")" = $((8 * 4 + 14 * 8)) ] || { echo "$(wc -l <"$work/shown") figures shown"; exit 1; }
cmp -s "$work/shown" "$work/counted" || { diff "$work/shown" "$work/counted" | head; exit 1; }
