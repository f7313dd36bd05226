/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The plan of a workbook: which sheets there are and where in them everything
   stands, fixed before the first cell, so that any sheet can point into any
   other. */
#ifndef WORKBOOK_ATLAS_H
#define WORKBOOK_ATLAS_H

#include "workbook/book.h"
#include "workbook/headings.h"
#include "workbook/model.h"
#include "workbook/plot.h"
#include "workbook/results.h"

enum {
    ATLAS_HEAD = 2,         /* row of the headings, below number and title */
    ATLAS_FIRST = 3,        /* first row of a table */
    ATLAS_TABLES = 3,       /* first row of the tables of Crosstab */
    ATLAS_ROWS = 1048000,   /* of a table on one sheet, unless told */
    ATLAS_COLUMNS = 16000,  /* of a table */
    ATLAS_GRID = 500000,    /* cells of the largest Grid */
    ATLAS_NOWHERE = 0xFFFFF /* no such column */
};

typedef enum {
    TALLY_CODE,
    TALLY_LABEL,
    TALLY_FAMILY,
    TALLY_RESPONDENTS,
    TALLY_PERCENT,
    TALLY_LOW,
    TALLY_HIGH,
    TALLY_ORGANISATIONS,
    TALLY_DYADS,
    TALLY_DYADS_BOTH,
    TALLY_DOCUMENTS,
    TALLY_UNITS,
    TALLY_MENTIONS,
    TALLY_FIRST,
    TALLY_MEAN_RANK,
    TALLY_SALIENCE,
    TALLY_DOMINANT,
    TALLY_COLUMNS
} tally_column;

/* The sheets of one facet's tally. */
typedef struct {
    const model_tally *tally;
    sheet *top, *grid, *page, *sensitivity, *families, *groups,
        *dyads;                          /* NULL: none */
    const model_count *group_row;        /* the first of --group; NULL: none */
    char threshold[32], base[32], z[32]; /* defined names */

    size_t *people; /* the base: respondents, as the rows of Grid */
    size_t people_count;
    unsigned char *bits; /* people x codes: 1 = named and counted */
    size_t *codes;       /* the columns of Grid */
    size_t code_count;
    unsigned grid_first, grid_last, grid_sum;
    unsigned grid_organisation, grid_side, grid_code; /* columns */

    unsigned first, last; /* rows of Tally */
    unsigned column[TALLY_COLUMNS];
    unsigned unit_column; /* the one that percent and threshold speak of */
    bool base_agrees;     /* the rows of Grid are the base */
    unsigned data_left;   /* its block on ChartData, once drawn ... */
    bool has_data;        /* ... that is, once this is true */
} atlas_facet;

typedef struct {
    coding_context *context;
    book *all;
    model *found;
    const headings *words;
    const coding_workbook_options *options;
    bool wanted[HEADING_SHEETS_END];
    arena keep;

    sheet *summary, *participants, *codebook, *rules, *methods, *data;
    sheet **saturation; /* one a curve */
    size_t saturation_sheets;
    sheet *matrix, *matrix_text, *items;
    sheet **reliability, **validation; /* one a table and facet */
    size_t reliability_sheets, validation_sheets;
    sheet *dictionary, *frequencies, *crosstab, *chisq, *tests, *multi, *apa,
        *every;
    results figures;              /* of crosstab and chisq */
    size_t rows;                  /* of a table on one sheet, at most */
    sheet **evidence, **mentions; /* one for every so many rows */
    sheet **units;
    size_t evidence_sheets, mention_sheets, unit_sheets;
    atlas_facet *facets;
    size_t facet_count;

    size_t *first_evidence; /* by code; MODEL_NONE: none */
    size_t *evidence_of;    /* by code: how many */
    place *tally_row;       /* by code, page from its facet */
    map quoted;             /* code and respondent ... */
    size_t *quoted_at;      /* ... to the first evidence of the counted one */
    size_t quoted_capacity;
    unsigned data_column;            /* next free one of ChartData */
    size_t organisation, side, kind; /* attributes; MODEL_NONE: none */
    unsigned first_attribute;        /* column of Participants */
} atlas;

/* options->sheets checked against words. */
CODING_MUST_USE coding_status
atlas_choose(coding_context *context, const coding_workbook_options *options,
             const headings *words, bool wanted[HEADING_SHEETS_END]);
/* Plans and adds the sheets. */
CODING_MUST_USE coding_status atlas_init(atlas *plan);
void atlas_clear(atlas *plan);

/* The words above a column. */
coding_span atlas_word(const atlas *plan, heading word);
/* One heading cell after another from column 0; the next free column. */
void atlas_head(const atlas *plan, sheet *page, unsigned row, unsigned column,
                heading word, style look);
