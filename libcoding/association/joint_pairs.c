/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Two questions with several answers: simultaneous pairwise marginal
   independence over respondents who were asked both. */
#include <coding/stats_multiple.h>

#include <math.h>
#include <string.h>

#include "association/association_inside.h"
#include "base/sentence.h"

typedef struct {
    coding_span facet;
    coding_span *items;
    size_t count;
    panel_matrix matrix;
} side;

static coding_status
read_side(const coding_association *association, coding_span facet, arena *keep,
          side *out)
{
    coding_status status = panel_codes_of(&association->people, facet, keep,
                                          &out->items, &out->count);

    out->facet = facet;
    if (status == CODING_OK)
        status = panel_matrix_of(&association->people, facet, out->items,
                                 out->count, keep, &out->matrix);
    return status;
}

/* Leaves those who are in both; persons stand in the same order. */
static size_t
match_people(side *a, side *b)
{
    size_t i = 0, j = 0, kept = 0;

    while (i < a->matrix.count && j < b->matrix.count) {
        if (a->matrix.person[i] < b->matrix.person[j]) {
            i++;
        } else if (a->matrix.person[i] > b->matrix.person[j]) {
            j++;
        } else {
            memmove(a->matrix.named + kept * a->count,
                    a->matrix.named + i++ * a->count, a->count);
            memmove(b->matrix.named + kept++ * b->count,
                    b->matrix.named + j++ * b->count, b->count);
        }
    }
    return kept;
}

static coding_status
speak(coding_association *association, coding_span table, const ledger *kept,
      size_t n)
{
    const sentence_test rs2 = {"chi2", ledger_value(kept, "rs2_df"), -1,
                               ledger_value(kept, "rs2")};
    buffer *out = &association->words;

    buffer_add_text(out, "joint test of all pairs of items (SPMI), N = ");
    buffer_add_unsigned(out, n);
    buffer_add_text(out, ": X2_S = ");
    sentence_add_fixed(out, ledger_value(kept, "x2s"), 2, SENTENCE_FREE);
    buffer_add_text(out, ", permutation of respondents ");
    sentence_add_p(out, ledger_value(kept, "perm_p_x2s"));
    if (!isnan(rs2.value)) {
        buffer_add_text(out, "; Rao-Scott, second order: ");
        sentence_add_test(out, SENTENCE_UNICODE, &rs2);
        buffer_add_text(out, ", ");
        sentence_add_p(out, ledger_value(kept, "rs2_p"));
    }
    return report_sentence(association, table, "joint", (coding_span){NULL, 0});
}

coding_status
joint_pairs_test(coding_association *association, coding_span table,
                 const coding_stats_mention_pairs *data,
                 const coding_span *row_items, const coding_span *column_items)
{
    const coding_association_options *options = &association->options;
    const coding_stats_permutation shuffles = {
        .samples = joint_samples(options, data->respondents,
                                 data->row_items * data->column_items),
        .seed = options->seed};
    const coding_stats_resampling samples = {.samples = options->bootstrap,
                                             .seed = options->seed};
    ledger kept;
    report_figures figures = {.association = association,
                              .table = table,
                              .row_names = row_items,
                              .column_names = column_items,
                              .kept = &kept};
    coding_figure_sink sink = report_sink(&figures);
    coding_status status;

    ledger_init(&kept, association->context);
    status = coding_stats_pairwise(association->context, data, &sink);
    if (status == CODING_OK)
        status = coding_stats_pairwise_permute(association->context, data,
                                               &shuffles, &sink);
    if (status == CODING_OK && options->bootstrap > 0)
        status = coding_stats_pairwise_bootstrap(association->context, data,
                                                 &samples, &sink);
    if (status == CODING_OK)
        status = speak(association, table, &kept, data->respondents);
    ledger_clear(&kept);
    return status;
}

coding_status
joint_give_pairs(coding_association *association, size_t multi)
{
    const collected_multi *of = &association->multis[multi];
    side rows = {0}, columns = {0};
    arena keep;
    coding_status status;

    arena_init(&keep, association->context);
    status = read_side(association, of->facet, &keep, &rows);
    if (status == CODING_OK)
        status = read_side(association, of->by, &keep, &columns);
    if (status == CODING_OK) {
        size_t n = match_people(&rows, &columns);
        const coding_stats_mention_pairs data = {rows.matrix.named,
                                                 columns.matrix.named, n,
                                                 rows.count, columns.count};

        if (n > 0)
            status = joint_pairs_test(association, of->name, &data, rows.items,
                                      columns.items);
    }
    if (status == CODING_OK)
        status = family_give_items(association, of->name, multi, NULL, 0);
    arena_clear(&keep);
    return status;
}
