/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Two-way tables and goodness of fit: printed examples and figures that can be
   checked by hand. */
#include <coding/stats_gof.h>
#include <coding/stats_twoway.h>

#include "check.h"
#include "figures.h"
#include "stats/distribution.h"

static void
analyse(const uint64_t *counts, size_t rows, size_t columns, figures *all)
{
    const coding_stats_table table = {counts, rows, columns};
    const coding_stats_twoway_options options = {
        .groups = CODING_STATS_ALL & ~(unsigned)CODING_STATS_MONTE_CARLO};
    coding_figure_sink sink = {figures_take, all};
    coding_context *context = check_context(NULL);

    memset(all, 0, sizeof *all);
    assert_int_equal(coding_stats_twoway(context, &table, &options, &sink),
                     CODING_OK);
    coding_context_free(context);
}

static figures all;

/* Fisher 1935, The Design of Experiments, chapter 2: of the 70 ways to pick 4
   of 8 cups 1 + 16 have three or four right, 34 are as likely or less. The
   odds ratio and its limits are roots of polynomials in the ways. */
static void
tea_tasting(void **state)
{
    static const uint64_t cups[] = {3, 1, 1, 3};
    double w;

    (void)state;
    analyse(cups, 2, 2, &all);
    assert_near(figures_of(&all, "fisher_p"), 34.0 / 70, 1e-14);
    assert_near(figures_of(&all, "fisher_logp"), log(34.0 / 70), 1e-13);
    assert_near(figures_of(&all, "fisher_p_greater"), 17.0 / 70, 1e-14);
    assert_near(figures_of(&all, "fisher_p_less"), 69.0 / 70, 1e-14);
    assert_near(figures_of(&all, "fisher_midp"), 18.0 / 70, 1e-14);
    assert_near(figures_of(&all, "exact_p_x2"), 34.0 / 70, 1e-14);
    assert_near(figures_of(&all, "exact_p_g"), 34.0 / 70, 1e-14);
    /* mean 3: w^4 = 36 w^2 + 32 w + 3 */
    w = figures_of(&all, "fisher_or");
    assert_near(w * w * w * w, 36 * w * w + 32 * w + 3, 1e-11);
    /* P(3 or more) = .025 and P(3 or fewer) = .025 */
    w = figures_of(&all, "fisher_or_lo95");
    assert_near((16 * w * w * w + w * w * w * w) /
                    (1 + 16 * w + 36 * w * w + 16 * w * w * w + w * w * w * w),
                0.025, 1e-10);
    w = figures_of(&all, "fisher_or_hi95");
    assert_near(w, 626.2435, 1e-7); /* SciPy's odds_ratio */
    assert_near(figures_of(&all, "x2"), 2, 1e-15);
    assert_near(figures_of(&all, "x2_yates"), 0.5, 1e-15);
}

/* 100 (400 - 600)^2 / (30 70 40 60), and with 50 taken from the difference. */
static void
corrections_by_hand(void **state)
{
    static const uint64_t counts[] = {10, 20, 30, 40};

    (void)state;
    analyse(counts, 2, 2, &all);
    assert_near(figures_of(&all, "x2"), 4000000.0 / 5040000, 1e-15);
    assert_near(figures_of(&all, "x2_yates"), 2250000.0 / 5040000, 1e-15);
    assert_near(figures_of(&all, "x2_nminus1"), 3960000.0 / 5040000, 1e-15);
    assert_near(figures_of(&all, "odds_ratio"), 400.0 / 600, 1e-15);
    assert_near(figures_of(&all, "yule_q"), -200.0 / 1000, 1e-15);
    assert_near(figures_of(&all, "mcnemar"), 100.0 / 50, 1e-15);
    assert_near(figures_of(&all, "mcnemar_cc"), 81.0 / 50, 1e-15);
}

/* Physicians' Health Study as in Agresti 2013, Categorical Data Analysis, 3.1:
   odds ratio 1.832 (1.440, 2.331), log se .123, relative risk 1.818 (1.433,
   2.306), difference .008 (.005, .011). */
static void
aspirin_and_heart_attacks(void **state)
{
    static const uint64_t counts[] = {189, 10845, 104, 10933};

    (void)state;
    analyse(counts, 2, 2, &all);
    assert_near(figures_of(&all, "odds_ratio"), 1.832, 3e-4);
    assert_near(figures_of(&all, "odds_ratio_lo95"), 1.440, 4e-4);
    assert_near(figures_of(&all, "odds_ratio_hi95"), 2.331, 3e-4);
    assert_near(figures_of(&all, "log_or_se"), 0.123, 4e-3);
    assert_near(figures_of(&all, "relative_risk"), 1.818, 3e-4);
    assert_near(figures_of(&all, "relative_risk_lo95"), 1.433, 4e-4);
    assert_near(figures_of(&all, "relative_risk_hi95"), 2.306, 3e-4);
    assert_near(figures_of(&all, "risk_difference"), 0.0077, 1e-2);
    assert_near(figures_of(&all, "risk_difference_lo95"), 0.005, 1e-1);
    assert_near(figures_of(&all, "risk_difference_hi95"), 0.011, 5e-2);
}

