#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Stage 1 in the files that people have, made from the plain text by
# formats.py: all interviews in each of its formats in turn, then each in
# another. The tally, the answers of each respondent, and the turns must be
# those of the plain text, to the last byte.
. "$(dirname "$0")/study.sh"
command -v python3 >/dev/null || {
    echo 'skipped: python3 makes the files'
    exit 77
}
PYTHONDONTWRITEBYTECODE=1
export PYTHONDONTWRITEBYTECODE
book=$study/success-factors-v2.codebook

# run NAME PARTICIPANTS FILE...: three tables into $work/NAME-*.
run() {
    name=$1
    people=$2
    shift 2
    code -b "$book" -g "$stage/stage1.guide" -p "$people" "$@" \
        >"$work/coded" 2>"$work/$name-said" || failed=1
    tally_stage1 --format=csv "$work/coded" >"$work/$name-tally" &&
        tally_stage1 --format=csv --table answers "$work/coded" \
            >"$work/$name-answers" || failed=1
    # Words of the transcripts' turns, white space folded, pieces of a turn
    # (a remark cut out of it) joined; without header and headings.
    awk -F '\t' '
        NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
        $1 == "unit" && $at["speaker"] != "" {
            text = $at["text"]
            gsub(/\\[tn]/, " ", text); gsub(/ +/, " ", text)
            sub(/^ /, "", text); sub(/ $/, "", text)
            name = $at["document"]; sub(/\.[a-z]+$/, "", name)
            if (name != last) number = 0
            number++
            last = name
            print name "\t" number "\t" \
                ($at["role"] == "interviewer" ? "I" : "R") "\t" text }' \
        "$work/coded" >"$work/$name-turns"
}

run plain "$stage/participants.tsv" "$stage"/interviews/*
expect 'dominant in plain text' 7 \
    "$(columns dominant <"$work/plain-tally" | grep -cx 1)"
python3 "$here/formats.py" --turns "$stage" >"$work/turns" || exit 1
expect 'turns of the 14 transcripts' "$(grep -c . "$work/turns")" \
    "$(sort -u "$work/turns" | grep -c .)"

for format in $(python3 "$here/formats.py" --formats) mixed; do
    python3 "$here/formats.py" "$stage" "$work/$format" "$format" || exit 1
    run "$format" "$work/$format.tsv" "$work/$format"/*
    expect_same "$format: the tally" "$work/plain-tally" "$work/$format-tally"
    expect_same "$format: the answers" \
        "$work/plain-answers" "$work/$format-answers"
    sort "$work/turns" >"$work/wanted"
    sort "$work/$format-turns" >"$work/got"
    expect_same "$format: the turns" "$work/wanted" "$work/got"
done
expect 'mixed: read as Windows-1252' 1 \
    "$(grep -c 'read-as-windows-1252' "$work/mixed-said")"
sed "s,$work/,," "$work/mixed-said"
exit $failed
