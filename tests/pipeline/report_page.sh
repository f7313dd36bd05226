#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The page that report writes, read by awk: ids are unique, every link lands,
# there are as many marked passages as codings (or --passages allows), nothing
# is asked from outside, no script stands in it; and the figures of its tables
# are those of the stream. A browser judges the same in tests/judges/report.sh.
# shellcheck source=tests/pipeline/study.sh
. "$(dirname "$0")/study.sh"

# facts PAGE: one line, "ids double dead marks lines outside".
facts() {
    awk 'BEGIN { RS = "<" }
        { tag = $0; sub(/>.*/, "", tag) }
        match(tag, / id="[^"]*"/) {
            id = substr(tag, RSTART + 5, RLENGTH - 6)
            ids++
            twice += id in seen
            seen[id]
            marks += id ~ /^m[0-9]/
            lines += id ~ /^k[0-9]/ }
        match(tag, / href="[^"]*"/) {
            target = substr(tag, RSTART + 7, RLENGTH - 8)
            if (target ~ /^#/) goal[substr(target, 2)]
            else outside++ }
        tag ~ /^(script|img|link|iframe|object|embed)/ { outside++ }
        tag ~ / (src|srcset|style|on[a-z]+)="/ { outside++ }
        /url\(|@import/ { outside++ }
        END { for (g in goal) dead += !(g in seen)
              print ids, twice + 0, dead + 0, marks + 0, lines + 0, outside + 0
        }' "$1"
}

# judge NAME STREAM SHOWN ARGUMENT ...: the page of a stream.
judge() {
    name=$1 stream=$2 shown=$3
    shift 3
    report -o "$work/$name.html" "$@" "$stream" || { failed=1; return; }
    set -- $(facts "$work/$name.html")
    expect "$name: ids twice, dead links" "0 0" "$2 $3"
    expect "$name: marked passages, lines" "$shown $shown" "$4 $5"
    expect "$name: from outside" 0 "$6"
}

