/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which test a table is judged by, and what it says. The rule looks at the
   margins alone, so it stands before the data are seen. */
#include <math.h>
#include <string.h>

#include "association/association_inside.h"
#include "base/sentence.h"

/* A test with a chi-square distribution, or p-values alone. */
typedef struct {
    coding_association_test test;
    const char *words, *short_name;
    const char *statistic; /* NULL: there is only a p */
    const char *df, *p, *log_p;
} candidate;

static const candidate candidates[] = {
    {CODING_ASSOCIATION_PEARSON, "Pearson's chi-square", "chi2", "x2", "x2_df",
     "x2_p", "x2_logp"},
    {CODING_ASSOCIATION_NMINUS1, "N-1 chi-square", "N-1 chi-square",
     "x2_nminus1", "x2_nminus1_df", "x2_nminus1_p", "x2_nminus1_logp"},
    {CODING_ASSOCIATION_YATES, "chi-square with Yates' correction",
     "Yates chi-square", "x2_yates", "x2_yates_df", "x2_yates_p",
     "x2_yates_logp"},
    {CODING_ASSOCIATION_G, "G, likelihood ratio", "G", "g", "g_df", "g_p",
     "g_logp"},
    {CODING_ASSOCIATION_EXACT, "Fisher's exact test", NULL, NULL, NULL,
     "fisher_p", "fisher_logp"},
    {CODING_ASSOCIATION_MONTE_CARLO, "Fisher's test by random tables", NULL,
     NULL, NULL, "mc_p_fisher", NULL},
};

enum { CANDIDATES = sizeof candidates / sizeof *candidates };

bool
decide_wants_exact(const coding_association_options *options, bool cochran_ok)
{
    if (options->test == CODING_ASSOCIATION_AUTO ||
        options->test == CODING_ASSOCIATION_EVERY)
        return !cochran_ok;
    return options->test == CODING_ASSOCIATION_EXACT;
}

const char *
decide_rule(const coding_association_options *options)
{
    switch (options->test) {
    case CODING_ASSOCIATION_PEARSON:
        return "Pearson's chi-square without Yates' correction, as asked";
    case CODING_ASSOCIATION_NMINUS1:
        return "N-1 chi-square for 2 x 2 tables and Pearson's for larger "
               "ones, as asked";
    case CODING_ASSOCIATION_YATES:
        return "chi-square with Yates' correction for 2 x 2 tables and "
               "Pearson's for larger ones, as asked";
    case CODING_ASSOCIATION_G:
        return "G, the likelihood ratio, as asked";
    case CODING_ASSOCIATION_EXACT:
        return "Fisher's exact test, as asked, and random tables where it is "
               "out of reach";
    case CODING_ASSOCIATION_MONTE_CARLO:
        return "Fisher's test by random tables, as asked";
    case CODING_ASSOCIATION_AUTO:
    case CODING_ASSOCIATION_EVERY:
    default:
        return "Pearson's chi-square without Yates' correction when no "
               "expected count is below 1 and at most 20% are below 5, else "
               "Fisher's exact test, else the same by random tables; chosen "
               "by the margins before any p is looked at";
    }
}

static const candidate *
find_candidate(coding_association_test test)
{
    for (size_t i = 0; i < CANDIDATES; i++)
        if (candidates[i].test == test)
            return &candidates[i];
    return &candidates[0];
}

/* What was asked for, as far as this table has it. */
static const candidate *
choose(const coding_association_options *options, const ledger *kept)
{
    coding_association_test test = options->test;
    const candidate *found;

    if (test == CODING_ASSOCIATION_AUTO || test == CODING_ASSOCIATION_EVERY)
        test = ledger_value(kept, "cochran_ok") > 0 ? CODING_ASSOCIATION_PEARSON
                                                    : CODING_ASSOCIATION_EXACT;
    found = find_candidate(test);
    if (test == CODING_ASSOCIATION_EXACT && isnan(ledger_value(kept, found->p)))
        return find_candidate(CODING_ASSOCIATION_MONTE_CARLO);
    return isnan(ledger_value(kept, found->p)) ? &candidates[0] : found;
}

/* ---- sentences ---- */

typedef struct {
    coding_association *association;
    coding_span table;
    const ledger *kept;
} speech;

static bool
is_fourfold(const ledger *kept)
{
    return ledger_value(kept, "nrow_eff") < 3 &&
           ledger_value(kept, "ncol_eff") < 3;
}

static void
add_effect(const speech *of, sentence_style style)
{
    buffer *out = &of->association->words;
    bool fourfold = is_fourfold(of->kept);

    buffer_add_text(out, ", ");
    sentence_add_word(out, style, fourfold ? "phi" : "V");
    buffer_add_text(out, " = ");
    sentence_add_fixed(out,
                       ledger_value(of->kept, fourfold ? "phi" : "cramers_v"),
                       2, SENTENCE_SHARE);
}

