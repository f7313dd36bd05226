/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A question with several answers by itself: how many named each item, and are
   the items named equally often. */
#include <coding/stats_multiple.h>
#include <coding/stats_proportion.h>

#include <math.h>
#include <string.h>

#include "association/association_inside.h"
#include "base/sentence.h"

typedef struct {
    coding_association *association;
    const coding_span *items;
    size_t count;
    panel_matrix matrix;
    arena keep;
} described;

static bool
wants_counts(const char *statistic, const char **text)
{
    static const char *const wanted[] = {"n",
                                         "items",
                                         "mentions",
                                         "mention_total",
                                         "cochran_q",
                                         "cochran_q_df",
                                         "cochran_q_p",
                                         "cochran_q_logp",
                                         "cochran_q_plower",
                                         "pct_of_respondents",
                                         "pct_of_mentions"};

    (void)text;
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (strcmp(statistic, wanted[i]) == 0)
            return true;
    return false;
}

static coding_status
say_cochran(described *of, coding_span table, const ledger *kept)
{
    const sentence_test test = {
        "Cochran's Q", ledger_value(kept, "cochran_q_df"),
        (double)of->matrix.count, ledger_value(kept, "cochran_q")};
    buffer *out = &of->association->words;

    if (isnan(test.value))
        return CODING_OK;
    sentence_add_test(out, SENTENCE_ASCII, &test);
    buffer_add_text(out, ", ");
    sentence_add_p(out, ledger_value(kept, "cochran_q_p"));
    return report_sentence(of->association, table, "apa_q",
                           (coding_span){NULL, 0});
}

/* "50% (8/16), 95% CI [28%, 72%]" */
static coding_status
say_shares(described *of, coding_span table)
{
    buffer *out = &of->association->words;
    size_t n = of->matrix.count;
    coding_status status = CODING_OK;

    for (size_t j = 0; status == CODING_OK && j < of->count; j++) {
        size_t count = 0;
        coding_stats_limits limits;

        for (size_t i = 0; i < n; i++)
            count += of->matrix.named[i * of->count + j];
        limits = coding_stats_wilson(count, n, 0.95);
        buffer_add(out, of->items[j]);
        buffer_add_text(out, ": ");
        sentence_add_percent(out, (double)count, (double)n);
        buffer_add_text(out, " (");
        buffer_add_unsigned(out, count);
        buffer_add_byte(out, '/');
        buffer_add_unsigned(out, n);
        buffer_add_text(out, "), 95% CI [");
        sentence_add_percent(out, limits.low * (double)n, (double)n);
        buffer_add_text(out, ", ");
        sentence_add_percent(out, limits.high * (double)n, (double)n);
        buffer_add_byte(out, ']');
        status =
            report_sentence(of->association, table, "apa_share", of->items[j]);
    }
    return status;
}

static coding_status
say_picks(described *of, coding_span table, const ledger *kept)
{
    double mentions = ledger_value(kept, "mentions");
    double n = (double)of->matrix.count;
    buffer *out = &of->association->words;

    sentence_add_precise(out, mentions, 15);
    buffer_add_text(out, " mentions by ");
    sentence_add_precise(out, n, 15);
    buffer_add_text(out, " respondents, ");
    sentence_add_fixed(out, 100 * mentions / n, 1, SENTENCE_FREE);
    buffer_add_text(out, "% of respondents: percentages are of respondents "
                         "and do not sum to 100");
    return report_sentence(of->association, table, "family",
                           (coding_span){NULL, 0});
}

static coding_status
describe(described *of, coding_span table)
{
    ledger kept;
    report_figures figures = {.association = of->association,
                              .table = table,
                              .item_names = of->items,
                              .kept = &kept,
                              .wants = wants_counts};
    coding_stats_mentions data;
    size_t *group = NULL;
    coding_figure_sink sink = report_sink(&figures);
    coding_status status;

    status = ARENA_ARRAY(&of->keep, of->matrix.count + 1, &group);
    if (status != CODING_OK)
        return status;
    data = (coding_stats_mentions){of->matrix.named, group, of->matrix.count,
                                   of->count, 1};
    ledger_init(&kept, of->association->context);
    status = coding_stats_multiple(of->association->context, &data, &sink);
    if (status == CODING_OK)
        status = say_picks(of, table, &kept);
    if (status == CODING_OK)
        status = say_shares(of, table);
    if (status == CODING_OK)
        status = say_cochran(of, table, &kept);
    ledger_clear(&kept);
    return status;
}

static bool
is_repeated(const coding_association *association, size_t multi)
{
    for (size_t i = 0; i < multi; i++)
        if (coding_span_equal(association->multis[i].facet,
                              association->multis[multi].facet))
            return true;
    return false;
}

coding_status
joint_give_items(coding_association *association, size_t multi,
                 const coding_span *items, size_t count)
{
    coding_span facet = association->multis[multi].facet;
    described of = {.association = association, .items = items, .count = count};
    coding_status status;
    buffer name;

    if (is_repeated(association, multi))
        return CODING_OK;
    arena_init(&of.keep, association->context);
    buffer_init(&name, association->context);
    buffer_add(&name, facet);
    buffer_add_text(&name, ": items");
    status = buffer_status(&name);
    if (status == CODING_OK)
        status = panel_matrix_of(&association->people, facet, items, count,
                                 &of.keep, &of.matrix);
    if (status == CODING_OK && of.matrix.count > 0)
        status = describe(&of, buffer_span(&name));
    buffer_free(&name);
    arena_clear(&of.keep);
    return status;
}
