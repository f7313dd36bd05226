/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Two states of a codebook, run side by side by one coder under other facets,
   each with a count of its own. See coding/revision.h. */
#include <stdio.h>

#include "base/memory.h"
#include "rehearsal/revision_inside.h"
#include "rehearsal/texts.h"

/* Odd, so that no facet of a person's own has it. */
static const char *const suffixes[REVISION_SIDES] = {"~before~", "~after~"};

coding_status
coding_revision_columns(coding_columns *columns)
{
    static const char *const names[] = {
        "document", "unit",  "respondent", "question",  "start",
        "end",      "facet", "code",       "label",     "pattern",
        "table",    "row",   "column",     "statistic", "text"};
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < sizeof names / sizeof *names;
         i++)
        status = coding_columns_add(columns, coding_span_of(names[i]));
    return status;
}

/* ---- making one ---- */

/* A codebook under another facet; the two states themselves are sides. */
static coding_status
add_book(coding_revision *all, size_t side, size_t number)
{
    coding_codebook **made = &all->made[all->made_count];
    coding_status status = coding_codebook_rename(
        all->context, all->options.books[number], suffixes[side], made);

    if (status != CODING_OK)
        return status;
    if (all->options.cues != NULL)
        all->cues[all->made_count] = all->options.cues[number];
    all->made_count++;
    if (number == side)
        all->sides[side].facet = coding_codebook_content(*made)->facet;
    return CODING_OK;
}

static coding_status
make_books(coding_revision *all)
{
    size_t most = REVISION_SIDES * all->options.book_count;
    coding_status status = base_alloc(all->context, most * sizeof *all->made,
                                      (void **)(void *)&all->made);

    if (status == CODING_OK)
        status = base_alloc(all->context, most * sizeof *all->cues,
                            (void **)(void *)&all->cues);
    for (size_t side = 0; side < REVISION_SIDES; side++) {
        all->sides[side].book =
            coding_codebook_content(all->options.books[side]);
        for (size_t i = 0; status == CODING_OK && i < all->options.book_count;
             i++)
            if (i >= REVISION_SIDES || i == side)
                status = add_book(all, side, i);
    }
    return status;
}

static coding_status
name_codes(coding_revision *all)
{
    coding_status status = CODING_OK;
    size_t number = 0;

    for (size_t side = REVISION_SIDES; side-- > 0;) {
        const coding_codebook_data *book = all->sides[side].book;

        for (size_t i = 0; status == CODING_OK && i < book->code_count; i++)
            status = map_add(&all->codes, book->codes[i].id, &number);
    }
    for (size_t side = 0; status == CODING_OK && side < REVISION_SIDES;
         side++) {
        revision_side *to = &all->sides[side];

        status =
            base_alloc(all->context, all->codes.count * sizeof *to->figures,
                       (void **)(void *)&to->figures);
        for (size_t i = 0; status == CODING_OK && i < to->book->code_count; i++)
            to->figures[map_find(&all->codes, to->book->codes[i].id)].there =
                true;
    }
    return status;
}

coding_status
coding_revision_new(coding_context *context,
                    const coding_revision_options *options,
                    const coding_columns *columns, coding_row_sink sink,
                    coding_revision **out)
{
    coding_revision *all = NULL;
    coding_status status = BASE_NEW(context, &all);

    if (status != CODING_OK)
        return status;
    all->context = context;
    all->options = *options;
    all->core = coding_core_of(columns);
    all->sink = sink;
    arena_init(&all->kept, context);
    map_init(&all->codes, context);
    status = make_books(all);
    if (status == CODING_OK)
        status = coding_codebook_order(
            context, (const coding_codebook *const *)all->made, all->made_count,
            NULL);
    if (status == CODING_OK)
        status = name_codes(all);
    if (status == CODING_OK)
        status = coding_cells_new(context, columns, &all->cells);
    if (status == CODING_OK)
        *out = all;
    else
        coding_revision_free(all);
    return status;
}

void
coding_revision_free(coding_revision *revision)
{
    if (revision == NULL)
        return;
    coding_coder_free(revision->coder);
    for (size_t i = 0; i < REVISION_SIDES; i++) {
        coding_counting_free(revision->sides[i].counting);
        base_free(revision->context, revision->sides[i].mentions);
        base_free(revision->context, revision->sides[i].figures);
    }
    coding_columns_free(revision->coded);
    coding_cells_free(revision->cells);
    for (size_t i = 0; i < revision->made_count; i++)
        coding_codebook_free(revision->made[i]);
    base_free(revision->context, revision->made);
    base_free(revision->context, revision->cues);
    map_clear(&revision->codes);
    arena_clear(&revision->kept);
    base_free(revision->context, revision);
}

coding_revision_counts
coding_revision_count(const coding_revision *revision)
{
    return revision->counts;
}

const char *
coding_revision_summary(coding_revision *revision)
{
    const coding_revision_counts *counts = &revision->counts;

    (void)snprintf(
        revision->summary, sizeof revision->summary,
        "mentions gained %zu, lost %zu, counted otherwise %zu; codes with "
        "another tally %zu; dominant codes %zu, before %zu",
        counts->gained, counts->lost, counts->changed, counts->tallies,
        counts->dominant_after, counts->dominant_before);
    return revision->summary;
}

/* ---- texts ---- */

