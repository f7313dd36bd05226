/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Questions with several answers: the joint test over respondents, for every
   family of items that a reader may have in mind. A table of pooled mentions is
   refused. */
#include <coding/stats_multiple.h>

#include <math.h>
#include <string.h>

#include "association/association_inside.h"
#include "base/diag.h"
#include "base/memory.h"
#include "base/sentence.h"

/* One question crossed with one attribute. */
typedef struct {
    coding_association *association;
    const collected_multi *multi;
    size_t number; /* of multi */
    arena keep;
    coding_span *all, *items; /* items: of the family at hand */
    size_t all_count, item_count;
    panel_matrix matrix; /* of items; only those with a group */
    panel_groups groups;
} joint;

/* ---- figures that are no tests ---- */

static bool
is_invalid(const char *statistic)
{
    return strncmp(statistic, "naive_", 6) == 0 ||
           strncmp(statistic, "gof_naive", 9) == 0 ||
           strcmp(statistic, "x2s_naive_p") == 0;
}

static bool
wants_valid(const char *statistic, const char **text)
{
    (void)text;
    return !is_invalid(statistic);
}

bool
joint_wants_labelled(const char *statistic, const char **text)
{
    if (is_invalid(statistic))
        *text = "INVALID: counts mentions as if each were a respondent";
    return true;
}

uint64_t
joint_samples(const coding_association_options *options, size_t respondents,
              size_t items)
{
    const double answers_in_reach = 4e9;
    double fit = answers_in_reach / ((double)respondents * (double)items + 1);

    if (options->samples > 0 || fit >= 20000)
        return options->samples;
    return fit > 999 ? (uint64_t)fit : 999;
}

/* ---- the data ---- */

/* Leaves only those whose group is known. */
static void
drop_without_group(joint *of)
{
    size_t kept = 0;

    for (size_t i = 0; i < of->matrix.count; i++) {
        if (of->groups.group[i] == PEOPLE_NO_GROUP)
            continue;
        of->groups.group[kept] = of->groups.group[i];
        of->matrix.person[kept] = of->matrix.person[i];
        memmove(of->matrix.named + kept * of->item_count,
                of->matrix.named + i * of->item_count, of->item_count);
        kept++;
    }
    of->matrix.count = kept;
}

static coding_status
prepare(joint *of)
{
    coding_status status =
        panel_matrix_of(&of->association->people, of->multi->facet, of->items,
                        of->item_count, &of->keep, &of->matrix);

    if (status == CODING_OK)
        status = panel_groups_of(&of->association->people, of->multi->by,
                                 &of->matrix, &of->keep, &of->groups);
    if (status == CODING_OK)
        drop_without_group(of);
    return status;
}

/* ---- the tests of a family ---- */

static coding_stats_mentions
mentions_of(const joint *of)
{
    return (coding_stats_mentions){of->matrix.named, of->groups.group,
                                   of->matrix.count, of->item_count,
                                   of->groups.count};
}

/* Clusters of the persons; someone without one is a cluster of their own. */
static coding_status
number_clusters(joint *of, const char *name, panel_groups *out)
{
    coding_status status =
        panel_groups_of(&of->association->people, coding_span_of(name),
                        &of->matrix, &of->keep, out);

    for (size_t i = 0; status == CODING_OK && i < of->matrix.count; i++)
        if (out->group[i] == PEOPLE_NO_GROUP)
            out->group[i] = out->count++;
    return status;
}

static void
add_permutation(buffer *out, const ledger *kept, bool clusters)
{
    const char *p = clusters ? "cluster_perm_p_x2s" : "perm_p_x2s";
    double large = ledger_value(kept, clusters ? "cluster_perm_as_large"
                                               : "perm_as_large");
    double count =
        ledger_value(kept, clusters ? "cluster_perm_count" : "perm_count");

    sentence_add_p(out, ledger_value(kept, p));
    buffer_add_text(out, " (");
    sentence_add_precise(out, large, 15);
    buffer_add_text(out, ledger_value(kept, clusters ? "cluster_perm_exhaustive"
                                                     : "perm_exhaustive") > 0
                             ? " of all "
                             : " of ");
    sentence_add_precise(out, count, 15);
    buffer_add_text(out, ledger_value(kept, clusters ? "cluster_perm_exhaustive"
                                                     : "perm_exhaustive") > 0
                             ? " arrangements)"
                             : " random arrangements)");
}

