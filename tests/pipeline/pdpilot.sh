#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Two real transcripts with 75 segments that people coded in another program:
# the turns of each speaker, and every segment found in the tokenized text,
# white space folded.
. "$(dirname "$0")/study.sh"
data=$shared/data/pdpilot-interviews-sample
if [ ! -d "$data" ]; then
    echo 'skipped: the pdpilot interviews need ../shared'
    exit 77
fi
tokenize --quiet "$data/transcripts/P1.txt" "$data/transcripts/P4.txt" \
    >"$work/units" || exit 1
turns() {
    awk -F '\t' -v document="$1" '
        NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
        $1 == "unit" && $at["document"] == document && $at["speaker"] != "" &&
            !(($at["turn"], $at["speaker"]) in seen) {
            seen[$at["turn"], $at["speaker"]]; n[$at["speaker"]]++ }
        END { print n["Dan"] " + " n["Participant"] }' "$work/units"
}
expect 'turns of P1' '47 + 47' "$(turns P1.txt)"
expect 'turns of P4' '54 + 55' "$(turns P4.txt)"

# A segment may run over turns, with the speakers' labels in it: each part
# must lie in one unit, the parts in units of the same order.
awk -F '\t' '
    function fold(s) {
        gsub(/\\[tnr]/, " ", s)
        gsub(/[ \t]+/, " ", s)
        sub(/^ /, "", s)
        sub(/ $/, "", s)
        return s
    }
    # From unit u on, parts k to count in order.
    function lies(name, u, k,    part_k) {
        if (k > count)
            return 1
        part_k = fold(part[k])
        if (part_k == "")
            return lies(name, u, k + 1)
        for (; u <= units[name]; u++)
            if (index(text[name, u], part_k) && lies(name, u + 1, k + 1))
                return 1
        return 0
    }
    NR == FNR {
        if (FNR == 1) {
            for (i = 1; i <= NF; i++)
                at[$i] = i
        } else if ($1 == "unit") {
            name = $at["document"]
            sub(/\.txt$/, "", name)
            text[name, ++units[name]] = fold($at["text"])
        }
        next
    }
    FNR > 1 {
        all++
        segment = " " fold($3)
        gsub(/ (Dan|Participant): /, "\001", segment)
        count = split(segment, part, "\001")
        if (lies($1, 1, 1))
            found++
        else
            print "      not found: " $1 ": " substr(fold($3), 1, 60)
    }
    END { print found " of " all > result }' result="$work/found" \
    "$work/units" "$data/coded_segments.tsv"
# Two of the three others were saved with "pre- computed" for the transcript's
# "pre-computed"; one runs over a page end where the converter repeats a line.
expect 'segments found' '72 of 75' "$(cat "$work/found")"
exit $failed
