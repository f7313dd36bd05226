#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Fisher's exact p of r x c tables against whole numbers in Python: the tables
# for which the reference file has R's p alone, good to 1e-10 there, and tables
# made here, some full of ties. FISHER=1 adds the largest ones, minutes and 1.5 GB.
set -u
source=${CODING_SOURCE:-$(cd "$(dirname "$0")/../.." && pwd)}
PATH=${CODING_BIN:-$source/build/release/bin}:$PATH
shared=${CODING_SHARED:-$source/../shared}/reference/stats/twoway
command -v python3 >/dev/null || { echo "skipped: python3 is missing"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# made NAME ROWS COLUMNS LARGEST: counts by a congruential generator.
made() {
    awk -v rows="$2" -v columns="$3" -v most="$4" -v seed="$1" 'BEGIN {
        x = seed + 12345
        printf "x"
        for (c = 1; c <= columns; c++) printf "\tc%d", c
        for (r = 1; r <= rows; r++) {
            printf "\nr%d", r
            for (c = 1; c <= columns; c++) {
                x = (x * 16807) % 2147483647
                printf "\t%d", x % (most + 1)
            }
        }
        print ""
    }' >"$work/made-$1-$2x$3.tsv"
}
made 1 3 3 4; made 2 2 5 9; made 3 3 4 3; made 4 4 4 2; made 5 2 7 3
made 6 5 3 2; made 7 3 3 12; made 8 2 2 30; made 9 4 5 1; made 10 6 2 6
printf 'x\ta\tb\tc\nr\t2\t2\t2\ns\t2\t2\t2\nt\t2\t2\t2\n' >"$work/equal.tsv"
printf 'x\ta\tb\tc\nr\t5\t0\t0\ns\t0\t5\t0\nt\t0\t0\t5\n' >"$work/apart.tsv"
set -- "$work"/*.tsv
for name in haireye_eye_sex haireye_hair_sex infert_spontaneous_case sexualfun \
    survey_fold_clap survey_sex_exer bacteria_trt_y; do
    [ ! -f "$shared/$name.tsv" ] || set -- "$@" "$shared/$name.tsv"
done
if [ -n "${FISHER:-}" ] && [ -f "$shared/mspatients_winnipeg.tsv" ]; then
    set -- "$@" "$shared/agresti_job.tsv" "$shared/mspatients_winnipeg.tsv"
fi
python3 "$source/tests/judges/fisher_exact.py" "$@"
