#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Codebook v2 names concepts and does not quote its texts: at most a fifth of
# the counted mentions rest on a pattern that fires in one document only, and
# no literal has more than four words. Recall with one interview left out is
# printed: what is found there by patterns that fire elsewhere, too.
. "$(dirname "$0")/study.sh"
book=$study/success-factors-v2.codebook
code_stage1 "$book" "$stage"/interviews/* | tally_stage1 >"$work/tallied" ||
    exit 1
codebook check --quiet --generality --format=csv -i "$work/tallied" "$book" \
    >"$work/findings"
expect 'codebook check --generality: status' 0 $?
expect 'literals of more than four words' 0 \
    "$(grep -c '^long-literal' "$work/findings")"
share=$(grep '^generality,' "$work/findings")
expect 'the share is told' 1 "$(printf '%s\n' "$share" | grep -c .)"
echo "$share" | awk -F, '{ exit !($7 != "" && $7 <= 0.2) }'
expect 'at most a fifth on patterns of one document' 0 $?

# The same two figures from the stream alone.
awk -F '\t' '
    NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    $1 == "coding" {
        p = $at["pattern"]; d = $at["document"]
        if (!((p, d) in fires)) { fires[p, d]; documents[p]++ }
        if ($at["counted"] == 1) { n++; by[n] = p } }
    END { for (k = 1; k <= n; k++) one += documents[by[k]] == 1
          printf "%d of %d\n", one, n }' "$work/tallied" >"$work/counted"
expect 'counted mentions on a pattern of one document' \
    "$(printf '%s\n' "$share" | sed 's/.*only: \([0-9]* of [0-9]*\).*/\1/')" \
    "$(cat "$work/counted")"
echo 'leave one interview out:'
grep '^recall,' "$work/findings" |
    sed 's/^recall,,,,,\([^,]*\),[^,]*,.*too: \([^"]*\)"$/  \1 \2/; s/^   /  all /'
exit $failed
