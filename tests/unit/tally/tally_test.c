/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The room tally: figures of small hand-written streams, worked out on paper
   in the comments, and what happens at the edges. */
#include <coding/tally.h>

#include "stream_text.h"
#include "tally/held.h"

#define HEAD                                                                   \
    "record|document|unit|role|respondent|question|start|end|facet|code|"      \
    "pattern|polarity|rank|counted|family|label|name|value|asked|answered|"    \
    "mentions|units|table|text|attr.organisation|attr.side|attr.dyad|"         \
    "attr.age\n"
#define CODES                                                                  \
    "code|facet=f|code=a|family=x\n"                                           \
    "code|facet=f|code=b|family=x\n"                                           \
    "code|facet=f|code=c|family=y\n"                                           \
    "question|question=q|unit=1\n"
/* A mention: document, respondent, start, code. */
#define M(document, who, start, code)                                          \
    "coding|" document "|1|respondent|" who "|q|" start "|" start "|f|" code   \
    "|p|affirmed\n"

typedef struct {
    coding_status status;
    check_messages messages;
    char summary[512];
} outcome;

/* Tallies lines into sink. */
static outcome
tally_lines(const char *lines, const coding_tally_options *options,
            stream_text_sink *sink)
{
    static stream_text text;
    outcome got = {0};
    coding_context *context = check_context(&got.messages);
    coding_reader *reader;
    coding_columns *result = NULL;
    coding_tally *tally = NULL;
    const coding_row *row = NULL;
    const char *summary = NULL;
    coding_status read = CODING_OK;

    stream_text_make(&text, lines);
    reader = stream_text_open(context, &text);
    assert_non_null(reader);
    assert_int_equal(
        coding_tally_columns(coding_reader_columns(reader), options, &result),
        CODING_OK);
    got.status = coding_tally_new(
        context, coding_reader_columns(reader), result, options,
        (coding_row_sink){stream_text_take, sink}, &tally);
    while (got.status == CODING_OK && read == CODING_OK) {
        read = coding_reader_next(reader, &row);
        if (read == CODING_OK)
            got.status = coding_tally_take(tally, row);
    }
    if (got.status == CODING_OK) {
        assert_int_equal(read, CODING_END);
        got.status = coding_tally_finish(tally);
    }
    if (got.status == CODING_OK) {
        assert_int_equal(coding_tally_summary(tally, &summary), CODING_OK);
        snprintf(got.summary, sizeof got.summary, "%s", summary);
    }
    coding_tally_free(tally);
    coding_columns_free(result);
    coding_reader_free(reader);
    coding_context_free(context);
    return got;
}

/* The rows of one table. */
static const char *
table_of(const char *lines, coding_tally_options options, const char *table,
         const char *cells)
{
    static stream_text_sink sink;
    outcome got;

    sink = (stream_text_sink){.record = CODING_RECORD_COUNT, .cells = cells};
    options.pass = CODING_TALLY_PASS_NONE;
    options.table = table;
    if (options.unit == CODING_TALLY_MENTION && options.name.length == 0)
        options.unit = CODING_TALLY_RESPONDENT;
    got = tally_lines(lines, &options, &sink);
    assert_int_equal(got.status, CODING_OK);
    return sink.kept.bytes;
}

/* Three respondents: R1 names a b c, R2 names b, R3 nothing.
   R1 and R2 are of one firm; dyad D1 has R1 (side s), R2 (side s) and R3
   (side t), dyad D2 has R1 only. */
#define THREE                                                                  \
    HEAD CODES                                                                 \
        "respondent|respondent=R1|attr.organisation=O|attr.side=s|"            \
        "attr.dyad=D1; D2|attr.age=9\n"                                        \
        "respondent|respondent=R2|attr.organisation=O|attr.side=s|"            \
        "attr.dyad=D1|attr.age=10\n"                                           \
        "respondent|respondent=R3|attr.organisation=P|attr.side=t|"            \
        "attr.dyad=D1\n"                                                       \
        "document|d\n" M("d", "R1", "1", "a") M("d", "R1", "2", "b")           \
            M("d", "R1", "3", "c")                                             \
                M("d", "R1", "4", "a") "end|d\ndocument|e\n" M(                \
                    "e", "R2", "1", "b") "unit|e|2|respondent|R3|q\nend|e\n"

