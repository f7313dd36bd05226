/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which of the passages that overlap stay. */
#ifndef CODER_OVERLAP_H
#define CODER_OVERLAP_H

#include "coder/passages.h"
#include "coder/program.h"

/* By start, then rule, then the longer one: the order in which passages of one
   code are chosen. */
void overlap_sort_by_rule(passages_list *list);
/* Applies each codebook's policy among the codes of its facet, takes out what
   was implied by a passage that goes, and orders by start, then code. What is
   implied stays with what implies it, whatever it overlaps. */
CODING_MUST_USE coding_status overlap_choose(const program *book,
                                             passages_list *list);

#endif
