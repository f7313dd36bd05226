/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Figures of agree, by table, facet and code, as the sheets Reliability and
   Validation need them. */
#ifndef WORKBOOK_RATING_H
#define WORKBOOK_RATING_H

#include "workbook/book.h"
#include "workbook/model.h"

typedef enum {
    RATING_RELIABILITY, /* coders: has `positives` */
    RATING_VALIDATION   /* a program against people: has `tp` */
} rating_kind;

/* One table and facet. */
typedef struct {
    const model *found;
    coding_span table, facet;
    size_t from, to; /* its rows among the tests */
    coding_span *codes;
    size_t *first; /* by code: its first row */
    size_t count;
} rating;

/* How many there are. */
size_t rating_count(const model *found, rating_kind kind);
/* The one with that number, from 0. */
CODING_MUST_USE coding_status rating_find(const model *found, rating_kind kind,
                                          size_t number, arena *keep,
                                          rating *out);
/* A figure of a code; NULL: there is none. */
const model_test *rating_of(const rating *all, size_t code,
                            const char *measure);
double rating_value(const rating *all, size_t code, const char *measure);
/* A figure of the whole; NULL: there is none. */
const model_test *rating_whole(const rating *all, const char *measure);
/* The texts of rows of this measure as notes. */
void rating_notes(const rating *all, sheet *page, const char *measure);

#endif
