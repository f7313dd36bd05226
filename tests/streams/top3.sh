#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A coded stream of the stage 1 design: 16 respondents of 10 organisations,
# six dyads, 15 codes, one interview each. Who names what and in which order is
# typed in from the study's design table (../shared/study/method.md, section
# 6.3); the words are made up. Planted beside it, to be left out:
#   - the interviewer names examples in the first five interviews (5 role)
#   - everybody speaks of governance and scope in another answer (32 outside)
#   - every fourth respondent rejects scope inside the answer    (4 rejected)
#   - OS2-R2 and C2-R1 name a fourth code                        (2 beyond top)
#   - OS3-R2 names trust twice                                   (1 repeat)
# usage: top3.sh [first|second|reverse]: the first or last eight documents, or
# all in reverse order; the default is all in the order of the table.
set -eu
table() {
    # respondent organisation side dyads order kind codes; the interview order
    # and the two note files are those of the same section
    cat <<'T'
OS1-R1 OS1 supplier OS1-C2;OS1-C3 1 transcript governance trust goals
OS1-R2 OS1 supplier OS1-C2;OS1-C3 3 transcript trust openness innovation
OS2-R1 OS2 supplier OS2-C1;OS2-C4 6 transcript governance goals communication
OS2-R2 OS2 supplier OS2-C1;OS2-C4 8 transcript trust goals openness communication
OS3-R1 OS3 supplier OS3-C5 11 notes goals governance innovation
OS3-R2 OS3 supplier OS3-C5 13 transcript trust goals trust
OS4-R1 OS4 supplier OS4-C6 14 transcript trust governance delivery
OS4-R2 OS4 supplier OS4-C6 16 transcript openness communication continuity
C1-R1 C1 client OS2-C1 7 transcript governance delivery measurement
C1-R2 C1 client OS2-C1 10 transcript delivery trust openness
C2-R1 C2 client OS1-C2 2 transcript measurement governance delivery culture
C2-R2 C2 client OS1-C2 5 notes delivery innovation
C3-R1 C3 client OS1-C3 4 transcript governance measurement openness
C4-R1 C4 client OS2-C4 9 transcript innovation delivery governance
C5-R1 C5 client OS3-C5 12 transcript trust openness communication
C6-R1 C6 client OS4-C6 15 transcript measurement goals culture
T
}
documents() {
    case ${1:-all} in
    all) table ;;
    first) table | sed 8q ;;
    second) table | sed 1,8d ;;
    reverse) table | sed '1!G;h;$!d' ;;
    *) echo "usage: top3.sh [first|second|reverse]" >&2; exit 2 ;;
    esac
}
{ table | sed 's/^/P /'; documents "$@" | sed 's/^/D /'; } | awk '
function cell(name, value) { has[name] = value }
function row(record,    i, line) {
    line = record
    for (i = 2; i <= columns; i++) line = line "\t" has[name[i]]
    print line
    rows++
    split("", has)
}
function person(f) {            # f: first field of the table line
    cell("attr.organisation", $(f + 1)); cell("attr.side", $(f + 2))
    cell("attr.dyad", $(f + 3)); cell("attr.order", $(f + 4))
    cell("attr.kind", $(f + 5))
}
function passage(role, question) {
    cell("document", document); cell("unit", unit); cell("turn", unit)
    cell("role", role); cell("question", question)
    cell("speaker", role == "interviewer" ? "INT" : $2)
    if (role != "interviewer") { cell("respondent", $2); person(2) }
}
function say(role, question, words) {   # one turn
    unit++
    at += length((role == "interviewer" ? "INT" : $2) ": ")
    turn_at = at
    passage(role, question)
    cell("start", at); cell("end", at + length(words)); cell("text", words)
    row("unit")
    at += length(words) + 1
}
function coded(role, question, words, phrase, code, polarity,    k) {
    k = turn_at + index(words, phrase) - 1
    passage(role, question)
    cell("start", k); cell("end", k + length(phrase)); cell("text", phrase)
    cell("facet", "factor"); cell("code", code); cell("polarity", polarity)
    cell("pattern", code ".match.1"); cell("codebook", "success-factors 2")
    row("coding")
    codings++
}
function interview(    i, n, words, code, q) {
    document = $2 ".txt"; unit = at = codings = 0
    cell("document", document); cell("name", "txt"); row("document")
    q = "What are the three things that matter most?"
    if ($6 <= 5) q = q " Some say communication, some say cost."
    say("interviewer", "top3", q)
    if ($6 <= 5)
        coded("interviewer", "top3", q, "communication", "communication",
              "affirmed")
    words = ""
    if ($6 % 4 == 0) words = "It is not the scope. "
    n = 0
    for (i = 8; i <= NF; i++) {
        code = $i
        if (code in said) words = words "And again " phrase[code] ", yes. "
        else words = words "For me " phrase[code] " matters. "
        said[code] = 1
    }
    split("", said)
    sub(/ $/, "", words)
    say("respondent", "top3", words)
    if ($6 % 4 == 0)
        coded("respondent", "top3", words, "the scope", "scope", "rejected")
    for (i = 8; i <= NF; i++) {
        code = $i
        coded("respondent", "top3", words,
              (code in said ? "again " : "") phrase[code], code, "affirmed")
        said[code] = 1
    }
    split("", said)
    say("interviewer", "closing", "Is there anything else?")
    words = "We spoke of who decides what, and of the scope."
    say("respondent", "closing", words)
    coded("respondent", "closing", words, "who decides what", "governance",
          "affirmed")
    coded("respondent", "closing", words, "the scope", "scope", "affirmed")
    for (i = 1; i <= 2; i++) {
        cell("respondent", $2); cell("question", i == 1 ? "top3" : "closing")
        cell("asked", 1); cell("answered", 1); cell("units", 1)
        row("coverage")
    }
    cell("document", document); cell("units", unit); cell("mentions", codings)
    row("end")
}
BEGIN {
    columns = split("record document unit turn speaker role respondent " \
        "question start end facet code pattern polarity codebook family " \
        "label name value asked answered mentions units text " \
        "attr.organisation attr.side attr.dyad attr.order attr.kind", name)
    for (i = 1; i <= columns; i++) line = line (i > 1 ? "\t" : "") name[i]
    print line
    cell("name", "code"); cell("label", "0.1.0")
    cell("text", "stream=1; codebook=success-factors 2"); row("meta")
    # Codebook order and families: method.md 6.2.
    n = split("governance process measurement process scope process " \
        "transition process escalation process trust people openness people " \
        "communication people culture people continuity people " \
        "sponsorship people delivery outcome goals outcome innovation outcome " \
        "cost outcome", codes)
    for (i = 1; i < n; i += 2) {
        cell("facet", "factor"); cell("code", codes[i])
        cell("family", codes[i + 1]); cell("codebook", "success-factors 2")
        row("code")
    }
    cell("question", "top3"); cell("unit", 1)
    cell("label", "The three things that matter most"); row("question")
    cell("question", "closing"); cell("unit", 2)
    cell("label", "Anything else"); row("question")
    phrase["governance"] = "who decides what"
    phrase["measurement"] = "having numbers we both believe"
    phrase["trust"] = "being able to take their word"
    phrase["openness"] = "not hiding bad news"
    phrase["communication"] = "talking every week"
    phrase["culture"] = "the way people are with each other"
    phrase["continuity"] = "the same faces each year"
    phrase["delivery"] = "doing the daily work well"
    phrase["goals"] = "pulling the same way"
    phrase["innovation"] = "new ideas every spring"
}
$1 == "P" { cell("respondent", $2); cell("label", $2); person(2); row("respondent") }
$1 == "D" { interview() }
END { cell("value", rows); row("end") }
'
