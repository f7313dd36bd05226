/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One code's rules in the making: what rules.c and guards.c share. */
#ifndef CODEBOOK_RULES_H
#define CODEBOOK_RULES_H

#include "codebook/build.h"

/* Fields from..end of a record: those before its first rule line, which hold
   for all its rules, or those between a rule line and the next. */
typedef struct {
    const record *one;
    size_t from, end;
} extent;

/* What guards the rules of a code, all of one kind of field, in the order of
   the file: those of every rule first. */
typedef struct {
    const void *items;
    size_t size;   /* bytes of an item */
    size_t common; /* items for every rule */
    size_t used;   /* items of the rules read so far */
} guard_list;

typedef struct {
    build_state *state;
    coding_code *code;
    bool again;    /* the code is there twice: its ids were told */
    extent common; /* fields that hold for every rule */
    guard_list unless, none, only;
    coding_within within; /* of every rule that has no own */
    bool bounded;         /* it was given */
    double weight;
    coding_rule *rules;
    size_t count, capacity;
    unsigned kinds[CODING_RULE_WORDS + 1]; /* rules of each kind so far */
} rule_list;

/* The first field of a kind that is not faulty; NULL if there is none. */
const record_field *rule_find_field(extent all, size_t kind);
/* Cuts the next item off a list `A ,, B`; false: none is left. `,,` separates
   only with white space, or the end of the value, on both sides. */
bool rule_next_item(coding_span *rest, coding_span *item);
size_t rule_count_items(coding_span list);

/* Reads what guards the code's rules, and what every rule has. */
CODING_MUST_USE coding_status guard_read(rule_list *list);
/* Tells fields that stand where there is no rule, or twice for one. */
void guard_check(const rule_list *list, extent all, bool common);
/* Fills what holds for a rule whose own fields are given; to be called for
   each rule line in turn. */
CODING_MUST_USE coding_status guard_fill(rule_list *list, extent own,
                                         coding_rule *rule);

#endif
