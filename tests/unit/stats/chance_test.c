/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Chance figures of a threshold rule, against full enumeration. */
#include <coding/stats_chance.h>

#include "check.h"
#include "stats/chance.h"

static coding_status
keep(void *user, const coding_figure *figure)
{
    double *kept = user;

    if (strcmp(figure->statistic, "chance_p_code") == 0)
        kept[0] = figure->value;
    else if (strcmp(figure->statistic, "chance_expected") == 0)
        kept[1] = figure->value;
    else if (strcmp(figure->statistic, "chance_p_at_least") == 0)
        kept[2] = figure->value;
    return CODING_OK;
}

/* 16 respondents, 15 codes, 4 to pass, 7 codes: the study's design, computed
   there independently (method.md, section 0): .402, 6.03, .32881 when each
   names three, .36851, 5.528, .17840 when two of them name two. */
static void
the_published_threshold_is_at_chance_level(void **state)
{
    coding_context *context = check_context(NULL);
    size_t named[16];
    coding_stats_chance_design design = {named, 16, 15, 4};
    double got[3] = {0, 0, 0};
    coding_figure_sink sink = {keep, got};

    (void)state;
    for (size_t i = 0; i < 16; i++)
        named[i] = 3;
    assert_int_equal(coding_stats_chance(context, &design, 7, &sink),
                     CODING_OK);
    assert_near(got[0], .40187, 2e-5);
    assert_near(got[1], 6.028, 1e-5);
    assert_near(got[2], .32881, 2e-5);
    named[5] = named[11] = 2;
    assert_int_equal(coding_stats_chance(context, &design, 7, &sink),
                     CODING_OK);
    assert_near(got[0], .36851, 2e-5);
    assert_near(got[1], 5.528, 1e-4);
    assert_near(got[2], .17840, 3e-5);
    coding_context_free(context);
}

/* Every answer of respondent `at` on, all sets of the right size. */
static void
enumerate(const coding_stats_chance_design *design, size_t at,
          unsigned *mentions, double *passing)
{
    size_t passed = 0;

    if (at < design->respondents) {
        for (unsigned set = 0; set < 1U << design->codes; set++) {
            size_t size = 0;

            for (size_t c = 0; c < design->codes; c++)
                size += set >> c & 1;
            if (size != design->named[at])
                continue;
            for (size_t c = 0; c < design->codes; c++)
                mentions[c] += set >> c & 1;
            enumerate(design, at + 1, mentions, passing);
            for (size_t c = 0; c < design->codes; c++)
                mentions[c] -= set >> c & 1;
        }
        return;
    }
    for (size_t c = 0; c < design->codes; c++)
        passed += mentions[c] >= design->threshold;
    passing[passed]++;
}

static void
small_designs_agree_with_enumeration(void **state)
{
    static const size_t named[][5] = {
        {1, 1, 1, 1, 1}, {2, 2, 2, 2, 2}, {0, 1, 2, 3, 4}, {4, 2, 0, 2, 1}};
    coding_context *context = check_context(NULL);

    (void)state;
    for (size_t d = 0; d < 4; d++) {
        for (size_t threshold = 0; threshold <= 6; threshold++) {
            coding_stats_chance_design design = {named[d], 5, 4, threshold};
            unsigned mentions[4] = {0};
            double passing[5] = {0};
            double got[5];
            double other[5];
            double one = 0;
            double all = 0;
            double mean = 0;

            enumerate(&design, 0, mentions, passing);
            assert_int_equal(coding_stats_chance_codes(context, &design, got),
                             CODING_OK);
            for (size_t k = 0; k <= 4; k++)
                all += passing[k];
            if (threshold >= 1 && threshold <= 5)
                assert_int_equal(
                    stats_chance_by_respondent(context, &design, other),
                    CODING_OK);
            for (size_t k = 0; k <= 4; k++) {
                assert_true(fabs(got[k] - passing[k] / all) < 1e-15);
                if (threshold >= 1 && threshold <= 5)
                    assert_true(fabs(other[k] - passing[k] / all) < 1e-15);
                mean += (double)k * passing[k] / all;
            }
            assert_int_equal(coding_stats_chance_code(context, &design, &one),
                             CODING_OK);
            assert_true(fabs(4 * one - mean) < 1e-14);
        }
    }
    coding_context_free(context);
}

