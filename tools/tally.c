/* SPDX-License-Identifier: GPL-2.0-or-later */
/* tally - how many mention each code, by every unit at once. See tally(1). */
#include <coding/tally.h>

#include <stddef.h>
#include <string.h>

#include "cli/cli.h"
#include "tools.h"

typedef struct {
    int unit, base; /* index in the words; unit as coding_tally_unit */
    uint64_t top, threshold;
    const char *question, *polarity, *group, *facet, *name;
    cli_list where;
    bool sensitivity, chance, merge;
} settings;

static const cli_option options[] = {
    {'q', "question", CLI_TEXT, "QUESTION",
     "count in the answers to this question of the guide",
     offsetof(settings, question)},
    {'n', "top", CLI_COUNT, "TOP", "count the first TOP codes of each answer",
     offsetof(settings, top)},
    {'t', "threshold", CLI_COUNT, "THRESHOLD",
     "a code is dominant from so many on", offsetof(settings, threshold)},
    {'u', "unit", CLI_CHOICE, "mention|respondent|organisation|dyad|document",
     "what percent, threshold and order speak of (respondent)",
     offsetof(settings, unit)},
    {0, "sensitivity", CLI_FLAG, NULL,
     "how many codes pass at every threshold, and by chance",
     offsetof(settings, sensitivity)},
    {0, "chance", CLI_FLAG, NULL,
     "what luck alone would do to the threshold, exactly",
     offsetof(settings, chance)},
    {0, "group", CLI_TEXT, "ATTRIBUTE",
     "also count within each level of an attribute", offsetof(settings, group)},
    {0, "where", CLI_LIST, "NAME=VALUE",
     "only respondents with this attribute; VALUE|VALUE is either",
     offsetof(settings, where)},
    {0, "polarity", CLI_TEXT, "LIST|all", "which polarities count (affirmed)",
     offsetof(settings, polarity)},
    {0, "base", CLI_CHOICE, "default|asked|answered|present|all",
     "whom percentages speak of (with -q asked, else present)",
     offsetof(settings, base)},
    {0, "facet", CLI_TEXT, "FACET", "which facet, when there are several",
     offsetof(settings, facet)},
    {0, "name", CLI_TEXT, "NAME", "the table's name (the facet's)",
     offsetof(settings, name)},
    {0, "merge", CLI_FLAG, NULL,
     "join the tallies of shards, made with the same options",
     offsetof(settings, merge)},
    {0, NULL, CLI_FLAG, NULL, NULL, 0},
};

#define COUNTS                                                                 \
    "mentions", "units", "respondents", "organisations", "dyads",              \
        "dyads_both", "documents", "base", "percent", "ci_low", "ci_high",     \
        "first", "mean_rank", "salience", "dominant", NULL

static const char *const counts[] = {"facet", "code", "family", "label",
                                     COUNTS};
static const char *const group_counts[] = {"facet",  "group", "code",
                                           "family", "label", COUNTS};
/* What fits a terminal. */
static const char *const brief[] = {
    "code",     "family",   "mentions", "respondents", "organisations",
    "base",     "percent",  "ci_low",   "ci_high",     "first",
    "salience", "dominant", NULL};
static const char *const group_brief[] = {
    "group",    "code",     "mentions", "respondents", "organisations",
    "base",     "percent",  "ci_low",   "ci_high",     "first",
    "salience", "dominant", NULL};
static const char *const families[] = {
    "family",  "label",  "respondents", "organisations", "base",
    "percent", "ci_low", "ci_high",     "children_sum",  NULL};
static const char *const group_families[] = {
    "family",        "group",        "label",   "respondents",
    "organisations", "base",         "percent", "ci_low",
    "ci_high",       "children_sum", NULL};
static const char *const thresholds[] = {"threshold", "codes", "expected",
                                         "p_at_least", NULL};
static const char *const figures[] = {"model", "figure", "value", NULL};
static const char *const answers[] = {"respondent", "question", "facet",
                                      "code",       "rank",     "mentions",
                                      "counted",    NULL};

enum { TABLE_COUNTS, TABLE_FAMILIES, TABLE_OTHERS, TABLES = 5 };

static const coding_view views[TABLES] = {
    {"tally", CODING_RECORD_COUNT, NULL, counts, NULL, false},
    {"families", CODING_RECORD_COUNT, NULL, families, NULL, false},
    {"sensitivity", CODING_RECORD_COUNT, NULL, thresholds, NULL, false},
    {"chance", CODING_RECORD_COUNT, NULL, figures, NULL, false},
    {"answers", CODING_RECORD_ANSWER, NULL, answers, NULL, false},
};

static const char examples[] =
    "code -b factors.codebook interviews/* | tally\n"
    "tally -q top3 -n 3 -t 4 coded.tsv | xlsx -o study.xlsx\n"
    "tally -q top3 -n 3 -t 4 --sensitivity --chance coded.tsv > tallied.tsv\n"
    "tally -q top3 -n 3 -t 4 --table chance coded.tsv\n"
    "tally -q top3 -n 3 --where kind=transcript --format=csv coded.tsv\n"
    "tally -q top3 -n 3 -t 4 --merge shard1.tsv shard2.tsv\n";

