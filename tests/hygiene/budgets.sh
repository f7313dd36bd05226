#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Sizes: tool 300 lines, library file 600, public header 250, function 80,
# top CMakeLists.txt 150. A budget broken is a design question.
set -eu
cd "${CODING_SOURCE:-.}"
bad=0
over() { # LIMIT FILE ...
    limit=$1; shift
    for file; do
        lines=$(wc -l <"$file")
        if [ "$lines" -gt "$limit" ]; then
            echo "$file: $lines lines, budget $limit"
            bad=1
        fi
    done
}
over 300 tools/*.c
over 600 $(find libcoding -name '*.c')
over 250 $(find include libcoding -name '*.h')
over 150 CMakeLists.txt
# In this layout a function's body starts with { and ends with } in column 1.
awk 'FNR == 1 { start = 0 }
     /^\{/ { start = FNR }
     /^\}/ { if (start && FNR - start > 80) {
                 print FILENAME ":" start ": function of " FNR - start " lines"
                 bad = 1 }
             start = 0 }
     END { exit bad }' $(find libcoding tools -name '*.c') || bad=1
# No mutable file-scope state in the library.
if grep -nE '^static [a-z_ ]+[ *][a-z_]+( = |;|\[)' $(find libcoding -name '*.c') |
   grep -vE 'static (const|CODING|coding_status|void|bool|size_t [a-z_]+\()' |
   grep -v '(' | grep -v ' const '; then
    echo "mutable file-scope state"
    bad=1
fi
for name in utils util misc common helpers helper; do
    find libcoding tools include -name "$name.[ch]" | grep . && bad=1
done
missing=$(grep -L 'SPDX-License-Identifier' $(git ls-files '*.c' '*.h' '*.sh' '*.cmake' 'CMakeLists.txt' '*/CMakeLists.txt' run check .ci/run 2>/dev/null) || true)
if [ -n "$missing" ]; then
    echo "no SPDX line: $missing"
    bad=1
fi
exit $bad
