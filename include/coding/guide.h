/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An interview guide: its questions in order, each with patterns for the
   interviewer's words. See coding-guide(5). Everything is borrowed until
   coding_guide_free(); spans are as in coding/codebook.h. */
#ifndef CODING_GUIDE_H
#define CODING_GUIDE_H

#include <coding/context.h>
#include <coding/place.h>
#include <coding/span.h>

typedef struct {
    coding_span regex; /* PCRE2 syntax, caseless, UTF, UCP */
    coding_span text;  /* as the person wrote it (a `glob:`, else the regex) */
    coding_place place;
} coding_question_pattern;

typedef struct {
    coding_span id;  /* unique in the guide */
    coding_span ask; /* the wording; the id if not given */
    const coding_question_pattern *patterns;
    size_t pattern_count; /* at least 1 */
    coding_span record;   /* lines `field: value`: the cell `value` of the
                             stream's question row */
    coding_place place;
} coding_question;

typedef struct {
    const char *file;
    coding_span name;
    coding_span version;              /* "1" if not given */
    coding_span label;                /* the name if not given */
    coding_span language;             /* "en" if not given */
    const coding_question *questions; /* in the order of the file */
    size_t question_count;            /* at least 1 */
    const char *sha256; /* of the file's bytes, 64 hexadecimal digits */
} coding_guide_data;

typedef struct coding_guide coding_guide;

/* As coding_codebook_load and coding_codebook_parse. Owned. */
CODING_CHECK coding_status coding_guide_load(coding_context *context,
                                             const char *path,
                                             coding_guide **out);
CODING_CHECK coding_status coding_guide_parse(coding_context *context,
                                              const char *name,
                                              coding_span text,
                                              coding_guide **out);
/* Never fails. NULL is allowed. */
CODING_API void coding_guide_free(coding_guide *guide);
CODING_API const coding_guide_data *
coding_guide_content(const coding_guide *guide);
/* The place of a question in content->questions, SIZE_MAX if absent. */
CODING_API size_t coding_guide_find(const coding_guide *guide, coding_span id);

#endif
