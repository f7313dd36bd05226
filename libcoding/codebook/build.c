/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Headers and ids, which codebooks, guides and cue files share. */
#include "codebook/build.h"

#include "base/memory.h"

void
build_ids_init(build_ids *ids, coding_context *context)
{
    *ids = (build_ids){.context = context};
    map_init(&ids->names, context);
}

void
build_ids_clear(build_ids *ids)
{
    map_clear(&ids->names);
    base_free(ids->context, ids->lines);
    ids->lines = NULL;
}

coding_status
build_ids_add(build_ids *ids, coding_span id, coding_place place,
              const char *what)
{
    size_t before = ids->names.count, number = 0;
    coding_status status = map_add(&ids->names, id, &number);

    if (status != CODING_OK)
        return status;
    if (number < before) {
        diag_error(ids->context, CODING_EUSAGE, "id-twice", record_diag(place),
                   "%s '%.*s' is there twice; first in line %zu", what,
                   DIAG_SPAN(id), ids->lines[number]);
        return CODING_OK;
    }
    status = BASE_GROW(ids->context, &ids->lines, &ids->capacity, before + 1);
    if (status == CODING_OK)
        ids->lines[number] = place.line;
    return status;
}

static coding_span
value_or(const record *head, size_t kind, coding_span otherwise)
{
    coding_span value = record_value(head, kind);

    return value.length > 0 ? value : otherwise;
}

build_header
build_read_header(const record_file *file, const record *head)
{
    build_header header;

    header.name = record_value(head, BUILD_NAME);
    header.version = value_or(head, BUILD_VERSION, coding_span_of("1"));
    header.label = value_or(head, BUILD_LABEL, header.name);
    header.language = value_or(head, BUILD_LANGUAGE, coding_span_of("en"));
    if (header.name.length > 0)
        (void)record_is_id(file, header.name, head->fields[0].place, "name");
    return header;
}
