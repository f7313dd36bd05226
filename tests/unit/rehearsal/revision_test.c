/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Two states of a codebook on two sentences, counted by hand; without memory
   nothing leaks. What codebook(1) prints is in tests/golden/codebook. */
#include <coding/revision.h>

#include "check.h"
#include "table/reader.h"

static const char before_text[] = "codebook: a\nfacet: f\n\n"
                                  "code: trust\nmatch: \\btrust\\b\n\n"
                                  "code: gone\nmatch: \\bgone\\b\n";
static const char after_text[] = "codebook: a\nversion: 2\nfacet: f\n\n"
                                 "code: trust\nmatch: \\btrust them\\b\n"
                                 "match: \\bfaith\\b\n";
static const char stream_text[] =
    "record\tdocument\tunit\tturn\trole\trespondent\tvalue\tstart\tend\tmention"
    "s"
    "\tunits\tname\tlabel\ttext\n"
    "meta\t\t\t\t\t\t\t\t\t\t\ttokenize\t1\tstream=1\n"
    "document\ta\t\t\t\t\t\t\t\t\t\ttxt\t\t\n"
    "unit\ta\t1\t1\trespondent\tR1\t\t0\t25\t\t\t\t\ttrust them and trust "
    "gone\n"
    "unit\ta\t2\t2\trespondent\tR2\t\t26\t31\t\t\t\t\tfaith\n"
    "end\ta\t\t\t\t\t\t\t\t0\t2\t\t\t\n"
    "end\t\t\t\t\t\t5\t\t\t\t\t\t\t\n";

typedef struct {
    char rows[2000];
} told;

static coding_status
note(void *user, const coding_row *row)
{
    told *all = user;
    const coding_core core = coding_core_of(row->columns);
    const size_t shown[] = {core.statistic, core.code, core.row, core.column};

    for (size_t i = 0; i < 4; i++) {
        coding_span cell = coding_row_cell(row, shown[i]);

        (void)snprintf(all->rows + strlen(all->rows),
                       sizeof all->rows - strlen(all->rows), "%.*s%s",
                       (int)cell.length, cell.at != NULL ? cell.at : "",
                       i < 3 ? ":" : " ");
    }
    return CODING_OK;
}

static coding_status
revise(coding_context *context, told *found, coding_revision_counts *counts)
{
    static const char *const name = "a.tsv";
    const coding_span stream = coding_span_of(stream_text);
    coding_codebook *books[2] = {NULL, NULL};
    coding_revision_options options = {
        .books = (const coding_codebook *const *)books,
        .book_count = 2,
        .threshold = 2};
    coding_rehearsal_texts texts = {0};
    coding_columns *columns = NULL;
    coding_revision *all = NULL;
    coding_status status = coding_columns_new(context, &columns);

    if (status == CODING_OK)
        status = coding_revision_columns(columns);
    if (status == CODING_OK)
        status = coding_codebook_parse(context, "before.codebook",
                                       coding_span_of(before_text), &books[0]);
    if (status == CODING_OK)
        status = coding_codebook_parse(context, "after.codebook",
                                       coding_span_of(after_text), &books[1]);
    if (status == CODING_OK)
        status =
            reader_open_bytes(context, &name, &stream, 1, NULL, &texts.reader);
    if (status == CODING_OK)
        status = coding_revision_new(context, &options, columns,
                                     (coding_row_sink){note, found}, &all);
    if (status == CODING_OK)
        status = coding_revision_read(all, &texts);
    if (all != NULL)
        *counts = coding_revision_count(all);
    coding_revision_free(all);
    coding_reader_free(texts.reader);
    coding_codebook_free(books[0]);
    coding_codebook_free(books[1]);
    coding_columns_free(columns);
    return status;
}

static void
changes_are_counted(void **state)
{
    check_messages said;
    coding_context *context = check_context(&said);
    told found = {""};
    coding_revision_counts counts = {0};

    (void)state;
    assert_int_equal(revise(context, &found, &counts), CODING_OK);
    /* trust: R1 twice, then R1 once and R2 once. */
    assert_string_equal(found.rows, "dominant:trust:0:1 dominant-codes::0:1 "
                                    "respondents:trust:1:2 removed:gone:: "
                                    "respondents:gone:1:0 mentions:gone:1:0 "
                                    "lost:trust:repeat: lost:gone:1: "
                                    "gained:trust::1 ");
    assert_int_equal(counts.gained, 1);
    assert_int_equal(counts.lost, 2);
    assert_int_equal(counts.changed, 0);
    assert_int_equal(counts.tallies, 2);
    assert_int_equal(counts.conclusions, 1);
    assert_int_equal(said.count, 0);
    coding_context_free(context);
}

static coding_status
without_memory(coding_context *context)
{
    told found = {""};
    coding_revision_counts counts = {0};

    return revise(context, &found, &counts);
}

static void
lack_of_memory_is_told(void **state)
{
    (void)state;
    check_every_failure(without_memory);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changes_are_counted),
        cmocka_unit_test(lack_of_memory_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
