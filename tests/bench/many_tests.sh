#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# many_tests.sh [TABLES [ROUNDS]]: 2 x 2 chi-square tests with Holm's p through
# the program, from one CSV to another, and the same in R by chisq.test in a
# loop and p.adjust. The sums of adjusted p have to agree. Needs R and GNU time.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
bin=$(cd "${CODING_BIN:-$here/../../build/release/bin}" && pwd)
n=${1:-100000}
rounds=${2:-3}
command -v Rscript >/dev/null || { echo "skipped: there is no R"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
awk -v n="$n" 'BEGIN { print "table,a,b,c,d"
    for (i = 0; i < n; i++) {
        printf "t%d", i
        for (k = 0; k < 4; k++) printf ",%d", 5 + (4 * i + k) * 7919 % 50
        print ""
    } }' >many.csv
cat >loop.R <<'R'
d <- read.csv("many.csv")
m <- as.matrix(d[, 2:5])
p <- numeric(nrow(m))
for (i in seq_along(p))
    p[i] <- suppressWarnings(chisq.test(matrix(m[i, ], 2, byrow = TRUE),
                                        correct = FALSE)$p.value)
write.csv(data.frame(d$table, p = p.adjust(p, "holm")), "adjusted.csv",
          row.names = FALSE, quote = FALSE)
R
measure() { # NAME COLUMN COMMAND ...
    name=$1 column=$2
    shift 2
    /usr/bin/time -f '%e %U %S %M' -o time "$@"
    read -r wall user system peak <time
    echo "$name $wall $(awk "BEGIN { print $user + $system }") $peak $(awk -F, -v c="$column" 'NR > 1 { s += $c } END { printf "%.9g", s }' adjusted.csv)" >>results
}
i=0
while [ "$i" -lt "$rounds" ]; do
    i=$((i + 1))
    measure chisq 5 "$bin/chisq" --quiet --input=fourfold --statistic p_chosen_holm --format=csv -o adjusted.csv many.csv
    measure R 2 Rscript --vanilla loop.R
done
awk '{ if (!($1 in wall) || $2 < wall[$1]) wall[$1] = $2
       if (!($1 in cpu) || $3 < cpu[$1]) cpu[$1] = $3
       if ($4 > peak[$1]) peak[$1] = $4
       sums[$5] }
     END { for (s in sums) different++
           for (c in wall) printf "%-6s %8.2f s  cpu %8.2f s  peak %5.0f MB\n", c, wall[c], cpu[c], peak[c] / 1024
           printf "ratio %.0f, of processor time %.0f\n", wall["R"] / wall["chisq"], cpu["R"] / cpu["chisq"]
           print different == 1 ? "one sum of adjusted p" : "DIFFERENT SUMS"
           exit different != 1 }' results
