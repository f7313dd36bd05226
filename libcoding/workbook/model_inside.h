/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The inside of a model: for the files that take a stream's rows. */
#ifndef WORKBOOK_MODEL_INSIDE_H
#define WORKBOOK_MODEL_INSIDE_H

#include "workbook/model.h"

/* ---- model_read.c: parts of model_take ---- */

/* Finds the columns of row again when they are others. */
CODING_MUST_USE coding_status model_columns(model *all, const coding_row *row);
/* A copy of a cell that lasts. */
CODING_MUST_USE coding_status model_keep(model *all, const coding_row *row,
                                         size_t column, coding_span *out);
/* NaN if empty; what is no number is told, counted and NaN. */
double model_number(model *all, const coding_row *row, size_t column);
uint64_t model_unsigned(const coding_row *row, size_t column);
CODING_MUST_USE coding_status model_code_number(model *all,
                                                const coding_row *row,
                                                size_t *out);
CODING_MUST_USE coding_status model_respondent_number(model *all,
                                                      const coding_row *row,
                                                      size_t *out);
CODING_MUST_USE coding_status model_document_number(model *all,
                                                    const coding_row *row,
                                                    size_t *out);
CODING_MUST_USE coding_status model_question_number(model *all,
                                                    const coding_row *row,
                                                    size_t *out);
/* model_result.c: answer, count, cell and test rows. */
CODING_MUST_USE coding_status model_take_result(model *all,
                                                const coding_row *row);
/* model_turn.c: a unit's cells and number of words, kept. */
CODING_MUST_USE coding_status model_take_turn(model *all, const coding_row *row,
                                              size_t document, uint64_t words);
/* model_coding.c */
CODING_MUST_USE coding_status model_take_coding(model *all,
                                                const coding_row *row);

#endif
