#!/bin/sh
# SPDX-License-Identifier: CC0-1.0
# The whole analysis: `sh analysis.sh` makes every figure again. The tools must
# be in PATH. A stream that breaks off has no end row, so each tool notices when
# the one before it fails.
set -eu
cd "$(dirname "$0")"
mkdir -p results

codebook check study.codebook >results/codebook.tsv

# The first three reasons that each respondent names in answer to `keeps`; a
# reason is dominant from so many respondents on. Decide both before you look.
code -b study.codebook -g study.guide -p participants.tsv interviews/* |
    tally -q keeps -n 3 -t 1 --sensitivity |
    saturate >results/study.tsv

xlsx -o results/study.xlsx results/study.tsv
report --title 'A new study' -o results/study.html results/study.tsv
echo "results/study.xlsx  the workbook: each count leads to its quotations"
echo "results/study.html  the same as one page for a browser"
