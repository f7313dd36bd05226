/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Saturation: new codes in the order of the interviews, the rule of base and
   run, and what other orders would say. See saturate(1). */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "workbook/atlas.h"
#include "workbook/celltext.h"

typedef enum {
    COLUMN_INTERVIEW,
    COLUMN_ORDER,
    COLUMN_RESPONDENT,
    COLUMN_NEW,
    COLUMN_CUMULATIVE,
    COLUMN_BASE,
    COLUMN_RUN,
    COLUMN_RATIO,
    COLUMN_LOW,
    COLUMN_MEDIAN,
    COLUMN_HIGH,
    COLUMN_MEAN,
    COLUMN_CODES,
    COLUMNS
} column;

/* Further levels of a group stand in the stream alone. */
enum { CURVES_MOST = 40, ONE_PAGE = 40 };

/* The rows of one table and level, which stand together. */
typedef struct {
    atlas *plan;
    sheet *page;
    const model_interview *rows;
    size_t count;
    unsigned first, last; /* rows of the sheet */
    unsigned base, run;   /* interviews */
} block;

static bool
is_equal(double a, double b)
{
    return fabs(a - b) <= 1e-9 * (1 + fabs(b));
}

/* ---- what the verdict says ---- */

static bool
is_mine(const block *all, const model_test *test)
{
    return coding_span_equal(test->table, all->rows->table) &&
           coding_span_equal(test->group, all->rows->group);
}

/* The figure of the whole curve, or of a rule; NULL: none. */
static const model_test *
find(const block *all, const char *statistic, const model_test *rule)
{
    const model *found = all->plan->found;

    for (size_t i = 0; i < found->test_count; i++) {
        const model_test *test = &found->tests[i];

        if (is_mine(all, test) && coding_span_is(test->statistic, statistic) &&
            (rule == NULL ? test->row.length == 0
                          : coding_span_equal(test->row, rule->row) &&
                                coding_span_equal(test->column, rule->column)))
            return test;
    }
    return NULL;
}

static double
value_of(const block *all, const char *statistic, const model_test *rule)
{
    const model_test *test = find(all, statistic, rule);

    return test != NULL ? test->value : (double)NAN;
}

static unsigned
interviews_of(const block *all, const char *statistic)
{
    double value = value_of(all, statistic, NULL);

    return value >= 1 && value <= (double)all->count ? (unsigned)value : 0;
}

/* ---- the curve ---- */

static double
sum_new(const block *all, size_t from, size_t to)
{
    double sum = 0;

    for (size_t i = from; i < to; i++)
        sum += all->rows[i].number[CURVE_NEW];
    return sum;
}

/* A live sum of new codes, where it gives what the stream says. */
static void
put_sum(const block *all, size_t i, column where, double told, size_t from,
        size_t to)
{
    unsigned row = all->first + (unsigned)i;

    if (from < to && is_equal(sum_new(all, from, to), told))
        sheet_formula(all->page, row, where, told, STYLE_COUNT, "=SUM(%s)",
                      A1_range_fixed(all->first + (unsigned)from, COLUMN_NEW,
                                     all->first + (unsigned)to - 1, COLUMN_NEW)
                          .text);
    else
        sheet_number(all->page, row, where, told, STYLE_COUNT);
}

static void
put_cumulative(const block *all, size_t i)
{
    unsigned row = all->first + (unsigned)i;
    double told = all->rows[i].number[CURVE_CUMULATIVE];

    if (!is_equal(sum_new(all, 0, i + 1), told))
        sheet_number(all->page, row, COLUMN_CUMULATIVE, told, STYLE_COUNT);
    else if (i == 0)
        sheet_formula(all->page, row, COLUMN_CUMULATIVE, told, STYLE_COUNT,
                      "=%s", A1(row, COLUMN_NEW).text);
    else
        sheet_formula(all->page, row, COLUMN_CUMULATIVE, told, STYLE_COUNT,
                      "=%s+%s", A1(row - 1, COLUMN_CUMULATIVE).text,
                      A1(row, COLUMN_NEW).text);
}

