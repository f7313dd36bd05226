/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Multiple-response tests: the sixteen interviews of the teaching corpus, exact
   bootstrap distributions by enumeration, identities. */
#include <coding/stats_multiple.h>

#include "check.h"
#include "stats/distribution.h"

enum { PEOPLE = 16, CODES = 10, DOMINANT = 7 };

/* study/top3_design.tsv: the first three distinct codes of each respondent, in
   the order governance, trust, openness, delivery, goals, measurement,
   innovation (the seven dominant), communication, continuity, culture. */
static const unsigned char top_three[PEOPLE][CODES] = {
    {1, 1, 0, 0, 1, 0, 0, 0, 0, 0}, /* OS1-R1 */
    {0, 1, 1, 0, 0, 0, 1, 0, 0, 0}, /* OS1-R2 */
    {1, 0, 0, 0, 1, 0, 0, 1, 0, 0}, /* OS2-R1 */
    {0, 1, 1, 0, 1, 0, 0, 0, 0, 0}, /* OS2-R2 */
    {1, 0, 0, 0, 1, 0, 1, 0, 0, 0}, /* OS3-R1 */
    {0, 1, 0, 0, 1, 0, 0, 0, 0, 0}, /* OS3-R2 */
    {1, 1, 0, 1, 0, 0, 0, 0, 0, 0}, /* OS4-R1 */
    {0, 0, 1, 0, 0, 0, 0, 1, 1, 0}, /* OS4-R2 */
    {1, 0, 0, 1, 0, 1, 0, 0, 0, 0}, /* C1-R1 */
    {0, 1, 1, 1, 0, 0, 0, 0, 0, 0}, /* C1-R2 */
    {1, 0, 0, 1, 0, 1, 0, 0, 0, 0}, /* C2-R1 */
    {0, 0, 0, 1, 0, 0, 1, 0, 0, 0}, /* C2-R2 */
    {1, 0, 1, 0, 0, 1, 0, 0, 0, 0}, /* C3-R1 */
    {1, 0, 0, 1, 0, 0, 1, 0, 0, 0}, /* C4-R1 */
    {0, 1, 1, 0, 0, 0, 0, 1, 0, 0}, /* C5-R1 */
    {0, 0, 0, 0, 1, 1, 0, 0, 0, 1}, /* C6-R1 */
};
static const size_t side[PEOPLE] = {0, 0, 0, 0, 0, 0, 0, 0,
                                    1, 1, 1, 1, 1, 1, 1, 1};
/* OS1 OS2 OS3 OS4, C1 ... C6 */
static const size_t organisation[PEOPLE] = {0, 0, 1, 1, 2, 2, 3, 3,
                                            4, 4, 5, 5, 6, 7, 8, 9};

typedef struct {
    coding_figure figures[2000];
    size_t count;
} taken;

static coding_status
take(void *user, const coding_figure *figure)
{
    taken *all = user;

    assert_true(all->count < 2000);
    all->figures[all->count++] = *figure;
    return CODING_OK;
}

static double
figure(const taken *all, const char *statistic, size_t row, size_t column)
{
    for (size_t i = 0; i < all->count; i++)
        if (all->figures[i].row == row && all->figures[i].column == column &&
            strcmp(all->figures[i].statistic, statistic) == 0)
            return all->figures[i].value;
    fail_msg("no figure %s %zu %zu", statistic, row, column);
    return 0;
}

/* The first codes of the design. */
static coding_stats_mentions
design(unsigned char *named, size_t codes)
{
    for (size_t i = 0; i < PEOPLE; i++)
        memcpy(named + i * codes, top_three[i], codes);
    return (coding_stats_mentions){named, side, PEOPLE, codes, 2};
}

