/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rows of crosstab, chisq, saturate and agree as the sheets need them. See
 * workbook/model.h. */
#ifndef WORKBOOK_MODEL_RESULTS_H
#define WORKBOOK_MODEL_RESULTS_H

#include <coding/span.h>

typedef enum {
    CURVE_NEW,
    CURVE_CUMULATIVE,
    CURVE_BASE,
    CURVE_RUN,
    CURVE_RATIO,
    CURVE_LOW,
    CURVE_MEDIAN,
    CURVE_HIGH,
    CURVE_MEAN,
    CURVE_FIGURES
} curve_figure;

/* An interview of a saturation curve. */
typedef struct {
    coding_span table, group, name, order, respondent, text;
    double number[CURVE_FIGURES]; /* NaN: empty */
} model_interview;

typedef struct {
    coding_span table, row, column, stratum;
    double n, weight, weight2;
} model_cell;

typedef struct {
    coding_span table, group, statistic, row, column, text;
    coding_span facet, code; /* of agree */
    coding_span shown;       /* the cell `value` */
    double value, low, high; /* NaN: empty */
} model_test;

#endif