static void
put_ratio(const block *all, size_t i)
{
    const double *number = all->rows[i].number;
    unsigned row = all->first + (unsigned)i;
    double ratio = number[CURVE_RATIO] / 100;

    if (number[CURVE_BASE] > 0 &&
        is_equal(number[CURVE_RUN] / number[CURVE_BASE], ratio))
        sheet_formula(all->page, row, COLUMN_RATIO, ratio, STYLE_PERCENT1,
                      "=%s/%s", A1(row, COLUMN_RUN).text,
                      A1(row, COLUMN_BASE).text);
    else
        sheet_number(all->page, row, COLUMN_RATIO, ratio, STYLE_PERCENT1);
}

static void
put_interview(const block *all, size_t i)
{
    const model_interview *each = &all->rows[i];
    unsigned row = all->first + (unsigned)i;
    uint64_t order = 0;

    atlas_rule(all->page, row, all->last);
    sheet_number(all->page, row, COLUMN_INTERVIEW, (double)i + 1, STYLE_COUNT);
    if (each->order.length < 16 && number_to_unsigned(each->order, &order))
        sheet_number(all->page, row, COLUMN_ORDER, (double)order, STYLE_COUNT);
    else
        sheet_text(all->page, row, COLUMN_ORDER, each->order, STYLE_RIGHT);
    sheet_text(all->page, row, COLUMN_RESPONDENT, each->respondent, STYLE_TEXT);
    sheet_number(all->page, row, COLUMN_NEW, each->number[CURVE_NEW],
                 STYLE_COUNT);
    put_cumulative(all, i);
    put_sum(all, i, COLUMN_BASE, each->number[CURVE_BASE], 0,
            i + 1 < all->base ? 0 : all->base);
    put_sum(all, i, COLUMN_RUN, each->number[CURVE_RUN],
            i + 1 < all->base + all->run ? i + 1 : i + 1 - all->run, i + 1);
    put_ratio(all, i);
    sheet_number(all->page, row, COLUMN_LOW, each->number[CURVE_LOW],
                 STYLE_COUNT);
    sheet_number(all->page, row, COLUMN_MEDIAN, each->number[CURVE_MEDIAN],
                 STYLE_COUNT);
    sheet_number(all->page, row, COLUMN_HIGH, each->number[CURVE_HIGH],
                 STYLE_COUNT);
    sheet_number(all->page, row, COLUMN_MEAN, each->number[CURVE_MEAN],
                 STYLE_DECIMAL);
    sheet_text(all->page, row, COLUMN_CODES, each->text, STYLE_WRAP);
}

static void
put_heads(const block *all)
{
    static const struct {
        heading word;
        style head;
    } heads[COLUMNS] = {
        [COLUMN_INTERVIEW] = {HEADING_INTERVIEW, STYLE_HEAD_RIGHT},
        [COLUMN_ORDER] = {HEADING_ORDER, STYLE_HEAD_RIGHT},
        [COLUMN_RESPONDENT] = {HEADING_RESPONDENT, STYLE_HEAD},
        [COLUMN_NEW] = {HEADING_NEW, STYLE_HEAD_RIGHT},
        [COLUMN_CUMULATIVE] = {HEADING_CUMULATIVE, STYLE_HEAD_RIGHT},
        [COLUMN_BASE] = {HEADING_BASE_CODES, STYLE_HEAD_RIGHT},
        [COLUMN_RUN] = {HEADING_RUN_CODES, STYLE_HEAD_RIGHT},
        [COLUMN_RATIO] = {HEADING_RATIO, STYLE_HEAD_RIGHT},
        [COLUMN_LOW] = {HEADING_BAND_LOW, STYLE_HEAD_RIGHT},
        [COLUMN_MEDIAN] = {HEADING_MEDIAN, STYLE_HEAD_RIGHT},
        [COLUMN_HIGH] = {HEADING_BAND_HIGH, STYLE_HEAD_RIGHT},
        [COLUMN_MEAN] = {HEADING_MEAN, STYLE_HEAD_RIGHT},
        [COLUMN_CODES] = {HEADING_NEW_CODES, STYLE_HEAD},
    };

    for (unsigned i = 0; i < COLUMNS; i++) {
        atlas_head(all->plan, all->page, ATLAS_HEAD, i, heads[i].word,
                   heads[i].head);
        sheet_least(all->page, i, i == COLUMN_CODES ? 24 : 11);
    }
}

