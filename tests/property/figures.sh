#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# chisq --statistic NAME gives the rows that all figures have of that name, for
# every name there is: what is not worked out is not needed.
set -u
PATH=$(cd "${CODING_BIN:-build/release/bin}" && pwd):$PATH
LC_ALL=C
export LC_ALL
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
printf 'g,yes,no\na,40,25\nb,22,51\n' >large.csv
printf 'g,yes,no\na,3,1\nb,2,7\n' >small.csv
printf 'g,x,y,z\na,9,7,6\nb,6,8,7\n' >wide.csv
printf 'g,x,y,z\na,1,2,0\nb,3,0,4\nc,0,5,1\n' >sparse.csv
printf 'g,x,y\na,3,0\nb,2,0\nc,0,0\n' >empty.csv
bad=0
compared=0
for test in auto all exact g n-1 monte-carlo; do
    run="chisq --quiet --monte-carlo 99 --test $test --format=csv"
    [ $test = auto ] && run="chisq --quiet --format=csv"
    $run large.csv small.csv wide.csv sparse.csv empty.csv >whole 2>/dev/null || { echo "$run fails"; bad=1; }
    names=$(awk -F, 'NR > 1 { print $2 }' whole | sort -u)
    case $test in
    auto) ;;
    *) names="x2_p p_chosen_holm n fisher_p cramers_v apa family_size" ;;
    esac
    for name in $names; do
        $run --statistic "$name" large.csv small.csv wide.csv sparse.csv empty.csv >some 2>/dev/null
        awk -F, -v name="$name" 'NR == 1 || $2 == name' whole >wanted
        compared=$((compared + $(wc -l <wanted) - 1))
        cmp -s wanted some || { echo "--test $test --statistic $name differs"; diff wanted some | head -4; bad=1; }
    done
done
run="chisq --quiet --format=csv"
$run large.csv small.csv >whole
awk -F, 'NR == 1 || $2 ~ /^x2/ || $2 == "p_chosen_bh"' whole >wanted
$run --statistic 'x2*,p_chosen_bh' large.csv small.csv >some
cmp wanted some || bad=1
[ "$compared" -gt 1000 ] || { echo "only $compared rows were compared"; bad=1; }
exit $bad