code_stage1 "$study/success-factors-v2.codebook" "$stage"/interviews/* |
    tally_stage1 --sensitivity >"$work/study.tsv" || exit 1
codings=$(grep -c '^coding	' "$work/study.tsv")
judge study "$work/study.tsv" "$codings"
judge few "$work/study.tsv" 100 --passages 100
expect 'few: the rest is counted' 1 \
    "$(grep -c "<strong>100 of $codings passages are shown" "$work/few.html")"
# The rest by code adds up to the rest.
expect 'few: the rest by code' $((codings - 100)) "$(
    grep -o '<strong>[0-9]* further are not shown' "$work/few.html" |
        awk '{ sub(/<strong>/, ""); n += $1 } END { print n }')"

# Respondents and percentages of the first table against the count rows.
awk -F '\t' 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    $1 == "count" && $at["table"] == "factor" {
        printf "%s %d %d %d\n", $at["label"], $at["respondents"],
            $at["base"], $at["mentions"] }' "$work/study.tsv" >"$work/want"
awk '/<caption>Respondents who name each code/ { on = 1 }
    on && /^<tr><th scope="row">/ {
        gsub(/<a [^>]*>|<\/a>/, "")
        n = split($0, part, /<[^>]*>+/)
        k = 0
        for (i = 1; i <= n; i++) if (part[i] != "") cell[++k] = part[i]
        print cell[1], cell[3], cell[4], cell[k] ~ /^dominant/ ? cell[k - 1] \
                                                               : cell[k] }
    on && /<\/table>/ { exit }' "$work/study.html" >"$work/got"
expect 'rows of the table' 15 "$(wc -l <"$work/got" | tr -d ' ')"
cmp "$work/want" "$work/got" || failed=1

# Text that would be markup, in every place where text can stand.
printf 'INT: <b>What?</b>\nR<i>1: <script>alert(1)</script> "trust" & </p></mark>\n' \
    >"$work/h<u>.txt"
printf 'codebook: h\n\ncode: a<s>"b\nlabel: <em>x</em> " onclick="y\nbrief: </style>\nmatch: trust\n' \
    >"$work/h.codebook"
(cd "$work" && code --quiet -b h.codebook 'h<u>.txt' | tally --quiet >h.tsv) ||
    failed=1
judge hostile "$work/h.tsv" 1 --title '</title><script>alert(2)</script>'
expect 'hostile: script, bold, italic, underlined, struck, stressed' 0 \
    "$(grep -cE '<(script|b|i|u|s|em)>' "$work/hostile.html")"

# A coding whose unit is not there, one of no length, one beyond its unit's
# text, and 5,000 one over the other: each has its line and its place.
{
    printf 'record\tdocument\tunit\trole\trespondent\tstart\tend\tfacet\tcode\tpolarity\ttext\n'
    printf 'document\td\t\t\t\t\t\t\t\t\t\n'
    printf 'unit\td\t1\trespondent\tR\t0\t9\t\t\t\ttrust it.\n'
    printf 'coding\td\t1\t\tR\t3\t3\tf\tc\taffirmed\t\n'
    printf 'coding\td\t1\t\tR\t50\t60\tf\tc\taffirmed\tbeyond\n'
    awk 'BEGIN { for (i = 0; i < 5000; i++)
        print "coding\td\t1\t\tR\t0\t9\tf\tc\taffirmed\ttrust it." }'
    printf 'coding\td\t7\t\tR\t3\t5\tf\tc\taffirmed\tlost\n'
    printf 'end\t\t\t\t\t\t\t\t\t\t\n'
} >"$work/odd.tsv"
report --unsealed -o "$work/odd.html" "$work/odd.tsv" || failed=1
expect 'odd: ids twice, dead links, places, lines' '0 0 5002 5003' \
    "$(facts "$work/odd.html" | cut -d ' ' -f 2-5)"

# Rows of two documents in turn give the page of rows in order.
{
    printf 'record\tdocument\tunit\trole\trespondent\tstart\tend\tfacet\tcode\tpolarity\ttext\n'
    for d in a b; do printf 'document\t%s\t\t\t\t\t\t\t\t\t\n' $d; done
    for n in 1 2; do for d in a b; do
        printf 'unit\t%s\t%s\trespondent\t%s\t0\t5\t\t\t\ttrust\n' $d $n $d
        printf 'coding\t%s\t%s\t\t%s\t0\t5\tf\tc\taffirmed\ttrust\n' $d $n $d
    done; done
    printf 'end\t\t\t\t\t\t\t\t\t\t\n'
} >"$work/turns.tsv"
{ sed -n 1p "$work/turns.tsv"; sed 1d "$work/turns.tsv" | sort -t '	' -s -k2,2 |
    awk -F '\t' '$1 != "end"'; printf 'end\t\t\t\t\t\t\t\t\t\t\n'; } >"$work/rows.tsv"
report --unsealed "$work/turns.tsv" >"$work/turns.html" &&
    report --unsealed "$work/rows.tsv" >"$work/rows.html" || failed=1
cmp "$work/turns.html" "$work/rows.html" || failed=1

# A number that is none is told, with its place, and shown as nothing.
awk -F '\t' -v OFS='\t' 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
    $1 == "count" && $at["code"] == "trust" { $at["percent"] = "NaN" }
    { print }' "$work/study.tsv" >"$work/nan.tsv"
report -o "$work/nan.html" "$work/nan.tsv" 2>"$work/said"
expect 'NaN: status' 0 $?
expect 'NaN: message' "report: $work/nan.tsv:$(awk -F '\t' '/\tNaN\t/ { print NR }' "$work/nan.tsv"): warning: 'NaN' in column percent is no number: it is shown as nothing [report-number]" "$(cat "$work/said")"
expect 'NaN: on the page' 0 "$(grep -ciE '>-?(nan|inf)' "$work/nan.html")"

# Tests without a sentence leave no empty table, and a matrix says its bases.
matrix --quiet -r factor -c side "$work/study.tsv" | saturate --quiet \
    >"$work/side.tsv" || failed=1
report -o "$work/side.html" "$work/side.tsv" || failed=1
expect 'side: empty tables' 0 "$(tr -d '\n' <"$work/side.html" |
    grep -c '<tbody></tbody>')"
expect 'side: bases of the columns' 'client of 8 supplier of 8' "$(
    tr -d '\n' <"$work/side.html" | grep -o '<caption>factor x side.*' |
        sed 's,</thead>.*,,; s,.*<thead>,,; s,<[^>]*>, ,g' | tr -s ' ' |
        sed 's/^ //; s/ $//')"

# Every chart alone is well-formed, and one that the stream lacks is said so.
for chart in tally tally:factor families sensitivity portraits; do
    report --svg "$chart" "$work/study.tsv" >"$work/chart.svg" || failed=1
    if command -v xmllint >/dev/null; then
        xmllint --noout "$work/chart.svg" || failed=1
    fi
    expect "chart $chart" 1 "$(grep -c '^<svg ' "$work/chart.svg")"
done
for chart in groups odds tally:nothing; do
    report --svg "$chart" "$work/study.tsv" >"$work/chart.svg" 2>"$work/said"
    expect "chart $chart: status" 1 $?
    expect "chart $chart: message" \
        "report: the stream has no material for the chart $chart [chart-empty]" \
        "$(cat "$work/said")"
done
report --svg pie "$work/study.tsv" >"$work/chart.svg" 2>"$work/said"
expect 'chart pie: status' 2 $?
expect 'chart pie: message' "report: no chart pie; expected tally, families, groups, sensitivity, saturation, odds or portraits [chart-unknown]" "$(cat "$work/said")"

# The second run gives the same bytes, in another locale too.
report -o "$work/again.html" "$work/study.tsv" || failed=1
cmp "$work/study.html" "$work/again.html" || failed=1
LC_ALL=de_DE.UTF-8 report -o "$work/again.html" "$work/study.tsv" || failed=1
cmp "$work/study.html" "$work/again.html" || failed=1
exit "$failed"