static void
counts_by_every_unit(void **state)
{
    (void)state;
    /* S(a) = (3/3) / 3, S(b) = (2/3 + 1) / 3, S(c) = (1/3) / 3; 5/9 but for
       the last bit, since 2/3 is rounded first. */
    assert_string_equal(
        table_of(THREE, (coding_tally_options){0}, "tally",
                 "code mentions units respondents organisations dyads "
                 "dyads_both documents base first mean_rank salience dominant"),
        "b|2|2|2|1|2|0|2|3|1|1.5|0.5555555555555555|\n"
        "a|2|1|1|1|2|0|1|3|1|1|0.3333333333333333|\n"
        "c|1|1|1|1|2|0|1|3|0|3|0.1111111111111111|\n");
}

static void
dyads_need_both_sides(void **state)
{
    (void)state;
    /* R3 names b too: D1 is named from both sides, D2 from one. */
    assert_string_equal(table_of(THREE "document|g\n" M("g", "R3", "1", "b"),
                                 (coding_tally_options){0}, "tally",
                                 "code dyads dyads_both organisations"),
                        "b|2|1|2\na|2|0|1\nc|2|0|1\n");
}

static void
units_without_attribute_are_empty(void **state)
{
    const char *lines = HEAD CODES "document|d\n" M("d", "R1", "1", "a");
    static stream_text_sink sink;
    outcome got;

    (void)state;
    assert_string_equal(table_of(lines, (coding_tally_options){0}, "tally",
                                 "code organisations dyads dyads_both"),
                        "a|||\nb|||\nc|||\n");
    sink = (stream_text_sink){.record = CODING_RECORD_COUNT, .cells = "code"};
    got = tally_lines(
        lines, &(coding_tally_options){.unit = CODING_TALLY_ORGANISATION},
        &sink);
    assert_int_equal(got.status, CODING_EUSAGE);
    assert_string_equal(
        got.messages.texts[0],
        "no respondent has an attribute 'organisation', which this unit needs");
}

static void
unit_decides_share_order_and_dominance(void **state)
{
    static const char *const wanted[] = {
        /* mentions 2 2 1 of 5 */
        "a|40|1\nb|40|1\nc|20|0\n",
        /* respondents 2 1 1 of 3 */
        ("b|66.66666666666667|1\na|33.333333333333336|0\n"
         "c|33.333333333333336|0\n"),
        /* organisations 1 1 1 of 2 */
        "a|50|0\nb|50|0\nc|50|0\n",
        /* dyads 2 2 2 of 2 */
        "a|100|1\nb|100|1\nc|100|1\n",
        /* documents 2 1 1 of 2 */
        "b|100|1\na|50|0\nc|50|0\n",
    };

    (void)state;
    for (int unit = CODING_TALLY_MENTION; unit <= CODING_TALLY_DOCUMENT; unit++)
        assert_string_equal(
            table_of(THREE,
                     (coding_tally_options){.unit = (coding_tally_unit)unit,
                                            .threshold = 2,
                                            .name = coding_span_of("n")},
                     "tally", "code percent dominant"),
            wanted[unit]);
}

static void
families_count_people_once(void **state)
{
    (void)state;
    /* Family x: R1 (a, b) and R2 (b): two people, three children. */
    assert_string_equal(table_of(THREE, (coding_tally_options){0}, "families",
                                 "family respondents organisations base "
                                 "children_sum"),
                        "x|2|1|3|3\ny|1|1|3|1\n");
}

