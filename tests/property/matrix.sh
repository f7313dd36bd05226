#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What must hold of every matrix, on streams made up by chance: neither the
# order of documents, nor that of codings in one, nor sections change a cell; a
# second program counts the same; a wider place never holds less; rows and
# columns may be swapped; cells of levels are those of a tally by group.
set -u
cd "${CODING_SOURCE:-.}"
PATH=$(cd "${CODING_BIN:-build/release/bin}" && pwd):$PATH
LC_ALL=C
export LC_ALL
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
met=0
make() { # SEED [-v NAME=VALUE ...]
    seed=$1
    shift
    awk -v seed="$seed" "$@" -f tests/streams/random.awk
}
# Told aside, for it may be said in the middle of a pipe.
wrong() {
    echo "seed $i: $*" >>"$work/wrong"
}
counted() { # FILE: its tally
    tally -n 2 --quiet "$1" 2>/dev/null || wrong 'tally fails'
}
cells() { # FILE OPTION...: row, column and counts
    file=$1
    shift
    matrix --quiet --format=csv "$@" "$file" 2>"$work/err" ||
        wrong "matrix $* fails: $(cat "$work/err")"
}
i=0
seeds=${1:-10}
while [ $i -lt "$seeds" ]; do
    i=$((i + 1))
    make $i | counted - >"$work/whole"
    make $i -v order=reverse | counted - >"$work/reverse"
    make $i -v order=shuffle | counted - >"$work/shuffled"
    make $i -v part=1 >"$work/a"
    make $i -v part=2 >"$work/b"
    cat "$work/b" "$work/a" | counted - >"$work/joined"
    for what in '-c f' '-c respondent' '-c side' '-c dyad' '-c document' '-c question'; do
        for within in span sentence turn answer respondent; do
            [ "$what" = '-c f' ] || [ $within = turn ] || continue
            options="-r f $what --within $within"
            cells "$work/whole" $options >"$work/wanted"
            [ "$(wc -l <"$work/wanted")" -gt 1 ] || wrong "matrix $options: nothing"
            for other in reverse shuffled joined; do
                cells "$work/$other" $options | cmp -s - "$work/wanted" ||
                    wrong "matrix $options: $other differs"
            done
        done
    done
    # Something is there to be compared.
    met=$((met + $(cells "$work/whole" -r f -c f --within turn |
        awk -F, '$1 != $2 { n += $4 } END { print n + 0 }')))
    # A passage that shares words shares a sentence, and so on.
    for within in span sentence turn answer respondent; do
        cells "$work/whole" -r f -c f --within $within |
            awk -F, 'NR > 1 { print $1 "," $2, $5 }' >"$work/$within"
    done
    for pair in 'span sentence' 'sentence turn' 'turn answer' 'answer respondent'; do
        set -- $pair
        paste -d' ' "$work/$1" "$work/$2" |
            awk '$1 != $3 || $2 > $4 { bad = 1 } END { exit bad }' ||
            wrong "respondents within $1 are more than within $2"
    done
    cells "$work/whole" -r f -c f --within span |
        awk -F, 'NR > 1 { n[$1, $2] = $4; j[$1, $2] = $8
                          if ($8 > 1) bad = 1 }
            END { for (k in n) { split(k, p, SUBSEP)
                      if (n[k] != n[p[2], p[1]] || j[k] != j[p[2], p[1]]) bad = 1 }
                  exit bad }' || wrong 'rows and columns are not alike'
    # Another program: turns that hold both, and who spoke them.
    awk -F '\t' 'NR == 1 { for (k = 1; k <= NF; k++) at[$k] = k; next }
        $1 == "coding" && ($at["counted"] == "1" || $at["counted"] == "repeat") {
            turn = $at["document"] SUBSEP $at["unit"]
            who[turn] = $at["respondent"]; has[turn, $at["code"]] = 1 }
        $1 == "code" { code[++n] = $at["code"] }
        END { for (r = 1; r <= n; r++) for (c = 1; c <= n; c++) {
                  both = people = 0; split("", seen)
                  for (turn in who)
                      if ((turn, code[r]) in has && (turn, code[c]) in has) {
                          both++
                          if (!seen[who[turn]]++) people++ }
                  print code[r], code[c], both, people } }' \
        "$work/whole" >"$work/recount"
    cells "$work/whole" -r f -c f --within turn |
        awk -F, 'NR > 1 { print $1, $2, $4, $5 }' | cmp -s - "$work/recount" ||
        wrong 'a recount of turns differs'
    # Levels as a tally by group has them.
    make $i | tally -n 2 --quiet --group side --format=csv - 2>/dev/null |
        awk -F, 'NR > 1 { print $3, $2, $6, $8, $13 }' | sort >"$work/wanted"
    cells "$work/whole" -r f -c side |
        awk -F, 'NR > 1 { print $1, $2, $4, $5, $7 }' | sort |
        cmp -s - "$work/wanted" || wrong 'levels are not those of a tally'
done
[ $met -gt "$seeds" ] || wrong "codes met only $met times"
[ ! -e "$work/wrong" ] || { head -20 "$work/wrong"; exit 1; }
