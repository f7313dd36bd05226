/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Codes that are new from interview to interview: the study's design counted
   by hand, and every order of the interviews by enumeration. */
#include <coding/stats_accumulation.h>

#include "check.h"

enum { INTERVIEWS = 16, CODES = 15 };

/* Who names what in interview order, the first three of an answer: method.md,
   section 6.3. Codes in the order in which they are met; the last five are
   named by nobody. */
static const char *const design[INTERVIEWS] = {
    "gtl", /* OS1-R1 governance trust goals */
    "mgd", /* C2-R1 measurement governance delivery */
    "toi", /* OS1-R2 trust openness innovation */
    "gmo", /* C3-R1 */
    "di",  /* C2-R2 */
    "glc", /* OS2-R1 governance goals communication */
    "gdm", /* C1-R1 */
    "tlo", /* OS2-R2 */
    "idg", /* C4-R1 */
    "dto", /* C1-R2 */
    "lgi", /* OS3-R1 */
    "toc", /* C5-R1 */
    "tl",  /* OS3-R2 */
    "tgd", /* OS4-R1 */
    "mlu", /* C6-R1 measurement goals culture */
    "ocy", /* OS4-R2 openness communication continuity */
};
static const char letters[CODES + 1] = "gtlmdoicuyABCDE";

typedef struct {
    size_t first[CODES + 1];
    uint32_t named[INTERVIEWS * 3];
    coding_stats_accumulation data;
} fixture;

static void
fill(fixture *all)
{
    size_t count = 0;

    for (size_t k = 0; k < CODES; k++) {
        all->first[k] = count;
        for (uint32_t i = 0; i < INTERVIEWS; i++)
            if (strchr(design[i], letters[k]) != NULL)
                all->named[count++] = i;
    }
    all->first[CODES] = count;
    all->data =
        (coding_stats_accumulation){INTERVIEWS, CODES, all->first, all->named};
}

/* method.md, section 6.3: 3 2 2 0 0 1 0 0 0 0 0 0 0 0 1 1. */
static void
the_design_has_the_new_codes_of_the_study(void **state)
{
    static const uint64_t want[INTERVIEWS] = {3, 2, 2, 0, 0, 1, 0, 0,
                                              0, 0, 0, 0, 0, 0, 1, 1};
    uint64_t got[INTERVIEWS];
    fixture all;

    (void)state;
    fill(&all);
    coding_stats_accumulation_fresh(&all.data, got);
    assert_memory_equal(got, want, sizeof want);
}

/* By hand from these: base of 4 is 7; runs of two behind it bring 1 1 0 (14.3%
   14.3% 0%), so 6+2 (method.md, K37); a run of three 1 1 1 0 0, so 6+3 at 5%
   and 4+3 at 15%. Base of 6 is 8, base of 16 leaves no run. */
static void
the_rule_is_that_of_base_run_and_percent(void **state)
{
    static const struct {
        coding_stats_saturation rule;
        size_t want;
    } cases[] = {
        {{4, 2, 5}, 6},   {{4, 2, 0}, 6},    {{4, 3, 5}, 6},
        {{4, 3, 15}, 4},  {{4, 2, 14.2}, 6}, {{4, 2, 14.3}, 4},
        {{6, 2, 5}, 6},   {{5, 2, 5}, 6},    {{14, 2, 25}, 14},
        {{14, 2, 24}, 0}, {{15, 2, 100}, 0}, {{16, 1, 100}, 0},
    };
    uint64_t fresh[INTERVIEWS];
    fixture all;

    (void)state;
    fill(&all);
    coding_stats_accumulation_fresh(&all.data, fresh);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(
            coding_stats_saturation_reach(fresh, INTERVIEWS, &cases[i].rule),
            cases[i].want);
}

/* 2 of 40 is 5%, whatever binary fractions make of it; a base without a code
   decides nothing. */
static void
the_limit_itself_counts_and_an_empty_base_does_not(void **state)
{
    static const uint64_t at_limit[] = {40, 2, 0}, empty[] = {0, 0, 0, 0};
    static const coding_stats_saturation five = {1, 1, 5}, none = {1, 1, 0};

    (void)state;
    assert_int_equal(coding_stats_saturation_reach(at_limit, 3, &five), 1);
    assert_int_equal(coding_stats_saturation_reach(at_limit, 3, &none), 2);
    assert_int_equal(coding_stats_saturation_reach(empty, 4, &none), 0);
}

/* Every set of n interviews is equally often the first n: 65,536 sets. */
static void
enumerate(double *mean, double histogram[INTERVIEWS + 1][CODES + 1])
{
    double sets[INTERVIEWS + 1] = {0};

    for (unsigned set = 1; set < 1U << INTERVIEWS; set++) {
        unsigned codes = 0;
        size_t size = 0, distinct = 0;

        for (size_t i = 0; i < INTERVIEWS; i++) {
            if ((set >> i & 1) == 0)
                continue;
            size++;
            for (const char *at = design[i]; *at != '\0'; at++)
                codes |= 1U << (strchr(letters, *at) - letters);
        }
        for (; codes != 0; codes &= codes - 1)
            distinct++;
        sets[size]++;
        mean[size] += (double)distinct;
        histogram[size][distinct]++;
    }
    for (size_t n = 1; n <= INTERVIEWS; n++) {
        mean[n] /= sets[n];
        for (size_t k = 0; k <= CODES; k++)
            histogram[n][k] /= sets[n];
    }
}

