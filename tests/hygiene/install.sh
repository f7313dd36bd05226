#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# cmake --install into a stage: the tools run from there, the installed files
# are those of manifest.txt, somebody else's `code` is never overwritten.
# After a wanted change: tests/hygiene/install.sh --accept
set -u
cd "${CODING_SOURCE:-.}"
build=${CODING_BUILD:-build/release}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
bad=0
cmake --install "$build" --prefix "$work/stage" >"$work/log" 2>&1 ||
    { cat "$work/log"; exit 1; }
(cd "$work/stage" && find . -type f -o -type l | sort | sed -e 's|lib/[a-z0-9_]*-linux-gnu/|lib/|' -e 's|coding-targets-[a-z]*.cmake|coding-targets-CONFIG.cmake|') >"$work/manifest"
if [ "${1:-}" = --accept ]; then
    cp "$work/manifest" tests/hygiene/manifest.txt
    exit 0
fi
diff -u tests/hygiene/manifest.txt "$work/manifest" || { echo "the installed files differ"; bad=1; }
(cd / && "$work/stage/bin/code" --version) >/dev/null || { echo "code does not run"; bad=1; }
# Under a prefix the doctor looks for the names that are there.
mkdir "$work/prefixed"
for program in "$work"/stage/bin/*; do
    cp "$program" "$work/prefixed/qc-$(basename "$program")"
done
PATH=$work/prefixed:$PATH qc-coding doctor >"$work/log" 2>&1 ||
    { echo "qc-coding doctor fails"; bad=1; }
grep -q "^qc-tally *$work/prefixed/qc-tally\$" "$work/log" &&
    grep -q 'all names are ours' "$work/log" ||
    { echo "qc-coding doctor does not know its prefix:"; cat "$work/log"; bad=1; }
# Twice is fine; a stranger's file and a link are not touched.
cmake --install "$build" --prefix "$work/stage" >/dev/null 2>&1 || { echo "second install fails"; bad=1; }
mkdir -p "$work/vs/bin" "$work/fo/bin"
ln -s /bin/true "$work/vs/bin/code"
if cmake --install "$build" --prefix "$work/vs" >"$work/log" 2>&1; then
    echo "overwrote a link called code"; bad=1
fi
grep -q 'is not ours' "$work/log" || { echo "does not say why"; bad=1; }
[ "$(ls "$work/vs/bin")" = code ] || { echo "wrote before it refused"; bad=1; }
printf '#!/bin/sh\necho hello\n' >"$work/fo/bin/tally"
if cmake --install "$build" --prefix "$work/fo" --component tools >/dev/null 2>&1; then
    echo "overwrote a file called tally"; bad=1
fi
# A stranger's project builds against the installed library.
if [ -f "$work/stage/include/coding/coding.h" ]; then
    mkdir "$work/user"
    cat >"$work/user/main.c" <<'C'
#include <coding/coding.h>
#include <stdio.h>
int main(void) { return puts(coding_version()) < 0; }
C
    cat >"$work/user/CMakeLists.txt" <<'C'
cmake_minimum_required(VERSION 3.22)
project(user C)
find_package(coding REQUIRED)
add_executable(user main.c)
target_link_libraries(user coding::coding)
C
    if [ -z "${CODING_SANITIZED:-}" ]; then
        cmake -S "$work/user" -B "$work/user/b" -DCMAKE_PREFIX_PATH="$work/stage" >"$work/log" 2>&1 &&
            cmake --build "$work/user/b" >>"$work/log" 2>&1 &&
            "$work/user/b/user" >/dev/null || { tail -20 "$work/log"; echo "find_package(coding) fails"; bad=1; }
    fi
fi
exit $bad