static void
levels_stand_in_order(void **state)
{
    coding_tally_options options = {.group = coding_span_of("age")};

    (void)state;
    /* 9 before 10, nobody's age last; codes as in the whole table. */
    assert_string_equal(
        table_of(THREE, options, "tally", "name group code respondents base"),
        "age|9|b|1|1\nage|10|b|1|1\nage||b|0|1\n"
        "age|9|a|1|1\nage|10|a|0|1\nage||a|0|1\n"
        "age|9|c|1|1\nage|10|c|0|1\nage||c|0|1\n");
    assert_string_equal(
        table_of(THREE, options, "families", "table group family respondents"),
        "families by age|9|x|1\nfamilies by age|10|x|1\nfamilies by age||x|0\n"
        "families by age|9|y|1\nfamilies by age|10|y|0\n"
        "families by age||y|0\n");
}

static void
lists_go_over_questions(void **state)
{
    const char *lines =
        HEAD CODES "question|question=r|unit=2\n"
                   "document|d\n"
                   "coding|d|1|respondent|R1|r|1|2|f|c|p|affirmed\n"
                   "coding|d|1|respondent|R1|q|5|6|f|a|p|affirmed\n"
                   "coding|d|1|respondent|R1|q|9|9|f|c|p|affirmed\n"
                   "coding|d|1|respondent|R1|r|3|4|f|a|p|affirmed\n";

    (void)state;
    /* One list, as first named: c at 1, a at 3. Each code stands in two
       answers and in one respondent; answers go in guide order. */
    assert_string_equal(table_of(lines, (coding_tally_options){0}, "tally",
                                 "code mentions respondents first mean_rank "
                                 "salience"),
                        "a|2|1|0|2|0.5\nc|2|1|1|1|1\nb|0|0|0||0\n");
}

static void
chance_says_what_luck_does(void **state)
{
    coding_tally_options options = {
        .counting = {.top = 1}, .threshold = 2, .chance = true};

    (void)state;
    /* Counted: R1 a, R2 b, R3 none; no code has 2. Exactly 1 of 3 each:
       P(2 or 3 of 3 with p = 1/3) = 7/27, three codes 7/9. As really named:
       two respondents with 1 of 3, P(2 of 2) = 1/9, three codes 1/3. One code
       reaches 3 of 3 with p = 1/27 <= .05; .05/3 is reached by nothing. */
    assert_string_equal(
        table_of(THREE, options, "chance", "model figure value"),
        "exactly 1 each|respondents|3\n"
        "exactly 1 each|codes|3\n"
        "exactly 1 each|threshold|2\n"
        "exactly 1 each|p_code|0.25925925925925924\n"
        "exactly 1 each|expected|0.7777777777777777\n"
        "exactly 1 each|dominant|0\n"
        "exactly 1 each|p_at_least|1\n"
        "exactly 1 each|count_05|3\n"
        "exactly 1 each|count_05_holm|\n"
        "as many as really named|respondents|3\n"
        "as many as really named|codes|3\n"
        "as many as really named|threshold|2\n"
        "as many as really named|p_code|0.1111111111111111\n"
        "as many as really named|expected|0.3333333333333333\n"
        "as many as really named|dominant|0\n"
        "as many as really named|p_at_least|1\n"
        "as many as really named|count_05|3\n"
        "as many as really named|count_05_holm|3\n");
}

static void
sensitivity_ends_where_nothing_passes(void **state)
{
    (void)state;
    /* Respondents by code 2 1 1. As really named (3 and 1 of 3): a code is
       named by R1 surely, by R2 with 1/3: all three reach 1, exactly one
       reaches 2. */
    assert_string_equal(
        table_of(THREE, (coding_tally_options){.sensitivity = true},
                 "sensitivity", "threshold codes expected p_at_least"),
        "1|3|3|1\n2|1|1|1\n3|0|0|1\n");
    assert_string_equal(
        table_of(THREE,
                 (coding_tally_options){.sensitivity = true,
                                        .unit = CODING_TALLY_ORGANISATION,
                                        .name = coding_span_of("n")},
                 "sensitivity", "threshold codes expected p_at_least text"),
        "1|3|||\n2|0|||\n");
}

