/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Coded streams written by hand, plain files in memory: counts made by hand, as
   each comment says; and memory that runs out anywhere. */
#include <coding/agreement.h>

#include "check.h"
#include "stream_text.h"

#define HEAD                                                                   \
    "record|document|unit|role|respondent|question|start|end|facet|code|"      \
    "polarity|counted|value|text\n"                                            \
    "meta|value=stream=1\n"                                                    \
    "code|facet=f|code=x\n"                                                    \
    "code|facet=f|code=y\n"                                                    \
    "respondent|respondent=R\n"                                                \
    "document|d\n"
#define UNIT(number, start, end, role)                                         \
    "unit|d|" number "|" role "|R|q|" start "|" end "|text=One two. Three.\n"
#define CODING(number, start, end, code, more)                                 \
    "coding|d|" number "|respondent|R|q|" start "|" end "|f|" code "|" more    \
    "|text=w\n"
#define UNITS_1 UNIT("1", "0", "15", "respondent")
#define UNITS_2 UNIT("2", "20", "35", "interviewer")
#define UNITS_3 UNIT("3", "40", "55", "respondent")

/* x in unit 1 from both, in unit 3 from anna; ben rejects y; the interviewer's
   unit does not count, nor what was removed. */
static const char anna[] = HEAD UNITS_1 CODING("1", "0", "3", "x", "affirmed")
    UNITS_2 UNITS_3 CODING("3", "49", "54", "x", "affirmed")
        CODING("3", "40", "43", "y", "affirmed") "end|d\n";
static const char ben[] = HEAD UNITS_1 CODING("1", "4", "7", "x", "affirmed")
    CODING("1", "4", "7", "y", "rejected") UNITS_2 UNITS_3 CODING(
        "3", "40", "43", "y", "affirmed|removed") "end|d\n";
static const char other[] = HEAD UNITS_1 UNITS_2 "end|d\n";

typedef struct {
    stream_text_sink sink;
    check_messages said;
    coding_agreement_options options;
} bench;

static coding_status
read_one(coding_context *context, coding_agreement *agreement, const char *path,
         const char *lines)
{
    static stream_text text;
    const coding_row *row = NULL;
    coding_reader *reader;
    coding_status status;

    stream_text_make(&text, lines);
    reader = stream_text_open(context, &text);
    if (reader == NULL)
        return CODING_ESYSTEM;
    status =
        coding_agreement_begin(agreement, path, coding_reader_columns(reader));
    while (status == CODING_OK) {
        status = coding_reader_next(reader, &row);
        if (status == CODING_OK)
            status = coding_agreement_take(agreement, row);
    }
    coding_reader_free(reader);
    return status == CODING_END ? coding_agreement_end(agreement) : status;
}

static coding_status
run_both(coding_context *context, const char *first, const char *second,
         bench *at)
{
    coding_row_sink sink = {stream_text_take, &at->sink};
    coding_agreement *agreement = NULL;
    coding_columns *result = NULL;
    coding_status status = coding_agreement_columns(context, NULL, &result);

    at->sink.record = CODING_RECORD_TEST;
    at->sink.cells = "facet code statistic value n text";
    at->sink.kept.length = 0;
    if (status == CODING_OK)
        status = coding_agreement_new(context, result, &at->options, sink,
                                      &agreement);
    if (status == CODING_OK)
        status = read_one(context, agreement, "anna.tsv", first);
    if (status == CODING_OK && second != NULL)
        status = read_one(context, agreement, "ben.tsv", second);
    if (status == CODING_OK)
        status = coding_agreement_finish(agreement);
    coding_agreement_free(agreement);
    coding_columns_free(result);
    return status;
}

