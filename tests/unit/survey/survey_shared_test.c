/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Real surveys with counts known beforehand, beside the source tree
   (../shared): every figure is recounted from the stream's respondent rows. */
#include <sys/stat.h>

#include "base/map.h"
#include "base/memory.h"
#include "survey_text.h"
#include "table/delimited.h"

/* A stream held: question rows, and the attributes of respondents. */
typedef struct {
    coding_context *context;
    arena keep;
    struct {
        coding_span label, value;
        bool several;
    } questions[512];
    coding_span *cells; /* respondent by respondent */
    map names;          /* of attributes */
    size_t question_count, respondents, capacity;
} held;

static coding_span
kept(held *all, coding_span text)
{
    coding_span copy;

    assert_int_equal(arena_copy(&all->keep, text, &copy), CODING_OK);
    return copy;
}

static coding_status
hold_row(void *user, const coding_row *row)
{
    held *all = user;
    coding_core core = coding_core_of(row->columns);
    size_t count = coding_columns_count(row->columns), number, width = 0;
    size_t from = all->respondents * all->names.count;

    if (row->record == CODING_RECORD_QUESTION) {
        coding_span type = coding_row_cell(row, core.name);

        all->questions[all->question_count].label =
            kept(all, coding_row_cell(row, core.label));
        all->questions[all->question_count].value =
            kept(all, coding_row_cell(row, core.value));
        all->questions[all->question_count++].several =
            coding_span_is(type, "multi");
    }
    if (row->record != CODING_RECORD_RESPONDENT)
        return CODING_OK;
    for (size_t i = 0; i < count; i++) {
        coding_span name = coding_columns_name(row->columns, i);

        if (name.length <= 5 || memcmp(name.at, "attr.", 5) != 0)
            continue;
        if (all->respondents == 0)
            assert_int_equal(
                map_add(&all->names,
                        (coding_span){name.at + 5, name.length - 5}, &number),
                CODING_OK);
        assert_int_equal(BASE_GROW(all->context, &all->cells, &all->capacity,
                                   from + width + 1),
                         CODING_OK);
        all->cells[from + width++] = kept(all, row->cells[i]);
    }
    all->respondents++;
    return CODING_OK;
}

static coding_span
cell(const held *all, size_t respondent, size_t attribute)
{
    assert_true(attribute < all->names.count);
    return all->cells[respondent * all->names.count + attribute];
}

static void
hold_survey(held *all, const char *path, const char *id)
{
    const coding_survey_options wanted = {.id = id};

    *all = (held){.context = check_context(NULL)};
    arena_init(&all->keep, all->context);
    map_init(&all->names, all->context);
    assert_int_equal(survey_read(all->context, path, &wanted,
                                 (coding_row_sink){hold_row, all}),
                     CODING_OK);
}

static void
let_go(held *all)
{
    base_free(all->context, all->cells);
    map_clear(&all->names);
    arena_clear(&all->keep);
    coding_context_free(all->context);
}

/* Where a file of the shared material is; the test is skipped without it. */
static const char *
shared(const char *name, char *path)
{
    const char *source = getenv("CODING_SOURCE");
    const char *folder = getenv("CODING_SHARED");
    struct stat facts;
    int length = folder != NULL ? snprintf(path, 512, "%s/%s", folder, name)
                                : snprintf(path, 512, "%s/../shared/%s",
                                           source != NULL ? source : ".", name);

    assert_in_range(length, 1, 511);
    if (stat(path, &facts) != 0) {
        print_message("skipped: there is no %s\n", path);
        skip();
    }
    return path;
}

/* ---- multiple answers ---- */

/* The next line `member: NAME=OPTION` of a set. */
static bool
next_member(coding_span *lines, coding_span *name, coding_span *option)
{
    const char *end, *equals;

    if (lines->length < 8 || memcmp(lines->at, "member: ", 8) != 0)
        return false;
    end = memchr(lines->at, '\n', lines->length);
    if (end == NULL)
        end = lines->at + lines->length;
    equals = memchr(lines->at, '=', (size_t)(end - lines->at));
    assert_non_null(equals);
    *name = (coding_span){lines->at + 8, (size_t)(equals - lines->at) - 8};
    *option = (coding_span){equals + 1, (size_t)(end - equals) - 1};
    lines->length -= (size_t)(end - lines->at);
    lines->at = end;
    if (lines->length > 0) {
        lines->at++;
        lines->length--;
    }
    return true;
}

static bool
is_ticked(coding_span text)
{
    return text.length > 0 && !coding_span_is(text, "0");
}

typedef struct {
    uint64_t respondents, mentions;
} base_counts;

/* Respondents and mentions of a set. */
static base_counts
count_set(const held *all, coding_span lines)
{
    base_counts counts = {0, 0};
    size_t members[64] = {0}, count = 0;
    coding_span name = {NULL, 0}, option = {NULL, 0};

    while (next_member(&lines, &name, &option))
        members[count++] = map_find(&all->names, name);
    for (size_t r = 0; r < all->respondents; r++) {
        bool answered = false;

        for (size_t i = 0; i < count; i++) {
            answered |= cell(all, r, members[i]).length > 0;
            counts.mentions += is_ticked(cell(all, r, members[i]));
        }
        counts.respondents += answered;
    }
    return counts;
}

static uint64_t
count_option(const held *all, coding_span name)
{
    size_t attribute = map_find(&all->names, name);
    uint64_t count = 0;

    for (size_t r = 0; r < all->respondents; r++)
        count += is_ticked(cell(all, r, attribute));
    return count;
}

