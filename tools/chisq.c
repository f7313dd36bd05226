/* SPDX-License-Identifier: GPL-2.0-or-later */
/* chisq - tests and effect sizes of contingency tables. See chisq(1). */
#include <coding/association.h>

#include <stddef.h>
#include <string.h>

#include "cli/cli.h"
#include "tools.h"

typedef struct {
    int input, test, adjust; /* indexes in the words */
    uint64_t samples, seed, bootstrap;
    double alpha, power;
    const char *cluster, *pair;
    cli_list statistics;
    bool exact, explain, force_invalid;
} settings;

static const cli_option options[] = {
    {0, "input", CLI_CHOICE,
     "auto|table|gof|strata|multi|multi2|ranked|weighted|fourfold",
     "what the files are (a stream, else tables)", offsetof(settings, input)},
    {0, "test", CLI_CHOICE, "auto|all|pearson|n-1|yates|g|exact|monte-carlo",
     "which test judges a table (auto: by a rule stated before)",
     offsetof(settings, test)},
    {0, "adjust", CLI_CHOICE, "holm|hochberg|hommel|bonferroni|bh|by",
     "how p-values are adjusted for the number of tests (holm)",
     offsetof(settings, adjust)},
    {0, "alpha", CLI_NUMBER, "A", "limit of significance (0.05)",
     offsetof(settings, alpha)},
    {0, "monte-carlo", CLI_COUNT, "B",
     "random tables and permutations (10000, where they are needed)",
     offsetof(settings, samples)},
    {0, "seed", CLI_COUNT, "S", "of the random numbers (1)",
     offsetof(settings, seed)},
    {0, "exact", CLI_FLAG, NULL, "exact p-values even where they take minutes",
     offsetof(settings, exact)},
    {0, "bootstrap", CLI_COUNT, "B",
     "also resample respondents B times in the joint tests",
     offsetof(settings, bootstrap)},
    {0, "cluster", CLI_TEXT, "NAME", "permute whole clusters: organisations",
     offsetof(settings, cluster)},
    {0, "pair", CLI_TEXT, "NAME", "compare the two sides of each dyad",
     offsetof(settings, pair)},
    {0, "power", CLI_NUMBER, "W", "power for an effect of this size",
     offsetof(settings, power)},
    {0, "statistic", CLI_LIST, "NAME,...",
     "these figures only, x2* for all that begin so, and no sentences",
     offsetof(settings, statistics)},
    {0, "explain", CLI_FLAG, NULL, "the chi-square by hand, in words",
     offsetof(settings, explain)},
    {0, "force-invalid", CLI_FLAG, NULL,
     "also the chi-square of pooled mentions, labelled invalid",
     offsetof(settings, force_invalid)},
    {0, NULL, CLI_FLAG, NULL, NULL, 0},
};

static const char *const columns[] = {"table", "statistic", "row", "column",
                                      "value", "text",      NULL};
static const char *const sentences[] = {"table", "statistic", "row", "text",
                                        NULL};

static const coding_view views[] = {
    {"tests", CODING_RECORD_TEST, NULL, columns, NULL, false},
    {"sentences", CODING_RECORD_TEST, NULL, sentences, NULL, false},
    {"figures", CODING_RECORD_TEST, NULL, columns, NULL, false},
};

static const cli_tool tool = {
    "chisq",
    "[STREAM | FILE ...]",
    "Tests and effect sizes of contingency tables and multiple answers.",
    options,
    "survey -d dictionary.tsv answers.csv | crosstab -r role -c outcome | "
    "chisq\n"
    "chisq --explain table.tsv\n"
    "chisq --test all --format=csv table.tsv\n"
    "tally -q top3 -n 3 -t 4 coded.tsv | crosstab -r factor -c side |\n"
    "    chisq --cluster organisation\n"
    "chisq --input=gof counts.tsv\n",
    views,
    sizeof views / sizeof *views,
    CLI_READS | CLI_STREAM_IN};

/* Where rows go: on, or for people as sentences. */
typedef struct {
    cli *run;
    const settings *chosen;
    coding_association_options wanted;
    coding_association *association;
    coding_columns *result;
    coding_writer *writer; /* NULL: text */
    cli_lines text;
    coding_association_page *page; /* of all figures; NULL: sentences */
    coding_core core;
    bool only_sentences;
} job;

/* Rows of this tool's own result; with text only its sentences. */
static coding_status
take_row(void *user, const coding_row *row)
{
    job *work = user;
    bool sentence;

    if (work->page != NULL)
        return coding_association_page_take(work->page, row);
    if (work->text.out == NULL && !work->only_sentences)
        return coding_writer_take(work->writer, row);
    sentence = row->record == CODING_RECORD_TEST && row->file == NULL &&
               coding_row_cell(row, work->core.text).length > 0 &&
               coding_association_is_sentence(
                   coding_row_cell(row, work->core.statistic));
    if (!sentence)
        return CODING_OK;
    return work->text.out != NULL
               ? cli_print_line(&work->text,
                                coding_row_cell(row, work->core.table),
                                coding_row_cell(row, work->core.text))
               : coding_writer_take(work->writer, row);
}