static void
check_design(coding_context *context, size_t codes, double x2s,
             const double *counts)
{
    unsigned char named[PEOPLE * CODES];
    coding_stats_mentions data = design(named, codes);
    coding_stats_permutation people = {0};
    coding_stats_permutation firms = {.cluster = organisation, .clusters = 10};
    taken got = {0};
    coding_figure_sink sink = {take, &got};

    assert_int_equal(coding_stats_multiple(context, &data, &sink), CODING_OK);
    assert_int_equal(
        coding_stats_multiple_permute(context, &data, &people, &sink),
        CODING_OK);
    assert_int_equal(
        coding_stats_multiple_permute(context, &data, &firms, &sink),
        CODING_OK);
    assert_true(fabs(figure(&got, "x2s", 0, 0) - x2s) < 5e-5);
    assert_near(figure(&got, "perm_count", 0, 0), 12870, 0);
    assert_near(figure(&got, "perm_as_large", 0, 0), counts[0], 0);
    assert_near(figure(&got, "perm_p_x2s", 0, 0), counts[0] / 12870, 1e-15);
    assert_near(figure(&got, "cluster_perm_count", 0, 0), 210, 0);
    assert_near(figure(&got, "cluster_perm_as_large", 0, 0), counts[1], 0);
    assert_near(figure(&got, "cluster_perm_p_x2s", 0, 0), counts[1] / 210,
                1e-15);
}

/* method.md 6.3, counted there independently: over the seven dominant codes
   16.1524, 530 of 12,870 and, by organisation, 10 of 210; over all ten codes
   named 18.6960, 694 of 12,870 and 11 of 210. */
static void
the_interviews_have_the_published_permutation_p(void **state)
{
    static const double seven[] = {530, 10};
    static const double ten[] = {694, 11};
    coding_context *context = check_context(NULL);

    (void)state;
    check_design(context, DOMINANT, 16.1524, seven);
    check_design(context, CODES, 18.6960, ten);
    coding_context_free(context);
}

/* Random arrangements estimate the exact shares: within 5 standard errors, and
   the same seed gives the same figure. */
static void
random_permutations_agree_with_the_exact_p(void **state)
{
    coding_context *context = check_context(NULL);
    unsigned char named[PEOPLE * CODES];
    coding_stats_mentions data = design(named, DOMINANT);
    coding_stats_permutation options = {
        .exhaustive = 100, .samples = 50000, .seed = 7};
    taken got = {0};
    taken exact = {0};
    taken again = {0};
    coding_figure_sink sink = {take, &got};

    (void)state;
    assert_int_equal(
        coding_stats_multiple_permute(context, &data, &options, &sink),
        CODING_OK);
    sink.user = &again;
    assert_int_equal(
        coding_stats_multiple_permute(context, &data, &options, &sink),
        CODING_OK);
    options.exhaustive = 0;
    sink.user = &exact;
    assert_int_equal(
        coding_stats_multiple_permute(context, &data, &options, &sink),
        CODING_OK);
    assert_near(figure(&got, "perm_exhaustive", 0, 0), 0, 0);
    assert_near(figure(&got, "perm_count", 0, 0), 50000, 0);
    assert_true(fabs(figure(&got, "perm_p_x2s", 0, 0) - 530.0 / 12870) <
                5 * figure(&got, "perm_mc_se", 0, 0));
    assert_true(figure(&got, "perm_mc_lo95", 0, 0) <
                figure(&got, "perm_mc_hi95", 0, 0));
    for (size_t j = 1; j <= DOMINANT; j++) {
        double p = figure(&exact, "item_p_maxt", j, 0);

        assert_true(fabs(figure(&got, "item_p_maxt", j, 0) - p) <
                    5 * sqrt(p * (1 - p) / 50000) + 1e-4);
        assert_near(figure(&got, "item_p_maxt", j, 0),
                    figure(&again, "item_p_maxt", j, 0), 0);
    }
    coding_context_free(context);
}

/* Three groups, one of them empty in the list, an item nobody named and one
   that everybody did: the figures are those without them. */
