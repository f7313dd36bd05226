/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Multiple marginal independence of a multiple-response question and a group.
   See coding/stats_multiple.h. */
#include <coding/stats_adjust.h>

#include <math.h>

#include "base/memory.h"
#include "stats/array.h"
#include "stats/distribution.h"
#include "stats/equality.h"
#include "stats/mentions.h"
#include "stats/raoscott.h"

static void
deliver_counts(const stats_mentions *counted, stats_delivery *to)
{
    const coding_stats_mentions *data = counted->data;

    stats_deliver(to, "n", (double)data->respondents);
    stats_deliver(to, "groups", (double)counted->groups);
    stats_deliver(to, "items", (double)data->items);
    stats_deliver(to, "items_used", (double)counted->items);
    stats_deliver(to, "mentions", (double)counted->mentions);
    for (size_t g = 0; g < counted->groups; g++)
        for (size_t j = 0; j < data->items; j++)
            stats_deliver_at(to, "mentions_cell", counted->group[g] + 1, j + 1,
                             (double)counted->counts[g * data->items + j]);
    for (size_t j = 0; j < data->items; j++)
        stats_deliver_at(to, "mention_total", j + 1, 0,
                         (double)counted->totals[j]);
    for (size_t j = 0; j < data->items; j++)
        stats_deliver_at(to, "pct_of_respondents", j + 1, 0,
                         100 * (double)counted->totals[j] /
                             (double)data->respondents);
    for (size_t j = 0; j < data->items; j++)
        stats_deliver_at(to, "pct_of_mentions", j + 1, 0,
                         100 * (double)counted->totals[j] /
                             (double)counted->mentions);
}

static coding_status
deliver_adjusted(const stats_mentions *counted, const double *p,
                 stats_delivery *to)
{
    static const char *const names[] = {
        [CODING_STATS_HOLM] = "item_p_holm",
        [CODING_STATS_HOCHBERG] = "item_p_hochberg",
        [CODING_STATS_HOMMEL] = "item_p_hommel",
        [CODING_STATS_BONFERRONI] = "item_p_bonferroni",
        [CODING_STATS_BH] = "item_p_bh",
        [CODING_STATS_BY] = "item_p_by"};
    size_t items = counted->data->items;
    double *adjusted = NULL;
    coding_status status = STATS_ARRAY(counted->context, items, &adjusted);

    for (size_t method = 0; method < sizeof names / sizeof *names; method++) {
        if (status == CODING_OK)
            status = coding_stats_adjust(counted->context,
                                         (coding_stats_adjustment)method, p,
                                         items, adjusted);
        for (size_t j = 0; j < items && status == CODING_OK; j++)
            stats_deliver_at(to, names[method], j + 1, 0, adjusted[j]);
    }
    base_free(counted->context, adjusted);
    return status;
}

/* The item statistics, their p and the sums. An item with one group left has
   0 degrees of freedom and no p. */
static coding_status
deliver_items(const stats_mentions *counted, stats_raoscott *sum,
              stats_delivery *to)
{
    size_t items = counted->data->items;
    double df = (double)counted->groups - 1;
    double *p = NULL;
    coding_status status = STATS_ARRAY(counted->context, items, &p);

    for (size_t j = 0; j < items && status == CODING_OK; j++) {
        bool is_constant = counted->totals[j] == 0 ||
                           counted->totals[j] == counted->data->respondents;
        double x2 = STATS_NAN;
        double half = STATS_NAN;

        if (!is_constant) {
            x2 = stats_mentions_x2(counted->counts + j, items, counted->sizes,
                                   counted->groups, CODING_STATS_ZEROS_STAY);
            half = stats_mentions_x2(counted->counts + j, items, counted->sizes,
                                     counted->groups, CODING_STATS_ZEROS_HALF);
            sum->x2s += x2;
            sum->half += half;
            sum->parts++;
        }
        p[j] = coding_stats_chisq_upper(x2, df);
        sum->smallest_p = fmin(sum->smallest_p, p[j]);
        stats_deliver_at(to, "item_x2", j + 1, 0, x2);
        stats_deliver_at(to, "item_x2_half", j + 1, 0, half);
        stats_deliver_at(to, "item_p", j + 1, 0, p[j]);
    }
    sum->df = df * (double)sum->parts;
    if (status == CODING_OK)
        status = deliver_adjusted(counted, p, to);
    base_free(counted->context, p);
    return status;
}

