#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What every tool does when the world is against it: a full disk, a closed
# output, a cut stream, a killed producer, an empty input, a folder, a missing
# file, one that may not be read, a reader that goes away. No tool is left out:
# a name in tools/ that is not spoken of here is a fault of this script.
set -u
cd "${CODING_SOURCE:-.}"
source=$PWD
bin=${CODING_BIN:-build/release/bin}
PATH=$(cd "$bin" && pwd):$PATH
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
bad=0 checks=0
is() { # WANTED GOT WHAT
    checks=$((checks + 1))
    [ "$1" = "$2" ] || { echo "$3: status $2, expected $1"; bad=1; }
}
says() { # WORDS WHAT: they stand in err
    checks=$((checks + 1))
    grep -q "$1" err || { echo "$2 does not say '$1':"; cat err; bad=1; }
}

# ---- material: two interviews, whole streams of each step, and halves ----
printf 'codebook: a\n\ncode: trust\nmatch: \\btrust\\b\n\ncode: plan\nmatch: \\bplans?\\b\n' >a.codebook
printf 'INT: What matters?\nR1: Trust matters.\nINT: Why?\nR1: It does.\n' >a.txt
printf 'INT: What matters?\nR2: Plans matter.\nINT: Why?\nR2: They do.\n' >b.txt
printf 'document\trespondent\tlabel\torder\tside\na\tR1\tR1\t1\tclient\nb\tR2\tR2\t2\tsupplier\n' >p.tsv
printf 'document\tunit\tquestion\tcode\taction\tvalue\tstart\tend\treason\tcoder\tdate\n' >none.tsv
printf 'name\tpseudonym\tkind\nMargaret\tPERSON-1\tperson\n' >names.tsv
printf 'role,happy\nclient,yes\nsupplier,no\n' >answers.csv
printf 'item,anna,ben\n1,x,x\n2,y,x\n' >coders.csv
tokenize --quiet a.txt b.txt >units &&
    code --quiet -b a.codebook -p p.tsv a.txt b.txt >coded &&
    tally --quiet coded >tallied &&
    crosstab --quiet -r side -c facet:a tallied >crossed ||
    { echo "the steps themselves fail"; exit 1; }
: >empty
mkdir folder
ln -s loop loop # may not be read, by root neither
for stream in units coded tallied crossed; do
    head -c $(($(wc -c <$stream) * 2 / 3)) $stream >$stream.cut
done

# ---- filters of streams: TOOL and its options, and the stream it takes ----
spoken=
filter() { # STREAM COMMAND ...: the input is the last operand
    stream=$1
    shift
    spoken="$spoken $1"
    "$@" $stream >out 2>err; is 0 $? "$*"
    "$@" $stream >/dev/full 2>err; is 3 $? "$* to a full disk"
    says 'No space left' "$* to a full disk"
    "$@" $stream >&- 2>err; is 3 $? "$* to a closed output"
    "$@" $stream.cut >out 2>err; is 1 $? "$* on a cut stream"
    says 'the producer was cut off or failed' "$* on a cut stream"
    (sh -c "cat $stream.cut; kill -9 \$\$") 2>/dev/null | "$@" - >out 2>err
    is 1 $? "$* after a killed producer"
    case $1 in
    code | redact) ;; # a text of no words
    *) "$@" empty >out 2>err; is 1 $? "$* on an empty file" ;;
    esac
    : | "$@" - >out 2>err; is 1 $? "$* on an empty input"
    says 'is empty' "$* on an empty input"
    "$@" folder >out 2>err; is 1 $? "$* on a folder"
    says 'folder' "$* on a folder"
    "$@" absent >out 2>err; is 3 $? "$* on a missing file"
    says 'absent: .*No such file' "$* on a missing file"
    "$@" loop >out 2>err; is 3 $? "$* on a file that cannot be opened"
    says 'loop: ' "$* on a file that cannot be opened"
}
filter units code --quiet -b a.codebook
filter coded tally --quiet
filter coded correct --quiet none.tsv -i
filter coded saturate --quiet
filter tallied matrix --quiet -r a -c respondent
filter tallied crosstab --quiet -r side -c facet:a
filter crossed chisq --quiet
filter tallied kwic --code trust
filter tallied why trust -i
filter tallied review
filter tallied xlsx --quiet
filter tallied report
filter coded redact -l names.tsv

# ---- readers of people's files ----
reader() { # FILE COMMAND ...
    file=$1
    shift
    spoken="$spoken $1"
    "$@" $file >out 2>err; is 0 $? "$*"
    "$@" $file >/dev/full 2>err; is 3 $? "$* to a full disk"
    says 'No space left' "$* to a full disk"
    "$@" $file >&- 2>err; is 3 $? "$* to a closed output"
    "$@" folder >out 2>err; is 1 $? "$* on a folder"
    says 'folder' "$* on a folder"
    "$@" absent >out 2>err; is 3 $? "$* on a missing file"
    says 'absent: .*No such file' "$* on a missing file"
    "$@" loop >out 2>err; is 3 $? "$* on a file that cannot be opened"
}
reader a.txt tokenize --quiet
reader answers.csv survey --quiet
reader coders.csv agree --quiet --input=coders
reader a.codebook codebook list
spoken="$spoken coding" # runs the others

for file in "$source"/tools/*.c; do
    tool=$(basename "$file" .c)
    case " $spoken " in
    *" $tool "*) ;;
    *) echo "$tool: nothing here says how it fails"; bad=1 ;;
    esac
done

# A file of somebody else's: root may read it, nobody may not.
if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null; then
    cp a.txt secret.txt && chmod 600 secret.txt && chmod 755 .
    as_nobody='setpriv --reuid 65534 --regid 65534 --clear-groups'
    if $as_nobody tokenize --version >out 2>&1; then
        $as_nobody tokenize secret.txt >out 2>err; is 3 $? "tokenize, unreadable"
        says 'secret.txt: .*Permission denied' "tokenize, unreadable"
    fi
elif [ "$(id -u)" != 0 ]; then
    cp a.txt secret.txt && chmod 000 secret.txt
    tokenize secret.txt >out 2>err; is 3 $? "tokenize, unreadable"
    says 'secret.txt: .*Permission denied' "tokenize, unreadable"
fi
# No room for the workbook or the page: nothing is left behind under its name.
for tool in xlsx report; do
    (ulimit -f 1; trap '' XFSZ; $tool -o big.out tallied) >out 2>err
    is 3 $? "$tool without room"
    [ ! -e big.out ] || { echo "$tool leaves half a file"; bad=1; }
    left=$(find . -name '*big*' | head -1)
    [ -z "$left" ] || { echo "$tool leaves $left"; bad=1; }
    $tool -o folder tallied >out 2>err; is 1 $? "$tool into a folder"
    $tool -o absent/x tallied >out 2>err; is 3 $? "$tool into a missing folder"
done
# A reader that goes away is no message: SIGPIPE keeps its default.
(tokenize "$source"/corpora/*/*/interviews/*.txt 2>err; echo $? >status) | head -1 >out
is 141 "$(cat status)" "tokenize into head"
grep -v 'note:' err | grep -q . && { echo "noise after head:"; cat err; bad=1; }
echo "$checks checks"
exit $bad
