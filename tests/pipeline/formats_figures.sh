# SPDX-License-Identifier: GPL-2.0-or-later
# Sourced by the scripts about formats, after study.sh: the figures of stage 1
# in one format, and their comparison with those of the plain text.
# shellcheck shell=sh disable=SC2154,SC2034
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
    python3 "$here/formats.py" --offsets "$work/coded" "$@" \
        >"$work/$name-offsets" || failed=1
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
        "$work/coded" | sort >"$work/$name-turns"
}

# compare NAME: the tables and turns of NAME with those of the plain text.
compare() {
    expect_same "$1: the tally" "$work/plain-tally" "$work/$1-tally"
    expect_same "$1: the answers" "$work/plain-answers" "$work/$1-answers"
    expect_same "$1: the turns" "$work/turns" "$work/$1-turns"
    grep '^WRONG' "$work/$1-offsets" | head -5
    expect "$1: codings whose span in the decoded file is their words" \
        "$plain_codings" \
        "$(sed -n 's/.* units \([0-9]*\) codings/\1/p' "$work/$1-offsets")"
}

run plain "$stage/participants.tsv" "$stage"/interviews/*
cat "$work/plain-offsets"
# All of them: the rows of the stream, counted by another program.
plain_codings=$(grep -c '^coding	' "$work/coded")
[ "$plain_codings" -gt 200 ] || { echo "WRONG $plain_codings codings"; failed=1; }
expect 'plain: codings whose span in the file is their words' "$plain_codings" \
    "$(sed -n 's/.* units \([0-9]*\) codings/\1/p' "$work/plain-offsets")"
expect 'dominant in plain text' 7 \
    "$(columns dominant <"$work/plain-tally" | grep -cx 1)"
python3 "$here/formats.py" --turns "$stage" | sort >"$work/turns"
expect 'turns of the 14 transcripts' 465 "$(grep -c . "$work/turns")"