static coding_status
run(const char *first, const char *second, bench *at)
{
    coding_context *context = check_context(&at->said);
    coding_status status = run_both(context, first, second, at);

    coding_context_free(context);
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

/* x: unit 1 both, unit 3 anna alone: agreement 1/2, chance (2 x 1 + 0 x 1) / 4
   = .5, kappa 0. y: unit 3 anna alone; ben's are rejected and removed. */
static void
units_of_respondents_count(void **state)
{
    static bench at;

    (void)state;
    at = (bench){0};
    assert_int_equal(run(anna, ben, &at), CODING_OK);
    expect_line(&at, "f|x|a|1|2|");
    expect_line(&at, "f|x|b|1|2|");
    expect_line(&at, "f|x|c|0|2|");
    expect_line(&at, "f|x|d|0|2|");
    expect_line(&at, "f|x|cohen_kappa|0|2|");
    expect_line(&at, "f|y|b|1|2|");
    expect_line(&at, "f|y|d|1|2|");
    expect_line(&at, "f|x|percent_agreement_min|0.5|2|");
    assert_true(check_said(&at.said, "codings-left-out"));
    assert_true(check_said(&at.said, "few-positives"));
    assert_true(check_said(&at.said, "reflexive"));
}

/* "One two." and "Three." twice: x is in sentence 1 from both, in sentence 4
   from anna. The respondent is one case. */
static void
sentences_and_respondents(void **state)
{
    static bench at;

    (void)state;
    at = (bench){.options = {.unit = CODING_AGREEMENT_SENTENCE}};
    assert_int_equal(run(anna, ben, &at), CODING_OK);
    expect_line(&at, "f|x|a|1|4|");
    expect_line(&at, "f|x|b|1|4|");
    expect_line(&at, "f|x|d|2|4|");
    at = (bench){.options = {.unit = CODING_AGREEMENT_RESPONDENT}};
    assert_int_equal(run(anna, ben, &at), CODING_OK);
    expect_line(&at, "f|x|a|1|1|");
    expect_line(&at, "f|x|alpha_nominal||1|undefined: every coder gave it "
                     "everywhere");
    at = (bench){.options = {.unit = CODING_AGREEMENT_ANSWER, .question = "q"}};
    assert_int_equal(run(anna, ben, &at), CODING_OK);
    expect_line(&at, "f|y|b|1|1|");
}

/* All polarities: ben's y in unit 1 counts, the removed one never. */
static void
polarity_is_a_choice(void **state)
{
    static bench at;

    (void)state;
    at = (bench){.options = {.polarity = "all"}};
    assert_int_equal(run(anna, ben, &at), CODING_OK);
    expect_line(&at, "f|y|c|1|2|");
    at = (bench){.options = {.polarity = "hypothetical,rejected"}};
    assert_int_equal(run(anna, ben, &at), CODING_OK);
    expect_line(&at, "f|y|c|1|2|");
    expect_line(&at, "f|x|positives|0|2|");
    expect_line(&at, "f|x|cohen_kappa||2|undefined: nobody gave this code");
}

static void
what_cannot_be_compared(void **state)
{
    static bench at;

    (void)state;
    at = (bench){0};
    assert_int_equal(run(anna, other, &at), CODING_EDATA);
    assert_true(check_said(&at.said, "units-differ"));
    at = (bench){0};
    assert_int_equal(run(other, anna, &at), CODING_EDATA);
    assert_true(check_said(&at.said, "units-differ"));
    at = (bench){0};
    assert_int_equal(run(anna, NULL, &at), CODING_EDATA);
    assert_true(check_said(&at.said, "one-coder"));
    at = (bench){.options = {.question = "p"}};
    assert_int_equal(run(anna, ben, &at), CODING_EDATA);
    assert_true(check_said(&at.said, "nothing-to-compare"));
    at = (bench){.options = {.facet = "g"}};
    assert_int_equal(run(anna, ben, &at), CODING_EDATA);
    assert_true(check_said(&at.said, "nothing-to-compare"));
}

/* ---- memory ---- */

static coding_status
streams_with_little_memory(coding_context *context)
{
    static bench at;

    at = (bench){.options = {.unit = CODING_AGREEMENT_SENTENCE,
                             .disagreements = true,
                             .samples = 3}};
    return run_both(context, anna, ben, &at);
}

static coding_status
read_forms(coding_context *context, coding_agreement *agreement)
{
    static const struct {
        coding_agreement_input form;
        const char *text;
    } files[] = {
        {CODING_AGREEMENT_CODERS, "unit\ta\tb\n1\tx\ty\n2\tx\tx\n3\t\ty\n"},
        {CODING_AGREEMENT_SETS, "unit\ta\tb\n1\tx;y\ty\n2\t{}\tx\n"},
        {CODING_AGREEMENT_SPANS, "# length 9\ncoder\tbegin\tlength\tcode\n"
                                 "a\t0\t3\tx\nb\t1\t4\tx\n"},
        {CODING_AGREEMENT_VALIDATION, "code\ttp\tfp\tfn\ttn\nx\t1\t2\t3\t4\n"}};
    coding_status status = CODING_OK;

    (void)context;
    for (size_t i = 0; status == CODING_OK && i < sizeof files / sizeof *files;
         i++) {
        coding_span bytes = coding_span_of(files[i].text);

        status =
            coding_agreement_read(agreement, files[i].form, "file.tsv", &bytes);
    }
    return status;
}

static coding_status
forms_with_little_memory(coding_context *context)
{
    static bench at;
    coding_row_sink sink = {stream_text_take, &at.sink};
    coding_agreement *agreement = NULL;
    coding_columns *result = NULL;
    coding_status status = coding_agreement_columns(context, NULL, &result);

    at = (bench){.options = {.lines = true, .samples = 2}};
    at.sink.record = CODING_RECORD_TEST;
    at.sink.cells = "text";
    if (status == CODING_OK)
        status = coding_agreement_new(context, result, &at.options, sink,
                                      &agreement);
    if (status == CODING_OK)
        status = read_forms(context, agreement);
    coding_agreement_free(agreement);
    coding_columns_free(result);
    return status;
}

static void
memory_runs_out_anywhere(void **state)
{
    (void)state;
    check_every_failure(streams_with_little_memory);
    check_every_failure(forms_with_little_memory);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(units_of_respondents_count),
        cmocka_unit_test(sentences_and_respondents),
        cmocka_unit_test(polarity_is_a_choice),
        cmocka_unit_test(what_cannot_be_compared),
        cmocka_unit_test(memory_runs_out_anywhere)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
