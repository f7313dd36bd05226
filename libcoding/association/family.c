/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Families of tests: every p that a reader is shown counts, and is adjusted
   for how many there are. */
#include <math.h>
#include <string.h>

#include "association/association_inside.h"
#include "base/diag.h"
#include "base/memory.h"
#include "base/sentence.h"

static const char *const method_names[] = {"Holm",       "Hochberg", "Hommel",
                                           "Bonferroni", "BH",       "BY"};

typedef struct {
    const association_verdict **tests;
    coding_span *labels;
    double *p, *adjusted;
    size_t count;
} test_family;

coding_status
family_keep(coding_association *association, const association_table *table,
            const char *words, double p)
{
    association_verdict made = {.multi = table->multi, .test = words, .p = p};
    coding_status status =
        arena_copy(&association->texts, table->name, &made.table);

    if (status == CODING_OK)
        status = BASE_GROW(association->context, &association->verdicts,
                           &association->verdict_capacity,
                           association->verdict_count + 1);
    if (status == CODING_OK)
        association->verdicts[association->verdict_count++] = made;
    return status;
}

static coding_status
make_room(const coding_association *association, arena *keep, test_family *out)
{
    size_t count = association->verdict_count + 1;
    coding_status status = ARENA_ARRAY(keep, count, &out->tests);

    if (status == CODING_OK)
        status = ARENA_ARRAY(keep, count, &out->labels);
    if (status == CODING_OK)
        status = ARENA_ARRAY(keep, count, &out->p);
    if (status == CODING_OK)
        status = ARENA_ARRAY(keep, count, &out->adjusted);
    return status;
}

static void
add_test(test_family *all, const association_verdict *test, coding_span label)
{
    all->tests[all->count] = test;
    all->labels[all->count] = label;
    all->p[all->count++] = test->p;
}

/* ---- rows ---- */

static coding_status
give_column(coding_association *association, coding_span table,
            const test_family *all, const char *statistic, const double *values)
{
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < all->count; i++) {
        const report_row row = {.table = table,
                                .statistic = statistic,
                                .row = all->labels[i],
                                .value = values[i]};

        status = report_give(association, &row);
    }
    return status;
}

/* One adjusted p a test, and with sentences for the method that was chosen. */
static coding_status
give_adjusted(coding_association *association, coding_span table,
              test_family *all, coding_stats_adjustment method)
{
    static const char *const names[] = {
        [CODING_STATS_HOLM] = "p_chosen_holm",
        [CODING_STATS_HOCHBERG] = "p_chosen_hochberg",
        [CODING_STATS_HOMMEL] = "p_chosen_hommel",
        [CODING_STATS_BONFERRONI] = "p_chosen_bonferroni",
        [CODING_STATS_BH] = "p_chosen_bh",
        [CODING_STATS_BY] = "p_chosen_by"};
    coding_status status;

    if (!selection_wants(association, names[method]) &&
        !selection_wants(association, "adjusted"))
        return CODING_OK;
    status = coding_stats_adjust(association->context, method, all->p,
                                 all->count, all->adjusted);
    if (status == CODING_OK)
        status =
            give_column(association, table, all, names[method], all->adjusted);
    return status;
}

static coding_status
give_sentences(coding_association *association, coding_span table,
               const test_family *all)
{
    buffer *out = &association->words;
    bool wanted = selection_wants(association, "adjusted");
    coding_status status = CODING_OK;

    for (size_t i = 0; wanted && status == CODING_OK && i < all->count; i++) {
        if (isnan(all->p[i]))
            continue;
        buffer_add(out, all->labels[i]);
        buffer_add_text(out, ": ");
        sentence_add_p(out, all->p[i]);
        buffer_add_text(out, " (");
        buffer_add_text(out, all->tests[i]->test);
        buffer_add_text(out, "), ");
        buffer_add_text(out, method_names[association->options.adjust]);
        buffer_add_byte(out, ' ');
        sentence_add_p(out, all->adjusted[i]);
        if (all->adjusted[i] < association->options.alpha)
            buffer_add_text(out, " *");
        status =
            report_sentence(association, table, "adjusted", all->labels[i]);
    }
    return status;
}

static size_t
count_tests(const test_family *all)
{
    size_t count = 0;

    for (size_t i = 0; i < all->count; i++)
        count += isnan(all->p[i]) ? 0 : 1;
    return count;
}

