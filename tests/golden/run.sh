#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# run.sh TOOL/CASE: runs one golden case, a folder of
#   cmd     shell line(s), run inside a copy of the folder, tools in PATH;
#           $SOURCE is the project, $SHARED the shared material
#   why     where every expected figure and word comes from (required)
#   stdin   standard input (default: none)
#   stdout  expected output; left out: not compared
#   stderr  expected messages; left out: must be empty; a line `...` in it
#           stands for any lines
#   status  expected exit status (default 0)
#   needs   `shared`, `python3` or `root-is-not`: skipped by name when it is
#           not so
set -u
here=$(cd "$(dirname "$0")" && pwd)
case=$here/$1
work=$(mktemp -d) || exit 1
trap 'chmod -R u+w "$work" 2>/dev/null; rm -rf "$work"' EXIT
SOURCE=${CODING_SOURCE:-$(cd "$here/../.." && pwd)}
SHARED=${CODING_SHARED:-$SOURCE/../shared}
PATH=${CODING_BIN:-$SOURCE/build/release/bin}:$PATH
export PATH SOURCE SHARED

fail() {
    echo "$1: $2"
    exit 1
}
[ -s "$case/why" ] || fail "$1" "there is no why: say where the figures come from"
if grep -qx shared "$case/needs" 2>/dev/null && [ ! -d "$SHARED" ]; then
    echo "skipped: $1 needs ../shared"
    exit 77
fi
if grep -qx python3 "$case/needs" 2>/dev/null && ! command -v python3 >/dev/null; then
    echo "skipped: $1 needs python3 to make its files"
    exit 77
fi
if grep -qx root-is-not "$case/needs" 2>/dev/null && [ "$(id -u)" = 0 ]; then
    echo "skipped: $1 cannot be shown as root"
    exit 77
fi

cp -R "$case" "$work/case" && cd "$work/case" || exit 1
input=/dev/null
[ -f "$case/stdin" ] && input=$case/stdin
sh ./cmd <"$input" >"$work/out" 2>"$work/err"
status=$?

want=0
[ -f "$case/status" ] && want=$(cat "$case/status")
bad=0
if [ "$status" != "$want" ]; then
    echo "status $status, expected $want"
    bad=1
fi
if [ -f "$case/stdout" ] && ! cmp -s "$case/stdout" "$work/out"; then
    echo "standard output differs (- expected, + got):"
    diff -u "$case/stdout" "$work/out" | sed 1,2d | head -40
    bad=1
fi
expected=$work/expected
if [ -f "$case/stderr" ]; then cp "$case/stderr" "$expected"; else : >"$expected"; fi
if grep -qx '\.\.\.' "$expected"; then
    # Each run of lines between the `...` must stand in the messages, in order.
    awk 'NR == FNR { got[++n] = $0; next }
         $0 == "..." { anywhere = 1; next }
         { found = 0
           for (k = at + 1; k <= n; k++) {
               if (got[k] == $0) { at = k; found = 1; break }
               if (!anywhere) break }
           if (!found) { print "missing message: " $0; bad = 1 }
           anywhere = 0 }
         END { if (!anywhere && at < n) { print "more messages: " got[at + 1]
                                          bad = 1 }
               exit bad }' "$work/err" "$expected" || bad=1
elif ! cmp -s "$expected" "$work/err"; then
    echo "messages differ (- expected, + got):"
    diff -u "$expected" "$work/err" | sed 1,2d | head -40
    bad=1
fi
[ $bad = 0 ] || fail "$1" "not as expected ($(head -1 "$case/why"))"
