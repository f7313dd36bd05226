/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Exact and simulated p-values: against a plain enumeration of all tables, and
   the simulated ones against the exact. */
#include <coding/stats_random.h>
#include <coding/stats_twoway.h>

#include "check.h"
#include "figures.h"
#include "stats/distribution.h"

enum { ROWS = 3, COLUMNS = 3, CELLS = 9 };

static figures all;

static coding_status
analyse(coding_context *context, const uint64_t *counts, size_t rows,
        size_t columns, const coding_stats_twoway_options *options)
{
    const coding_stats_table table = {counts, rows, columns};
    coding_figure_sink sink = {figures_take, &all};

    memset(&all, 0, sizeof all);
    return coding_stats_twoway(context, &table, options, &sink);
}

static double
probability(const uint64_t *x, const uint64_t *r, const uint64_t *c)
{
    double log_p = 0;
    double n = 0;

    for (size_t i = 0; i < ROWS; i++) {
        log_p += lgamma((double)r[i] + 1) + lgamma((double)c[i] + 1);
        n += (double)r[i];
    }
    for (size_t k = 0; k < CELLS; k++)
        log_p -= lgamma((double)x[k] + 1);
    return exp(log_p - lgamma(n + 1));
}

static double
pearson(const uint64_t *x, const uint64_t *r, const uint64_t *c, bool g)
{
    double n = (double)(r[0] + r[1] + r[2]);
    double sum = 0;

    for (size_t k = 0; k < CELLS; k++) {
        double o = (double)x[k];
        double e = (double)r[k / COLUMNS] * (double)c[k % COLUMNS] / n;

        if (g && o > 0)
            sum += 2 * o * log(o / e);
        if (!g)
            sum += (o - e) * (o - e) / e;
    }
    return sum;
}

typedef struct {
    uint64_t r[3], c[3];
    double p, x2, g; /* of the table observed */
    double p_fisher, p_x2, p_g;
} enumeration;

static void
weigh(enumeration *every, const uint64_t *x)
{
    double p = probability(x, every->r, every->c);

    if (p <= every->p * (1 + 1e-7))
        every->p_fisher += p;
    if (pearson(x, every->r, every->c, false) >= every->x2 - 1e-9)
        every->p_x2 += p;
    if (pearson(x, every->r, every->c, true) >= every->g - 1e-9)
        every->p_g += p;
}

/* The four free cells take all values; the others follow. */
static void
enumerate(enumeration *every)
{
    uint64_t n = every->r[0] + every->r[1] + every->r[2];
    uint64_t base = n + 1;

    for (uint64_t code = 0; code < base * base * base * base; code++) {
        uint64_t a = code % base;
        uint64_t b = code / base % base;
        uint64_t d = code / (base * base) % base;
        uint64_t e = code / (base * base * base);
        uint64_t x[CELLS] = {a, b, 0, d, e, 0, 0, 0, 0};

        if (a + b > every->r[0] || d + e > every->r[1] || a + d > every->c[0] ||
            b + e > every->c[1])
            continue;
        x[2] = every->r[0] - a - b;
        x[5] = every->r[1] - d - e;
        if (x[2] + x[5] > every->c[2])
            continue;
        x[6] = every->c[0] - a - d;
        x[7] = every->c[1] - b - e;
        x[8] = every->c[2] - x[2] - x[5];
        weigh(every, x);
    }
}

static void
search_is_enumeration(void **state)
{
    const coding_stats_twoway_options options = {.groups = CODING_STATS_FISHER |
                                                           CODING_STATS_EXACT};
    coding_context *context = check_context(NULL);
    coding_stats_random random;

    (void)state;
    coding_stats_random_seed(&random, 5);
    for (size_t run = 0; run < 60; run++) {
        enumeration every = {.p_fisher = 0};
        uint64_t x[CELLS];

        for (size_t k = 0; k < CELLS; k++)
            x[k] = coding_stats_random_below(&random, run % 3 + 2);
        x[0]++;
        x[4]++;
        x[8]++;
        for (size_t k = 0; k < CELLS; k++) {
            every.r[k / COLUMNS] += x[k];
            every.c[k % COLUMNS] += x[k];
        }
        every.p = probability(x, every.r, every.c);
        every.x2 = pearson(x, every.r, every.c, false);
        every.g = pearson(x, every.r, every.c, true);
        enumerate(&every);
        assert_int_equal(analyse(context, x, ROWS, COLUMNS, &options),
                         CODING_OK);
        assert_near(figures_of(&all, "fisher_p"), every.p_fisher, 1e-11);
        assert_near(figures_of(&all, "exact_p_x2"), every.p_x2, 1e-11);
        assert_near(figures_of(&all, "exact_p_g"), every.p_g, 1e-11);
    }
    coding_context_free(context);
}

/* Rows 2 2, columns 2 1 1: six ways, 1 + 1 of them as far apart as this one.
   Three different answers of three: all six tables alike. */
