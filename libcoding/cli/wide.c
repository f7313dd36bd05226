/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One table as it is, for csv and text: its columns come from the data. */
#include <stdio.h>
#include <stdlib.h>

#include "cli/cli.h"

struct cli_wide {
    cli *run;
    coding_columns *columns;
    coding_cells *cells;
    coding_writer *writer;
    const char **names, **headings;
    char (*made)[16];
    coding_view view;
};

coding_status
cli_wide_new(cli *run, cli_wide **out)
{
    cli_wide *made = calloc(1, sizeof *made);

    if (made == NULL)
        return CODING_ESYSTEM;
    made->run = run;
    *out = made;
    return CODING_OK;
}

void
cli_wide_free(cli_wide *to)
{
    if (to == NULL)
        return;
    coding_cells_free(to->cells);
    coding_columns_free(to->columns);
    free(to->names);
    free(to->headings);
    free(to->made);
    free(to);
}

/* The first line holds the headings. */
static coding_status
open_wide(cli_wide *to, const coding_span *cells, size_t count)
{
    coding_context *context = cli_context(to->run);
    coding_status status = coding_columns_new(context, &to->columns);

    to->names = calloc(count + 1, sizeof *to->names);
    to->headings = calloc(count + 1, sizeof *to->headings);
    to->made = calloc(count + 1, sizeof *to->made);
    if (to->names == NULL || to->headings == NULL || to->made == NULL)
        return CODING_ESYSTEM;
    for (size_t i = 0; status == CODING_OK && i < count; i++) {
        if (snprintf(to->made[i], sizeof *to->made, i == 0 ? "row" : "attr.%zu",
                     i) < 0)
            return CODING_ESYSTEM;
        to->names[i] = to->made[i];
        to->headings[i] = cells[i].at;
        status = coding_columns_add(to->columns, coding_span_of(to->names[i]));
    }
    to->view = (coding_view){.record = CODING_RECORD_CELL,
                             .columns = to->names,
                             .headings = to->headings};
    if (status == CODING_OK)
        status = coding_cells_new(context, to->columns, &to->cells);
    if (status == CODING_OK)
        status = cli_open_table(to->run, to->columns, &to->view, &to->writer);
    return status;
}

coding_status
cli_wide_line(void *user, const coding_span *cells, size_t count)
{
    cli_wide *to = user;

    if (to->columns == NULL)
        return open_wide(to, cells, count);
    coding_cells_begin(to->cells, CODING_RECORD_CELL);
    for (size_t i = 0; i < count; i++)
        coding_cells_text(to->cells,
                          coding_columns_find(to->columns, to->names[i]),
                          cells[i]);
    return coding_writer_take(to->writer, coding_cells_row(to->cells));
}
