/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Two-way tables of counts: tests, residuals, association, exact p-values.
   See coding_stats_twoway(3); what each figure means: coding-method(7). */
#ifndef CODING_STATS_TWOWAY_H
#define CODING_STATS_TWOWAY_H

#include <coding/context.h>
#include <coding/figure.h>

#include <stddef.h>
#include <stdint.h>

/* The largest total of a table: every numerator stays exact in 128 bits. */
#define CODING_STATS_COUNT_MAX UINT64_C(100000000000)

typedef struct {
    const uint64_t *counts; /* borrowed; row by row, rows x columns */
    size_t rows, columns;   /* 0 is allowed */
} coding_stats_table;

/* Groups of figures, to be joined with |. Figures of rows and columns that
   are empty are not given: such rows and columns are dropped first, and
   degrees of freedom, scores and adjustments count what is left. E are the
   expected counts r_i c_j / n. */
typedef enum {
    /* x2 (Pearson 1900) and x2_undropped, the same of the table as given: NaN
       when a margin is 0. 2 x 2: x2_yates (Yates 1934), x2_nminus1 (E. S.
       Pearson 1947; Campbell 2007). */
    CODING_STATS_CHISQ = 1 << 0,
    /* g, g_williams_q, g_williams (Williams 1976, Biometrika 63, 33-37),
       cressie_read, freeman_tukey and, without a zero cell, mod_loglik and
       neyman: power divergences of lambda 2/3, -1/2, -1, -2 (Cressie & Read
       1984, JRSS B 46, 440-464). G and its kin are sums of E h(d) with
       d = (O - E) / E, no term negative, so nothing cancels. */
    CODING_STATS_DIVERGENCE = 1 << 1,
    /* min_expected, n_expected_lt5, n_expected_lt1, pct_expected_lt5 and
       cochran_ok: 1 when no E < 1 and at most 20 % of E < 5 (Cochran 1954,
       Biometrics 10, 417-451). */
    CODING_STATS_EXPECTED = 1 << 2,
    /* Of each cell: expected, resid, stdres (Haberman 1973, Biometrics 29,
       205-220), contrib, contrib_pct, row_pct, col_pct, tot_pct, g_contrib,
       dev_resid. */
    CODING_STATS_CELLS = 1 << 3,
    /* Of each cell: p_cell, the normal p of stdres, and p_cell_holm, _hochberg,
       _hommel, _bonferroni, _bh, _by over all cells of the table. */
    CODING_STATS_CELL_P = 1 << 4,
    /* phi, cohen_w, cramers_v, tschuprow_t, contingency_c (Pearson),
       contingency_c_sakoda, cramers_v_bc and tschuprow_t_bc (Bergsma 2013, J.
       Korean Stat. Soc. 42, 323-328). */
    CODING_STATS_EFFECT = 1 << 5,
    /* ncp_lo95, ncp_hi95, cramers_v_lo95, cramers_v_hi95: noncentral
       chi-square limits (Smithson 2003). */
    CODING_STATS_EFFECT_LIMITS = 1 << 6,
    /* lambda_*, gk_tau_* (Goodman & Kruskal 1954), uncertainty_* (Theil 1970),
       entropy_row, entropy_col, mutual_info, in natural logarithms. */
    CODING_STATS_PREDICTION = 1 << 7,
    /* Categories in order: pearson_r and linear_by_linear on scores 1, 2 ...,
       spearman_rho, concordant, discordant, gamma, tau_b, tau_c, somers_d_*
       with _ase1, _ase0, _z (Goodman & Kruskal 1979; Brown & Benedetti 1977,
       JASA 72, 309-315). 2 x k and k x 2: trend, trend_z (Cochran 1954;
       Armitage 1955). */
    CODING_STATS_ORDINAL = 1 << 8,
    /* 2 x 2, first column the event, row 1 against row 2: odds_ratio with
       Woolf (1955) limits, odds_ratio_haldane, relative_risk with logarithmic
       limits (Katz et al. 1978), risk1, risk2, risk_difference with Wald and
       Newcombe (1998, method 10) limits, yule_q, yule_y, phi_signed. Limits
       that divide by a zero cell are NaN. */
    CODING_STATS_RISK = 1 << 9,
    /* 2 x 2: fisher_p (Fisher 1935; two-sided: tables at most 1 + 1e-7 times
       as likely as the one observed), fisher_p_less, fisher_p_greater, their
       fisher_logp*, fisher_midp. Larger: fisher_p and fisher_logp (Freeman &
       Halton 1951). */
    CODING_STATS_FISHER = 1 << 10,
    /* 2 x 2: fisher_or, the conditional maximum likelihood odds ratio, and its
       exact 95 % limits (Cornfield 1956). */
    CODING_STATS_FISHER_ODDS = 1 << 11,
    /* exact_p_x2, exact_p_g: conditional probability, given the margins, of a
       table whose x2 (G) is at least the observed one. */
    CODING_STATS_EXACT = 1 << 12,
    /* The same by random tables: mc_p_x2, mc_p_g, mc_p_fisher, each (1 + k) /
       (B + 1) for k of B samples at least as extreme (ties within 64 units in
       the last place), with _lo95, _hi95, the Wilson limits of k / B, and
       mc_samples. */
    CODING_STATS_MONTE_CARLO = 1 << 13,
    /* Square, the same categories in rows and columns. 2 x 2: mcnemar,
       mcnemar_cc (Edwards 1948), mcnemar_exact_p, mcnemar_midp. Larger: bowker
       on k (k - 1) / 2 degrees of freedom (Bowker 1948), bowker_dropzero on
       the bowker_pairs_used that are not empty, stuart_maxwell (Stuart 1955;
       Maxwell 1970) on the rank of its covariance matrix. */
    CODING_STATS_MATCHED = 1 << 14,
    CODING_STATS_USUAL = CODING_STATS_CHISQ | CODING_STATS_DIVERGENCE |
                         CODING_STATS_EXPECTED | CODING_STATS_EFFECT,
    CODING_STATS_ALL = (1 << 15) - 1
} coding_stats_group;

