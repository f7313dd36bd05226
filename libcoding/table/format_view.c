/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which columns a view shows, and which hold numbers. See table/format.h. */
#include <string.h>

#include "table/columns.h"
#include "table/format.h"

static const char *const numbers[] = {
    "unit",       "turn",       "start",      "end",        "rank",
    "asked",      "answered",   "words",      "prompted",   "mentions",
    "units",      "dyads",      "base",       "dyads_both", "respondents",
    "documents",  "percent",    "ci_low",     "ci_high",    "organisations",
    "first",      "weight",     "weight2",    "mean_rank",  "counted_rank",
    "salience",   "dominant",   "n",          "threshold",  "children_sum",
    "codes",      "expected",   "p_at_least", "order",      "new",
    "cumulative", "base_codes", "run_codes",  "ratio",      "low",
    "median",     "high",       "mean",       "items",      "jaccard",
};

bool
format_is_number(coding_span name, coding_record record)
{
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        if (coding_span_is(name, numbers[i]))
            return true;
    /* A table of counts names its columns as attributes. */
    if (record == CODING_RECORD_CELL && name.length > 5 &&
        memcmp(name.at, "attr.", 5) == 0)
        return true;
    return (record == CODING_RECORD_TEST || record == CODING_RECORD_COUNT) &&
           coding_span_is(name, "value");
}

static size_t
digits(coding_span cell, size_t at)
{
    size_t from = at;

    while (at < cell.length && cell.at[at] >= '0' && cell.at[at] <= '9')
        at++;
    return at - from;
}

bool
format_number(coding_span cell)
{
    size_t at = cell.length > 0 && cell.at[0] == '-';
    size_t whole = digits(cell, at), found;

    if (whole == 0 || (whole > 1 && cell.at[at] == '0'))
        return false;
    at += whole;
    if (at < cell.length && cell.at[at] == '.') {
        found = digits(cell, at + 1);
        if (found == 0)
            return false;
        at += 1 + found;
    }
    if (at < cell.length && (cell.at[at] == 'e' || cell.at[at] == 'E')) {
        at++;
        at += at < cell.length && (cell.at[at] == '+' || cell.at[at] == '-');
        found = digits(cell, at);
        if (found == 0)
            return false;
        at += found;
    }
    return at == cell.length;
}

static bool
is_attribute(coding_span name)
{
    return name.length > 5 && memcmp(name.at, "attr.", 5) == 0;
}

/* Room for every column of the view and every attribute. */
static coding_status
make_room(const coding_view *view, const coding_columns *columns, arena *keep,
          format_view *out)
{
    size_t most = coding_columns_count(columns);
    coding_status status;

    for (size_t i = 0; view->columns[i] != NULL; i++)
        most++;
    status = ARENA_ARRAY(keep, most, &out->column);
    if (status == CODING_OK)
        status = ARENA_ARRAY(keep, most, &out->name);
    if (status == CODING_OK)
        status = ARENA_ARRAY(keep, most, &out->heading);
    if (status == CODING_OK)
        status = ARENA_ARRAY(keep, most, &out->number);
    return status;
}

static void
add(format_view *out, size_t column, coding_span name, coding_span heading,
    coding_record record)
{
    out->column[out->count] = column;
    out->name[out->count] = name;
    out->heading[out->count] = heading;
    out->number[out->count] = format_is_number(name, record);
    out->count++;
}

coding_status
format_view_of(const coding_view *view, const coding_columns *columns,
               arena *keep, format_view *out)
{
    coding_status status;

    *out = (format_view){0};
    status = make_room(view, columns, keep, out);
    for (size_t i = 0; status == CODING_OK && view->columns[i] != NULL; i++) {
        coding_span name = coding_span_of(view->columns[i]);
        coding_span heading =
            view->headings == NULL ? name : coding_span_of(view->headings[i]);

        if (!coding_span_is(name, "attr.*")) {
            add(out, columns_find(columns, name), name, heading, view->record);
            continue;
        }
        for (size_t k = 0; k < coding_columns_count(columns); k++) {
            name = coding_columns_name(columns, k);
            if (is_attribute(name))
                add(out, k, name, name, view->record);
        }
    }
    return status;
}
