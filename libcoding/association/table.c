/* SPDX-License-Identifier: GPL-2.0-or-later */
/* All figures of one table: what is cheap first, then exact p-values as far as
   they are within reach, then random tables where they are wanted. */
#include <coding/stats_power.h>
#include <coding/stats_twoway.h>

#include <math.h>
#include <string.h>

#include "association/association_inside.h"
#include "base/diag.h"
#include "base/hold.h"
#include "base/memory.h"

/* In the units of coding_stats_exact_work, ten million a second. */
#define WORK_BESIDE  UINT64_C(1000000)     /* an exact p nobody waits for */
#define WORK_WANTED  UINT64_C(20000000)    /* one the rule asks for */
#define WORK_PATIENT UINT64_C(20000000000) /* --exact */

enum { MOST_LEVELS = 20000 };

typedef struct {
    coding_association *association;
    const association_table *table;
    coding_stats_table counts;
    report_figures figures;
    ledger kept;
} analysis;

/* The size of the table is given with the first figures only. */
static bool
wants_no_size(const char *statistic, const char **text)
{
    static const char *const size[] = {"n", "nrow", "ncol", "nrow_eff",
                                       "ncol_eff"};

    if (*text != NULL && (strncmp(statistic, "exact_", 6) == 0 ||
                          strncmp(statistic, "fisher_", 7) == 0))
        *text = "takes too long";
    for (size_t i = 0; i < sizeof size / sizeof *size; i++)
        if (strcmp(statistic, size[i]) == 0)
            return false;
    return true;
}

static coding_status
run(analysis *of, const coding_stats_twoway_options *chosen)
{
    coding_figure_sink sink = report_sink(&of->figures);

    return coding_stats_twoway(of->association->context, &of->counts, chosen,
                               &sink);
}

static bool
is_larger(const association_table *table)
{
    return table->rows > 2 || table->columns > 2;
}

/* ---- exact ---- */

static uint64_t
exact_limit(const analysis *of, bool wanted)
{
    const coding_association_options *options = &of->association->options;

    if (options->exact)
        return WORK_PATIENT;
    if (wanted || of->association->columns == NULL ||
        options->test == CODING_ASSOCIATION_EVERY)
        return WORK_WANTED;
    return WORK_BESIDE;
}

static void
tell_too_long(const analysis *of)
{
    diag_note(of->association->context, "exact-forecast", (diag_place){0},
              "%.*s: an exact p takes too long, random tables give it with "
              "its error; --exact tries it all the same",
              DIAG_SPAN(of->table->name));
}

/* Says what is coming before it begins. */
static coding_status
forecast(const analysis *of, uint64_t limit, double *work)
{
    const double a_minute = 6e8;
    coding_status status =
        coding_stats_exact_work(of->association->context, &of->counts, work);

    if (status == CODING_OK && of->association->options.exact &&
        *work > (double)WORK_WANTED && *work <= (double)limit)
        diag_note(of->association->context, "exact-forecast", (diag_place){0},
                  "%.*s: the exact p may take about %.3g minutes; "
                  "--monte-carlo 100000 instead of --exact takes seconds",
                  DIAG_SPAN(of->table->name), *work / a_minute);
    return status;
}

static coding_status
run_exact(analysis *of, bool wanted)
{
    uint64_t limit = exact_limit(of, wanted);
    coding_stats_twoway_options chosen = {.groups = CODING_STATS_EXACT,
                                          .exact_work = limit};
    double work = 0;
    coding_status status = forecast(of, limit, &work);
    hold held;

    if (status != CODING_OK)
        return status;
    if (is_larger(of->table))
        chosen.groups |= CODING_STATS_FISHER;
    /* Hopeless ones are not begun: their p are empty. */
    if (work > 100 * (double)limit)
        chosen.exact_work = 1;
    of->figures.wants = wants_no_size;
    hold_begin(&held, of->association->context);
    status = run(of, &chosen);
    if (status == CODING_OK)
        hold_drop(&held);
    else
        hold_give(&held);
    if (status == CODING_OK && wanted &&
        isnan(ledger_value(&of->kept, "fisher_p")))
        tell_too_long(of);
    return status;
}

/* Of a 2 x 2 table whose other figures were not wanted. */
static coding_status
run_fisher(analysis *of)
{
    const coding_stats_twoway_options chosen = {.groups = CODING_STATS_FISHER};

    of->figures.wants = wants_no_size;
    return run(of, &chosen);
}

/* As many as were asked for, or 10,000, fewer for a table so large that they
   would take minutes. */
static uint64_t
count_samples(const analysis *of)
{
    const double cells_in_reach = 1e8;
    uint64_t asked = of->association->options.samples;
    double fit =
        cells_in_reach / ((double)of->table->rows * (double)of->table->columns);

    if (asked > 0 || fit >= 10000)
        return asked;
    return fit > 999 ? (uint64_t)fit : 999;
}

/* Random tables: asked for, or wanted and out of reach. */
static coding_status
run_monte_carlo(analysis *of, bool wanted)
{
    const coding_association_options *options = &of->association->options;
    const coding_stats_twoway_options chosen = {.groups =
                                                    CODING_STATS_MONTE_CARLO,
                                                .samples = count_samples(of),
                                                .seed = options->seed};
    bool asked = options->samples > 0 ||
                 options->test == CODING_ASSOCIATION_MONTE_CARLO ||
                 options->test == CODING_ASSOCIATION_EVERY;

    if (!asked && !(wanted && isnan(ledger_value(&of->kept, "fisher_p"))))
        return CODING_OK;
    of->figures.wants = wants_no_size;
    return run(of, &chosen);
}

