# SPDX-License-Identifier: GPL-2.0-or-later
# Coded streams made up by chance, for property tests: respondents in one or
# two documents, joint interviews, repeats, ranks, polarities, questions.
# usage: awk -f random.awk -v seed=N [-v order=reverse|shuffle] [-v part=1|2]
# The same seed gives the same documents whatever order and part say; part
# takes the documents of every other group of respondents. A document's rows of
# codings come in another order with order=shuffle.
function chance(n) { # 0..n-1, of the seed alone
    state = (state * 16807) % 2147483647
    return state % n
}
function cell(name, value) { has[name] = value }
function line(record,    i, text) {
    text = record
    for (i = 2; i <= columns; i++) text = text "\t" has[name[i]]
    split("", has)
    return text
}
function speak(who, question, at, role,    k) {
    cell("document", document); cell("unit", unit); cell("role", role)
    cell("question", question)
    if (role == "respondent") {
        cell("respondent", "R" who)
        cell("attr.organisation", "O" (who % 3))
        cell("attr.side", who % 2 ? "s" : "t")
        cell("attr.dyad", "D" (who % 4) (who % 5 == 0 ? "; D9" : ""))
        cell("attr.order", 100 - number)
    }
    cell("start", at); cell("end", at + 5)
}
# One document: its rows into body[number].
function interview(group,    turns, codings, i, who, question, role, all, n, polarity) {
    number++
    document = "d" (number * 37 % 101) ".txt"
    n = 0; codings = 0; unit = 0
    turns = 2 + chance(4)
    for (i = 0; i < turns; i++) {
        unit++
        who = group * 2 + (joint[number] ? chance(2) : 0)
        question = "q" chance(2)
        role = chance(5) == 0 ? "interviewer" : "respondent"
        speak(who, question, unit * 100, role)
        cell("text", "words of turn " unit)
        all[++n] = line("unit")
        for (k = chance(5); k > 0; k--) {
            speak(who, question, unit * 100 + chance(40), role)
            cell("facet", "f"); cell("code", "c" chance(6))
            cell("pattern", "p" chance(3))
            polarity = chance(6)
            cell("polarity", polarity == 0 ? "rejected" : "affirmed")
            if (chance(12) == 0) cell("rank", 1 + chance(3))
            if (chance(15) == 0) cell("counted", "removed")
            cell("codebook", "b 1"); cell("text", "words")
            all[++n] = line("coding"); codings++
        }
    }
    cell("document", document); body[number] = line("document") "\n"
    # Units first, then codings: any order will do within a document.
    for (i = 1; i <= n; i++)
        if (all[i] ~ /^unit/) body[number] = body[number] all[i] "\n"
    for (i = 1; i <= n; i++) {
        k = order == "shuffle" ? n + 1 - i : i
        if (all[k] ~ /^coding/) body[number] = body[number] all[k] "\n"
    }
    cell("document", document); cell("units", unit); cell("mentions", codings)
    body[number] = body[number] line("end") "\n"
    owner[number] = group
}
function show(i) {
    if (part && owner[i] % 2 != part % 2) return
    printf "%s", body[i]
    rows += gsub(/\n/, "\n", body[i])
}
BEGIN {
    state = seed * 7919 + 1
    columns = split("record document unit role respondent question start end " \
        "facet code pattern polarity codebook rank counted family name value " \
        "mentions units text attr.organisation attr.side attr.dyad attr.order",
        name)
    head = name[1]
    for (i = 2; i <= columns; i++) head = head "\t" name[i]
    print head
    for (i = 0; i < 6; i++) {
        cell("facet", "f"); cell("code", "c" i); cell("family", "m" (i % 2))
        print line("code"); rows++
    }
    for (i = 0; i < 2; i++) {
        cell("question", "q" i); cell("unit", i + 1)
        print line("question"); rows++
    }
    groups = 4 + chance(4)
    for (g = 1; g <= groups; g++) {
        joint[number + 1] = chance(3) == 0
        interview(g)
        if (chance(4) == 0) interview(g) # a second interview of the same person
    }
    for (i = 1; i <= number; i++) show(order == "" ? i : number + 1 - i)
    cell("value", rows); print line("end")
}
