# SPDX-License-Identifier: GPL-2.0-or-later
# Read before another program, with LC_ALL=C: keeps the units and codings of a
# stream, and finds quoted words in the units.
#   keep()                 for each line of the stream
#   locate(DOCUMENT, WORDS, ROLE)
#       the number of places of these words in units of this role (any role if
#       empty); found_start[i], found_end[i] are code points of the document,
#       found_unit[i] is the number of the unit in unit_*[]
#   overlaps(I, K)         whether coding K overlaps place I
# A text is compared with white space folded, straight apostrophes, and
# hyphens within a word closed up, with the white space after them.

function point_count(s) {
    gsub(/[\200-\277]/, "", s)
    return length(s)
}

function unescape(s,    i, c, out) {
    if (!index(s, "\\"))
        return s
    out = ""
    while ((i = index(s, "\\")) > 0) {
        c = substr(s, i + 1, 1)
        out = out substr(s, 1, i - 1) \
            (c == "n" ? "\n" : c == "t" ? "\t" : c == "r" ? "\r" : c)
        s = substr(s, i + 2)
    }
    return out s
}

# The folded text; where[] gets the code point of each of its bytes.
function fold(s, where,    n, i, c, point, out, wide) {
    gsub(/\302\240/, " ", s)
    gsub(/\342\200[\230\231]/, "'", s)
    s = unescape(s)
    n = length(s)
    out = ""
    point = -1
    for (i = 1; i <= n; i++) {
        c = substr(s, i, 1)
        if (c !~ /[\200-\277]/)
            point++
        if (c ~ /[ \t\n\r]/) {
            if (out ~ / $/)
                continue
            c = " "
        } else if (c == "-" && out ~ /[A-Za-z]$/ &&
                   substr(s, i + 1, 24) ~ /^[ \t\n\r]*[a-z]/) {
            while (substr(s, i + 1, 1) ~ /[ \t\n\r]/) {
                i++
                point++
            }
            continue
        }
        out = out c
        where[length(out)] = point
    }
    where[length(out) + 1] = point + 1
    return out
}

function keep(    i, d) {
    if (FNR == 1) {
        for (i = 1; i <= NF; i++)
            at[$i] = i
        return
    }
    d = $at["document"]
    if ($1 == "unit") {
        units++
        unit_document[units] = d
        unit_role[units] = $at["role"]
        unit_question[units] = $at["question"]
        unit_start[units] = $at["start"]
        unit_text[units] = $at["text"]
        if (!(d in unit_first))
            unit_first[d] = units
        unit_last[d] = units
    } else if ($1 == "coding") {
        codings++
        coding_document[codings] = d
        coding_respondent[codings] = $at["respondent"]
        coding_question[codings] = $at["question"]
        coding_start[codings] = $at["start"] + 0
        coding_end[codings] = $at["end"] + 0
        coding_code[codings] = $at["code"]
        coding_polarity[codings] = $at["polarity"]
        coding_counted[codings] = $at["counted"]
        coding_rank[codings] = $at["counted_rank"]
        coding_text[codings] = $at["text"]
        if (!(d in coding_first))
            coding_first[d] = codings
        coding_last[d] = codings
    }
}

function locate(document, words, role,    u, n, text, from, i, where, none) {
    n = 0
    words = fold(words, none)
    for (u = unit_first[document]; u && u <= unit_last[document]; u++) {
        if (role != "" && unit_role[u] != role)
            continue
        if (!(u in folded)) {
            folded[u] = fold(unit_text[u], where)
            for (i = 1; i <= length(folded[u]) + 1; i++)
                point_of[u, i] = where[i]
        }
        from = 1
        text = folded[u]
        while ((i = index(substr(text, from), words)) > 0) {
            n++
            i += from - 1
            found_unit[n] = u
            found_start[n] = unit_start[u] + point_of[u, i]
            found_end[n] = unit_start[u] + \
                point_of[u, i + length(words) - 1] + 1
            from = i + length(words)
        }
    }
    return n
}

function overlaps(i, k) {
    return coding_document[k] == unit_document[found_unit[i]] &&
        coding_start[k] < found_end[i] && found_start[i] < coding_end[k]
}
