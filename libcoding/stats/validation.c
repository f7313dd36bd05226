/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Precision, recall and what goes with them. See coding/stats_validation.h. */
#include <coding/stats_validation.h>

#include <math.h>
#include <stdbool.h>

#include "stats/deliver.h"
#include "stats/distribution.h"
#include "stats/proportion.h"
#include "stats/wide.h"

static const uint64_t largest = 1000000000000000U;

static double
harmonic_of(double jaccard)
{
    return 2 * jaccard / (1 + jaccard);
}

static double
quotient(double part, double whole)
{
    return whole > 0 ? part / whole : STATS_NAN;
}

static void
deliver_share(stats_delivery *to, size_t row, const char *const names[3],
              uint64_t part, uint64_t whole)
{
    coding_stats_limits limits = coding_stats_wilson(part, whole, 0.95);

    stats_deliver_at(to, names[0], row, 0,
                     quotient((double)part, (double)whole));
    stats_deliver_at(to, names[1], row, 0, limits.low);
    stats_deliver_at(to, names[2], row, 0, limits.high);
}

/* Monotone, so that limits of J are limits of F1. */
static void
deliver_f1(stats_delivery *to, size_t row, const coding_stats_confusion *code)
{
    uint64_t any = code->tp + code->fp + code->fn;
    coding_stats_limits limits = coding_stats_wilson(code->tp, any, 0.95);
    double jaccard = quotient((double)code->tp, (double)any);

    stats_deliver_at(to, "f1", row, 0, harmonic_of(jaccard));
    stats_deliver_at(to, "jaccard", row, 0, jaccard);
    stats_deliver_at(to, "f1_lo95", row, 0, harmonic_of(limits.low));
    stats_deliver_at(to, "f1_hi95", row, 0, harmonic_of(limits.high));
}

/* Matthews 1975; Cohen 1960 in the four counts. */
static void
deliver_corrected(stats_delivery *to, size_t row,
                  const coding_stats_confusion *code)
{
    uint64_t named = code->tp + code->fp, meant = code->tp + code->fn;
    uint64_t silent = code->fn + code->tn, unmeant = code->fp + code->tn;
    double gain = stats_wide_double(stats_wide_times(code->tp, code->tn) -
                                    stats_wide_times(code->fp, code->fn));
    double spread = sqrt((double)named * (double)silent) *
                    sqrt((double)meant * (double)unmeant);
    double chance = stats_wide_double(stats_wide_times(named, unmeant) +
                                      stats_wide_times(meant, silent));

    stats_deliver_at(to, "mcc", row, 0, quotient(gain, spread));
    stats_deliver_at(to, "kappa", row, 0, quotient(2 * gain, chance));
}

static bool
fits(const coding_stats_confusion *code)
{
    return code->tp <= largest && code->fp <= largest && code->fn <= largest &&
           code->tn <= largest &&
           code->tp + code->fp + code->fn + code->tn <= largest;
}

coding_status
coding_stats_validation(const coding_stats_confusion *codes, size_t count,
                        const coding_figure_sink *sink)
{
    static const char *const precision[] = {"precision", "precision_lo95",
                                            "precision_hi95"};
    static const char *const recall[] = {"recall", "recall_lo95",
                                         "recall_hi95"};
    stats_delivery to = {sink, CODING_OK};
    double tp = 0, fp = 0, fn = 0, sum = 0, defined = 0;

    for (size_t i = 0; i < count; i++) {
        const coding_stats_confusion *code = &codes[i];
        uint64_t any = code->tp + code->fp + code->fn;

        if (!fits(code))
            return CODING_EUSAGE;
        deliver_share(&to, i + 1, precision, code->tp, code->tp + code->fp);
        deliver_share(&to, i + 1, recall, code->tp, code->tp + code->fn);
        deliver_f1(&to, i + 1, code);
        stats_deliver_at(
            &to, "accuracy", i + 1, 0,
            quotient((double)(code->tp + code->tn), (double)(any + code->tn)));
        deliver_corrected(&to, i + 1, code);
        tp += (double)code->tp;
        fp += (double)code->fp;
        fn += (double)code->fn;
        if (any > 0) {
            sum += harmonic_of((double)code->tp / (double)any);
            defined++;
        }
    }
    stats_deliver(&to, "micro_precision", quotient(tp, tp + fp));
    stats_deliver(&to, "micro_recall", quotient(tp, tp + fn));
    stats_deliver(&to, "micro_f1", quotient(2 * tp, 2 * tp + fp + fn));
    stats_deliver(&to, "macro_f1", quotient(sum, defined));
    stats_deliver(&to, "macro_codes", defined);
    return to.status;
}
