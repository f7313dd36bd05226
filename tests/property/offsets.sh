#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Random interviews with phrases at known places, in all kinds of invisible
# characters, apostrophes, dashes, composed and decomposed letters, emoji, line
# ends and encodings: each phrase is coded where it was put, and nothing else;
# every unit's and coding's words are its slice of the decoded text; and after
# `redact` they are the slice of the masked text.
set -u
command -v python3 >/dev/null || {
    echo 'skipped: needs python3 to make its files'
    exit 77
}
source=${CODING_SOURCE:-$(cd "$(dirname "$0")/../.." && pwd)}
PATH=${CODING_BIN:-$source/build/release/bin}:$PATH
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
here=$source/tests/property

cat >"$work/b.codebook" <<'X'
codebook: planted
cues: none

code: trust
match: \btrust\b

code: cafe
match: \bcafé\b

code: dont
match: \bdon't\b

code: vision
match: \bshared vision\b

code: win
match: \bwin-win\b
X
printf 'name\tpseudonym\nAnna\tA\nO'"'"'Neil\tSomebody Else\nwe met\tX\n' >"$work/names.tsv"
for seed in $(seq 1 "${1:-60}"); do
    python3 "$here/offsets.py" "$work" "$seed" &&
        code --quiet -b "$work/b.codebook" "$work/talk.txt" >"$work/coded.tsv" &&
        redact --quiet -l "$work/names.tsv" "$work/coded.tsv" >"$work/masked.tsv" &&
        redact --quiet -l "$work/names.tsv" "$work/talk.txt" >"$work/masked.txt" &&
        python3 "$here/offsets.py" "$work" || {
        echo "WRONG with seed $seed"
        exit 1
    }
done
echo codings, each where it was put
