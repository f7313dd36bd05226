/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which columns of the rows of this room stand in their tables. */
#include <coding/revision.h>

static const char *const finding_columns[] = {"statistic", "name",    "facet",
                                              "code",      "pattern", "row",
                                              "value",     "text",    NULL};
static const char *const finding_headings[] = {"finding", "place",   "facet",
                                               "code",    "pattern", "other",
                                               "value",   "text",    NULL};
static const char *const brief_columns[] = {"statistic", "name", "code",
                                            "pattern",   "text", NULL};
static const char *const brief_headings[] = {"finding", "place", "code",
                                             "pattern", "text",  NULL};
static const char *const code_columns[] = {
    "facet",           "code", "family", "label", "rules", "examples",
    "counterexamples", "text", NULL};
static const char *const code_headings[] = {
    "facet",           "code",  "family", "label", "rules", "examples",
    "counterexamples", "brief", NULL};
static const char *const change_columns[] = {
    "statistic",  "facet",    "code",  "document", "unit",
    "respondent", "question", "start", "end",      "pattern",
    "row",        "column",   "text",  NULL};
static const char *const change_headings[] = {
    "change", "facet", "code",    "document", "unit", "respondent", "question",
    "start",  "end",   "pattern", "was",      "now",  "text",       NULL};
static const char *const short_columns[] = {
    "statistic", "code", "document", "unit", "row", "column", "text", NULL};
static const char *const short_headings[] = {
    "change", "code", "document", "unit", "was", "now", "text", NULL};

static const coding_view findings[] = {{"findings", CODING_RECORD_TEST, "check",
                                        finding_columns, finding_headings,
                                        false},
                                       {"findings", CODING_RECORD_TEST, "check",
                                        brief_columns, brief_headings, false}};
static const coding_view codes = {"codes",      CODING_RECORD_CODE, NULL,
                                  code_columns, code_headings,      false};
#define CHANGES(columns, headings)                                             \
    {"changes", CODING_RECORD_TEST, NULL, columns, headings, false},           \
        {"conclusions", CODING_RECORD_TEST, "conclusions",                     \
         columns,       headings,           false},                            \
        {"tallies", CODING_RECORD_TEST, "tallies", columns, headings, false},  \
    {                                                                          \
        "mentions", CODING_RECORD_TEST, "mentions", columns, headings, false   \
    }
static const coding_view changes[] = {CHANGES(change_columns, change_headings)};
static const coding_view short_changes[] = {
    CHANGES(short_columns, short_headings)};

const coding_view *
coding_rehearsal_views(bool brief, size_t *count)
{
    *count = 1;
    return &findings[brief ? 1 : 0];
}

const coding_view *
coding_rehearsal_list_views(bool brief, size_t *count)
{
    (void)brief; /* one for both */
    *count = 1;
    return &codes;
}

const coding_view *
coding_revision_views(bool brief, size_t *count)
{
    *count = sizeof changes / sizeof *changes;
    return brief ? short_changes : changes;
}