/* Newcombe 1998, Stat. Med. 17, 873-890, table II: 56/70 - 48/80, method 10:
   .0524 to .3339; Wald .0575 to .3425. */
static void
newcombe_difference(void **state)
{
    static const uint64_t counts[] = {56, 14, 48, 32};

    (void)state;
    analyse(counts, 2, 2, &all);
    assert_near(figures_of(&all, "risk_difference"), 0.2, 1e-14);
    assert_near(figures_of(&all, "risk_difference_newcombe_lo95"), 0.0524,
                1e-3);
    assert_near(figures_of(&all, "risk_difference_newcombe_hi95"), 0.3339,
                2e-4);
    assert_near(figures_of(&all, "risk_difference_lo95"), 0.0575, 1e-3);
    assert_near(figures_of(&all, "risk_difference_hi95"), 0.3425, 2e-4);
}

/* Agresti 2002, Categorical Data Analysis, 2.4: job satisfaction by income,
   1331 concordant and 849 discordant pairs, gamma .221, se .117. */
static void
job_satisfaction(void **state)
{
    static const uint64_t counts[] = {1, 3, 10, 6,  2, 3, 10, 7,
                                      1, 6, 14, 12, 0, 1, 9,  11};

    (void)state;
    analyse(counts, 4, 4, &all);
    assert_near(figures_of(&all, "concordant"), 1331, 0);
    assert_near(figures_of(&all, "discordant"), 849, 0);
    assert_near(figures_of(&all, "gamma"), 482.0 / 2180, 1e-15);
    assert_near(figures_of(&all, "gamma_ase1"), 0.117, 4e-3);
    assert_false(figures_has(&all, "odds_ratio"));
    assert_false(figures_has(&all, "trend"));
}

/* E is 20 in every cell; with scores -1, 0, 1 the trend is 20 on a variance of
   20; the margins are even, so that most measures are simple fractions. */
static void
even_margins_by_hand(void **state)
{
    static const uint64_t counts[] = {10, 20, 30, 30, 20, 10};

    (void)state;
    analyse(counts, 2, 3, &all);
    assert_near(figures_of(&all, "x2"), 20, 1e-15);
    assert_near(figures_of(&all, "x2_p"), exp(-10), 1e-14);
    assert_near(figures_of(&all, "trend"), 20, 1e-15);
    assert_near(figures_of(&all, "trend_z"), sqrt(20), 1e-15);
    assert_near(figures_of(&all, "linear_by_linear"), 20 * 119.0 / 120, 1e-15);
    assert_near(figures_of(&all, "cramers_v"), sqrt(1.0 / 6), 1e-15);
    assert_near(figures_of(&all, "lambda_col_given_row"), 0.25, 1e-15);
    assert_near(figures_of(&all, "lambda_row_given_col"), 1.0 / 3, 1e-15);
    assert_near(figures_of(&all, "lambda_sym"), 40.0 / 140, 1e-15);
    assert_near(figures_of(&all, "gk_tau_row_given_col"), 1.0 / 6, 1e-15);
    assert_near(figures_of(&all, "gk_tau_col_given_row"), 1.0 / 12, 1e-15);
    assert_near(figures_of(&all, "entropy_row"), log(2), 1e-15);
    assert_near(figures_of(&all, "entropy_col"), log(3), 1e-15);
    assert_near(figures_of(&all, "spearman_rho"), figures_of(&all, "pearson_r"),
                1e-15);
    assert_near(figures_at(&all, "expected", 2, 3), 20, 1e-15);
    assert_near(figures_at(&all, "resid", 1, 1), -10 / sqrt(20), 1e-15);
    assert_near(figures_at(&all, "stdres", 2, 1), 10 / sqrt(20.0 / 3), 1e-15);
    assert_near(figures_at(&all, "contrib", 1, 3), 5, 1e-15);
    assert_near(figures_at(&all, "row_pct", 1, 3), 50, 1e-15);
    assert_near(figures_at(&all, "col_pct", 1, 3), 75, 1e-15);
    assert_near(figures_of(&all, "min_expected"), 20, 1e-15);
    assert_near(figures_of(&all, "cochran_ok"), 1, 0);
}

