/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One line for people and for the meta row: what was counted of each facet, by
   which rule, and what was left out. */
#include "matrix/matrix_result.h"

static void
add_plural(buffer *out, uint64_t count, const char *noun)
{
    buffer_add_unsigned(out, count);
    buffer_add_byte(out, ' ');
    buffer_add_text(out, noun);
    if (count != 1)
        buffer_add_byte(out, 's');
}

/* Roles of the codes of a facet. */
static unsigned
facet_roles(const coding_matrix *matrix, size_t facet)
{
    unsigned roles = 0;

    for (size_t i = 0; i < matrix->codes.count; i++)
        if (matrix->code_list[i].facet == facet)
            roles |= matrix->code_list[i].roles;
    return roles;
}

static void
add_base(const coding_matrix *matrix, size_t number, buffer *out)
{
    buffer_add_text(out, ", base ");
    add_plural(out, matrix_figures_base(matrix, number), "respondent");
}

static void
add_facet(const coding_matrix *matrix, size_t number, buffer *out)
{
    const matrix_facet *facet = &matrix->facet_list[number];

    buffer_add_text(out, "; ");
    buffer_add(out, map_name(&matrix->facets, number));
    buffer_add_text(out, "=");
    if (facet->codings == 0 && facet->answers > 0) {
        buffer_add_text(out, "the answers of a tally");
        add_base(matrix, number, out);
        return;
    }
    add_plural(out, facet->counted, "coding");
    buffer_add_text(out, facet->judged > 0 || facet->answers > 0
                             ? " that a tally counted"
                             : ", affirmed and of respondents (no tally)");
    if (facet->left_out > 0) {
        buffer_add_text(out, ", left out ");
        buffer_add_unsigned(out, facet->left_out);
    }
    add_base(matrix, number, out);
}

coding_status
coding_matrix_summary(coding_matrix *matrix, const char **out)
{
    buffer *line = &matrix->summary;

    buffer_reset(line);
    buffer_add_text(line, "cells=");
    buffer_add_unsigned(line, matrix->rows.count);
    buffer_add_text(line, " x ");
    buffer_add_unsigned(line, matrix->by.count);
    buffer_add_text(line, "; n=");
    buffer_add_text(line, matrix_rows_unit(matrix));
    if (matrix->side == NULL || matrix->items.length > 0) {
        buffer_add_text(line, "; within=");
        buffer_add_text(line, matrix_rows_within(matrix));
    }
    for (size_t i = 0; i < matrix->facets.count; i++)
        if (facet_roles(matrix, i) != 0)
            add_facet(matrix, i, line);
    if (matrix->astray > 0) {
        buffer_add_text(line, "; without offsets=");
        buffer_add_unsigned(line, matrix->astray);
    }
    *out = buffer_text(line);
    return buffer_status(line);
}
