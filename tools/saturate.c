/* SPDX-License-Identifier: GPL-2.0-or-later */
/* saturate - new codes by interview order. See saturate(1). */
#include <coding/saturation.h>

#include <stddef.h>
#include <string.h>

#include "cli/cli.h"
#include "tools.h"

typedef struct {
    uint64_t base, run, permutations, seed;
    cli_numbers threshold;
    const char *facet, *group, *name;
    int unit; /* index in the words; as coding_saturation_unit */
} settings;

static const cli_option options[] = {
    {0, "base", CLI_COUNT, "N", "the first N interviews are the base (4)",
     offsetof(settings, base)},
    {0, "run", CLI_COUNT, "N", "so many interviews in a row are a run (2)",
     offsetof(settings, run)},
    {'t', "threshold", CLI_NUMBERS, "PERCENT",
     "new codes in a run, of those in the base; repeatable (5 and 0)",
     offsetof(settings, threshold)},
    {0, "permutations", CLI_COUNT, "N",
     "random orders for the band; 0: none (1000)",
     offsetof(settings, permutations)},
    {0, "seed", CLI_COUNT, "S", "of the random numbers (1)",
     offsetof(settings, seed)},
    {'u', "unit", CLI_CHOICE, "respondent|document",
     "what an interview is: a document is one for all who speak in it",
     offsetof(settings, unit)},
    {0, "group", CLI_TEXT, "ATTRIBUTE",
     "also within each level of an attribute", offsetof(settings, group)},
    {0, "facet", CLI_TEXT, "FACET", "which facet, when there are several",
     offsetof(settings, facet)},
    {0, "name", CLI_TEXT, "NAME", "the table's name (saturation)",
     offsetof(settings, name)},
    {0, NULL, CLI_FLAG, NULL, NULL, 0},
};

#define BAND "low", "high", "median", "mean"

static const char *const interviews[] = {
    "order",     "respondent", "new",  "cumulative", "base_codes",
    "run_codes", "ratio",      "low",  "high",       "median",
    "mean",      "document",   "text", NULL};
static const char *const interview_heads[] = {
    "order", "respondent", "new",    "cumulative", "base",     "run",   "ratio",
    "low",   "high",       "median", "mean",       "document", "codes", NULL};
static const char *const group_interviews[] = {
    "order",      "group",     "respondent", "new",  "cumulative",
    "base_codes", "run_codes", "ratio",      "low",  "high",
    "median",     "mean",      "document",   "text", NULL};
static const char *const group_heads[] = {
    "order",  "group", "respondent", "new",   "cumulative",
    "base",   "run",   "ratio",      "low",   "high",
    "median", "mean",  "document",   "codes", NULL};
/* What fits a terminal. */
static const char *const brief[] = {
    "order", "respondent", "new",    "cumulative", "base_codes", "run_codes",
    "ratio", "low",        "median", "high",       "text",       NULL};
static const char *const brief_heads[] = {
    "order", "respondent", "new",    "cumulative", "base",  "run",
    "ratio", "low",        "median", "high",       "codes", NULL};
static const char *const group_brief[] = {
    "order",      "group",     "respondent", "new", "cumulative",
    "base_codes", "run_codes", "ratio",      "low", "median",
    "high",       "text",      NULL};
static const char *const group_brief_heads[] = {
    "order", "group", "respondent", "new",  "cumulative", "base", "run",
    "ratio", "low",   "median",     "high", "codes",      NULL};
static const char *const verdict[] = {"group", "statistic", "row", "column",
                                      "value", "text",      NULL};
static const char *const codes[] = {"row",   "label",      "n",
                                    "order", "respondent", NULL};
static const char *const code_heads[] = {"code",  "label",      "interviews",
                                         "order", "respondent", NULL};
static const char *const group_codes[] = {"row",   "group",      "label", "n",
                                          "order", "respondent", NULL};
static const char *const group_code_heads[] = {
    "code", "group", "label", "interviews", "order", "respondent", NULL};

enum { TABLE_INTERVIEWS, TABLE_VERDICT, TABLE_CODES, TABLES };

static const coding_view views[TABLES] = {
    {"saturation", CODING_RECORD_COUNT, NULL, interviews, interview_heads,
     false},
    {"verdict", CODING_RECORD_TEST, NULL, verdict, NULL, false},
    {"codes", CODING_RECORD_COUNT, NULL, codes, code_heads, false},
};

