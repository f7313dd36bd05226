# SPDX-License-Identifier: GPL-2.0-or-later
# Holds a tallied stream against traps.tsv (document, words, checks). Checks,
# separated by "; ", of the places where the words stand:
#   found            they stand somewhere
#   words=WORDS      look for these instead (a phrase that a probe cuts)
#   role=ROLE        only in units of this role, and nothing is coded there
#   none             nothing is coded there
#   not=CODE         no coding of CODE there
#   outside          no coding there is counted: it is outside the question
#   polarity=CODE/P  a coding of CODE there has this polarity
#   counted=CODE/C   a coding of CODE there has this in `counted`
# and of the respondent's answer:
#   unnamed=CODE     does not name it
#   rank=CODE/N      names it as the Nth
#   names=N          names so many that count
FILENAME != table { keep(); next }
FNR == 1 { next }
FNR == 2 {
    for (k = 1; k <= codings; k++)
        if (coding_counted[k] == "1") {
            rank[coding_document[k], coding_code[k]] = coding_rank[k]
            names[coding_document[k]]++
        }
}
{
    total++
    words = $2
    wrong = ""
    if (match($3, /words=[^;]*/)) {
        words = substr($3, RSTART + 6, RLENGTH - 6)
    }
    n = locate($1, words, "")
    if (!n)
        wrong = " not found"
    checks = split($3, check, "; ")
    for (c = 1; c <= checks; c++) {
        split(check[c], part, "=")
        split(part[2], value, "/")
        good = part[1] != "polarity" && part[1] != "counted"
        for (i = 1; i <= n; i++) {
            if (part[1] == "role" && unit_role[found_unit[i]] != part[2])
                good = 0
            for (k = coding_first[$1]; k && k <= coding_last[$1]; k++) {
                if (!overlaps(i, k))
                    continue
                if (part[1] == "none" || part[1] == "role" ||
                    part[1] == "not" && coding_code[k] == part[2] ||
                    part[1] == "outside" &&
                    coding_counted[k] != "outside-question")
                    good = 0
                if (coding_code[k] == value[1] &&
                    (part[1] == "polarity" && coding_polarity[k] == value[2] ||
                     part[1] == "counted" && coding_counted[k] == value[2]))
                    good = 1
            }
        }
        if (part[1] == "unnamed")
            good = !(($1, part[2]) in rank)
        else if (part[1] == "rank")
            good = rank[$1, value[1]] == value[2]
        else if (part[1] == "names")
            good = names[$1] == part[2]
        if (part[1] !~ /^(found|words|role|none|not|outside|polarity|counted|unnamed|rank|names)$/)
            good = 0
        done++
        if (!good)
            wrong = wrong " " check[c]
    }
    if (wrong != "") {
        bad++
        print "WRONG " $1 ": " $2 ":" wrong
    }
}
END {
    printf "traps that do no harm: %d of %d, by %d checks\n",
        total - bad, total, done
    exit bad > 0 || total == 0
}
