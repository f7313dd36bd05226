/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See transcript/roles.h. */
#include "transcript/roles.h"

#include <string.h>

#include "base/buffer.h"
#include "base/diag.h"
#include "transcript/vocabulary.h"

enum { LISTED = 8 };

/* Not yet decided; only while roles_set runs. */
#define ROLE_OPEN ((transcript_role)(TRANSCRIPT_OTHER + 1))

typedef bool (*each_label)(void *user, coding_span label);

/* Calls each for the labels of a list separated by commas or semicolons, until
   it says true; whether it did. */
static bool
any_listed(coding_span list, each_label each, void *user)
{
    size_t from = 0;

    for (size_t i = 0; i <= list.length; i++) {
        coding_span label;

        if (i < list.length && list.at[i] != ',' && list.at[i] != ';')
            continue;
        label = coding_span_trim((coding_span){list.at + from, i - from});
        from = i + 1;
        if (label.length > 0 && each(user, label))
            return true;
    }
    return false;
}

static size_t
next_row(const roles *of, size_t from)
{
    const participants *people = of->options->people;

    return people == NULL ? PARTICIPANTS_NONE
                          : participants_next(people, of->name, from);
}

static bool
same_label(coding_span a, coding_span b)
{
    char first[VOCABULARY_KEY_BYTES], second[VOCABULARY_KEY_BYTES];

    return coding_span_equal(vocabulary_key(a, first),
                             vocabulary_key(b, second));
}

typedef struct {
    speakers *names;
    coding_status status;
} knowing;

static bool
know(void *user, coding_span label)
{
    knowing *to = user;

    to->status = speakers_know(to->names, label);
    return to->status != CODING_OK;
}

coding_status
roles_know(const roles *of, speakers *names)
{
    knowing to = {names, CODING_OK};

    for (size_t i = 0; i < of->options->interviewer_count; i++)
        if (know(&to, of->options->interviewers[i]))
            return to.status;
    for (size_t i = next_row(of, 0); i != PARTICIPANTS_NONE;
         i = next_row(of, i + 1)) {
        const participants_row *row = &of->options->people->rows[i];

        if (any_listed(row->label.length > 0 ? row->label : row->respondent,
                       know, &to) ||
            any_listed(row->interviewer, know, &to))
            return to.status;
    }
    return CODING_OK;
}

bool
roles_is_notes(const roles *of)
{
    for (size_t i = next_row(of, 0); i != PARTICIPANTS_NONE;
         i = next_row(of, i + 1))
        if (of->options->people->rows[i].notes)
            return true;
    return false;
}

static coding_status
refuse_stranger(const roles *of)
{
    return diag_error(of->context, CODING_EDATA, "document-without-participant",
                      (diag_place){of->file, 0, 0, {NULL, 0}},
                      "no row of %s has the document \"%.*s\"",
                      of->options->people->file, DIAG_SPAN(of->name));
}

/* The labels of the document for a message, at most LISTED. */
static void
list_labels(const roles *of, buffer *out)
{
    buffer_init(out, of->context);
    if (of->count == 0)
        buffer_add_text(out, "none");
    for (size_t i = 0; i < of->count && i < LISTED; i++) {
        if (i > 0)
            buffer_add_text(out, ", ");
        buffer_add(out, of->speakers[i].label);
    }
    if (of->count > LISTED)
        buffer_add_text(out, " ...");
}

static coding_status
refuse_row(const roles *of, size_t i)
{
    const participants_row *row = &of->options->people->rows[i];
    diag_place place = {of->options->people->file, row->line, 0, {NULL, 0}};
    coding_status status = CODING_EDATA;
    buffer labels;

    list_labels(of, &labels);
    if (row->label.length > 0)
        status = diag_error(
            of->context, status, "participant-label", place,
            "the label \"%.*s\" of %.*s is not in %.*s (labels there: %s)",
            DIAG_SPAN(row->label), DIAG_SPAN(row->respondent),
            DIAG_SPAN(of->name), buffer_text(&labels));
    else
        status = diag_error(
            of->context, status, "participant-label", place,
            "which label of %.*s is %.*s? the column label must say it "
            "(labels there: %s)",
            DIAG_SPAN(of->name), DIAG_SPAN(row->respondent),
            buffer_text(&labels));
    buffer_free(&labels);
    return status;
}