static coding_status
permute(joint *of, const panel_groups *clusters, report_figures *figures)
{
    const coding_association_options *options = &of->association->options;
    const coding_stats_mentions data = mentions_of(of);
    const coding_stats_permutation chosen = {
        .cluster = clusters != NULL ? clusters->group : NULL,
        .clusters = clusters != NULL ? clusters->count : 0,
        .samples = joint_samples(options, data.respondents, data.items),
        .seed = options->seed};
    coding_figure_sink sink = report_sink(figures);

    return coding_stats_multiple_permute(of->association->context, &data,
                                         &chosen, &sink);
}

static coding_status
say_joint(joint *of, coding_span table, const ledger *kept)
{
    buffer *out = &of->association->words;
    coding_status status = CODING_OK;

    for (size_t style = 0; status == CODING_OK && style < 2; style++) {
        const sentence_test rs2 = {"chi2", ledger_value(kept, "rs2_df"), -1,
                                   ledger_value(kept, "rs2")};

        buffer_add_text(out, "joint test of ");
        buffer_add_unsigned(out, of->item_count);
        buffer_add_text(out, of->item_count == 1 ? " item by " : " items by ");
        buffer_add(out, of->multi->by);
        buffer_add_text(out, " (MMI), N = ");
        buffer_add_unsigned(out, of->matrix.count);
        buffer_add_text(out, ": X2_S = ");
        sentence_add_fixed(out, ledger_value(kept, "x2s"), 2, SENTENCE_FREE);
        buffer_add_text(out, ", permutation of respondents ");
        add_permutation(out, kept, false);
        if (!isnan(rs2.value)) {
            buffer_add_text(out, "; Rao-Scott, second order: ");
            sentence_add_test(
                out, style == 0 ? SENTENCE_UNICODE : SENTENCE_ASCII, &rs2);
            buffer_add_text(out, ", ");
            sentence_add_p(out, ledger_value(kept, "rs2_p"));
        }
        status = report_sentence(of->association, table,
                                 style == 0 ? "joint" : "joint_ascii",
                                 (coding_span){NULL, 0});
    }
    return status;
}

static coding_status
say_clusters(joint *of, coding_span table, const ledger *kept,
             const panel_groups *clusters)
{
    buffer *out = &of->association->words;

    buffer_add_text(out, "permutation of whole clusters, ");
    buffer_add_unsigned(out, clusters->count);
    buffer_add_text(out, " by ");
    buffer_add_text(out, of->association->options.cluster);
    buffer_add_text(out, ": ");
    add_permutation(out, kept, true);
    return report_sentence(of->association, table, "clusters",
                           (coding_span){NULL, 0});
}

/* Colleagues resemble each other; without --cluster the reader is told. */
static coding_status
warn_clusters(joint *of, coding_span table)
{
    static const char name[] = "organisation";
    buffer *out = &of->association->words;
    panel_groups clusters;
    coding_status status = number_clusters(of, name, &clusters);

    if (status == CODING_END)
        return CODING_OK;
    if (status != CODING_OK || clusters.count == of->matrix.count ||
        clusters.count < 2)
        return status;
    buffer_add_unsigned(out, of->matrix.count);
    buffer_add_text(out, " respondents come from ");
    buffer_add_unsigned(out, clusters.count);
    buffer_add_text(out, " organisations and may resemble their colleagues: "
                         "--cluster organisation permutes whole ones");
    return report_sentence(of->association, table, "clusters",
                           (coding_span){NULL, 0});
}

static coding_status
permute_clusters(joint *of, report_figures *figures)
{
    const char *name = of->association->options.cluster;
    panel_groups clusters = {0};
    coding_status status;

    if (name == NULL)
        return warn_clusters(of, figures->table);
    status = number_clusters(of, name, &clusters);
    if (status == CODING_OK)
        status = permute(of, &clusters, figures);
    if (status == CODING_OK)
        status = say_clusters(of, figures->table, figures->kept, &clusters);
    return status;
}

