#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# survey.sh [RESPONDENTS [ROUNDS]]: from a CSV of 50 questions to a table of two,
# by the pipe `survey | crosstab` and by R: read.csv and data.table's fread,
# then table(). One after the other, ROUNDS times; the fastest of each counts,
# because others may be using the machine. Whole commands, and for R also the
# time within, without its start. Every table has to be the same.
# Needs R, data.table and GNU time. CODING_BIN: the tools.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
bin=$(cd "${CODING_BIN:-$here/../../build/release/bin}" && pwd)
n=${1:-1000000}
rounds=${2:-3}
command -v Rscript >/dev/null || { echo "skipped: there is no R"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
PATH=$bin:$PATH
awk -v N="$n" -v M=50 -f "$here/survey_rows.awk" >big.csv
cat >pipe.sh <<'P'
survey --quiet big.csv | crosstab --quiet -r q1 -c q2 --format=csv >table.csv
P
cat >keep.sh <<'P'
survey --quiet --keep q1,q2 big.csv | crosstab --quiet -r q1 -c q2 --format=csv >table.csv
P
cat >end.R <<'P'
t <- table(a$q1, a$q2)
inside <- as.numeric(Sys.time()) - start
out <- cbind(rownames(t), matrix(t, nrow(t)))
writeLines(c(paste(c("q1", colnames(t)), collapse = ","),
             apply(out, 1, paste, collapse = ",")), "table.csv")
cat(inside, "\n", file = "inside")
P
{ echo 'start <- as.numeric(Sys.time()); a <- read.csv("big.csv")'; cat end.R; } >read.csv.R
{ echo 'suppressMessages(library(data.table)); start <- as.numeric(Sys.time()); a <- fread("big.csv")'; cat end.R; } >fread.R
{ echo 'suppressMessages(library(data.table)); start <- as.numeric(Sys.time()); a <- fread("big.csv", select = c("q1", "q2"))'; cat end.R; } >select.R
measure() { # NAME COMMAND ...
    name=$1
    shift
    rm -f table.csv inside
    /usr/bin/time -f '%e %U %S %M' -o time "$@"
    read -r wall user system peak <time
    inside=$wall
    [ -f inside ] && read -r inside <inside
    echo "$name $wall $(awk "BEGIN { print $user + $system }") $inside $(md5sum <table.csv | cut -c 1-8) $peak" >>results
}
i=0
while [ "$i" -lt "$rounds" ]; do
    i=$((i + 1))
    measure pipe sh pipe.sh
    measure keep sh keep.sh
    measure fread Rscript --vanilla fread.R
    measure select Rscript --vanilla select.R
    measure read.csv Rscript --vanilla read.csv.R
done
# The fastest of each; ratios of whole commands and of R's time within.
awk '{ if (!($1 in wall)) order[++k] = $1
       if (!($1 in wall) || $2 < wall[$1]) wall[$1] = $2
       if (!($1 in cpu) || $3 < cpu[$1]) cpu[$1] = $3
       if (!($1 in inside) || $4 < inside[$1]) inside[$1] = $4
       if ($6 > peak[$1]) peak[$1] = $6
       tables[$5] }
     END { for (t in tables) different++
           printf "%-9s %8s %8s %8s %8s %12s %12s\n", "", "seconds", "within", "cpu", "peak MB", "to the pipe", "within/pipe"
           for (i = 1; i <= k; i++) { c = order[i]
               printf "%-9s %8.2f %8.2f %8.2f %8.0f %12.2f %12.2f\n", c, wall[c], inside[c], cpu[c], peak[c] / 1024, wall[c] / wall["pipe"], inside[c] / wall["pipe"] }
           print different == 1 ? "one table" : "DIFFERENT TABLES"
           exit different != 1 }' results
# Peak memory of each end of the pipe.
/usr/bin/time -f 'survey   peak %M kB' survey --quiet big.csv >stream.tsv
/usr/bin/time -f 'crosstab peak %M kB' crosstab --quiet -r q1 -c q2 --format=csv stream.tsv >table.csv
