#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Every public header compiles alone, as C and as C++, without a warning.
set -u
cd "${CODING_SOURCE:-.}"
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
bad=0 count=0
for header in include/coding/*.h; do
    echo "#include <coding/${header##*/}>" >"$work/alone.c"
    cp "$work/alone.c" "$work/alone.cpp"
    ${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L -Wall -Wextra -Wpedantic \
        -Wundef -Wstrict-prototypes -Werror -Iinclude -fsyntax-only \
        "$work/alone.c" || bad=1
    if command -v "${CXX:-c++}" >/dev/null; then
        "${CXX:-c++}" -std=c++11 -Wall -Wextra -Werror -Iinclude \
            -fsyntax-only "$work/alone.cpp" || bad=1
    fi
    count=$((count + 1))
done
[ $count -ge 5 ] || { echo "only $count headers"; bad=1; }
if [ -f include/coding/coding.h ]; then
    for header in include/coding/*.h; do
        name=${header##*/}
        [ "$name" = coding.h ] && continue
        grep -q "<coding/$name>" include/coding/coding.h ||
            { echo "coding.h leaves out $name"; bad=1; }
    done
fi
echo "$count headers stand alone"
exit $bad