static void
refuses_what_cannot_be(void **state)
{
    static const struct {
        const char *lines;
        coding_tally_options options;
        coding_status status;
        const char *id;
    } cases[] = {
        {THREE, {.chance = true}, CODING_EUSAGE, "chance-needs-threshold"},
        {THREE,
         {.chance = true, .threshold = 1, .unit = CODING_TALLY_DYAD},
         CODING_EUSAGE,
         "chance-of-respondents"},
        {THREE, {.group = {"agee", 4}}, CODING_EUSAGE, "attribute-unknown"},
        {THREE "count|table=f\n",
         {.threshold = 1},
         CODING_EUSAGE,
         "table-taken"},
        {THREE,
         {.counting = {.merge = true}, .unit = CODING_TALLY_DOCUMENT},
         CODING_EUSAGE,
         "merge-documents"},
        {HEAD CODES "document|d\n",
         {.counting = {.merge = true}, .unit = CODING_TALLY_RESPONDENT},
         CODING_EDATA,
         "shards-uncounted"},
        {THREE,
         {.counting = {.merge = true}, .unit = CODING_TALLY_RESPONDENT},
         CODING_EDATA,
         "shards-uncounted"},
        {HEAD CODES "document|d\ncount|table=g|facet=g\n",
         {.counting = {.merge = true}, .unit = CODING_TALLY_RESPONDENT},
         CODING_EDATA,
         "shards-results"},
        {HEAD
         "meta|name=tally|text=counted=f; question=q; top=3; unit=dyad\n" CODES
         "document|d\n",
         {.counting = {.merge = true}, .unit = CODING_TALLY_RESPONDENT},
         CODING_EUSAGE,
         "shards-differ"},
    };
    static stream_text_sink sink;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        outcome got;

        sink =
            (stream_text_sink){.record = CODING_RECORD_COUNT, .cells = "code"};
        got = tally_lines(cases[i].lines, &cases[i].options, &sink);
        assert_int_equal(got.status, cases[i].status);
        assert_true(check_said(&got.messages, cases[i].id));
    }
}

static void
further_tables_get_a_free_name(void **state)
{
    static stream_text_sink sink;

    (void)state;
    sink = (stream_text_sink){.record = CODING_RECORD_COUNT,
                              .cells = "table family"};
    tally_lines(THREE "count|table=families\n",
                &(coding_tally_options){.unit = CODING_TALLY_RESPONDENT},
                &sink);
    assert_non_null(strstr(sink.kept.bytes, "families:f|x\n"));
}

static void
edges_have_a_result(void **state)
{
    static stream_text_sink sink;
    coding_tally_options options = {.unit = CODING_TALLY_RESPONDENT,
                                    .threshold = 1,
                                    .sensitivity = true,
                                    .chance = true};
    outcome got;

    (void)state;
    /* Codes, but nobody: zero of zero, no percentage. */
    sink = (stream_text_sink){.record = CODING_RECORD_COUNT,
                              .cells = "table code respondents base percent "
                                       "salience dominant"};
    got = tally_lines(HEAD CODES, &options, &sink);
    assert_int_equal(got.status, CODING_OK);
    assert_true(check_said(&got.messages, "base-empty"));
    assert_non_null(strstr(sink.kept.bytes, "f|a|0|0|||0\n"));
    assert_string_equal(got.summary,
                        "0 counted mentions of 0 respondents; nothing left "
                        "out");
    /* One respondent who says nothing of interest. */
    sink = (stream_text_sink){.record = CODING_RECORD_COUNT,
                              .cells = "table code respondents base percent"};
    got = tally_lines(HEAD CODES "document|d\nunit|d|1|respondent|R|q\n",
                      &options, &sink);
    assert_non_null(strstr(sink.kept.bytes, "f|a|0|1|0\n"));
    assert_string_equal(got.summary,
                        "0 counted mentions of 1 respondent; nothing left "
                        "out");
}

