/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Groups, seen from its two files: what is counted and what is tested. */
#ifndef WORKBOOK_SHEET_GROUPS_H
#define WORKBOOK_SHEET_GROUPS_H

#include "workbook/atlas.h"

enum { GROUP_LEVELS = 8, GROUP_BASE = ATLAS_HEAD, GROUP_HEAD = ATLAS_HEAD + 1 };

/* Figures that the room stats gives of each code's table. */
typedef struct {
    double x2, nminus1, fisher, odds, odds_low, odds_high, low, high;
} group_figures;

/* Columns behind those of the levels, by number from `tests`. */
typedef enum {
    TEST_DIFFERENCE,
    TEST_LOW,
    TEST_HIGH,
    TEST_X2,
    TEST_P,
    TEST_NMINUS1,
    TEST_V,
    TEST_EXPECTED,
    TEST_FISHER,
    TEST_HOLM,
    TEST_BH,
    TEST_ODDS,
    TEST_ODDS_LOW,
    TEST_ODDS_HIGH,
    TEST_FLAG,
    TESTS
} test_column;

typedef struct {
    atlas *plan;
    const atlas_facet *facet;
    sheet *page;
    coding_span attribute, table;
    coding_span levels[GROUP_LEVELS];
    double bases[GROUP_LEVELS];
    size_t level_count, attribute_number;
    unsigned first, last; /* rows */
    unsigned tests;       /* first column of the tests */
    double *named;        /* codes x levels; NaN: no row */
    group_figures *figures;
    double *p, *holm, *bh;
    unsigned family; /* tests in the family */
    unsigned place[TESTS];
} groups;

/* sheet_groups_live.c: the tests of a row as formulas over its counts, and
   what they say in words. */
void sheet_groups_live(const groups *all, unsigned row, size_t code);

#endif
