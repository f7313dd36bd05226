/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as a zip file whose members are parsed as XML, and as XML. */
#include <stdint.h>

#include "io/archive.h"
#include "io/xml.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const xml_events none = {0};
    const coding_context_options limits = {.limits = {.file_bytes = 1 << 20}};
    coding_span bytes = {(const char *)data, size};
    coding_context *context = NULL;
    archive *zip = NULL;
    coding_status status;

    if (coding_context_new(&limits, &context) != CODING_OK)
        return 0;
    status = archive_open_bytes(context, "fuzz", bytes, &zip);
    for (size_t i = 0; status == CODING_OK && i < archive_count(zip); i++) {
        coding_status parsed = xml_parse_member(zip, i, &none, NULL);

        (void)parsed; /* only its way there is of interest */
    }
    archive_close(zip);
    status = xml_parse(context, "fuzz", bytes, &none, NULL);
    coding_context_free(context);
    return status == CODING_ESYSTEM;
}
