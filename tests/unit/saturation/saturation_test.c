/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The room saturation: small tallied streams by hand; every figure is counted
   on the lines themselves. */
#include <coding/saturation.h>

#include "check.h"
#include "stream_text.h"

#define HEAD                                                                   \
    "record|document|unit|role|respondent|question|facet|code|polarity|"       \
    "counted|name|value|asked|mentions|table|text|attr.order|attr.side\n"
#define CODES                                                                  \
    "code|facet=f|code=a\n"                                                    \
    "code|facet=f|code=b\n"                                                    \
    "code|facet=f|code=c\n"
/* R1 twice, the second time (d3) not asked q1; R2 names nothing; R3 is outside
   the base of the tally. */
#define TEXTS                                                                  \
    "respondent|respondent=R1|attr.order=2|attr.side=x\n"                      \
    "respondent|respondent=R2|attr.order=1|attr.side=y\n"                      \
    "respondent|respondent=R3|attr.order=4|attr.side=y\n"                      \
    "document|document=d1\n"                                                   \
    "unit|document=d1|role=respondent|respondent=R1|question=q1|attr.order=2|" \
    "attr.side=x\n"                                                            \
    "coverage|document=d1|respondent=R1|question=q1|asked=1\n"                 \
    "document|document=d2\n"                                                   \
    "unit|document=d2|role=respondent|respondent=R2|question=q1|attr.order=1|" \
    "attr.side=y\n"                                                            \
    "coverage|document=d2|respondent=R2|question=q1|asked=1\n"                 \
    "document|document=d3\n"                                                   \
    "unit|document=d3|role=respondent|respondent=R1|attr.order=3|attr.side="   \
    "x\n"                                                                      \
    "coverage|document=d3|respondent=R1|question=q1|asked=0\n"                 \
    "unit|document=d3|role=respondent|respondent=R3|attr.order=4|attr.side="   \
    "y\n"
#define ANSWERS                                                                \
    "answer|document=d1|respondent=R1|question=q1|facet=f|code=b|counted=1|"   \
    "table=f|attr.order=2|attr.side=x\n"                                       \
    "answer|document=d1|respondent=R1|question=q1|facet=f|code=a|"             \
    "counted=beyond-top|table=f|attr.order=2|attr.side=x\n"                    \
    "answer|respondent=R2|question=q1|facet=f|counted=0|mentions=0|table=f|"   \
    "attr.order=1|attr.side=y\n"

typedef struct {
    coding_status status;
    check_messages said;
    stream_text_sink kept;
    char summary[400];
} outcome;

static coding_status
take(void *user, const coding_row *row)
{
    return coding_saturation_take(user, row);
}

static coding_status
run(coding_context *context, const char *lines,
    const coding_saturation_options *options, stream_text_sink *kept,
    char *summary)
{
    static stream_text text;
    coding_reader *reader;
    coding_columns *result = NULL;
    coding_saturation *saturation = NULL;
    const char *line = "";
    coding_status status;

    stream_text_make(&text, lines);
    reader = stream_text_open(context, &text);
    if (reader == NULL)
        return CODING_ESYSTEM;
    status = coding_saturation_columns(coding_reader_columns(reader), &result);
    if (status == CODING_OK)
        status = coding_saturation_new(
            context, coding_reader_columns(reader), result, options,
            (coding_row_sink){stream_text_take, kept}, &saturation);
    if (status == CODING_OK)
        status =
            coding_reader_drain(reader, (coding_row_sink){take, saturation});
    if (status == CODING_OK)
        status = coding_saturation_finish(saturation);
    if (status == CODING_OK)
        status = coding_saturation_summary(saturation, &line);
    if (summary != NULL)
        snprintf(summary, 400, "%s", line);
    coding_saturation_free(saturation);
    coding_columns_free(result);
    coding_reader_free(reader);
    return status;
}

static void
count(outcome *got, const char *lines, const char *cells,
      const coding_saturation_options *options)
{
    coding_context *context = check_context(&got->said);

    got->kept =
        (stream_text_sink){.record = CODING_RECORD_COUNT, .cells = cells};
    got->status = run(context, lines, options, &got->kept, got->summary);
    coding_context_free(context);
}

static void
who_was_not_asked_is_no_interview_and_who_named_nothing_is(void **state)
{
    static const coding_saturation_options options = {
        .base = 1, .run = 1, .table = "saturation"};
    static outcome got;

    (void)state;
    count(&got, HEAD CODES TEXTS ANSWERS,
          "order respondent document new cumulative text", &options);
    assert_int_equal(got.status, CODING_OK);
    assert_string_equal(got.kept.kept.bytes, "1|R2|d2|0|0|\n2|R1|d1|1|1|b\n");
    /* R3 has no answer row: outside the base. */
    assert_non_null(strstr(got.summary, "left out: 1 participant"));
    assert_non_null(strstr(got.summary, "2 interviews, 1 of 3 codes; not "
                                        "reached at 5%"));
}