static void
empty_groups_and_constant_items_do_not_count(void **state)
{
    static const unsigned char wide[6][4] = {{1, 0, 1, 0}, {0, 0, 1, 1},
                                             {1, 0, 1, 1}, {0, 0, 1, 0},
                                             {0, 0, 1, 1}, {1, 0, 1, 0}};
    static const unsigned char narrow[6][2] = {{1, 0}, {0, 1}, {1, 1},
                                               {0, 0}, {0, 1}, {1, 0}};
    static const size_t gaps[6] = {0, 2, 2, 3, 3, 0};
    static const size_t plain[6] = {0, 1, 1, 2, 2, 0};
    static const char *const same[] = {
        "x2s",       "x2s_half", "x2s_df", "rs1",          "rs2",
        "rs2_sat_p", "trace",    "trace2", "bonferroni_p", "half_rs2_p"};
    coding_stats_mentions with = {wide[0], gaps, 6, 4, 4};
    coding_stats_mentions without = {narrow[0], plain, 6, 2, 3};
    coding_stats_permutation options = {0};
    coding_context *context = check_context(NULL);
    taken a = {0};
    taken b = {0};
    coding_figure_sink sink = {take, &a};

    (void)state;
    assert_int_equal(coding_stats_multiple(context, &with, &sink), CODING_OK);
    assert_int_equal(
        coding_stats_multiple_permute(context, &with, &options, &sink),
        CODING_OK);
    sink.user = &b;
    assert_int_equal(coding_stats_multiple(context, &without, &sink),
                     CODING_OK);
    assert_int_equal(
        coding_stats_multiple_permute(context, &without, &options, &sink),
        CODING_OK);
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        assert_near(figure(&a, same[i], 0, 0), figure(&b, same[i], 0, 0),
                    1e-14);
    assert_near(figure(&a, "perm_p_x2s", 0, 0), figure(&b, "perm_p_x2s", 0, 0),
                0);
    assert_near(figure(&a, "perm_count", 0, 0), 90, 0); /* 6! / (2! 2! 2!) */
    assert_near(figure(&a, "item_x2", 2, 0), STATS_NAN, 0);
    assert_near(figure(&a, "item_p_maxt", 3, 0), STATS_NAN, 0);
    assert_near(figure(&a, "item_x2", 4, 0), figure(&b, "item_x2", 2, 0),
                1e-15);
    assert_near(figure(&a, "mentions_cell", 3, 4), 2, 0);
    coding_context_free(context);
}

static void
one_group_leaves_the_tests_undefined(void **state)
{
    static const unsigned char named[3][2] = {{1, 0}, {0, 1}, {1, 1}};
    static const size_t group[3] = {0, 0, 0};
    coding_stats_mentions data = {named[0], group, 3, 2, 1};
    coding_stats_permutation permutation = {0};
    coding_stats_resampling resampling = {.samples = 10};
    coding_context *context = check_context(NULL);
    taken got = {0};
    coding_figure_sink sink = {take, &got};

    (void)state;
    assert_int_equal(coding_stats_multiple(context, &data, &sink), CODING_OK);
    assert_int_equal(
        coding_stats_multiple_permute(context, &data, &permutation, &sink),
        CODING_OK);
    assert_int_equal(
        coding_stats_multiple_bootstrap(context, &data, &resampling, &sink),
        CODING_OK);
    assert_near(figure(&got, "x2s", 0, 0), STATS_NAN, 0);
    assert_near(figure(&got, "rs2_p", 0, 0), STATS_NAN, 0);
    assert_near(figure(&got, "naive_p", 0, 0), STATS_NAN, 0);
    assert_near(figure(&got, "item_p", 1, 0), STATS_NAN, 0);
    assert_near(figure(&got, "perm_p_x2s", 0, 0), STATS_NAN, 0);
    assert_near(figure(&got, "boot_p_x2s", 0, 0), STATS_NAN, 0);
    coding_context_free(context);
}

