/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A pattern given on the spot, searched in the folded words of each unit. */
#include "base/diag.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "concordance/passages_state.h"

static coding_status
compile(coding_concordance *all, const char *words, regex **out)
{
    regex_source source = {.text = coding_span_of(words)};
    regex_fault fault = {0};
    coding_status status =
        regex_new(all->context, &source, REGEX_FOLDED, &fault, out);

    if (status == CODING_EUSAGE)
        return diag_error(all->context, status, "pattern-invalid",
                          (diag_place){0},
                          "'%s' is no pattern: %s, at "
                          "character %zu",
                          words, fault.text, fault.points + 1);
    if (status == CODING_OK && regex_may_be_empty(*out))
        return diag_error(all->context, CODING_EUSAGE, "match-empty",
                          (diag_place){0},
                          "'%s' would match the empty text everywhere", words);
    return status;
}

coding_status
search_init(coding_concordance *all)
{
    size_t count = all->options.pattern_count;
    coding_status status = CODING_OK;

    if (count == 0)
        return CODING_OK;
    status = base_alloc(all->context, count * sizeof *all->patterns,
                        (void **)(void *)&all->patterns);
    if (status == CODING_OK)
        status = fold_new(all->context, FOLD_FULL, &all->copy);
    for (; status == CODING_OK && all->pattern_count < count;
         all->pattern_count++)
        status = compile(all, all->options.patterns[all->pattern_count],
                         &all->patterns[all->pattern_count]);
    return status;
}

void
search_clear(coding_concordance *all)
{
    for (size_t i = 0; all->patterns != NULL && i < all->options.pattern_count;
         i++)
        regex_free(all->patterns[i]);
    base_free(all->context, all->patterns);
    fold_free(all->copy);
}

static bool
is_searched(const coding_concordance *all, const coding_row *row)
{
    coding_span wanted = all->options.role;
    coding_span role = coding_row_cell(row, all->core.role);

    if (wanted.length == 0)
        wanted = coding_span_of("respondent");
    return role.length == 0 || coding_span_is(wanted, "all") ||
           coding_span_equal(role, wanted);
}

/* A unit at hand and where its passages begin in all->items. */
typedef struct {
    const coding_row *row;
    coding_span text;
    uint64_t start;
    size_t first;
} searched;

/* The other variant of a copy finds most matches again. */
static bool
is_known(const coding_concordance *all, const searched *unit, uint64_t start,
         uint64_t end)
{
    for (size_t i = unit->first; i < all->count; i++)
        if (all->items[i].start == start && all->items[i].end == end)
            return true;
    return false;
}

static coding_status
add_match(coding_concordance *all, const searched *unit, size_t variant,
          regex_span found)
{
    fold_range at = fold_origin(all->copy, variant, found.start, found.end);
    size_t from = utf8_offset(unit->text, at.start.point);
    size_t to = utf8_offset(unit->text, at.end.point);
    coding_passage made = {.start = unit->start + at.start.point,
                           .end = unit->start + at.end.point,
                           .match = {unit->text.at + from, to - from}};

    if (is_known(all, unit, made.start, made.end))
        return CODING_OK;
    return passages_add(all, unit->row, &made);
}

static coding_status
search_variant(coding_concordance *all, const searched *unit, size_t variant,
               regex *pattern)
{
    coding_span subject = fold_text(all->copy, variant);
    regex_span found = {0, 0};
    coding_status status = regex_find(pattern, subject, 0, &found);

    while (status == CODING_OK) {
        status = add_match(all, unit, variant, found);
        if (status == CODING_OK)
            status = regex_find(pattern, subject, found.end, &found);
    }
    return status == CODING_END ? CODING_OK : status;
}

coding_status
search_unit(coding_concordance *all, const coding_row *row)
{
    searched unit = {.row = row,
                     .text = coding_row_cell(row, all->core.text),
                     .first = all->count};
    coding_status status;

    if (!is_searched(all, row))
        return CODING_OK;
    coding_row_unsigned(row, all->core.start, &unit.start);
    fold_reset(all->copy);
    status = fold_add(all->copy, unit.text);
    if (status == CODING_OK)
        status = fold_finish(all->copy);
    for (size_t v = 0; status == CODING_OK && v < fold_variants(all->copy); v++)
        for (size_t i = 0; status == CODING_OK && i < all->pattern_count; i++)
            status = search_variant(all, &unit, v, all->patterns[i]);
    return status;
}
