#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The analysis of the survey: who answered how it went, which incentives go with
# a good outcome, which were chosen by whom, and what the open answers say.
# usage: analysis.sh FOLDER   (the tools in PATH; run in the project's root)
set -eu
out=${1:?the folder for the results}
here=corpora/innovation-survey

survey -d $here/dictionary.tsv $here/answers.csv |
  code -b $here/incentives.codebook |
  tally -q why |
  crosstab -r role -c outcome |
  crosstab -r used -c outcome |
  crosstab -r pick -c role |
  crosstab -r facet:reason -c role |
  chisq >"$out/survey.tsv"
xlsx -o "$out/survey.xlsx" "$out/survey.tsv"
report --title 'Incentives for innovation (ILLUSTRATIVE)' \
       -o "$out/survey.html" "$out/survey.tsv"
# What goes with a good outcome; columns of a stream are found by name.
awk -F '\t' '$1 == "record" { for (i = 1; i <= NF; i++) at[$i] = i }
     $1 == "test" && $at["statistic"] == "apa" {
         if ($at["table"] ~ / x outcome$/)
             print $at["table"] ": " $at["text"]
         else
             others++ }
     END { print others " further tests by role are in the workbook." }' \
    "$out/survey.tsv"
