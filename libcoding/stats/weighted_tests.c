/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rao-Scott and Wald tests of a weighted two-way table. Contrasts compare each
   category with the fullest one, which keeps the matrices well conditioned.
   See coding/stats_weighted.h. */
#include <math.h>
#include <stdbool.h>

#include "base/diag.h"
#include "base/memory.h"
#include "stats/array.h"
#include "stats/cholesky.h"
#include "stats/distribution.h"
#include "stats/weighted.h"

/* Contrast s of the interaction: +1 at (i, j) and (I, J), -1 at (i, J) and
   (I, j), with I and J the fullest row and column. */
typedef struct {
    size_t cells[4];
    double inverse[4]; /* sign / p, 0 for an empty cell */
    double shares;     /* the signs of those with weight, summed: 0 if all */
} contrast;

typedef struct {
    const stats_weighted *table;
    size_t size;            /* contrasts */
    double *plain, *design; /* size x size: without and with weights */
    double *solved;         /* size x size */
    double *vector;         /* size */
    double trace, trace2;   /* of plain^-1 design */
} quadratic;

static size_t
cell(const stats_weighted *table, size_t i, size_t j)
{
    return table->row[i] * table->data->columns + table->column[j];
}

static contrast
contrast_at(const stats_weighted *table, size_t s)
{
    size_t width = table->columns - 1;
    size_t i = s / width;
    size_t j = s % width;
    static const double signs[4] = {1, -1, -1, 1};
    contrast one = {.cells = {cell(table, i, j), cell(table, i, width),
                              cell(table, table->rows - 1, j),
                              cell(table, table->rows - 1, width)}};

    for (size_t k = 0; k < 4; k++) {
        double sum = twofold_value(table->sums[one.cells[k]]);

        if (!(sum > 0))
            continue;
        one.inverse[k] = signs[k] * twofold_value(table->total) / sum;
        one.shares += signs[k];
    }
    return one;
}

/* The contrast's sum of a value a cell, over p. */
static double
along(const contrast *one, const double *values)
{
    double sum = 0;

    for (size_t k = 0; k < 4; k++)
        sum += one->inverse[k] * values[one->cells[k]];
    return sum;
}

/* C' D^-1 C / n and C' D^-1 V D^-1 C with D = diag(p) and V = n / (n - 1)
   sum (w_k / N)^2 (e_k - p)(e_k - p)'. */
static void
fill_designs(quadratic *form)
{
    const stats_weighted *table = form->table;
    double n = (double)table->data->respondents;
    double total = twofold_value(table->total);
    double factor = n / (n - 1) / total / total;

    for (size_t s = 0; s < form->size; s++) {
        contrast a = contrast_at(table, s);
        double a_squares = along(&a, table->squares);

        for (size_t t = 0; t <= s; t++) {
            contrast b = contrast_at(table, t);
            double b_squares = along(&b, table->squares);
            double plain = 0;
            double design = 0;

            for (size_t k = 0; k < 4; k++) {
                double p = twofold_value(table->sums[b.cells[k]]) / total;

                for (size_t l = 0; l < 4; l++) {
                    double product = a.inverse[l] * b.inverse[k];

                    if (a.cells[l] != b.cells[k])
                        continue;
                    plain += product * p;
                    design += product * table->squares[a.cells[l]];
                }
            }
            design += table->squared * a.shares * b.shares -
                      a_squares * b.shares - a.shares * b_squares;
            form->plain[s * form->size + t] = plain / n;
            form->plain[t * form->size + s] = plain / n;
            form->design[s * form->size + t] = factor * design;
            form->design[t * form->size + s] = factor * design;
        }
    }
}

/* tr(Delta) and tr(Delta^2) of Delta = plain^-1 design = L^-T X L^T with
   X = L^-1 design L^-T symmetric: its trace and sum of squares. */
