/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Columns, records, cells and the provenance row. */
#include <coding/meta.h>
#include <coding/row.h>

#include "check.h"

static void
add(coding_columns *columns, const char *name)
{
    assert_int_equal(coding_columns_add(columns, coding_span_of(name)),
                     CODING_OK);
}

static void
assert_names(const coding_columns *columns, const char *const *names)
{
    size_t count = 0;

    for (; names[count] != NULL; count++) {
        assert_true(count < coding_columns_count(columns));
        assert_span(coding_columns_name(columns, count), names[count]);
        assert_int_equal(coding_columns_find(columns, names[count]), count);
    }
    assert_int_equal(coding_columns_count(columns), count);
}

/* The order is that of docs/format/stream.md, section 2, whatever the order
   in which columns are added. */
static void
test_order(void **state)
{
    static const char *const wanted[] = {
        "record", "document", "unit", "start",  "end",    "value",
        "weight", "mine",     "text", "attr.b", "attr.a", NULL};
    coding_context *context = check_context(NULL);
    coding_columns *columns = NULL, *copy = NULL;

    (void)state;
    assert_int_equal(coding_columns_new(context, &columns), CODING_OK);
    add(columns, "attr.b");
    add(columns, "text");
    add(columns, "end");
    add(columns, "mine");
    add(columns, "value");
    add(columns, "attr.a");
    add(columns, "start");
    add(columns, "weight");
    add(columns, "unit");
    add(columns, "document");
    add(columns, "document");
    add(columns, "record");
    assert_names(columns, wanted);
    assert_int_equal(coding_columns_find(columns, "code"), CODING_NO_COLUMN);
    assert_int_equal(coding_columns_attribute(columns, coding_span_of("a")),
                     10);
    assert_int_equal(coding_columns_attribute(columns, coding_span_of("c")),
                     CODING_NO_COLUMN);
    assert_int_equal(coding_columns_copy(columns, &copy), CODING_OK);
    coding_columns_free(columns);
    assert_names(copy, wanted);
    coding_columns_free(copy);
    coding_context_free(context);
}

static void
test_core(void **state)
{
    coding_context *context = check_context(NULL);
    coding_columns *columns = NULL;
    coding_core core;

    (void)state;
    assert_int_equal(coding_columns_new(context, &columns), CODING_OK);
    add(columns, "text");
    add(columns, "weight2");
    add(columns, "dyads_both");
    core = coding_core_of(columns);
    assert_int_equal(core.record, 0);
    assert_int_equal(core.dyads_both, 1);
    assert_int_equal(core.weight2, 2);
    assert_int_equal(core.text, 3);
    assert_int_equal(core.document, CODING_NO_COLUMN);
    assert_int_equal(core.statistic, CODING_NO_COLUMN);
    coding_columns_free(columns);
    coding_context_free(context);
}

static void
test_records(void **state)
{
    (void)state;
    for (int i = CODING_RECORD_OTHER; i <= CODING_RECORD_TEST; i++) {
        coding_span name = coding_span_of(coding_record_name((coding_record)i));

        assert_int_equal(coding_record_of(name), i);
    }
    assert_int_equal(coding_record_of(coding_span_of("units")),
                     CODING_RECORD_OTHER);
    assert_int_equal(coding_record_of(coding_span_of("Unit")),
                     CODING_RECORD_OTHER);
}

static void
test_cells(void **state)
{
    coding_context *context = check_context(NULL);
    coding_columns *wide = NULL, *narrow = NULL;
    coding_cells *a = NULL, *b = NULL;
    const coding_row *row;
    uint64_t whole = 7;
    double number = 0.0;

    (void)state;
    assert_int_equal(coding_columns_new(context, &wide), CODING_OK);
    add(wide, "document");
    add(wide, "unit");
    add(wide, "percent");
    add(wide, "text");
    assert_int_equal(coding_columns_new(context, &narrow), CODING_OK);
    add(narrow, "text");
    add(narrow, "unit");
    assert_int_equal(coding_cells_new(context, wide, &a), CODING_OK);
    assert_int_equal(coding_cells_new(context, narrow, &b), CODING_OK);

    coding_cells_begin(a, CODING_RECORD_UNIT);
    coding_cells_text(a, 1, coding_span_of("a.txt"));
    coding_cells_unsigned(a, 2, UINT64_MAX);
    coding_cells_number(a, 3, 0.1);
    coding_cells_text(a, CODING_NO_COLUMN, coding_span_of("ignored"));
    row = coding_cells_row(a);
    assert_int_equal(row->record, CODING_RECORD_UNIT);
    assert_span(row->cells[0], "unit");
    assert_span(row->cells[1], "a.txt");
    assert_span(row->cells[2], "18446744073709551615");
    assert_span(row->cells[3], "0.1");
    assert_span(row->cells[4], "");
    assert_true(coding_row_unsigned(row, 2, &whole));
    assert_true(whole == UINT64_MAX);
    assert_false(coding_row_unsigned(row, 4, &whole));
    assert_false(coding_row_unsigned(row, CODING_NO_COLUMN, &whole));
    assert_true(coding_row_number(row, 3, &number));
    assert_near(number, 0.1, 0.0);
    assert_false(coding_row_number(row, 1, &number));

    coding_cells_begin_as(b, row);
    row = coding_cells_row(b);
    assert_int_equal(row->record, CODING_RECORD_UNIT);
    assert_span(row->cells[0], "unit");
    assert_span(row->cells[1], "18446744073709551615");
    assert_span(row->cells[2], "");

    coding_cells_begin(a, CODING_RECORD_TEST);
    coding_cells_number(a, 3, (double)NAN);
    coding_cells_begin_as(b, coding_cells_row(a));
    assert_span(coding_cells_row(a)->cells[3], "");
    assert_span(coding_cells_row(b)->cells[1], "");
    coding_cells_free(a);
    coding_cells_free(b);
    coding_columns_free(wide);
    coding_columns_free(narrow);
    coding_context_free(context);
}

