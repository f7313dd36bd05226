/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Two coders: Cohen's kappa, weighted kappa, and the figures that say why it is
   what it is. Over the units that both coded. */
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "stats/array.h"
#include "stats/coders.h"
#include "stats/distribution.h"
#include "stats/sum.h"

typedef struct {
    size_t q;
    double n;
    double *counts; /* first coder by second */
    double *rows, *columns;
    double *row_mean, *column_mean; /* of what lacks, by the other's shares */
} two_table;

static void
fill(const coders_data *all, size_t a, size_t b, double *counts)
{
    const coding_stats_codings *data = all->data;
    size_t q = data->categories;

    memset(counts, 0, q * q * sizeof *counts);
    for (size_t u = 0; u < data->units; u++) {
        const uint32_t *coded = data->coded + u * data->coders;

        if (coded[a] > 0 && coded[b] > 0)
            counts[(coded[a] - 1) * q + coded[b] - 1]++;
    }
}

static double
row_sum(const double *counts, size_t q, size_t row)
{
    double sum = 0;

    for (size_t k = 0; k < q; k++)
        sum += counts[row * q + k];
    return sum;
}

static double
column_sum(const double *counts, size_t q, size_t column)
{
    double sum = 0;

    for (size_t c = 0; c < q; c++)
        sum += counts[c * q + column];
    return sum;
}

double
coders_kappa(const coders_data *all, size_t a, size_t b, double *counts)
{
    size_t q = all->data->categories;
    double n = 0, same = 0, chance = 0;

    fill(all, a, b, counts);
    for (size_t c = 0; c < q; c++) {
        double row = row_sum(counts, q, c);

        n += row;
        same += counts[c * q + c];
        chance += row * column_sum(counts, q, c);
    }
    /* Whole numbers up to here. */
    return chance < n * n ? (n * same - chance) / (n * n - chance) : STATS_NAN;
}

typedef enum { BY_IDENTITY, BY_LINE, BY_SQUARE } two_weights;

/* What the choices c and k lack to agreement, by the order of the categories.
 */
static double
lack(two_weights kind, size_t c, size_t k, size_t q)
{
    double apart = (c > k ? (double)(c - k) : (double)(k - c));

    if (kind == BY_IDENTITY)
        return c == k ? 0 : 1;
    apart /= (double)q - 1;
    return kind == BY_LINE ? apart : apart * apart;
}

typedef struct {
    const char *value, *chance, *error, *error0, *low, *high, *z, *p;
} kappa_names;
#define KAPPA_NAMES(name)                                                      \
    {                                                                          \
        name, name "_pe", name "_se", name "_se0", name "_lo95", name "_hi95", \
            name "_z", name "_z_p"                                             \
    }

/* In disagreements, so that nothing cancels where nearly all is agreement. */
typedef struct {
    double value, chance, error, error0;
} kappa_parts;

static void
fill_means(const two_table *two, two_weights kind)
{
    size_t q = two->q;

    for (size_t c = 0; c < q; c++) {
        stats_sum of_row = {0}, of_column = {0};

        for (size_t k = 0; k < q; k++) {
            stats_sum_add(&of_row, two->columns[k] * lack(kind, c, k, q));
            stats_sum_add(&of_column, two->rows[k] * lack(kind, k, c, q));
        }
        two->row_mean[c] = stats_sum_value(&of_row) / two->n;
        two->column_mean[c] = stats_sum_value(&of_column) / two->n;
    }
}

/* Standard errors: Fleiss, Cohen & Everitt 1969, Psychol. Bull. 72, 323, with
   the squares taken about their mean. */
static kappa_parts
weighted_parts(const two_table *two, two_weights kind)
{
    stats_sum observed = {0}, chance = {0}, gain = {0};
    stats_sum spread = {0}, spread0 = {0};
    size_t q = two->q;
    double n = two->n;
    double lost, expected;

    for (size_t i = 0; i < q * q; i++) {
        double less = lack(kind, i / q, i % q, q);
        double by_chance = two->rows[i / q] * two->columns[i % q];

        stats_sum_add(&observed, less * two->counts[i]);
        stats_sum_add(&chance, less * by_chance);
        stats_sum_add(&gain, less * (by_chance - n * two->counts[i]));
    }
    lost = stats_sum_value(&observed) / n;
    expected = stats_sum_value(&chance) / (n * n);
    fill_means(two, kind);
    for (size_t i = 0; i < q * q; i++) {
        double less = lack(kind, i / q, i % q, q);
        double mean = two->row_mean[i / q] + two->column_mean[i % q] - expected;
        double each = lost * mean - less * expected;

        stats_sum_add(&spread, two->counts[i] * each * each);
        each = mean - less;
        stats_sum_add(&spread0,
                      two->rows[i / q] * two->columns[i % q] * each * each);
    }
    return (kappa_parts){
        .value = stats_sum_value(&gain) / stats_sum_value(&chance),
        .chance = 1 - expected,
        .error = sqrt(stats_sum_value(&spread)) / n / (expected * expected),
        .error0 = sqrt(stats_sum_value(&spread0) / n) / n / expected};
}