/* Codings of a stream that no tally has judged: what is affirmed, by
   respondents, not removed; the base is whoever has a unit. */
static void
without_a_tally_affirmed_codings_count(void **state)
{
    static const coding_saturation_options options = {.table = "codes"};
    static outcome got;

    (void)state;
    count(&got,
          HEAD CODES TEXTS
          "coding|document=d1|role=respondent|respondent=R1|facet=f|code=c|"
          "polarity=affirmed|attr.order=2\n"
          "coding|document=d1|role=respondent|respondent=R1|facet=f|code=a|"
          "polarity=rejected|attr.order=2\n"
          "coding|document=d2|role=respondent|respondent=R2|facet=f|code=b|"
          "polarity=affirmed|counted=removed|attr.order=1\n"
          "coding|document=d2|role=interviewer|facet=f|code=b|"
          "polarity=affirmed\n"
          "coding|document=d3|role=respondent|respondent=R3|facet=f|code=c|"
          "polarity=affirmed|attr.order=4\n",
          "row n order respondent", &options);
    assert_int_equal(got.status, CODING_OK);
    assert_string_equal(got.kept.kept.bytes, "c|2|2|R1\na|0||\nb|0||\n");
}

static void
levels_have_curves_of_their_own(void **state)
{
    static const coding_saturation_options options = {.group = {"side", 4},
                                                      .table = "saturation"};
    static outcome got;

    (void)state;
    count(&got, HEAD CODES TEXTS ANSWERS, "table name group respondent new",
          &options);
    assert_int_equal(got.status, CODING_OK);
    assert_string_equal(got.kept.kept.bytes,
                        "saturation by side|side|x|R1|1\n"
                        "saturation by side|side|y|R2|0\n");
}

/* A stream with everything passes on, and the rows of the result come last. */
static void
rows_pass_unless_they_are_dropped(void **state)
{
    static const coding_saturation_options all = {0},
                                           few = {.drop_units = true};
    static outcome got;
    coding_context *context = check_context(&got.said);

    (void)state;
    got.kept = (stream_text_sink){CODING_RECORD_UNIT, "document", {{0}, 0}};
    assert_int_equal(
        run(context, HEAD CODES TEXTS ANSWERS, &all, &got.kept, NULL),
        CODING_OK);
    assert_string_equal(got.kept.kept.bytes, "d1\nd2\nd3\nd3\n");
    got.kept = (stream_text_sink){CODING_RECORD_UNIT, "document", {{0}, 0}};
    assert_int_equal(
        run(context, HEAD CODES TEXTS ANSWERS, &few, &got.kept, NULL),
        CODING_OK);
    assert_int_equal(got.kept.kept.length, 0);
    coding_context_free(context);
}

static void
faults_are_told_by_their_ids(void **state)
{
    static const struct {
        const char *lines, *id;
        coding_status status;
    } cases[] = {
        {HEAD, "codes-absent", CODING_EDATA},
        {HEAD CODES, "interviews-absent", CODING_EDATA},
        {HEAD CODES "code|facet=g|code=a\n" TEXTS, "facet-several",
         CODING_EUSAGE},
        {HEAD CODES TEXTS
         "answer|document=d1|respondent=R1|facet=f|code=z|counted=1\n",
         "code-unlisted", CODING_EDATA},
        {HEAD CODES TEXTS ANSWERS "count|table=saturation\n", "table-taken",
         CODING_EUSAGE},
        {HEAD CODES TEXTS "answer|respondent=R9|facet=f|counted=0\n",
         "order-missing", CODING_EDATA},
    };
    static const coding_saturation_options options = {.orders = 10};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        static outcome got;

        count(&got, cases[i].lines, "table", &options);
        assert_int_equal(got.status, cases[i].status);
        assert_true(check_said(&got.said, cases[i].id));
    }
}

static coding_status
everything(coding_context *context)
{
    static const coding_saturation_options options = {
        .base = 1, .run = 1, .orders = 20, .group = {"side", 4}};
    static stream_text_sink kept;

    kept = (stream_text_sink){CODING_RECORD_TEST, "value", {{0}, 0}};
    return run(context, HEAD CODES TEXTS ANSWERS, &options, &kept, NULL);
}

static void
memory_may_run_out_anywhere(void **state)
{
    (void)state;
    check_every_failure(everything);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            who_was_not_asked_is_no_interview_and_who_named_nothing_is),
        cmocka_unit_test(without_a_tally_affirmed_codings_count),
        cmocka_unit_test(levels_have_curves_of_their_own),
        cmocka_unit_test(rows_pass_unless_they_are_dropped),
        cmocka_unit_test(faults_are_told_by_their_ids),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
