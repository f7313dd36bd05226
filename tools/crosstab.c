/* SPDX-License-Identifier: GPL-2.0-or-later */
/* crosstab - contingency tables of respondents. See crosstab(1). */
#include <coding/crosstab.h>

#include <stddef.h>
#include <stdio.h>
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
    {0, "percent", CLI_CHOICE, "counts|row|column|total|weights",
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
   resolved nobody knows whether there is one table or several. Of one table
   the reasons for missing answers are kept, to be told beside it. */
typedef struct {
    coding_writer *writer;
    char missing[400]; /* "; age (not asked) 3" */
    double read, used;
} late;

static void
keep_missing(late *to, const coding_row *row)
{
    coding_core core = coding_core_of(row->columns);
    coding_span statistic = coding_row_cell(row, core.statistic);
    coding_span name = coding_row_cell(row, core.row);
    coding_span reason = coding_row_cell(row, core.column);
    coding_span count = coding_row_cell(row, core.value);
    size_t used = strlen(to->missing);

    if (coding_span_is(statistic, "rows_read"))
        (void)coding_row_number(row, core.value, &to->read);
    if (coding_span_is(statistic, "rows_used"))
        (void)coding_row_number(row, core.value, &to->used);
    if (coding_span_is(statistic, "missing") &&
        used + name.length + reason.length + count.length + 8 <
            sizeof to->missing)
        (void)snprintf(to->missing + used, sizeof to->missing - used,
                       "%s%.*s (%.*s) %.*s", used > 0 ? "; " : "",
                       (int)name.length, name.at, (int)reason.length, reason.at,
                       (int)count.length, count.at);
}

static coding_status
give_late(void *user, const coding_row *row)
{
    late *to = user;

    if (to->writer != NULL)
        return coding_writer_take(to->writer, row);
    if (row->record == CODING_RECORD_TEST && row->file == NULL)
        keep_missing(to, row);
    return CODING_OK;
}

static coding_status
take_row(void *user, const coding_row *row)
{
    return coding_crosstab_take(user, row);
}

/* The table itself. */
static coding_status
show_one(cli *run, const settings *chosen, coding_crosstab *crosstab,
         const late *kept)
{
    const coding_crosstab_print print = {
        .show = (coding_crosstab_show)chosen->percent,
        .margins = chosen->margins,
        .rounded = cli_format(run) == CODING_FORMAT_TEXT};
    cli_wide *to = NULL;
    coding_status status = coding_crosstab_finish(crosstab);

    if (status == CODING_OK)
        status = cli_wide_new(run, &to);
    if (status == CODING_OK)
        status = coding_crosstab_lines(crosstab, 0, &print, cli_wide_line, to);
    if (status == CODING_OK)
        status = cli_end_table(run);
    if (status == CODING_OK && chosen->weight != NULL && chosen->percent == 0)
        cli_say(run, "counts of respondents, not of their weights: --percent "
                     "weights shows those");
    if (status == CODING_OK && kept->used < kept->read)
        cli_say(run, "%.0f of %.0f respondents; missing: %s", kept->used,
                kept->read, kept->missing);
    cli_wide_free(to);
    return status;
}

static coding_status
count(cli *run, const settings *chosen, coding_crosstab *crosstab,
      const coding_columns *columns, late *to)
{
    coding_status status = coding_crosstab_resolve(crosstab);

    if (status == CODING_OK && cli_ends_chain(run) &&
        strcmp(cli_table(run), "table") == 0 &&
        coding_crosstab_count(crosstab) == 1)
        return show_one(run, chosen, crosstab, to);
    if (status == CODING_OK && cli_ends_chain(run) &&
        (chosen->percent > 0 || chosen->margins))
        cli_say(run, "--percent and --margins are for one table, shown as it "
                     "is; here are counts");
    if (status == CODING_OK && to->writer == NULL)
        status = cli_open_writer(run, columns, &to->writer);
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
    late to = {.writer = NULL};
    coding_crosstab *crosstab = NULL;
    coding_status status = cli_open_reader(run, &reader);

    if (status == CODING_OK)
        status =
            coding_crosstab_columns(coding_reader_columns(reader), &columns);
    if (status == CODING_OK && !cli_ends_chain(run))
        status = cli_open_writer(run, columns, &to.writer);
    if (status == CODING_OK)
        status = coding_crosstab_new(
            cli_context(run), coding_reader_columns(reader), columns, &tables,
            (coding_row_sink){give_late, &to}, &crosstab);
    if (status == CODING_OK)
        status =
            coding_reader_drain(reader, (coding_row_sink){take_row, crosstab});
    if (status == CODING_OK)
        status = count(run, chosen, crosstab, columns, &to);
    if (status == CODING_OK && to.writer != NULL)
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