/* ---- the rules ---- */

static void
put_rule_heads(const block *all, unsigned row)
{
    static const char *const words[COLUMNS] = {
        [COLUMN_INTERVIEW] = "Rule",   [COLUMN_RESPONDENT] = "Threshold",
        [COLUMN_NEW] = "Reached",      [COLUMN_CUMULATIVE] = "New after it",
        [COLUMN_LOW] = "5% of orders", [COLUMN_MEDIAN] = "Median",
        [COLUMN_HIGH] = "95%",         [COLUMN_MEAN] = "Never reached",
    };

    for (unsigned i = 0; i < COLUMN_CODES; i++)
        sheet_words(all->page, row, i, words[i] != NULL ? words[i] : "",
                    i == COLUMN_INTERVIEW ? STYLE_HEAD : STYLE_HEAD_RIGHT);
}

/* Interviews of a rule's run, the last number of "base 4, run 2"; 0: none. */
static uint64_t
run_of(const model_test *rule)
{
    size_t from = rule->row.length;
    uint64_t run = 0;

    while (from > 0 && rule->row.at[from - 1] != ' ')
        from--;
    if (!number_to_unsigned(
            (coding_span){rule->row.at + from, rule->row.length - from}, &run))
        return 0;
    return run;
}

/* "6+2", and what is new behind that, live. */
static void
put_reached(const block *all, unsigned row, const model_test *rule)
{
    double after = value_of(all, "saturation_after", rule);
    uint64_t run = run_of(rule);
    char text[64];
    size_t end;

    if (isnan(rule->value)) {
        sheet_words(all->page, row, COLUMN_NEW, "no", STYLE_RIGHT);
        sheet_empty(all->page, row, COLUMN_CUMULATIVE, STYLE_COUNT);
        return;
    }
    (void)snprintf(text, sizeof text, "%.0f+%llu", rule->value,
                   (unsigned long long)run);
    sheet_words(all->page, row, COLUMN_NEW, text, STYLE_RIGHT);
    end = rule->value >= 1 && rule->value + (double)run <= (double)all->count
              ? (size_t)rule->value + (size_t)run
              : 0;
    if (end >= 1 && is_equal(sum_new(all, end, all->count), after))
        sheet_formula(
            all->page, row, COLUMN_CUMULATIVE, after, STYLE_COUNT, "=%s-%s",
            A1(all->last, COLUMN_CUMULATIVE).text,
            A1(all->first + (unsigned)end - 1, COLUMN_CUMULATIVE).text);
    else
        sheet_number(all->page, row, COLUMN_CUMULATIVE, after, STYLE_COUNT);
}

static void
put_rule(const block *all, unsigned row, const model_test *rule)
{
    static const struct {
        const char *statistic;
        column where;
    } band[] = {{"saturation_low", COLUMN_LOW},
                {"saturation_median", COLUMN_MEDIAN},
                {"saturation_high", COLUMN_HIGH}};

    sheet_text(all->page, row, COLUMN_INTERVIEW, rule->row, STYLE_OVER);
    sheet_empty(all->page, row, COLUMN_ORDER, STYLE_OVER);
    sheet_text(all->page, row, COLUMN_RESPONDENT, rule->column, STYLE_RIGHT);
    put_reached(all, row, rule);
    for (unsigned i = COLUMN_BASE; i < COLUMN_LOW; i++)
        sheet_empty(all->page, row, i, STYLE_COUNT);
    for (size_t i = 0; i < sizeof band / sizeof *band; i++)
        sheet_number(all->page, row, band[i].where,
                     value_of(all, band[i].statistic, rule), STYLE_COUNT);
    sheet_number(all->page, row, COLUMN_MEAN,
                 value_of(all, "saturation_never", rule) / 100, STYLE_PERCENT1);
}

