/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What -r, -c and --items mean, as far as the columns tell: an attribute, the
   respondent, question or document, or else a facet or code, which may come
   with any row. */
#include <string.h>

#include "base/diag.h"
#include "matrix/matrix_state.h"

static const struct {
    const char *word;
    axis_kind kind;
} cores[] = {{"respondent", AXIS_RESPONDENT},
             {"question", AXIS_QUESTION},
             {"document", AXIS_DOCUMENT}};

enum { CORES = sizeof cores / sizeof *cores };

/* The kind of a core name; AXIS_CODES: it is none. */
static axis_kind
core_kind(coding_span name)
{
    for (size_t i = 0; i < CORES; i++)
        if (coding_span_is(name, cores[i].word))
            return cores[i].kind;
    return AXIS_CODES;
}

static axis_name
split_prefix(const char *given)
{
    static const struct {
        const char *prefix;
        sense means;
    } known[] = {{"attr:", SENSE_ATTRIBUTE},
                 {"core:", SENSE_CORE},
                 {"facet:", SENSE_FACET},
                 {"code:", SENSE_CODE}};
    axis_name name = {coding_span_of(given), SENSE_ANY};

    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        size_t length = strlen(known[i].prefix);

        if (name.name.length <= length ||
            memcmp(name.name.at, known[i].prefix, length) != 0)
            continue;
        name.name.at += length;
        name.name.length -= length;
        name.means = known[i].means;
        break;
    }
    return name;
}

static bool
is_attribute(const coding_matrix *matrix, const axis_name *name)
{
    return (name->means == SENSE_ANY || name->means == SENSE_ATTRIBUTE) &&
           coding_columns_attribute(matrix->columns, name->name) !=
               CODING_NO_COLUMN;
}

static bool
is_core(const axis_name *name)
{
    return (name->means == SENSE_ANY || name->means == SENSE_CORE) &&
           core_kind(name->name) != AXIS_CODES;
}

static coding_status
open_name(coding_matrix *matrix, axis *side, const axis_name *name)
{
    bool attribute = is_attribute(matrix, name), core = is_core(name);

    side->kind = AXIS_CODES;
    if (name->means == SENSE_CORE && !core)
        return diag_error(matrix->context, CODING_EUSAGE, "variable-unknown",
                          (diag_place){0},
                          "no core:%.*s; expected core:respondent, "
                          "core:question or core:document",
                          DIAG_SPAN(name->name));
    if (attribute && core)
        return diag_error(matrix->context, CODING_EUSAGE, "variable-ambiguous",
                          (diag_place){0},
                          "%.*s may be attr: core:; write it with its prefix",
                          DIAG_SPAN(name->name));
    if (core) {
        side->kind = core_kind(name->name);
        return CODING_OK;
    }
    if (!attribute && name->means != SENSE_ATTRIBUTE)
        return CODING_OK;
    side->kind = AXIS_ATTRIBUTE;
    side->list = coding_span_is(name->name, "dyad");
    return people_attribute(&matrix->who, name->name, &side->attribute);
}

/* "factor", or of several "factor, code" */
static coding_status
name_side(coding_matrix *matrix, axis *side)
{
    coding_status status;
    buffer words;

    buffer_init(&words, matrix->context);
    for (size_t i = 0; i < side->name_count; i++) {
        if (i > 0)
            buffer_add_text(&words, ", ");
        buffer_add(&words, side->names[i].name);
    }
    status = buffer_status(&words);
    if (status == CODING_OK)
        status = arena_copy(&matrix->texts, buffer_span(&words), &side->name);
    buffer_free(&words);
    return status;
}

static coding_status
open_side(coding_matrix *matrix, axis *side, const char *const *given,
          size_t count)
{
    axis_kind first = AXIS_CODES;
    coding_status status = ARENA_ARRAY(&matrix->texts, count, &side->names);

    side->name_count = count;
    for (size_t i = 0; status == CODING_OK && i < count; i++) {
        side->names[i] = split_prefix(given[i]);
        status = open_name(matrix, side, &side->names[i]);
        if (i == 0)
            first = side->kind;
        if (status == CODING_OK && count > 1 &&
            (first != AXIS_CODES || side->kind != AXIS_CODES))
            return diag_error(matrix->context, CODING_EUSAGE, "matrix-names",
                              (diag_place){0},
                              "%s: several names of one side are facets or "
                              "codes; expected one attribute",
                              given[i]);
    }
    return status == CODING_OK ? name_side(matrix, side) : status;
}