static void
hands_rows_on_with_verdicts(void **state)
{
    static stream_text_sink sink;
    coding_tally_options options = {.unit = CODING_TALLY_RESPONDENT,
                                    .counting = {.top = 1}};

    (void)state;
    sink = (stream_text_sink){.record = CODING_RECORD_CODING,
                              .cells = "document code counted counted_rank"};
    tally_lines(THREE, &options, &sink);
    assert_string_equal(sink.kept.bytes, "d|a|1|1\nd|b|beyond-top|\n"
                                         "d|c|beyond-top|\nd|a|repeat|1\n"
                                         "e|b|1|1\n");
    sink = (stream_text_sink){.record = CODING_RECORD_ANSWER,
                              .cells = "table respondent question code rank "
                                       "mentions units documents counted "
                                       "document unit start attr.side"};
    tally_lines(THREE, &options, &sink);
    assert_string_equal(sink.kept.bytes, "f|R1|q|a|1|2|1|1|1|d|1|1|s\n"
                                         "f|R1|q|b|2|1|1|1|beyond-top|d|1|2|s\n"
                                         "f|R1|q|c|3|1|1|1|beyond-top|d|1|3|s\n"
                                         "f|R2|q|b|1|1|1|1|1|e|1|1|s\n"
                                         "f|R3||||0|||0||||t\n");
}

/* ---- rows that wait ---- */

typedef struct {
    size_t next;
    bool same;
} replay;

static coding_status
check_replay(void *user, const coding_row *row)
{
    replay *seen = user;
    uint64_t number = 0;

    seen->same &= coding_row_unsigned(row, 1, &number) &&
                  number == seen->next++ &&
                  coding_row_cell(row, 2).length == 300 &&
                  row->record == CODING_RECORD_UNIT;
    return CODING_OK;
}

static FILE *
no_file(void)
{
    return NULL;
}

/* 100,000 rows of 300 bytes are four times what stays in memory. */
static void
rows_wait_in_memory_or_in_a_file(void **state)
{
    FILE *(*const files[])(void) = {tmpfile, no_file, NULL};
    char words[300];
    check_messages messages;
    coding_context *context = check_context(&messages);
    coding_columns *columns = NULL;
    coding_cells *cells = NULL;

    (void)state;
    memset(words, 'w', sizeof words);
    assert_int_equal(coding_columns_new(context, &columns), CODING_OK);
    assert_int_equal(coding_columns_add(columns, coding_span_of("unit")),
                     CODING_OK);
    assert_int_equal(coding_columns_add(columns, coding_span_of("text")),
                     CODING_OK);
    assert_int_equal(coding_cells_new(context, columns, &cells), CODING_OK);
    for (size_t f = 0; f < 3; f++) {
        replay seen = {0, true};
        held rows;

        assert_int_equal(held_init(&rows, context, columns, files[f]),
                         CODING_OK);
        for (size_t i = 0; i < 100000; i++) {
            coding_cells_begin(cells, CODING_RECORD_UNIT);
            coding_cells_unsigned(cells, 1, i);
            coding_cells_text(cells, 2, (coding_span){words, sizeof words});
            assert_int_equal(held_add(&rows, coding_cells_row(cells)),
                             CODING_OK);
        }
        assert_int_equal(
            held_give(&rows, (coding_row_sink){check_replay, &seen}),
            CODING_OK);
        assert_int_equal(seen.next, 100000);
        assert_true(seen.same);
        held_clear(&rows);
    }
    coding_cells_free(cells);
    coding_columns_free(columns);
    coding_context_free(context);
}

static FILE *
full_disk(void)
{
    return fopen("/dev/full", "w+");
}