/* Five people, two groups, two items: all 5^5 resamples, each as likely. */
static void
the_bootstrap_has_the_enumerated_distribution(void **state)
{
    static const unsigned char named[5][2] = {
        {1, 0}, {1, 1}, {0, 1}, {0, 0}, {0, 1}};
    static const size_t group[5] = {0, 0, 1, 1, 1};
    coding_stats_mentions data = {named[0], group, 5, 2, 2};
    coding_stats_resampling options = {
        .samples = 200000, .most = 400000, .seed = 3};
    coding_context *context = check_context(NULL);
    taken observed = {0};
    taken got = {0};
    coding_figure_sink sink = {take, &observed};
    double extreme[3] = {0};
    double used = 0;

    (void)state;
    assert_int_equal(coding_stats_multiple(context, &data, &sink), CODING_OK);
    sink.user = &got;
    assert_int_equal(
        coding_stats_multiple_bootstrap(context, &data, &options, &sink),
        CODING_OK);
    for (size_t code = 0; code < 3125; code++) {
        double sum = 0;
        double largest = 0;
        double product = 1;
        bool is_degenerate = false;
        size_t digits = code;
        size_t drawn[5];

        for (size_t i = 0; i < 5; i++, digits /= 5)
            drawn[i] = digits % 5;
        for (size_t j = 0; j < 2; j++) {
            double first = named[drawn[0]][j] + named[drawn[1]][j];
            double total = first + named[drawn[2]][j] + named[drawn[3]][j] +
                           named[drawn[4]][j];
            double off = first - 2 * total / 5;
            /* sum of (O - E)^2 / E over the four cells */
            double x2 = off * off *
                        (1 / (2 * total / 5) + 1 / (3 * total / 5) +
                         1 / (2 * (5 - total) / 5) + 1 / (3 * (5 - total) / 5));

            is_degenerate = is_degenerate || total < 1 || total > 4;
            sum += x2;
            largest = fmax(largest, x2);
            product *= erfc(sqrt(x2 / 2));
        }
        if (is_degenerate)
            continue;
        used++;
        extreme[0] += sum >= figure(&observed, "x2s", 0, 0) - 1e-9;
        extreme[1] += largest >= fmax(figure(&observed, "item_x2", 1, 0),
                                      figure(&observed, "item_x2", 2, 0)) -
                                     1e-9;
        extreme[2] += product <= figure(&observed, "item_p", 1, 0) *
                                         figure(&observed, "item_p", 2, 0) +
                                     1e-9;
    }
    assert_near(figure(&got, "boot_used", 0, 0), 200000, 0);
    assert_true(fabs(figure(&got, "boot_p_x2s", 0, 0) - extreme[0] / used) <
                0.006);
    assert_true(fabs(figure(&got, "boot_p_min", 0, 0) - extreme[1] / used) <
                0.006);
    assert_true(fabs(figure(&got, "boot_p_prod", 0, 0) - extreme[2] / used) <
                0.006);
    assert_true(fabs(figure(&got, "boot_discarded", 0, 0) /
                         (200000 + figure(&got, "boot_discarded", 0, 0)) -
                     (3125 - used) / 3125) < 0.006);
    coding_context_free(context);
}

/* More than 255 members of a group: the packed counts are passed on in time.
   Resampling cannot change the number of a respondent's items when all are
   alike in it, so the totals stay and no sample is degenerate. */
