/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How far patterns reach beyond the documents they were written on, from the
   codings that a tally has judged. A pattern that fires in one document only
   may be a quotation of it. */
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/diag.h"
#include "base/memory.h"
#include "rehearsal/rehearsal_inside.h"

/* A pattern, by facet and id. */
typedef struct {
    size_t document; /* the first one in which it fires */
    bool several;    /* it fires in others, too */
    uint64_t counted;
    size_t rule; /* of the codebooks; REHEARSAL_NONE: it is in none */
} pattern_record;

/* A counted coding. */
typedef struct {
    size_t pattern, document;
} mention;

struct generality {
    coding_rehearsal *all;
    coding_core core;
    map documents, patterns;
    pattern_record *records; /* by number in patterns */
    mention *mentions;
    size_t record_capacity, mention_count, mention_capacity;
    uint64_t judged;  /* codings with a verdict */
    uint64_t by_hand; /* counted, without a rule */
    buffer key;
};

coding_status
generality_new(coding_rehearsal *all, const coding_columns *columns,
               generality **out)
{
    generality *of = NULL;
    coding_status status = BASE_NEW(all->context, &of);

    if (status != CODING_OK)
        return status;
    of->all = all;
    of->core = coding_core_of(columns);
    map_init(&of->documents, all->context);
    map_init(&of->patterns, all->context);
    buffer_init(&of->key, all->context);
    *out = of;
    return CODING_OK;
}

void
generality_free(generality *of)
{
    if (of == NULL)
        return;
    map_clear(&of->documents);
    map_clear(&of->patterns);
    buffer_free(&of->key);
    base_free(of->all->context, of->records);
    base_free(of->all->context, of->mentions);
    base_free(of->all->context, of);
}

/* The codebook of a facet, REHEARSAL_NONE if it is not one of ours. */
static size_t
find_book(const generality *of, coding_span facet)
{
    const coding_rehearsal_options *options = &of->all->options;

    for (size_t i = 0; i < options->book_count; i++)
        if (coding_span_equal(coding_codebook_content(options->books[i])->facet,
                              facet))
            return i;
    return REHEARSAL_NONE;
}

/* The number of a rule over all codebooks. */
static size_t
find_rule(const generality *of, size_t book, coding_span id)
{
    const coding_rehearsal *all = of->all;

    for (size_t i = 0; i < all->part_count; i++) {
        size_t place;

        if (!all->parts[i].by_rule || all->parts[i].book != book)
            continue;
        place = coding_codebook_find(all->made[i], id);
        return place == CODING_NO_CODE ? REHEARSAL_NONE
                                       : all->parts[i].first + place;
    }
    return REHEARSAL_NONE;
}

static coding_status
add_pattern(generality *of, const coding_row *row, size_t book, size_t document,
            size_t *out)
{
    coding_span id = coding_row_cell(row, of->core.pattern);
    size_t before = of->patterns.count;
    coding_status status;

    buffer_reset(&of->key);
    buffer_add(&of->key, coding_row_cell(row, of->core.facet));
    buffer_add_byte(&of->key, '/');
    buffer_add(&of->key, id);
    status = buffer_status(&of->key);
    if (status == CODING_OK)
        status = map_add(&of->patterns, buffer_span(&of->key), out);
    if (status == CODING_OK)
        status = BASE_GROW(of->all->context, &of->records, &of->record_capacity,
                           of->patterns.count);
    if (status != CODING_OK)
        return status;
    if (*out == before)
        of->records[*out] =
            (pattern_record){document, false, 0, find_rule(of, book, id)};
    else if (of->records[*out].document != document)
        of->records[*out].several = true;
    return CODING_OK;
}

coding_status
generality_take(generality *of, const coding_row *row)
{
    coding_span verdict = coding_row_cell(row, of->core.counted);
    coding_span rule;
    size_t book = find_book(of, coding_row_cell(row, of->core.facet));
    size_t document = 0, pattern = 0;
    bool counted = coding_span_is(verdict, "1");
    coding_status status;

    if (row->record != CODING_RECORD_CODING || book == REHEARSAL_NONE ||
        coding_span_is(verdict, "removed"))
        return CODING_OK;
    of->judged += verdict.length > 0;
    rule = coding_row_cell(row, of->core.pattern);
    if (rule.length == 0 || coding_span_is(rule, "hand")) {
        of->by_hand += counted;
        return CODING_OK;
    }
    status = map_add(&of->documents, coding_row_cell(row, of->core.document),
                     &document);
    if (status == CODING_OK)
        status = add_pattern(of, row, book, document, &pattern);
    if (status != CODING_OK || !counted)
        return status;
    of->records[pattern].counted++;
    status = BASE_GROW(of->all->context, &of->mentions, &of->mention_capacity,
                       of->mention_count + 1);
    if (status == CODING_OK)
        of->mentions[of->mention_count++] = (mention){pattern, document};
    return status;
}

