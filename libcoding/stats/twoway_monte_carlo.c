/* SPDX-License-Identifier: GPL-2.0-or-later */
/* p-values of a two-way table by random tables with its margins.
   See coding/stats_twoway.h. */
#include <math.h>

#include "stats/deviation.h"
#include "stats/distribution.h"
#include "stats/hypergeometric.h"
#include "stats/proportion.h"
#include "stats/random_table.h"
#include "stats/twoway.h"

static const uint64_t default_samples = 10000;
static const double tie = 64 * 0x1p-52;

/* How far a table is from independence; fisher is minus the logarithm of its
   probability, up to what the margins fix. */
typedef struct {
    double x2, g, fisher;
} distance;

typedef struct {
    uint64_t x2, g, fisher; /* samples at least as far */
} counters;

static distance
measure(const stats_twoway *table, const uint64_t *cells)
{
    distance sum = {0, 0, 0};
    double n = (double)table->n;

    for (size_t i = 0; i < table->rows; i++) {
        for (size_t j = 0; j < table->columns; j++) {
            uint64_t count = cells[i * table->columns + j];
            double product = stats_twoway_product(table, i, j);
            double excess =
                stats_wide_double(stats_wide_times(count, table->n) -
                                  stats_wide_times(table->row_totals[i],
                                                   table->column_totals[j]));
            double d = excess / product;
            double ratio = (double)count * n / product;

            sum.x2 += excess / n * d;
            sum.g += 2 * (product / n) * stats_deviation_g(d, ratio);
            sum.fisher += stats_stirling_rest(count);
        }
    }
    sum.fisher += sum.g / 2;
    return sum;
}

/* Fisher's ties as in the exact test. */
static void
compare(counters *all, const distance *here, const distance *sample)
{
    all->x2 += sample->x2 >= here->x2 * (1 - tie);
    all->g += sample->g >= here->g * (1 - tie);
    all->fisher +=
        sample->fisher >= here->fisher - 1e-7 - tie * fabs(here->fisher);
}

static void
deliver(stats_delivery *to, const char *const names[3], uint64_t beyond,
        uint64_t samples)
{
    coding_stats_limits limits = coding_stats_wilson(beyond, samples, 0.95);

    stats_deliver(to, names[0], ((double)beyond + 1) / ((double)samples + 1));
    stats_deliver(to, names[1], limits.low);
    stats_deliver(to, names[2], limits.high);
}

static coding_status
count_samples(const stats_twoway *table, uint64_t seed, uint64_t samples,
              counters *all)
{
    coding_stats_random random;
    stats_random_table other = {.context = table->context,
                                .random = &random,
                                .rows = table->rows,
                                .columns = table->columns,
                                .row = table->row_totals,
                                .column = table->column_totals,
                                .n = table->n};
    distance here = measure(table, table->counts);
    coding_status status = stats_random_table_open(&other);

    coding_stats_random_seed(&random, seed);
    for (uint64_t i = 0; i < samples && status == CODING_OK; i++) {
        distance sample;

        stats_random_table_next(&other);
        sample = measure(table, other.cells);
        compare(all, &here, &sample);
    }
    stats_random_table_close(&other);
    return status;
}

coding_status
stats_twoway_monte_carlo(const stats_twoway *table,
                         const coding_stats_twoway_options *options,
                         stats_delivery *to)
{
    static const char *const x2[] = {"mc_p_x2", "mc_p_x2_lo95", "mc_p_x2_hi95"};
    static const char *const g[] = {"mc_p_g", "mc_p_g_lo95", "mc_p_g_hi95"};
    static const char *const fisher[] = {"mc_p_fisher", "mc_p_fisher_lo95",
                                         "mc_p_fisher_hi95"};
    uint64_t samples =
        options->samples > 0 ? options->samples : default_samples;
    uint64_t seed = options->seed > 0 ? options->seed : 1;
    counters all = {0, 0, 0};
    coding_status status;

    stats_deliver(to, "mc_samples", (double)samples);
    if (stats_twoway_df(table) <= 0) {
        for (size_t i = 0; i < 3; i++) {
            stats_deliver(to, x2[i], STATS_NAN);
            stats_deliver(to, g[i], STATS_NAN);
            stats_deliver(to, fisher[i], STATS_NAN);
        }
        return CODING_OK;
    }
    status = count_samples(table, seed, samples, &all);
    if (status != CODING_OK)
        return status;
    deliver(to, x2, all.x2, samples);
    deliver(to, g, all.g, samples);
    deliver(to, fisher, all.fisher, samples);
    return CODING_OK;
}
