/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cue words that decide polarity, in the manner of NegEx (Chapman et al. 2001,
   J. Biomed. Inform. 34, 301-310) and ConText (Harkema et al. 2009, J. Biomed.
   Inform. 42, 839-851). This room only reads them; see coding-cues(5).
   Everything is borrowed until coding_cues_free(). */
#ifndef CODING_CUES_H
#define CODING_CUES_H

#include <coding/codebook.h>
#include <coding/polarity.h>

typedef enum {
    CODING_CUE_TRIGGER,   /* gives its polarity to what lies in its scope */
    CODING_CUE_PSEUDO,    /* looks like a trigger and is none */
    CODING_CUE_TERMINATOR /* ends a scope */
} coding_cue_kind;

typedef enum { CODING_CUE_FORWARD, CODING_CUE_BACKWARD } coding_cue_direction;

typedef struct {
    coding_span name;  /* unique; `NAME` of the file and N if not given */
    coding_span regex; /* PCRE2 syntax, caseless, UTF, UCP */
    coding_cue_kind kind;
    /* TRIGGER: what it gives. PSEUDO: what a match says of the words in its
       scope, NONE if it only hides triggers. TERMINATOR: the scopes it ends,
       NONE: all. */
    coding_polarity polarity;
    coding_cue_direction direction;
    unsigned words;       /* of the scope; 0: to the end of `within` */
    coding_within within; /* no scope leaves it; default the sentence */
    coding_place place;
} coding_cue;

typedef struct {
    const char *file;
    coding_span name;
    coding_span version;    /* "1" if not given */
    coding_span language;   /* "en" if not given */
    const coding_cue *cues; /* in the order of the file */
    size_t cue_count;       /* at least 1 */
    const char *sha256;     /* of the file's bytes, 64 hexadecimal digits */
} coding_cues_data;

typedef struct coding_cues coding_cues;

/* As coding_codebook_load and coding_codebook_parse. Owned. */
CODING_CHECK coding_status coding_cues_load(coding_context *context,
                                            const char *path,
                                            coding_cues **out);
CODING_CHECK coding_status coding_cues_parse(coding_context *context,
                                             const char *name, coding_span text,
                                             coding_cues **out);
/* The cues that a codebook asks for: `cues: FILE` (beside the codebook), those
   compiled in for its language, or *out = NULL: `cues: none`, or a language
   without cues (then the warning cues-language is given). Owned. */
CODING_CHECK coding_status coding_cues_of_codebook(coding_context *context,
                                                   const coding_codebook *book,
                                                   coding_cues **out);
/* The text of the cues compiled in for a language (as in "en"); empty span if
   there are none. Static. */
CODING_API coding_span coding_cues_builtin(coding_span language);
/* Never fails. NULL is allowed. */
CODING_API void coding_cues_free(coding_cues *cues);
CODING_API const coding_cues_data *coding_cues_content(const coding_cues *cues);

/* The words of the enumerations, as written in a cue file. Static. */
CODING_API const char *coding_cue_kind_name(coding_cue_kind kind);

#endif
