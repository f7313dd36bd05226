# SPDX-License-Identifier: GPL-2.0-or-later
# Works out again, from the unit and coding rows of a tallied stream, which
# codes are new in which interview: an interview is a respondent of the base in
# a document with a unit of theirs, in the order of attr.order, then by
# respondent and document. No code of the library.
# usage: LC_ALL=C awk -F '\t' -f recount_saturation.awk
# prints order,respondent,new,cumulative,document
function cell(name) { return $(at[name]) }
FNR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
$1 == "answer" { base[cell("respondent")] }
$1 == "unit" && cell("role") == "respondent" {
    key = sprintf("%09d", cell("attr.order")) SUBSEP cell("respondent") SUBSEP cell("document")
    interview[key] = cell("attr.order")
}
$1 == "coding" && (cell("counted") == "1" || cell("counted") == "repeat") {
    named[cell("respondent"), cell("document"), cell("code")]
    codes[cell("code")]
}
END {
    for (key in interview) {
        split(key, part, SUBSEP)
        if (part[2] in base) sorted[++n] = key
    }
    for (i = 2; i <= n; i++)
        for (k = i; k > 1 && sorted[k] < sorted[k - 1]; k--) {
            kept = sorted[k]; sorted[k] = sorted[k - 1]; sorted[k - 1] = kept
        }
    for (i = 1; i <= n; i++) {
        split(sorted[i], part, SUBSEP)
        new = 0
        for (code in codes)
            if (((part[2], part[3], code) in named) && !(code in met)) {
                met[code]
                new++
            }
        sum += new
        print interview[sorted[i]] "," part[2] "," new "," sum "," part[3]
    }
}
