/* SPDX-License-Identifier: GPL-2.0-or-later */
/* agree - agreement of coders, and of a codebook with people. See agree(1). */
#include <coding/agreement.h>

#include <stddef.h>
#include <string.h>

#include "cli/cli.h"
#include "tools.h"

typedef struct {
    int input, metric, interval; /* indexes in the words */
    uint64_t bootstrap, seed;
    cli_list categories;
    bool disagreements;
} settings;

static const cli_option options[] = {
    {0, "input", CLI_CHOICE, "auto|coders|sets|spans|validation",
     "what the files are (streams, else coders)", offsetof(settings, input)},
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

static const coding_view views[] = {
    {"agreement", CODING_RECORD_TEST, NULL, columns, headings, false},
};

static const cli_tool tool = {
    "agree",
    "[FILE ...]",
    "Agreement of coders, and of a codebook with human coding.",
    options,
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
    FILE *text;
    coding_core core;
    char table[256]; /* the heading at hand */
} job;

/* A line for people, under the name of its table. */
static coding_status
print_line(job *work, const coding_row *row)
{
    coding_span table = coding_row_cell(row, work->core.table);
    coding_span text = coding_row_cell(row, work->core.text);
    size_t length = table.length < sizeof work->table - 1
                        ? table.length
                        : sizeof work->table - 1;
    bool same = strlen(work->table) == length &&
                memcmp(work->table, table.at, length) == 0;

    if (!same) {
        if (fprintf(work->text, "%s%.*s\n", work->table[0] ? "\n" : "",
                    (int)table.length, table.at) < 0)
            return CODING_ESYSTEM;
        memcpy(work->table, table.at, length);
        work->table[length] = '\0';
    }
    return fprintf(work->text, "  %.*s\n", (int)text.length, text.at) < 0
               ? CODING_ESYSTEM
               : CODING_OK;
}

static coding_status
take_row(void *user, const coding_row *row)
{
    job *work = user;

    if (work->text == NULL)
        return coding_writer_take(work->writer, row);
    return row->record == CODING_RECORD_TEST ? print_line(work, row)
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
        .disagreements = chosen->disagreements,
        .digits = cli_ends_chain(run),
        .lines = cli_format(run) == CODING_FORMAT_TEXT,
        .arguments = cli_arguments(run)};
}

static coding_status
begin(job *work)
{
    coding_context *context = cli_context(work->run);
    coding_agreement_options wanted = read_settings(work->run, work->chosen);
    coding_row_sink sink = {take_row, work};
    coding_status status = coding_agreement_columns(context, &work->result);

    if (status != CODING_OK)
        return status;
    work->core = coding_core_of(work->result);
    status = cli_format(work->run) == CODING_FORMAT_TEXT
                 ? cli_open_text(work->run, &work->text)
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
    coding_status status = begin(work);

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

/* A first header cell `record` makes it a stream. */
static coding_status
read_input(job *work)
{
    size_t count = 0;
    const char *const *operands = cli_operands(work->run, &count);
    const char *path = count > 0 ? operands[0] : "-";
    bool standard = strcmp(path, "-") == 0;
    coding_source *source = NULL;
    coding_status status = CODING_OK;

    if (work->chosen->input != 0)
        return read_files(work, NULL);
    status = coding_source_open(cli_context(work->run), path, &source);
    if (status != CODING_OK)
        return status;
    status = coding_source_is_stream(source)
                 ? cli_fault(work->run, "streams are not read yet")
                 : read_files(work, standard ? source : NULL);
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
