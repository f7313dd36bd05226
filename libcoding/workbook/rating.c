/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Figures of agree. See workbook/rating.h. */
#include "workbook/rating.h"

#include <math.h>

static const char *const marks[] = {
    [RATING_RELIABILITY] = "positives", [RATING_VALIDATION] = "tp"};

static bool
is_same(const model_test *a, const model_test *b)
{
    return coding_span_equal(a->table, b->table) &&
           coding_span_equal(a->facet, b->facet);
}

/* The next run of rows of one table and facet that has the mark. */
static bool
next_run(const model *found, rating_kind kind, size_t *from, size_t *to)
{
    for (*from = *to; *from < found->test_count; *from = *to) {
        bool marked = false;

        for (*to = *from; *to < found->test_count &&
                          is_same(&found->tests[*to], &found->tests[*from]);
             ++*to)
            marked = marked ||
                     coding_span_is(found->tests[*to].statistic, marks[kind]);
        if (marked)
            return true;
    }
    return false;
}

size_t
rating_count(const model *found, rating_kind kind)
{
    size_t from, to = 0, count = 0;

    while (next_run(found, kind, &from, &to))
        count++;
    return count;
}

coding_status
rating_find(const model *found, rating_kind kind, size_t number, arena *keep,
            rating *out)
{
    size_t from = 0, to = 0;
    coding_status status;

    for (size_t i = 0; i <= number; i++)
        if (!next_run(found, kind, &from, &to))
            break;
    *out = (rating){.found = found,
                    .table = found->tests[from].table,
                    .facet = found->tests[from].facet,
                    .from = from,
                    .to = to};
    status = ARENA_ARRAY(keep, to - from + 1, &out->codes);
    if (status == CODING_OK)
        status = ARENA_ARRAY(keep, to - from + 1, &out->first);
    for (size_t i = from; status == CODING_OK && i < to; i++) {
        if (!coding_span_is(found->tests[i].statistic, marks[kind]))
            continue;
        out->codes[out->count] = found->tests[i].code;
        out->first[out->count++] = i;
    }
    return status;
}

const model_test *
rating_of(const rating *all, size_t code, const char *measure)
{
    for (size_t i = all->from; i < all->to; i++) {
        /* The code's rows begin with its mark: look there first. */
        size_t at = all->first[code] + (i - all->from);
        const model_test *test =
            &all->found->tests[at < all->to ? at : at - all->to + all->from];

        if (coding_span_is(test->statistic, measure) &&
            coding_span_equal(test->code, all->codes[code]))
            return test;
    }
    return NULL;
}

double
rating_value(const rating *all, size_t code, const char *measure)
{
    const model_test *test = rating_of(all, code, measure);

    return test != NULL ? test->value : (double)NAN;
}

const model_test *
rating_whole(const rating *all, const char *measure)
{
    for (size_t i = all->from; i < all->to; i++)
        if (coding_span_is(all->found->tests[i].statistic, measure))
            return &all->found->tests[i];
    return NULL;
}

void
rating_notes(const rating *all, sheet *page, const char *measure)
{
    for (size_t i = all->from; i < all->to; i++)
        if (coding_span_is(all->found->tests[i].statistic, measure))
            sheet_note(page, all->found->tests[i].text);
}