typedef struct {
    const roles *of;
    size_t row;      /* to bind, or TRANSCRIPT_NONE: an interviewer */
    bool any, clash; /* a speaker was found; it is somebody else already */
} binding;

static bool
bind(void *user, coding_span label)
{
    binding *to = user;

    for (size_t i = 0; i < to->of->count; i++) {
        transcript_speaker *speaker = &to->of->speakers[i];

        if (!same_label(speaker->label, label))
            continue;
        if (speaker->role != ROLE_OPEN) {
            to->clash |= to->row != TRANSCRIPT_NONE && speaker->row != to->row;
            continue;
        }
        to->any = true;
        speaker->row = to->row;
        speaker->role = to->row == TRANSCRIPT_NONE ? TRANSCRIPT_INTERVIEWER
                                                   : TRANSCRIPT_RESPONDENT;
    }
    return false;
}

/* Rows whose label, or else id, is a speaker's. */
static coding_status
bind_rows(const roles *of)
{
    for (size_t i = next_row(of, 0); i != PARTICIPANTS_NONE;
         i = next_row(of, i + 1)) {
        const participants_row *row = &of->options->people->rows[i];
        binding to = {of, i, false, false};

        (void)any_listed(row->label.length > 0 ? row->label : row->respondent,
                         bind, &to); /* never says stop */
        if (to.clash)
            return diag_error(
                of->context, CODING_EDATA, "participant-label",
                (diag_place){of->options->people->file, row->line, 0, {0}},
                "the label of %.*s in %.*s is another respondent's, too",
                DIAG_SPAN(row->respondent), DIAG_SPAN(of->name));
        if (!to.any && row->label.length > 0)
            return refuse_row(of, i);
    }
    return CODING_OK;
}

static bool
bind_interviewers(const roles *of)
{
    binding to = {of, TRANSCRIPT_NONE, false, false};

    for (size_t i = 0; i < of->options->interviewer_count; i++)
        (void)bind(&to, of->options->interviewers[i]);
    for (size_t i = next_row(of, 0); i != PARTICIPANTS_NONE;
         i = next_row(of, i + 1))
        (void)any_listed(of->options->people->rows[i].interviewer, bind, &to);
    return to.any;
}

static bool
is_word(coding_span label, bool (*listed)(coding_span))
{
    char bytes[VOCABULARY_KEY_BYTES];

    return listed(vocabulary_key(label, bytes));
}

static bool
bind_words(const roles *of)
{
    bool any = false;

    for (size_t i = 0; i < of->count; i++) {
        transcript_speaker *speaker = &of->speakers[i];

        if (speaker->role != ROLE_OPEN ||
            !is_word(speaker->label, vocabulary_is_interviewer))
            continue;
        speaker->role = TRANSCRIPT_INTERVIEWER;
        any = true;
    }
    return any;
}

static bool
is_known_respondent(const transcript_speaker *speaker)
{
    return speaker->role == TRANSCRIPT_RESPONDENT ||
           is_word(speaker->label, vocabulary_is_respondent);
}

/* Of two speakers one of whom is known for a respondent the other asks. */
static bool
bind_other(const roles *of)
{
    size_t asks;

    if (of->count != 2 || is_known_respondent(&of->speakers[0]) ==
                              is_known_respondent(&of->speakers[1]))
        return false;
    /* A and B are two people: of two letters neither says what it is. */
    if (of->options->people == NULL && of->speakers[0].label.length == 1 &&
        of->speakers[1].label.length == 1)
        return false;
    asks = is_known_respondent(&of->speakers[0]) ? 1 : 0;
    if (of->speakers[asks].role != ROLE_OPEN)
        return false;
    of->speakers[asks].role = TRANSCRIPT_INTERVIEWER;
    return true;
}