static void
exact_by_hand(void **state)
{
    static const uint64_t apart[] = {2, 0, 0, 0, 1, 1};
    static const uint64_t diagonal[] = {1, 0, 0, 0, 1, 0, 0, 0, 1};
    const coding_stats_twoway_options options = {.groups = CODING_STATS_FISHER |
                                                           CODING_STATS_EXACT};
    coding_context *context = check_context(NULL);

    (void)state;
    assert_int_equal(analyse(context, apart, 2, 3, &options), CODING_OK);
    assert_near(figures_of(&all, "fisher_p"), 1.0 / 3, 1e-14);
    assert_near(figures_of(&all, "fisher_logp"), log(1.0 / 3), 1e-14);
    assert_near(figures_of(&all, "exact_p_x2"), 1.0 / 3, 1e-14);
    assert_near(figures_of(&all, "exact_p_g"), 1.0 / 3, 1e-14);
    assert_int_equal(analyse(context, diagonal, 3, 3, &options), CODING_OK);
    assert_near(figures_of(&all, "fisher_p"), 1, 1e-14);
    coding_context_free(context);
}

static void
work_is_limited_and_forecast(void **state)
{
    static const uint64_t counts[] = {38, 5,  0, 1, 33, 11, 3, 0,
                                      10, 14, 5, 6, 3,  7,  3, 10};
    static const uint64_t fourfold[] = {1, 2, 3, 4};
    const uint64_t large[] = {50000, 50000, 3, 4, 5, 6};
    const coding_stats_twoway_options options = {.groups = CODING_STATS_FISHER,
                                                 .exact_work = 1000};
    coding_stats_table table = {counts, 4, 4};
    check_messages messages;
    coding_context *context = check_context(&messages);
    double work = -1;

    (void)state;
    assert_int_equal(analyse(context, counts, 4, 4, &options), CODING_OK);
    assert_true(isnan(figures_of(&all, "fisher_p")));
    assert_true(check_said(&messages, "exact-too-long"));
    assert_int_equal(coding_stats_exact_work(context, &table, &work),
                     CODING_OK);
    assert_true(work > 1e5 && work < 1e9); /* measured: 15 million */
    table = (coding_stats_table){fourfold, 2, 2};
    assert_int_equal(coding_stats_exact_work(context, &table, &work),
                     CODING_OK);
    assert_near(work, 0, 0);
    table = (coding_stats_table){large, 2, 3};
    assert_int_equal(coding_stats_exact_work(context, &table, &work),
                     CODING_OK);
    assert_true(isinf(work));
    assert_int_equal(analyse(context, large, 2, 3, &options), CODING_OK);
    assert_true(isnan(figures_of(&all, "fisher_p")));
    coding_context_free(context);
}

/* Within five standard errors of the exact p, by dealing (few observations)
   and by drawing cells (many). */
static void
simulated_is_exact(const uint64_t *counts, size_t rows, size_t columns)
{
    static const char *const names[][2] = {{"mc_p_x2", "exact_p_x2"},
                                           {"mc_p_g", "exact_p_g"},
                                           {"mc_p_fisher", "fisher_p"}};
    const coding_stats_twoway_options options = {
        .groups =
            CODING_STATS_FISHER | CODING_STATS_EXACT | CODING_STATS_MONTE_CARLO,
        .samples = 20000,
        .seed = 7};
    coding_context *context = check_context(NULL);

    assert_int_equal(analyse(context, counts, rows, columns, &options),
                     CODING_OK);
    for (size_t k = 0; k < 3; k++) {
        double p = figures_of(&all, names[k][1]);
        double se = sqrt(p * (1 - p) / 20000);

        assert_true(fabs(figures_of(&all, names[k][0]) - p) < 5 * se + 1e-4);
    }
    coding_context_free(context);
}

static void
simulated_p_agree(void **state)
{
    static const uint64_t few[] = {3, 1, 4, 1, 5, 9, 2, 6, 0};
    static const uint64_t many[] = {310, 290, 305, 295, 280, 330};
    static const uint64_t fourfold[] = {5000, 5100, 4900, 5250};

    (void)state;
    simulated_is_exact(few, 3, 3);
    simulated_is_exact(many, 2, 3);
    simulated_is_exact(fourfold, 2, 2);
}

static void
same_seed_same_figures(void **state)
{
    static const uint64_t counts[] = {3, 1, 4, 1, 5, 9};
    coding_stats_twoway_options options = {.groups = CODING_STATS_MONTE_CARLO,
                                           .samples = 5000};
    coding_context *context = check_context(NULL);
    double first;
    double low;

    (void)state;
    assert_int_equal(analyse(context, counts, 2, 3, &options), CODING_OK);
    first = figures_of(&all, "mc_p_x2");
    low = figures_of(&all, "mc_p_x2_lo95");
    assert_true(low < first && first < figures_of(&all, "mc_p_x2_hi95"));
    options.seed = 1; /* the default */
    assert_int_equal(analyse(context, counts, 2, 3, &options), CODING_OK);
    assert_near(figures_of(&all, "mc_p_x2"), first, 0);
    options.seed = 2;
    assert_int_equal(analyse(context, counts, 2, 3, &options), CODING_OK);
    assert_true(fabs(figures_of(&all, "mc_p_x2") - first) > 0);
    assert_near(figures_of(&all, "mc_samples"), 5000, 0);
    coding_context_free(context);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(search_is_enumeration),
        cmocka_unit_test(exact_by_hand),
        cmocka_unit_test(work_is_limited_and_forecast),
        cmocka_unit_test(simulated_p_agree),
        cmocka_unit_test(same_seed_same_figures),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
