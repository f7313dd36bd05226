/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What two states of a codebook differ in: conclusions, tallies, mentions. See
   coding/revision.h. */
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "rehearsal/revision_inside.h"

enum { SENTENCE_BYTES = 200 };

static const coding_code *
find_code(const coding_revision *all, size_t code, size_t *side)
{
    coding_span id = map_name(&all->codes, code);

    *side = all->sides[REVISION_AFTER].figures[code].there ? REVISION_AFTER
                                                           : REVISION_BEFORE;
    for (size_t i = 0; i < all->sides[*side].book->code_count; i++)
        if (coding_span_equal(all->sides[*side].book->codes[i].id, id))
            return &all->sides[*side].book->codes[i];
    return NULL;
}

/* A row of a table; code of the revision, or CODING_NO_CODE: the whole. */
static void
begin(coding_revision *all, const char *table, const char *change, size_t code)
{
    const coding_core *core = &all->core;
    size_t side = REVISION_AFTER;

    coding_cells_begin(all->cells, CODING_RECORD_TEST);
    coding_cells_text(all->cells, core->table, coding_span_of(table));
    coding_cells_text(all->cells, core->statistic, coding_span_of(change));
    if (code != CODING_NO_CODE) {
        const coding_code *of = find_code(all, code, &side);

        coding_cells_text(all->cells, core->code, map_name(&all->codes, code));
        if (of != NULL)
            coding_cells_text(all->cells, core->label, of->label);
    }
    coding_cells_text(all->cells, core->facet, all->sides[side].book->facet);
}

static coding_status
give_numbers(coding_revision *all, uint64_t was, uint64_t now, const char *text)
{
    coding_cells_unsigned(all->cells, all->core.row, was);
    coding_cells_unsigned(all->cells, all->core.column, now);
    coding_cells_text(all->cells, all->core.text, coding_span_of(text));
    return coding_cells_give(all->cells, all->sink);
}

/* ---- conclusions ---- */

static bool
is_dominant(const coding_revision *all, size_t side, size_t code)
{
    const revision_figures *of = &all->sides[side].figures[code];

    return of->there && all->options.threshold > 0 &&
           of->respondents >= all->options.threshold;
}

static coding_status
conclude(coding_revision *all, size_t code, size_t base)
{
    bool was = is_dominant(all, REVISION_BEFORE, code);
    bool now = is_dominant(all, REVISION_AFTER, code);
    char text[SENTENCE_BYTES];

    all->counts.dominant_before += was;
    all->counts.dominant_after += now;
    if (was == now)
        return CODING_OK;
    all->counts.conclusions++;
    (void)snprintf(
        text, sizeof text,
        "%s: named by %llu of %zu respondents, before by %llu; dominant from "
        "%llu on",
        now ? "dominant now" : "dominant no longer",
        (unsigned long long)all->sides[REVISION_AFTER]
            .figures[code]
            .respondents,
        base,
        (unsigned long long)all->sides[REVISION_BEFORE]
            .figures[code]
            .respondents,
        (unsigned long long)all->options.threshold);
    begin(all, "conclusions", "dominant", code);
    return give_numbers(all, was, now, text);
}

static coding_status
tell_conclusions(coding_revision *all)
{
    const coding_counted_respondent *people = NULL;
    size_t base = coding_counting_respondents(
        all->sides[REVISION_AFTER].counting, &people);
    coding_status status = CODING_OK;

    if (all->options.threshold == 0)
        return CODING_OK;
    for (size_t i = 0; status == CODING_OK && i < all->codes.count; i++)
        status = conclude(all, i, base);
    if (status != CODING_OK)
        return status;
    begin(all, "conclusions", "dominant-codes", CODING_NO_CODE);
    return give_numbers(all, all->counts.dominant_before,
                        all->counts.dominant_after,
                        "codes that are dominant, all together");
}

/* ---- tallies ---- */

static coding_status
compare_tallies(coding_revision *all, size_t code)
{
    const revision_figures *was = &all->sides[REVISION_BEFORE].figures[code];
    const revision_figures *now = &all->sides[REVISION_AFTER].figures[code];
    coding_status status = CODING_OK;

    if (was->there != now->there) {
        begin(all, "tallies", now->there ? "added" : "removed", code);
        status = coding_cells_give(all->cells, all->sink);
    }
    if (status == CODING_OK && was->respondents != now->respondents) {
        begin(all, "tallies", "respondents", code);
        status = give_numbers(all, was->respondents, now->respondents, "");
    }
    if (status == CODING_OK && was->mentions != now->mentions) {
        begin(all, "tallies", "mentions", code);
        status = give_numbers(all, was->mentions, now->mentions, "");
    }
    all->counts.tallies += was->there != now->there ||
                           was->respondents != now->respondents ||
                           was->mentions != now->mentions;
    return status;
}

/* ---- mentions ---- */

/* By code, document and place: as codings of one code do not overlap, those
   of two sides can be held against each other from front to back. */
