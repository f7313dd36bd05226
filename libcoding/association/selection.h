/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which figures the result is to have: all, without a choice. */
#ifndef ASSOCIATION_SELECTION_H
#define ASSOCIATION_SELECTION_H

#include <coding/association.h>
#include <coding/span.h>

/* Names of the figures to be given; none: all are. */
typedef struct {
    coding_span text; /* borrowed from the options, without its star */
    bool open_ended;  /* it had one */
    bool met;         /* a figure of that name was given */
} selection_name;

typedef struct {
    selection_name *names;
    size_t count, capacity;
    unsigned groups; /* of coding/stats_twoway.h, that have to be worked out */
} selection;

/* Takes the names from the options. */
CODING_MUST_USE coding_status selection_open(coding_association *association);
/* Whether a figure of that name is wanted. */
bool selection_wants(const coding_association *association,
                     const char *statistic);
/* The same of one that is about to be given: its name has been met. */
bool selection_takes(coding_association *association, const char *statistic);
/* The groups of coding/stats_twoway.h that they and the verdict need; all,
   where sentences are wanted. */
unsigned selection_groups(const coding_association *association);
bool selection_speaks(const coding_association *association);
/* Tells names that were not met. */
void selection_finish(const coding_association *association);

#endif