static void
put_rules(const block *all)
{
    const model *found = all->plan->found;
    unsigned row = all->last + 2, last = row;

    for (size_t i = 0; i < found->test_count; i++)
        last += is_mine(all, &found->tests[i]) &&
                coding_span_is(found->tests[i].statistic, "saturation");
    if (last == row)
        return;
    put_rule_heads(all, row);
    for (size_t i = 0; i < found->test_count; i++) {
        const model_test *test = &found->tests[i];

        if (!is_mine(all, test) ||
            !coding_span_is(test->statistic, "saturation"))
            continue;
        row++;
        atlas_rule(all->page, row, last);
        put_rule(all, row, test);
    }
    sheet_edge(all->page, EDGE_NONE);
}

static void
put_title(const block *all)
{
    static const char title[] = "Codes that are new from interview to "
                                "interview";
    char text[300];

    (void)snprintf(text, sizeof text, "%s%s%.*s%s%.*s", title,
                   all->rows->name.length > 0 ? ", " : "",
                   CELLTEXT_HEAD(all->rows->name, 60),
                   all->rows->name.length > 0 ? ": " : "",
                   CELLTEXT_HEAD(all->rows->group, 100));
    sheet_title(all->page, coding_span_of(text));
}

/* ---- notes and charts ---- */

static void
put_notes(const block *all)
{
    const model *found = all->plan->found;
    double orders = value_of(all, "orders", NULL);
    double tied = value_of(all, "tied", NULL);
    char text[300];

    for (size_t i = 0; i < found->test_count; i++) {
        const model_test *test = &found->tests[i];

        /* Sentences, not the bare "6+2 at 5%" of the other rules. */
        if (is_mine(all, test) &&
            coding_span_is(test->statistic, "saturation") &&
            memchr(test->text.at, ':', test->text.length) != NULL) {
            (void)snprintf(text, sizeof text, "%.*s.",
                           CELLTEXT_HEAD(test->text, 280));
            sheet_note(all->page, coding_span_of(text));
        }
    }
    sheet_note(all->page,
               coding_span_of("Interviews stand in the order of the "
                              "participants' column \"order\"; files and their "
                              "names decide nothing. A rule is reached behind "
                              "the first n interviews whose next run brings no "
                              "more than the threshold in percent of the codes "
                              "of the base (n+run)."));
    if (orders > 0) {
        (void)snprintf(text, sizeof text,
                       "5%%, median and 95%% are of %.0f random orders (seed "
                       "%.0f); the mean of all orders is exact.",
                       orders, value_of(all, "seed", NULL));
        sheet_note(all->page, coding_span_of(text));
    }
    if (all->plan->saturation_sheets == CURVES_MOST) {
        (void)snprintf(text, sizeof text,
                       "At most %d curves have a sheet; the stream has all.",
                       CURVES_MOST);
        sheet_note(all->page, coding_span_of(text));
    }
    if (tied > 0) {
        (void)snprintf(text, sizeof text,
                       "%.0f interviews share their order with another: which "
                       "of them a code is new in means nothing.",
                       tied);
        sheet_note(all->page, coding_span_of(text));
    }
}

static plot_cells
cells_of(const block *all, column which)
{
    return (plot_cells){all->page, all->first, which, all->last, which};
}

