/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes into the stream reader. What is accepted must be written so that
   it is read again with equal bytes: writing is idempotent. */
#include <coding/stream.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "table/reader.h"

/* Reads text and writes it to *out (from malloc). */
static coding_status
copy(coding_context *context, coding_span text, bool unsealed, char **out,
     size_t *length)
{
    static const char *const names[] = {"fuzz"};
    const coding_reader_options options = {.unsealed = unsealed};
    coding_reader *reader = NULL;
    coding_writer *writer = NULL;
    FILE *file = open_memstream(out, length);
    coding_status status;

    if (file == NULL)
        return CODING_ESYSTEM;
    status = reader_open_bytes(context, names, &text, 1, &options, &reader);
    if (status == CODING_OK)
        status = coding_writer_new(context, file, coding_reader_columns(reader),
                                   NULL, &writer);
    if (status == CODING_OK)
        status = coding_reader_drain(reader, coding_writer_sink(writer));
    if (status == CODING_OK)
        status = coding_writer_finish(writer);
    coding_writer_free(writer);
    coding_reader_free(reader);
    if (fclose(file) != 0)
        abort();
    return status;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const coding_context_options options = {.limits = {.turn_bytes = 4096}};
    coding_span text = {(const char *)data, size};
    coding_context *context = NULL;
    char *once = NULL, *twice = NULL;
    size_t first = 0, second = 0;

    if (coding_context_new(&options, &context) != CODING_OK)
        return 0;
    for (int unsealed = 0; unsealed < 2; unsealed++) {
        if (copy(context, text, unsealed != 0, &once, &first) == CODING_OK) {
            if (copy(context, (coding_span){once, first}, false, &twice,
                     &second) != CODING_OK &&
                unsealed == 0)
                abort();
            if (unsealed == 0 &&
                (first != second || memcmp(once, twice, first) != 0))
                abort();
        }
        free(once);
        free(twice);
        once = twice = NULL;
    }
    coding_context_free(context);
    return 0;
}
