#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The analysis of stage 1, as the study counts: respondents who name a factor
# among the first three of their answer to the top-three question; four of
# sixteen make it dominant. Writes study.tsv, study.xlsx and study.html.
# usage: analysis.sh FOLDER   (the tools in PATH; run in the project's root)
set -eu
out=${1:?the folder for the results}
here=corpora/value-co-creation
# A stream that breaks off has no end row, so each tool notices when the one
# before it fails, and the last one's status speaks for all.
code --quiet -b $here/success-factors-v2.codebook \
     -g $here/stage1/stage1.guide -p $here/stage1/participants.tsv \
     $here/stage1/interviews/* |
    correct $here/stage1/corrections.tsv |
    tally -q top3 -n 3 -t 4 --sensitivity --chance |
    saturate >"$out/study.tsv"
xlsx -o "$out/study.xlsx" "$out/study.tsv"
report --title 'What makes outsourcing work (ILLUSTRATIVE)' \
       -o "$out/study.html" "$out/study.tsv"

# What was found, from the result rows of the stream.
awk -F '\t' '
    NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    $1 == "respondent" { organisation[$at["attr.organisation"]]
                         respondents++ }
    $1 != "count" && $1 != "test" { next }
    $at["table"] == "factor" && $at["name"] == "" {
        codes++
        named[codes] = $at["label"]
        by[codes] = $at["respondents"]
        dominant += $at["dominant"]
        base = $at["base"]
        sum += $at["respondents"] }
    $at["table"] == "chance" && $at["model"] ~ /^as many/ {
        chance[$at["figure"]] = $at["value"] }
    $1 == "test" && $at["statistic"] == "saturation" && saturation == "" {
        saturation = $at["text"] }
    END {
        for (o in organisation)
            organisations++
        printf "\n%d respondents of %d organisations named %d times one of" \
            " %d factors;\n%d factors were named by at least 4 of them:\n",
            base, organisations, sum, codes, dominant
        for (i = 1; i <= dominant; i++)
            printf "  %-24s %2d of %d\n", named[i], by[i], base
        printf "If they had named factors at random, %.1f would be (%d or" \
            " more: p = %.2f).\n",
            chance["expected"], dominant, chance["p_at_least"]
        gsub(/: /, ":\n  ", saturation)
        gsub(/; /, ";\n  ", saturation)
        print "New codes in the order of the interviews: saturation " \
            saturation "."
        print "Every word of it is invented; the figures show that the" \
            " tools count rightly." }' "$out/study.tsv"
echo "$out/study.xlsx   the workbook: each count leads to its quotations"
echo "$out/study.html   the same as one page for a browser"
echo "$out/study.tsv    the stream they were made from"
