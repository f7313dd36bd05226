/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Conditions on attributes. See counting/condition.h. */
#include "counting/condition.h"

#include <string.h>

#include "base/diag.h"
#include "base/nearest.h"

/* The attribute's name of a column `attr.NAME`; empty: it is none. */
static coding_span
attribute_name(const coding_columns *columns, size_t column)
{
    coding_span name = coding_columns_name(columns, column);

    if (name.length < 5 || memcmp(name.at, "attr.", 5) != 0)
        return (coding_span){0};
    return (coding_span){name.at + 5, name.length - 5};
}

static coding_status
refuse(coding_context *context, const coding_columns *columns, coding_span name)
{
    coding_span best = {0};
    size_t least = SIZE_MAX;

    for (size_t i = 0; i < coding_columns_count(columns); i++) {
        coding_span known = attribute_name(columns, i);
        size_t far = nearest_distance(name, known);

        if (known.length > 0 && far < least && nearest_is_near(name, far)) {
            least = far;
            best = known;
        }
    }
    if (best.length > 0)
        return diag_error(context, CODING_EUSAGE, "attribute-unknown",
                          (diag_place){0},
                          "the stream has no attribute '%.*s'; did you mean "
                          "'%.*s'?",
                          DIAG_SPAN(name), DIAG_SPAN(best));
    return diag_error(context, CODING_EUSAGE, "attribute-unknown",
                      (diag_place){0}, "the stream has no attribute '%.*s'",
                      DIAG_SPAN(name));
}

coding_status
condition_column(coding_context *context, const coding_columns *columns,
                 coding_span name, size_t *out)
{
    size_t found;

    if (name.length >= 5 && memcmp(name.at, "attr:", 5) == 0)
        name = (coding_span){name.at + 5, name.length - 5};
    found = coding_columns_attribute(columns, name);
    if (found == CODING_NO_COLUMN)
        return refuse(context, columns, name);
    *out = found;
    return CODING_OK;
}

/* The next piece of *list, taken off it; false: there was none. */
static bool
next_piece(coding_span *list, char separator, coding_span *piece)
{
    size_t length = 0;

    if (list->at == NULL)
        return false;
    while (length < list->length && list->at[length] != separator)
        length++;
    *piece = coding_span_trim((coding_span){list->at, length});
    if (length == list->length)
        *list = (coding_span){NULL, 0};
    else
        *list = (coding_span){list->at + length + 1, list->length - length - 1};
    return true;
}

static bool
is_among(coding_span value, coding_span values)
{
    coding_span one;

    while (next_piece(&values, '|', &one))
        if (coding_span_equal(value, one))
            return true;
    return false;
}

coding_status
condition_read(coding_context *context, const coding_columns *columns,
               coding_span text, condition *out)
{
    coding_status status;
    size_t equals = 0;

    while (equals < text.length && text.at[equals] != '=')
        equals++;
    if (equals == 0 || equals == text.length)
        return diag_error(context, CODING_EUSAGE, "where-form", (diag_place){0},
                          "'%.*s' is no condition, expected NAME=VALUE",
                          DIAG_SPAN(text));
    out->values = (coding_span){text.at + equals + 1, text.length - equals - 1};
    status = condition_column(context, columns, (coding_span){text.at, equals},
                              &out->column);
    if (status == CODING_OK)
        out->list =
            coding_span_is(attribute_name(columns, out->column), "dyad");
    return status;
}

bool
condition_holds(const condition *rule, coding_span value)
{
    coding_span one;

    if (!rule->list || value.length == 0)
        return is_among(coding_span_trim(value), rule->values);
    while (next_piece(&value, ';', &one))
        if (is_among(one, rule->values))
            return true;
    return false;
}