/* ---- findings ---- */

static coding_status
give_lonely(generality *of, size_t pattern)
{
    const pattern_record *record = &of->records[pattern];
    coding_span document = map_name(&of->documents, record->document);
    rehearsal_finding found = {.book = REHEARSAL_NONE,
                               .pattern = map_name(&of->patterns, pattern)};

    if (record->several || record->counted == 0)
        return CODING_OK;
    if (record->rule != REHEARSAL_NONE)
        found = rehearsal_of_rule(of->all, NULL, record->rule);
    found.kind = "one-document";
    found.other = document;
    found.has_value = true;
    found.value = (double)record->counted;
    return rehearsal_give(of->all, &found,
                          "fires in '%.*s' only; counted mentions: %zu",
                          DIAG_SPAN(document), (size_t)record->counted);
}

static coding_status
give_share(generality *of)
{
    rehearsal_finding found = {
        .kind = "generality", .book = REHEARSAL_NONE, .has_value = true};
    size_t lonely = 0;

    for (size_t i = 0; i < of->mention_count; i++)
        lonely += !of->records[of->mentions[i].pattern].several;
    found.value = (double)lonely / (double)of->mention_count;
    return rehearsal_give(of->all, &found,
                          "counted mentions that rest on a pattern which fires "
                          "in one document only: %zu of %zu (%.1f%%); coded by "
                          "hand: %zu",
                          lonely, of->mention_count, 100 * found.value,
                          (size_t)of->by_hand);
}

/* Of the document, or of all of them (document REHEARSAL_NONE). */
static coding_status
give_recall(generality *of, size_t document)
{
    rehearsal_finding found = {
        .kind = "recall", .book = REHEARSAL_NONE, .has_value = true};
    size_t counted = 0, found_again = 0;

    for (size_t i = 0; i < of->mention_count; i++) {
        if (document != REHEARSAL_NONE && of->mentions[i].document != document)
            continue;
        counted++;
        found_again += of->records[of->mentions[i].pattern].several;
    }
    if (counted == 0)
        return CODING_OK;
    found.value = (double)found_again / (double)counted;
    if (document != REHEARSAL_NONE)
        found.other = map_name(&of->documents, document);
    return rehearsal_give(
        of->all, &found,
        "counted mentions found by patterns that fire in other "
        "documents, too: %zu of %zu",
        found_again, counted);
}

typedef struct {
    coding_span name;
    size_t number;
} named;

static int
by_name(const void *a, const void *b)
{
    const named *left = a, *right = b;

    return coding_span_compare(left->name, right->name);
}

/* The numbers of a map in the order of their names, so that the order of the
   documents changes nothing. */
static coding_status
sorted(coding_context *context, const map *names, named **out)
{
    coding_status status =
        base_alloc(context, names->count * sizeof **out, (void **)(void *)out);

    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < names->count; i++)
        (*out)[i] = (named){map_name(names, i), i};
    if (names->count > 0)
        qsort(*out, names->count, sizeof **out, by_name);
    return CODING_OK;
}

coding_status
generality_finish(generality *of)
{
    coding_context *context = of->all->context;
    named *patterns = NULL, *documents = NULL;
    coding_status status;

    if (of->judged == 0)
        return diag_error(context, CODING_EUSAGE, "generality-untallied",
                          (diag_place){0},
                          "--generality speaks of counted mentions: give a "
                          "stream that tally has judged with -i");
    status = sorted(context, &of->patterns, &patterns);
    if (status == CODING_OK)
        status = sorted(context, &of->documents, &documents);
    for (size_t i = 0; status == CODING_OK && i < of->patterns.count; i++)
        status = give_lonely(of, patterns[i].number);
    if (status == CODING_OK && of->mention_count > 0)
        status = give_share(of);
    for (size_t i = 0; status == CODING_OK && i < of->documents.count; i++)
        status = give_recall(of, documents[i].number);
    if (status == CODING_OK)
        status = give_recall(of, REHEARSAL_NONE);
    base_free(context, patterns);
    base_free(context, documents);
    return status;
}
