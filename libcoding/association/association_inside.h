/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The inside of the tests of association, for the room association alone. */
#ifndef ASSOCIATION_ASSOCIATION_INSIDE_H
#define ASSOCIATION_ASSOCIATION_INSIDE_H

#include <coding/association.h>
#include <coding/figure.h>
#include <coding/stats_multiple.h>
#include <coding/stats_weighted.h>

#include "association/collect_matrix.h"
#include "association/ledger.h"
#include "association/panel.h"
#include "association/selection.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "base/map.h"
#include "table/whole.h"

#define ASSOCIATION_NONE SIZE_MAX

/* ---- a table of counts ---- */

typedef struct {
    coding_span name;
    const coding_span *row_names, *column_names, *strata; /* borrowed */
    size_t rows, columns;
    size_t stratum_count;            /* 0: no strata */
    const uint64_t *counts;          /* stratum, row, column */
    const double *weights, *squares; /* as counts; NULL: all weights are 1 */
    size_t multi; /* question with several answers, or ASSOCIATION_NONE */
} association_table;

/* The p-value a table is judged by. */
typedef struct {
    coding_span table;
    size_t multi;
    const char *test; /* its words, static */
    double p;
} association_verdict;

/* ---- what a stream holds ---- */

typedef struct {
    uint64_t n;
    double weight, square;
    uint32_t row, column, stratum;
} collected_cell;

typedef struct {
    coding_span name;
    map rows, columns, strata; /* labels, in order of appearance */
    collected_cell *cells;
    size_t count, capacity;
    size_t multi;
    bool weighted, stratified;
    bool has_gap; /* a cell of a matrix that nobody was asked for */
} collected_table;

/* A question with several answers that was crossed: a `multi` row. */
typedef struct {
    coding_span name;  /* of its tables, "FACET x COLUMN" */
    coding_span facet; /* the question with several answers */
    coding_span by;    /* the other variable */
    bool both;         /* by takes several answers too */
    uint64_t tables;   /* so many tables follow it */
} collected_multi;

struct coding_association {
    coding_context *context;
    coding_association_options options;
    const coding_columns *columns; /* NULL: plain files */
    coding_core core, out;
    coding_cells *cells;
    coding_row_sink sink;
    arena texts;
    buffer words; /* a sentence being made */
    bool told;    /* the meta row was given */
    selection chosen;
    map table_names;
    collected_matrices matrices;
    collected_table *tables;
    collected_multi *multis;
    association_verdict *verdicts;
    size_t table_capacity, multi_capacity, multi_count;
    size_t verdict_capacity, verdict_count;
    bool ruled;    /* a table was judged by the rule */
    size_t pooled; /* count rows with groups, and no table of respondents */
    association_panel people;
};

/* report.c: rows of the result. */
typedef struct {
    coding_span table;
    const char *statistic;
    coding_span row, column;
    double value; /* NaN: empty */
    coding_span text;
} report_row;

CODING_MUST_USE coding_status report_give(coding_association *association,
                                          const report_row *row);
/* A sentence, in words; resets it. */
CODING_MUST_USE coding_status report_sentence(coding_association *association,
                                              coding_span table,
                                              const char *statistic,
                                              coding_span row);
CODING_MUST_USE coding_status report_meta(coding_association *association);

/* Takes figures, gives them as rows and keeps those of the whole table. */
typedef struct {
    coding_association *association;
    coding_span table;
    const coding_span *row_names, *column_names; /* by number; NULL: none */
    /* Names of the one index of figures that have no column, when it is not
       the row's; NULL: row_names. */
    const coding_span *item_names;
    ledger *kept;
    /* NULL, or whether a figure is to be given, and with which words. */
    bool (*wants)(const char *statistic, const char **text);
} report_figures;

coding_figure_sink report_sink(report_figures *figures);

/* table.c: all of one table. */
CODING_MUST_USE coding_status table_analyse(coding_association *association,
                                            const association_table *table);
/* strata.c, weights.c: what belongs to it. */
CODING_MUST_USE coding_status strata_analyse(coding_association *association,
                                             const association_table *table);
