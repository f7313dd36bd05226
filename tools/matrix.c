/* SPDX-License-Identifier: GPL-2.0-or-later */
/* matrix - codes met with codes, attributes, respondents. See matrix(1). */
#include <coding/matrix.h>

#include <stddef.h>
#include <string.h>

#include "cli/cli.h"
#include "tools.h"

typedef struct {
    cli_list rows, columns;
    const char *items, *name;
    int within, cell; /* as coding_matrix_within, coding_matrix_cell */
} settings;

static const cli_option options[] = {
    {'r', "rows", CLI_LIST, "ROWS",
     "facet, code, attribute, respondent, question or document for the rows",
     offsetof(settings, rows)},
    {'c', "columns", CLI_LIST, "COLUMNS", "the same for the columns",
     offsetof(settings, columns)},
    {0, "within", CLI_CHOICE, "sentence|span|turn|answer|respondent",
     "how near two codes have to be (sentence)", offsetof(settings, within)},
    {0, "items", CLI_TEXT, "FACET", "count the distinct codes of this facet",
     offsetof(settings, items)},
    {0, "cell", CLI_CHOICE, "all|items|mentions|respondents|organisations",
     "what n holds, which people, chisq and charts are shown",
     offsetof(settings, cell)},
    {0, "name", CLI_TEXT, "NAME", "the table's name (ROWS x COLUMNS)",
     offsetof(settings, name)},
    {0, NULL, CLI_FLAG, NULL, NULL, 0},
};

static const char *const cells[] = {"row",      "column",      "items",
                                    "mentions", "respondents", "organisations",
                                    "base",     "jaccard",     NULL};
static const char *const item_columns[] = {
    "row",      "column",      "facet",         "code", "label",
    "mentions", "respondents", "organisations", NULL};
static const char *const dyad_columns[] = {
    "row", "column", "value", "respondents", "organisations", NULL};
static const char *const figure_columns[] = {"statistic", "row",  "column",
                                             "value",     "text", NULL};

/* The part of the result that each shows, in the library's words. */
static const char *const parts[] = {"cells", "cells", "items", "cells",
                                    "figures"};

static const coding_view views[] = {
    {"matrix", CODING_RECORD_CELL, NULL, cells, NULL, false},
    {"wide", CODING_RECORD_CELL, NULL, cells, NULL, false},
    {"items", CODING_RECORD_CELL, NULL, item_columns, NULL, false},
    {"dyads", CODING_RECORD_CELL, NULL, dyad_columns, NULL, false},
    {"figures", CODING_RECORD_TEST, NULL, figure_columns, NULL, false},
};

enum { VIEWS = sizeof views / sizeof *views };

static const cli_tool tool = {
    "matrix",
    "-r ROWS -c COLUMNS [STREAM ...]",
    "Codes met with codes, attributes or respondents: what is named together.",
    options,
    "matrix -r factor -c category --within span --items item tallied.tsv\n"
    "matrix -r factor -c factor --within answer --format=text tallied.tsv\n"
    "matrix -r respondent -c factor tallied.tsv | xlsx -o framework.xlsx\n"
    "matrix -r factor -c dyad --table dyads --format=csv tallied.tsv\n",
    views,
    VIEWS,
    CLI_READS | CLI_STREAM_IN};

/* The matrix as it is: for people, or when it is asked for. */
static bool
is_wide(const cli *run)
{
    const char *table = cli_table(run);

    return cli_ends_chain(run) && (strcmp(table, "wide") == 0 ||
                                   (cli_format(run) == CODING_FORMAT_TEXT &&
                                    strcmp(table, "matrix") == 0));
}

static coding_matrix_options
read_settings(cli *run, const settings *chosen)
{
    coding_matrix_options wanted = {
        .rows = chosen->rows.items,
        .row_count = chosen->rows.count,
        .columns = chosen->columns.items,
        .column_count = chosen->columns.count,
        .items = chosen->items,
        .within = (coding_matrix_within)chosen->within,
        .cell = (coding_matrix_cell)chosen->cell,
        .name = chosen->name,
        .pass =
            cli_only(run) ? CODING_MATRIX_PASS_RESULTS : CODING_MATRIX_PASS_ALL,
        .arguments = cli_arguments(run)};

    if (!cli_ends_chain(run))
        return wanted;
    wanted.pass = CODING_MATRIX_PASS_NONE;
    for (size_t i = 0; i < VIEWS; i++)
        if (strcmp(views[i].name, cli_table(run)) == 0)
            wanted.part = parts[i];
    return wanted;
}

static coding_status
show_wide(cli *run, coding_matrix *matrix)
{
    cli_wide *to = NULL;
    coding_status status = cli_wide_new(run, &to);

    if (status == CODING_OK)
        status = coding_matrix_lines(matrix, cli_wide_line, to);
    if (status == CODING_OK)
        status = cli_end_table(run);
    cli_wide_free(to);
    return status;
}

static coding_status
take_row(void *user, const coding_row *row)
{
    return coding_matrix_take(user, row);
}

static coding_status
drop_row(void *user, const coding_row *row)
{
    (void)user;
    (void)row;
    return CODING_OK;
}

static coding_status
finish(cli *run, coding_matrix *matrix)
{
    const char *summary = "";
    coding_status status = coding_matrix_finish(matrix);

    if (status == CODING_OK)
        status = coding_matrix_summary(matrix, &summary);
    if (status == CODING_OK)
        cli_say(run, "%s", summary);
    if (status == CODING_OK && is_wide(run))
        status = show_wide(run, matrix);
    return status;
}

static coding_status
make(cli *run, const settings *chosen)
{
    const coding_matrix_options wanted = read_settings(run, chosen);
    coding_row_sink sink = {drop_row, NULL};
    const coding_columns *columns;
    coding_reader *reader = NULL;
    coding_columns *result = NULL;
    coding_writer *writer = NULL;
    coding_matrix *matrix = NULL;
    coding_status status = cli_open_reader(run, &reader);

    if (status != CODING_OK)
        return status;
    columns = coding_reader_columns(reader);
    status = coding_matrix_columns(columns, &result);
    if (status == CODING_OK && !is_wide(run)) {
        status = cli_open_writer(run, result, &writer);
        if (status == CODING_OK)
            sink = coding_writer_sink(writer);
    }
    if (status == CODING_OK)
        status = coding_matrix_new(cli_context(run), columns, result, &wanted,
                                   sink, &matrix);
    if (status == CODING_OK)
        status =
            coding_reader_drain(reader, (coding_row_sink){take_row, matrix});
    if (status == CODING_OK)
        status = finish(run, matrix);
    coding_matrix_free(matrix);
    coding_columns_free(result);
    return status;
}

int
matrix_main(int argc, char **argv)
{
    settings chosen = {0};
    cli *run = NULL;
    coding_status status = cli_start(&tool, argc, argv, &chosen, &run);

    if (status == CODING_OK)
        status = make(run, &chosen);
    return cli_finish(run, status);
}
