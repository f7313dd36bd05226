/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The words above columns and the names of sheets. A text file with lines
   `key: text` replaces them, so that another language is a file. */
#ifndef WORKBOOK_HEADINGS_H
#define WORKBOOK_HEADINGS_H

#include "base/arena.h"
#include "base/map.h"

/* X(NAME, "key", "English") */
#define HEADINGS_SHEETS(X)                                                     \
    X(SHEET_SUMMARY, "sheet.summary", "Summary")                               \
    X(SHEET_PARTICIPANTS, "sheet.participants", "Participants")                \
    X(SHEET_CODEBOOK, "sheet.codebook", "Codebook")                            \
    X(SHEET_RULES, "sheet.rules", "Rules")                                     \
    X(SHEET_TOPTHREE, "sheet.topthree", "TopThree")                            \
    X(SHEET_GRID, "sheet.grid", "Grid")                                        \
    X(SHEET_TALLY, "sheet.tally", "Tally")                                     \
    X(SHEET_SENSITIVITY, "sheet.sensitivity", "Sensitivity")                   \
    X(SHEET_FAMILIES, "sheet.families", "Families")                            \
    X(SHEET_GROUPS, "sheet.groups", "Groups")                                  \
    X(SHEET_DYADS, "sheet.dyads", "Dyads")                                     \
    X(SHEET_SATURATION, "sheet.saturation", "Saturation")                      \
    X(SHEET_MATRIX, "sheet.matrix", "Matrix")                                  \
    X(SHEET_MATRIX_TEXT, "sheet.matrix_text", "Matrix_text")                   \
    X(SHEET_ITEMS, "sheet.items", "Items")                                     \
    X(SHEET_RELIABILITY, "sheet.reliability", "Reliability")                   \
    X(SHEET_VALIDATION, "sheet.validation", "Validation")                      \
    X(SHEET_DICTIONARY, "sheet.dictionary", "Dictionary")                      \
    X(SHEET_FREQUENCIES, "sheet.frequencies", "Frequencies")                   \
    X(SHEET_CROSSTAB, "sheet.crosstab", "Crosstab")                            \
    X(SHEET_CHISQ, "sheet.chi-square", "Chi-square")                           \
    X(SHEET_TESTS, "sheet.tests", "Tests")                                     \
    X(SHEET_MULTI, "sheet.multi", "Multi")                                     \
    X(SHEET_APA, "sheet.apa", "APA")                                           \
    X(SHEET_EVIDENCE, "sheet.evidence", "Evidence")                            \
    X(SHEET_MENTIONS, "sheet.mentions", "Mentions")                            \
    X(SHEET_UNITS, "sheet.units", "Units")                                     \
    X(SHEET_FIGURES, "sheet.figures", "Figures")                               \
    X(SHEET_METHODS, "sheet.methods", "Methods")                               \
    X(SHEET_CHARTDATA, "sheet.chartdata", "ChartData")

