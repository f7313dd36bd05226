#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The report of the bundled study, of the survey, of tests alone, of groups, of
# a right-to-left language with very long words, and of hostile text, judged in
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
# judge NAME ARGUMENT ...: the page of NAME.tsv has all that the browser asks.
judge() {
    name=$1
    shift
    echo "== $name"
    report -o "$work/$name.html" "$@" "$work/$name.tsv" || exit 1
    node tests/judges/report.mjs "$work/$name.html" \
        "$(awk -F '\t' '$1 == "coding" { n++ } END { print n + 0 }' "$work/$name.tsv")" \
        ${PICTURES:+"$PICTURES/$name"} || exit 1
}

study=corpora/value-co-creation
code --quiet -b $study/success-factors-v2.codebook -g $study/stage1/stage1.guide \
    -p $study/stage1/participants.tsv $study/stage1/interviews/* >"$work/coded" || exit 1
tally --quiet -q top3 -n 3 -t 4 --sensitivity "$work/coded" >"$work/study.tsv" || exit 1
judge study
tally --quiet -q top3 -n 3 -t 4 --group side "$work/coded" |
    saturate --quiet --group side >"$work/groups.tsv" || exit 1
judge groups
mkdir "$work/survey" && sh corpora/innovation-survey/analysis.sh "$work/survey" \
    >/dev/null 2>&1 || exit 1
cp "$work/survey/survey.tsv" "$work/answers.tsv" || exit 1
judge answers
printf 'side,yes,no\nclient,12,5\nsupplier,7,9\n' >"$work/plain.csv"
chisq "$work/plain.csv" >"$work/tests.tsv" || exit 1
judge tests
long=$(printf '%0300d' 7)
printf 'codebook: r\n\ncode: trust\nlabel: \330\247\331\204\330\253\331\202\330\251 %s\nmatch: \330\247\331\204\330\253\331\202\330\251\nmatch: trust\n' \
    "$long" >"$work/r.codebook"
printf 'INT: \330\237\nR1: \330\247\331\204\330\253\331\202\330\251 \331\205\331\207\331\205\330\251\nINT: %s?\nR1: %s trust %s\n' \
    "$long" "$long" "$long" >"$work/r.txt"
code --quiet -b "$work/r.codebook" "$work/r.txt" >"$work/r.coded" &&
    tally --quiet "$work/r.coded" >"$work/leftward.tsv" || exit 1
judge leftward --language ar
# Script and markup in a transcript stay text.
printf 'INT: What?\nR1: <script>document.title="x"</script> trust &amp; <img src=x onerror=alert(1)> "trust"\nINT: So?\nR1: trust\n' >"$work/h.txt"
printf 'codebook: h\n\ncode: trust\nlabel: <b>trust</b> " onmouseover="x\nmatch: \\btrust\\b\n' >"$work/h.codebook"
code --quiet -b "$work/h.codebook" "$work/h.txt" >"$work/h.coded" &&
    tally --quiet "$work/h.coded" >"$work/hostile.tsv" || exit 1
judge hostile --title '</title><script>1</script>'
