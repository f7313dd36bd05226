/* SPDX-License-Identifier: GPL-2.0-or-later */
/* agree - agreement of coders, and of a codebook with people. See agree(1). */
#include <coding/agreement.h>

#include <stddef.h>
#include <string.h>

#include "cli/cli.h"
#include "tools.h"

typedef struct {
    int input, unit, metric, interval; /* indexes in the words */
    uint64_t bootstrap, seed, threshold;
    const char *people, *question, *facet, *polarity;
    cli_list categories;
    bool counted, disagreements;
} settings;

static const cli_option options[] = {
    {0, "input", CLI_CHOICE, "auto|coders|sets|spans|validation",
     "what the files are (streams, else coders)", offsetof(settings, input)},
    {'u', "unit", CLI_CHOICE, "unit|sentence|answer|respondent",
     "what is compared in streams, coded or not (unit)",
     offsetof(settings, unit)},
    {'q', "question", CLI_TEXT, "QUESTION", "only what answers this question",
     offsetof(settings, question)},
    {0, "people", CLI_TEXT, "FILE",
     "people's coding, a table or stream, to hold one stream against",
     offsetof(settings, people)},
    {0, "facet", CLI_TEXT, "FACET", "only codes of this facet",
     offsetof(settings, facet)},
    {0, "polarity", CLI_TEXT, "LIST|all", "which codings say yes (affirmed)",
     offsetof(settings, polarity)},
    {0, "counted", CLI_FLAG, NULL, "only codings that tally counted",
     offsetof(settings, counted)},
    {'t', "threshold", CLI_COUNT, "N",
     "with --people: a code is dominant from N respondents on",
     offsetof(settings, threshold)},
    {0, "metric", CLI_CHOICE, "nominal|ordinal|interval|ratio",
     "differences in the alpha that gets an interval (nominal)",
     offsetof(settings, metric)},
    {0, "interval", CLI_CHOICE, "units|coincidences",
     "what is drawn again for it (units; coincidences: Krippendorff's way)",
     offsetof(settings, interval)},
    {0, "bootstrap", CLI_COUNT, "B",
     "samples for it (1000; 0: no interval of alpha)",
     offsetof(settings, bootstrap)},
    {0, "seed", CLI_COUNT, "S", "of the random numbers (1)",
     offsetof(settings, seed)},
    {0, "category", CLI_LIST, "NAME",
     "a category that could be chosen, used or not; give all",
     offsetof(settings, categories)},
    {0, "disagreements", CLI_FLAG, NULL, "also what the coders disagree on",
     offsetof(settings, disagreements)},
    {0, NULL, CLI_FLAG, NULL, NULL, 0},
};

static const char *const columns[] = {"table", "facet",  "code",    "statistic",
                                      "value", "ci_low", "ci_high", "n",
                                      "row",   "column", "text",    NULL};
static const char *const headings[] = {"table", "facet",  "code",    "measure",
                                       "value", "ci_low", "ci_high", "n",
                                       "row",   "column", "text",    NULL};

static const char *const disputed[] = {
    "document", "unit", "respondent", "question", "start", "end",
    "facet",    "code", "name",       "value",    "text",  NULL};
static const char *const disputed_headings[] = {
    "document", "unit", "respondent", "question", "start", "end",
    "facet",    "code", "gave",       "did_not",  "text",  NULL};

static const coding_view views[] = {
    {"agreement", CODING_RECORD_TEST, NULL, columns, headings, false},
    {"disagreements", CODING_RECORD_OTHER, "disagreements", disputed,
     disputed_headings, true},
};

static const cli_tool tool = {
    "agree",
    "[STREAM ... | FILE ...]",
    "Agreement of coders, and of a codebook with human coding.",
    options,
    "agree anna.tsv ben.tsv\n"
    "agree -u sentence --disagreements anna.tsv ben.tsv\n"
    "code -b factors.codebook interviews/* | agree --people gold.tsv | xlsx\n"
    "agree ratings.tsv\n"
    "agree --metric ordinal --format=csv ratings.tsv\n",
    views,
    sizeof views / sizeof *views,
    CLI_READS | CLI_STREAM_IN};

typedef struct {
    cli *run;
    const settings *chosen;
    coding_agreement *agreement;
    coding_columns *result;
    coding_writer *writer; /* NULL: text */
    cli_lines text;
    coding_core core;
} job;

static coding_status
take_row(void *user, const coding_row *row)
{
    job *work = user;

    if (work->text.out == NULL)
        return coding_writer_take(work->writer, row);
    return row->record == CODING_RECORD_TEST
               ? cli_print_line(&work->text,
                                coding_row_cell(row, work->core.table),
                                coding_row_cell(row, work->core.text))
               : CODING_OK;
}

static coding_agreement_options
read_settings(cli *run, const settings *chosen)
{
    return (coding_agreement_options){
        .metric = (coding_stats_metric)chosen->metric,
        .interval = (coding_agreement_interval)chosen->interval,
        .samples = chosen->bootstrap,
        .seed = chosen->seed,
        .categories = chosen->categories.items,
        .category_count = chosen->categories.count,
        .unit = (coding_agreement_unit)chosen->unit,
        .question = chosen->question,
        .facet = chosen->facet,
        .polarity = chosen->polarity,
        .people = chosen->people,
        .threshold = chosen->threshold,
        .counted = chosen->counted,
        .disagreements = chosen->disagreements ||
                         strcmp(cli_table(run), "disagreements") == 0,
        .digits = cli_ends_chain(run),
        .lines = cli_format(run) == CODING_FORMAT_TEXT,
        .results_only = cli_ends_chain(run),
        .arguments = cli_arguments(run)};
}

