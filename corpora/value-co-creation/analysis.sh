#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The analysis of stage 1, as the study counts: respondents who name a factor
# in their answer to the top-three question; four make it dominant.
# usage: analysis.sh FOLDER   (the tools in PATH; run in the project's root)
set -eu
out=${1:?the folder for the results}
here=corpora/value-co-creation

code -b $here/success-factors-v2.codebook \
     -g $here/stage1/stage1.guide -p $here/stage1/participants.tsv \
     $here/stage1/interviews/* |
  correct $here/stage1/corrections.tsv |
  tally -q top3 -n 3 -t 4 --sensitivity --chance >"$out/study.tsv"
xlsx -o "$out/study.xlsx" "$out/study.tsv"
tally --format=text --table factor "$out/study.tsv" 2>/dev/null || true