static coding_status
take_traces(quadratic *form)
{
    size_t size = form->size;
    stats_cholesky factor = {0};
    coding_status status =
        stats_cholesky_open(form->table->context, form->plain, size, &factor);

    form->trace = form->trace2 = 0;
    if (status == CODING_OK && factor.rank < size)
        form->trace = form->trace2 = STATS_NAN;
    if (status == CODING_OK && factor.rank == size) {
        /* Rows of solved: L^-1 of the columns of design. */
        for (size_t s = 0; s < size; s++)
            stats_cholesky_forward(&factor, form->design + s * size,
                                   form->solved + s * size);
        for (size_t k = 0; k < size; k++) {
            for (size_t s = 0; s < size; s++)
                form->vector[s] = form->solved[s * size + k];
            stats_cholesky_forward(&factor, form->vector, form->plain);
            form->trace += form->plain[k];
            for (size_t s = 0; s < size; s++)
                form->trace2 += form->plain[s] * form->plain[s];
        }
    }
    stats_cholesky_close(&factor);
    return status;
}

/* Whether a respondent of category a belongs to category i, less its share. */
static double
centred(size_t a, size_t i, twofold sum, double total)
{
    return (a == i ? 1 : 0) - twofold_value(sum) / total;
}

/* T_ij - R_i C_j / N, by two doubles: nearly independent tables cancel. */
static double
difference(const stats_weighted *table, size_t i, size_t j)
{
    twofold product = twofold_multiply(table->row_sums[table->row[i]],
                                       table->column_sums[table->column[j]]);
    twofold left =
        twofold_multiply(table->sums[cell(table, i, j)], table->total);

    return twofold_value(
        twofold_divide(twofold_subtract(left, product), table->total));
}

/* Covariance of two differences; every respondent of a cell has the same
   linearised value ([r = i] - R_i / N)([c = j] - C_j / N). */
static double
wald_covariance(const quadratic *form, size_t s, size_t t)
{
    const stats_weighted *table = form->table;
    size_t width = table->columns - 1;
    double n = (double)table->data->respondents;
    double total = twofold_value(table->total);
    double sum = 0;

    for (size_t a = 0; a < table->rows; a++) {
        twofold first = table->row_sums[table->row[s / width]];
        twofold second = table->row_sums[table->row[t / width]];
        double rows = centred(a, s / width, first, total) *
                      centred(a, t / width, second, total);
        double part = 0;

        for (size_t b = 0; b < table->columns; b++) {
            twofold left = table->column_sums[table->column[s % width]];
            twofold right = table->column_sums[table->column[t % width]];

            part += table->squares[cell(table, a, b)] *
                    centred(b, s % width, left, total) *
                    centred(b, t % width, right, total);
        }
        sum += rows * part;
    }
    return n / (n - 1) * (sum - form->vector[s] * form->vector[t] / n);
}

static coding_status
wald(quadratic *form, double *out)
{
    const stats_weighted *table = form->table;
    size_t size = form->size;
    size_t width = table->columns - 1;
    stats_cholesky factor = {0};
    coding_status status;

    for (size_t s = 0; s < size; s++)
        form->vector[s] = difference(table, s / width, s % width);
    for (size_t s = 0; s < size; s++)
        for (size_t t = 0; t <= s; t++)
            form->plain[s * size + t] = form->plain[t * size + s] =
                wald_covariance(form, s, t);
    status = stats_cholesky_open(table->context, form->plain, size, &factor);
    if (status == CODING_OK) {
        *out = factor.rank == size ? 0 : STATS_NAN;
        stats_cholesky_forward(&factor, form->vector, form->solved);
        for (size_t s = 0; s < size && factor.rank == size; s++)
            *out += form->solved[s] * form->solved[s];
    }
    stats_cholesky_close(&factor);
    return status;
}

/* n sum (p - e)^2 / e over the cells of the rows and columns with weight. */
static double
pearson(const stats_weighted *table)
{
    double n = (double)table->data->respondents;
    double sum = 0;

    for (size_t i = 0; i < table->rows; i++) {
        double row = twofold_value(table->row_sums[table->row[i]]);

        for (size_t j = 0; j < table->columns; j++) {
            double off = difference(table, i, j);

            sum += off / row *
                   (off / twofold_value(table->column_sums[table->column[j]]));
        }
    }
    return table->rows > 1 && table->columns > 1 ? n * sum : STATS_NAN;
}

/* Cramer's V of the weighted proportions. */
static double
effect_of(const stats_weighted *table, double x2)
{
    size_t side = table->rows < table->columns ? table->rows : table->columns;

    return sqrt(x2 / ((double)table->data->respondents * ((double)side - 1)));
}

