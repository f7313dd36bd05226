#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The report of the bundled study, and one made of hostile text, judged in
# headless Chromium by playwright-core and axe-core (./check --full).
set -u
cd "${CODING_SOURCE:-.}"
PATH=$(cd "${CODING_BIN:-build/release/bin}" && pwd):$PATH
for need in chromium node npm; do
    command -v $need >/dev/null || { echo "skipped: $need is not there"; exit 77; }
done
[ "${CODING_FULL:-no}" = yes ] || { echo "skipped: only in ./check --full"; exit 77; }
modules=${CODING_BUILD:-build/release}/judges
mkdir -p "$modules"
if [ ! -d "$modules/node_modules/axe-core" ]; then
    npm install --prefix "$modules" --no-save --no-audit --no-fund --ignore-scripts \
        playwright-core@1 axe-core@4 >"$modules/npm.log" 2>&1 ||
        { tail -3 "$modules/npm.log"; echo "skipped: npm packages cannot be had"; exit 77; }
fi
JUDGE_MODULES=$(cd "$modules" && pwd)
export JUDGE_MODULES
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
study=corpora/value-co-creation
code -b $study/success-factors-v2.codebook -g $study/stage1/stage1.guide \
    -p $study/stage1/participants.tsv $study/stage1/interviews/* 2>/dev/null |
    tally -q top3 -n 3 -t 4 --sensitivity 2>/dev/null >"$work/study.tsv" || exit 1
report -o "$work/study.html" "$work/study.tsv" || exit 1
mentions=$(grep -c '^coding	' "$work/study.tsv")
node tests/judges/report.mjs "$work/study.html" "$mentions" || exit 1
# Script and markup in a transcript stay text.
printf 'INT: What?\nR1: <script>document.title="x"</script> trust &amp; <img src=x onerror=alert(1)> "trust"\nINT: So?\nR1: trust\n' >"$work/h.txt"
printf 'codebook: h\n\ncode: trust\nlabel: <b>trust</b> " onmouseover="x\nmatch: \\btrust\\b\n' >"$work/h.codebook"
code -b "$work/h.codebook" "$work/h.txt" 2>/dev/null | tally >"$work/h.tsv" 2>/dev/null &&
    report --title '</title><script>1</script>' -o "$work/h.html" "$work/h.tsv" || exit 1
grep -q '<script' "$work/h.html" && { echo "script in the page"; exit 1; }
node tests/judges/report.mjs "$work/h.html" "$(grep -c '^coding	' "$work/h.tsv")"
