/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tests of Groups as formulas, with the values that the room stats gives: each
   follows the counts of its row. See sheet_groups.h. */
#include <coding/stats_distribution.h>

#include <math.h>
#include <stdio.h>

#include "workbook/sheet_groups.h"

enum { RANGE = 64, WILSON = 1000 };

typedef struct {
    const groups *all;
    unsigned row;
    double n, k, smallest; /* respondents, those who named it, expected */
    double x2;             /* as the formula computes it */
    bool tested;           /* neither all named it nor nobody */
    char named[RANGE], bases[RANGE]; /* ranges */
    char none[6 * RANGE];            /* the formula of "not tested" */
    char z[40];
} live_row;

static live_row
look_at(const groups *all, unsigned row, size_t code)
{
    unsigned levels = (unsigned)all->level_count;
    live_row made = {.all = all, .row = row, .smallest = HUGE_VAL};
    double sum = 0;

    (void)snprintf(made.named, sizeof made.named, "%s",
                   A1_range(row, 1, row, levels).text);
    (void)snprintf(made.bases, sizeof made.bases, "%s",
                   A1_range_fixed(GROUP_BASE, 1, GROUP_BASE, levels).text);
    (void)snprintf(made.none, sizeof made.none, "SUM(%s)*(SUM(%s)-SUM(%s))=0",
                   made.named, made.bases, made.named);
    (void)snprintf(made.z, sizeof made.z, "%s",
                   all->facet->page != NULL ? all->facet->z
                                            : "1.959963984540054");
    for (size_t i = 0; i < all->level_count; i++) {
        double named = all->named[code * GROUP_LEVELS + i];
        double base = all->bases[i];

        made.n += base;
        made.k += named;
        sum += named * named / base;
        made.smallest = base < made.smallest ? base : made.smallest;
    }
    made.smallest *=
        (made.k < made.n - made.k ? made.k : made.n - made.k) / made.n;
    /* Pearson's statistic of a 2 x k table. */
    made.x2 = made.n * made.n / (made.k * (made.n - made.k)) *
              (sum - made.k * made.k / made.n);
    made.tested = made.k > 0 && made.n > made.k;
    return made;
}

/* A figure of the row: nothing where the code is not tested, or where `where`
   (NULL: nowhere) holds; NaN: that is so now. */
static void
put(const live_row *one, test_column column, style look, double value,
    const char *where, const char *formula)
{
    unsigned at = one->all->place[column];
    char text[4000];

    if (at == ATLAS_NOWHERE)
        return;
    if (where != NULL)
        (void)snprintf(text, sizeof text, "=IF(%s,\"\",IF(%s,\"\",%s))",
                       one->none, where, formula);
    else
        (void)snprintf(text, sizeof text, "=IF(%s,\"\",%s)", one->none,
                       formula);
    if (one->tested && isfinite(value))
        sheet_formula(one->all->page, one->row, at, value, look, "%s", text);
    else
        sheet_formula_text(one->all->page, one->row, at, "", look, "%s", text);
}

/* ---- a table of any number of levels ---- */

static void
put_chisq(const live_row *one, const group_figures *figures)
{
    double df = (double)one->all->level_count - 1;
    reference x2 = A1(one->row, one->all->place[TEST_X2]);
    char text[900];

    (void)snprintf(text, sizeof text,
                   "SUM(%s)^2/(SUM(%s)*(SUM(%s)-SUM(%s)))*(SUMPRODUCT(%s^2/%s)-"
                   "SUM(%s)^2/SUM(%s))",
                   one->bases, one->named, one->bases, one->named, one->named,
                   one->bases, one->named, one->bases);
    put(one, TEST_X2, STYLE_DECIMAL, figures->x2, NULL, text);
    (void)snprintf(text, sizeof text, "CHIDIST(%s,%.0f)", x2.text, df);
    put(one, TEST_P, STYLE_P, coding_stats_chisq_upper(figures->x2, df), NULL,
        text);
    (void)snprintf(text, sizeof text, "SQRT(%s/SUM(%s))", x2.text, one->bases);
    put(one, TEST_V, STYLE_PART, sqrt(figures->x2 / one->n), NULL, text);
    (void)snprintf(text, sizeof text,
                   "MIN(%s)*MIN(SUM(%s),SUM(%s)-SUM(%s))/SUM(%s)", one->bases,
                   one->named, one->bases, one->named, one->bases);
    put(one, TEST_EXPECTED, STYLE_DECIMAL, one->smallest, NULL, text);
    /* Campbell 2007: Pearson's statistic times (N - 1) / N. */
    (void)snprintf(text, sizeof text, "CHIDIST(%s*(SUM(%s)-1)/SUM(%s),1)",
                   x2.text, one->bases, one->bases);
    put(one, TEST_NMINUS1, STYLE_P, figures->nminus1, NULL, text);
}

/* ---- two levels ---- */

/* Wilson's limit of a level's share less the share (Wilson 1927). */
static void
print_wilson(const live_row *one, unsigned level, char sign, char *text)
{
    reference p = A1(one->row, 3 + level);
    reference n = A1_fixed(GROUP_BASE, 1 + level);
    const char *z = one->z;

    (void)snprintf(text, WILSON,
                   "((%s+%s^2/(2*%s)%c%s*SQRT(%s*(1-%s)/%s+%s^2/(4*%s^2)))/"
                   "(1+%s^2/%s)-%s)^2",
                   p.text, z, n.text, sign, z, p.text, p.text, n.text, z,
                   n.text, z, n.text, p.text);
}