static void
deliver_raoscott(const quadratic *form, double x2, stats_delivery *to)
{
    double size = (double)form->size;
    double nu = (double)form->table->data->respondents - 1;
    double deff = form->trace / size;
    double df = form->trace * form->trace / form->trace2;

    stats_deliver(to, "mean_deff", deff);
    stats_deliver(to, "rs1_x2", x2 / deff);
    stats_deliver(to, "chisq_stat", x2);
    stats_deliver(to, "chisq_df", size);
    stats_deliver(to, "chisq_p", coding_stats_chisq_upper(x2 / deff, size));
    stats_deliver(to, "rs2_x2", x2 * form->trace / form->trace2);
    stats_deliver(to, "rs2_df", df);
    stats_deliver(
        to, "rs2_p",
        coding_stats_chisq_upper(x2 * form->trace / form->trace2, df));
    stats_deliver(to, "f_stat", x2 / form->trace);
    stats_deliver(to, "f_df", df);
    stats_deliver(to, "f_ddf", df * nu);
    stats_deliver(to, "f_p",
                  coding_stats_f_upper(x2 / form->trace, df, df * nu));
}

static void
deliver_wald(const quadratic *form, double statistic, stats_delivery *to)
{
    double size = (double)form->size;
    double nu = (double)form->table->data->respondents - 1;
    double rest = nu - size + 1;
    double adjusted = statistic * rest / (size * nu);

    stats_deliver(to, "wald_stat", statistic / size);
    stats_deliver(to, "wald_df", size);
    stats_deliver(to, "wald_ddf", nu);
    stats_deliver(to, "wald_p",
                  coding_stats_f_upper(statistic / size, size, nu));
    stats_deliver(to, "adjwald_stat", adjusted);
    stats_deliver(to, "adjwald_df", size);
    stats_deliver(to, "adjwald_ddf", rest);
    stats_deliver(to, "adjwald_p", coding_stats_f_upper(adjusted, size, rest));
}

static coding_status
quadratic_open(quadratic *form)
{
    coding_context *context = form->table->context;
    size_t size = form->size;
    coding_status status = STATS_ARRAY(context, size * size, &form->plain);

    if (status == CODING_OK)
        status = STATS_ARRAY(context, size * size, &form->design);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, size * size, &form->solved);
    if (status == CODING_OK)
        status = STATS_ARRAY(context, size, &form->vector);
    return status;
}

static void
quadratic_close(quadratic *form)
{
    coding_context *context = form->table->context;

    base_free(context, form->plain);
    base_free(context, form->design);
    base_free(context, form->solved);
    base_free(context, form->vector);
}

coding_status
stats_weighted_tests(const stats_weighted *table, stats_delivery *to)
{
    quadratic form = {.table = table, .trace = STATS_NAN, .trace2 = STATS_NAN};
    double x2 = pearson(table);
    double statistic = STATS_NAN;
    bool is_possible = false;
    coding_status status = CODING_OK;

    if (table->rows > 1 && table->columns > 1)
        form.size = (table->rows - 1) * (table->columns - 1);
    is_possible = form.size > 0 && form.size <= CODING_STATS_WEIGHTED_CONTRASTS;
    if (form.size > CODING_STATS_WEIGHTED_CONTRASTS)
        diag_warning(table->context, "weighted-too-large", (diag_place){0},
                     "%zu rows and %zu columns have more than %d contrasts, "
                     "the weighted tests are left out",
                     table->rows, table->columns,
                     (int)CODING_STATS_WEIGHTED_CONTRASTS);
    if (is_possible) {
        status = quadratic_open(&form);
        if (status == CODING_OK) {
            fill_designs(&form);
            status = take_traces(&form);
        }
        if (status == CODING_OK)
            status = wald(&form, &statistic);
    }
    if (status == CODING_OK) {
        stats_deliver(to, "x2_pearson", x2);
        stats_deliver(to, "cramers_v", effect_of(table, x2));
        deliver_raoscott(&form, x2, to);
        deliver_wald(&form, statistic, to);
    }
    quadratic_close(&form);
    return status;
}
