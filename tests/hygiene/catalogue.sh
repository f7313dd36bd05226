#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Every diagnostic id of the sources has an entry in coding-diagnostics(7),
# and the manual names no id that is not in the sources.
set -u
cd "${CODING_SOURCE:-.}"
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
# Calls may break over lines: join, then take the first kebab-case literal.
cat $(find libcoding tools -name '*.c' | sort) | tr '\n' ' ' |
    grep -oE '(diag_(error|warning|note)|[a-z_]*_(fault|warn|note|error))\([^;"]*"[a-z0-9]+(-[a-z0-9]+)+"' |
    grep -oE '"[a-z0-9-]+"$' | tr -d '"' | sort -u >"$work/source"
sed -n 's/^\.It Sy \([a-z0-9-]*\)$/\1/p' docs/man/coding-diagnostics.7 |
    sort >"$work/manual"
bad=0
uniq -d "$work/manual" | grep . && { echo "twice in the manual"; bad=1; }
comm -23 "$work/source" "$work/manual" | sed 's/^/not in the manual: /' | grep . && bad=1
comm -13 "$work/source" "$work/manual" | while read -r id; do
    grep -rqF "\"$id\"" libcoding tools || echo "not in the sources: $id"
done | grep . && bad=1
echo "$(wc -l <"$work/source") ids"
[ "$(wc -l <"$work/source")" -gt 10 ] || bad=1
exit $bad