/* The views of this run: with a group or at a terminal other columns. */
static void
choose_columns(const cli *run, const settings *chosen, coding_view *mine)
{
    bool person = cli_format(run) == CODING_FORMAT_TEXT;

    if (person)
        mine[TABLE_COUNTS].columns = brief;
    if (chosen->group == NULL)
        return;
    mine[TABLE_COUNTS].columns = person ? group_brief : group_counts;
    mine[TABLE_FAMILIES].columns = group_families;
}

static coding_tally_options
read_settings(cli *run, const settings *chosen)
{
    coding_tally_options wanted = {
        .counting = {.facet = coding_span_of(chosen->facet),
                     .question = coding_span_of(chosen->question),
                     .top = (size_t)chosen->top,
                     .polarity = coding_span_of(chosen->polarity),
                     .base = (coding_base)chosen->base,
                     .where = chosen->where.items,
                     .where_count = chosen->where.count,
                     .merge = chosen->merge},
        .unit = (coding_tally_unit)chosen->unit,
        .threshold = chosen->threshold,
        .group = coding_span_of(chosen->group),
        .name = coding_span_of(chosen->name),
        .sensitivity = chosen->sensitivity,
        .chance = chosen->chance,
        .arguments = cli_arguments(run),
        .spool = tmpfile};

    if (cli_only(run))
        wanted.pass = CODING_TALLY_PASS_RESULTS;
    if (cli_ends_chain(run)) {
        wanted.pass = CODING_TALLY_PASS_NONE;
        wanted.table = cli_table(run);
        wanted.sensitivity = strcmp(wanted.table, "sensitivity") == 0;
        wanted.chance = strcmp(wanted.table, "chance") == 0;
    }
    return wanted;
}

static coding_status
open_reader(cli *run, const settings *chosen, coding_reader **own,
            coding_reader **out)
{
    coding_reader_options joined = {.unsealed = cli_unsealed(run),
                                    .joined_results = true};
    size_t count = 0;
    const char *const *operands = cli_operands(run, &count);
    coding_status status;

    if (!chosen->merge)
        return cli_open_reader(run, out);
    status =
        coding_reader_open(cli_context(run), operands, count, &joined, own);
    *out = *own;
    return status;
}

static coding_status
read_rows(coding_reader *reader, coding_tally *tally)
{
    const coding_row *row = NULL;
    coding_status status = coding_reader_next(reader, &row);

    while (status == CODING_OK) {
        status = coding_tally_take(tally, row);
        if (status == CODING_OK)
            status = coding_reader_next(reader, &row);
    }
    return status == CODING_END ? CODING_OK : status;
}

static coding_status
say_summary(cli *run, coding_tally *tally)
{
    const char *summary = "";
    coding_status status = coding_tally_summary(tally, &summary);

    if (status == CODING_OK)
        cli_say(run, "%s", summary);
    return status;
}

static coding_status
count(cli *run, coding_reader *reader, const coding_tally_options *wanted)
{
    const coding_columns *columns = coding_reader_columns(reader);
    coding_columns *result = NULL;
    coding_writer *writer = NULL;
    coding_tally *tally = NULL;
    coding_status status = coding_tally_columns(columns, wanted, &result);

    if (status == CODING_OK)
        status = cli_open_writer(run, result, &writer);
    if (status == CODING_OK)
        status = coding_tally_new(cli_context(run), columns, result, wanted,
                                  coding_writer_sink(writer), &tally);
    if (status == CODING_OK)
        status = read_rows(reader, tally);
    if (status == CODING_OK)
        status = coding_tally_finish(tally);
    if (status == CODING_OK)
        status = say_summary(run, tally);
    coding_tally_free(tally);
    coding_columns_free(result);
    return status;
}

int
tally_main(int argc, char **argv)
{
    settings chosen = {.unit = CODING_TALLY_RESPONDENT};
    coding_view mine[TABLES];
    const cli_tool tool = {"tally",
                           "[STREAM ...]",
                           "How many mention each code, by every unit at once.",
                           options,
                           examples,
                           mine,
                           TABLES,
                           CLI_READS | CLI_STREAM_IN};
    coding_reader *reader = NULL;
    coding_reader *own = NULL;
    coding_tally_options wanted;
    cli *run = NULL;
    coding_status status;

    memcpy(mine, views, sizeof mine);
    status = cli_start(&tool, argc, argv, &chosen, &run);
    if (status != CODING_OK)
        return cli_finish(run, status);
    choose_columns(run, &chosen, mine);
    wanted = read_settings(run, &chosen);
    status = open_reader(run, &chosen, &own, &reader);
    if (status == CODING_OK)
        status = count(run, reader, &wanted);
    coding_reader_free(own);
    return cli_finish(run, status);
}
