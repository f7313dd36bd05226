/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Survey variables as their question rows describe them
   (docs/format/stream.md, section 7). */
#ifndef WORKBOOK_VARIABLE_H
#define WORKBOOK_VARIABLE_H

#include "base/buffer.h"
#include "workbook/model.h"

typedef struct {
    buffer code;       /* of a level or missing code; unescaped */
    coding_span label; /* label, reason or option; empty: none */
} variable_item;       /* set with variable_item_init */

void variable_item_init(variable_item *item, coding_context *context);
void variable_item_clear(variable_item *item);
/* The nth `level`, `missing` or `member` of a question; false: none, or no
   memory, which the buffer of the item remembers. */
bool variable_item_at(const model_question *question, const char *field,
                      size_t n, variable_item *out);
/* Whether a question row describes a survey variable. */
bool variable_is(const model_question *question);
/* Whether a cell of a variable is one of its missing codes. */
bool variable_is_missing(const model_question *question, coding_span cell,
                         variable_item *work);

#endif
