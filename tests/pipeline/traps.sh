#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Every trap that was planted in stage 1 (stage1/expected/traps.tsv): what
# would come out if it were missed must not be there. traps.tsv beside this
# script says what to look at, worked out from the column `effect` there.
. "$(dirname "$0")/study.sh"
expect 'traps with a check' \
    "$(sed 1d "$stage/expected/traps.tsv" | cut -f 2,3 | sort | cksum)" \
    "$(sed 1d "$here/traps.tsv" | cut -f 1,2 | sort | cksum)"

code_stage1 "$study/success-factors-v2.codebook" "$stage"/interviews/* |
    tally_stage1 >"$work/tallied" || exit 1
awk -F '\t' -v table="$here/traps.tsv" -f "$here/locate.awk" \
    -f "$here/traps.awk" "$work/tallied" "$here/traps.tsv" || failed=1
exit $failed