static coding_status
check_meta_row(void *user, const coding_row *row)
{
    coding_core core = coding_core_of(row->columns);

    assert_int_equal(row->record, CODING_RECORD_META);
    assert_span(coding_row_cell(row, core.name), "tokenize");
    assert_span(coding_row_cell(row, core.label), coding_version());
    assert_span(coding_row_cell(row, core.value), "-u sentence a.txt");
    assert_span(coding_row_cell(row, core.text), user);
    return CODING_END;
}

static void
test_meta(void **state)
{
    char first[] = "stream=1; guide=stage-1 sha256:00", alone[] = "stream=1",
         later[] = "guide=stage-1 sha256:00", none[] = "";
    coding_meta meta = {.tool = "tokenize", .arguments = "-u sentence a.txt"};
    coding_context *context = check_context(NULL);
    coding_columns *columns = NULL;
    coding_cells *cells = NULL;
    coding_row_sink sink = {check_meta_row, none};

    (void)state;
    assert_int_equal(coding_columns_new(context, &columns), CODING_OK);
    assert_int_equal(coding_meta_columns(columns), CODING_OK);
    assert_int_equal(coding_cells_new(context, columns, &cells), CODING_OK);
    assert_int_equal(coding_meta_give(cells, &meta, sink), CODING_END);
    meta.first = true;
    sink.user = alone;
    assert_int_equal(coding_meta_give(cells, &meta, sink), CODING_END);
    meta.details = later;
    sink.user = first;
    assert_int_equal(coding_meta_give(cells, &meta, sink), CODING_END);
    meta.first = false;
    sink.user = later;
    assert_int_equal(coding_meta_give(cells, &meta, sink), CODING_END);
    coding_cells_free(cells);
    coding_columns_free(columns);
    coding_context_free(context);
}

/* Two sets at one address must not be taken for one: freeing one and making
   the next often gives the same address. */
static void
test_maps_do_not_confuse(void **state)
{
    coding_context *context = check_context(NULL);
    coding_columns *target = NULL;
    coding_cells *into = NULL;

    (void)state;
    assert_int_equal(coding_columns_new(context, &target), CODING_OK);
    add(target, "facet");
    add(target, "code");
    assert_int_equal(coding_cells_new(context, target, &into), CODING_OK);
    for (unsigned i = 0; i < 20; i++) {
        const char *name = i % 2 == 0 ? "facet" : "code";
        coding_columns *source = NULL;
        coding_cells *from = NULL;

        assert_int_equal(coding_columns_new(context, &source), CODING_OK);
        add(source, name);
        assert_int_equal(coding_cells_new(context, source, &from), CODING_OK);
        coding_cells_begin(from, CODING_RECORD_CODE);
        coding_cells_text(from, 1, coding_span_of("x"));
        coding_cells_begin_as(into, coding_cells_row(from));
        assert_span(coding_cells_row(into)->cells[1], i % 2 == 0 ? "x" : "");
        assert_span(coding_cells_row(into)->cells[2], i % 2 == 0 ? "" : "x");
        coding_cells_free(from);
        coding_columns_free(source);
    }
    coding_cells_free(into);
    coding_columns_free(target);
    coding_context_free(context);
}

static coding_status
make_some(coding_context *context)
{
    coding_columns *columns = NULL, *copy = NULL;
    coding_cells *cells = NULL;
    coding_status status = coding_columns_new(context, &columns);

    for (char letter = 'a'; status == CODING_OK && letter <= 'z'; letter++)
        status = coding_columns_add(columns, (coding_span){&letter, 1});
    if (status == CODING_OK)
        status = coding_meta_columns(columns);
    if (status == CODING_OK)
        status = coding_columns_copy(columns, &copy);
    if (status == CODING_OK)
        status = coding_cells_new(context, columns, &cells);
    coding_cells_free(cells);
    coding_columns_free(columns);
    coding_columns_free(copy);
    return status;
}

static void
test_memory(void **state)
{
    (void)state;
    check_every_failure(make_some);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_core),
        cmocka_unit_test(test_records),
        cmocka_unit_test(test_cells),
        cmocka_unit_test(test_meta),
        cmocka_unit_test(test_maps_do_not_confuse),
        cmocka_unit_test(test_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
