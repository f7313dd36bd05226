# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh disable=SC2034
# Sourced by the scripts beside it: where the study and the tools are, a folder
# to work in, and what every script does with a figure.
source=${CODING_SOURCE:-$(cd "$(dirname "$0")/../.." && pwd)}
shared=${CODING_SHARED:-$source/../shared}
here=$source/tests/pipeline
study=$source/corpora/value-co-creation
stage=$study/stage1
PATH=${CODING_BIN:-$source/build/release/bin}:$PATH
LC_ALL=C
export PATH LC_ALL
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0

# code_stage1 CODEBOOK FILE...: the coded stream of these interviews.
code_stage1() {
    book=$1
    shift
    code --quiet -b "$book" -g "$stage/stage1.guide" \
         -p "$stage/participants.tsv" "$@"
}

# tally_stage1 OPTION...: the tally of the study, from standard input.
tally_stage1() {
    tally --quiet -q top3 -n 3 -t 4 "$@"
}

# columns NAME,NAME: these columns of the csv table on standard input.
columns() {
    awk -F, -v names="$1" '
        NR == 1 { n = split(names, name, ",")
                  for (i = 1; i <= NF; i++) at[$i] = i }
        { for (k = 1; k <= n; k++)
              printf "%s%s", $at[name[k]], k < n ? "," : "\n" }'
}

# column NAME: the values of one column of the csv table, on one line.
column() {
    columns "$1" | awk 'NR > 1 { printf "%s%s", sep, $0; sep = " " }'
}

# expect WHAT WANTED GOT: prints the figure; a wrong one fails the script.
expect() {
    if [ "$2" = "$3" ]; then
        echo "ok    $1: $3"
    else
        echo "WRONG $1: $3, expected $2"
        failed=1
    fi
}

# expect_same WHAT WANTED GOT: two files of the same bytes.
expect_same() {
    if cmp -s "$2" "$3"; then
        echo "ok    $1"
    else
        echo "WRONG $1:"
        diff "$2" "$3"
        failed=1
    fi
}
