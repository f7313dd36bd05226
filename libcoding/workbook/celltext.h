/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text as a cell of a workbook can hold it. A cell keeps 32,767 characters
   (counted in UTF-16), XML has no place for most control characters, and a
   reader takes `_x0041_` for the letter A. */
#ifndef WORKBOOK_CELLTEXT_H
#define WORKBOOK_CELLTEXT_H

#include "base/buffer.h"

enum {
    CELLTEXT_LIMIT = 32767, /* of a cell */
    CELLTEXT_LITERAL = 255, /* of a text inside a formula */
    CELLTEXT_SHEET = 31     /* of a sheet's name */
};

typedef struct {
    size_t width; /* columns of the widest line */
    bool cut;     /* longer than room: ends with "…[cut]" */
    bool mended;  /* bytes that are not UTF-8 became U+FFFD */
} celltext_facts;

/* Appends text to out, escaped, at most room characters in UTF-16. */
celltext_facts celltext_add(coding_span text, size_t room, buffer *out);
/* The same inside the quotes of a formula: quotes doubled, line ends and
   control characters as spaces. */
celltext_facts celltext_add_literal(coding_span text, buffer *out);
/* Text of a drawing, at most 255 characters: nothing is escaped there, control
   characters and line ends become spaces. */
void celltext_add_drawn(coding_span text, buffer *out);
/* A sheet's name: at most 31 characters, without [ ] : * ? / \ and ', never
   empty or "History" in any case. */
void celltext_add_sheet_name(coding_span text, buffer *out);
/* Characters as Excel counts them: those beyond U+FFFF are two. */
size_t celltext_characters(coding_span text);
/* The bytes of the longest beginning of text that is at most so many bytes and
   ends with a whole character. */
size_t celltext_fit(coding_span text, size_t bytes);
/* "%.*s" of a text that a fixed room holds in part. */
#define CELLTEXT_HEAD(text, bytes) (int)celltext_fit((text), (bytes)), (text).at
/* Lines that a text takes when it is wrapped at so many columns. */
size_t celltext_lines(coding_span text, size_t columns);
/* Columns that a text takes on the screen: of its widest line. */
size_t celltext_width(coding_span text);

#endif