/* Closes a table's headings: repeated, frozen. */
void atlas_frame(sheet *page, unsigned head, unsigned frozen_columns);
/* "Question: ..." below a table, if there is one. */
void atlas_note_question(const atlas *plan, sheet *page, coding_span question);
/* The rule below the last row of a table. */
void atlas_rule(sheet *page, unsigned row, unsigned last);
/* Where evidence, a mention, a code's row of Tally stands. */
place atlas_evidence(const atlas *plan, size_t index);
place atlas_mention(const atlas *plan, size_t index);
place atlas_tally(const atlas *plan, size_t code);
/* The evidence for a respondent's counted code, else the code's first. */
place atlas_quotation(const atlas *plan, size_t code, coding_span respondent);
CODING_MUST_USE coding_status atlas_note_quotation(atlas *plan, size_t code,
                                                   coding_span respondent,
                                                   size_t index);
/* The facet's plan that a code belongs to; NULL: none. */
const atlas_facet *atlas_facet_of(const atlas *plan, size_t code);
/* Respondents who named the code, by the bits. */
size_t atlas_named(const atlas_facet *facet, size_t column);
/* The figure of the tally's ith code that percent and threshold speak of. */
double atlas_in_unit(const atlas *plan, const atlas_facet *facet, size_t i);
/* The column of a code in Grid; code_count: none. */
size_t atlas_grid_column(const atlas_facet *facet, size_t code);

/* ---- the sheets ---- */

void sheet_fill_summary(atlas *plan);
void sheet_fill_participants(atlas *plan);
void sheet_fill_codebook(atlas *plan);
void sheet_fill_rules(atlas *plan);
void sheet_fill_topthree(atlas *plan, const atlas_facet *facet);
void sheet_fill_grid(atlas *plan, const atlas_facet *facet);
void sheet_fill_tally(atlas *plan, atlas_facet *facet);
/* A share and a limit of it, in one row. */
typedef struct {
    sheet *page;
    unsigned row, share, column;
    bool high;
} limit_place;

/* Wilson's limit, live where that gives what the stream told, in percent. */
void sheet_put_limit(const atlas_facet *facet, limit_place at, double share,
                     double told);
void sheet_fill_sensitivity(atlas *plan, const atlas_facet *facet);
void sheet_fill_families(atlas *plan, const atlas_facet *facet);
void sheet_fill_groups(atlas *plan, const atlas_facet *facet);
void sheet_fill_dyads(atlas *plan, const atlas_facet *facet);
/* Whether respondents of two sides share dyads. */
bool sheet_has_dyads(const atlas *plan, const atlas_facet *facet);
void sheet_fill_saturation(atlas *plan);
/* Curves that get a sheet. */
size_t sheet_count_curves(const model *found);
void sheet_fill_matrix(atlas *plan);
void sheet_fill_matrix_text(atlas *plan);
void sheet_fill_items(atlas *plan);
/* Whether there are words to put into the cells of Matrix_text. */
bool sheet_has_matrix_text(const model *found);
/* The column of Mentions with this heading; ATLAS_NOWHERE: it has none. */
unsigned sheet_mentions_column(const atlas *plan, heading word);
void sheet_fill_reliability(atlas *plan);
void sheet_fill_validation(atlas *plan);
void sheet_fill_dictionary(atlas *plan);
void sheet_fill_frequencies(atlas *plan);
void sheet_fill_crosstab(atlas *plan);
/* Whether a table has room on Crosstab with its name in row *top, which then
   moves on to the next one's. */
bool sheet_crosstab_place(const atlas *plan, const result_table *table,
                          unsigned *top);
void sheet_fill_chisq(atlas *plan);
void sheet_fill_tests(atlas *plan);
void sheet_fill_multi(atlas *plan);
void sheet_fill_apa(atlas *plan);
void sheet_fill_figures(atlas *plan);
/* Whether there is material for them. */
bool sheet_has_dictionary(const model *found);
bool sheet_has_tests(const results *figures);
bool sheet_has_multi(const results *figures);
bool sheet_has_sentences(const model *found);
size_t sheet_count_figures(const model *found);
void sheet_fill_evidence(atlas *plan);
void sheet_fill_mentions(atlas *plan);
void sheet_fill_units(atlas *plan);
void sheet_fill_methods(atlas *plan);

/* Bars of the tally with intervals and the threshold, on page at row. */
void plot_tally(atlas *plan, atlas_facet *facet, sheet *page, unsigned row,
                unsigned column);

#endif
