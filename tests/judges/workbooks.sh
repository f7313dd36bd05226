# SPDX-License-Identifier: GPL-2.0-or-later
# Sourced by the judges of workbooks: a folder $work with the workbooks to be
# judged, made by the tools from the bundled study and small inputs.
source=${CODING_SOURCE:-.}
shared=${CODING_SHARED:-$source/../shared}
bin=$(cd "${CODING_BIN:-$source/build/release/bin}" && pwd) || exit 1
python=/usr/bin/python3
[ -x "$python" ] || python=python3
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
study=$source/corpora/value-co-creation

skip() {
    echo "skipped: $1"
    exit 77
}
need() { # PROGRAM
    command -v "$1" >/dev/null || skip "$1 is not installed"
}
need_openpyxl() {
    "$python" -c 'import openpyxl' 2>/dev/null || skip "python3-openpyxl is not installed"
}

# The stream of the bundled study, two smaller ones, and one whose rows are
# written in constant memory.
make_streams() {
    "$bin/code" -b "$study/success-factors-v2.codebook" \
        -g "$study/stage1/stage1.guide" -p "$study/stage1/participants.tsv" \
        "$study"/stage1/interviews/*.txt >"$work/coded.tsv" 2>"$work/err" &&
        "$bin/tally" -q top3 -n 3 -t 4 --sensitivity --chance --group side \
            "$work/coded.tsv" 2>>"$work/err" |
        "$bin/saturate" --group side >"$work/study.tsv" 2>>"$work/err" &&
        "$bin/code" -b "$study/success-factors-v2.codebook" \
            "$study"/stage1/interviews/OS1-R1.txt 2>>"$work/err" |
        "$bin/tally" >"$work/plain.tsv" 2>>"$work/err" &&
        "$bin/code" -b "$study/success-factors-v2.codebook" \
            "$study"/stage1/interviews/C1-R1.txt >"$work/untallied.tsv" \
            2>>"$work/err" &&
        awk -v N=21000 -f "$source/tests/bench/xlsx_stream.awk" >"$work/large.tsv" ||
        { cat "$work/err"; exit 1; }
}
streams='study plain untallied large'

# Names and words that a workbook could take for something else.
make_nasty() {
    mkdir "$work/nasty" || exit 1
    (
        cd "$work/nasty" || exit 1
        cat >nasty.codebook <<'C'
codebook: nasty
version: 1
facet: f-a"c[t]*?

code: +plus
label: =SUM(A1:A9)
family: @fam*
brief: =1+1
match: \btrust\b

code: -minus
label: "quoted" & <b>
family: @fam*
match: \bopen\b

code: @at
label: _x0041_
family: fam?
match: \bgoals?\b
C
        printf 'INT: What?\nR1: =HYPERLINK("http://x") I trust open goals, +1 -1 @x. _x0041_\n' >'=a.txt'
        printf 'INT: What?\nR2: I am open about goals. <script>alert(1)</script> &amp; "quotes", trust\n' >b.txt
        printf 'document\trespondent\tlabel\torganisation\tside\tdyad\n' >p.tsv
        printf '=a.txt\t=R1\tR1\t=1+1\t=cmd|x\td1\nb.txt\tR2\tR2\t"q"\tsi"de\td1\n' >>p.tsv
        "$bin/code" -b nasty.codebook -p p.tsv ./=a.txt b.txt 2>>"$work/err" |
            "$bin/tally" -t 1 -n 2 --group side --sensitivity --chance \
                >"$work/nasty.tsv" 2>>"$work/err"
    ) || { cat "$work/err"; exit 1; }
    streams="$streams nasty"
}

# The study with its tables and tests, where those tools are there.
make_tests() {
    [ -x "$bin/crosstab" ] && [ -x "$bin/chisq" ] || return 0
    "$bin/crosstab" -r factor -c side "$work/study.tsv" 2>>"$work/err" |
        "$bin/crosstab" -r sector -c side 2>>"$work/err" |
        "$bin/chisq" >"$work/tests.tsv" 2>>"$work/err" ||
        { cat "$work/err"; exit 1; }
    streams="$streams tests"
}

# Matrices of an invented study: items of two facets, passages of respondents.
make_matrix() {
    mkdir "$work/items" || exit 1
    (
        awk -v folder="$work/items" -f "$source/tests/streams/items.awk" &&
            cd "$work/items" &&
            "$bin/code" -b factor.codebook -b category.codebook \
                -b item.codebook -p participants.tsv p??.txt |
            "$bin/tally" --facet factor | "$bin/tally" --facet category |
            "$bin/tally" --facet item |
            "$bin/matrix" -r factor -c category --items item --within span |
            "$bin/chisq" | "$bin/matrix" -r respondent -c factor |
            "$bin/matrix" -r factor -c factor --within answer >"$work/matrix.tsv"
    ) 2>>"$work/err" || { cat "$work/err"; exit 1; }
    streams="$streams matrix"
}

# The bundled survey, likewise.
make_survey() {
    [ -x "$bin/survey" ] && [ -f "$source/corpora/innovation-survey/analysis.sh" ] || return 0
    mkdir "$work/results"
    (cd "$source" && PATH=$bin:$PATH sh corpora/innovation-survey/analysis.sh "$work/results") \
        >"$work/err" 2>&1 || { cat "$work/err"; exit 1; }
    mv "$work/results/survey.tsv" "$work/survey.tsv"
    streams="$streams survey"
}

# Two codebooks as two coders; the codebook against the hand coding, behind the
# study.
make_agreement() {
    [ -x "$bin/agree" ] || return 0
    "$bin/code" -b "$study/success-factors-v1.codebook" \
        -g "$study/stage1/stage1.guide" -p "$study/stage1/participants.tsv" \
        "$study"/stage1/interviews/*.txt >"$work/first.tsv" 2>>"$work/err" &&
        "$bin/agree" "$work/first.tsv" "$work/coded.tsv" >"$work/coders.tsv" \
            2>>"$work/err" &&
        awk -F '\t' 'NR == 1 || $4 == 1 || $5 == "repeat"' \
            "$study/stage1/expected/top3.tsv" >"$work/gold.tsv" &&
        "$bin/agree" -q top3 --counted -t 4 --people "$work/gold.tsv" \
            "$work/study.tsv" >"$work/people.tsv" 2>>"$work/err" ||
        { cat "$work/err"; exit 1; }
    streams="$streams coders people"
}

# A workbook of each stream.
make_workbooks() {
    make_streams
    make_nasty
    make_tests
    make_matrix
    make_survey
    make_agreement
    for name in $streams; do
        "$bin/xlsx" --quiet -o "$work/$name.xlsx" "$work/$name.tsv" || exit 1
    done
}