static void
the_mean_of_all_orders_is_that_of_enumeration(void **state)
{
    double mean[INTERVIEWS + 1] = {0};
    double histogram[INTERVIEWS + 1][CODES + 1] = {{0}};
    double got[INTERVIEWS];
    coding_context *context = check_context(NULL);
    fixture all;

    (void)state;
    fill(&all);
    enumerate(mean, histogram);
    assert_int_equal(
        coding_stats_accumulation_expected(context, &all.data, got), CODING_OK);
    for (size_t i = 0; i < INTERVIEWS; i++)
        assert_near(got[i], mean[i + 1], 1e-12);
    /* 46 mentions by 16 interviews; all ten codes at the end. */
    assert_near(got[0], 46.0 / 16, 1e-14);
    assert_near(got[INTERVIEWS - 1], 10, 1e-14);
    coding_context_free(context);
}

/* The least value that has a share of the distribution, or more, at or below
   it; both for shares a little smaller and a little larger, since random
   orders miss the true share by up to 4 standard errors. */
static void
check_quantile(const double *histogram, uint64_t got, double share,
               double orders)
{
    double slack = 4 * sqrt(share * (1 - share) / orders), below = 0;

    for (uint64_t k = 0; k < got; k++)
        below += histogram[k];
    assert_true(below < share + slack);
    assert_true(below + histogram[got] >= share - slack);
}

static void
the_band_is_that_of_enumeration(void **state)
{
    static const coding_stats_saturation rules[] = {{4, 2, 5}, {14, 2, 24}};
    double mean[INTERVIEWS + 1] = {0};
    double histogram[INTERVIEWS + 1][CODES + 1] = {{0}};
    uint64_t low[INTERVIEWS], median[INTERVIEWS], high[INTERVIEWS];
    coding_stats_saturation_band bands[2];
    coding_stats_accumulation_band out = {low, median, high, bands};
    coding_stats_orders options = {20000, 1, rules, 2};
    coding_context *context = check_context(NULL);
    fixture all;

    (void)state;
    fill(&all);
    enumerate(mean, histogram);
    assert_int_equal(
        coding_stats_accumulation_permute(context, &all.data, &options, &out),
        CODING_OK);
    for (size_t i = 0; i < INTERVIEWS; i++) {
        check_quantile(histogram[i + 1], low[i], .05, 20000);
        check_quantile(histogram[i + 1], median[i], .5, 20000);
        check_quantile(histogram[i + 1], high[i], .95, 20000);
    }
    assert_true(bands[0].low >= 4 && bands[0].low <= bands[0].median);
    /* By hand: culture (C6-R1) and continuity (OS4-R2) have one name each, all
       other codes three or more. Behind a base of 14 a run of two brings two
       new codes, 2 of 8 = 25%, where those two interviews are the last: 1 of
       120 pairs; with one of them last it brings 1 of 9. */
    assert_true(fabs((double)bands[1].never / 20000 - 1.0 / 120) <
                4 * sqrt(1.0 / 120 / 20000));
    coding_context_free(context);
}

/* Three interviews of one code each, two of the same: a a b. By hand the codes
   after two interviews are 1 in the order aab, 2 in aba and baa. */
static void
quantiles_are_the_inverse_distribution_function(void **state)
{
    static const size_t first[] = {0, 2, 3};
    static const uint32_t named[] = {0, 1, 2};
    static const coding_stats_saturation rule = {1, 1, 0};
    const coding_stats_accumulation data = {3, 2, first, named};
    uint64_t low[3], median[3], high[3];
    coding_stats_saturation_band band;
    coding_stats_accumulation_band out = {low, median, high, &band};
    coding_stats_orders options = {6000, 7, &rule, 1};
    coding_context *context = check_context(NULL);

    (void)state;
    assert_int_equal(
        coding_stats_accumulation_permute(context, &data, &options, &out),
        CODING_OK);
    assert_int_equal(low[0], 1);
    assert_int_equal(high[0], 1);
    assert_int_equal(low[1], 1);
    assert_int_equal(median[1], 2);
    assert_int_equal(high[1], 2);
    assert_int_equal(low[2], 2);
    /* aab is 1+1, aba and baa are 2+1, each a third of the orders. */
    assert_int_equal(band.never, 0);
    assert_int_equal(band.low, 1);
    assert_int_equal(band.median, 2);
    assert_int_equal(band.high, 2);
    coding_context_free(context);
}

static void
a_number_of_orders_out_of_range_is_told(void **state)
{
    static const size_t first[] = {0, 1};
    static const uint32_t named[] = {0};
    const coding_stats_accumulation data = {1, 1, first, named};
    uint64_t cells[3];
    coding_stats_accumulation_band out = {&cells[0], &cells[1], &cells[2],
                                          NULL};
    coding_stats_orders options = {CODING_STATS_ORDERS + 1, 1, NULL, 0};
    check_messages said = {.count = 0};
    coding_context *context = check_context(&said);

    (void)state;
    assert_int_equal(
        coding_stats_accumulation_permute(context, &data, &options, &out),
        CODING_EUSAGE);
    assert_true(check_said(&said, "orders-range"));
    coding_context_free(context);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_design_has_the_new_codes_of_the_study),
        cmocka_unit_test(the_rule_is_that_of_base_run_and_percent),
        cmocka_unit_test(the_limit_itself_counts_and_an_empty_base_does_not),
        cmocka_unit_test(the_mean_of_all_orders_is_that_of_enumeration),
        cmocka_unit_test(the_band_is_that_of_enumeration),
        cmocka_unit_test(quantiles_are_the_inverse_distribution_function),
        cmocka_unit_test(a_number_of_orders_out_of_range_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