/* Newcombe 1998, method 10. */
static void
put_difference(const live_row *one, const group_figures *figures)
{
    reference difference = A1(one->row, one->all->place[TEST_DIFFERENCE]);
    char first[WILSON], second[WILSON], text[2 * WILSON + 2 * RANGE];

    print_wilson(one, 0, '-', first);
    print_wilson(one, 1, '+', second);
    (void)snprintf(text, sizeof text, "%s-SQRT(%s+%s)", difference.text, first,
                   second);
    put(one, TEST_LOW, STYLE_PERCENT, figures->low, NULL, text);
    print_wilson(one, 0, '+', first);
    print_wilson(one, 1, '-', second);
    (void)snprintf(text, sizeof text, "%s+SQRT(%s+%s)", difference.text, first,
                   second);
    put(one, TEST_HIGH, STYLE_PERCENT, figures->high, NULL, text);
}

/* Woolf's limits (1955); nothing where the ratio or its error is not finite. */
static void
put_odds(const live_row *one, const group_figures *figures)
{
    reference a = A1(one->row, 1), c = A1(one->row, 2);
    reference n = A1_fixed(GROUP_BASE, 1), m = A1_fixed(GROUP_BASE, 2);
    reference odds = A1(one->row, one->all->place[TEST_ODDS]);
    char any[500], text[600];

    (void)snprintf(any, sizeof any, "(%s-%s)*%s=0", n.text, a.text, c.text);
    (void)snprintf(text, sizeof text, "%s*(%s-%s)/((%s-%s)*%s)", a.text, m.text,
                   c.text, n.text, a.text, c.text);
    put(one, TEST_ODDS, STYLE_DECIMAL, figures->odds, any, text);
    (void)snprintf(any, sizeof any, "%s*(%s-%s)*%s*(%s-%s)=0", a.text, n.text,
                   a.text, c.text, m.text, c.text);
    for (int high = 0; high < 2; high++) {
        (void)snprintf(text, sizeof text,
                       "EXP(LN(%s)%c%s*SQRT(1/%s+1/(%s-%s)+1/%s+1/(%s-%s)))",
                       odds.text, high ? '+' : '-', one->z, a.text, n.text,
                       a.text, c.text, m.text, c.text);
        put(one, high ? TEST_ODDS_HIGH : TEST_ODDS_LOW, STYLE_DECIMAL,
            high ? figures->odds_high : figures->odds_low, any, text);
    }
}

/* ---- a row ---- */

static void
put_flag(const live_row *one)
{
    static const char low[] = "expected < 5: read Fisher's p";
    static const char none[] = "all or nobody: no test";

    sheet_formula_text(one->all->page, one->row, one->all->place[TEST_FLAG],
                       !one->tested        ? none
                       : one->smallest < 5 ? low
                                           : "",
                       STYLE_TEXT, "=IF(%s,\"%s\",IF(%s<5,\"%s\",\"\"))",
                       one->none, none,
                       A1(one->row, one->all->place[TEST_EXPECTED]).text, low);
}

/* The stream's figures without formulas, where theirs would be others. */
static void
put_given(const live_row *one, const group_figures *figures)
{
    const groups *all = one->all;
    const struct {
        test_column column;
        style look;
        double value;
    } given[] = {{TEST_X2, STYLE_DECIMAL, figures->x2},
                 {TEST_NMINUS1, STYLE_P, figures->nminus1},
                 {TEST_LOW, STYLE_PERCENT, figures->low},
                 {TEST_HIGH, STYLE_PERCENT, figures->high},
                 {TEST_ODDS, STYLE_DECIMAL, figures->odds},
                 {TEST_ODDS_LOW, STYLE_DECIMAL, figures->odds_low},
                 {TEST_ODDS_HIGH, STYLE_DECIMAL, figures->odds_high}};

    for (size_t i = 0; i < sizeof given / sizeof *given; i++)
        if (all->place[given[i].column] != ATLAS_NOWHERE)
            sheet_number(all->page, one->row, all->place[given[i].column],
                         given[i].value, given[i].look);
}

void
sheet_groups_live(const groups *all, unsigned row, size_t code)
{
    const group_figures *figures = &all->figures[code];
    live_row one = look_at(all, row, code);

    if (all->level_count == 2)
        sheet_formula(all->page, row, all->place[TEST_DIFFERENCE],
                      all->named[code * GROUP_LEVELS] / all->bases[0] -
                          all->named[code * GROUP_LEVELS + 1] / all->bases[1],
                      STYLE_PERCENT, "=%s-%s", A1(row, 3).text,
                      A1(row, 4).text);
    if (one.tested &&
        !(fabs(one.x2 - figures->x2) <= 1e-9 * (1 + fabs(one.x2)))) {
        put_given(&one, figures);
        return;
    }
    put_chisq(&one, figures);
    if (all->level_count == 2) {
        put_difference(&one, figures);
        put_odds(&one, figures);
    }
    put_flag(&one);
}