static coding_status
bootstrap(joint *of, report_figures *figures)
{
    const coding_association_options *options = &of->association->options;
    const coding_stats_mentions data = mentions_of(of);
    const coding_stats_resampling chosen = {.samples = options->bootstrap,
                                            .seed = options->seed};
    coding_figure_sink sink = report_sink(figures);

    if (options->bootstrap == 0)
        return CODING_OK;
    return coding_stats_multiple_bootstrap(of->association->context, &data,
                                           &chosen, &sink);
}

/* The least p that so few respondents could have given. */
static coding_status
say_smallest(joint *of, coding_span table, const ledger *kept)
{
    buffer *out = &of->association->words;
    double least = ledger_value(kept, "perm_p_smallest");

    if (isnan(least) || of->matrix.count > 50)
        return CODING_OK;
    buffer_add_text(out, "with these margins the joint test cannot give a p "
                         "below ");
    sentence_add_precise(out, least, 2);
    return report_sentence(of->association, table, "smallest",
                           (coding_span){NULL, 0});
}

/* Respondents that the table of an item has: those with an answer to it. */
static uint64_t
count_people(const collected_table *table)
{
    uint64_t n = 0;

    for (size_t i = 0; i < table->count; i++)
        n += table->cells[i].n;
    return n;
}

/* An item that was left without an answer counts as not named here, and its own
   table leaves these people out: both are said. So is that joint figures know
   no weights. */
static coding_status
say_limits(joint *of, coding_span table)
{
    coding_association *association = of->association;
    size_t tail = of->multi->by.length + 3; /* " x BY" */
    buffer *out = &association->words;
    bool gaps = false, weighted = false;
    coding_status status = CODING_OK;

    for (size_t i = 0; i < association->table_names.count; i++) {
        const collected_table *item = &association->tables[i];
        uint64_t n = count_people(item);

        if (item->multi != of->number || item->name.length <= tail)
            continue;
        weighted = weighted || item->weighted;
        if (n >= of->matrix.count)
            continue;
        buffer_add_text(out, gaps ? ", " : "without an answer: ");
        buffer_add(out, (coding_span){item->name.at, item->name.length - tail});
        buffer_add_text(out, " of ");
        buffer_add_unsigned(out, of->matrix.count - n);
        gaps = true;
    }
    if (gaps) {
        buffer_add_text(out, "; these count as not named in shares and joint "
                             "tests, and tables of the items leave them out");
        status = report_sentence(association, table, "left_out",
                                 (coding_span){NULL, 0});
    }
    if (status != CODING_OK || !weighted)
        return status;
    buffer_add_text(out, "weights enter the tests of single items alone: "
                         "shares, Cochran's Q and the joint test count every "
                         "respondent once");
    return report_sentence(association, table, "weights",
                           (coding_span){NULL, 0});
}

static coding_status
test_family(joint *of, coding_span table)
{
    ledger kept;
    report_figures figures = {.association = of->association,
                              .table = table,
                              .row_names = of->groups.names,
                              .column_names = of->items,
                              .item_names = of->items,
                              .kept = &kept,
                              .wants = of->association->options.force_invalid
                                           ? joint_wants_labelled
                                           : wants_valid};
    const coding_stats_mentions data = mentions_of(of);
    coding_figure_sink sink = report_sink(&figures);
    coding_status status;

    ledger_init(&kept, of->association->context);
    status = coding_stats_multiple(of->association->context, &data, &sink);
    if (status == CODING_OK)
        status = permute(of, NULL, &figures);
    if (status == CODING_OK)
        status = say_joint(of, table, &kept);
    if (status == CODING_OK)
        status = say_limits(of, table);
    if (status == CODING_OK)
        status = permute_clusters(of, &figures);
    if (status == CODING_OK)
        status = bootstrap(of, &figures);
    if (status == CODING_OK)
        status = say_smallest(of, table, &kept);
    ledger_clear(&kept);
    return status;
}

/* ---- families ---- */

/* The items that were named by somebody, or that a tally calls dominant. */
static coding_status
choose_items(joint *of, bool dominant)
{
    const association_panel *people = &of->association->people;
    coding_status status = CODING_OK;

    of->item_count = 0;
    for (size_t i = 0; status == CODING_OK && i < of->all_count; i++) {
        bool in = false;

        status =
            panel_has(people, dominant ? &people->dominant : &people->items,
                      of->multi->facet, of->all[i], &in);
        if (in)
            of->items[of->item_count++] = of->all[i];
    }
    return status;
}

