/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The coder as a filter: which rows come and in which order, what is counted,
   and what happens when something is wrong. */
#include "coding_desk.h"

static void
rows_are_handed_on_and_codings_follow_their_answer(void **state)
{
    static const desk_unit units[] = {
        {.speaker = "I", .role = "interviewer", .text = "Tell me, please."},
        {.speaker = "R", .respondent = "R", .text = "trust"},
        {.speaker = "I", .role = "interviewer", .text = "Go on."},
        {.speaker = "R", .respondent = "R", .text = "and trust"},
        {.speaker = "R", .respondent = "R", .document = "e", .text = "none"},
    };
    const desk_task task = {
        .books = {"codebook: b\n\ncode: a\nmatch: trust\n\n"
                  "code: z\nmatch: zebra\n"},
        .units = units,
        .count = 5,
    };
    desk_result got;

    (void)state;
    desk_run(&task, &got);
    assert_int_equal(got.status, CODING_OK);
    /* meta, 2 codes, document, 4 units, 2 codings, end, document, unit, end */
    assert_string_equal(got.records, "mccduuuuccedue");
    assert_string_equal(got.end, "2 0 ");
    assert_int_equal(got.counts.documents, 2);
    assert_int_equal(got.counts.units, 3);
    assert_int_equal(got.counts.passages, 2);
    assert_int_equal(got.counts.codes, 2);
    assert_int_equal(got.counts.unmatched, 1);
    assert_string_equal(
        got.summary, "2 documents, 2 coded passages, 1 code never matched (z)");
}

