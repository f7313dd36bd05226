/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The room workbook: small streams by hand and what their workbooks hold. Every
   figure is counted on the lines themselves. */
#include <coding/workbook.h>

#include <unistd.h>

#include "io/archive.h"
#include "stream_text.h"

#define HEAD                                                                   \
    "record|document|unit|turn|speaker|role|respondent|question|start|end|"    \
    "facet|code|pattern|polarity|codebook|rank|counted|counted_rank|family|"   \
    "label|name|value|mentions|units|respondents|organisations|documents|"     \
    "table|base|percent|ci_low|ci_high|first|mean_rank|salience|dominant|"     \
    "text|attr.organisation|attr.side\n"
/* Two respondents, two codes; only the first is named, by one of them. */
#define STUDY                                                                  \
    "meta|name=code|label=0.1|value=-b f.codebook|text=stream=1; "             \
    "codebook=f 1 sha256:00\n"                                                 \
    "code|facet=f|code=a|family=x|codebook=f 1|value=code: a\\nmatch: "        \
    "\\\\ba\\\\b\\nexample: it is a\n"                                         \
    "code|facet=f|code=b|family=x|codebook=f 1|value=code: b\\nmatch: b\n"     \
    "respondent|respondent=R1|attr.side=client\n"                              \
    "respondent|respondent=R2|attr.side=supplier\n"                            \
    "document|d1.txt|name=txt\n"                                               \
    "unit|d1.txt|1|1|R1|respondent|R1|start=0|end=9|text=It is a a\n"          \
    "coding|d1.txt|1|1|R1|respondent|R1|start=6|end=7|facet=f|code=a|"         \
    "pattern=a.match.1|polarity=affirmed|counted=1|counted_rank=1|text=a\n"    \
    "coding|d1.txt|1|1|R1|respondent|R1|start=8|end=9|facet=f|code=a|"         \
    "pattern=a.match.1|polarity=affirmed|counted=repeat|counted_rank=1|"       \
    "text=a\n"                                                                 \
    "document|d2.txt|name=txt\n"                                               \
    "unit|d2.txt|1|1|R2|respondent|R2|start=0|end=7|text=Nothing\n"            \
    "answer|respondent=R1|facet=f|code=a|rank=1|mentions=2|counted=1|"         \
    "table=f\n"                                                                \
    "answer|respondent=R2|facet=f|mentions=0|counted=0|table=f\n"
/* 1 of 2 is 50%; Wilson's limits of 1/2 are 9.4531% and 90.5469%. */
#define COUNTS                                                                 \
    "count|facet=f|code=a|family=x|label=a|mentions=2|units=1|respondents=1|"  \
    "documents=1|table=f|base=2|percent=50|ci_low=9.453120573423074|"          \
    "ci_high=90.54687942657693|first=1|mean_rank=1|salience=0.5\n"             \
    "count|facet=f|code=b|family=x|label=b|mentions=0|units=0|respondents=0|"  \
    "documents=0|table=f|base=2|percent=0|ci_low=0|ci_high=65.76195065118938|" \
    "first=0|salience=0\n"

typedef struct {
    coding_status status;
    check_messages messages;
    coding_workbook_facts facts;
    char path[64];
    coding_context *context;
} outcome;

/* Writes the workbook of lines; the file is removed by done(). */
static outcome
write_book(const char *lines, const coding_workbook_options *options)
{
    static stream_text text;
    outcome got = {.status = CODING_OK};
    coding_workbook_options chosen = {0};
    coding_workbook *workbook = NULL;
    coding_reader *reader;
    FILE *file;

    if (options != NULL)
        chosen = *options;
    got.context = check_context(&got.messages);
    snprintf(got.path, sizeof got.path, "/tmp/workbook-test-XXXXXX");
    file = fdopen(mkstemp(got.path), "wb");
    stream_text_make(&text, lines);
    reader = stream_text_open(got.context, &text);
    assert_non_null(reader);
    got.status = coding_workbook_new(got.context, &chosen, &workbook);
    if (got.status == CODING_OK)
        got.status =
            coding_reader_drain(reader, coding_workbook_sink(workbook));
    if (got.status == CODING_OK)
        got.status = coding_workbook_write(workbook, file, &got.facts);
    coding_workbook_free(workbook);
    coding_reader_free(reader);
    assert_int_equal(fclose(file), 0);
    return got;
}

static char *
part(const outcome *got, const char *name)
{
    archive *zip = NULL;
    char *text = NULL;
    size_t member;
    buffer bytes;

    assert_int_equal(got->status, CODING_OK);
    assert_int_equal(archive_open(got->context, got->path, NULL, &zip),
                     CODING_OK);
    member = archive_find(zip, name);
    assert_int_not_equal(member, ARCHIVE_NONE);
    buffer_init(&bytes, got->context);
    assert_int_equal(archive_load(zip, member, &bytes), CODING_OK);
    text = strdup(buffer_text(&bytes));
    buffer_free(&bytes);
    archive_close(zip);
    return text;
}