#define HEADINGS_COLUMNS(X)                                                    \
    X(HEADING_FINDING, "finding", "Finding")                                   \
    X(HEADING_FIGURE, "figure", "Figure")                                      \
    X(HEADING_WHERE, "where", "Where")                                         \
    X(HEADING_RESPONDENT, "respondent", "Respondent")                          \
    X(HEADING_LABEL, "label", "Label")                                         \
    X(HEADING_DOCUMENTS, "documents", "Documents")                             \
    X(HEADING_DOCUMENT, "document", "Document")                                \
    X(HEADING_UNITS, "units", "Units")                                         \
    X(HEADING_UNIT, "unit", "Unit")                                            \
    X(HEADING_TURN, "turn", "Turn")                                            \
    X(HEADING_WORDS, "words", "Words")                                         \
    X(HEADING_INTERVIEWER, "interviewer", "Interviewer's share of words")      \
    X(HEADING_CODE, "code", "Code")                                            \
    X(HEADING_FACET, "facet", "Facet")                                         \
    X(HEADING_FAMILY, "family", "Family")                                      \
    X(HEADING_BRIEF, "brief", "Brief definition")                              \
    X(HEADING_FULL, "full", "Full definition")                                 \
    X(HEADING_WHEN, "when", "When to use")                                     \
    X(HEADING_NOT, "not", "When not to use")                                   \
    X(HEADING_EXAMPLE, "example", "Examples")                                  \
    X(HEADING_COUNTEREXAMPLE, "counterexample", "Counterexamples")             \
    X(HEADING_KIND, "kind", "Kind")                                            \
    X(HEADING_PATTERN, "pattern", "Pattern")                                   \
    X(HEADING_VERSION, "version", "Codebook")                                  \
    X(HEADING_CODINGS, "codings", "Codings")                                   \
    X(HEADING_STATE, "state", "State")                                         \
    X(HEADING_RESPONDENTS, "respondents", "Respondents")                       \
    X(HEADING_ORGANISATION, "organisation", "Organisation")                    \
    X(HEADING_SIDE, "side", "Side")                                            \
    X(HEADING_RANK, "rank", "Rank")                                            \
    X(HEADING_BEYOND, "beyond", "Named after that")                            \
    X(HEADING_REPEATS, "repeats", "Said more than once")                       \
    X(HEADING_NAMED, "named", "Codes named")                                   \
    X(HEADING_WINDOW, "window", "Units of the answer")                         \
    X(HEADING_SUM, "sum", "Sum")                                               \
    X(HEADING_PERCENT, "percent", "%")                                         \
    X(HEADING_LOW, "low", "95% CI from")                                       \
    X(HEADING_HIGH, "high", "to")                                              \
    X(HEADING_ORGANISATIONS, "organisations", "Organisations")                 \
    X(HEADING_DYADS, "dyads", "Dyads")                                         \
    X(HEADING_DYADS_BOTH, "dyads_both", "Dyads, both sides")                   \
    X(HEADING_MENTIONS, "mentions", "Mentions")                                \
    X(HEADING_ITEM, "item", "Item")                                            \
    X(HEADING_MATRIX, "matrix", "Matrix")                                      \
    X(HEADING_MATRIX_ROW, "matrix_row", "Row")                                 \
    X(HEADING_MATRIX_COLUMN, "matrix_column", "Column")                        \
    X(HEADING_FIRST, "first", "Named first")                                   \
    X(HEADING_MEAN_RANK, "mean_rank", "Mean rank")                             \
    X(HEADING_SALIENCE, "salience", "S")                                       \
    X(HEADING_DOMINANT, "dominant", "Dominant")                                \
    X(HEADING_THRESHOLD, "threshold", "Threshold")                             \
    X(HEADING_PASSING, "passing", "Codes that reach it")                       \
    X(HEADING_EXPECTED, "expected", "Expected by chance")                      \
    X(HEADING_P_AT_LEAST, "p_at_least", "p of as many")                        \
    X(HEADING_LEAVE, "leave", "Codes with exactly this count")                 \
    X(HEADING_CODES, "codes", "Codes")                                         \
    X(HEADING_CHILDREN, "children", "Sum over its codes")                      \
    X(HEADING_INTERVIEW, "interview", "Interview")                             \
    X(HEADING_ORDER, "order", "Order")                                         \
    X(HEADING_NEW, "new", "New codes")                                         \
    X(HEADING_CUMULATIVE, "cumulative", "Codes so far")                        \
    X(HEADING_BASE_CODES, "base_codes", "Codes of the base")                   \
    X(HEADING_RUN_CODES, "run_codes", "New in the run")                        \
    X(HEADING_RATIO, "ratio", "% of the base")                                 \
    X(HEADING_BAND_LOW, "band_low", "5% of orders")                            \
    X(HEADING_MEDIAN, "median", "Median")                                      \
    X(HEADING_BAND_HIGH, "band_high", "95%")                                   \
    X(HEADING_MEAN, "mean", "Mean of all orders")                              \
    X(HEADING_NEW_CODES, "new_codes", "Which codes are new")                   \
    X(HEADING_QUOTATION, "quotation", "Quotation")                             \
    X(HEADING_COUNTED, "counted", "Counted")                                   \
    X(HEADING_RULE, "rule", "Rule")                                            \
    X(HEADING_ROW, "row", "Mention")                                           \
    X(HEADING_SPEAKER, "speaker", "Speaker")                                   \
    X(HEADING_ROLE, "role", "Role")                                            \
    X(HEADING_QUESTION, "question", "Question")                                \
    X(HEADING_START, "start", "Start")                                         \
    X(HEADING_END, "end", "End")                                               \
    X(HEADING_POLARITY, "polarity", "Polarity")                                \
    X(HEADING_LEFT, "left", "Left")                                            \
    X(HEADING_MATCH, "match", "Words found")                                   \
    X(HEADING_RIGHT, "right", "Right")                                         \
    X(HEADING_TIME, "time", "Time")                                            \
    X(HEADING_TEXT, "text", "Text")                                            \
    X(HEADING_WHAT, "what", "What")                                            \
    X(HEADING_WHICH, "which", "Which")                                         \
    X(HEADING_DETAIL, "detail", "Detail")

#define HEADINGS_ENUM(NAME, KEY, ENGLISH) NAME,
typedef enum {
    HEADINGS_SHEETS(HEADINGS_ENUM) HEADING_SHEETS_END,
    HEADING_COLUMNS_BEGIN = HEADING_SHEETS_END - 1,
    HEADINGS_COLUMNS(HEADINGS_ENUM) HEADING_COUNT
} heading;
#undef HEADINGS_ENUM

typedef struct {
    coding_context *context;
    coding_span words[HEADING_COUNT];
    map said;            /* other fixed texts, in English ... */
    coding_span *others; /* ... and what stands for them, by number */
    bool *used;          /* by number: it was asked for */
    size_t other_capacity, used_capacity;
    arena keep;
} headings;

/* English, or as the file at path says. CODING_EUSAGE: an unknown key;
   CODING_ESYSTEM: the file cannot be read. */
CODING_MUST_USE coding_status headings_init(headings *words,
                                            coding_context *context,
                                            const char *path);
void headings_clear(headings *words);
/* What stands for a fixed text: itself unless the file says otherwise. */
coding_span headings_say(const headings *words, coding_span fixed);
/* Notes texts of the file at path that were never asked for. */
void headings_tell_unused(const headings *words, const char *path);
/* The sheet whose English or other name is given (any case); HEADING_COUNT:
   none. */
heading headings_find_sheet(const headings *words, coding_span name);
/* The English names of all sheets, with commas. */
const char *headings_sheet_names(void);

#endif