static coding_status
check_options(const coding_matrix *matrix)
{
    const coding_matrix_options *options = &matrix->options;
    bool far = options->within == CODING_MATRIX_ANSWER ||
               options->within == CODING_MATRIX_RESPONDENT;

    if (matrix->rows.kind != AXIS_CODES && matrix->by.kind != AXIS_CODES)
        return diag_error(
            matrix->context, CODING_EUSAGE, "matrix-names", (diag_place){0},
            "%.*s x %.*s: neither is a facet or a code; "
            "attributes with attributes are crosstab's",
            DIAG_SPAN(matrix->rows.name), DIAG_SPAN(matrix->by.name));
    if (options->cell == CODING_MATRIX_ITEMS && options->items == NULL)
        return diag_error(matrix->context, CODING_EUSAGE, "matrix-items",
                          (diag_place){0},
                          "cells of items need the facet that holds them: "
                          "--items FACET");
    if (far && options->items != NULL && matrix->side != NULL &&
        matrix->side->kind == AXIS_DOCUMENT)
        return diag_error(matrix->context, CODING_EUSAGE, "matrix-items",
                          (diag_place){0},
                          "an answer may stand in several documents: items of "
                          "documents are counted within span, sentence or "
                          "turn");
    return CODING_OK;
}

coding_status
axis_open(coding_matrix *matrix)
{
    const coding_matrix_options *options = &matrix->options;
    coding_status status;

    if (options->row_count == 0 || options->column_count == 0)
        return diag_error(matrix->context, CODING_EUSAGE, "matrix-names",
                          (diag_place){0},
                          "name the rows and the columns: -r ROWS -c COLUMNS");
    if (matrix->items.length > 6 && memcmp(matrix->items.at, "facet:", 6) == 0)
        matrix->items =
            (coding_span){matrix->items.at + 6, matrix->items.length - 6};
    status =
        open_side(matrix, &matrix->rows, options->rows, options->row_count);
    if (status == CODING_OK)
        status = open_side(matrix, &matrix->by, options->columns,
                           options->column_count);
    if (status != CODING_OK)
        return status;
    if (matrix->rows.kind != AXIS_CODES)
        matrix->side = &matrix->rows;
    else if (matrix->by.kind != AXIS_CODES)
        matrix->side = &matrix->by;
    return check_options(matrix);
}

static bool
has_code(const axis *side, coding_span facet, coding_span key)
{
    if (side->kind != AXIS_CODES)
        return false;
    for (size_t i = 0; i < side->name_count; i++)
        if (coding_span_equal(side->names[i].name,
                              side->names[i].means == SENSE_CODE ? key : facet))
            return true;
    return false;
}

unsigned
axis_roles(const coding_matrix *matrix, coding_span facet, coding_span key)
{
    unsigned roles = 0;

    if (has_code(&matrix->rows, facet, key))
        roles |= ROLE_ROW;
    if (has_code(&matrix->by, facet, key))
        roles |= ROLE_COLUMN;
    if (matrix->items.length > 0 && coding_span_equal(matrix->items, facet))
        roles |= ROLE_ITEM;
    return roles;
}

bool
axis_is_same(const coding_matrix *matrix)
{
    return matrix->side == NULL && matrix->rows.name_count == 1 &&
           matrix->by.name_count == 1 &&
           matrix->rows.names[0].means != SENSE_CODE &&
           matrix->by.names[0].means != SENSE_CODE &&
           coding_span_equal(matrix->rows.name, matrix->by.name);
}

bool
axis_is_dyads(const coding_matrix *matrix)
{
    return matrix->side != NULL && matrix->side->list;
}
