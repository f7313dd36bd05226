/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What may be a speaker's label at the start of one line. Whether it is one,
   the whole document decides: see transcript/speakers.h. */
#ifndef TRANSCRIPT_LABEL_H
#define TRANSCRIPT_LABEL_H

#include <coding/span.h>

typedef enum {
    LABEL_COLON,   /* INT: words */
    LABEL_TAB,     /* INT<TAB>words */
    LABEL_TIMED,   /* [Name] 11:02:09; Speaker 1  0:03; [00:15] Mike: words;
                      09:41:02 From Mike to Everyone: words */
    LABEL_HEADING, /* ### Interviewer */
    LABEL_MARKED   /* **Interviewer** on a line of its own */
} label_style;

/* How much it looks like a name. */
typedef enum {
    LABEL_LIKELY,
    LABEL_LONG, /* a name of more words than a label has as a rule */
    LABEL_LOOSE /* only if somebody says that it is one: anna: words */
} label_likeness;

typedef struct {
    label_style style;
    label_likeness likeness;
    bool numbered;    /* a paragraph number stands before it */
    size_t indent;    /* bytes of white space before it */
    coding_span name; /* as in the line */
    coding_span time; /* as in the line, without brackets; may be empty */
    size_t words;     /* byte of the line where the words start; its length if
                         they follow below */
} label;

/* The whole line is a name, as stands below a time of its own: then name and
   style are set, and the words follow below. */
bool label_find_name(coding_span line, label *out);
/* line: valid UTF-8 without LF. False: there is none. Spans are borrowed from
   line. */
bool label_find(coding_span line, label *out);

#endif