static coding_status
say_family(joint *of, coding_span table, bool dominant)
{
    buffer *out = &of->association->words;

    buffer_add_text(out, "the family: ");
    buffer_add_unsigned(out, of->item_count);
    buffer_add_text(out, of->item_count == 1 ? " item that " : " items that ");
    buffer_add_text(out, dominant ? "tally calls dominant, of "
                                  : "somebody named, of ");
    buffer_add_unsigned(out, of->all_count);
    for (size_t i = 0; i < of->item_count && i < 30; i++) {
        buffer_add_text(out, i == 0 ? ": " : ", ");
        buffer_add(out, of->items[i]);
    }
    buffer_add_text(out, ". Respondents may name several: each is counted "
                         "once in the joint test, tests of single items are "
                         "adjusted over the family");
    return report_sentence(of->association, table, "family",
                           (coding_span){NULL, 0});
}

static coding_status
family_name(joint *of, const char *suffix, coding_span *out)
{
    coding_status status;
    buffer name;

    buffer_init(&name, of->association->context);
    buffer_add(&name, of->multi->name);
    buffer_add_text(&name, suffix);
    status = buffer_status(&name);
    if (status == CODING_OK)
        status = arena_copy(&of->keep, buffer_span(&name), out);
    buffer_free(&name);
    return status;
}

static coding_status
give_family(joint *of, bool dominant)
{
    coding_span table = {NULL, 0};
    coding_status status = choose_items(of, dominant);

    if (status == CODING_OK)
        status = family_name(of, dominant ? ": dominant" : ": named", &table);
    if (status != CODING_OK || of->item_count == 0)
        return status;
    status = prepare(of);
    if (status == CODING_END) {
        diag_note(of->association->context, "joint-no-groups", (diag_place){0},
                  "%.*s: the joint test needs an attribute of respondents for "
                  "its groups; %.*s is none",
                  DIAG_SPAN(of->multi->name), DIAG_SPAN(of->multi->by));
        return CODING_OK;
    }
    if (status == CODING_OK)
        status = say_family(of, table, dominant);
    if (status == CODING_OK && of->groups.count > 1)
        status = test_family(of, table);
    if (status == CODING_OK)
        status = family_give_items(of->association, table, of->number,
                                   of->items, of->item_count);
    return status;
}

static coding_status
say_refused(joint *of)
{
    buffer *out = &of->association->words;

    if (of->association->options.force_invalid)
        buffer_add_text(out, "INVALID: naive_x2 counts mentions as if each "
                             "were a respondent; it is here because it was "
                             "forced");
    else
        buffer_add_text(
            out, "refused: a chi-square of the pooled mentions, for a "
                 "respondent stands in it up to several times; single items "
                 "and the joint test are over respondents instead");
    return report_sentence(of->association, of->multi->name,
                           of->association->options.force_invalid ? "invalid"
                                                                  : "refused",
                           (coding_span){NULL, 0});
}

static coding_status
list_items(joint *of)
{
    coding_status status = collect_items(of->association, of->number, &of->keep,
                                         &of->all, &of->all_count);

    if (status == CODING_OK && of->all_count == 0)
        status = panel_codes_of(&of->association->people, of->multi->facet,
                                &of->keep, &of->all, &of->all_count);
    if (status == CODING_OK)
        status = ARENA_ARRAY(&of->keep, of->all_count + 1, &of->items);
    return status;
}

coding_status
joint_give(coding_association *association, size_t multi)
{
    joint of = {.association = association,
                .multi = &association->multis[multi],
                .number = multi};
    coding_status status;

    if (of.multi->both)
        return joint_give_pairs(association, multi);
    arena_init(&of.keep, association->context);
    status = list_items(&of);
    if (status == CODING_OK)
        status = say_refused(&of);
    if (status == CODING_OK)
        status = joint_give_items(association, multi, of.all, of.all_count);
    if (status == CODING_OK)
        status = give_family(&of, true);
    if (status == CODING_OK)
        status = give_family(&of, false);
    if (status == CODING_OK && association->options.pair != NULL)
        status = joint_give_dyads(association, of.multi, of.all, of.all_count);
    arena_clear(&of.keep);
    return status;
}
