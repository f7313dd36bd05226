#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Exported functions begin with coding_, and are exactly those of symbols.txt.
# After a wanted change: tests/hygiene/symbols.sh --accept
set -u
cd "${CODING_SOURCE:-.}"
library=${CODING_BUILD:-build/release}/libcoding/libcoding.a
list=tests/hygiene/symbols.txt
# Default visibility is what a shared library would export.
got=$(readelf -Ws "$library" |
    awk '$5 == "GLOBAL" && $6 == "DEFAULT" && $7 != "UND" { print $8 }' |
    grep -v '^__\(asan\|ubsan\|odr\)' | sort -u)
if [ "${1:-}" = --accept ]; then
    echo "$got" >$list
    exit 0
fi
bad=0
echo "$got" | grep -v '^coding_' && { echo "without the prefix"; bad=1; }
echo "$got" | diff -u $list - || { echo "differs from $list"; bad=1; }
exit $bad