static void
add_apa(const speech *of, sentence_style style, const candidate *by)
{
    buffer *out = &of->association->words;
    double p = ledger_value(of->kept, by->p);
    double n = ledger_value(of->kept, "n");

    if (by->statistic != NULL) {
        const sentence_test test = {by->short_name,
                                    ledger_value(of->kept, by->df), n,
                                    ledger_value(of->kept, by->statistic)};

        sentence_add_test(out, style, &test);
        buffer_add_text(out, ", ");
        sentence_add_p(out, p);
        add_effect(of, style);
        return;
    }
    if (by->test == CODING_ASSOCIATION_EXACT) {
        buffer_add_text(out, "Fisher's exact test (two-sided), ");
    } else {
        buffer_add_text(out, "Fisher's exact test (Monte Carlo, B = ");
        sentence_add_precise(out, ledger_value(of->kept, "mc_samples"), 15);
        buffer_add_text(out, ", seed ");
        buffer_add_unsigned(out, of->association->options.seed);
        buffer_add_text(out, "), ");
    }
    sentence_add_p(out, p);
    buffer_add_text(out, ", N = ");
    sentence_add_precise(out, n, 15);
}

static coding_status
say(const speech *of, const char *statistic, const char *row)
{
    return report_sentence(of->association, of->table, statistic,
                           coding_span_of(row));
}

/* A sentence and its ASCII twin. */
static coding_status
say_apa(const speech *of, const char *statistic, const char *ascii,
        const candidate *by)
{
    coding_status status;

    add_apa(of, SENTENCE_UNICODE, by);
    status = say(of, statistic, NULL);
    add_apa(of, SENTENCE_ASCII, by);
    return status == CODING_OK ? say(of, ascii, NULL) : status;
}

static coding_status
say_odds(const speech *of)
{
    buffer *out = &of->association->words;
    double odds = ledger_value(of->kept, "odds_ratio");
    double low = ledger_value(of->kept, "odds_ratio_lo95");

    if (isnan(odds) || isnan(low))
        return CODING_OK;
    buffer_add_text(out, "OR = ");
    sentence_add_fixed(out, odds, 2, SENTENCE_FREE);
    sentence_add_limits(out, low, ledger_value(of->kept, "odds_ratio_hi95"),
                        SENTENCE_FREE);
    return say(of, "apa_or", NULL);
}

/* The condition of the chi-square approximation, in words. */
static coding_status
say_assumption(const speech *of)
{
    buffer *out = &of->association->words;
    double cells =
        ledger_value(of->kept, "nrow_eff") * ledger_value(of->kept, "ncol_eff");

    buffer_add_text(out, "expected counts: smallest ");
    sentence_add_fixed(out, ledger_value(of->kept, "min_expected"), 2,
                       SENTENCE_FREE);
    buffer_add_text(out, ", ");
    sentence_add_precise(out, ledger_value(of->kept, "n_expected_lt5"), 15);
    buffer_add_text(out, " of ");
    sentence_add_precise(out, cells, 15);
    buffer_add_text(out, " below 5, ");
    sentence_add_precise(out, ledger_value(of->kept, "n_expected_lt1"), 15);
    buffer_add_text(out, " below 1; Cochran's rule ");
    buffer_add_text(out, ledger_value(of->kept, "cochran_ok") > 0
                             ? "holds"
                             : "does not hold");
    return say(of, "assumption", NULL);
}

static void
add_candidate(const speech *of, const candidate *by)
{
    buffer *out = &of->association->words;

    buffer_add_text(out, by->words);
    if (by->statistic != NULL) {
        buffer_add_text(out, ": ");
        sentence_add_precise(out, ledger_value(of->kept, by->statistic), 7);
        buffer_add_text(out, ", df ");
        sentence_add_precise(out, ledger_value(of->kept, by->df), 7);
        buffer_add_text(out, ", ");
    } else {
        buffer_add_text(out, ": ");
    }
    sentence_add_precise_p(
        out, ledger_value(of->kept, by->p),
        ledger_value(of->kept, by->log_p != NULL ? by->log_p : ""));
    if (by->test == CODING_ASSOCIATION_MONTE_CARLO) {
        buffer_add_text(out, ", 95% of its error in [");
        sentence_add_precise(out, ledger_value(of->kept, "mc_p_fisher_lo95"),
                             4);
        buffer_add_text(out, ", ");
        sentence_add_precise(out, ledger_value(of->kept, "mc_p_fisher_hi95"),
                             4);
        buffer_add_byte(out, ']');
    }
}

