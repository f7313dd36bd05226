#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The columns of --format=csv that programs may build on, in their order, as
# docs/format/stream.md and the design promise them; more may follow at the
# right. Each table has rows besides its header.
# shellcheck source=tests/pipeline/study.sh
. "$(dirname "$0")/study.sh"

# head_is WHAT COLUMNS: the csv in the file table starts with these columns. Not
# from a pipe: what a pipe's last part learns is lost with it.
table=$work/table.csv
head_is() {
    got=$(sed -n 1p "$table")
    case $got, in
    "$2",*) echo "ok    $1" ;;
    *) echo "WRONG $1: $got, expected $2"; failed=1 ;;
    esac
    [ "$(wc -l <"$table")" -gt 1 ] || { echo "WRONG $1: no rows"; failed=1; }
    rm -f "$table"
}
share='base,percent,ci_low,ci_high'
tokenize --quiet --format=csv "$stage"/interviews/C1-R1.txt >"$table"
head_is tokenize document,unit,turn,speaker,role,respondent,question,time,start,end,text
book=$study/success-factors-v2.codebook
code_stage1 "$book" --format=csv "$stage"/interviews/* >"$table"
head_is code document,unit,turn,speaker,role,respondent,question,start,end,facet,code,pattern,polarity,codebook,text,attr.organisation
code_stage1 "$book" "$stage"/interviews/* >"$work/coded.tsv" || exit 1
tally_stage1 --sensitivity --chance "$work/coded.tsv" >"$work/t.tsv" || exit 1
units='mentions,units,respondents,organisations,dyads,dyads_both,documents'
tally_stage1 --format=csv "$work/coded.tsv" >"$table"
head_is tally "facet,code,family,label,$units,$share,first,mean_rank,salience,dominant"
tally_stage1 --group side --format=csv "$work/coded.tsv" >"$table"
head_is 'tally --group' "facet,group,code,family,label,$units,$share,first,mean_rank,salience,dominant"
tally_stage1 --table families --format=csv "$work/coded.tsv" >"$table"
head_is 'tally families' "family,label,respondents,organisations,$share,children_sum"
tally_stage1 --sensitivity --table sensitivity --format=csv "$work/coded.tsv" >"$table"
head_is 'tally sensitivity' threshold,codes,expected,p_at_least
tally_stage1 --chance --table chance --format=csv "$work/coded.tsv" >"$table"
head_is 'tally chance' model,figure,value
tally_stage1 --table answers --format=csv "$work/coded.tsv" >"$table"
head_is 'tally answers' respondent,question,facet,code,rank,mentions,counted
crosstab --quiet -r kind -c side --format=csv "$work/t.tsv" >"$table"
head_is 'crosstab, one table' kind
crosstab --quiet -r facet:factor -c side --format=csv "$work/t.tsv" >"$table"
head_is 'crosstab, several tables' table,row,column,count
crosstab --quiet -r kind -c side "$work/t.tsv" | chisq --quiet --format=csv >"$table"
head_is chisq table,statistic,row,column,value
matrix --quiet -r factor -c side --format=csv "$work/t.tsv" >"$table"
head_is matrix row,column,items,mentions,respondents,organisations
saturate --quiet --format=csv "$work/t.tsv" >"$table"
head_is saturate order,respondent,new,cumulative,base,run,ratio,low,high
printf 'item,anna,ben\n1,x,x\n2,y,x\n' >"$work/coders.csv"
agree --quiet --input=coders --format=csv "$work/coders.csv" >"$table"
head_is agree table,facet,code,measure,value,ci_low,ci_high,n
kwic --code trust --format=csv "$work/t.tsv" >"$table"
head_is kwic document,unit,speaker,start,end,code,left,match,right
# RFC 4180: the same table, read by the one of another program.
if command -v python3 >/dev/null; then
    expect 'rows by a csv reader' 15 "$(tally_stage1 --format=csv "$work/coded.tsv" |
        python3 -c 'import csv, sys
print(sum(len(r) == 19 for r in list(csv.reader(sys.stdin))[1:]))')"
fi
expect 'no byte order mark' facet "$(tally_stage1 --format=csv "$work/coded.tsv" | head -c 5)"
expect '--bom' '357 273 277' "$(tally_stage1 --format=csv --bom "$work/coded.tsv" |
    head -c 3 | od -An -to1 | sed 's/^ *//')"
exit $failed
