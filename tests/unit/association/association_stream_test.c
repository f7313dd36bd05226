/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tables of a stream, written by hand: the figures are the textbook's or were
   counted by hand, as each comment says. */
#include <coding/association.h>

#include "check.h"
#include "stream_text.h"

/* 20/5/5/20: E = 12.5 everywhere, X2 = 4 x 7.5^2 / 12.5 = 18; df 1. */
#define TABLE                                                                  \
    "cell|t|yes|a|20\n"                                                        \
    "cell|t|yes|b|5\n"                                                         \
    "cell|t|no|a|5\n"                                                          \
    "cell|t|no|b|20\n"

static const char one_table[] = "record|table|row|column|n|value\n" TABLE;

/* Four people, two groups, two items; everyone of group s names x and nobody
   of group c does; y is named by one of each. */
static const char several_answers[] =
    "record|table|row|column|n|value|statistic|respondent|facet|code|counted|"
    "dominant|attr.side|attr.org\n"
    "respondent|respondent=p1|attr.side=s|attr.org=o1\n"
    "respondent|respondent=p2|attr.side=s|attr.org=o1\n"
    "respondent|respondent=p3|attr.side=c|attr.org=o2\n"
    "respondent|respondent=p4|attr.side=c|attr.org=o3\n"
    "answer|respondent=p1|facet=f|code=x|counted=1\n"
    "answer|respondent=p1|facet=f|code=y|counted=1\n"
    "answer|respondent=p2|facet=f|code=x|counted=1\n"
    "answer|respondent=p3|facet=f|code=y|counted=1\n"
    "answer|respondent=p4|facet=f|counted=0\n"
    "count|facet=f|code=x|dominant=1\n"
    "test|table=f x side|row=f|column=side|statistic=multi|value=2\n"
    "cell|x x side|yes|c|0\n"
    "cell|x x side|yes|s|2\n"
    "cell|x x side|no|c|2\n"
    "cell|x x side|no|s|0\n"
    "cell|y x side|yes|c|1\n"
    "cell|y x side|yes|s|1\n"
    "cell|y x side|no|c|1\n"
    "cell|y x side|no|s|1\n";

typedef struct {
    stream_text_sink sink;
    check_messages said;
    coding_association_options options;
} bench;

static coding_status
run_lines(coding_context *context, const char *lines, bench *at)
{
    coding_row_sink sink = {stream_text_take, &at->sink};
    static stream_text text;
    coding_association *association = NULL;
    coding_columns *result = NULL;
    coding_reader *reader;
    const coding_row *row = NULL;
    coding_status status;

    stream_text_make(&text, lines);
    at->sink.record = CODING_RECORD_TEST;
    at->sink.cells = "table statistic row value text";
    at->sink.kept.length = 0;
    reader = stream_text_open(context, &text);
    if (reader == NULL)
        return CODING_ESYSTEM;
    status = coding_association_columns(context, coding_reader_columns(reader),
                                        &result);
    if (status == CODING_OK)
        status =
            coding_association_new(context, coding_reader_columns(reader),
                                   result, &at->options, sink, &association);
    while (status == CODING_OK) {
        status = coding_reader_next(reader, &row);
        if (status == CODING_OK)
            status = coding_association_take(association, row);
    }
    if (status == CODING_END)
        status = coding_association_finish(association);
    coding_association_free(association);
    coding_columns_free(result);
    coding_reader_free(reader);
    return status;
}

static void
expect_line(const bench *at, const char *line)
{
    if (strstr(at->sink.kept.bytes, line) != NULL)
        return;
    print_error("missing: %s\nin:\n%s\n", line, at->sink.kept.bytes);
    fail();
}

static coding_status
run(const char *lines, bench *at)
{
    coding_context *context = check_context(&at->said);
    coding_status status = run_lines(context, lines, at);

    coding_context_free(context);
    return status;
}

static void
a_table_is_judged(void **state)
{
    static bench at;

    (void)state;
    at = (bench){.options = {.explain = true}};
    assert_int_equal(run(one_table, &at), CODING_OK);
    expect_line(&at, "t|x2||18|");
    expect_line(&at, "t|x2_df||1|");
    /* phi = sqrt(18 / 50) = .6; OR = 400 / 25 = 16 */
    expect_line(&at, "t|apa_ascii|||chi2(1, N = 50) = 18.00, p < .001, "
                     "phi = .60");
    expect_line(&at, "|||OR = 16.00");
    expect_line(&at, "  yes / a: 25 x 25 / 50 = 12.50");
    expect_line(&at, "  no / a: (5 - 12.50)^2 / 12.50 = 4.50");
}

