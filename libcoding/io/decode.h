/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A file's bytes into the text that offsets speak of: UTF-8, lines ended by
   LF, no byte order mark. Nothing is guessed and nothing is replaced. */
#ifndef IO_DECODE_H
#define IO_DECODE_H

#include <coding/span.h>

#include "base/buffer.h"

typedef enum {
    DECODE_AUTO, /* strict UTF-8, UTF-16 by its mark, else Windows-1252 */
    DECODE_UTF8,
    DECODE_UTF16, /* by its mark, big-endian without one (RFC 2781) */
    DECODE_UTF16LE,
    DECODE_UTF16BE,
    DECODE_WINDOWS_1252,
    DECODE_LATIN1 /* ISO 8859-1 */
} decode_encoding;

/* The encoding of a name as people write it: utf-8, UTF8, cp1252, latin1 ...
   CODING_EUSAGE with encoding-unknown: no such name. */
CODING_MUST_USE coding_status decode_encoding_of(coding_context *context,
                                                 const char *name,
                                                 decode_encoding *out);
/* The name that goes into the document row. Static. */
const char *decode_encoding_name(decode_encoding encoding);

/* Appends the text of bytes to out. file is what diagnostics name. *used is
   the encoding found; it is never DECODE_AUTO or DECODE_UTF16.
   CRLF, CR, FF, NEL, U+2028 and U+2029 become LF.
   CODING_EDATA: a NUL character (binary-data), bytes that the encoding does
   not have (utf8-invalid, utf16-invalid, cp1252-undefined). When nothing was
   forced and the bytes are no UTF-8: the warning read-as-windows-1252. */
CODING_MUST_USE coding_status decode_text(coding_context *context,
                                          const char *file, coding_span bytes,
                                          decode_encoding wanted, buffer *out,
                                          decode_encoding *used);
/* The same for a table, whose line ends are left as they are: a CR may be the
   inside of a cell. */
CODING_MUST_USE coding_status decode_table(coding_context *context,
                                           const char *file, coding_span bytes,
                                           decode_encoding wanted, buffer *out,
                                           decode_encoding *used);

#endif
