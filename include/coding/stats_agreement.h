/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Agreement of coders who gave each unit one category, several codes, or
   nothing. Formulas and sources: coding-method(7). */
#ifndef CODING_STATS_AGREEMENT_H
#define CODING_STATS_AGREEMENT_H

#include <coding/context.h>
#include <coding/figure.h>

#include <stdint.h>

typedef struct {
    size_t units, coders, categories;
    const uint32_t
        *coded;           /* unit by unit, by coder: 1 .. categories; 0: none */
    const double *values; /* of the categories, rising; NULL: no numbers */
} coding_stats_codings;   /* everything borrowed */

/* How far apart two categories are in Krippendorff's alpha. */
typedef enum {
    CODING_METRIC_NOMINAL,
    CODING_METRIC_ORDINAL,
    CODING_METRIC_INTERVAL, /* needs values, as does RATIO */
    CODING_METRIC_RATIO     /* needs values of 0 and more */
} coding_stats_metric;

/* Delivers, in this order,
   - n_units, n_coders, n_categories, n_codings, n_pairable_units,
     n_pairable_values;
   - alpha_nominal, alpha_ordinal, and with values alpha_interval, alpha_ratio,
     each with _do and _de; alpha_category by category;
   - percent_agreement (_se, _lo95, _hi95), gwet_ac1, fleiss_kappa,
     brennan_prediger (_pe, _se, _lo95, _hi95), with the weights _linear,
     _quadratic and _ordinal gwet_ac2_*, fleiss_kappa_*, brennan_prediger_*
     (_pe, _se);
   - conger_kappa (_pe); where every coder coded every unit fleiss_kappa_se0,
     fleiss_kappa_z, fleiss_category_kappa, and with three coders light_kappa;
   - for two coders table, cohen_kappa (_pe, _se, _se0, _lo95, _hi95, _z,
     _z_p), the same of kappa_linear and kappa_quadratic when there are more
     than two categories, po, scott_pi, bennett_s, kappa_max, and by category
     specific_agreement; for two categories pabak, prevalence_index, bias_index.
   NaN where a figure is undefined: one category only, or no unit that two
   coders coded. CODING_EUSAGE: a category beyond `categories`. Otherwise the
   sink's status. */
CODING_CHECK coding_status coding_stats_agreement(
    coding_context *context, const coding_stats_codings *data,
    const coding_figure_sink *sink);

typedef struct {
    coding_stats_metric metric;
    uint64_t samples;          /* 0: 1,000 */
    uint64_t seed;             /* 0: 1 */
} coding_stats_alpha_sampling; /* all zero is the default */

/* A 95 % interval of alpha from units drawn with replacement (percentiles):
   alpha_METRIC_boot_lo95, _boot_hi95, _boot_used and _boot_undefined, the
   samples in which alpha is undefined since all is one category. */
CODING_CHECK coding_status coding_stats_alpha_bootstrap(
    coding_context *context, const coding_stats_codings *data,
    const coding_stats_alpha_sampling *options, const coding_figure_sink *sink);
/* Krippendorff's own algorithm, which draws coincidences and keeps the expected
   disagreement: alpha_METRIC_kripp_lo95, _kripp_hi95, and _kripp_draws, the
   coincidences drawn a sample. */
CODING_CHECK coding_status coding_stats_alpha_coincidences(
    coding_context *context, const coding_stats_codings *data,
    const coding_stats_alpha_sampling *options, const coding_figure_sink *sink);

/* Units that several codes may be given to. */
typedef struct {
    size_t units, coders, codes;
    const unsigned char *coded;  /* unit by unit, by coder: 0 not coded */
    const unsigned char *member; /* the same, by code: 1 the code is given */
} coding_stats_sets;             /* everything borrowed */

/* Alpha of the sets as values: alpha_set_nominal, equal or not;
   alpha_set_jaccard, 1 - J; alpha_set_masi, 1 - J M with M 1 for equal sets,
   2/3 where one holds the other, 1/3 where they share a code (Passonneau 2006);
   each with _do and _de. J of an empty set and another is 0. Nothing is
   delivered for more than 2,000 different sets. */
CODING_CHECK coding_status
coding_stats_set_alpha(coding_context *context, const coding_stats_sets *data,
                       const coding_figure_sink *sink);
/* The same, and by code (row), given or not, over the units coded:
   code_alpha_nominal, code_percent_agreement, code_gwet_ac1,
   code_fleiss_kappa, and for two coders code_cohen_kappa, code_pabak. */
CODING_CHECK coding_status coding_stats_set_agreement(
    coding_context *context, const coding_stats_sets *data,
    const coding_figure_sink *sink);

#endif
