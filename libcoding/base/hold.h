/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Diagnostics kept back while a file is read in several passes, then given in
   the order of its lines. */
#ifndef BASE_HOLD_H
#define BASE_HOLD_H

#include <coding/context.h>

#include "base/arena.h"
#include "base/map.h"

typedef struct {
    coding_diagnostic found;
    size_t file;   /* files in the order of their first diagnostics */
    size_t number; /* in the order given */
} hold_item;

typedef struct {
    coding_context *context;
    coding_diagnostic_sink sink; /* the context's own */
    void *sink_user;
    arena kept;
    hold_item *items;
    map files;
    size_t count, capacity;
} hold; /* set with hold_begin, end with hold_give or hold_drop */

/* From now on what the context is given is kept (it is counted at once). *all
   must stay where it is until its end. Without memory for one it is passed on
   at once. Holds may be nested. */
void hold_begin(hold *all, coding_context *context);
/* Gives what was kept: by file in the order of their first diagnostics, within
   a file by line and column, else in the order given. */
void hold_give(hold *all);
/* Forgets what was kept. */
void hold_drop(hold *all);

#endif