static coding_status
keep_mention(coding_revision *all, revision_side *side, const coding_row *row)
{
    size_t count = coding_columns_count(all->coded);
    revision_mention *one;
    coding_span *cells = NULL;
    coding_status status =
        BASE_GROW(all->context, &side->mentions, &side->mention_capacity,
                  side->mention_count + 1);

    if (status == CODING_OK)
        status = ARENA_ARRAY(&all->kept, count, &cells);
    for (size_t i = 0; status == CODING_OK && i < count; i++)
        status = arena_copy(&all->kept, row->cells[i], &cells[i]);
    if (status != CODING_OK)
        return status;
    one = &side->mentions[side->mention_count++];
    *one = (revision_mention){
        .cells = cells,
        .document = cells[all->in.document],
        .code = map_find(&all->codes, coding_row_cell(row, all->in.code)),
    };
    /* The coder fills both with numbers. */
    (void)coding_row_unsigned(row, all->in.start, &one->start);
    (void)coding_row_unsigned(row, all->in.end, &one->end);
    return CODING_OK;
}

/* Rows as the coder gives them. */
static coding_status
take_coded(void *user, const coding_row *row)
{
    coding_revision *all = user;
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < REVISION_SIDES; i++) {
        revision_side *side = &all->sides[i];

        status = coding_counting_take(side->counting, row);
        if (status == CODING_OK && row->record == CODING_RECORD_CODING &&
            coding_span_equal(coding_row_cell(row, all->in.facet), side->facet))
            status = keep_mention(all, side, row);
    }
    return status;
}

/* Rows as they come: the codings and results they bring are of other runs. */
static coding_status
take(void *user, const coding_row *row)
{
    coding_revision *all = user;

    switch (row->record) {
    case CODING_RECORD_QUESTION:
    case CODING_RECORD_RESPONDENT:
    case CODING_RECORD_DOCUMENT:
    case CODING_RECORD_UNIT:
    case CODING_RECORD_COVERAGE:
    case CODING_RECORD_END:
        return coding_coder_take(all->coder, row);
    case CODING_RECORD_OTHER:
    case CODING_RECORD_META:
    case CODING_RECORD_CODE:
    case CODING_RECORD_CODING:
    case CODING_RECORD_ANSWER:
    case CODING_RECORD_COUNT:
    case CODING_RECORD_CELL:
    case CODING_RECORD_TEST:
        break;
    }
    return CODING_OK;
}

coding_status
coding_revision_open(coding_revision *revision, const coding_columns *columns)
{
    const coding_coder_options options = {
        .books = (const coding_codebook *const *)revision->made,
        .cues = revision->cues,
        .book_count = revision->made_count,
        .tool = "codebook",
        .first = true,
    };
    coding_status status = coding_coder_columns(columns, &revision->coded);

    if (status != CODING_OK)
        return status;
    revision->in = coding_core_of(revision->coded);
    for (size_t i = 0; status == CODING_OK && i < REVISION_SIDES; i++) {
        const coding_counting_options wanted = {
            .facet = revision->sides[i].facet,
            .question = revision->options.question,
            .top = revision->options.top};

        status = coding_counting_new(revision->context, revision->coded,
                                     &wanted, &revision->sides[i].counting);
    }
    if (status == CODING_OK)
        status = coding_coder_new(
            revision->context, columns, revision->coded, &options,
            (coding_row_sink){take_coded, revision}, &revision->coder);
    return status;
}

coding_row_sink
coding_revision_sink(coding_revision *revision)
{
    return (coding_row_sink){take, revision};
}

/* ---- the end ---- */

static void
count_answers(coding_revision *all, revision_side *side)
{
    const coding_counted_answer *answers = NULL;
    const coding_counted_code *codes = NULL;
    size_t count = coding_counting_answers(side->counting, &answers);

    (void)coding_counting_codes(side->counting, &codes);
    for (size_t i = 0; i < count; i++) {
        revision_figures *to;

        if (answers[i].code == CODING_NO_ITEM || !answers[i].counted)
            continue;
        to = &side->figures[map_find(&all->codes, codes[answers[i].code].id)];
        to->mentions += answers[i].mentions;
        to->respondents += to->last != answers[i].respondent + 1;
        to->last = answers[i].respondent + 1;
    }
}

static coding_status
judge_side(coding_revision *all, revision_side *side)
{
    coding_status status = coding_counting_finish(side->counting);

    for (size_t i = 0; status == CODING_OK && i < side->mention_count; i++) {
        revision_mention *one = &side->mentions[i];
        const coding_row row = {.columns = all->coded,
                                .cells = one->cells,
                                .record = CODING_RECORD_CODING};
        coding_verdict verdict = {{NULL, 0}, 0};

        status = coding_counting_judge(side->counting, &row, &verdict);
        one->verdict = verdict.counted;
    }
    if (status == CODING_OK)
        count_answers(all, side);
    return status;
}

coding_status
coding_revision_finish(coding_revision *revision)
{
    coding_status status = coding_coder_finish(revision->coder);

    for (size_t i = 0; status == CODING_OK && i < REVISION_SIDES; i++)
        status = judge_side(revision, &revision->sides[i]);
    return status == CODING_OK ? revision_tell(revision) : status;
}

static coding_status
open_revision(void *user, const coding_columns *columns)
{
    return coding_revision_open(user, columns);
}

static coding_row_sink
revision_sink(void *user)
{
    return coding_revision_sink(user);
}

static coding_status
finish_revision(void *user)
{
    return coding_revision_finish(user);
}

coding_status
coding_revision_read(coding_revision *revision,
                     const coding_rehearsal_texts *texts)
{
    const texts_reader to = {revision, open_revision, revision_sink,
                             finish_revision};

    return texts_read(revision->context, texts, &to);
}