static coding_status
say_candidates(const speech *of, const candidate *chosen)
{
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < CANDIDATES; i++) {
        if (isnan(ledger_value(of->kept, candidates[i].p)))
            continue;
        add_candidate(of, &candidates[i]);
        if (&candidates[i] == chosen)
            buffer_add_text(&of->association->words, " [chosen by the rule]");
        status = say(of, "candidate", candidates[i].words);
    }
    return status;
}

/* ---- which cells ---- */

static void
add_cell(const speech *of, const association_table *table,
         const coding_figure *cell)
{
    buffer *out = &of->association->words;

    buffer_add(out, table->row_names[cell->row - 1]);
    buffer_add_text(out, " / ");
    buffer_add(out, table->column_names[cell->column - 1]);
    buffer_add_text(out, cell->value > 0 ? " +" : " ");
    sentence_add_fixed(out, cell->value, 2, SENTENCE_FREE);
}

static double
holm_of(const ledger *kept, const coding_figure *cell)
{
    for (size_t i = 0; i < kept->cell_count; i++)
        if (kept->cells[i].row == cell->row &&
            kept->cells[i].column == cell->column &&
            strcmp(kept->cells[i].statistic, "p_cell_holm") == 0)
            return kept->cells[i].value;
    return (double)NAN;
}

/* Adjusted residuals are read after a significant test only. */
static coding_status
say_residuals(const speech *of, const association_table *table, double p)
{
    double alpha = of->association->options.alpha;
    buffer *out = &of->association->words;
    size_t found = 0;

    if (is_fourfold(of->kept) || of->kept->cell_count > 2000)
        return CODING_OK;
    if (!(p < alpha)) {
        buffer_add_text(out, "adjusted residuals are not to be read: the table "
                             "as a whole is not significant");
        return say(of, "residuals", NULL);
    }
    buffer_add_text(out, "cells that differ, adjusted residuals (Holm over all "
                         "cells of the table): ");
    for (size_t i = 0; i < of->kept->cell_count; i++) {
        const coding_figure *cell = &of->kept->cells[i];

        if (strcmp(cell->statistic, "stdres") != 0 ||
            !(holm_of(of->kept, cell) < alpha))
            continue;
        if (found++ > 0)
            buffer_add_text(out, ", ");
        add_cell(of, table, cell);
    }
    if (found == 0)
        buffer_add_text(out, "none by itself");
    return say(of, "residuals", NULL);
}

/* ---- the verdict ---- */

static coding_status
give_chosen(const speech *of, const candidate *by)
{
    report_row row = {.table = of->table,
                      .statistic = "p_chosen",
                      .row = coding_span_of(by->words),
                      .value = ledger_value(of->kept, by->p)};
    coding_status status;

    add_candidate(of, by);
    status = buffer_status(&of->association->words);
    row.text = buffer_span(&of->association->words);
    if (status == CODING_OK)
        status = report_give(of->association, &row);
    buffer_reset(&of->association->words);
    return status;
}

static coding_status
speak(const speech *of, const association_table *table, const candidate *by)
{
    bool every = of->association->options.test == CODING_ASSOCIATION_EVERY;
    coding_status status = say_apa(of, "apa", "apa_ascii", by);

    if (status == CODING_OK && by != &candidates[0])
        status =
            say_apa(of, "apa_pearson", "apa_pearson_ascii", &candidates[0]);
    if (status == CODING_OK)
        status = give_chosen(of, by);
    if (status == CODING_OK && by != &candidates[0] && !every) {
        add_candidate(of, &candidates[0]);
        status = say(of, "candidate", candidates[0].words);
    }
    if (status == CODING_OK)
        status = say_assumption(of);
    if (status == CODING_OK)
        status = say_odds(of);
    if (status == CODING_OK)
        status = say_residuals(of, table, ledger_value(of->kept, by->p));
    if (status == CODING_OK && every)
        status = say_candidates(of, by);
    return status;
}

coding_status
decide_give(coding_association *association, const association_table *table,
            const ledger *kept)
{
    const speech of = {association, table->name, kept};
    const candidate *by = choose(&association->options, kept);
    coding_status status;

    if (!(ledger_value(kept, "x2_df") > 0)) {
        buffer_add_text(&association->words,
                        "nothing to test: fewer than two rows or two columns "
                        "have anybody in them");
        status = say(&of, "left_out", NULL);
        return status == CODING_OK
                   ? family_keep(association, table, by->words, (double)NAN)
                   : status;
    }
    status =
        family_keep(association, table, by->words, ledger_value(kept, by->p));
    return status == CODING_OK && selection_speaks(association)
               ? speak(&of, table, by)
               : status;
}
