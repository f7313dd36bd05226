/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names found, masked and moved; without memory nothing leaks. What redact(1)
   writes is in tests/golden/redact. */
#include <coding/stream.h>

#include "base/memory.h"
#include "check.h"
#include "redaction/movement.h"
#include "redaction/names.h"
#include "table/reader.h"

/* Two names that touch, one that shrinks and one that grows. */
static void
offsets_move(void **state)
{
    static const struct {
        uint64_t from, start, end;
    } cases[] = {{0, 0, 0},   {4, 4, 4},    {5, 4, 6},   {10, 6, 6},
                 {12, 6, 10}, {13, 10, 10}, {20, 17, 17}};
    coding_context *context = check_context(NULL);
    movement names = {0};
    buffer text;

    (void)state;
    assert_int_equal(
        movement_add(context, &names,
                     (movement_name){.start = 4,
                                     .end = 10,
                                     .pseudonym = coding_span_of("ab")}),
        CODING_OK);
    assert_int_equal(
        movement_add(context, &names,
                     (movement_name){.start = 10,
                                     .end = 13,
                                     .pseudonym = coding_span_of("wxyz")}),
        CODING_OK);
    /* Overlaps one that is there: left out. */
    assert_int_equal(
        movement_add(context, &names,
                     (movement_name){.start = 9,
                                     .end = 11,
                                     .pseudonym = coding_span_of("no")}),
        CODING_OK);
    movement_settle(&names);
    assert_int_equal(names.count, 2);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(movement_move(&names, cases[i].from, false),
                         cases[i].start);
        assert_int_equal(movement_move(&names, cases[i].from, true),
                         cases[i].end);
    }
    buffer_init(&text, context);
    movement_rewrite(&names, coding_span_of("0123456789012345"), 0, &text);
    assert_span(buffer_span(&text), "0123abwxyz345");
    buffer_reset(&text);
    /* A slice that begins in a name and ends in another has both whole. */
    movement_rewrite(&names, coding_span_of("89012"), 8, &text);
    assert_span(buffer_span(&text), "abwxyz");
    buffer_free(&text);
    base_free(context, names.items);
    coding_context_free(context);
}

static coding_status
keep(void *user, coding_span masked)
{
    buffer *to = user;

    buffer_reset(to);
    buffer_add(to, masked);
    return buffer_status(to);
}

static void
add(coding_redaction *names, const char *name, const char *pseudonym,
    const char *kind)
{
    const names_entry entry = {.name = coding_span_of(name),
                               .pseudonym = coding_span_of(pseudonym),
                               .kind = coding_span_of(kind)};
    size_t number = 0;

    assert_int_equal(names_add(names, &entry, &number), CODING_OK);
}

static void
names_are_masked(void **state)
{
    static const struct {
        const char *text, *masked;
    } cases[] = {
        {"", ""},
        {"Nobody here.", "Nobody here."},
        {"Anna, ANNA and anna", "Eve, Eve and Eve"},
        {"Annabel, Hannah, Anna_2", "Annabel, Hannah, Anna_2"},
        {"Anna's, Anna-Lena", "Eve's, Eve-Lena"},
        {"Anna  Berg; Anna\n\tBerg; Anna\xC2\xA0"
         "Berg",
         "Ms N; Ms N; Ms N"},
        {"[Anna laughs] (Anna)", "[Eve laughs] (Eve)"},
        {"Z\xC3\xBCrich, ZU\xCC\x88RICH", "Place1, Place1"},
        {"R&D (Ltd.) pays", "Name1 pays"},
        {"O\xE2\x80\x99Neil's", "Person1's"},
        {"\xF0\x9F\x98\x80 Anna \xF0\x9F\x98\x80", "\xF0\x9F\x98\x80 Eve "
                                                   "\xF0\x9F\x98\x80"},
        {"a@b.org, c@d.org, A@b.org", "Pattern1, Pattern2, Pattern1"},
    };
    check_messages said;
    coding_context *context = check_context(&said);
    coding_redaction *names = NULL;
    buffer got;

    (void)state;
    buffer_init(&got, context);
    assert_int_equal(coding_redaction_new(context, &names), CODING_OK);
    add(names, "Anna", "Eve", "");
    add(names, "Anna Berg", "Ms N", "");
    add(names, "Z\xC3\xBCrich", "", "place");
    add(names, "R&D (Ltd.)", "", "");
    add(names, "O'Neil", "", "person");
    assert_int_equal(coding_redaction_pattern(names, "\\b\\w+@\\w+\\.org\\b"),
                     CODING_OK);
    assert_int_equal(coding_redaction_ready(names), CODING_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(coding_redaction_text(names, "t",
                                               coding_span_of(cases[i].text),
                                               keep, &got),
                         CODING_OK);
        assert_span(buffer_span(&got), cases[i].masked);
        /* What is masked stays as it is. */
        assert_int_equal(coding_redaction_text(names, "t",
                                               coding_span_of(cases[i].masked),
                                               keep, &got),
                         CODING_OK);
        assert_span(buffer_span(&got), cases[i].masked);
    }
    assert_int_equal(said.count, 0);
    coding_redaction_free(names);
    buffer_free(&got);
    coding_context_free(context);
}

