/* SPDX-License-Identifier: GPL-2.0-or-later */
/* SPSS and Stata files, written by ReadStat itself: labels, missing values of
   every kind, dates, damage at every length. */
#include <readstat.h>

#include "survey_text.h"

typedef enum { KIND_SAV, KIND_ZSAV, KIND_DTA } kind;

static const char *const endings[] = {".sav", ".zsav", ".dta"};

static ssize_t
append(const void *bytes, size_t size, void *user)
{
    buffer_add(user, (coding_span){bytes, size});
    return (ssize_t)size;
}

/* What a survey of three people is made of. */
typedef struct {
    readstat_writer_t *writer;
    readstat_variable_t *id, *role, *score, *day, *time, *why;
    bool stata;
} study;

static void
add_labels(study *of)
{
    readstat_label_set_t *labels = readstat_add_label_set(
        of->writer, of->stata ? READSTAT_TYPE_INT32 : READSTAT_TYPE_DOUBLE,
        "role");

    if (of->stata) {
        readstat_label_int32_value(labels, 1, "Client");
        readstat_label_int32_value(labels, 2, "Provider");
        readstat_label_tagged_value(labels, 'a', "refused");
    } else {
        readstat_label_double_value(labels, 1, "Client");
        readstat_label_double_value(labels, 2, "Provider");
        readstat_label_double_value(labels, 98, "does not know");
        readstat_label_double_value(labels, 99, "refused");
    }
    readstat_variable_set_label_set(of->role, labels);
}

static void
add_variables(study *of)
{
    readstat_type_t number =
        of->stata ? READSTAT_TYPE_INT32 : READSTAT_TYPE_DOUBLE;
    readstat_type_t real =
        of->stata ? READSTAT_TYPE_FLOAT : READSTAT_TYPE_DOUBLE;

    of->id = readstat_add_variable(of->writer, "id", READSTAT_TYPE_STRING, 8);
    of->role = readstat_add_variable(of->writer, "role", number, 0);
    of->score = readstat_add_variable(of->writer, "score", real, 0);
    of->day = readstat_add_variable(of->writer, "day", READSTAT_TYPE_DOUBLE, 0);
    of->time = readstat_add_variable(of->writer, "at", READSTAT_TYPE_DOUBLE, 0);
    of->why =
        readstat_add_variable(of->writer, "why", READSTAT_TYPE_STRING, 300);
    readstat_variable_set_label(of->role, "Role in the relationship");
    readstat_variable_set_label(of->why, "Why that one?");
    readstat_variable_set_format(of->day, of->stata ? "%td" : "DATE11");
    readstat_variable_set_format(of->time, of->stata ? "%tc" : "DATETIME20");
    add_labels(of);
    if (of->stata)
        return;
    readstat_variable_set_measure(of->role, READSTAT_MEASURE_NOMINAL);
    readstat_variable_set_measure(of->score, READSTAT_MEASURE_SCALE);
    assert_int_equal(
        readstat_variable_add_missing_double_range(of->role, 97, 99),
        READSTAT_OK);
    assert_int_equal(readstat_variable_add_missing_double_value(of->score, -1),
                     READSTAT_OK);
}

/* 2024-03-01 and 10:20:30 on it: days and seconds since the epochs of Stata
   (1960) and SPSS (14 October 1582), by Python's datetime. */
static void
add_dates(study *of, bool missing)
{
    double day = of->stata ? 23436 : 13928630400.0;
    double time = of->stata ? 2024907630000.0 : 13928667630.0;

    if (missing) {
        readstat_insert_missing_value(of->writer, of->day);
        readstat_insert_missing_value(of->writer, of->time);
        return;
    }
    readstat_insert_double_value(of->writer, of->day, day);
    readstat_insert_double_value(of->writer, of->time, time);
}

static void
add_row(study *of, const char *id, int role, double score, const char *why)
{
    assert_int_equal(readstat_begin_row(of->writer), READSTAT_OK);
    readstat_insert_string_value(of->writer, of->id, id);
    if (of->stata && role == 99)
        readstat_insert_tagged_missing_value(of->writer, of->role, 'a');
    else if (of->stata)
        readstat_insert_int32_value(of->writer, of->role, role);
    else
        readstat_insert_double_value(of->writer, of->role, role);
    if (of->stata)
        readstat_insert_float_value(of->writer, of->score, (float)score);
    else
        readstat_insert_double_value(of->writer, of->score, score);
    add_dates(of, id[0] == 'B');
    readstat_insert_string_value(of->writer, of->why, why);
    assert_int_equal(readstat_end_row(of->writer), READSTAT_OK);
}

