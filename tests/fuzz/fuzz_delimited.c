/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes into the CSV reader. What is accepted is written with every cell
   quoted and must be read again as the same cells. */
#include <stdint.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "table/delimited.h"

/* Cells of text as CSV with quotes, to out; lines of numbers tell records. */
static coding_status
quote_all(coding_context *context, coding_span text,
          const delimited_options *options, buffer *out)
{
    delimited *table = NULL;
    delimited_record record;
    coding_status status =
        delimited_open_bytes(context, "fuzz.csv", text, options, &table);

    while (status == CODING_OK) {
        status = delimited_next(table, &record);
        for (size_t i = 0; status == CODING_OK && i < record.count; i++) {
            buffer_add_byte(out, i == 0 ? '"' : ',');
            if (i > 0)
                buffer_add_byte(out, '"');
            for (size_t k = 0; k < record.cells[i].length; k++) {
                if (record.cells[i].at[k] == '"')
                    buffer_add_byte(out, '"');
                buffer_add_byte(out, record.cells[i].at[k]);
            }
            buffer_add_byte(out, '"');
        }
        if (status == CODING_OK)
            buffer_add_byte(out, '\n');
    }
    delimited_close(table);
    return status == CODING_END ? buffer_status(out) : status;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const coding_context_options limits = {.limits = {.turn_bytes = 4096}};
    delimited_options options = {.ragged = DELIMITED_PAD};
    coding_context *context = NULL;
    buffer once, twice;

    if (coding_context_new(&limits, &context) != CODING_OK)
        return 0;
    buffer_init(&once, context);
    buffer_init(&twice, context);
    if (quote_all(context, (coding_span){(const char *)data, size}, &options,
                  &once) == CODING_OK) {
        options.delimiter = ',';
        if (quote_all(context, buffer_span(&once), &options, &twice) !=
                CODING_OK ||
            !coding_span_equal(buffer_span(&once), buffer_span(&twice)))
            abort();
    }
    buffer_free(&once);
    buffer_free(&twice);
    coding_context_free(context);
    return 0;
}
