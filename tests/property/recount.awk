# SPDX-License-Identifier: GPL-2.0-or-later
# Works out again, from the unit and coding rows of a tallied stream, what
# counts and every count by respondent, and compares with what the stream says.
# Brute force by docs/format/stream.md, sections 5 and 6; no code of the
# library. usage: LC_ALL=C awk -F '\t' -v question=Q -v top=N -f recount.awk
function wrong(what) { print what; bad = 1 }
function cell(name) { return $(at[name]) }
# The reason that needs no other coding; "" when it is a mention.
function reason() {
    if (cell("counted") == "removed") return "removed"
    if (cell("role") != "respondent") return "role"
    if (question != "" && cell("question") != question)
        return "outside-question"
    if (cell("polarity") != "affirmed") return cell("polarity")
    return ""
}
FNR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
$1 == "code" { codes[++code_count] = cell("code") }
$1 == "unit" && cell("role") == "respondent" {
    if (question == "" || cell("question") == question) base[cell("respondent")]
}
$1 == "coding" {
    said[++n] = cell("counted"); rank_said[n] = cell("counted_rank")
    why[n] = reason()
    if (why[n] != "") { if (said[n] != why[n]) wrong("coding " n); next }
    answer = cell("respondent") SUBSEP cell("question")
    key = sprintf("%03d %05d %-12s %06d", cell("rank") == "" ? 999 : cell("rank"),
                  cell("attr.order"), cell("document"), cell("start"))
    full = key sprintf(" %06d %s", cell("end"), cell("pattern"))
    mine[n] = answer SUBSEP cell("code")
    full_of[n] = full
    if (!(mine[n] in first) || full < first[mine[n]]) first[mine[n]] = full
    if (!(mine[n] in lead) || key < lead[mine[n]]) lead[mine[n]] = key
    mentions[mine[n]]++
    if (!((mine[n], cell("document"), cell("unit")) in unit_met))
        units[mine[n]]++
    unit_met[mine[n], cell("document"), cell("unit")]
    in_document[mine[n], cell("document")] = cell("document")
    organisation[cell("respondent")] = cell("attr.organisation")
    side[cell("respondent")] = cell("attr.side")
    dyads[cell("respondent")] = cell("attr.dyad")
    base[cell("respondent")]
}
$1 == "answer" && cell("code") != "" {
    told[cell("respondent"), cell("question"), cell("code")] = cell("rank") \
        " " cell("counted") " " cell("mentions") " " cell("units")
    told_count++
}
$1 == "answer" { told_base[cell("respondent")] }
$1 == "count" && cell("table") == "f" {
    row[cell("code")] = cell("mentions") " " cell("units") " " \
        cell("respondents") " " cell("organisations") " " cell("dyads") " " \
        cell("dyads_both") " " cell("documents") " " cell("base")
}
END {
    # Rank: how many codes of the answer come before, plus one.
    for (a in lead) {
        split(a, x, SUBSEP)
        rank = 1
        for (b in lead) {
            split(b, y, SUBSEP)
            if (x[1] == y[1] && x[2] == y[2] &&
                lead[b] " " y[3] < lead[a] " " x[3]) rank++
        }
        position[a] = rank
        counts[a] = top == 0 || rank <= top
        got = rank " " (counts[a] ? "1" : "beyond-top") " " mentions[a] " " units[a]
        if (told[x[1], x[2], x[3]] != got)
            wrong("answer " x[1] " " x[2] " " x[3] ": " told[x[1], x[2], x[3]] \
                  ", expected " got)
        answers++
    }
    if (answers != told_count) wrong("answers " told_count)
    for (i = 1; i <= n; i++) {
        if (why[i] != "") continue
        want = !counts[mine[i]] ? "beyond-top" : \
            full_of[i] == first[mine[i]] && !(mine[i] in one) ? "1" : "repeat"
        # Two codings equal in all that orders: either is the first.
        if (want == "1" && said[i] == "repeat") { twin[mine[i]]++; continue }
        if (want == "1") one[mine[i]]
        if (said[i] != want) wrong("coding " i ": " said[i] ", expected " want)
        if (rank_said[i] != (counts[mine[i]] ? position[mine[i]] : ""))
            wrong("rank of coding " i)
    }
    for (r in base) { people++; if (!(r in told_base)) wrong("base lacks " r) }
    for (r in told_base) if (!(r in base)) wrong("base has " r)
    for (c = 1; c <= code_count; c++) {
        code = codes[c]
        m = u = respondents = organisations = d = both = documents = 0
        split("", met)
        for (a in lead) {
            split(a, x, SUBSEP)
            if (x[3] != code || !counts[a]) continue
            m += mentions[a]; u += units[a]
            if (!(("r", x[1]) in met)) respondents++
            met["r", x[1]]
            o = organisation[x[1]]
            if (o != "" && !(("o", o) in met)) organisations++
            met["o", o]
            k = split(dyads[x[1]], list, /; */)
            for (i = 1; i <= k; i++) {
                if (!(("d", list[i]) in met)) d++
                met["d", list[i]]
                met["side", list[i], side[x[1]]]
                if ((("side", list[i], "s") in met) &&
                    (("side", list[i], "t") in met) &&
                    !(("both", list[i]) in met)) {
                    both++
                    met["both", list[i]]
                }
            }
            for (p in in_document) {
                split(p, z, SUBSEP)
                if (z[1] == x[1] && z[2] == x[2] && z[3] == code &&
                    !(("doc", in_document[p]) in met)) {
                    documents++
                    met["doc", in_document[p]]
                }
            }
        }
        got = m " " u " " respondents " " organisations " " d " " both " " \
            documents " " people + 0
        if (row[code] != got) wrong("count " code ": " row[code] ", expected " got)
    }
    exit bad
}
