#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# xlsx_rows.sh [ROWS]: rows a second and peak memory of xlsx writing a large
# Mentions sheet, beside python3-xlsxwriter and openpyxl in their
# constant-memory modes and exceljs streaming; the same rows, one after the
# other in one run. Not a test: run it on a machine that does nothing else.
set -u
rows=${1:-100000}
here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$here/../.." && pwd)
bin=${CODING_BIN:-$source/build/release/bin}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
awk -v N="$rows" -f "$here/xlsx_stream.awk" >"$work/stream.tsv"
printf '%-28s %10s %8s %8s %9s\n' writer rows/s seconds 'peak MB' 'file MB'

measure() { # NAME OUTPUT COMMAND ...
    name=$1 out=$2
    shift 2
    if ! /usr/bin/time -f '%e %M' -o "$work/time" "$@" >"$work/log" 2>&1; then
        printf '%-28s not measured: %s\n' "$name" "$(tail -1 "$work/log")"
        return
    fi
    tail -1 "$work/time" | awk -v n="$rows" -v name="$name" \
        -v size="$(wc -c <"$out")" '{ printf "%-28s %10.0f %8.2f %8.1f %9.1f\n",
            name, n / $1, $1, $2 / 1024, size / 1048576 }'
}
measure 'xlsx --sheets Mentions' "$work/a.xlsx" \
    "$bin/xlsx" --quiet --sheets Mentions -o "$work/a.xlsx" "$work/stream.tsv"
measure 'xlsx, all its sheets' "$work/b.xlsx" \
    "$bin/xlsx" --quiet -o "$work/b.xlsx" "$work/stream.tsv"
measure 'python3-xlsxwriter' "$work/c.xlsx" \
    /usr/bin/python3 "$here/xlsx_rows.py" xlsxwriter "$work/stream.tsv" "$work/c.xlsx"
measure 'openpyxl write_only' "$work/d.xlsx" \
    /usr/bin/python3 "$here/xlsx_rows.py" openpyxl "$work/stream.tsv" "$work/d.xlsx"
if command -v npm >/dev/null; then
    cache=${CODING_NPM:-$source/build/npm}
    mkdir -p "$cache"
    [ -d "$cache/node_modules/exceljs" ] ||
        (cd "$cache" && npm install --silent --no-audit --no-fund exceljs@4 >/dev/null 2>&1)
    (cd "$cache" && measure 'exceljs stream' "$work/e.xlsx" \
        node "$here/xlsx_rows.mjs" "$work/stream.tsv" "$work/e.xlsx")
fi
