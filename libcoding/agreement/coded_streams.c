/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Coded streams, a coder each: rows in, what is handed on, the end. See
   coding/agreement.h. */
#include <string.h>

#include "agreement/agreement_inside.h"
#include "agreement/code_agreement.h"
#include "base/diag.h"

/* The name without folders and endings. */
static coding_span
coder_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;
    const char *dot = strchr(name, '.');
    size_t length =
        dot != NULL && dot != name ? (size_t)(dot - name) : strlen(name);

    if (strcmp(path, "-") == 0)
        return coding_span_of("stdin");
    return (coding_span){name, length};
}

coding_status
coding_agreement_begin(coding_agreement *agreement, const char *path,
                       const coding_columns *columns)
{
    streams *coders = &agreement->coders;
    coding_span name = coder_name(path);

    agreement->first = false;
    for (size_t i = 0; i < coders->coder_count; i++)
        if (coding_span_equal(coders->coders[i], name))
            name = coding_span_of(path);
    return streams_begin(coders, path, name, columns);
}

/* Provenance, and each code once; with people's coding everything. */
static bool
is_handed_on(const coding_agreement *agreement, const coding_row *row,
             bool fresh)
{
    if (agreement->options.results_only || agreement->options.lines)
        return false;
    if (agreement->options.people != NULL)
        return agreement->coders.coder_count == 1;
    return row->record == CODING_RECORD_META ||
           (row->record == CODING_RECORD_CODE && fresh);
}

coding_status
coding_agreement_take(coding_agreement *agreement, const coding_row *row)
{
    bool fresh = false;
    coding_status status = CODING_OK;

    if (row->record != CODING_RECORD_META)
        status = agreement_meta(agreement);
    if (status == CODING_OK)
        status = streams_take(&agreement->coders, row, &fresh);
    if (status != CODING_OK || !is_handed_on(agreement, row, fresh))
        return status;
    coding_cells_begin_as(agreement->cells, row);
    return coding_cells_give(agreement->cells, agreement->sink);
}

coding_status
coding_agreement_end(coding_agreement *agreement)
{
    return streams_end(&agreement->coders);
}

/* "anna v ben" */
static coding_status
name_table(coding_agreement *agreement, arena *keep, coding_span *out)
{
    const streams *coders = &agreement->coders;
    buffer *words = &agreement->words;
    coding_status status;

    buffer_reset(words);
    for (size_t i = 0; i < coders->coder_count; i++) {
        if (i > 0)
            buffer_add_text(words, " v ");
        buffer_add(words, coders->coders[i]);
    }
    status = buffer_status(words);
    if (status == CODING_OK)
        status = arena_copy(keep, buffer_span(words), out);
    buffer_reset(words);
    return status;
}

static coding_status
analyse(coding_agreement *agreement, const cases *all, coding_span table)
{
    streams *coders = &agreement->coders;
    bool people = agreement->options.people != NULL;
    coding_status status = CODING_OK;

    for (uint32_t f = 0; status == CODING_OK && f < coders->facets.count; f++)
        status = people ? people_agreement(agreement, coders, all, table, f)
                        : code_agreement(agreement, coders, all, table, f);
    if (status == CODING_OK && agreement->options.disagreements)
        status = give_disputes(agreement, coders, all);
    return status;
}

static coding_status
check_cases(const coding_agreement *agreement, const cases *all)
{
    if (all->count == 0)
        return diag_error(
            agreement->context, CODING_EDATA, "nothing-to-compare",
            (diag_place){agreement->coders.path, 0, 0, {NULL, 0}},
            "no %s of respondents%s%s; expected what coders coded",
            cases_word(all->unit),
            agreement->options.question != NULL ? " in question " : "",
            agreement->options.question != NULL ? agreement->options.question
                                                : "");
    if (agreement->coders.facets.count == 0)
        return diag_error(
            agreement->context, CODING_EDATA, "nothing-to-compare",
            (diag_place){agreement->coders.path, 0, 0, {NULL, 0}},
            "no codes%s%s; expected streams that code made",
            agreement->options.facet != NULL ? " of facet " : "",
            agreement->options.facet != NULL ? agreement->options.facet : "");
    return CODING_OK;
}

static coding_status
read_people(coding_agreement *agreement)
{
    const char *path = agreement->options.people;
    streams *coders = &agreement->coders;

    if (path == NULL)
        return CODING_OK;
    if (coders->coder_count == 1)
        return people_read(agreement->context, path, coders);
    return CODING_OK; /* a stream, which the caller has read */
}

coding_status
coding_agreement_finish(coding_agreement *agreement)
{
    streams *coders = &agreement->coders;
    coding_span table = {NULL, 0};
    cases all = {.from = coders};
    arena keep;
    coding_status status = agreement_meta(agreement);

    arena_init(&keep, agreement->context);
    if (status == CODING_OK)
        status = read_people(agreement);
    if (status == CODING_OK && coders->coder_count < 2)
        status = diag_error(agreement->context, CODING_EDATA, "one-coder",
                            (diag_place){coders->path, 0, 0, {NULL, 0}},
                            "one coder only; expected two or more coded "
                            "streams, or --people FILE");
    if (status == CODING_OK)
        status = name_table(agreement, &keep, &table);
    if (status == CODING_OK)
        status = cases_open(coders, agreement->options.unit, &all);
    if (status == CODING_OK)
        status = check_cases(agreement, &all);
    if (status == CODING_OK && coders->left_out > 0)
        diag_note(agreement->context, "codings-left-out", (diag_place){0},
                  "%llu codings were left out: of another polarity, removed, "
                  "or not in a respondent's words that are compared",
                  (unsigned long long)coders->left_out);
    if (status == CODING_OK)
        status = analyse(agreement, &all, table);
    if (status == CODING_OK)
        agreement_caution(agreement);
    cases_close(&all);
    arena_clear(&keep);
    return status;
}