static coding_status
give_tests(coding_association *association, coding_span table, test_family *all)
{
    coding_stats_adjustment method = association->options.adjust;
    const report_row size = {.table = table,
                             .statistic = "family_size",
                             .value = (double)count_tests(all)};
    coding_status status = report_give(association, &size);

    if (status == CODING_OK)
        status = give_column(association, table, all, "p_chosen", all->p);
    if (status == CODING_OK && method != CODING_STATS_BH)
        status = give_adjusted(association, table, all, CODING_STATS_BH);
    if (status == CODING_OK && method != CODING_STATS_HOLM)
        status = give_adjusted(association, table, all, CODING_STATS_HOLM);
    if (status == CODING_OK)
        status = give_adjusted(association, table, all, method);
    return status == CODING_OK ? give_sentences(association, table, all)
                               : status;
}

/* ---- all tables of a run ---- */

static coding_status
refuse_nothing(const coding_association *association)
{
    for (size_t i = 0; i < association->verdict_count; i++)
        if (!isnan(association->verdicts[i].p))
            return CODING_OK;
    if (association->verdict_count == 0)
        return CODING_OK;
    return diag_error(association->context, CODING_EDATA, "nothing-to-test",
                      (diag_place){0},
                      "%.*s: nothing to test: fewer than two rows or two "
                      "columns have anybody in them",
                      DIAG_SPAN(association->verdicts[0].table));
}

static coding_status
say_family(coding_association *association, coding_span table, size_t tests)
{
    buffer *out = &association->words;
    coding_status status = CODING_OK;

    if (tests > 1) {
        buffer_add_text(out, "the family: the ");
        buffer_add_unsigned(out, tests);
        buffer_add_text(out, " tests of this run, one a table; p adjusted by ");
        buffer_add_text(out, method_names[association->options.adjust]);
        status = report_sentence(association, table, "family",
                                 (coding_span){NULL, 0});
    }
    if (status != CODING_OK || !association->ruled)
        return status;
    buffer_add_text(out, "the rule: ");
    buffer_add_text(out, decide_rule(&association->options));
    return report_sentence(association, table, "rule", (coding_span){NULL, 0});
}

coding_status
family_give(coding_association *association)
{
    coding_span table = coding_span_of("tests");
    test_family all = {0};
    arena keep;
    coding_status status = refuse_nothing(association);

    if (status != CODING_OK)
        return status;
    arena_init(&keep, association->context);
    status = make_room(association, &keep, &all);
    for (size_t i = 0; status == CODING_OK && i < association->verdict_count;
         i++)
        if (association->verdicts[i].multi == ASSOCIATION_NONE)
            add_test(&all, &association->verdicts[i],
                     association->verdicts[i].table);
    if (status == CODING_OK && association->verdict_count > 0)
        status = say_family(association, table, count_tests(&all));
    if (status == CODING_OK && all.count > 1)
        status = give_tests(association, table, &all);
    arena_clear(&keep);
    return status;
}

/* ---- the items of a question ---- */

/* The verdict on "ITEM x BY"; NULL: none. */
static const association_verdict *
find_item(const coding_association *association, size_t multi, coding_span item)
{
    for (size_t i = 0; i < association->verdict_count; i++) {
        const association_verdict *each = &association->verdicts[i];
        size_t tail = association->multis[multi].by.length + 3;

        if (each->multi == multi && each->table.length == item.length + tail &&
            memcmp(each->table.at, item.at, item.length) == 0)
            return each;
    }
    return NULL;
}

coding_status
family_give_items(coding_association *association, coding_span table,
                  size_t multi, const coding_span *items, size_t count)
{
    test_family all = {0};
    arena keep;
    coding_status status;

    arena_init(&keep, association->context);
    status = make_room(association, &keep, &all);
    for (size_t i = 0; status == CODING_OK && i < count; i++) {
        const association_verdict *found =
            find_item(association, multi, items[i]);

        if (found != NULL)
            add_test(&all, found, items[i]);
    }
    for (size_t i = 0;
         status == CODING_OK && items == NULL && i < association->verdict_count;
         i++)
        if (association->verdicts[i].multi == multi)
            add_test(&all, &association->verdicts[i],
                     association->verdicts[i].table);
    if (status == CODING_OK && all.count > 0)
        status = give_tests(association, table, &all);
    arena_clear(&keep);
    return status;
}