/* Opens the output and what makes it; input: of a stream that is handed on. */
static coding_status
begin(job *work, const coding_columns *input)
{
    coding_context *context = cli_context(work->run);
    coding_agreement_options wanted = read_settings(work->run, work->chosen);
    coding_row_sink sink = {take_row, work};
    coding_status status =
        coding_agreement_columns(context, input, &work->result);

    if (status != CODING_OK)
        return status;
    work->core = coding_core_of(work->result);
    status = cli_format(work->run) == CODING_FORMAT_TEXT
                 ? cli_open_text(work->run, &work->text.out)
                 : cli_open_writer(work->run, work->result, &work->writer);
    if (status == CODING_OK)
        status = coding_agreement_new(context, work->result, &wanted, sink,
                                      &work->agreement);
    return status;
}

static coding_status
read_files(job *work, coding_source *first)
{
    coding_agreement_input input =
        work->chosen->input == 0
            ? CODING_AGREEMENT_CODERS
            : (coding_agreement_input)(work->chosen->input - 1);
    size_t count = 0;
    const char *const *operands = cli_operands(work->run, &count);
    coding_span bytes = {NULL, 0};
    coding_status status = begin(work, NULL);

    if (status == CODING_OK && first != NULL)
        status = coding_source_text(first, &bytes);
    if (status == CODING_OK && (first != NULL || count == 0))
        status = coding_agreement_read(work->agreement, input,
                                       count > 0 ? operands[0] : "-",
                                       first != NULL ? &bytes : NULL);
    for (size_t i = first != NULL; status == CODING_OK && i < count; i++)
        status =
            coding_agreement_read(work->agreement, input, operands[i], NULL);
    return status;
}

/* All rows of one coder. */
static coding_status
read_rows(job *work, const char *path, coding_reader *reader)
{
    const coding_row *row = NULL;
    coding_status status = CODING_OK;

    if (work->agreement == NULL)
        status = begin(work, work->chosen->people != NULL
                                 ? coding_reader_columns(reader)
                                 : NULL);
    if (status == CODING_OK)
        status = coding_agreement_begin(work->agreement, path,
                                        coding_reader_columns(reader));
    while (status == CODING_OK) {
        status = coding_reader_next(reader, &row);
        if (status == CODING_OK)
            status = coding_agreement_take(work->agreement, row);
    }
    return status == CODING_END ? coding_agreement_end(work->agreement)
                                : status;
}

/* A stream that has been looked at; it is taken. */
static coding_status
read_stream(job *work, const char *path, coding_source *source)
{
    coding_reader_options unsealed = {.unsealed = cli_unsealed(work->run)};
    coding_reader *reader = NULL;
    coding_status status = coding_reader_open_source(
        cli_context(work->run), source, &unsealed, &reader);

    if (status == CODING_OK)
        status = read_rows(work, path, reader);
    coding_reader_free(reader);
    return status;
}

/* A further stream. People's coding may be a table: that is read at the end. */
static coding_status
open_stream(job *work, const char *path, bool people)
{
    coding_source *source = NULL;
    coding_status status =
        coding_source_open(cli_context(work->run), path, &source);

    if (status == CODING_OK && (!people || coding_source_is_stream(source)))
        return read_stream(work, path, source);
    coding_source_free(source);
    return status;
}

static coding_status
read_streams(job *work, coding_source *first)
{
    size_t count = 0;
    const char *const *operands = cli_operands(work->run, &count);
    coding_status status =
        read_stream(work, count > 0 ? operands[0] : "-", first);

    for (size_t i = 1; status == CODING_OK && i < count; i++)
        status = open_stream(work, operands[i], false);
    if (status == CODING_OK && work->chosen->people != NULL)
        status = open_stream(work, work->chosen->people, true);
    return status == CODING_OK ? coding_agreement_finish(work->agreement)
                               : status;
}

/* A first header cell `record` makes it a stream. */
static coding_status
read_input(job *work)
{
    size_t count = 0;
    const char *const *operands = cli_operands(work->run, &count);
    const char *path = count > 0 ? operands[0] : "-";
    coding_source *source = NULL;
    coding_status status;

    if (work->chosen->people != NULL && count > 1)
        return cli_fault(work->run, "--people goes with one stream");
    if (work->chosen->input != 0)
        return read_files(work, NULL);
    status = coding_source_open(cli_context(work->run), path, &source);
    if (status != CODING_OK)
        return status;
    if (coding_source_is_stream(source))
        return read_streams(work, source);
    if (work->chosen->people != NULL)
        status = cli_fault(work->run, "--people goes with a coded stream");
    else
        status = read_files(work, strcmp(path, "-") == 0 ? source : NULL);
    coding_source_free(source);
    return status;
}

int
agree_main(int argc, char **argv)
{
    settings chosen = {.bootstrap = 1000, .seed = 1};
    job work = {.chosen = &chosen};
    coding_status status = cli_start(&tool, argc, argv, &chosen, &work.run);

    if (status == CODING_OK)
        status = read_input(&work);
    coding_agreement_free(work.agreement);
    coding_columns_free(work.result);
    return cli_finish(work.run, status);
}
