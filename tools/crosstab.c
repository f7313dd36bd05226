/* SPDX-License-Identifier: GPL-2.0-or-later */
/* crosstab - contingency tables of respondents. See crosstab(1). */
#include <coding/crosstab.h>

#include <stddef.h>
#include <string.h>

#include "cli/cli.h"
#include "tools.h"

typedef struct {
    cli_list rows, columns;
    const char *stratum, *weight, *name;
    int percent; /* index in the words */
    bool margins;
} settings;

static const cli_option options[] = {
    {'r', "rows", CLI_LIST, "ROWS",
     "attribute, survey variable, facet or set for the rows",
     offsetof(settings, rows)},
    {'c', "columns", CLI_LIST, "COLUMNS", "the same for the columns",
     offsetof(settings, columns)},
    {'s', "stratum", CLI_TEXT, "STRATUM", "one table a level of this attribute",
     offsetof(settings, stratum)},
    {'w', "weight", CLI_TEXT, "WEIGHT", "numeric attribute that weighs people",
     offsetof(settings, weight)},
    {0, "percent", CLI_CHOICE, "counts|row|column|total",
     "what csv and text show of one table (counts)",
     offsetof(settings, percent)},
    {0, "margins", CLI_FLAG, NULL, "with totals, in csv and text of one table",
     offsetof(settings, margins)},
    {0, "name", CLI_TEXT, "NAME", "the table's name (ROWS x COLUMNS)",
     offsetof(settings, name)},
    {0, NULL, CLI_FLAG, NULL, NULL, 0},
};

static const char *const long_columns[] = {"table", "row", "column", "n", NULL};
static const char *const long_headings[] = {"table", "row", "column", "count",
                                            NULL};
static const char *const missing_columns[] = {"table",  "statistic", "row",
                                              "column", "value",     NULL};

static const coding_view views[] = {
    /* One table is shown as it is, several are long. */
    {"table", CODING_RECORD_CELL, NULL, long_columns, long_headings, false},
    {"cells", CODING_RECORD_CELL, NULL, long_columns, long_headings, false},
    {"missing", CODING_RECORD_TEST, NULL, missing_columns, NULL, false},
};

static const cli_tool tool = {
    "crosstab",
    "-r ROWS -c COLUMNS [STREAM ...]",
    "Contingency tables of respondents: survey answers, attributes, codes.",
    options,
    "survey -d dictionary.tsv answers.csv | crosstab -r role -c outcome\n"
    "tally -q top3 -n 3 coded.tsv | crosstab -r factor -c side | chisq\n",
    views,
    sizeof views / sizeof *views,
    CLI_READS | CLI_STREAM_IN};

/* Rows of a chain that ends here wait for their writer: until the names are
   resolved nobody knows whether there is one table or several. */
static coding_status
give_late(void *user, const coding_row *row)
{
    coding_writer **writer = user;

    return *writer == NULL ? CODING_OK : coding_writer_take(*writer, row);
}

static coding_status
take_row(void *user, const coding_row *row)
{
    return coding_crosstab_take(user, row);
}

/* The table itself. */
static coding_status
show_one(cli *run, const settings *chosen, coding_crosstab *crosstab)
{
    cli_wide *to = NULL;
    coding_status status = coding_crosstab_finish(crosstab);

    if (status == CODING_OK)
        status = cli_wide_new(run, &to);
    if (status == CODING_OK)
        status = coding_crosstab_lines(crosstab, 0,
                                       (coding_crosstab_show)chosen->percent,
                                       chosen->margins, cli_wide_line, to);
    if (status == CODING_OK)
        status = cli_end_table(run);
    cli_wide_free(to);
    return status;
}

static coding_status
count(cli *run, const settings *chosen, coding_crosstab *crosstab,
      const coding_columns *columns, coding_writer **writer)
{
    coding_status status = coding_crosstab_resolve(crosstab);

    if (status == CODING_OK && cli_ends_chain(run) &&
        strcmp(cli_table(run), "table") == 0 &&
        coding_crosstab_count(crosstab) == 1)
        return show_one(run, chosen, crosstab);
    if (status == CODING_OK && *writer == NULL)
        status = cli_open_writer(run, columns, writer);
    return status == CODING_OK ? coding_crosstab_finish(crosstab) : status;
}

static coding_status
make(cli *run, const settings *chosen)
{
    const coding_crosstab_options tables = {.rows = chosen->rows.items,
                                            .columns = chosen->columns.items,
                                            .row_count = chosen->rows.count,
                                            .column_count =
                                                chosen->columns.count,
                                            .stratum = chosen->stratum,
                                            .weight = chosen->weight,
                                            .name = chosen->name,
                                            .drop_units = cli_only(run),
                                            .arguments = cli_arguments(run)};
    coding_reader *reader = NULL;
    coding_columns *columns = NULL;
    coding_writer *writer = NULL;
    coding_crosstab *crosstab = NULL;
    coding_status status = cli_open_reader(run, &reader);

    if (status == CODING_OK)
        status =
            coding_crosstab_columns(coding_reader_columns(reader), &columns);
    if (status == CODING_OK && !cli_ends_chain(run))
        status = cli_open_writer(run, columns, &writer);
    if (status == CODING_OK)
        status = coding_crosstab_new(
            cli_context(run), coding_reader_columns(reader), columns, &tables,
            (coding_row_sink){give_late, &writer}, &crosstab);
    if (status == CODING_OK)
        status =
            coding_reader_drain(reader, (coding_row_sink){take_row, crosstab});
    if (status == CODING_OK)
        status = count(run, chosen, crosstab, columns, &writer);
    if (status == CODING_OK && writer != NULL)
        status = cli_end_table(run);
    coding_crosstab_free(crosstab);
    coding_columns_free(columns);
    return status;
}

int
crosstab_main(int argc, char **argv)
{
    settings chosen = {0};
    cli *run = NULL;
    coding_status status = cli_start(&tool, argc, argv, &chosen, &run);

    if (status == CODING_OK)
        status = make(run, &chosen);
    return cli_finish(run, status);
}
