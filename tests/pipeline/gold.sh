#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Codebook v2 against the hand coding of stage 1's top-three answers. Who names
# what must be right without exception, and nothing may count that the hand
# coding calls rejected, absent, reported or retracted; which words are found
# is printed, as it is a measure of the codebook and not of the tools.
. "$(dirname "$0")/study.sh"
code_stage1 "$study/success-factors-v2.codebook" "$stage"/interviews/* |
    tally_stage1 >"$work/tallied" || exit 1
awk -F '\t' -v gold="$stage/expected/top3.tsv" -v question=top3 \
    -v ending=.txt -v strict=1 -v listing=1 \
    -f "$here/locate.awk" -f "$here/gold.awk" \
    "$work/tallied" "$stage/expected/top3.tsv" || failed=1
[ $failed = 0 ] || echo 'WRONG: see above'
exit $failed