static coding_association_options
read_settings(cli *run, const settings *chosen)
{
    return (coding_association_options){
        .test = (coding_association_test)chosen->test,
        .adjust = (coding_stats_adjustment)chosen->adjust,
        .alpha = chosen->alpha,
        .effect = chosen->power,
        .samples = chosen->samples,
        .seed = chosen->seed,
        .bootstrap = chosen->bootstrap,
        .exact = chosen->exact,
        .explain = chosen->explain,
        .force_invalid = chosen->force_invalid,
        .digits = cli_ends_chain(run),
        .drop_units = cli_only(run),
        .cluster = chosen->cluster,
        .pair = chosen->pair,
        .statistics = chosen->statistics.items,
        .statistic_count = chosen->statistics.count,
        .arguments = cli_arguments(run)};
}

/* Opens the output and what makes it; input: NULL for plain files. */
static coding_status
begin(job *work, const coding_columns *input)
{
    coding_context *context = cli_context(work->run);
    coding_row_sink sink = {take_row, work};
    coding_status status =
        coding_association_columns(context, input, &work->result);

    if (status != CODING_OK)
        return status;
    work->core = coding_core_of(work->result);
    work->only_sentences = cli_ends_chain(work->run) &&
                           strcmp(cli_table(work->run), "sentences") == 0;
    status = cli_format(work->run) == CODING_FORMAT_TEXT
                 ? cli_open_text(work->run, &work->text.out)
                 : cli_open_writer(work->run, work->result, &work->writer);
    if (status == CODING_OK && work->text.out != NULL &&
        strcmp(cli_table(work->run), "figures") == 0)
        status =
            coding_association_page_new(context, work->result, &work->page);
    if (status == CODING_OK)
        status =
            coding_association_new(context, input, work->result, &work->wanted,
                                   sink, &work->association);
    return status;
}

static coding_status
read_stream(job *work, coding_reader *reader)
{
    const coding_row *row = NULL;
    coding_status status = begin(work, coding_reader_columns(reader));

    if (status == CODING_OK)
        status = coding_reader_next(reader, &row);
    while (status == CODING_OK) {
        status = coding_association_take(work->association, row);
        if (status == CODING_OK)
            status = coding_reader_next(reader, &row);
    }
    return status == CODING_END ? coding_association_finish(work->association)
                                : status;
}

static coding_status
read_files(job *work, coding_source *first)
{
    coding_association_input input =
        work->chosen->input == 0
            ? CODING_ASSOCIATION_TABLE
            : (coding_association_input)(work->chosen->input - 1);
    size_t count = 0;
    const char *const *operands = cli_operands(work->run, &count);
    coding_span bytes = {NULL, 0};
    coding_status status = begin(work, NULL);

    if (status == CODING_OK && first != NULL)
        status = coding_source_text(first, &bytes);
    if (status == CODING_OK && (first != NULL || count == 0))
        status = coding_association_read(work->association, input,
                                         count > 0 ? operands[0] : "-",
                                         first != NULL ? &bytes : NULL);
    for (size_t i = first != NULL; status == CODING_OK && i < count; i++)
        status = coding_association_read(work->association, input, operands[i],
                                         NULL);
    return status == CODING_OK ? coding_association_finish(work->association)
                               : status;
}

/* A first header cell `record` makes it a stream. */
static coding_status
read_input(job *work)
{
    size_t count = 0;
    const char *const *operands = cli_operands(work->run, &count);
    const char *path = count > 0 ? operands[0] : "-";
    bool stdin_first = strcmp(path, "-") == 0;
    coding_source *source = NULL;
    coding_reader *reader = NULL;
    coding_status status = CODING_OK;

    if (work->chosen->input != 0)
        return read_files(work, NULL);
    status = coding_source_open(cli_context(work->run), path, &source);
    if (status != CODING_OK)
        return status;
    if (!coding_source_is_stream(source)) {
        status = read_files(work, stdin_first ? source : NULL);
        coding_source_free(source);
        return status;
    }
    if (count <= 1) {
        coding_reader_options unsealed = {.unsealed = cli_unsealed(work->run)};

        status = coding_reader_open_source(cli_context(work->run), source,
                                           &unsealed, &reader);
        if (status == CODING_OK)
            status = read_stream(work, reader);
        coding_reader_free(reader);
        return status;
    }
    coding_source_free(source);
    status = cli_open_reader(work->run, &reader);
    return status == CODING_OK ? read_stream(work, reader) : status;
}

int
chisq_main(int argc, char **argv)
{
    settings chosen = {.alpha = 0.05, .seed = 1};
    job work = {.chosen = &chosen};
    coding_status status = cli_start(&tool, argc, argv, &chosen, &work.run);

    if (status == CODING_OK) {
        work.wanted = read_settings(work.run, &chosen);
        status = read_input(&work);
    }
    if (status == CODING_OK && work.page != NULL)
        status = coding_association_page_write(work.page, work.text.out);
    coding_association_page_free(work.page);
    coding_association_free(work.association);
    coding_columns_free(work.result);
    return cli_finish(work.run, status);
}