static const char stream_text[] =
    "record\tdocument\tunit\tspeaker\tstart\tend\tcode\tvalue\tmentions\tunits"
    "\t"
    "name\tlabel\ttext\n"
    "meta\t\t\t\t\t\t\t\t\t\tcode\t1\tstream=1\n"
    "document\tAnna.txt\t\t\t\t\t\t\t\t\ttxt\t\t\n"
    "unit\tAnna.txt\t1\tAnna\t6\t16\t\t\t\t\t\t\tI am Anna.\n"
    "coding\tAnna.txt\t1\tAnna\t11\t29\tc\t\t\t\t\t\tAnna.\\nAnna: trust\n"
    "unit\tAnna.txt\t2\tAnna\t23\t28\t\t\t\t\t\t\ttrust\n"
    "coding\tAnna.txt\t2\tAnna\t23\t28\tc\t\t\t\t\t\ttrust\n"
    "end\tAnna.txt\t\t\t\t\t\tsha256:1\t2\t2\t\t\t\n"
    "answer\tAnna.txt\t1\t\t23\t\tc\t\t1\t\t\t\t\n"
    "end\t\t\t\t\t\t\t8\t\t\t\t\t\n";

typedef struct {
    char rows[2000];
} told;

static coding_status
note(void *user, const coding_row *row)
{
    told *all = user;
    const coding_core core = coding_core_of(row->columns);
    const size_t shown[] = {core.record, core.document, core.speaker,
                            core.start,  core.end,      core.text};

    if (row->record == CODING_RECORD_META)
        return CODING_OK;
    for (size_t i = 0; i < 6; i++) {
        coding_span cell = coding_row_cell(row, shown[i]);

        (void)snprintf(all->rows + strlen(all->rows),
                       sizeof all->rows - strlen(all->rows), "%.*s%s",
                       (int)cell.length, cell.at != NULL ? cell.at : "",
                       i < 5 ? "|" : "; ");
    }
    return CODING_OK;
}

static coding_status
redact_stream(coding_context *context, told *found)
{
    static const char *const name = "a.tsv";
    const coding_span stream = coding_span_of(stream_text);
    const names_entry entry = {.name = coding_span_of("Anna"),
                               .pseudonym = coding_span_of("Jo")};
    coding_redaction *names = NULL;
    coding_redactor *redactor = NULL;
    coding_reader *reader = NULL;
    size_t number = 0;
    coding_status status = coding_redaction_new(context, &names);

    if (status == CODING_OK)
        status = names_add(names, &entry, &number);
    if (status == CODING_OK)
        status = coding_redaction_pattern(names, "\\btr[u]st\\b");
    if (status == CODING_OK)
        status = coding_redaction_ready(names);
    if (status == CODING_OK)
        status = reader_open_bytes(context, &name, &stream, 1, NULL, &reader);
    if (status == CODING_OK)
        status = coding_redactor_new(context, coding_reader_columns(reader),
                                     coding_reader_columns(reader), names, NULL,
                                     (coding_row_sink){note, found}, &redactor);
    if (status == CODING_OK)
        status = coding_reader_drain(reader, coding_redactor_sink(redactor));
    if (status == CODING_OK)
        status = coding_redactor_finish(redactor);
    coding_redactor_free(redactor);
    coding_redaction_free(names);
    coding_reader_free(reader);
    return status;
}

static void
streams_are_masked(void **state)
{
    check_messages said;
    coding_context *context = check_context(&said);
    told found = {""};

    (void)state;
    assert_int_equal(redact_stream(context, &found), CODING_OK);
    /* The first coding's text is not the slice that its span says (one short),
       so its words are masked by themselves and move nothing: the label in it
       stays unknown. Anna to Jo: 2 fewer; trust to Pattern1: 3 more. */
    assert_string_equal(
        found.rows,
        "document|Jo.txt||||; unit|Jo.txt|Jo|6|14|I am Jo.; "
        "coding|Jo.txt|Jo|11|30|Jo.\nJo: Pattern1; "
        "unit|Jo.txt|Jo|21|29|Pattern1; coding|Jo.txt|Jo|21|29|Pattern1; "
        "end|Jo.txt||||; answer|Jo.txt||21||; ");
    assert_int_equal(said.count, 0);
    coding_context_free(context);
}

static coding_status
without_memory(coding_context *context)
{
    told found = {""};

    return redact_stream(context, &found);
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
        cmocka_unit_test(offsets_move),
        cmocka_unit_test(names_are_masked),
        cmocka_unit_test(streams_are_masked),
        cmocka_unit_test(lack_of_memory_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
