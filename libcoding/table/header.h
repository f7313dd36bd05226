/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines of a stream taken apart: header, cells, escapes. */
#ifndef TABLE_HEADER_H
#define TABLE_HEADER_H

#include <coding/row.h>

#include "base/diag.h"

/* Undoes the escapes of a cell in its place; the line was checked. */
coding_span header_unescape(coding_span cell);
/* Faults that a line can have before its cells are known: bytes that are not
   UTF-8, escapes there are none of. *escapes: whether it has any. */
CODING_MUST_USE coding_status header_check_line(coding_context *context,
                                                diag_place place,
                                                coding_span line,
                                                bool *escapes);
/* Whether a line opens a section. */
bool header_is(coding_span line);
/* The columns of a header, in its order. Changes the line. Owned. */
CODING_MUST_USE coding_status header_read(coding_context *context,
                                          diag_place place, coding_span line,
                                          coding_columns **out);
/* Whether a first line is a stream's or one that header_refuse knows by name
   and that no text begins with. */
bool header_is_meant(coding_span line);
/* Says what a first line is that opens no stream. Returns CODING_EDATA. */
coding_status header_refuse(coding_context *context, const char *file,
                            coding_span line);

#endif
