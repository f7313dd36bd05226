/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Risks and odds of a 2 x 2 table. See coding/stats_twoway.h. */
#include <math.h>

#include "stats/distribution.h"
#include "stats/proportion.h"
#include "stats/twoway.h"

/* a and b in the first row, c and d in the second. */
typedef struct {
    double a, b, c, d, row1, row2;
    double determinant; /* ad - bc, exact before it is rounded */
    double z;           /* normal quantile of .975 */
} fourfold;

static fourfold
fourfold_of(const stats_twoway *table)
{
    fourfold cells = {.a = (double)table->counts[0],
                      .b = (double)table->counts[1],
                      .c = (double)table->counts[2],
                      .d = (double)table->counts[3],
                      .row1 = (double)table->row_totals[0],
                      .row2 = (double)table->row_totals[1]};

    cells.determinant = stats_wide_double(stats_twoway_excess(table, 0, 0));
    cells.z = coding_stats_normal_quantile(0.975);
    return cells;
}

/* exp(log ratio -/+ z se); undefined with an infinite standard error. */
static void
deliver_ratio(stats_delivery *to, const char *const names[3], double ratio,
              double reach)
{
    double limit = isfinite(reach) ? log(ratio) : STATS_NAN;

    stats_deliver(to, names[0], ratio);
    stats_deliver(to, names[1], exp(limit - reach));
    stats_deliver(to, names[2], exp(limit + reach));
}

static void
deliver_odds(const fourfold *t, stats_delivery *to)
{
    static const char *const names[] = {"odds_ratio", "odds_ratio_lo95",
                                        "odds_ratio_hi95"};
    double se = sqrt(1 / t->a + 1 / t->b + 1 / t->c + 1 / t->d);
    double roots = sqrt(t->a * t->d) + sqrt(t->b * t->c);

    deliver_ratio(to, names, t->a * t->d / (t->b * t->c), t->z * se);
    stats_deliver(to, "log_or_se", se);
    stats_deliver(to, "odds_ratio_haldane",
                  (t->a + 0.5) * (t->d + 0.5) / ((t->b + 0.5) * (t->c + 0.5)));
    stats_deliver(to, "yule_q", t->determinant / (t->a * t->d + t->b * t->c));
    stats_deliver(to, "yule_y", t->determinant / roots / roots);
}

static void
deliver_risks(const fourfold *t, stats_delivery *to)
{
    static const char *const names[] = {"relative_risk", "relative_risk_lo95",
                                        "relative_risk_hi95"};
    double se = sqrt(t->b / t->a / t->row1 + t->d / t->c / t->row2);

    stats_deliver(to, "risk1", t->a / t->row1);
    stats_deliver(to, "risk2", t->c / t->row2);
    deliver_ratio(to, names, t->a * t->row2 / (t->c * t->row1), t->z * se);
}

static void
deliver_difference(const fourfold *t, stats_delivery *to)
{
    double difference = t->determinant / (t->row1 * t->row2);
    double square = t->z * t->z;
    double reach = t->z * sqrt(t->a / t->row1 * (t->b / t->row1) / t->row1 +
                               t->c / t->row2 * (t->d / t->row2) / t->row2);
    coding_stats_limits first = stats_wilson_reach(t->a, t->row1, square);
    coding_stats_limits second = stats_wilson_reach(t->c, t->row2, square);

    stats_deliver(to, "risk_difference", difference);
    stats_deliver(to, "risk_difference_lo95", difference - reach);
    stats_deliver(to, "risk_difference_hi95", difference + reach);
    stats_deliver(to, "risk_difference_newcombe_lo95",
                  difference - hypot(first.low, second.high));
    stats_deliver(to, "risk_difference_newcombe_hi95",
                  difference + hypot(first.high, second.low));
}

void
stats_twoway_risk(const stats_twoway *table, stats_delivery *to)
{
    fourfold cells;

    if (!stats_twoway_is_fourfold(table))
        return;
    cells = fourfold_of(table);
    deliver_odds(&cells, to);
    deliver_risks(&cells, to);
    deliver_difference(&cells, to);
    stats_deliver(to, "phi_signed",
                  cells.determinant / sqrt(cells.row1 * cells.row2) /
                      sqrt((double)table->column_totals[0] *
                           (double)table->column_totals[1]));
}
