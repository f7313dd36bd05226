/* SPDX-License-Identifier: GPL-2.0-or-later */
/* XML as events, by expat: names without prefixes, no entities of a document's
   own, a bounded depth. */
#ifndef IO_XML_H
#define IO_XML_H

#include <coding/context.h>
#include <coding/span.h>

#include "io/archive.h"

/* A name in a namespace: `w:t` is {its URI, "t"}; without one space is
   empty. Borrowed for the call. */
typedef struct {
    coding_span space;
    const char *local;
} xml_name;

typedef struct {
    const char *const *pairs; /* for xml_attribute */
} xml_attributes;             /* borrowed for the call */

/* The value of the attribute with that local name, in whatever namespace;
   NULL if absent. Borrowed with the attributes. */
const char *xml_attribute(const xml_attributes *all, const char *local);

/* What happens to events, in the order of the document. A status other than
   CODING_OK ends the parse and is what xml_parse returns. Every call may be
   NULL. A run of text may come in pieces. */
typedef struct {
    coding_status (*start)(void *user, xml_name name,
                           const xml_attributes *attributes);
    coding_status (*end)(void *user, xml_name name);
    coding_status (*text)(void *user, coding_span text);
} xml_events;

/* Parses a member of an archive, block by block. CODING_EDATA: not well-formed
   (line and column are told), an entity declaration, too deep. */
CODING_MUST_USE coding_status xml_parse_member(archive *zip, size_t member,
                                               const xml_events *events,
                                               void *user);
/* Parses bytes that diagnostics call file. */
CODING_MUST_USE coding_status xml_parse(coding_context *context,
                                        const char *file, coding_span bytes,
                                        const xml_events *events, void *user);

#endif