static void
large_groups_are_counted_in_full(void **state)
{
    enum { N = 1500 };
    static unsigned char named[N][9];
    static size_t group[N];
    coding_stats_mentions data = {named[0], group, N, 9, 3};
    coding_stats_resampling options = {.samples = 2000, .seed = 11};
    coding_context *context = check_context(NULL);
    taken got = {0};
    coding_figure_sink sink = {take, &got};
    double p;

    (void)state;
    for (size_t i = 0; i < N; i++) {
        named[i][i % 9] = 1;
        named[i][(i + 4) % 9] = 1;
        group[i] = i % 3; /* 9 is a multiple of 3: items go with groups */
    }
    assert_int_equal(
        coding_stats_multiple_bootstrap(context, &data, &options, &sink),
        CODING_OK);
    assert_near(figure(&got, "boot_discarded", 0, 0), 0, 0);
    assert_near(figure(&got, "boot_p_x2s", 0, 0), 0, 0);
    for (size_t i = 0; i < N; i++)
        group[i] = i / 9 % 3; /* every group names every item alike */
    got.count = 0;
    assert_int_equal(
        coding_stats_multiple_bootstrap(context, &data, &options, &sink),
        CODING_OK);
    p = figure(&got, "boot_p_x2s", 0, 0);
    assert_true(p > 0.99);
    coding_context_free(context);
}

/* Four people, questions of two items and of one: all 4^4 x 4^4 resamples. */
static void
the_pairwise_bootstrap_has_the_enumerated_distribution(void **state)
{
    static const unsigned char w4[4][2] = {{1, 0}, {0, 1}, {1, 0}, {0, 1}};
    static const unsigned char y4[4][1] = {{1}, {0}, {1}, {1}};
    coding_stats_mention_pairs data = {w4[0], y4[0], 4, 2, 1};
    coding_stats_resampling options = {
        .samples = 100000, .most = 1000000, .seed = 5};
    coding_context *context = check_context(NULL);
    taken observed = {0};
    taken got = {0};
    coding_figure_sink sink = {take, &observed};
    double extreme = 0;
    double used = 0;

    (void)state;
    assert_int_equal(coding_stats_pairwise(context, &data, &sink), CODING_OK);
    sink.user = &got;
    assert_int_equal(
        coding_stats_pairwise_bootstrap(context, &data, &options, &sink),
        CODING_OK);
    for (size_t code = 0; code < 65536; code++) {
        double sum = 0;
        bool is_degenerate = false;
        size_t a[4];
        size_t b[4];

        for (size_t i = 0; i < 4; i++) {
            a[i] = code >> (2 * i) & 3;
            b[i] = code >> (8 + 2 * i) & 3;
        }
        for (size_t j = 0; j < 2; j++) {
            double n11 = 0;
            double n1 = 0;
            double m1 = 0;

            for (size_t i = 0; i < 4; i++) {
                n11 += w4[a[i]][j] * y4[b[i]][0];
                n1 += w4[a[i]][j];
                m1 += y4[b[i]][0];
            }
            if (n1 < 1 || n1 > 3 || m1 < 1 || m1 > 3)
                is_degenerate = true;
            else
                sum += 4 * (4 * n11 - n1 * m1) * (4 * n11 - n1 * m1) /
                       (n1 * (4 - n1) * m1 * (4 - m1));
        }
        if (is_degenerate)
            continue;
        used++;
        extreme += sum >= figure(&observed, "x2s", 0, 0) - 1e-9;
    }
    assert_true(fabs(figure(&got, "boot_p_x2s", 0, 0) - extreme / used) <
                0.008);
    coding_context_free(context);
}

/* A column question with one item is a group: all 8! orders of eight people
   give the shares that the C(8, 4) arrangements of their labels give. */
