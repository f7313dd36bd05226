#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The library neither prints nor exits, sets no locale, reads no environment,
# keeps no mutable data, and no two of its files define one name: a program gets
# whichever the linker meets first. Looked at in a release build.
set -u
library=${CODING_BUILD:-build/release}/libcoding/libcoding.a
[ -f "$library" ] || { echo "no $library"; exit 1; }
if [ -n "${CODING_SANITIZED:-}" ]; then
    echo "skipped: a sanitized build imports the sanitizer"
    exit 77
fi
case $(grep CMAKE_BUILD_TYPE: "${CODING_BUILD:-build/release}/CMakeCache.txt") in
*Rel*) ;;
*) echo "skipped: asserts are on in this build"; exit 77 ;;
esac
bad=0
if nm --undefined-only "$library" | awk '{ print $NF }' | sort -u |
    grep -xE '_?exit|_Exit|abort|quick_exit|stderr|stdout|stdin|puts|printf|perror|setlocale|getenv|signal|rand|srand|__assert_fail|__printf_chk|__vprintf_chk|putchar'; then
    echo "the library imports what it must not"
    bad=1
fi
# B, D: data that can be written; relocated read-only data is in .data.rel.ro.
size=$(nm "$library" | awk '$2 ~ /^[bBDC]$/ { print }')
if [ -n "$size" ]; then
    echo "writable data in the library:"
    echo "$size"
    bad=1
fi
data=$(objdump -h "$library" | awk '$2 ~ /^\.(data|bss)$/ && $3 !~ /^0+$/')
if [ -n "$data" ]; then
    echo "writable sections in the library:"
    echo "$data"
    bad=1
fi
twice=$(nm --defined-only "$library" | awk '$2 ~ /^[A-Z]$/ { print $3 }' | sort | uniq -d)
if [ -n "$twice" ]; then
    echo "names that two files define:"
    echo "$twice"
    bad=1
fi
exit $bad
