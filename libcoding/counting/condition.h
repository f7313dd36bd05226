/* SPDX-License-Identifier: GPL-2.0-or-later */
/* NAME=VALUE|VALUE: what --where says of an attribute. */
#ifndef COUNTING_CONDITION_H
#define COUNTING_CONDITION_H

#include <coding/row.h>

typedef struct {
    size_t column;      /* of the attribute */
    bool list;          /* its cells hold several values, as dyads do */
    coding_span values; /* separated by |; borrowed */
} condition;

/* The column of the attribute called name, with or without "attr:".
   CODING_EUSAGE: there is none, told with the nearest. */
CODING_MUST_USE coding_status condition_column(coding_context *context,
                                               const coding_columns *columns,
                                               coding_span name, size_t *out);
/* text is borrowed for the condition's life. CODING_EUSAGE: told. */
CODING_MUST_USE coding_status condition_read(coding_context *context,
                                             const coding_columns *columns,
                                             coding_span text, condition *out);
bool condition_holds(const condition *rule, coding_span value);

#endif
