#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The statistics side by side with R, in one run: seconds of both, the ratio,
# and a figure of each that shows that they did the same work.
# usage: tests/bench/stats.sh [BUILD]   (a release build; needs R)
# fisher and outlying: the exact p of 5 x 5 tables with N = 200 of a large first
# row and column. EVEN=1 adds one of equal margins, N = 202: minutes here, and R
# gives up or is stopped after LIMIT seconds (300).
set -eu
cd "$(dirname "$0")/../.."
build=${1:-build/release}
command -v Rscript >/dev/null || { echo "skipped: there is no R"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
libraries=$(pkg-config --libs --static libRmath 2>/dev/null || echo -lRmath)
${CC:-cc} -std=c11 -O2 -D_POSIX_C_SOURCE=200809L -Iinclude \
    tests/bench/stats_bench.c "$build/libcoding/libcoding.a" $libraries \
    -lpcre2-8 -lutf8proc -lnettle -lz -lexpat -lminizip -lxlsxwriter -lm \
    -o "$work/bench"
for kind in tests random bootstrap fisher outlying ${EVEN:+even}; do
    ours=$("$work/bench" $kind)
    theirs=$(timeout "${LIMIT:-300}" Rscript --vanilla tests/bench/stats_bench.R $kind) ||
        theirs="${LIMIT:-300} NA"
    echo "$kind $ours $theirs" |
        awk '{ printf "%-10s ours %9.4f s (%s)   R %9.4f s (%s)   ratio %.0f\n",
                      $1, $2, $3, $4, $5, $4 / $2 }'
done
