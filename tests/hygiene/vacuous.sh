#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# No test passes by finding nothing: with tools that do nothing and succeed,
# every golden case and every script of pipelines and properties must fail (or
# be skipped by name for want of something else).
set -u
cd "${CODING_SOURCE:-.}"
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
for file in tools/*.c; do
    tool=$work/bin/$(basename "$file" .c)
    printf '#!/bin/sh\nexit 0\n' >"$tool"
    chmod +x "$tool"
done
CODING_BIN=$work/bin
export CODING_BIN
bad=0 count=0
fails() { # SCRIPT ARGUMENT ...
    count=$((count + 1))
    timeout 60 sh "$@" >"$work/said" 2>&1
    [ $? != 0 ] || { echo "passes with tools that do nothing: $*"; bad=1; }
}
for why in tests/golden/*/*/why; do
    case=${why#tests/golden/}
    fails tests/golden/run.sh "${case%/why}"
done
for script in tests/pipeline/*.sh tests/property/*.sh; do
    # Those that are sourced, not run, are no tests.
    case $(sed -n 3,4p "$script") in
    *Sourced*|*sourced*) continue ;;
    esac
    fails "$script"
done
echo "$count tests"
[ $count -gt 200 ] || { echo "too few"; bad=1; }
exit $bad
