/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The provenance row of a filter. See coding/meta.h. */
#include <coding/meta.h>

#include "base/buffer.h"
#include "table/cells.h"

coding_status
coding_meta_columns(coding_columns *columns)
{
    static const char *const names[] = {"name", "value", "label", "text"};
    coding_status status = CODING_OK;

    for (size_t i = 0;
         status == CODING_OK && i < sizeof names / sizeof names[0]; i++)
        status = coding_columns_add(columns, coding_span_of(names[i]));
    return status;
}

coding_status
coding_meta_give(coding_cells *cells, const coding_meta *meta,
                 coding_row_sink sink)
{
    coding_core core = coding_core_of(coding_cells_row(cells)->columns);
    buffer text;
    coding_status status;

    buffer_init(&text, cells_context(cells));
    if (meta->first)
        buffer_add_text(&text, "stream=1");
    if (meta->first && meta->details != NULL && meta->details[0] != '\0')
        buffer_add_text(&text, "; ");
    buffer_add_text(&text, meta->details);
    coding_cells_begin(cells, CODING_RECORD_META);
    coding_cells_text(cells, core.name, coding_span_of(meta->tool));
    coding_cells_text(cells, core.label,
                      coding_span_of(meta->version != NULL ? meta->version
                                                           : coding_version()));
    coding_cells_text(cells, core.value, coding_span_of(meta->arguments));
    coding_cells_text(cells, core.text, buffer_span(&text));
    status = buffer_status(&text);
    if (status == CODING_OK)
        status = coding_cells_give(cells, sink);
    buffer_free(&text);
    return status;
}
