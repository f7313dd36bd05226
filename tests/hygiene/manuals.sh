#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Every tool and format has a page, every page lints, and every option of
# --help stands in the page of its tool.
set -u
cd "${CODING_SOURCE:-.}"
bin=${CODING_BIN:-build/release/bin}
bad=0
if command -v mandoc >/dev/null; then
    for page in docs/man/*.[1-9]; do
        mandoc -T lint -W warning "$page" || bad=1
    done
else
    echo "mandoc is not there: pages not linted"
fi
for file in tools/*.c; do
    [ "$("$bin/$(basename "$file" .c)" --help | grep -c -- ' --')" -ge 4 ] ||
        { echo "$file: --help lists no options"; bad=1; }
    tool=$(basename "$file" .c)
    page=docs/man/$tool.1
    [ -f "$page" ] || { echo "no $page"; bad=1; continue; }
    [ "$tool" = coding ] || grep -q "^\.It Xr $tool 1" docs/man/coding.1 ||
        { echo "docs/man/coding.1 does not list $tool"; bad=1; }
    [ "$tool" = coding ] || grep -q "\`$tool\`" README.md ||
        { echo "README.md does not name $tool"; bad=1; }
    for section in NAME SYNOPSIS DESCRIPTION 'EXIT STATUS' EXAMPLES; do
        grep -q "^\.Sh $section" "$page" || { echo "$page: no $section"; bad=1; }
    done
    "$bin/$tool" --help | grep -oE '^ +(-[A-Za-z], )?--[a-z-]+' |
        grep -oE -- '--[a-z-]+' | sort -u | while read -r option; do
        name=${option#--}
        grep -qE "Fl (Fl |-)?$name( |\$)|Fl \\\\?-\\\\?-?$name" "$page" ||
            echo "$page: $option is not in it"
    done | grep . && bad=1
done
exit $bad