static void
pairs_permute_as_groups_do(void **state)
{
    enum { EIGHT = 8 };
    static const size_t group[EIGHT] = {0, 0, 1, 1, 0, 1, 0, 1};
    unsigned char label[EIGHT];
    coding_stats_mentions data = {top_three[0], group, EIGHT, CODES, 2};
    coding_stats_mention_pairs pairs = {top_three[0], label, EIGHT, CODES, 1};
    coding_stats_permutation options = {0};
    coding_context *context = check_context(NULL);
    taken a = {0};
    taken b = {0};
    coding_figure_sink sink = {take, &a};

    (void)state;
    for (size_t i = 0; i < EIGHT; i++)
        label[i] = group[i] == 1;
    assert_int_equal(
        coding_stats_multiple_permute(context, &data, &options, &sink),
        CODING_OK);
    sink.user = &b;
    assert_int_equal(
        coding_stats_pairwise_permute(context, &pairs, &options, &sink),
        CODING_OK);
    assert_near(figure(&a, "perm_count", 0, 0), 70, 0);
    assert_near(figure(&b, "perm_count", 0, 0), 40320, 0);
    assert_near(figure(&b, "perm_p_x2s", 0, 0), figure(&a, "perm_p_x2s", 0, 0),
                1e-15);
    assert_near(figure(&b, "perm_p_smallest", 0, 0),
                figure(&a, "perm_p_smallest", 0, 0), 1e-15);
    for (size_t j = 1; j <= CODES; j++)
        assert_near(figure(&b, "pair_p_maxt", j, 1),
                    figure(&a, "item_p_maxt", j, 0), 1e-15);
    options = (coding_stats_permutation){
        .exhaustive = 10, .samples = 40000, .seed = 9};
    b.count = 0;
    assert_int_equal(
        coding_stats_pairwise_permute(context, &pairs, &options, &sink),
        CODING_OK);
    assert_near(figure(&b, "perm_exhaustive", 0, 0), 0, 0);
    assert_true(
        fabs(figure(&b, "perm_p_x2s", 0, 0) - figure(&a, "perm_p_x2s", 0, 0)) <
        5 * figure(&b, "perm_mc_se", 0, 0) + 1e-4);
    coding_context_free(context);
}

/* A question with one item is a group of two: the same item statistics. */
static void
one_item_is_a_grouping_variable(void **state)
{
    coding_context *context = check_context(NULL);
    unsigned char named[PEOPLE * CODES];
    unsigned char supplier[PEOPLE];
    coding_stats_mentions data = design(named, CODES);
    coding_stats_mention_pairs pairs = {named, supplier, PEOPLE, CODES, 1};
    taken a = {0};
    taken b = {0};
    coding_figure_sink sink = {take, &a};

    (void)state;
    for (size_t i = 0; i < PEOPLE; i++)
        supplier[i] = side[i] == 0;
    assert_int_equal(coding_stats_multiple(context, &data, &sink), CODING_OK);
    sink.user = &b;
    assert_int_equal(coding_stats_pairwise(context, &pairs, &sink), CODING_OK);
    assert_near(figure(&a, "x2s", 0, 0), figure(&b, "x2s", 0, 0), 1e-14);
    assert_near(figure(&a, "x2s_half", 0, 0), figure(&b, "x2s_half", 0, 0),
                1e-14);
    for (size_t j = 1; j <= CODES; j++)
        assert_near(figure(&a, "item_x2", j, 0), figure(&b, "pair_x2", j, 1),
                    1e-14);
    coding_context_free(context);
}

/* Everybody ten times over: ten times the statistic, the same covariances; the
   traces are then taken pair by pair instead of respondent by respondent. */
static void
traces_do_not_depend_on_how_they_are_taken(void **state)
{
    enum { TIMES = 10, FEW = 3 };
    static unsigned char many[TIMES * PEOPLE][CODES];
    static unsigned char others[TIMES * PEOPLE][FEW];
    coding_stats_mention_pairs pairs = {many[0], others[0], PEOPLE, CODES, FEW};
    coding_context *context = check_context(NULL);
    taken once = {0};
    taken often = {0};
    coding_figure_sink sink = {take, &once};

    (void)state;
    for (size_t i = 0; i < TIMES * PEOPLE; i++) {
        memcpy(many[i], top_three[i % PEOPLE], CODES);
        memcpy(others[i], top_three[(i + 5) % PEOPLE], FEW);
    }
    assert_int_equal(coding_stats_pairwise(context, &pairs, &sink), CODING_OK);
    pairs.respondents = TIMES * PEOPLE;
    sink.user = &often;
    assert_int_equal(coding_stats_pairwise(context, &pairs, &sink), CODING_OK);
    assert_near(figure(&often, "x2s", 0, 0), 10 * figure(&once, "x2s", 0, 0),
                1e-13);
    assert_near(figure(&often, "trace", 0, 0), figure(&once, "trace", 0, 0),
                1e-13);
    assert_near(figure(&often, "trace2", 0, 0), figure(&once, "trace2", 0, 0),
                1e-13);
    coding_context_free(context);
}