/* The mean of the joint distribution is codes times the marginal tail: two
   computations that share nothing. */
static void
the_joint_distribution_has_the_marginal_mean(void **state)
{
    coding_context *context = check_context(NULL);
    size_t named[16];
    double got[16];

    (void)state;
    for (size_t i = 0; i < 16; i++)
        named[i] = 1 + i % 4;
    for (size_t threshold = 1; threshold <= 16; threshold++) {
        coding_stats_chance_design design = {named, 16, 15, threshold};
        double one = 0;
        double all = 0;
        double mean = 0;

        assert_int_equal(coding_stats_chance_codes(context, &design, got),
                         CODING_OK);
        assert_int_equal(coding_stats_chance_code(context, &design, &one),
                         CODING_OK);
        for (size_t k = 16; k > 0; k--) {
            all += got[k - 1];
            mean += (double)(k - 1) * got[k - 1];
        }
        assert_near(all, 1, 1e-13);
        assert_near(mean, 15 * one, 1e-12);
    }
    coding_context_free(context);
}

/* Two exact computations that share nothing, to the last figures of the tail.
 */
static void
both_ways_agree(void **state)
{
    coding_context *context = check_context(NULL);
    size_t named[20];
    double a[16];
    double b[16];

    (void)state;
    for (size_t i = 0; i < 20; i++)
        named[i] = 2 + i % 2;
    for (size_t threshold = 1; threshold <= 20; threshold += 3) {
        coding_stats_chance_design design = {named, 20, 15, threshold};

        assert_int_equal(stats_chance_by_respondent(context, &design, a),
                         CODING_OK);
        assert_int_equal(stats_chance_by_code(context, &design, b), CODING_OK);
        for (size_t k = 0; k <= 15; k++)
            assert_true(fabs(a[k] - b[k]) <= 1e-12 * a[k]);
    }
    coding_context_free(context);
}

static void
too_large_a_design_is_refused_with_a_warning(void **state)
{
    check_messages said;
    coding_context *context = check_context(&said);
    size_t named[300];
    coding_stats_chance_design design = {named, 300, 40, 30};
    double got[3] = {-1, -1, -1};
    coding_figure_sink sink = {keep, got};

    (void)state;
    for (size_t i = 0; i < 300; i++)
        named[i] = 5;
    assert_int_equal(coding_stats_chance(context, &design, 7, &sink),
                     CODING_EDATA);
    assert_true(check_said(&said, "chance-too-large"));
    assert_true(got[0] > 0 && got[1] > 0);
    assert_near(got[2], -1, 0);
    coding_context_free(context);
}

static void
impossible_designs_are_usage_errors(void **state)
{
    check_messages said;
    coding_context *context = check_context(&said);
    size_t named[2] = {3, 1};
    coding_stats_chance_design design = {named, 2, 2, 1};
    double out = -1;

    (void)state;
    assert_int_equal(coding_stats_chance_code(context, &design, &out),
                     CODING_EUSAGE);
    design.codes = 0;
    assert_int_equal(coding_stats_chance_code(context, &design, &out),
                     CODING_EUSAGE);
    design.codes = CODING_STATS_CHANCE_CODES + 1;
    assert_int_equal(coding_stats_chance_codes(context, &design, &out),
                     CODING_EUSAGE);
    assert_true(check_said(&said, "chance-range"));
    assert_near(out, -1, 0);
    coding_context_free(context);
}

static coding_status
work(coding_context *context)
{
    static const size_t named[5] = {2, 1, 3, 2, 2};
    coding_stats_chance_design design = {named, 5, 4, 2};
    double got[3];
    coding_figure_sink sink = {keep, got};

    return coding_stats_chance(context, &design, 2, &sink);
}

static void
memory_may_run_out_anywhere(void **state)
{
    (void)state;
    check_every_failure(work);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_published_threshold_is_at_chance_level),
        cmocka_unit_test(small_designs_agree_with_enumeration),
        cmocka_unit_test(the_joint_distribution_has_the_marginal_mean),
        cmocka_unit_test(both_ways_agree),
        cmocka_unit_test(too_large_a_design_is_refused_with_a_warning),
        cmocka_unit_test(impossible_designs_are_usage_errors),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