CODING_MUST_USE coding_status weights_analyse(coding_association *association,
                                              const association_table *table);
/* The same with the people given; of table the names are looked at. */
CODING_MUST_USE coding_status
weights_report(coding_association *association, const association_table *table,
               const coding_stats_weighted_data *data);

/* decide.c: by which test a table is judged, and what it says. Whether the rule
   asks for an exact p. */
bool decide_wants_exact(const coding_association_options *options,
                        bool cochran_ok);
/* The rule in words. Static. */
const char *decide_rule(const coding_association_options *options);
/* The verdict of a table, kept for the family, and its sentences. */
CODING_MUST_USE coding_status decide_give(coding_association *association,
                                          const association_table *table,
                                          const ledger *kept);

/* explain.c: the chi-square by hand. */
CODING_MUST_USE coding_status byhand_give(coding_association *association,
                                          const association_table *table,
                                          const ledger *kept);

/* family.c: the p a table is judged by, kept for its family. words: static. */
CODING_MUST_USE coding_status family_keep(coding_association *association,
                                          const association_table *table,
                                          const char *words, double p);
/* p-values adjusted over all tables of the run. */
CODING_MUST_USE coding_status family_give(coding_association *association);
/* The same over the tables of some items of one question; items NULL: over all
   its tables. */
CODING_MUST_USE coding_status family_give_items(coding_association *association,
                                                coding_span table, size_t multi,
                                                const coding_span *items,
                                                size_t count);

/* collect.c: tables of a stream. */
CODING_MUST_USE coding_status collect_cell(coding_association *association,
                                           const coding_row *row);
CODING_MUST_USE coding_status collect_test(coding_association *association,
                                           const coding_row *row);
CODING_MUST_USE coding_status collect_analyse(coding_association *association,
                                              size_t number);
/* The items of a question: its tables' names without " x COLUMN". */
CODING_MUST_USE coding_status collect_items(coding_association *association,
                                            size_t multi, arena *keep,
                                            coding_span **items, size_t *count);

/* joint.c: all items of a question at once. */
CODING_MUST_USE coding_status joint_give(coding_association *association,
                                         size_t multi);
/* joint_items.c: how often each item was named; once a question. */
CODING_MUST_USE coding_status joint_give_items(coding_association *association,
                                               size_t multi,
                                               const coding_span *items,
                                               size_t count);
/* joint_pairs.c: two questions with several answers. */
CODING_MUST_USE coding_status joint_give_pairs(coding_association *association,
                                               size_t multi);
/* The same over data given, under the name table. */
CODING_MUST_USE coding_status
joint_pairs_test(coding_association *association, coding_span table,
                 const coding_stats_mention_pairs *data,
                 const coding_span *row_items, const coding_span *column_items);
/* Random arrangements: as many as were asked for, or 0, which is the default of
   coding/stats_multiple.h, or fewer when they would take minutes. */
uint64_t joint_samples(const coding_association_options *options,
                       size_t respondents, size_t items);
/* For report_figures.wants: all figures, the invalid ones labelled. */
bool joint_wants_labelled(const char *statistic, const char **text);
/* joint_dyads.c: both sides of each dyad, by item. */
CODING_MUST_USE coding_status joint_give_dyads(coding_association *association,
                                               const collected_multi *multi,
                                               const coding_span *items,
                                               size_t count);

/* plain.c */
typedef struct {
    coding_association *association;
    coding_span table; /* the file's name without folders and ending */
    whole_table whole;
} plain_file;

/* Numbers of a column's cells, in order of bytes; everything in
 * file->whole.keep. */
typedef struct {
    size_t *number; /* by row */
    coding_span *names;
    size_t count;
} plain_levels;
CODING_MUST_USE coding_status plain_levels_of(plain_file *file, size_t column,
                                              plain_levels *out);

/* plain_people.c */
CODING_MUST_USE coding_status plain_multi(plain_file *file);
CODING_MUST_USE coding_status plain_multi2(plain_file *file);
CODING_MUST_USE coding_status plain_ranked(plain_file *file);
CODING_MUST_USE coding_status plain_weighted(plain_file *file);

#endif
