/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Column sets, inside the library. */
#ifndef TABLE_COLUMNS_H
#define TABLE_COLUMNS_H

#include <coding/row.h>

/* The most columns a stream may have. */
enum { COLUMNS_LIMIT = 65536 };

/* Adds a column at the right, as a header that was read has it. *added is
   false if the name was there. */
CODING_MUST_USE coding_status columns_append(coding_columns *columns,
                                             coding_span name, bool *added);
/* Owned: columns and, unless they are there, the count names that a filter
   adds. columns may be NULL: then none but record; context may be NULL
   otherwise. */
CODING_MUST_USE coding_status columns_with(coding_context *context,
                                           const coding_columns *columns,
                                           const char *const *names,
                                           size_t count, coding_columns **out);
#define COLUMNS_WITH(context, columns, names, out)                             \
    columns_with((context), (columns), (names),                                \
                 sizeof(names) / sizeof *(names), (out))
/* Equal for sets of equal names in equal order (and by chance alone for
   others): with the address it says whether a remembered set is this one. */
uint64_t columns_fingerprint(const coding_columns *columns);
size_t columns_find(const coding_columns *columns, coding_span name);
coding_context *columns_context(const coding_columns *columns);

/* Which column of one set stands where in another. */
typedef struct {
    const coding_columns *source; /* NULL: nothing remembered yet */
    uint64_t fingerprint;
    size_t *from;   /* by column of the target: the source's or NO_COLUMN */
    bool identical; /* same names in the same order */
    bool lossy;     /* the source has columns that the target lacks */
} columns_map;

/* Room for the columns of target as they are now. */
CODING_MUST_USE coding_status columns_map_init(columns_map *found,
                                               const coding_columns *target);
void columns_map_clear(columns_map *found, const coding_columns *target);
/* Whether found is one from source. */
bool columns_map_is(const columns_map *found, const coding_columns *source);
/* Makes found one from source to target, unless it is already. */
void columns_map_set(columns_map *found, const coding_columns *source,
                     const coding_columns *target);

#endif
