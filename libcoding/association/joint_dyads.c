/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dyads: do both sides name an item? One pair a dyad, tested by McNemar. */
#include <coding/stats_twoway.h>

#include <math.h>
#include <string.h>

#include "association/association_inside.h"
#include "base/diag.h"
#include "base/sentence.h"

typedef struct {
    coding_association *association;
    const collected_multi *multi;
    arena keep;
    panel_matrix matrix;
    panel_groups sides, memberships;
    map dyads;
    unsigned char *present; /* dyad, side */
    unsigned char *named;   /* dyad, side, item */
} dyads;

static coding_status
find_dyads(dyads *of)
{
    coding_status status = CODING_OK;

    for (size_t g = 0; status == CODING_OK && g < of->memberships.count; g++) {
        coding_span cell = of->memberships.names[g];
        size_t from = 0, number = 0;

        for (size_t i = 0; status == CODING_OK && i <= cell.length; i++) {
            if (i < cell.length && cell.at[i] != ';')
                continue;
            if (i > from)
                status = map_add(
                    &of->dyads,
                    coding_span_trim((coding_span){cell.at + from, i - from}),
                    &number);
            from = i + 1;
        }
    }
    return status;
}

/* One respondent's answers, for one of the dyads they belong to. */
static void
mark(dyads *of, size_t person, coding_span dyad)
{
    size_t side = of->sides.group[person];
    size_t number = map_find(&of->dyads, coding_span_trim(dyad));
    size_t at;

    if (number == MAP_NONE || side == PEOPLE_NO_GROUP)
        return;
    at = number * 2 + side;
    of->present[at] = 1;
    for (size_t j = 0; j < of->matrix.items; j++)
        of->named[at * of->matrix.items + j] |=
            of->matrix.named[person * of->matrix.items + j];
}

static void
mark_all(dyads *of)
{
    for (size_t i = 0; i < of->matrix.count; i++) {
        size_t group = of->memberships.group[i];
        coding_span cell;
        size_t from = 0;

        if (group == PEOPLE_NO_GROUP)
            continue;
        cell = of->memberships.names[group];
        for (size_t k = 0; k <= cell.length; k++) {
            if (k < cell.length && cell.at[k] != ';')
                continue;
            if (k > from)
                mark(of, i, (coding_span){cell.at + from, k - from});
            from = k + 1;
        }
    }
}

static coding_status
prepare(dyads *of, const coding_span *items, size_t count)
{
    const association_panel *people = &of->association->people;
    coding_status status = panel_matrix_of(people, of->multi->facet, items,
                                           count, &of->keep, &of->matrix);

    if (status == CODING_OK)
        status = panel_groups_of(people, of->multi->by, &of->matrix, &of->keep,
                                 &of->sides);
    if (status == CODING_OK)
        status = panel_groups_of(people,
                                 coding_span_of(of->association->options.pair),
                                 &of->matrix, &of->keep, &of->memberships);
    if (status == CODING_OK)
        status = find_dyads(of);
    if (status == CODING_OK)
        status = ARENA_ARRAY(&of->keep, of->dyads.count * 2 + 1, &of->present);
    if (status == CODING_OK)
        status =
            ARENA_ARRAY(&of->keep, of->dyads.count * 2 * count + 1, &of->named);
    if (status == CODING_OK && of->sides.count == 2)
        mark_all(of);
    return status;
}

static coding_status
speak(dyads *of, coding_span table, coding_span item, const uint64_t *counts,
      const ledger *kept)
{
    buffer *out = &of->association->words;

    buffer_add(out, item);
    buffer_add_text(out, ": both ");
    buffer_add_unsigned(out, counts[0]);
    buffer_add_text(out, ", only ");
    buffer_add(out, of->sides.names[0]);
    buffer_add_byte(out, ' ');
    buffer_add_unsigned(out, counts[1]);
    buffer_add_text(out, ", only ");
    buffer_add(out, of->sides.names[1]);
    buffer_add_byte(out, ' ');
    buffer_add_unsigned(out, counts[2]);
    buffer_add_text(out, ", neither ");
    buffer_add_unsigned(out, counts[3]);
    buffer_add_text(out, "; exact McNemar test, ");
    sentence_add_p(out, ledger_value(kept, "mcnemar_exact_p"));
    return report_sentence(of->association, table, "pairs", item);
}

static coding_status
keep_figure(void *user, const coding_figure *figure)
{
    return ledger_take(user, figure);
}

static void
count_pairs(const dyads *of, size_t column, uint64_t *counts)
{
    for (size_t d = 0; d < of->dyads.count; d++) {
        const unsigned char *a = of->named + (d * 2) * of->matrix.items;
        const unsigned char *b = a + of->matrix.items;

        if (of->present[d * 2] && of->present[d * 2 + 1])
            counts[2 * !a[column] + !b[column]]++;
    }
}

/* Gives the figures of the fourfold table of one item under its name. */
static coding_status
test_item(dyads *of, coding_span table, coding_span item, size_t column)
{
    static const char *const wanted[] = {"mcnemar", "mcnemar_p",
                                         "mcnemar_exact_p", "mcnemar_midp"};
    static const char *const kinds[] = {"dyads_both", "dyads_first_only",
                                        "dyads_second_only", "dyads_neither"};
    uint64_t counts[4] = {0};
    const coding_stats_table fourfold = {counts, 2, 2};
    const coding_stats_twoway_options chosen = {.groups = CODING_STATS_MATCHED};
    ledger kept;
    const coding_figure_sink sink = {keep_figure, &kept};
    report_row row = {.table = table, .row = item};
    coding_status status = CODING_OK;

    count_pairs(of, column, counts);
    ledger_init(&kept, of->association->context);
    for (size_t i = 0; status == CODING_OK && i < 4; i++) {
        row.statistic = kinds[i];
        row.value = (double)counts[i];
        status = report_give(of->association, &row);
    }
    if (status == CODING_OK)
        status = coding_stats_twoway(of->association->context, &fourfold,
                                     &chosen, &sink);
    for (size_t i = 0; status == CODING_OK && i < 4; i++) {
        row.statistic = wanted[i];
        row.value = ledger_value(&kept, wanted[i]);
        status = report_give(of->association, &row);
    }
    if (status == CODING_OK && counts[0] + counts[1] + counts[2] > 0)
        status = speak(of, table, item, counts, &kept);
    ledger_clear(&kept);
    return status;
}

coding_status
joint_give_dyads(coding_association *association, const collected_multi *multi,
                 const coding_span *items, size_t count)
{
    dyads of = {.association = association, .multi = multi};
    coding_span table = {NULL, 0};
    coding_status status;
    buffer name;

    arena_init(&of.keep, association->context);
    map_init(&of.dyads, association->context);
    buffer_init(&name, association->context);
    buffer_add(&name, multi->name);
    buffer_add_text(&name, ": dyads");
    status = buffer_status(&name);
    table = buffer_span(&name);
    if (status == CODING_OK)
        status = prepare(&of, items, count);
    if (status == CODING_OK && of.sides.count != 2)
        diag_note(association->context, "dyads-not-two", (diag_place){0},
                  "%.*s: dyads have two sides; %.*s has %zu levels",
                  DIAG_SPAN(multi->name), DIAG_SPAN(multi->by), of.sides.count);
    for (size_t j = 0; status == CODING_OK && of.sides.count == 2 && j < count;
         j++)
        status = test_item(&of, table, items[j], j);
    buffer_free(&name);
    map_clear(&of.dyads);
    arena_clear(&of.keep);
    return status == CODING_END ? CODING_OK : status;
}