static int
by_code(const void *a, const void *b)
{
    const revision_mention *left = a, *right = b;
    int order;

    if (left->code != right->code)
        return left->code < right->code ? -1 : 1;
    order = coding_span_compare(left->document, right->document);
    if (order != 0)
        return order;
    if (left->start != right->start)
        return left->start < right->start ? -1 : 1;
    return left->end < right->end ? -1 : left->end > right->end;
}

/* A mention that is new, gone, or counts otherwise. */
typedef struct {
    const char *change;
    const revision_mention *one; /* whose words are shown */
    coding_span was, now;
} difference;

typedef struct {
    difference *items;
    size_t count, capacity;
} differences;

static int
by_place(const void *a, const void *b)
{
    const revision_mention *left = ((const difference *)a)->one;
    const revision_mention *right = ((const difference *)b)->one;
    int order = coding_span_compare(left->document, right->document);

    if (order != 0)
        return order;
    if (left->start != right->start)
        return left->start < right->start ? -1 : 1;
    return by_code(left, right);
}

/* Whether it counts, and if not why not: which of several mentions of a
   respondent is the first one changes nothing. */
static bool
same_verdict(coding_span a, coding_span b)
{
    bool counts[] = {coding_span_is(a, "1") || coding_span_is(a, "repeat"),
                     coding_span_is(b, "1") || coding_span_is(b, "repeat")};

    return counts[0] == counts[1] && (counts[0] || coding_span_equal(a, b));
}

static coding_status
add(coding_revision *all, differences *to, difference one)
{
    coding_status status =
        BASE_GROW(all->context, &to->items, &to->capacity, to->count + 1);

    if (status == CODING_OK)
        to->items[to->count++] = one;
    return status;
}

/* The order of two places of a code: 0 if they overlap. */
static int
compare(const revision_mention *a, const revision_mention *b)
{
    if (a->code == b->code && coding_span_equal(a->document, b->document) &&
        a->start < b->end && b->start < a->end)
        return 0;
    return by_code(a, b);
}

/* Mentions of one side that the other side has not; those that both have are
   compared on the way if it is the later side's turn. */
static coding_status
compare_side(coding_revision *all, size_t number, differences *to)
{
    const revision_side *side = &all->sides[number];
    const revision_side *other = &all->sides[1 - number];
    bool after = number == REVISION_AFTER;
    coding_status status = CODING_OK;
    size_t at = 0;

    for (size_t i = 0; status == CODING_OK && i < side->mention_count; i++) {
        const revision_mention *one = &side->mentions[i], *match = NULL;
        difference found = {after ? "gained" : "lost", one,
                            after ? (coding_span){NULL, 0} : one->verdict,
                            after ? one->verdict : (coding_span){NULL, 0}};

        while (at < other->mention_count &&
               compare(&other->mentions[at], one) < 0)
            at++;
        if (at < other->mention_count &&
            compare(&other->mentions[at], one) == 0)
            match = &other->mentions[at];
        if (match == NULL) {
            *(after ? &all->counts.gained : &all->counts.lost) += 1;
            status = add(all, to, found);
        } else if (after && !same_verdict(match->verdict, one->verdict)) {
            all->counts.changed++;
            found.change = "changed";
            found.was = match->verdict;
            status = add(all, to, found);
        }
    }
    return status;
}

static coding_status
give_mention(coding_revision *all, const difference *found)
{
    const coding_core *from = &all->in, *to = &all->core;
    const coding_span *cells = found->one->cells;
    const size_t pairs[][2] = {
        {from->document, to->document},     {from->unit, to->unit},
        {from->respondent, to->respondent}, {from->question, to->question},
        {from->start, to->start},           {from->end, to->end},
        {from->pattern, to->pattern},       {from->text, to->text}};

    begin(all, "mentions", found->change, found->one->code);
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i][0] != CODING_NO_COLUMN)
            coding_cells_text(all->cells, pairs[i][1], cells[pairs[i][0]]);
    coding_cells_text(all->cells, to->row, found->was);
    coding_cells_text(all->cells, to->column, found->now);
    return coding_cells_give(all->cells, all->sink);
}

static void
sort_mentions(revision_side *side)
{
    if (side->mention_count > 0)
        qsort(side->mentions, side->mention_count, sizeof *side->mentions,
              by_code);
}

static coding_status
tell_mentions(coding_revision *all)
{
    differences found = {NULL, 0, 0};
    coding_status status = CODING_OK;

    for (size_t i = 0; i < REVISION_SIDES; i++)
        sort_mentions(&all->sides[i]);
    for (size_t i = 0; status == CODING_OK && i < REVISION_SIDES; i++)
        status = compare_side(all, i, &found);
    if (found.count > 0)
        qsort(found.items, found.count, sizeof *found.items, by_place);
    for (size_t i = 0; status == CODING_OK && i < found.count; i++)
        status = give_mention(all, &found.items[i]);
    base_free(all->context, found.items);
    return status;
}

coding_status
revision_tell(coding_revision *all)
{
    coding_status status = tell_conclusions(all);

    for (size_t i = 0; status == CODING_OK && i < all->codes.count; i++)
        status = compare_tallies(all, i);
    return status == CODING_OK ? tell_mentions(all) : status;
}