/* The bytes of the study; rows: 0 for none. */
static void
make(kind what, bool rows, buffer *out)
{
    study of = {.writer = readstat_writer_init(), .stata = what == KIND_DTA};
    readstat_error_t error;

    readstat_set_data_writer(of.writer, append);
    add_variables(&of);
    if (what == KIND_ZSAV)
        readstat_writer_set_compression(of.writer, READSTAT_COMPRESS_BINARY);
    error = of.stata ? readstat_begin_writing_dta(of.writer, out, rows ? 3 : 0)
                     : readstat_begin_writing_sav(of.writer, out, rows ? 3 : 0);
    assert_int_equal(error, READSTAT_OK);
    if (rows) {
        add_row(&of, "A", 1, 0.1, "it pays for itself \xE2\x80\x94 twice");
        add_row(&of, "B", 2, -1, "");
        add_row(&of, "C", 99, 3, "they never asked about it");
    }
    assert_int_equal(readstat_end_writing(of.writer), READSTAT_OK);
    readstat_writer_free(of.writer);
}

static void
answers(void **state)
{
    (void)state; /* none */
    for (int what = KIND_SAV; what <= KIND_DTA; what++) {
        coding_context *context = check_context(NULL);
        bool stata = what == KIND_DTA;
        buffer bytes;

        buffer_init(&bytes, context);
        make((kind)what, true, &bytes);
        survey_expect(
            endings[what], buffer_span(&bytes), NULL, CODING_RECORD_RESPONDENT,
            stata
                ? "respondent=A|role=1|score=0.1|day=2024-03-01|"
                  "at=2024-03-01T10:20:30|why=it pays for itself \xE2\x80\x94 "
                  "twice\n"
                  "respondent=B|role=2|score=-1\n"
                  "respondent=C|role=.a|score=3|day=2024-03-01|"
                  "at=2024-03-01T10:20:30|why=they never asked about it\n"
                : "respondent=A|role=1|score=0.1|day=2024-03-01|"
                  "at=2024-03-01T10:20:30|why=it pays for itself \xE2\x80\x94 "
                  "twice\n"
                  "respondent=B|role=2|score=-1\n"
                  "respondent=C|role=99|score=3|day=2024-03-01|"
                  "at=2024-03-01T10:20:30|why=they never asked about it\n");
        survey_expect(
            endings[what], buffer_span(&bytes),
            &(coding_survey_options){.labels = true}, CODING_RECORD_QUESTION,
            stata ? "unit=1|question=role|label=Role in the relationship|"
                    "name=single|value=level: Client\nlevel: Provider\n"
                    "missing: .a=refused\n"
                    "unit=2|question=score|name=scale\n"
                    "unit=3|question=day|name=single\n"
                    "unit=4|question=at|name=single\n"
                    "unit=5|question=why|label=Why that one?|name=open\n"
                  : "unit=1|question=role|label=Role in the relationship|"
                    "name=single|value=level: Client\nlevel: Provider\n"
                    "missing: 98=does not know\nmissing: 99=refused\n"
                    "unit=2|question=score|name=scale|value=missing: -1\n"
                    "unit=3|question=day|name=single\n"
                    "unit=4|question=at|name=single\n"
                    "unit=5|question=why|label=Why that one?|name=open\n");
        buffer_free(&bytes);
        coding_context_free(context);
    }
}

/* Whatever is missing at the end is told; nothing is taken for whole. */
static void
cut_off(void **state)
{
    (void)state; /* none */
    for (int what = KIND_SAV; what <= KIND_DTA; what++) {
        coding_context *context = check_context(NULL);
        buffer bytes;

        buffer_init(&bytes, context);
        make((kind)what, true, &bytes);
        for (size_t length = 11; length < bytes.length; length += 37)
            survey_expect_fault(endings[what],
                                (coding_span){bytes.bytes, length}, NULL,
                                CODING_EDATA, "survey-statistical");
        buffer_reset(&bytes);
        make((kind)what, false, &bytes);
        survey_expect_fault(endings[what], buffer_span(&bytes), NULL,
                            CODING_EDATA, "survey-no-answers");
        buffer_free(&bytes);
        coding_context_free(context);
    }
}

/* Bytes that are changed may be refused or read as something else, but nothing
   is read beyond them; the sanitizers judge that. */
static coding_status
ignore(void *user, const coding_row *row)
{
    (void)user; /* rows are not looked at */
    (void)row;
    return CODING_OK;
}

static void
changed_bytes(void **state)
{
    (void)state; /* none */
    for (int what = KIND_SAV; what <= KIND_DTA; what++) {
        coding_context *context = check_context(NULL);
        char path[64];
        buffer bytes;

        buffer_init(&bytes, context);
        make((kind)what, true, &bytes);
        for (size_t at = 0; at < bytes.length; at += 61) {
            char old = bytes.bytes[at];
            coding_status status;

            bytes.bytes[at] = (char)(old ^ 0x15);
            survey_write(path, sizeof path, endings[what], buffer_span(&bytes));
            status = survey_read(context, path, NULL,
                                 (coding_row_sink){ignore, NULL});
            assert_true(status == CODING_OK || status == CODING_EDATA);
            bytes.bytes[at] = old;
        }
        unlink(path);
        buffer_free(&bytes);
        coding_context_free(context);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers),
        cmocka_unit_test(cut_off),
        cmocka_unit_test(changed_bytes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
