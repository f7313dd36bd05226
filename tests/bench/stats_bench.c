/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Times of the library's statistics; see stats.sh. One argument: tests, fisher,
   outlying, even, random or bootstrap. Prints seconds and a checksum of the
   figures. */
#include <coding/stats_adjust.h>
#include <coding/stats_multiple.h>
#include <coding/stats_random.h>
#include <coding/stats_twoway.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { TESTS = 100000, RESPONDENTS = 500, ITEMS = 10, SAMPLES = 10000 };

typedef struct {
    const char *statistic;
    double value;
} wanted;

static coding_status
take(void *user, const coding_figure *figure)
{
    wanted *one = user;

    if (figure->row == 0 && strcmp(figure->statistic, one->statistic) == 0)
        one->value = figure->value;
    return CODING_OK;
}

static double
seconds(void)
{
    struct timespec now;

    if (clock_gettime(CLOCK_MONOTONIC, &now) != 0)
        return 0;
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* Counts 5 ... 54, as in stats_bench.R. */
static uint64_t
count(size_t i)
{
    return 5 + (uint64_t)(i * 7919 % 50);
}

static coding_status
run_tests(coding_context *context, double *sum)
{
    double *p = calloc(TESTS, sizeof *p);
    wanted one = {"x2_p", 0};
    const coding_figure_sink sink = {take, &one};
    const coding_stats_twoway_options chosen = {.groups = CODING_STATS_CHISQ};
    coding_status status = p == NULL ? CODING_ESYSTEM : CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < TESTS; i++) {
        uint64_t cells[4];
        const coding_stats_table table = {cells, 2, 2};

        for (size_t k = 0; k < 4; k++)
            cells[k] = count(4 * i + k);
        status = coding_stats_twoway(context, &table, &chosen, &sink);
        p[i] = one.value;
    }
    if (status == CODING_OK)
        status = coding_stats_adjust(context, CODING_STATS_HOLM, p, TESTS, p);
    for (size_t i = 0; status == CODING_OK && i < TESTS; i++)
        *sum += p[i];
    free(p);
    return status;
}

static coding_status
run_exact(coding_context *context, const uint64_t *cells, double *sum)
{
    wanted one = {"fisher_p", 0};
    const coding_figure_sink sink = {take, &one};
    const coding_stats_table table = {cells, 5, 5};
    const coding_stats_twoway_options chosen = {
        .groups = CODING_STATS_FISHER, .exact_work = UINT64_C(100000000000)};
    coding_status status = coding_stats_twoway(context, &table, &chosen, &sink);

    *sum = one.value;
    return status;
}

/* 5 x 5, N = 200, as in stats_bench.R. */
static coding_status
run_fisher(coding_context *context, double *sum)
{
    static const uint64_t cells[25] = {113, 15, 8, 7, 7, 15, 2, 1, 1,
                                       1,   7,  1, 1, 1, 0,  8, 1, 0,
                                       1,   0,  7, 1, 0, 0,  2};

    return run_exact(context, cells, sum);
}

static coding_status
run_outlying(coding_context *context, double *sum)
{
    static const uint64_t cells[25] = {140, 8, 5, 4, 3, 9, 1, 1, 1, 0, 6, 1, 1,
                                       0,   1, 5, 1, 0, 1, 1, 6, 1, 1, 1, 2};

    return run_exact(context, cells, sum);
}

/* N = 202: 4 to 12 in each cell. */
static coding_status
run_even(coding_context *context, double *sum)
{
    uint64_t cells[25];

    for (size_t i = 0; i < 25; i++)
        cells[i] = 4 + i * 7 % 9;
    return run_exact(context, cells, sum);
}

/* The same by 10,000 random tables, as chisq does when it is out of reach. */
static coding_status
run_random(coding_context *context, double *sum)
{
    uint64_t cells[25];
    wanted one = {"mc_p_fisher", 0};
    const coding_figure_sink sink = {take, &one};
    const coding_stats_table table = {cells, 5, 5};
    const coding_stats_twoway_options chosen = {
        .groups = CODING_STATS_MONTE_CARLO, .samples = SAMPLES};
    coding_status status;

    for (size_t i = 0; i < 25; i++)
        cells[i] = 4 + i * 7 % 9;
    status = coding_stats_twoway(context, &table, &chosen, &sink);
    *sum = one.value;
    return status;
}

static coding_status
run_bootstrap(coding_context *context, double *sum)
{
    static unsigned char named[RESPONDENTS * ITEMS];
    static size_t group[RESPONDENTS];
    wanted one = {"boot_p_x2s", 0};
    const coding_figure_sink sink = {take, &one};
    const coding_stats_mentions data = {named, group, RESPONDENTS, ITEMS, 2};
    const coding_stats_resampling chosen = {.samples = SAMPLES, .seed = 1};
    coding_status status;

    for (size_t i = 0; i < RESPONDENTS; i++) {
        group[i] = i % 2;
        for (size_t j = 0; j < ITEMS; j++)
            named[i * ITEMS + j] =
                (i * 7919 + j * 104729 + i * i * (j + 3)) % 101 < 40;
    }
    status = coding_stats_multiple_bootstrap(context, &data, &chosen, &sink);
    *sum = one.value;
    return status;
}

int
main(int argc, char **argv)
{
    static const struct {
        const char *name;
        coding_status (*run)(coding_context *context, double *sum);
    } kinds[] = {{"tests", run_tests},       {"fisher", run_fisher},
                 {"outlying", run_outlying}, {"even", run_even},
                 {"random", run_random},     {"bootstrap", run_bootstrap}};
    coding_context *context = NULL;

    if (coding_context_new(NULL, &context) != CODING_OK)
        return 3;
    for (size_t i = 0; argc == 2 && i < sizeof kinds / sizeof *kinds; i++) {
        double sum = 0, before = seconds();

        if (strcmp(argv[1], kinds[i].name) == 0 &&
            kinds[i].run(context, &sum) == CODING_OK)
            printf("%.6f %.10g\n", seconds() - before, sum);
    }
    coding_context_free(context);
    return 0;
}