static void
done(outcome *got)
{
    unlink(got->path);
    coding_context_free(got->context);
}

static void
check_part(const outcome *got, const char *name, const char *words)
{
    char *text = part(got, name);

    if (strstr(text, words) == NULL) {
        print_error("no %s in %s:\n%.4000s\n", words, name, text);
        fail();
    }
    free(text);
}

/* The names of the sheets, in order, with commas. */
static void
check_sheets(const outcome *got, const char *wanted)
{
    char *text = part(got, "xl/workbook.xml"), names[400] = "";

    for (const char *at = text; (at = strstr(at, "<sheet name=\"")) != NULL;
         at++) {
        strncat(names, at + 13, strcspn(at + 13, "\""));
        strcat(names, ",");
    }
    assert_string_equal(names, wanted);
    free(text);
}

static void
a_tallied_stream_gives_its_sheets(void **state)
{
    outcome got = write_book(HEAD STUDY COUNTS, NULL);

    (void)state;
    check_sheets(&got, "Summary,Participants,Codebook,Rules,Grid,Tally,"
                       "Evidence,Mentions,Methods,ChartData,");
    assert_int_equal(got.facts.sheets, 10);
    assert_int_equal(got.facts.codings, 2);
    /* Grid: R1 and R2 by a and b; organisation in B, side in C, codes from
       D. */
    check_part(&got, "xl/worksheets/sheet5.xml", "<f>SUM(D4:E4)</f><v>1</v>");
    check_part(&got, "xl/worksheets/sheet5.xml", "<f>SUM(D4:D5)</f><v>1</v>");
    /* Tally: code, family, respondents ... */
    check_part(&got, "xl/worksheets/sheet6.xml",
               "<f>SUM(Grid!D4:D5)</f><v>1</v>");
    check_part(&got, "xl/worksheets/sheet6.xml", "<f>C5/base_n</f><v>0.5</v>");
    check_part(&got, "xl/worksheets/sheet6.xml",
               "<f>COUNTA(Grid!A4:A5)</f><v>2</v>");
    /* The count leads to the quotation, the quotation back. */
    check_part(&got, "xl/worksheets/sheet6.xml",
               "<hyperlink ref=\"C5\" location=\"Evidence!A4\"");
    check_part(&got, "xl/worksheets/sheet7.xml",
               "<hyperlink ref=\"A4\" location=\"Tally!A5\"");
    done(&got);
}

static void
figures_that_do_not_agree_are_written_as_they_are(void **state)
{
    /* The stream says 2 respondents where the answers hold 1: no formula. */
    outcome got =
        write_book(HEAD STUDY "count|facet=f|code=a|mentions=2|respondents=2|"
                              "table=f|base=2|percent=100|ci_low=34|"
                              "ci_high=100\n",
                   NULL);
    char *text;

    (void)state;
    text = part(&got, "xl/worksheets/sheet6.xml");
    assert_null(strstr(text, "SUM(Grid!"));
    assert_non_null(strstr(text, "<v>2</v>"));
    assert_non_null(strstr(text, "<v>0.34</v>"));
    free(text);
    done(&got);
}

static void
without_a_tally_there_is_evidence_and_a_note(void **state)
{
    outcome got = write_book(
        HEAD "code|facet=f|code=a\n"
             "document|d.txt\n"
             "unit|d.txt|1|1|R1|respondent|R1|start=0|end=7|text=It is a\n"
             "coding|d.txt|1|1|R1|respondent|R1|start=6|end=7|facet=f|code=a|"
             "pattern=p|polarity=rejected|text=a\n",
        NULL);

    (void)state;
    check_sheets(&got,
                 "Summary,Participants,Codebook,Evidence,Mentions,Methods,");
    check_part(&got, "xl/sharedStrings.xml", "No tally has judged");
    check_part(&got, "xl/sharedStrings.xml", "rejected");
    done(&got);
}

static void
only_the_sheets_that_are_wanted(void **state)
{
    coding_workbook_options options = {.sheets = "tally, Methods"};
    coding_workbook_options wrong = {.sheets = "Tally,Taly"};
    outcome got = write_book(HEAD STUDY COUNTS, &options);
    char *text;

    (void)state;
    check_sheets(&got, "Tally,Methods,ChartData,");
    /* Without Grid there is nothing to sum. */
    text = part(&got, "xl/worksheets/sheet1.xml");
    assert_null(strstr(text, "Grid!"));
    free(text);
    done(&got);
    got = write_book(HEAD STUDY COUNTS, &wrong);
    assert_int_equal(got.status, CODING_EUSAGE);
    assert_true(check_said(&got.messages, "workbook-sheet"));
    done(&got);
}

