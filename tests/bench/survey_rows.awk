# SPDX-License-Identifier: GPL-2.0-or-later
# survey_rows.awk -v N=RESPONDENTS -v M=QUESTIONS: answers 1 to 5, seeded; made
# up, as CSV with one header row.
BEGIN {
    state = 12345
    line = "id"
    for (j = 1; j <= M; j++) line = line ",q" j
    print line
    for (i = 1; i <= N; i++) {
        line = i
        for (j = 1; j <= M; j++) {
            state = (state * 16807) % 2147483647
            line = line "," state % 5 + 1
        }
        print line
    }
}
