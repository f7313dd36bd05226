/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines of an input, in a block that is reused: nothing is copied but the
   part of a line that a block cuts in two. */
#ifndef TABLE_LINES_H
#define TABLE_LINES_H

#include "io/input.h"

typedef struct {
    coding_context *context;
    input *in; /* borrowed */
    char *bytes;
    size_t capacity, begin, end; /* of what is read and not given */
    size_t limit;                /* longest line in bytes */
    size_t line;                 /* of the line given last, from 1 */
    bool ended;                  /* the input is */
    bool open;                   /* the line given last has no LF */
} lines; /* all zero, then lines_start; end with lines_free */

/* Reads in from now on; the memory of an input before is kept. */
void lines_start(lines *from, coding_context *context, input *in);
void lines_free(lines *from);
/* The next line without its LF; the last one may lack it. Borrowed until the
   next call; its bytes may be changed. CODING_END: none is left.
   CODING_EDATA: longer than the limit, told with file and line. */
CODING_MUST_USE coding_status lines_next(lines *from, char **at,
                                         size_t *length);

/* Reads a block behind what is not given yet, which may move: for readers that
   look for other ends than LF between begin and end. Sets ended at the end of
   the input. */
CODING_MUST_USE coding_status lines_more(lines *from);

#endif