/* Agresti 2013, 11.1: approval of the prime minister asked twice, z^2 = 17.36.
   Stuart 1955, Biometrika 42, 412-416: unaided vision of women, left and right
   eye: homogeneity of the margins 11.96 on 3 df; Bowker's symmetry 19.1. */
static void
matched_answers(void **state)
{
    static const uint64_t approval[] = {794, 150, 86, 570};
    static const uint64_t vision[] = {1520, 266, 124, 66,  234,  1512,
                                      432,  78,  117, 362, 1772, 205,
                                      36,   82,  179, 492};

    (void)state;
    analyse(approval, 2, 2, &all);
    assert_near(figures_of(&all, "mcnemar"), 17.36, 3e-4);
    analyse(vision, 4, 4, &all);
    assert_near(figures_of(&all, "stuart_maxwell"), 11.96, 4e-4);
    assert_near(figures_of(&all, "stuart_maxwell_df"), 3, 0);
    assert_near(figures_of(&all, "bowker"), 19.1, 1e-3);
    assert_near(figures_of(&all, "bowker_df"), 6, 0);
}

/* Three categories that change in a ring, 6 - 0, 6 - 0, 6 - 0: every pair of
   margins is equal, so homogeneity is perfect and symmetry is not. With one
   pair empty the pairs used are two; two islands have rank 2. */
static void
matched_answers_by_hand(void **state)
{
    static const uint64_t ring[] = {5, 6, 0, 0, 5, 6, 6, 0, 5};
    static const uint64_t chain[] = {5, 6, 0, 2, 5, 3, 0, 3, 5};
    static const uint64_t islands[] = {1, 6, 0, 0, 2, 1, 0, 0,
                                       0, 0, 1, 5, 0, 0, 1, 1};

    (void)state;
    analyse(ring, 3, 3, &all);
    assert_near(figures_of(&all, "bowker"), 18, 1e-15);
    assert_true(fabs(figures_of(&all, "stuart_maxwell")) < 1e-12);
    analyse(chain, 3, 3, &all);
    assert_near(figures_of(&all, "bowker"), 2, 1e-15); /* 16 / 8 + 0 */
    assert_near(figures_of(&all, "bowker_pairs_used"), 2, 0);
    assert_near(figures_of(&all, "bowker_dropzero_df"), 2, 0);
    assert_near(figures_of(&all, "stuart_maxwell"), 2, 1e-14);
    analyse(islands, 4, 4, &all);
    /* 16 / 8 and 16 / 6 */
    assert_near(figures_of(&all, "stuart_maxwell"), 2 + 16.0 / 6, 1e-14);
    assert_near(figures_of(&all, "stuart_maxwell_df"), 2, 0);
}

/* Mendel's peas, 9 : 3 : 3 : 1, x2 .470 (Pearson; any textbook). */
static void
mendels_peas(void **state)
{
    static const uint64_t counts[] = {315, 101, 108, 32};
    static const double probabilities[] = {9.0 / 16, 3.0 / 16, 3.0 / 16,
                                           1.0 / 16};
    coding_stats_oneway peas = {counts, probabilities, 4};
    coding_figure_sink sink = {figures_take, &all};
    coding_context *context = check_context(NULL);

    (void)state;
    memset(&all, 0, sizeof all);
    assert_int_equal(coding_stats_gof(context, &peas, &sink), CODING_OK);
    assert_near(figures_of(&all, "x2"),
                2.25 * 2.25 / 312.75 + 3.25 * 3.25 / 104.25 +
                    3.75 * 3.75 / 104.25 + 2.75 * 2.75 / 34.75,
                1e-14);
    assert_near(figures_of(&all, "x2_p"), 0.9254, 1e-4);
    assert_near(figures_at(&all, "expected", 4, 0), 34.75, 1e-15);
    /* Equal probabilities: 9, 1 of 10, x2 = 6.4. */
    peas = (coding_stats_oneway){(const uint64_t[]){9, 1}, NULL, 2};
    memset(&all, 0, sizeof all);
    assert_int_equal(coding_stats_gof(context, &peas, &sink), CODING_OK);
    assert_near(figures_of(&all, "x2"), 6.4, 1e-15);
    assert_near(figures_at(&all, "stdres", 1, 0), 4 / sqrt(2.5), 1e-15);
    coding_context_free(context);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tea_tasting),
        cmocka_unit_test(corrections_by_hand),
        cmocka_unit_test(aspirin_and_heart_attacks),
        cmocka_unit_test(newcombe_difference),
        cmocka_unit_test(job_satisfaction),
        cmocka_unit_test(even_margins_by_hand),
        cmocka_unit_test(matched_answers),
        cmocka_unit_test(matched_answers_by_hand),
        cmocka_unit_test(mendels_peas),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