/* ---- what is left out ---- */

static bool
is_empty(const association_table *table, bool row, size_t number)
{
    size_t count = row ? table->columns : table->rows;

    for (size_t i = 0; i < count; i++)
        if (table->counts[row ? number * table->columns + i
                              : i * table->columns + number] > 0)
            return false;
    return true;
}

static size_t
add_empty(buffer *out, const association_table *table, bool row)
{
    size_t count = row ? table->rows : table->columns;
    size_t found = 0;

    for (size_t i = 0; i < count; i++) {
        if (!is_empty(table, row, i))
            continue;
        if (found == 0)
            buffer_add_text(out, row ? "rows without anybody: "
                                     : "columns without anybody: ");
        else
            buffer_add_text(out, ", ");
        found++;
        if (found > 20) {
            buffer_add_text(out, "...");
            break;
        }
        buffer_add(out, row ? table->row_names[i] : table->column_names[i]);
    }
    if (found > 0)
        buffer_add_text(out, "; ");
    return found;
}

static coding_status
tell_left_out(const analysis *of)
{
    buffer *words = &of->association->words;
    size_t found = add_empty(words, of->table, true);

    found += add_empty(words, of->table, false);
    if (found == 0)
        return CODING_OK;
    buffer_add_text(words, "left out, and df counts what is left");
    if (of->table->multi == ASSOCIATION_NONE)
        diag_note(of->association->context, "margin-empty", (diag_place){0},
                  "%.*s: %s", DIAG_SPAN(of->table->name), buffer_text(words));
    return report_sentence(of->association, of->table->name, "left_out",
                           (coding_span){NULL, 0});
}

static coding_status
give_power(analysis *of)
{
    coding_association *association = of->association;
    const coding_stats_power_design design = {
        .effect = association->options.effect,
        .df = ledger_value(&of->kept, "x2_df"),
        .alpha = association->options.alpha};
    coding_figure_sink sink = report_sink(&of->figures);

    if (!(design.effect > 0) || !(design.df > 0))
        return CODING_OK;
    buffer_add_text(&association->words,
                    "the power of the chi-square test for an effect of w = ");
    buffer_add_number(&association->words, design.effect);
    of->figures.wants = NULL;
    if (report_sentence(association, of->table->name, "power_of",
                        (coding_span){NULL, 0}) != CODING_OK)
        return CODING_ESYSTEM;
    return coding_stats_power_figures(association->context, &design,
                                      ledger_value(&of->kept, "n"), &sink);
}

static coding_status
analyse(analysis *of)
{
    coding_association *association = of->association;
    unsigned later = CODING_STATS_EXACT | CODING_STATS_MONTE_CARLO;
    unsigned needed = selection_groups(association);
    coding_stats_twoway_options cheap = {.groups = needed & ~later};
    bool wanted, all = needed == CODING_STATS_ALL;
    coding_status status;

    /* fisher_p of a larger table is for later, and nothing else of FISHER. */
    if (is_larger(of->table))
        cheap.groups &= ~(unsigned)CODING_STATS_FISHER;
    status = run(of, &cheap);
    if (status != CODING_OK)
        return status;
    wanted = decide_wants_exact(&association->options,
                                ledger_value(&of->kept, "cochran_ok") > 0);
    if (ledger_value(&of->kept, "x2_df") > 0) {
        if (all || (wanted && is_larger(of->table)))
            status = run_exact(of, wanted);
        else if (wanted && (cheap.groups & CODING_STATS_FISHER) == 0)
            status = run_fisher(of);
        if (status == CODING_OK)
            status = run_monte_carlo(of, wanted);
    }
    if (status == CODING_OK)
        status = give_power(of);
    if (status == CODING_OK)
        status = tell_left_out(of);
    if (status == CODING_OK)
        status = decide_give(association, of->table, &of->kept);
    if (status == CODING_OK && association->options.explain)
        status = byhand_give(association, of->table, &of->kept);
    return status;
}

/* A variable with so many levels says who, not what. */
static coding_status
check_levels(const coding_association *association,
             const association_table *table)
{
    size_t levels = table->rows > table->columns ? table->rows : table->columns;

    if (levels <= MOST_LEVELS)
        return CODING_OK;
    return diag_error(association->context, CODING_EDATA, "levels-too-many",
                      (diag_place){0},
                      "%.*s: %zu levels look like names or numbers of people, "
                      "not categories; a table has at most %d",
                      DIAG_SPAN(table->name), levels, MOST_LEVELS);
}

coding_status
table_analyse(coding_association *association, const association_table *table)
{
    analysis of = {.association = association,
                   .table = table,
                   .counts = {table->counts, table->rows, table->columns},
                   .figures = {.association = association,
                               .table = table->name,
                               .row_names = table->row_names,
                               .column_names = table->column_names}};
    coding_status status = check_levels(association, table);

    if (status != CODING_OK)
        return status;
    if (table->stratum_count > 0)
        return strata_analyse(association, table);
    ledger_init(&of.kept, association->context);
    of.figures.kept = &of.kept;
    if (table->weights != NULL)
        status = weights_analyse(association, table);
    else
        status = analyse(&of);
    ledger_clear(&of.kept);
    return status;
}