static void
full_disk_is_told(void **state)
{
    char words[4096];
    check_messages messages;
    coding_context *context = check_context(&messages);
    coding_columns *columns = NULL;
    coding_cells *cells = NULL;
    coding_status status = CODING_OK;
    held rows;

    (void)state;
    memset(words, 'w', sizeof words);
    assert_int_equal(coding_columns_new(context, &columns), CODING_OK);
    assert_int_equal(coding_columns_add(columns, coding_span_of("text")),
                     CODING_OK);
    assert_int_equal(coding_cells_new(context, columns, &cells), CODING_OK);
    assert_int_equal(held_init(&rows, context, columns, full_disk), CODING_OK);
    for (size_t i = 0; status == CODING_OK && i < 10000; i++) {
        coding_cells_begin(cells, CODING_RECORD_UNIT);
        coding_cells_text(cells, 1, (coding_span){words, sizeof words});
        status = held_add(&rows, coding_cells_row(cells));
    }
    assert_int_equal(status, CODING_ESYSTEM);
    assert_true(check_said(&messages, "spool-failed"));
    held_clear(&rows);
    coding_cells_free(cells);
    coding_columns_free(columns);
    coding_context_free(context);
}

/* ---- memory ---- */

static coding_status
swallow(void *user, const coding_row *row)
{
    (void)user;
    (void)row;
    return CODING_OK;
}

static coding_status
tally_all(coding_context *context)
{
    static stream_text text;
    static const char *const names[] = {"hand.tsv"};
    coding_tally_options options = {.unit = CODING_TALLY_RESPONDENT,
                                    .counting = {.top = 2},
                                    .threshold = 1,
                                    .sensitivity = true,
                                    .chance = true,
                                    .group = coding_span_of("age")};
    coding_reader *reader = NULL;
    coding_columns *result = NULL;
    coding_tally *tally = NULL;
    const coding_row *row = NULL;
    const char *summary = NULL;
    coding_span bytes;
    coding_status status;

    stream_text_make(&text, THREE);
    bytes = (coding_span){text.bytes, text.length};
    status = reader_open_bytes(context, names, &bytes, 1, NULL, &reader);
    if (status == CODING_OK)
        status = coding_tally_columns(coding_reader_columns(reader), &options,
                                      &result);
    if (status == CODING_OK)
        status = coding_tally_new(context, coding_reader_columns(reader),
                                  result, &options,
                                  (coding_row_sink){swallow, NULL}, &tally);
    while (status == CODING_OK) {
        status = coding_reader_next(reader, &row);
        if (status == CODING_OK)
            status = coding_tally_take(tally, row);
    }
    if (status == CODING_END)
        status = coding_tally_finish(tally);
    if (status == CODING_OK)
        status = coding_tally_summary(tally, &summary);
    coding_tally_free(tally);
    coding_columns_free(result);
    coding_reader_free(reader);
    return status;
}

static void
survives_lack_of_memory(void **state)
{
    (void)state;
    check_every_failure(tally_all);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_by_every_unit),
        cmocka_unit_test(dyads_need_both_sides),
        cmocka_unit_test(units_without_attribute_are_empty),
        cmocka_unit_test(unit_decides_share_order_and_dominance),
        cmocka_unit_test(families_count_people_once),
        cmocka_unit_test(levels_stand_in_order),
        cmocka_unit_test(lists_go_over_questions),
        cmocka_unit_test(chance_says_what_luck_does),
        cmocka_unit_test(sensitivity_ends_where_nothing_passes),
        cmocka_unit_test(refuses_what_cannot_be),
        cmocka_unit_test(further_tables_get_a_free_name),
        cmocka_unit_test(edges_have_a_result),
        cmocka_unit_test(hands_rows_on_with_verdicts),
        cmocka_unit_test(rows_wait_in_memory_or_in_a_file),
        cmocka_unit_test(full_disk_is_told),
        cmocka_unit_test(survives_lack_of_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
