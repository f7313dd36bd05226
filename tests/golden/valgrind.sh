#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# valgrind.sh: every golden case with each tool under valgrind (memory errors
# and definite leaks are faults). Heavy: for ./check --full.
set -u
here=$(cd "$(dirname "$0")" && pwd)
CODING_SOURCE=${CODING_SOURCE:-$(cd "$here/../.." && pwd)}
real=${CODING_BIN:-$CODING_SOURCE/build/release/bin}
export CODING_SOURCE
command -v valgrind >/dev/null || { echo "skipped: valgrind is not there"; exit 77; }
[ "${CODING_FULL:-no}" = yes ] || { echo "skipped: only in ./check --full"; exit 77; }
if [ -n "${CODING_SANITIZED:-}" ]; then
    echo "skipped: a sanitized build has its own judge"
    exit 77
fi
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
for tool in "$real"/*; do
    name=${tool##*/}
    # JIT code of PCRE2 is not known to valgrind as a stack of its own.
    cat >"$work/$name" <<W
#!/bin/sh
exec valgrind -q --error-exitcode=99 --leak-check=full \\
    --errors-for-leak-kinds=definite --suppressions="$here/valgrind.supp" \\
    "$tool" "\$@"
W
    chmod +x "$work/$name"
done
cd "$here" || exit 1
# Left out: cases made of size, and those without a temporary folder or room that
# valgrind itself needs.
ls -d */*/cmd | sed 's|/cmd$||' |
    grep -vE '/(long-line|many-labels|runaway.*|keep-going|bad-archives|no-temp-folder|new-without-room|large.*)$' >"$work/cases"
count=$(wc -l <"$work/cases")
export CODING_BIN="$work"
xargs -P2 -n1 sh -c 'sh ./run.sh "$1" >"$0/out.$(echo "$1" | tr / _)" 2>&1; s=$?
    [ $s = 0 ] || [ $s = 77 ] || { echo "$1"; cat "$0/out.$(echo "$1" | tr / _)"; }' \
    "$work" <"$work/cases" >"$work/failed"
cat "$work/failed"
echo "$count golden cases under valgrind"
[ ! -s "$work/failed" ] && [ "$count" -gt 10 ]
