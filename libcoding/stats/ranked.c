/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Ranked mentions: scores, Friedman, Cochran. All sums are whole numbers.
   See coding/stats_ranked.h. */
#include <coding/stats_ranked.h>

#include <math.h>

#include "base/diag.h"
#include "base/memory.h"
#include "stats/array.h"
#include "stats/deliver.h"
#include "stats/distribution.h"
#include "stats/equality.h"
#include "stats/wide.h"

/* Sums of squares stay below 2^126. */
static const size_t LARGEST = (size_t)1 << 30;
static const size_t WIDEST = (size_t)1 << 16;

typedef struct {
    coding_context *context;
    const coding_stats_ranks *data;
    uint64_t *scores;          /* item: sum over respondents */
    uint64_t *midranks;        /* item: twice the sum of midranks */
    size_t *mentions;          /* item */
    size_t *at_rank;           /* item, rank: mentions */
    stats_wide score_spread;   /* sum_i (c sum_j s^2 - (sum_j s)^2) */
    stats_wide midrank_spread; /* the same of the doubled midranks */
    uint64_t squared_picks;
} ranked;

static coding_status
check(coding_context *context, const coding_stats_ranks *data)
{
    size_t cells;

    if (data->respondents >= LARGEST || data->items >= WIDEST)
        return diag_error(context, CODING_EDATA, "count-too-large",
                          (diag_place){0},
                          "%zu respondents and %zu items, expected fewer than "
                          "2^30 and 2^16",
                          data->respondents, data->items);
    if (data->top == 0 || data->top > CODING_STATS_RANKED_TOP)
        return diag_error(context, CODING_EUSAGE, "rank-range", (diag_place){0},
                          "%zu ranks asked for, expected 1 to %d", data->top,
                          (int)CODING_STATS_RANKED_TOP);
    cells = data->respondents * data->items;
    for (size_t i = 0; i < cells; i++)
        if (data->rank[i] > data->top)
            return diag_error(context, CODING_EUSAGE, "rank-range",
                              (diag_place){0},
                              "respondent %zu, item %zu: rank %u, expected at "
                              "most %zu",
                              i / data->items + 1, i % data->items + 1,
                              data->rank[i], data->top);
    return CODING_OK;
}

/* Twice the midrank of a score when at[k] items of the respondent have rank k:
   those below it, and half of those level with it. */
static uint64_t
midrank(const size_t *at, size_t rank, size_t items)
{
    uint64_t better = 0;

    if (rank == 0)
        return at[0] + 1;
    for (size_t k = 1; k < rank; k++)
        better += at[k];
    return 2 * (items - better - at[rank]) + at[rank] + 1;
}

static void
add_respondent(ranked *sums, size_t i)
{
    const coding_stats_ranks *data = sums->data;
    const unsigned char *rank = data->rank + i * data->items;
    size_t at[CODING_STATS_RANKED_TOP + 1] = {0};
    uint64_t total = 0;
    uint64_t squares = 0;
    uint64_t picks = 0;
    uint64_t n = data->items;
    stats_wide midrank_squares = 0;

    for (size_t j = 0; j < data->items; j++)
        at[rank[j]]++;
    for (size_t j = 0; j < data->items; j++) {
        uint64_t score = rank[j] > 0 ? data->top + 1 - rank[j] : 0;
        uint64_t twice = midrank(at, rank[j], data->items);

        sums->scores[j] += score;
        sums->midranks[j] += twice;
        midrank_squares += stats_wide_times(twice, twice);
        total += score;
        squares += score * score;
        if (rank[j] == 0)
            continue;
        picks++;
        sums->mentions[j]++;
        sums->at_rank[j * data->top + rank[j] - 1]++;
    }
    sums->score_spread +=
        stats_wide_times(n, squares) - stats_wide_times(total, total);
    /* Twice the midranks of n items sum to n (n + 1). */
    sums->midrank_spread += (stats_wide)n * midrank_squares -
                            stats_wide_times(n * (n + 1), n * (n + 1));
    sums->squared_picks += picks * picks;
}