static void
draw_curve(const block *all, unsigned row)
{
    static const plot_look given = {PLOT_BLUE, PLOT_CIRCLE, 2, false, false};
    static const plot_look middle = {PLOT_VERMILION, PLOT_NO_MARKER, 2, true,
                                     false};
    static const plot_look limit = {PLOT_BLACK, PLOT_NO_MARKER, 1, true, false};
    static const int everything[] = {-1};
    plot_axis across = {.title = "Interview, in order"};
    plot_axis up = {.title = "Codes so far", .numbers = "0"};
    plot_cells x = cells_of(all, COLUMN_INTERVIEW);
    plot_cells codes = cells_of(all, COLUMN_CUMULATIVE);
    plot_cells mean = cells_of(all, COLUMN_MEAN);
    plot_cells low = cells_of(all, COLUMN_LOW);
    plot_cells high = cells_of(all, COLUMN_HIGH);
    plot *chart = plot_new(all->plan->all, PLOT_LINE, NULL);

    plot_series(chart, "In this order", &x, &codes, &given);
    plot_series(chart, "Mean of all orders", &x, &mean, &middle);
    if (!isnan(all->rows->number[CURVE_LOW])) {
        plot_series(chart, "5% of random orders", &x, &low, &limit);
        plot_series(chart, "95%", &x, &high, &limit);
    }
    plot_axes(chart, &across, &up);
    plot_legend(chart, everything);
    plot_place(chart, all->page, row, 0, 560, 320,
               "Line chart: codes named so far, interview by interview, with "
               "the mean of all orders and the 5% and 95% limits of random "
               "orders.");
}

static void
draw_new(const block *all, unsigned row)
{
    static const plot_look bars = {PLOT_SKY, PLOT_NO_MARKER, 0, false, false};
    plot_axis across = {.title = "Interview, in order"};
    plot_axis up = {.title = "New codes", .numbers = "0"};
    plot_cells x = cells_of(all, COLUMN_INTERVIEW);
    plot_cells codes = cells_of(all, COLUMN_NEW);
    plot *chart = plot_new(all->plan->all, PLOT_COLUMNS, NULL);

    plot_series(chart, "New codes", &x, &codes, &bars);
    plot_axes(chart, &across, &up);
    plot_legend(chart, NULL);
    plot_place(chart, all->page, row, COLUMN_LOW, 460, 320,
               "Column chart: codes that each interview is the first to "
               "name.");
}

/* ---- curves ---- */

/* Rows from `from` on that belong to one table and level. */
static size_t
count_rows(const model *found, size_t from)
{
    const model_interview *rows = &found->interviews[from];
    size_t count = 1;

    while (from + count < found->interview_count &&
           coding_span_equal(rows->table, rows[count].table) &&
           coding_span_equal(rows->group, rows[count].group))
        count++;
    return count;
}

size_t
sheet_count_curves(const model *found)
{
    size_t curves = 0;

    for (size_t i = 0; i < found->interview_count; i += count_rows(found, i))
        curves++;
    return curves < CURVES_MOST ? curves : CURVES_MOST;
}

static void
fill(block *all)
{
    unsigned row;

    all->base = interviews_of(all, "base");
    all->run = interviews_of(all, "run");
    put_title(all);
    put_heads(all);
    for (size_t i = 0; i < all->count; i++)
        put_interview(all, i);
    sheet_edge(all->page, EDGE_NONE);
    put_rules(all);
    atlas_frame(all->page, ATLAS_HEAD, 0);
    put_notes(all);
    row = sheet_next(all->page) + 1;
    draw_curve(all, row);
    draw_new(all, row);
    if (all->count <= ONE_PAGE)
        sheet_one_page(all->page);
}

void
sheet_fill_saturation(atlas *plan)
{
    size_t from = 0;

    for (size_t i = 0; i < plan->saturation_sheets; i++) {
        block all = {.plan = plan,
                     .page = plan->saturation[i],
                     .rows = &plan->found->interviews[from],
                     .count = count_rows(plan->found, from),
                     .first = ATLAS_FIRST};

        all.last = all.first + (unsigned)all.count - 1;
        if (all.page != NULL)
            fill(&all);
        from += all.count;
    }
}