/* Where the bits of each respondent and group are: groups begin at words. */
typedef struct {
    size_t *place; /* of each respondent */
    size_t *from;  /* first word of each group, and one past the last */
    stats_bits bits;
} grouped_bits;

static coding_status
grouped_bits_open(const stats_mentions *counted, grouped_bits *out)
{
    const coding_stats_mentions *data = counted->data;
    size_t *next = NULL;
    coding_status status =
        STATS_ARRAY(counted->context, data->respondents, &out->place);

    if (status == CODING_OK)
        status = STATS_ARRAY(counted->context, counted->groups + 1, &out->from);
    if (status == CODING_OK)
        status = STATS_ARRAY(counted->context, counted->groups, &next);
    if (status == CODING_OK) {
        for (size_t g = 0; g < counted->groups; g++) {
            next[g] = 64 * out->from[g];
            out->from[g + 1] = out->from[g] + (counted->sizes[g] + 63) / 64;
        }
        for (size_t i = 0; i < data->respondents; i++)
            out->place[i] = next[counted->group_of[i]]++;
        status = stats_bits_open(counted->context, data->named,
                                 data->respondents, data->items, out->place,
                                 64 * out->from[counted->groups], &out->bits);
    }
    base_free(counted->context, next);
    return status;
}

static void
grouped_bits_close(coding_context *context, grouped_bits *bits)
{
    base_free(context, bits->place);
    base_free(context, bits->from);
    base_free(context, bits->bits.bits);
}

/* Covariance within group g of two items, divisor n_g: exact numerator. */
static double
covariance(const stats_mentions *counted, const grouped_bits *bits, size_t g,
           size_t j, size_t l)
{
    const size_t *counts = counted->counts + g * counted->data->items;
    const uint64_t *a = bits->bits.bits + j * bits->bits.words;
    const uint64_t *b = bits->bits.bits + l * bits->bits.words;
    size_t both = j == l
                      ? counts[j]
                      : stats_bits_both(a, b, bits->from[g], bits->from[g + 1]);
    int64_t n = (int64_t)counted->sizes[g];
    int64_t numerator =
        n * (int64_t)both - (int64_t)counts[j] * (int64_t)counts[l];

    return (double)numerator / ((double)n * (double)n);
}

/* Variance over respondents of an item named by total of them. */
static double
variance(const stats_mentions *counted, size_t total)
{
    double n = (double)counted->data->respondents;

    return (double)total / n * ((n - (double)total) / n);
}

/* With s_i the covariance of two items in group i and a_i its share, the
   blocks B_ik = [i = k] s_i / a_i - s_i - s_k + sum a s give the pair's part of
   the traces in closed form: sum (1 - a_i) s_i and
   sum (1 - a_i)^2 s_i^2 + sum_{i != k} a_i a_k s_i s_k. */
static void
add_traces(const stats_mentions *counted, const grouped_bits *bits,
           stats_raoscott *sum)
{
    double n = (double)counted->data->respondents;

    for (size_t x = 0; x < counted->items; x++) {
        size_t j = counted->item[x];

        for (size_t y = 0; y <= x; y++) {
            size_t l = counted->item[y];
            double scale = variance(counted, counted->totals[j]) *
                           variance(counted, counted->totals[l]);
            double before = 0; /* sum of a_k s_k, k < i */
            double squares = 0;

            for (size_t g = 0; g < counted->groups; g++) {
                double s = covariance(counted, bits, g, j, l);
                double rest = (n - (double)counted->sizes[g]) / n;
                double part = (double)counted->sizes[g] / n * s;

                squares += rest * s * (rest * s) + 2 * part * before;
                before += part;
                if (x == y)
                    sum->trace += rest * s / sqrt(scale);
            }
            sum->trace2 += (x == y ? 1 : 2) * squares / scale;
        }
    }
}