/* A row without a label whose id is no label: the only speaker left. */
static coding_status
bind_rest(const roles *of)
{
    for (size_t i = next_row(of, 0); i != PARTICIPANTS_NONE;
         i = next_row(of, i + 1)) {
        size_t open = 0, last = 0;
        bool bound = false;

        for (size_t k = 0; k < of->count; k++) {
            bound |= of->speakers[k].row == i;
            if (of->speakers[k].role == ROLE_OPEN) {
                open++;
                last = k;
            }
        }
        if (bound)
            continue;
        if (open != 1)
            return refuse_row(of, i);
        of->speakers[last].role = TRANSCRIPT_RESPONDENT;
        of->speakers[last].row = i;
    }
    return CODING_OK;
}

static void
close_open(const roles *of)
{
    bool people = of->options->people != NULL;

    for (size_t i = 0; i < of->count; i++) {
        transcript_speaker *speaker = &of->speakers[i];

        if (speaker->role != ROLE_OPEN)
            continue;
        speaker->role = people ? TRANSCRIPT_OTHER : TRANSCRIPT_RESPONDENT;
        if (people)
            diag_warning(of->context, "speaker-unlisted",
                         (diag_place){of->file, 0, 0, {NULL, 0}},
                         "speaker \"%.*s\" (%zu turns) is neither an "
                         "interviewer nor in %s: not coded",
                         DIAG_SPAN(speaker->label), speaker->turns,
                         of->options->people->file);
    }
}

/* Interviewers, whose words go on to the end as far as anybody knows. */
static void
warn_without_respondents(const roles *of)
{
    for (size_t i = 0; i < of->count; i++)
        if (of->speakers[i].role != TRANSCRIPT_INTERVIEWER &&
            of->speakers[i].role != TRANSCRIPT_NOTE)
            return;
    diag_warning(of->context, "no-respondent-label",
                 (diag_place){.file = of->file},
                 "only interviewers have labels, so all words are theirs and "
                 "none are coded; put labels before the answers, too");
}

coding_status
roles_set(const roles *of)
{
    coding_status status;

    for (size_t i = 0; i < of->count; i++) {
        char bytes[VOCABULARY_KEY_BYTES];
        coding_span key = vocabulary_key(of->speakers[i].label, bytes);

        of->speakers[i].row = TRANSCRIPT_NONE;
        of->speakers[i].role =
            vocabulary_is_remark(key, false) ? TRANSCRIPT_NOTE : ROLE_OPEN;
    }
    if (of->options->people != NULL && next_row(of, 0) == PARTICIPANTS_NONE)
        return refuse_stranger(of);
    status = bind_rows(of);
    if (status != CODING_OK)
        return status;
    if (!bind_interviewers(of) && !bind_words(of) && !bind_other(of))
        diag_note(of->context, "no-interviewer",
                  (diag_place){of->file, 0, 0, {NULL, 0}},
                  "no label is an interviewer's: every speaker is taken for a "
                  "respondent; name the interviewer with --interviewer");
    status = bind_rest(of);
    if (status != CODING_OK)
        return status;
    close_open(of);
    warn_without_respondents(of);
    return CODING_OK;
}

coding_status
roles_set_unlabelled(const roles *of, size_t *row)
{
    size_t first = next_row(of, 0);

    *row = TRANSCRIPT_NONE;
    if (of->options->people == NULL)
        return CODING_OK;
    if (first == PARTICIPANTS_NONE)
        return refuse_stranger(of);
    *row = first;
    for (size_t i = first; i != PARTICIPANTS_NONE; i = next_row(of, i + 1)) {
        const participants_row *at = &of->options->people->rows[i];

        if (!at->notes && (at->label.length > 0 || at->interviewer.length > 0))
            return refuse_row(of, i);
        if (coding_span_equal(at->respondent,
                              of->options->people->rows[first].respondent))
            continue;
        diag_warning(of->context, "notes-of-several",
                     (diag_place){of->file, 0, 0, {NULL, 0}},
                     "no speaker labels, and more than one respondent in %s: "
                     "nobody's words are known",
                     of->options->people->file);
        *row = TRANSCRIPT_NONE;
        return CODING_OK;
    }
    return CODING_OK;
}