/* What is asked for is done, and the rule says so. */
static void
a_test_is_asked_for(void **state)
{
    static bench at;

    (void)state;
    at = (bench){.options = {.test = CODING_ASSOCIATION_YATES}};
    assert_int_equal(run(one_table, &at), CODING_OK);
    /* 4 x 7^2 / 12.5 = 15.68 */
    expect_line(&at, "t|apa_ascii|||Yates chi-square(1, N = 50) = 15.68");
}

/* X2 of x is 4 and of y 0. Of the 6 ways to deal two s and two c, 2 split x
   completely (4 + 0) and 2 others y (0 + 4): 4 of 6, and 2 of 6 for x alone.
   Whole organisations: one of o1, o2, o3 is on side s; o1 alone gives 4, each
   of the others 4/3 + 4/3: 1 of 3. */
static void
several_answers_are_tested_jointly(void **state)
{
    static bench at;

    (void)state;
    at = (bench){.options = {.cluster = "org"}};
    assert_int_equal(run(several_answers, &at), CODING_OK);
    expect_line(&at, "f x side: named|x2s||4|");
    expect_line(&at, "f x side: named|perm_as_large||4|");
    expect_line(&at, "f x side: named|perm_count||6|");
    expect_line(&at, "f x side: dominant|perm_as_large||2|");
    expect_line(&at, "f x side: named|cluster_perm_count||3|");
    expect_line(&at, "f x side: named|cluster_perm_as_large||1|");
    expect_line(&at, "the family: 1 item that tally calls dominant, of 2: x");
    expect_line(&at, "f x side|refused|");
    assert_null(strstr(at.sink.kept.bytes, "naive_x2"));
}

static void
pooled_mentions_are_labelled(void **state)
{
    static bench at;

    (void)state;
    at = (bench){.options = {.force_invalid = true}};
    assert_int_equal(run(several_answers, &at), CODING_OK);
    expect_line(&at, "INVALID: counts mentions as if each were a respondent");
    expect_line(&at, "f x side|invalid|");
}

static void
faults(void **state)
{
    static const struct {
        const char *lines, *id;
        coding_status status;
    } cases[] = {
        {"record|table|row|column|n|value\ncell|t|a|b|-1\n", "count-invalid",
         CODING_EDATA},
        {"record|table|row|column|n|value\ncell|t|a|b|2\n", "nothing-to-test",
         CODING_EDATA},
        {"record|table|row|column|n|value\nmeta|value=x\n", "tables-absent",
         CODING_EDATA},
        {"record|facet|code|group|value\ncount|f|x|client\n", "pooled-mentions",
         CODING_EDATA},
    };
    static bench at;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        at = (bench){.options = {.alpha = 0.05}};
        assert_int_equal(run(cases[i].lines, &at), cases[i].status);
        assert_true(check_said(&at.said, cases[i].id));
    }
    at = (bench){.options = {.cluster = "orgs"}};
    assert_int_equal(run(several_answers, &at), CODING_EUSAGE);
    assert_true(check_said(&at.said, "variable-unknown"));
    assert_non_null(strstr(at.said.texts[0], "did you mean 'org'"));
    at = (bench){.options = {.alpha = 2}};
    assert_int_equal(run(one_table, &at), CODING_EUSAGE);
    assert_true(check_said(&at.said, "alpha-range"));
}

static coding_status
work_of_a_table(coding_context *context)
{
    static bench at;

    at = (bench){.options = {.explain = true, .effect = 0.3}};
    return run_lines(context, one_table, &at);
}

static coding_status
work_of_several(coding_context *context)
{
    static bench at;

    at = (bench){.options = {.cluster = "org"}};
    return run_lines(context, several_answers, &at);
}

static void
memory_may_run_out(void **state)
{
    (void)state;
    check_every_failure(work_of_a_table);
    check_every_failure(work_of_several);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_is_judged),
        cmocka_unit_test(a_test_is_asked_for),
        cmocka_unit_test(several_answers_are_tested_jointly),
        cmocka_unit_test(pooled_mentions_are_labelled),
        cmocka_unit_test(faults),
        cmocka_unit_test(memory_may_run_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