static void
cells_that_hold_no_number_are_told(void **state)
{
    outcome got =
        write_book(HEAD STUDY "count|facet=f|code=a|mentions=2|respondents=1|"
                              "table=f|base=2|percent=NaN|salience=Inf\n",
                   NULL);
    char *text;

    (void)state;
    assert_int_equal(got.status, CODING_OK);
    assert_true(check_said(&got.messages, "workbook-number"));
    text = part(&got, "xl/worksheets/sheet6.xml");
    assert_null(strstr(text, "NaN"));
    assert_null(strstr(text, "NAN"));
    free(text);
    check_part(&got, "xl/sharedStrings.xml", "no finite number");
    done(&got);
}

static void
words_are_found_in_their_unit(void **state)
{
    /* Offsets of a correction may be wrong: the words are searched for. */
    outcome got = write_book(
        HEAD "code|facet=f|code=a\n"
             "document|d.txt\n"
             "unit|d.txt|1|1|R1|respondent|R1|start=10|end=30|text=So it is "
             "=trust= we\\nsay\n"
             "coding|d.txt|1|1|R1|respondent|R1|start=0|end=5|facet=f|code=a|"
             "text==trust=\n"
             "coding|d.txt|7|1|R1|respondent|R1|start=0|end=5|facet=f|code=a|"
             "text=elsewhere\n",
        NULL);

    (void)state;
    check_part(&got, "xl/sharedStrings.xml",
               "<t xml:space=\"preserve\">So it is </t>");
    check_part(&got, "xl/sharedStrings.xml", "<t>=trust=</t>");
    /* The line end of a typed transcript is a space. */
    check_part(&got, "xl/sharedStrings.xml",
               "<t xml:space=\"preserve\"> we say</t>");
    check_part(&got, "xl/sharedStrings.xml", "<t>elsewhere</t>");
    done(&got);
}

static void
a_large_stream_gives_the_same_cells(void **state)
{
    coding_workbook_options large = {.large = 1};
    outcome got = write_book(HEAD STUDY COUNTS, &large);

    (void)state;
    /* Written in constant memory: texts stand in the sheet. */
    check_part(&got, "xl/worksheets/sheet7.xml", "t=\"inlineStr\"");
    check_part(&got, "xl/worksheets/sheet7.xml", "<t>repeat</t>");
    check_part(&got, "xl/worksheets/sheet8.xml", "<t>a.match.1</t>");
    done(&got);
}

static void
headings_come_from_a_file(void **state)
{
    char path[] = "/tmp/headings-test-XXXXXX";
    coding_workbook_options options = {.headings = path};
    FILE *file = fdopen(mkstemp(path), "wb");
    outcome got;

    (void)state;
    fputs("# deutsch\nsheet.tally: Ausz\xc3\xa4hlung\ncode: =Kode\n", file);
    assert_int_equal(fclose(file), 0);
    got = write_book(HEAD STUDY COUNTS, &options);
    check_part(&got, "xl/workbook.xml", "name=\"Ausz\xc3\xa4hlung\"");
    check_part(&got, "xl/sharedStrings.xml", "<t>=Kode</t>");
    check_part(&got, "xl/worksheets/sheet7.xml",
               "location=\"'Ausz\xc3\xa4hlung'!A5\"");
    done(&got);
    file = fopen(path, "wb");
    fputs("cdoe: x\n", file);
    assert_int_equal(fclose(file), 0);
    got = write_book(HEAD STUDY COUNTS, &options);
    assert_int_equal(got.status, CODING_EUSAGE);
    assert_true(check_said(&got.messages, "heading-unknown"));
    done(&got);
    unlink(path);
}

/* Every call of memory fails once; nothing leaks and nothing is left. */
static coding_status
whole_work(coding_context *context)
{
    static stream_text text;
    coding_workbook_options options = {0};
    coding_workbook *workbook = NULL;
    coding_reader *reader = NULL;
    FILE *file = fopen("/dev/null", "wb");
    coding_span bytes;
    static const char *const names[] = {"hand.tsv"};
    coding_status status;

    stream_text_make(&text, HEAD STUDY COUNTS);
    bytes = (coding_span){text.bytes, text.length};
    status = reader_open_bytes(context, names, &bytes, 1, NULL, &reader);
    if (status == CODING_OK)
        status = coding_workbook_new(context, &options, &workbook);
    if (status == CODING_OK)
        status = coding_reader_drain(reader, coding_workbook_sink(workbook));
    if (status == CODING_OK)
        status = coding_workbook_write(workbook, file, NULL);
    coding_workbook_free(workbook);
    coding_reader_free(reader);
    assert_int_equal(fclose(file), 0);
    return status;
}

static void
memory_may_run_out_anywhere(void **state)
{
    (void)state;
    check_every_failure(whole_work);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tallied_stream_gives_its_sheets),
        cmocka_unit_test(figures_that_do_not_agree_are_written_as_they_are),
        cmocka_unit_test(without_a_tally_there_is_evidence_and_a_note),
        cmocka_unit_test(only_the_sheets_that_are_wanted),
        cmocka_unit_test(cells_that_hold_no_number_are_told),
        cmocka_unit_test(words_are_found_in_their_unit),
        cmocka_unit_test(a_large_stream_gives_the_same_cells),
        cmocka_unit_test(headings_come_from_a_file),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
