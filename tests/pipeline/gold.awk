# SPDX-License-Identifier: GPL-2.0-or-later
# A tallied stream against the hand coding of one question: `gold` names the
# table (respondent, rank, code, counted, reason, words), which is read last.
# A machine's passage and a hand-coded one agree if they have the code and
# overlap in the document by one character. `question` is the window, `ending`
# what a document's name has behind the respondent's.
FILENAME != gold { keep(); next }
FNR == 1 { next }
{
    g++
    gold_document[g] = $1 ending
    gold_code[g] = $3
    gold_kind[g] = $4 == "1" ? "1" : $5
    gold_words[g] = $6
    if ($4 == "1")
        gold_names[gold_document[g], $3] = $2
    pieces = split($6, piece, / \.\.\. /)
    placed = 0
    for (p = 1; p <= pieces; p++) {
        n = locate(gold_document[g], piece[p],
                   $5 == "interviewer" ? "interviewer" : "respondent")
        placed += n > 0
        for (i = 1; i <= n; i++) {
            if (unit_question[found_unit[i]] != question)
                continue
            for (k = coding_first[gold_document[g]];
                 k && k <= coding_last[gold_document[g]]; k++)
                if (coding_code[k] == $3 && overlaps(i, k))
                    meets[g, k] = 1
        }
    }
    if (placed < pieces) {
        print "WRONG not in the text: " $1 ": " $6
        bad = 1
    }
}

function affirmed(kind) {
    return kind == "1" || kind == "repeat" || kind == "fourth" ||
        kind == "beyond-top"
}

function ratio(what, hits, all) {
    printf "%-52s %3d of %3d  %.3f\n", what, hits, all, all ? hits / all : 0
}

END {
    for (k = 1; k <= codings; k++) {
        if (coding_question[k] != question)
            continue
        kind = coding_counted[k]
        if (kind == "1")
            names[coding_document[k], coding_code[k]] = coding_rank[k]
        if (!affirmed(kind))
            continue
        machine++
        counted += kind == "1"
        right = exact = 0
        for (j = 1; j <= g; j++)
            if ((j, k) in meets) {
                if (affirmed(gold_kind[j]))
                    right = 1
                else if (gold_kind[j] != "interviewer") {
                    print "WRONG counted, by hand " gold_kind[j] ": " \
                        coding_document[k] ": " coding_text[k]
                    bad = 1
                }
                if (gold_kind[j] == "1")
                    exact = 1
            }
        machine_right += right
        counted_right += kind == "1" && right
        counted_exact += kind == "1" && exact
        if (kind == "1" && !right && listing)
            print "      no such passage by hand: " coding_document[k] ", " \
                coding_code[k] ": " coding_text[k]
    }
    for (j = 1; j <= g; j++) {
        found = first = same = 0
        marks = ""
        for (k = 1; k <= codings; k++)
            if ((j, k) in meets) {
                if (affirmed(coding_counted[k]))
                    found = 1
                if (coding_counted[k] == "1")
                    first = 1
                if (coding_polarity[k] == gold_kind[j])
                    same = 1
                marks = marks " " coding_polarity[k]
            }
        if (affirmed(gold_kind[j])) {
            hand++
            hand_found += found
            if (gold_kind[j] == "1") {
                hand_counted++
                hand_counted_found += found
                hand_counted_first += first
            }
        } else if (gold_kind[j] != "interviewer") {
            other++
            other_same += same
            other_met += marks != ""
            if (!same)
                print "      not marked " gold_kind[j] ": " \
                    gold_document[j] ", " gold_code[j] ": " gold_words[j] \
                    (marks == "" ? " (no rule found it)" : " (" \
                        substr(marks, 2) ")")
        }
    }
    for (key in names) {
        named++
        if (key in gold_names)
            both++
        if (key in gold_names && gold_names[key] == names[key])
            placed_same++
    }
    for (key in gold_names)
        gold_named++
    print "passages: a code in the answer, counted or said again"
    ratio("  precision", machine_right, machine)
    ratio("  recall", hand_found, hand)
    print "counted mentions: the first passage of a code that counts"
    ratio("  precision, any passage of that code by hand", counted_right,
          counted)
    ratio("  precision, the very passage", counted_exact, counted)
    ratio("  recall, found by any coding", hand_counted_found, hand_counted)
    ratio("  recall, found by the counted one", hand_counted_first,
          hand_counted)
    ratio("rejected, absent, reported, retracted: marked so", other_same,
          other)
    ratio("  of those that a rule of the code found", other_same, other_met)
    print "respondents: a code among the counted ones of a respondent"
    ratio("  precision", both, named)
    ratio("  recall", both, gold_named)
    ratio("  at the same place", placed_same, gold_named)
    if (strict && (both != named || both != gold_named ||
                   placed_same != gold_named))
        bad = 1
    exit bad
}