static coding_status
ranked_open(coding_context *context, const coding_stats_ranks *data,
            ranked *out)
{
    coding_status status = check(context, data);

    *out = (ranked){.context = context, .data = data};
    if (status == CODING_OK)
        status = STATS_ARRAY(context, data->items, &out->scores);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, data->items, &out->midranks);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, data->items, &out->mentions);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, data->items * data->top, &out->at_rank);
    for (size_t i = 0; i < data->respondents && status == CODING_OK; i++)
        add_respondent(out, i);
    return status;
}

static void
ranked_close(ranked *sums)
{
    base_free(sums->context, sums->scores);
    base_free(sums->context, sums->midranks);
    base_free(sums->context, sums->mentions);
    base_free(sums->context, sums->at_rank);
}

/* (c - 1) sum_j (S_j - S.)^2 / sum_ij (s_ij - s_i.)^2, numerator and
   denominator times c; a common factor of the scores cancels. */
static double
quotient(const uint64_t *sums, size_t items, stats_wide spread)
{
    stats_wide total = 0;
    stats_wide squares = 0;

    for (size_t j = 0; j < items; j++) {
        total += (stats_wide)sums[j];
        squares += stats_wide_times(sums[j], sums[j]);
    }
    if (spread <= 0)
        return STATS_NAN;
    return ((double)items - 1) *
           stats_wide_double((stats_wide)items * squares - total * total) /
           stats_wide_double(spread);
}

static void
deliver_items(const ranked *sums, stats_delivery *to)
{
    static const char *const at_rank[CODING_STATS_RANKED_TOP] = {
        "mentions_rank1", "mentions_rank2", "mentions_rank3",
        "mentions_rank4", "mentions_rank5", "mentions_rank6",
        "mentions_rank7", "mentions_rank8", "mentions_rank9"};
    const coding_stats_ranks *data = sums->data;
    double n = (double)data->respondents;

    for (size_t j = 0; j < data->items; j++) {
        stats_deliver_at(to, "score_total", j + 1, 0, (double)sums->scores[j]);
        stats_deliver_at(to, "score_mean", j + 1, 0,
                         (double)sums->scores[j] / n);
        stats_deliver_at(to, "mention_total", j + 1, 0,
                         (double)sums->mentions[j]);
        for (size_t k = 0; k < data->top; k++)
            stats_deliver_at(to, at_rank[k], j + 1, 0,
                             (double)sums->at_rank[j * data->top + k]);
        stats_deliver_at(to, "mean_rank", j + 1, 0,
                         (double)sums->midranks[j] / (2 * n));
    }
}

coding_status
coding_stats_ranked(coding_context *context, const coding_stats_ranks *data,
                    const coding_figure_sink *sink)
{
    static const stats_test_names score_names = STATS_TEST_NAMES("score_q");
    static const stats_test_names rank_names = STATS_TEST_NAMES("friedman");
    stats_delivery to = {sink, CODING_OK};
    double df = (double)data->items - 1;
    ranked sums = {0};
    coding_status status = ranked_open(context, data, &sums);

    if (status == CODING_OK) {
        double score_q = quotient(sums.scores, data->items, sums.score_spread);
        double friedman =
            quotient(sums.midranks, data->items, sums.midrank_spread);

        stats_deliver(&to, "n", (double)data->respondents);
        stats_deliver(&to, "items", (double)data->items);
        deliver_items(&sums, &to);
        stats_deliver_test(&to, &score_names, score_q, df);
        stats_deliver_test(&to, &rank_names, friedman, df);
        stats_deliver(&to, "kendall_w",
                      friedman / ((double)data->respondents * df));
        stats_equality_deliver(sums.mentions, data->items, sums.squared_picks,
                               &to);
    }
    ranked_close(&sums);
    return status == CODING_OK ? to.status : status;
}