static const char examples[] =
    "tally -q top3 -n 3 -t 4 coded.tsv | saturate | xlsx -o study.xlsx\n"
    "saturate --base 4 --run 2 --format=csv tallied.tsv\n"
    "saturate --base 5 --run 3 -t 5 -t 0 --table verdict tallied.tsv\n"
    "saturate --group side --format=text tallied.tsv\n";

static coding_status
check(cli *run, const settings *chosen)
{
    if (chosen->base == 0)
        return cli_fault(run, "--base 0: the base needs an interview");
    if (chosen->run == 0)
        return cli_fault(run, "--run 0: a run needs an interview");
    return CODING_OK;
}

static coding_status
take_row(void *user, const coding_row *row)
{
    return coding_saturation_take(user, row);
}

static coding_status
count(cli *run, coding_reader *reader, const coding_saturation_options *wanted)
{
    const coding_columns *columns = coding_reader_columns(reader);
    coding_columns *result = NULL;
    coding_writer *writer = NULL;
    coding_saturation *saturation = NULL;
    const char *summary = "";
    coding_status status = coding_saturation_columns(columns, &result);

    if (status == CODING_OK)
        status = cli_open_writer(run, result, &writer);
    if (status == CODING_OK)
        status =
            coding_saturation_new(cli_context(run), columns, result, wanted,
                                  coding_writer_sink(writer), &saturation);
    if (status == CODING_OK)
        status = coding_reader_drain(reader,
                                     (coding_row_sink){take_row, saturation});
    if (status == CODING_OK)
        status = coding_saturation_finish(saturation);
    if (status == CODING_OK)
        status = cli_end_table(run);
    if (status == CODING_OK)
        status = coding_saturation_summary(saturation, &summary);
    if (status == CODING_OK)
        cli_say(run, "%s", summary);
    coding_saturation_free(saturation);
    coding_columns_free(result);
    return status;
}

static coding_status
make(cli *run, const settings *chosen)
{
    coding_saturation_options wanted = {
        .facet = coding_span_of(chosen->facet),
        .group = coding_span_of(chosen->group),
        .name = coding_span_of(chosen->name),
        .unit = (coding_saturation_unit)chosen->unit,
        .base = (size_t)chosen->base,
        .run = (size_t)chosen->run,
        .percents = chosen->threshold.items,
        .percent_count = chosen->threshold.count,
        .orders = chosen->permutations,
        .seed = chosen->seed,
        .drop_units = cli_only(run),
        .table = cli_ends_chain(run) ? cli_table(run) : NULL,
        .arguments = cli_arguments(run)};
    coding_reader *reader = NULL;
    coding_status status = check(run, chosen);

    if (status == CODING_OK)
        status = cli_open_reader(run, &reader);
    return status == CODING_OK ? count(run, reader, &wanted) : status;
}

/* The views of this run: with a group or at a terminal other columns. */
static void
choose_columns(const cli *run, const settings *chosen, coding_view *mine)
{
    coding_view *rows = &mine[TABLE_INTERVIEWS];
    bool person = cli_format(run) == CODING_FORMAT_TEXT;

    if (person) {
        rows->columns = brief;
        rows->headings = brief_heads;
    }
    if (chosen->group == NULL)
        return;
    rows->columns = person ? group_brief : group_interviews;
    rows->headings = person ? group_brief_heads : group_heads;
    mine[TABLE_CODES].columns = group_codes;
    mine[TABLE_CODES].headings = group_code_heads;
}

int
saturate_main(int argc, char **argv)
{
    settings chosen = {.base = 4, .run = 2, .permutations = 1000, .seed = 1};
    coding_view mine[TABLES];
    const cli_tool tool = {"saturate",
                           "[STREAM ...]",
                           "New codes by interview order, and saturation.",
                           options,
                           examples,
                           mine,
                           TABLES,
                           CLI_READS | CLI_STREAM_IN};
    cli *run = NULL;
    coding_status status;

    memcpy(mine, views, sizeof mine);
    status = cli_start(&tool, argc, argv, &chosen, &run);
    if (status == CODING_OK)
        choose_columns(run, &chosen, mine);
    if (status == CODING_OK)
        status = make(run, &chosen);
    return cli_finish(run, status);
}