static void
a_runaway_pattern_stops_all_or_its_own_code(void **state)
{
    static const desk_unit units[] = {
        {.speaker = "R",
         .text = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa?! trust"},
    };
    desk_task task = {
        .books = {"codebook: b\n\ncode: bad\nmatch: (\\w+\\s?)+!\nid: run\n\n"
                  "code: a\nmatch: trust\n"},
        .units = units,
        .count = 1,
        .limits = {.match_limit = 5000},
    };
    desk_result got;

    (void)state;
    desk_run(&task, &got);
    assert_int_equal(got.status, CODING_EDATA);
    assert_string_equal(got.kept.ids[0], "match-limit");
    assert_non_null(strstr(got.kept.texts[0], "'run'"));
    task.options.keep_going = true;
    desk_run(&task, &got);
    assert_int_equal(got.status, CODING_OK);
    assert_string_equal(got.codings, "a a.match.1 49-54 trust\n");
    assert_int_equal(got.counts.stopped, 1);
    assert_non_null(strstr(got.summary, "1 pattern stopped"));
}

/* Rows by hand, for what a desk does not make. */
static coding_status
swallow(void *user, const coding_row *row)
{
    (void)row;
    ++*(size_t *)user;
    return CODING_OK;
}

typedef struct {
    coding_context *context;
    coding_codebook *book;
    coding_columns *columns, *result;
    coding_cells *cells;
    coding_coder *coder;
    size_t rows;
    bool explain;
} bench;

static coding_status
build(bench *on)
{
    static const char *const names[] = {
        "document",   "unit",  "turn",  "role",  "question",
        "respondent", "start", "facet", "asked", "text"};
    coding_coder_options options = {.book_count = 1, .explain = on->explain};
    coding_status status = coding_codebook_parse(
        on->context, "x",
        coding_span_of("codebook: b\nfacet: f\n\ncode: a\nmatch: trust\n"
                       "near: 3 trust ,, risk\nunless: none\n"),
        &on->book);

    options.books = (const coding_codebook *const *)&on->book;
    if (status == CODING_OK)
        status = coding_columns_new(on->context, &on->columns);
    for (size_t i = 0; status == CODING_OK && i < sizeof names / sizeof *names;
         i++)
        status = coding_columns_add(on->columns, coding_span_of(names[i]));
    if (status == CODING_OK)
        status = coding_coder_columns(on->columns, &on->result);
    if (status == CODING_OK)
        status = coding_coder_explain_columns(on->result);
    if (status == CODING_OK)
        status = coding_cells_new(on->context, on->columns, &on->cells);
    if (status == CODING_OK)
        status =
            coding_coder_new(on->context, on->columns, on->result, &options,
                             (coding_row_sink){swallow, &on->rows}, &on->coder);
    return status;
}

static void
clear(bench *on)
{
    coding_coder_free(on->coder);
    coding_cells_free(on->cells);
    coding_columns_free(on->columns);
    coding_columns_free(on->result);
    coding_codebook_free(on->book);
}

static coding_status
unit(bench *on, const char *start, const char *text)
{
    coding_core core = coding_core_of(on->columns);

    coding_cells_begin(on->cells, CODING_RECORD_UNIT);
    coding_cells_text(on->cells, core.document, coding_span_of("d"));
    coding_cells_text(on->cells, core.role, coding_span_of("respondent"));
    coding_cells_text(on->cells, core.start, coding_span_of(start));
    coding_cells_text(on->cells, core.text, coding_span_of(text));
    return coding_coder_take(on->coder, coding_cells_row(on->cells));
}

/* Somebody says a text inside the window of a question. */
static coding_status
say(bench *on, const char *number, const char *role, const char *text)
{
    coding_core core = coding_core_of(on->columns);

    coding_cells_begin(on->cells, CODING_RECORD_UNIT);
    coding_cells_text(on->cells, core.document, coding_span_of("d"));
    coding_cells_text(on->cells, core.unit, coding_span_of(number));
    coding_cells_text(on->cells, core.turn, coding_span_of(number));
    coding_cells_text(on->cells, core.role, coding_span_of(role));
    coding_cells_text(on->cells, core.question, coding_span_of("q"));
    if (strcmp(role, "respondent") == 0)
        coding_cells_text(on->cells, core.respondent, coding_span_of("r"));
    coding_cells_text(on->cells, core.start, coding_span_of(number));
    coding_cells_text(on->cells, core.text, coding_span_of(text));
    return coding_coder_take(on->coder, coding_cells_row(on->cells));
}

static coding_status
give_coverage(bench *on)
{
    coding_core core = coding_core_of(on->columns);

    coding_cells_begin(on->cells, CODING_RECORD_COVERAGE);
    coding_cells_text(on->cells, core.document, coding_span_of("d"));
    coding_cells_text(on->cells, core.question, coding_span_of("q"));
    coding_cells_text(on->cells, core.respondent, coding_span_of("r"));
    return coding_coder_take(on->coder, coding_cells_row(on->cells));
}

static void
a_unit_needs_its_offset(void **state)
{
    check_messages kept;
    bench on = {.context = check_context(&kept)};

    (void)state;
    assert_int_equal(build(&on), CODING_OK);
    assert_int_equal(unit(&on, "x", "trust"), CODING_EDATA);
    assert_true(check_said(&kept, "unit-offset"));
    /* Told once: what comes after is refused in silence. */
    assert_int_equal(unit(&on, "0", "trust"), CODING_EDATA);
    assert_int_equal(kept.count, 1);
    clear(&on);
    coding_context_free(on.context);
}

static void
a_facet_is_coded_once(void **state)
{
    check_messages kept;
    bench on = {.context = check_context(&kept)};
    coding_core core;

    (void)state;
    assert_int_equal(build(&on), CODING_OK);
    core = coding_core_of(on.columns);
    coding_cells_begin(on.cells, CODING_RECORD_CODE);
    coding_cells_text(on.cells, core.facet, coding_span_of("f"));
    assert_int_equal(coding_coder_take(on.coder, coding_cells_row(on.cells)),
                     CODING_EDATA);
    assert_true(check_said(&kept, "facet-coded"));
    clear(&on);
    coding_context_free(on.context);
}

static coding_status
work(coding_context *context)
{
    bench on = {.context = context};
    coding_status status = build(&on);

    if (status == CODING_OK)
        status = unit(&on, "0", "We trust the e\xCC\x81 risk, gover-\nnance.");
    if (status == CODING_OK)
        status = unit(&on, "40", "And trust.");
    if (status == CODING_OK)
        status = coding_coder_finish(on.coder);
    clear(&on);
    return status;
}

static coding_status
explain(coding_context *context)
{
    bench on = {.context = context, .explain = true};
    coding_status status = build(&on);

    if (status == CODING_OK)
        status = say(&on, "1", "interviewer", "Is it trust?");
    if (status == CODING_OK)
        status = say(&on, "30", "respondent", "Trust, trust, none; risk.");
    if (status == CODING_OK)
        status = give_coverage(&on);
    if (status == CODING_OK)
        status = coding_coder_finish(on.coder);
    clear(&on);
    return status;
}

static void
survives_every_lack_of_memory(void **state)
{
    (void)state;
    check_every_failure(work);
    check_every_failure(explain);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_handed_on_and_codings_follow_their_answer),
        cmocka_unit_test(a_runaway_pattern_stops_all_or_its_own_code),
        cmocka_unit_test(a_unit_needs_its_offset),
        cmocka_unit_test(a_facet_is_coded_once),
        cmocka_unit_test(survives_every_lack_of_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
