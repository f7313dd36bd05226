#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What every filter does when the world is against it: a full disk, a closed
# output, a cut stream, a killed producer, an empty input, a folder, a missing
# file, a reader that goes away. Streams come from tests/hygiene/streams.
set -u
cd "${CODING_SOURCE:-.}"
bin=${CODING_BIN:-build/release/bin}
PATH=$(cd "$bin" && pwd):$PATH
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
bad=0
is() { # WANTED GOT WHAT
    [ "$1" = "$2" ] || { echo "$3: status $2, expected $1"; bad=1; }
}
book=$work/a.codebook
printf 'codebook: a\n\ncode: trust\nmatch: \\btrust\\b\n' >"$book"
printf 'INT: What matters?\nR1: Trust matters.\nINT: Why?\nR1: It does.\n' >"$work/a.txt"
code -b "$book" "$work/a.txt" >"$work/coded" 2>/dev/null || { echo "code fails"; exit 1; }
tally "$work/coded" >"$work/tallied" 2>/dev/null || { echo "tally fails"; exit 1; }
: >"$work/empty"
half=$(($(wc -c <"$work/coded") * 2 / 3))
head -c $half "$work/coded" >"$work/cut"
tokenize "$work/a.txt" >/dev/full 2>"$work/err"; is 3 $? "tokenize to a full disk"
grep -q 'No space left' "$work/err" || { echo "does not say that the disk is full"; bad=1; }
code -b "$book" "$work/a.txt" >/dev/full 2>/dev/null; is 3 $? "code to a full disk"
for tool in tally 'matrix -r a -c respondent' review 'why trust -i' 'kwic --code trust' correct_none crosstab_none xlsx; do
    name=${tool%% *}
    case $name in *_none) continue ;; esac
    [ -x "$bin/$name" ] || continue
    input=$work/coded
    [ "$name" = tally ] || input=$work/tallied
    $tool "$input" >/dev/full 2>/dev/null; is 3 $? "$tool to a full disk"
    $tool "$input" >&- 2>/dev/null; is 3 $? "$tool to a closed output"
    $tool "$work/cut" >"$work/out" 2>"$work/err"; is 1 $? "$tool on a cut stream"
    [ -s "$work/err" ] || { echo "$tool on a cut stream says nothing"; bad=1; }
    $tool "$work/empty" >/dev/null 2>&1; is 1 $? "$tool on an empty input"
    $tool "$work" >/dev/null 2>&1; is 1 $? "$tool on a folder"
    $tool "$work/absent" >/dev/null 2>&1; is 3 $? "$tool on a missing file"
done
# A producer that dies is noticed downstream.
{ head -c $half "$work/coded"; } | tally >/dev/null 2>&1; is 1 $? "tally after a killed producer"
# A reader that goes away is no message.
(tokenize corpora/*/*/interviews/*.txt 2>"$work/err2"; echo $? >"$work/st") | head -1 >/dev/null
grep -v 'note:' "$work/err2" | grep -q . && { echo "noise after head:"; cat "$work/err2"; bad=1; }
exit $bad
