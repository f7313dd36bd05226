#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Every figure of the reference tables, through the program: chisq --format=csv
# over each file, held against R and a 60-digit computation of the formulas
# (reference/stats/expected). Labels are turned into numbers by the file's own
# header and order. fisher_p beyond 2 x 2 is R's alone there and good to 1e-9.
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

# figures KIND FILE: set, statistic, row, column, value with numbers for labels.
figures() {
    chisq --input="$1" --quiet --format=jsonl "$2" 2>"$work/err" >"$work/got" ||
        { cat "$work/err"; return 1; }
    awk -F '\t' -v kind="$1" -v set="$(basename "$2" .tsv)" '
        function cell(line, key,    at, rest) {
            at = index(line, "\"" key "\":")
            if (!at) return ""
            rest = substr(line, at + length(key) + 3)
            if (substr(rest, 1, 1) != "\"") {
                sub(/[,}].*/, "", rest)
                return rest == "null" ? "" : rest
            }
            rest = substr(rest, 2)
            match(rest, /^([^"\\]|\\.)*/)
            return substr(rest, 1, RLENGTH)
        }
        function number(list, count, name,    k) {
            for (k = 1; k <= count; k++)
                if (list[k] == name) return k
            return "."
        }
        function ordered(seen, out,    n, k, m, t) {
            n = 0
            for (k in seen) out[++n] = k
            for (k = 2; k <= n; k++) {
                t = out[k]
                for (m = k - 1; m > 0 && out[m] "" > t ""; m--)
                    out[m + 1] = out[m]
                out[m + 1] = t
            }
            return n
        }
        FNR == NR {
            if (FNR == 1) {
                for (k = 1; k <= NF; k++) head[k] = $k
                columns = NF
                next
            }
            first[FNR - 1] = $1
            rows = FNR - 1
            f[$1] = 1
            g[$2] = 1
            next
        }
        FNR == 1 {
            if (kind == "table" || kind == "gof") {
                nr = rows
                for (k = 1; k <= nr; k++) r[k] = first[k]
            }
            if (kind == "table") {
                nc = columns - 1
                for (k = 1; k <= nc; k++) c[k] = head[k + 1]
            }
            if (kind == "weighted") { nr = ordered(f, r); nc = ordered(g, c) }
            if (kind == "multi") {
                nr = ordered(g, r)
                nc = columns - 2
                for (k = 1; k <= nc; k++) c[k] = head[k + 2]
            }
            if (kind == "ranked") {
                nr = columns - 1
                for (k = 1; k <= nr; k++) r[k] = head[k + 1]
            }
            if (kind == "multi2")
                for (k = 2; k <= columns; k++) {
                    if (head[k] ~ /^w/) r[++nr] = head[k]
                    else c[++nc] = head[k]
                }
        }
        {
            row = cell($0, "row")
            column = cell($0, "column")
            i = row == "" ? "." : number(r, nr, row)
            if (kind == "multi" && row != "" && column == "")
                i = number(c, nc, row)
            print set "\t" cell($0, "statistic") "\t" i "\t" \
                (column == "" ? "." : number(c, nc, column)) "\t" \
                cell($0, "value")
        }' "$2" "$work/got"
}

# held EXPECTED GOT: prints what is missing or differs.
held() {
    awk -F '\t' -v name="$1" '
        function abs(x) { return x < 0 ? -x : x }
        function log_of(x) { return x > 0 ? -log(x) : 708 }
        FNR == NR { got[$1, $2, $3, $4] = $5; known[$1, $2, $3, $4] = 1; next }
        FNR == 1 { next }
        {
            if ($5 == "NaN" || $5 == "NA") {
                if (got[$1, $2, $3, $4] != "") { bad++
                    if (bad < 20) print $0 ": got " got[$1, $2, $3, $4] }
                next
            }
            n++
            if (!(($1, $2, $3, $4) in known)) { bad++
                if (bad < 20) print "missing: " $0
                next
            }
            value = got[$1, $2, $3, $4]
            want = $5 + 0
            off = abs(value - want)
            limit = 1e-12
            if ($2 ~ /^fisher_or|^ncp_|^cramers_v_(lo|hi)95$|^clopper_|^jeffreys_/)
                limit = 1e-8
            else if ($2 == "fisher_p" || $2 == "fisher_logp")
                limit = 1e-9
            else if ($2 ~ /(^|_)p($|_)|_plower$|^p_cell|midp/ && want < 1e-9)
                limit *= 1 > log_of(want) / 20 ? 1 : log_of(want) / 20
            if (value == "" || (off > limit * abs(want) && off > 1e-12) ||
                (off > limit * abs(want) && abs(want) > 1e-6)) { bad++
                if (bad < 20) print $0 ": got " value }
        }
        END { print name ": " n + 0 " figures, " bad + 0 " off"
              exit bad > 0 || n == 0 }
    ' "$3" "$2"
}

check() { # KIND FOLDER EXPECTED
    : >"$work/all"
    for file in "$stats/$2"/*.tsv; do
        kind=$1
        [ "$kind" != several ] || kind=multi
        if [ "$1" = several ] && head -1 "$file" | grep -q '	w1	'; then
            kind=multi2
        fi
        figures "$kind" "$file" >>"$work/all" || { echo "$file: failed"; bad=1; }
    done
    held "$2" "$stats/expected/$2.tsv" "$work/all" || bad=1
}

check table twoway
check gof gof
check strata strata
check several multiresponse
check ranked ranked
check weighted weighted
exit $bad
