/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A weighted table: a weight is not a count, so Rao & Scott. A cell of the
   stream has its number of people, the sum of their weights and of the squares;
   the test depends on nothing else, so any weights with these sums will do. */
#include <coding/stats_weighted.h>

#include <math.h>

#include "association/association_inside.h"
#include "base/sentence.h"

typedef struct {
    size_t *row, *column;
    double *weight;
    size_t count;
} sample;

/* n weights with the sums given: one apart, the others alike. */
static void
add_people(sample *people, const association_table *table, size_t cell)
{
    double n = (double)table->counts[cell];
    double mean = table->weights[cell] / n;
    double variance = fmax(table->squares[cell] / n - mean * mean, 0);
    double apart = mean, alike = mean;

    if (n > 1) {
        apart = mean + sqrt(variance * (n - 1));
        alike = fmax((table->weights[cell] - apart) / (n - 1), 0);
    }
    for (uint64_t i = 0; i < table->counts[cell]; i++) {
        people->row[people->count] = cell / table->columns;
        people->column[people->count] = cell % table->columns;
        people->weight[people->count++] = i == 0 ? apart : alike;
    }
}

static coding_status
make_people(const association_table *table, arena *keep, sample *people)
{
    size_t cells = table->rows * table->columns;
    size_t n = 0;
    coding_status status;

    for (size_t i = 0; i < cells; i++)
        n += (size_t)table->counts[i];
    status = ARENA_ARRAY(keep, n, &people->row);
    if (status == CODING_OK)
        status = ARENA_ARRAY(keep, n, &people->column);
    if (status == CODING_OK)
        status = ARENA_ARRAY(keep, n, &people->weight);
    for (size_t i = 0; status == CODING_OK && i < cells; i++)
        if (table->counts[i] > 0)
            add_people(people, table, i);
    return status;
}

static coding_status
speak(coding_association *association, coding_span table, const ledger *kept)
{
    buffer *out = &association->words;
    coding_status status = CODING_OK;

    for (size_t style = 0; status == CODING_OK && style < 2; style++) {
        buffer_add_text(out, "Rao-Scott F(");
        sentence_add_fixed(out, ledger_value(kept, "f_df"), 2, SENTENCE_FREE);
        buffer_add_text(out, ", ");
        sentence_add_fixed(out, ledger_value(kept, "f_ddf"), 2, SENTENCE_FREE);
        buffer_add_text(out, ") = ");
        sentence_add_fixed(out, ledger_value(kept, "f_stat"), 2, SENTENCE_FREE);
        buffer_add_text(out, ", ");
        sentence_add_p(out, ledger_value(kept, "f_p"));
        buffer_add_text(out, ", N = ");
        sentence_add_precise(out, ledger_value(kept, "n"), 15);
        buffer_add_text(out, ", V = ");
        sentence_add_fixed(out, ledger_value(kept, "cramers_v"), 2,
                           SENTENCE_SHARE);
        status = report_sentence(association, table,
                                 style == 0 ? "apa" : "apa_ascii",
                                 (coding_span){NULL, 0});
    }
    if (status != CODING_OK)
        return status;
    buffer_add_text(out, "weights are not counts: the test allows for them; "
                         "the sample is worth ");
    sentence_add_fixed(out, ledger_value(kept, "n_eff_kish"), 1, SENTENCE_FREE);
    buffer_add_text(out, " respondents of ");
    sentence_add_precise(out, ledger_value(kept, "n"), 15);
    buffer_add_text(out, " (Kish)");
    return report_sentence(association, table, "weights",
                           (coding_span){NULL, 0});
}

coding_status
weights_report(coding_association *association, const association_table *table,
               const coding_stats_weighted_data *data)
{
    ledger kept;
    report_figures figures = {.association = association,
                              .table = table->name,
                              .row_names = table->row_names,
                              .column_names = table->column_names,
                              .kept = &kept};
    coding_figure_sink sink = report_sink(&figures);
    coding_status status;

    ledger_init(&kept, association->context);
    status = coding_stats_weighted(association->context, data, &sink);
    if (status == CODING_OK)
        status = family_keep(association, table, "Rao-Scott F",
                             ledger_value(&kept, "f_p"));
    if (status == CODING_OK && !isnan(ledger_value(&kept, "f_p")))
        status = speak(association, table->name, &kept);
    ledger_clear(&kept);
    return status;
}

coding_status
weights_analyse(coding_association *association, const association_table *table)
{
    sample people = {0};
    arena keep;
    coding_status status;

    arena_init(&keep, association->context);
    status = make_people(table, &keep, &people);
    if (status == CODING_OK) {
        const coding_stats_weighted_data data = {people.row,    people.column,
                                                 people.weight, people.count,
                                                 table->rows,   table->columns};

        status = weights_report(association, table, &data);
    }
    arena_clear(&keep);
    return status;
}
