/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The codes of a codebook as rows. See coding/rehearsal.h. */
#include <coding/rehearsal.h>

#include "base/buffer.h"

coding_status
coding_rehearsal_list_columns(coding_columns *columns)
{
    static const char *const names[] = {
        "facet", "code",  "codebook", "family",          "label",
        "value", "rules", "examples", "counterexamples", "text"};
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < sizeof names / sizeof *names;
         i++)
        status = coding_columns_add(columns, coding_span_of(names[i]));
    return status;
}

static void
fill(coding_cells *cells, const coding_columns *columns, coding_span book,
     const coding_codebook_data *data, const coding_code *code)
{
    const coding_core core = coding_core_of(columns);

    coding_cells_begin(cells, CODING_RECORD_CODE);
    coding_cells_text(cells, core.facet, data->facet);
    coding_cells_text(cells, core.code, code->id);
    coding_cells_text(cells, core.codebook, book);
    coding_cells_text(cells, core.family, code->family);
    coding_cells_text(cells, core.label, code->label);
    coding_cells_text(cells, core.value, code->record);
    coding_cells_text(cells, core.text, code->brief);
    coding_cells_unsigned(cells, coding_columns_find(columns, "rules"),
                          code->rule_count);
    coding_cells_unsigned(cells, coding_columns_find(columns, "examples"),
                          code->example_count);
    coding_cells_unsigned(cells,
                          coding_columns_find(columns, "counterexamples"),
                          code->counterexample_count);
}

coding_status
coding_rehearsal_list(coding_context *context, const coding_codebook *book,
                      const coding_columns *columns, coding_row_sink sink)
{
    const coding_codebook_data *data = coding_codebook_content(book);
    coding_cells *cells = NULL;
    coding_status status = coding_cells_new(context, columns, &cells);
    buffer name;

    buffer_init(&name, context);
    buffer_add(&name, data->name);
    buffer_add_byte(&name, ' ');
    buffer_add(&name, data->version);
    if (status == CODING_OK)
        status = buffer_status(&name);
    for (size_t i = 0; status == CODING_OK && i < data->code_count; i++) {
        fill(cells, columns, buffer_span(&name), data, &data->codes[i]);
        status = coding_cells_give(cells, sink);
    }
    buffer_free(&name);
    coding_cells_free(cells);
    return status;
}

coding_status
coding_rehearsal_list_files(coding_context *context, const char *const *paths,
                            size_t count, const coding_columns *columns,
                            coding_row_sink sink)
{
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < count; i++) {
        coding_codebook *book = NULL;

        status = coding_codebook_load(context, paths[i], &book);
        if (status == CODING_OK)
            status = coding_rehearsal_list(context, book, columns, sink);
        coding_codebook_free(book);
    }
    return status;
}