typedef struct {
    unsigned groups;     /* of coding_stats_group; 0: CODING_STATS_USUAL */
    uint64_t exact_work; /* limit of an exact p; 0: 20,000,000, some seconds;
                            memory grows with it up to 1.5 GB */
    uint64_t samples;    /* B, random tables; 0: 10,000 */
    uint64_t seed;       /* of the random tables; 0: 1 */
} coding_stats_twoway_options; /* all zero is the default */

/* Delivers n, nrow, ncol, nrow_eff, ncol_eff and the figures of the chosen
   groups to sink, whole table before cells. A figure that this table leaves
   undefined is NaN; one that belongs to another kind of table (2 x 2, square)
   is left out. Tests come with _df, _p, _logp, _plower. options may be NULL.
   An exact p beyond the limit is NaN, with the warning exact-too-long.
   CODING_EDATA: the total is above CODING_STATS_COUNT_MAX. CODING_ESYSTEM: no
   memory. Otherwise the sink's status. */
CODING_CHECK coding_status coding_stats_twoway(
    coding_context *context, const coding_stats_table *table,
    const coding_stats_twoway_options *options, const coding_figure_sink *sink);

/* Into out a forecast, mostly within ten times, of the work that fisher_p of
   the table will be, in the units of exact_work; about 10 million are done in
   a second. It follows from the number of tables with these margins (Gail &
   Mantel 1977, JASA 72, 859-862), none of which is formed, so that random
   tables can be offered before an exact p is begun. Very unlikely tables are
   often done in less. 0: 2 x 2, or nothing to test; infinite: out of reach at
   once. CODING_EDATA, CODING_ESYSTEM: as above. */
CODING_CHECK coding_status coding_stats_exact_work(
    coding_context *context, const coding_stats_table *table, double *out);

#endif
