#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Every tool: -h at most 24 lines on stdout, --help and --version exit 0,
# an unknown option is exit 2 with one line on stderr and nothing on stdout;
# the bare name at a terminal gives the short help and exit 2.
set -u
cd "${CODING_SOURCE:-.}"
bin=${CODING_BIN:-build/release/bin}
bad=0
for file in tools/*.c; do
    tool=$(basename "$file" .c)
    lines=$("$bin/$tool" -h 2>/dev/null | wc -l)
    if [ "$lines" -lt 5 ] || [ "$lines" -gt 24 ]; then
        echo "$tool -h: $lines lines"
        bad=1
    fi
    "$bin/$tool" --help >/dev/null 2>&1 || { echo "$tool --help fails"; bad=1; }
    "$bin/$tool" --version | grep -q "^$tool (coding tools) [0-9]" ||
        { echo "$tool --version"; bad=1; }
    out=$("$bin/$tool" --no-such-option </dev/null 2>/dev/null)
    status=$?
    err=$("$bin/$tool" --no-such-option </dev/null 2>&1 >/dev/null | wc -l)
    if [ $status != 2 ] || [ -n "$out" ] || [ "$err" != 1 ]; then
        echo "$tool --no-such-option: status $status, $err lines"
        bad=1
    fi
    # script(1) lends a terminal and passes the status on.
    if command -v script >/dev/null; then
        typed=$(script -qec "$bin/$tool" /dev/null </dev/null | tr -d '\r')
        short=$("$bin/$tool" -h)
        script -qec "$bin/$tool" /dev/null </dev/null >/dev/null
        if [ $? != 2 ] || [ "$typed" != "$short" ]; then
            echo "$tool at a terminal: not exit 2 with the short help"
            bad=1
        fi
    fi
    "$bin/$tool" --help >/dev/full 2>/dev/null
    [ $? = 3 ] || { echo "$tool --help to a full disk is not exit 3"; bad=1; }
done
exit $bad
