#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Codebook v2 on six interviews that nobody looked at while it was written:
# precision and recall are printed, whatever they are. Fails only if the run
# does: these texts judge the codebook and must not be tuned on.
. "$(dirname "$0")/study.sh"
unseen=$study/unseen
code --quiet -b "$study/success-factors-v2.codebook" \
     -g "$stage/stage1.guide" -p "$unseen/participants.tsv" \
     "$unseen"/interviews/* >"$work/coded" || exit 1
tally_stage1 "$work/coded" >"$work/tallied" || exit 1
grep -q '^answer	' "$work/tallied" || { echo "nothing was counted"; exit 1; }
awk -F '\t' -v gold="$unseen/expected/top3.tsv" -v question=top3 \
    -v ending=.txt -f "$here/locate.awk" -f "$here/gold.awk" \
    "$work/tallied" "$unseen/expected/top3.tsv" >"$work/figures"
[ "$(grep -c '^respondents:' "$work/figures")" = 1 ] || failed=1
# What is counted against the hand coding is a miss here, not a fault.
sed 's/^WRONG/miss /' "$work/figures"
exit $failed
