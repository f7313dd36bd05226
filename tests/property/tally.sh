#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What must hold of every tally, on streams made up by chance: neither the order
# of documents, nor that of codings in one, nor sections, nor shards change a
# figure; a second program counts the same; the levels of a group add up.
set -u
cd "${CODING_SOURCE:-.}"
PATH=$(cd "${CODING_BIN:-build/release/bin}" && pwd):$PATH
LC_ALL=C
export LC_ALL
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
bad=0
make() { # SEED [-v NAME=VALUE ...]
    seed=$1
    shift
    awk -v seed="$seed" "$@" -f tests/streams/random.awk
}
same() { # NAME COMMAND ...: csv as it was at first
    what=$1
    shift
    "$@" >"$work/got" 2>"$work/err" || { echo "$what fails"; cat "$work/err"; bad=1; }
    cmp -s "$work/wanted" "$work/got" || { echo "$what differs"; diff "$work/wanted" "$work/got" | head -5; bad=1; }
}
seeds=${1:-10}
i=0
while [ $i -lt "$seeds" ]; do
    i=$((i + 1))
    make $i >"$work/whole"
    make $i -v order=reverse >"$work/reverse"
    make $i -v order=shuffle >"$work/shuffled"
    make $i -v part=1 >"$work/a"
    make $i -v part=2 >"$work/b"
    for rules in "" "-q q1 -n 2" "-n 1" "-q q0 --polarity all"; do
        tally $rules --quiet "$work/whole" >"$work/tallied" 2>/dev/null ||
            { echo "seed $i: tally $rules fails"; bad=1; continue; }
        question=$(echo "$rules" | sed -n 's/.*-q \(q.\).*/\1/p')
        top=$(echo "$rules" | sed -n 's/.*-n \(.\).*/\1/p')
        case $rules in
        *polarity*) ;;
        *)
            awk -F '\t' -v question="$question" -v top="${top:-0}" \
                -f tests/property/recount.awk "$work/tallied" >"$work/out" ||
                { echo "seed $i, tally $rules:"; head -5 "$work/out"; bad=1; }
            ;;
        esac
        tally $rules --quiet "$work/a" >"$work/ta" 2>/dev/null
        tally $rules --quiet --only "$work/b" >"$work/tb" 2>/dev/null
        for table in tally families answers sensitivity; do
            count="tally $rules --quiet --format=csv --table $table"
            $count "$work/whole" >"$work/wanted" 2>/dev/null
            [ -s "$work/wanted" ] || { echo "seed $i, $count: nothing"; bad=1; }
            same "seed $i, $count, reverse" $count "$work/reverse"
            same "seed $i, $count, shuffled" $count "$work/shuffled"
            same "seed $i, $count, sections" $count "$work/b" "$work/a"
            same "seed $i, $count, shards" $count --merge "$work/tb" "$work/ta"
        done
        # Respondents and mentions of the levels of a group add up.
        tally $rules --quiet --format=csv "$work/whole" 2>/dev/null |
            awk -F , 'NR > 1 { print $2, $5, $7, $12 }' | sort >"$work/wanted"
        tally $rules --quiet --format=csv --group side "$work/whole" 2>/dev/null |
            awk -F , 'NR > 1 { m[$3] += $6; r[$3] += $8; b[$3] += $13 }
                      END { for (c in m) print c, m[c], r[c], b[c] }' |
            sort >"$work/got"
        cmp -s "$work/wanted" "$work/got" || { echo "seed $i, tally $rules: levels do not add up"; bad=1; }
    done
done
[ $bad = 0 ] && echo "$i streams, four rules each"
exit $bad