/* Equal but for white space, which labels have once. */
static bool
same_words(coding_span a, coding_span b)
{
    size_t i = 0, k = 0;

    while (i < a.length && k < b.length) {
        if (a.at[i] == ' ' && b.at[k] == ' ') {
            while (i < a.length && a.at[i] == ' ')
                i++;
            while (k < b.length && b.at[k] == ' ')
                k++;
            continue;
        }
        if (a.at[i++] != b.at[k++])
            return false;
    }
    return coding_span_trim((coding_span){a.at + i, a.length - i}).length ==
               0 &&
           coding_span_trim((coding_span){b.at + k, b.length - k}).length == 0;
}

static uint64_t
number_in(coding_span text)
{
    uint64_t number = 0;

    for (size_t i = 0; i < text.length; i++)
        number = number * 10 + (uint64_t)(text.at[i] - '0');
    return number;
}

/* Rows of expected_counts.csv, question by question in the file's order, and
   option by option: both figures of the set and the option's. */
static void
every_multiple_answer_is_counted(void **state)
{
    char path[512], counts[512];
    delimited *table = NULL;
    delimited_record row;
    coding_span lines = {NULL, 0}, name = {NULL, 0}, option = {NULL, 0};
    size_t question = SIZE_MAX, checked = 0;
    held all;

    (void)state; /* none */
    shared("data/ospo-survey-2018/results.csv", path);
    shared("data/ospo-survey-2018/expected_counts.csv", counts);
    hold_survey(&all, path, NULL);
    assert_int_equal(all.respondents, 748);
    assert_int_equal(delimited_open(all.context, counts, NULL, &table),
                     CODING_OK);
    assert_int_equal(delimited_next(table, &row), CODING_OK);
    while (delimited_next(table, &row) == CODING_OK) {
        base_counts base;

        if (lines.length == 0) {
            question++; /* the first is 0 */
            while (!all.questions[question].several)
                question++;
            lines = all.questions[question].value;
        }
        assert_true(same_words(all.questions[question].label, row.cells[0]));
        base = count_set(&all, all.questions[question].value);
        assert_int_equal(base.respondents, number_in(row.cells[1]));
        assert_int_equal(base.mentions, number_in(row.cells[2]));
        assert_true(next_member(&lines, &name, &option));
        assert_true(same_words(option, row.cells[3]));
        assert_int_equal(count_option(&all, name), number_in(row.cells[4]));
        checked++;
    }
    assert_int_equal(lines.length, 0);
    assert_int_equal(checked, 135);
    delimited_close(table);
    let_go(&all);
}

/* Company size by programme, expected_crosstab_size_by_program.csv. */
static void
a_table_of_two_questions(void **state)
{
    char path[512], counts[512];
    delimited *table = NULL;
    delimited_record row;
    coding_span answers[3];
    size_t size, programme, checked = 0;
    held all;

    (void)state; /* none */
    shared("data/ospo-survey-2018/results.csv", path);
    shared("data/ospo-survey-2018/expected_crosstab_size_by_program.csv",
           counts);
    hold_survey(&all, path, NULL);
    size = map_find(&all.names, coding_span_of("q2"));
    programme = map_find(&all.names, coding_span_of("q5"));
    assert_int_equal(delimited_open(all.context, counts, NULL, &table),
                     CODING_OK);
    assert_int_equal(delimited_next(table, &row), CODING_OK);
    for (size_t i = 0; i < 3; i++)
        answers[i] = kept(&all, row.cells[i + 1]);
    while (delimited_next(table, &row) == CODING_OK)
        for (size_t i = 0; i < 3; i++) {
            uint64_t count = 0;

            for (size_t r = 0; r < all.respondents; r++)
                count +=
                    coding_span_equal(cell(&all, r, size), row.cells[0]) &&
                    coding_span_equal(cell(&all, r, programme), answers[i]);
            assert_int_equal(count, number_in(row.cells[i + 1]));
            checked++;
        }
    assert_int_equal(checked, 21);
    delimited_close(table);
    let_go(&all);
}

/* ---- nothing is lost ---- */

/* Every cell of a plain file with one header row stands in the stream. */
static void
expect_whole(const char *name, size_t respondents)
{
    char path[512];
    delimited *table = NULL;
    delimited_record row;
    size_t r = 0;
    held all;

    shared(name, path);
    hold_survey(&all, path, "");
    assert_int_equal(all.respondents, respondents);
    assert_int_equal(delimited_open(all.context, path, NULL, &table),
                     CODING_OK);
    assert_int_equal(delimited_next(table, &row), CODING_OK);
    assert_int_equal(row.count, all.names.count);
    for (size_t i = 0; i < row.count; i++)
        assert_true(coding_span_equal(map_name(&all.names, i), row.cells[i]));
    for (; delimited_next(table, &row) == CODING_OK; r++)
        for (size_t i = 0; i < row.count; i++)
            if (!coding_span_equal(cell(&all, r, i), row.cells[i]))
                fail_msg("%s, row %zu, column %zu", name, r, i);
    assert_int_equal(r, respondents);
    delimited_close(table);
    let_go(&all);
}

/* Row counts: the README files beside the data. */
static void
social_survey(void **state)
{
    (void)state; /* none */
    expect_whole("data/gss-cat/gss_cat.csv", 21483);
}

static void
heights(void **state)
{
    (void)state; /* none */
    expect_whole("data/reported-heights/reported_heights.csv", 1095);
}

static void
survey_of_202(void **state)
{
    (void)state; /* none */
    expect_whole("study/survey_202.csv", 202);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_multiple_answer_is_counted),
        cmocka_unit_test(a_table_of_two_questions),
        cmocka_unit_test(social_survey),
        cmocka_unit_test(heights),
        cmocka_unit_test(survey_of_202),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
