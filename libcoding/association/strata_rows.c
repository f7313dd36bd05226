/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A table in strata: association within the levels of a third variable. */
#include <coding/stats_strata.h>

#include <math.h>

#include "association/association_inside.h"
#include "base/sentence.h"

/* Observations in strata that have two or more. */
static double
count_used(const association_table *table)
{
    size_t cells = table->rows * table->columns;
    double used = 0;

    for (size_t s = 0; s < table->stratum_count; s++) {
        double n = 0;

        for (size_t i = 0; i < cells; i++)
            n += (double)table->counts[s * cells + i];
        used += n >= 2 ? n : 0;
    }
    return used;
}

static void
add_homogeneity(buffer *out, sentence_style style, const ledger *kept, double n)
{
    const sentence_test test = {"chi2",
                                ledger_value(kept, "breslow_day_tarone_df"), n,
                                ledger_value(kept, "breslow_day_tarone")};
    double odds = ledger_value(kept, "mh_or");

    if (!isnan(odds)) {
        buffer_add_text(out, ", common OR = ");
        sentence_add_fixed(out, odds, 2, SENTENCE_FREE);
        sentence_add_limits(out, ledger_value(kept, "mh_or_lo95"),
                            ledger_value(kept, "mh_or_hi95"), SENTENCE_FREE);
    }
    if (isnan(test.value))
        return;
    buffer_add_text(out, "; do the strata agree (Breslow-Day-Tarone): ");
    sentence_add_test(out, style, &test);
    buffer_add_text(out, ", ");
    sentence_add_p(out, ledger_value(kept, "breslow_day_tarone_p"));
}

static coding_status
speak(coding_association *association, const association_table *table,
      const ledger *kept, sentence_style style)
{
    bool fourfold = !isnan(ledger_value(kept, "cmh"));
    double n = count_used(table);
    const sentence_test test = {
        "chi2", ledger_value(kept, fourfold ? "cmh_df" : "cmh_general_df"), n,
        ledger_value(kept, fourfold ? "cmh" : "cmh_general")};
    buffer *out = &association->words;

    if (!(test.df > 0)) {
        buffer_add_text(out, "nothing to test: no stratum has two rows and two "
                             "columns with somebody in them");
        return report_sentence(association, table->name, "left_out",
                               (coding_span){NULL, 0});
    }
    buffer_add_text(out, "Cochran-Mantel-Haenszel over ");
    sentence_add_precise(out, ledger_value(kept, "strata_used"), 15);
    buffer_add_text(out, " strata: ");
    sentence_add_test(out, style, &test);
    buffer_add_text(out, ", ");
    sentence_add_p(out,
                   ledger_value(kept, fourfold ? "cmh_p" : "cmh_general_p"));
    add_homogeneity(out, style, kept, n);
    return report_sentence(association, table->name,
                           style == SENTENCE_ASCII ? "apa_ascii" : "apa",
                           (coding_span){NULL, 0});
}

/* Each stratum by itself, "TABLE [STRATUM]". */
static coding_status
analyse_each(coding_association *association, const association_table *table)
{
    size_t cells = table->rows * table->columns;
    coding_status status = CODING_OK;

    for (size_t s = 0; status == CODING_OK && s < table->stratum_count; s++) {
        association_table one = *table;
        buffer name;

        buffer_init(&name, association->context);
        buffer_add(&name, table->name);
        buffer_add_text(&name, " [");
        buffer_add(&name, table->strata[s]);
        buffer_add_byte(&name, ']');
        status = buffer_status(&name);
        one.name = buffer_span(&name);
        one.stratum_count = 0;
        one.counts = table->counts + s * cells;
        if (table->weights != NULL) {
            one.weights = table->weights + s * cells;
            one.squares = table->squares + s * cells;
        }
        if (status == CODING_OK)
            status = table_analyse(association, &one);
        buffer_free(&name);
    }
    return status;
}

/* Mantel and Haenszel count people. With weights the strata are tested one by
   one, and are the tests of the family. */
static coding_status
analyse_weighted(coding_association *association,
                 const association_table *table)
{
    coding_status status;

    buffer_add_text(&association->words,
                    "no joint test over the strata: Cochran, Mantel and "
                    "Haenszel's counts respondents, and these have weights; "
                    "each stratum is tested by itself (Rao-Scott)");
    status = report_sentence(association, table->name, "left_out",
                             (coding_span){NULL, 0});
    return status == CODING_OK ? analyse_each(association, table) : status;
}

coding_status
strata_analyse(coding_association *association, const association_table *table)
{
    const coding_stats_strata_counts counts = {
        table->counts, table->stratum_count, table->rows, table->columns};
    ledger kept;
    report_figures figures = {.association = association,
                              .table = table->name,
                              .row_names = table->row_names,
                              .column_names = table->column_names,
                              .kept = &kept};
    coding_figure_sink sink = report_sink(&figures);
    size_t verdicts;
    coding_status status;

    if (table->weights != NULL)
        return analyse_weighted(association, table);
    ledger_init(&kept, association->context);
    status = coding_stats_strata(association->context, &counts, &sink);
    if (status == CODING_OK)
        status = family_keep(association, table, "Cochran-Mantel-Haenszel",
                             isnan(ledger_value(&kept, "cmh_p"))
                                 ? ledger_value(&kept, "cmh_general_p")
                                 : ledger_value(&kept, "cmh_p"));
    if (status == CODING_OK)
        status = speak(association, table, &kept, SENTENCE_UNICODE);
    if (status == CODING_OK && ledger_value(&kept, "strata_used") > 0)
        status = speak(association, table, &kept, SENTENCE_ASCII);
    ledger_clear(&kept);
    /* Single strata are no tests of the family: it has the joint one. */
    verdicts = association->verdict_count;
    if (status == CODING_OK && association->columns != NULL)
        status = analyse_each(association, table);
    association->verdict_count = verdicts;
    return status;
}
