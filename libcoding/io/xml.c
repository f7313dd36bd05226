/* SPDX-License-Identifier: GPL-2.0-or-later */
/* XML as events. See io/xml.h. expat takes its memory from malloc: its
   allocator calls carry no state, and this library keeps none. */
#include "io/xml.h"

#include <expat.h>
#include <string.h>

#include "base/diag.h"
#include "base/memory.h"

enum { DEPTH_LIMIT = 512, BLOCK_BYTES = 65536 };

/* Between URI and local name; no URI holds it. */
#define SEPARATOR '\n'

typedef struct {
    coding_context *context;
    const char *file;
    coding_span member; /* of an archive; empty: the file itself */
    XML_Parser parser;
    const xml_events *events;
    void *user;
    unsigned depth;
    coding_status status; /* what an event gave */
} parse;

static const char *
local_of(const char *name)
{
    const char *separator = strchr(name, SEPARATOR);

    return separator == NULL ? name : separator + 1;
}

static xml_name
split(const char *name)
{
    const char *local = local_of(name);

    return (xml_name){{name, local == name ? 0 : (size_t)(local - name - 1)},
                      local};
}

const char *
xml_attribute(const xml_attributes *all, const char *local)
{
    for (size_t i = 0; all->pairs[i] != NULL; i += 2)
        if (strcmp(local_of(all->pairs[i]), local) == 0)
            return all->pairs[i + 1];
    return NULL;
}

static coding_status
fault(const parse *at, const char *id, const char *what)
{
    diag_place place = {.file = at->file,
                        .line = XML_GetCurrentLineNumber(at->parser),
                        .column = XML_GetCurrentColumnNumber(at->parser) + 1};

    if (at->member.length == 0)
        return diag_error(at->context, CODING_EDATA, id, place, "%s", what);
    place.line = place.column = 0;
    return diag_error(at->context, CODING_EDATA, id, place,
                      "member '%.*s', line %lu: %s", DIAG_SPAN(at->member),
                      (unsigned long)XML_GetCurrentLineNumber(at->parser),
                      what);
}

static void
stop(parse *at, coding_status status)
{
    at->status = status;
    XML_StopParser(at->parser, XML_FALSE);
}

static void XMLCALL
on_start(void *user, const XML_Char *name, const XML_Char **attributes)
{
    parse *at = user;
    xml_attributes all = {(const char *const *)attributes};

    if (at->status != CODING_OK)
        return;
    if (++at->depth > DEPTH_LIMIT) {
        stop(at, fault(at, "xml-too-deep", "elements are nested too deep"));
        return;
    }
    if (at->events->start != NULL)
        at->status = at->events->start(at->user, split(name), &all);
    if (at->status != CODING_OK)
        stop(at, at->status);
}

static void XMLCALL
on_end(void *user, const XML_Char *name)
{
    parse *at = user;

    if (at->status != CODING_OK)
        return;
    at->depth--;
    if (at->events->end != NULL)
        at->status = at->events->end(at->user, split(name));
    if (at->status != CODING_OK)
        stop(at, at->status);
}

static void XMLCALL
on_text(void *user, const XML_Char *text, int length)
{
    parse *at = user;

    if (at->status != CODING_OK)
        return;
    if (at->events->text != NULL)
        at->status =
            at->events->text(at->user, (coding_span){text, (size_t)length});
    if (at->status != CODING_OK)
        stop(at, at->status);
}

/* A document that declares entities may be a bomb or reach for files. */
static void XMLCALL
on_entity(void *user, const XML_Char *name, int parameter,
          const XML_Char *value, int length, const XML_Char *base,
          const XML_Char *system, const XML_Char *public,
          const XML_Char *notation)
{
    parse *at = user;

    (void)name; /* whatever it is, it is refused */
    (void)parameter;
    (void)value;
    (void)length;
    (void)base;
    (void)system;
    (void)public;
    (void)notation;
    if (at->status == CODING_OK)
        stop(at,
             fault(at, "xml-entity", "declares entities, which are not read"));
}

/* Behind a DTD that is not read expat would drop the words of an entity. */
static void XMLCALL
on_skipped(void *user, const XML_Char *name, int parameter)
{
    parse *at = user;

    (void)name; /* the line is told */
    if (at->status == CODING_OK && parameter == 0)
        stop(at, fault(at, "xml-entity", "uses an entity that XML lacks"));
}

static coding_status
begin(parse *at)
{
    at->parser = XML_ParserCreateNS(NULL, SEPARATOR);
    if (at->parser == NULL)
        return diag_error(at->context, CODING_ESYSTEM, "no-memory",
                          (diag_place){0}, "out of memory");
    XML_SetUserData(at->parser, at);
    XML_SetElementHandler(at->parser, on_start, on_end);
    XML_SetCharacterDataHandler(at->parser, on_text);
    XML_SetEntityDeclHandler(at->parser, on_entity);
    XML_SetSkippedEntityHandler(at->parser, on_skipped);
    return CODING_OK;
}

static coding_status
feed(parse *at, coding_span bytes, bool last)
{
    enum XML_Error error;

    if (XML_Parse(at->parser, bytes.at, (int)bytes.length, last) ==
        XML_STATUS_OK)
        return CODING_OK;
    if (at->status != CODING_OK)
        return at->status;
    error = XML_GetErrorCode(at->parser);
    if (error == XML_ERROR_NO_MEMORY)
        return diag_error(at->context, CODING_ESYSTEM, "no-memory",
                          (diag_place){0}, "out of memory");
    return fault(at, "xml-damaged", XML_ErrorString(error));
}

coding_status
xml_parse(coding_context *context, const char *file, coding_span bytes,
          const xml_events *events, void *user)
{
    parse at = {
        .context = context, .file = file, .events = events, .user = user};
    coding_status status = begin(&at);

    while (status == CODING_OK && bytes.length > BLOCK_BYTES) {
        status = feed(&at, (coding_span){bytes.at, BLOCK_BYTES}, false);
        bytes.at += BLOCK_BYTES;
        bytes.length -= BLOCK_BYTES;
    }
    if (status == CODING_OK)
        status = feed(&at, bytes, true);
    if (at.parser != NULL)
        XML_ParserFree(at.parser);
    return status;
}

coding_status
xml_parse_member(archive *zip, size_t member, const xml_events *events,
                 void *user)
{
    parse at = {.context = archive_context(zip),
                .file = archive_file(zip),
                .member = archive_name(zip, member),
                .events = events,
                .user = user};
    char *block = NULL;
    coding_status status =
        base_alloc(at.context, BLOCK_BYTES, (void **)(void *)&block);

    if (status == CODING_OK)
        status = begin(&at);
    if (status == CODING_OK)
        status = archive_start(zip, member);
    while (status == CODING_OK) {
        size_t got = 0;

        status = archive_read(zip, block, BLOCK_BYTES, &got);
        if (status == CODING_OK)
            status = feed(&at, (coding_span){block, got}, false);
    }
    if (status == CODING_END)
        status = feed(&at, (coding_span){"", 0}, true);
    if (at.parser != NULL)
        XML_ParserFree(at.parser);
    base_free(at.context, block);
    return status;
}
