/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reference figures against the figures of the library, with the tolerance of
   reference/stats/README.md. The shared material is beside the source, or
   where CODING_SHARED says; without it a program is skipped. */
#ifndef REFERENCE_COMPARE_H
#define REFERENCE_COMPARE_H

#include <coding/context.h>
#include <coding/figure.h>

#include <stdbool.h>
#include <stdio.h>

enum { COMPARE_SKIP = 77, COMPARE_TEXT = 80, COMPARE_CELL = 40 };

typedef struct {
    char set[COMPARE_TEXT], statistic[COMPARE_TEXT];
    size_t row, column; /* 0: the whole set */
    double value;
} compare_figure;

typedef struct {
    compare_figure *figures;
    size_t count, capacity;
} compare_list;

/* One data file: cells as text, header line apart. */
typedef struct {
    char (*header)[COMPARE_CELL];
    char (*cells)[COMPARE_CELL]; /* row by row */
    size_t rows, columns;
} compare_table;

/* Opens reference/stats/NAME for reading; NULL when it is not there. */
FILE *compare_open(const char *name);
/* Says that NAME is not there, when it is not; then return COMPARE_SKIP. */
bool compare_skips(const char *name);
/* The figures of expected/NAME.tsv; ends the program when it is unreadable. */
compare_list compare_expected(const char *name);
compare_table compare_read(const char *name);
void compare_table_free(compare_table *table);
/* The 0-based number of the text among the sorted (by bytes) or, unsorted,
   first-seen levels of a column; levels has room for table->rows. */
size_t compare_levels(const compare_table *table, size_t column, bool sorted,
                      char (*levels)[COMPARE_CELL]);
size_t compare_level(char (*levels)[COMPARE_CELL], size_t count,
                     const char *text);
/* A sink that collects into list. */
coding_figure_sink compare_sink(compare_list *list);
/* Compares every expected figure of the set; prints the odd ones and returns
   how many; adds to *compared. */
size_t compare_set(const compare_list *expected, const char *set,
                   const compare_list *got, size_t *compared);
/* The sets of a list in order, one call after the other from NULL on. */
const char *compare_next_set(const compare_list *expected, const char *set);

#endif