static coding_status
deliver_joint(const stats_mentions *counted, stats_raoscott *sum,
              stats_delivery *to)
{
    grouped_bits bits = {0};
    coding_status status = grouped_bits_open(counted, &bits);

    if (status == CODING_OK) {
        add_traces(counted, &bits, sum);
        stats_raoscott_deliver(sum, to);
    }
    grouped_bits_close(counted->context, &bits);
    return status;
}

/* The tests that take mentions for observations, and Decady & Thomas'. */
static void
deliver_invalid(const stats_mentions *counted, stats_delivery *to)
{
    static const stats_test_names names = STATS_TEST_NAMES("decady_thomas");
    size_t items = counted->data->items;
    double n = (double)counted->data->respondents;
    double all = (double)counted->mentions;
    double naive = 0;
    double uls = 0;
    size_t groups = 0; /* with a mention */
    size_t named = 0;  /* items with a mention */
    double df;

    for (size_t j = 0; j < items; j++)
        named += counted->totals[j] > 0;
    for (size_t g = 0; g < counted->groups; g++) {
        const size_t *counts = counted->counts + g * items;
        double size = (double)counted->sizes[g];
        double mentions = 0;

        for (size_t j = 0; j < items; j++)
            mentions += (double)counts[j];
        groups += mentions > 0;
        for (size_t j = 0; j < items; j++) {
            double total = (double)counted->totals[j];
            double off = all * (double)counts[j] - mentions * total;
            double away = n * (double)counts[j] - size * total;

            if (mentions > 0 && total > 0)
                naive += off / (all * mentions) * (off / total);
            if (total > 0)
                uls += away / (n * size) * (away / total);
        }
    }
    df = ((double)groups - 1) * ((double)named - 1);
    if (!(df > 0))
        naive = STATS_NAN;
    stats_deliver(to, "naive_x2", naive);
    stats_deliver(to, "naive_df", df);
    stats_deliver(to, "naive_p", coding_stats_chisq_upper(naive, df));
    df = ((double)counted->groups - 1) * (double)named;
    if (!(df > 0))
        uls = STATS_NAN;
    stats_deliver(to, "uls_x2", uls);
    stats_deliver_test(to, &names, uls / (1 - all / (n * (double)named)), df);
}

/* The sum over respondents of the squared number of items named. */
static uint64_t
squared_picks(const coding_stats_mentions *data)
{
    uint64_t sum = 0;

    for (size_t i = 0; i < data->respondents; i++) {
        uint64_t picks = 0;

        for (size_t j = 0; j < data->items; j++)
            picks += data->named[i * data->items + j];
        sum += picks * picks;
    }
    return sum;
}

coding_status
coding_stats_multiple(coding_context *context,
                      const coding_stats_mentions *data,
                      const coding_figure_sink *sink)
{
    stats_delivery to = {sink, CODING_OK};
    stats_raoscott sum = {.smallest_p = STATS_INFINITY};
    stats_mentions counted = {0};
    coding_status status = stats_mentions_open(context, data, &counted);

    if (status == CODING_OK) {
        deliver_counts(&counted, &to);
        status = deliver_items(&counted, &sum, &to);
    }
    if (status == CODING_OK)
        status = deliver_joint(&counted, &sum, &to);
    if (status == CODING_OK) {
        deliver_invalid(&counted, &to);
        stats_equality_deliver(counted.totals, data->items, squared_picks(data),
                               &to);
    }
    stats_mentions_close(&counted);
    return status == CODING_OK ? to.status : status;
}
