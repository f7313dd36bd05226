/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Corrections in memory: what is read, what becomes of rows; the golden cases
   of correct hold the faults and their words. */
#include <coding/corrections.h>

#include "check.h"

static const char table[] =
    "document\tunit\tquestion\tcode\taction\tvalue\tstart\tend\treason\n"
    "d\t\t\ta\tadd\t\xE2\x80\x9Cthe  others\xE2\x80\x9D\t\t\tclear\n"
    "d.txt\t1\t\tb\tremove\t\t\t\t\n"
    "d.txt\t\t\tf/a\trerank\t2\t\t\t\n"
    "d.txt\t\t\ta\tpolarity\treported\t0\t4\t\n";

typedef struct {
    char lines[1000]; /* the codings, as they come */
    char mentions[40];
} kept;

#define CELL(row, name)                                                        \
    coding_row_cell((row), coding_columns_find((row)->columns, (name)))

static coding_status
keep(void *user, const coding_row *row)
{
    static const char *const shown[] = {"code",    "pattern",  "start",
                                        "end",     "polarity", "rank",
                                        "counted", "text"};
    kept *to = user;

    if (row->record == CODING_RECORD_END)
        (void)snprintf(to->mentions, sizeof to->mentions, "%.*s",
                       (int)CELL(row, "mentions").length,
                       CELL(row, "mentions").at);
    for (size_t i = 0; row->record == CODING_RECORD_CODING &&
                       i < sizeof shown / sizeof *shown;
         i++) {
        coding_span cell = CELL(row, shown[i]);
        size_t length = strlen(to->lines);

        (void)snprintf(to->lines + length, sizeof to->lines - length, "%.*s%s",
                       (int)cell.length, cell.length > 0 ? cell.at : "",
                       i + 1 < sizeof shown / sizeof *shown ? "|" : "\n");
    }
    return CODING_OK;
}

typedef struct {
    coding_corrections *corrections;
    coding_columns *columns, *result;
    coding_cells *cells;
    coding_corrector *corrector;
    kept kept;
} desk;

static coding_status
build(coding_context *context, desk *on)
{
    static const char *const names[] = {
        "document", "unit",     "role",  "respondent", "question",
        "start",    "end",      "facet", "code",       "pattern",
        "polarity", "codebook", "rank",  "mentions",   "text"};
    coding_corrector_options options = {0};
    coding_status status = coding_corrections_parse(
        context, "c.tsv", coding_span_of(table), &on->corrections);

    options.corrections = on->corrections;
    if (status == CODING_OK)
        status = coding_columns_new(context, &on->columns);
    for (size_t i = 0; status == CODING_OK && i < sizeof names / sizeof *names;
         i++)
        status = coding_columns_add(on->columns, coding_span_of(names[i]));
    if (status == CODING_OK)
        status = coding_corrector_columns(on->columns, &on->result);
    if (status == CODING_OK)
        status = coding_cells_new(context, on->columns, &on->cells);
    if (status == CODING_OK)
        status = coding_corrector_new(
            context, on->columns, on->result, &options,
            (coding_row_sink){keep, &on->kept}, &on->corrector);
    return status;
}

static void
clear(desk *on)
{
    coding_corrector_free(on->corrector);
    coding_cells_free(on->cells);
    coding_columns_free(on->columns);
    coding_columns_free(on->result);
    coding_corrections_free(on->corrections);
}

static coding_status
give(desk *on, coding_record record, const char *code, uint64_t start,
     uint64_t end, const char *text)
{
    coding_core core = coding_core_of(on->columns);

    coding_cells_begin(on->cells, record);
    if (record != CODING_RECORD_CODE)
        coding_cells_text(on->cells, core.document, coding_span_of("d.txt"));
    if (code != NULL) {
        coding_cells_text(on->cells, core.facet, coding_span_of("f"));
        coding_cells_text(on->cells, core.code, coding_span_of(code));
        coding_cells_text(on->cells, core.codebook, coding_span_of("f 1"));
    }
    if (record == CODING_RECORD_UNIT || record == CODING_RECORD_CODING) {
        coding_cells_unsigned(on->cells, core.unit, 1);
        coding_cells_text(on->cells, core.role, coding_span_of("respondent"));
        coding_cells_text(on->cells, core.respondent, coding_span_of("R"));
        coding_cells_unsigned(on->cells, core.start, start);
        coding_cells_unsigned(on->cells, core.end, end);
        coding_cells_text(on->cells, core.text, coding_span_of(text));
    }
    if (record == CODING_RECORD_CODING) {
        coding_cells_text(on->cells, core.pattern, coding_span_of("rule"));
        coding_cells_text(on->cells, core.polarity, coding_span_of("affirmed"));
    }
    if (record == CODING_RECORD_END)
        coding_cells_unsigned(on->cells, core.mentions, 2);
    return coding_corrector_take(on->corrector, coding_cells_row(on->cells));
}

static coding_status
run(desk *on)
{
    coding_status status = give(on, CODING_RECORD_CODE, "a", 0, 0, NULL);

    if (status == CODING_OK)
        status = give(on, CODING_RECORD_CODE, "b", 0, 0, NULL);
    if (status == CODING_OK)
        status = give(on, CODING_RECORD_DOCUMENT, NULL, 0, 0, NULL);
    if (status == CODING_OK)
        status = give(on, CODING_RECORD_UNIT, NULL, 0, 21,
                      "They say the\nothers do");
    if (status == CODING_OK)
        status = give(on, CODING_RECORD_CODING, "a", 0, 4, "They");
    if (status == CODING_OK)
        status = give(on, CODING_RECORD_CODING, "b", 5, 8, "say");
    if (status == CODING_OK)
        status = give(on, CODING_RECORD_END, NULL, 0, 0, NULL);
    return status == CODING_OK ? coding_corrector_finish(on->corrector)
                               : status;
}

static void
every_action_leaves_its_mark(void **state)
{
    check_messages messages;
    coding_context *context = check_context(&messages);
    desk on = {0};

    (void)state;
    assert_int_equal(build(context, &on), CODING_OK);
    assert_int_equal(coding_corrections_count(on.corrections), 4);
    assert_int_equal(run(&on), CODING_OK);
    assert_string_equal(on.kept.lines, "a|rule|0|4|reported|2||They\n"
                                       "b|rule|5|8|affirmed||removed|say\n"
                                       "a|hand|9|19|affirmed|2||the\nothers\n");
    assert_string_equal(on.kept.mentions, "3");
    /* Nobody signed them. */
    assert_int_equal(messages.count, 1);
    assert_string_equal(messages.ids[0], "correction-unexplained");
    clear(&on);
    coding_context_free(context);
}

static coding_status
work(coding_context *context)
{
    desk on = {0};
    coding_status status = build(context, &on);

    if (status == CODING_OK)
        status = run(&on);
    clear(&on);
    return status;
}

static void
survives_every_lack_of_memory(void **state)
{
    (void)state;
    check_every_failure(work);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_action_leaves_its_mark),
        cmocka_unit_test(survives_every_lack_of_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