static void
deliver_kappa(const two_table *two, two_weights kind, const kappa_names *names,
              stats_delivery *to)
{
    kappa_parts parts = weighted_parts(two, kind);
    bool defined = parts.chance < 1;
    double value = defined ? parts.value : STATS_NAN;
    double error = defined ? parts.error : STATS_NAN;
    double error0 = defined ? parts.error0 : STATS_NAN;
    double reach = coding_stats_normal_quantile(0.975) * error;

    stats_deliver(to, names->value, value);
    stats_deliver(to, names->chance, parts.chance);
    stats_deliver(to, names->error, error);
    stats_deliver(to, names->error0, error0);
    stats_deliver(to, names->low, value - reach);
    stats_deliver(to, names->high, value + reach);
    stats_deliver(to, names->z, value / error0);
    stats_deliver(to, names->p, coding_stats_normal_both(value / error0));
}

static void
deliver_simple(const two_table *two, stats_delivery *to)
{
    size_t q = two->q;
    double n = two->n, categories = (double)q;
    stats_sum common = {0}, most = {0}, chance = {0};
    double same = 0, po, pe;

    for (size_t c = 0; c < q; c++) {
        double both = two->rows[c] + two->columns[c];

        same += two->counts[c * q + c];
        stats_sum_add(&common, both * both);
        stats_sum_add(&most, fmin(two->rows[c], two->columns[c]));
        stats_sum_add(&chance, two->rows[c] * two->columns[c]);
    }
    po = same / n;
    stats_deliver(to, "po", po);
    pe = stats_sum_value(&common) / (4 * n * n);
    stats_deliver(to, "scott_pi", pe < 1 ? (po - pe) / (1 - pe) : STATS_NAN);
    stats_deliver(to, "bennett_s",
                  q > 1 ? (po * categories - 1) / (categories - 1) : STATS_NAN);
    pe = stats_sum_value(&chance) / (n * n);
    stats_deliver(to, "kappa_max",
                  pe < 1 ? (stats_sum_value(&most) / n - pe) / (1 - pe)
                         : STATS_NAN);
    for (size_t c = 0; c < q; c++)
        stats_deliver_at(to, "specific_agreement", c + 1, 0,
                         2 * two->counts[c * q + c] /
                             (two->rows[c] + two->columns[c]));
    if (q != 2)
        return;
    stats_deliver(to, "pabak", 2 * po - 1);
    stats_deliver(to, "prevalence_index",
                  fabs(two->counts[0] - two->counts[3]) / n);
    stats_deliver(to, "bias_index", fabs(two->counts[1] - two->counts[2]) / n);
}

static void
deliver_all(const two_table *two, stats_delivery *to)
{
    static const kappa_names names[] = {KAPPA_NAMES("cohen_kappa"),
                                        KAPPA_NAMES("kappa_linear"),
                                        KAPPA_NAMES("kappa_quadratic")};
    size_t q = two->q;

    for (size_t i = 0; i < q * q; i++)
        stats_deliver_at(to, "table", i / q + 1, i % q + 1, two->counts[i]);
    deliver_kappa(two, BY_IDENTITY, &names[0], to);
    if (q > 2) {
        deliver_kappa(two, BY_LINE, &names[1], to);
        deliver_kappa(two, BY_SQUARE, &names[2], to);
    }
    deliver_simple(two, to);
}

coding_status
coders_deliver_two(const coders_data *all, stats_delivery *to)
{
    two_table two = {.q = all->data->categories};
    coding_status status =
        STATS_ARRAY(all->context, two.q * two.q, &two.counts);

    if (status == CODING_OK)
        status = STATS_ARRAY(all->context, two.q, &two.rows);
    if (status == CODING_OK)
        status = STATS_ARRAY(all->context, two.q, &two.columns);
    if (status == CODING_OK)
        status = STATS_ARRAY(all->context, two.q, &two.row_mean);
    if (status == CODING_OK)
        status = STATS_ARRAY(all->context, two.q, &two.column_mean);
    if (status == CODING_OK) {
        fill(all, 0, 1, two.counts);
        for (size_t c = 0; c < two.q; c++) {
            two.rows[c] = row_sum(two.counts, two.q, c);
            two.columns[c] = column_sum(two.counts, two.q, c);
            two.n += two.rows[c];
        }
        deliver_all(&two, to);
    }
    base_free(all->context, two.counts);
    base_free(all->context, two.rows);
    base_free(all->context, two.columns);
    base_free(all->context, two.row_mean);
    base_free(all->context, two.column_mean);
    return status;
}