static void
wrong_data_are_named(void **state)
{
    unsigned char named[4] = {1, 0, 2, 0};
    size_t group[2] = {0, 5};
    size_t cluster[2] = {0, 0};
    coding_stats_mentions data = {named, group, 2, 2, 2};
    coding_stats_permutation options = {.cluster = cluster, .clusters = 1};
    check_messages said;
    coding_context *context = check_context(&said);
    taken got = {0};
    coding_figure_sink sink = {take, &got};

    (void)state;
    assert_int_equal(coding_stats_multiple(context, &data, &sink),
                     CODING_EUSAGE);
    assert_true(check_said(&said, "mention-not-binary"));
    named[2] = 0;
    named[3] = 1;
    assert_int_equal(coding_stats_multiple(context, &data, &sink),
                     CODING_EUSAGE);
    assert_true(check_said(&said, "group-range"));
    group[1] = 1;
    assert_int_equal(
        coding_stats_multiple_permute(context, &data, &options, &sink),
        CODING_EDATA);
    assert_true(check_said(&said, "cluster-two-groups"));
    cluster[1] = 1;
    assert_int_equal(
        coding_stats_multiple_permute(context, &data, &options, &sink),
        CODING_EUSAGE);
    assert_int_equal(got.count, 0);
    coding_context_free(context);
}

static coding_status
everything(coding_context *context)
{
    unsigned char named[PEOPLE * CODES];
    coding_stats_mentions data = design(named, DOMINANT);
    coding_stats_mention_pairs pairs = {named, named, PEOPLE, DOMINANT,
                                        DOMINANT};
    coding_stats_permutation permutation = {.cluster = organisation,
                                            .clusters = 10};
    coding_stats_resampling resampling = {.samples = 2};
    taken got = {0};
    coding_figure_sink sink = {take, &got};
    coding_status status = coding_stats_multiple(context, &data, &sink);

    if (status == CODING_OK)
        status =
            coding_stats_multiple_permute(context, &data, &permutation, &sink);
    if (status == CODING_OK)
        status =
            coding_stats_multiple_bootstrap(context, &data, &resampling, &sink);
    if (status == CODING_OK)
        status = coding_stats_pairwise(context, &pairs, &sink);
    permutation = (coding_stats_permutation){.samples = 2};
    if (status == CODING_OK)
        status =
            coding_stats_pairwise_permute(context, &pairs, &permutation, &sink);
    if (status == CODING_OK)
        status = coding_stats_pairwise_bootstrap(context, &pairs, &resampling,
                                                 &sink);
    return status;
}

static void
memory_may_run_out_anywhere(void **state)
{
    (void)state;
    check_every_failure(everything);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_interviews_have_the_published_permutation_p),
        cmocka_unit_test(random_permutations_agree_with_the_exact_p),
        cmocka_unit_test(empty_groups_and_constant_items_do_not_count),
        cmocka_unit_test(one_group_leaves_the_tests_undefined),
        cmocka_unit_test(the_bootstrap_has_the_enumerated_distribution),
        cmocka_unit_test(large_groups_are_counted_in_full),
        cmocka_unit_test(
            the_pairwise_bootstrap_has_the_enumerated_distribution),
        cmocka_unit_test(pairs_permute_as_groups_do),
        cmocka_unit_test(one_item_is_a_grouping_variable),
        cmocka_unit_test(traces_do_not_depend_on_how_they_are_taken),
        cmocka_unit_test(wrong_data_are_named),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
