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
    "table|group|base|percent|ci_low|ci_high|first|mean_rank|salience|"        \
    "dominant|row|column|statistic|order|new|cumulative|base_codes|"           \
    "run_codes|ratio|low|median|high|mean|text|attr.organisation|attr.side\n"
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
#define COUNTS_OF_A                                                            \
    "count|facet=f|code=a|family=x|label=a|mentions=2|units=1|respondents=1|"  \
    "documents=1|table=f|base=2|percent=50|ci_low=9.453120573423074|"          \
    "ci_high=90.54687942657693|first=1|mean_rank=1|salience=0.5\n"
#define COUNTS                                                                 \
    COUNTS_OF_A                                                                \
    "count|facet=f|code=b|family=x|label=b|mentions=0|units=0|respondents=0|"  \
    "documents=0|table=f|base=2|percent=0|ci_low=0|ci_high=65.76195065118938|" \
    "first=0|salience=0\n"

/* Three interviews of two, one and one new codes: base 1 has 2, the run of one
   behind it 1 (50%), then 1 (50%). At 50% it is 1+1 with one code after it. */
#define CURVE                                                                  \
    "count|table=saturation|order=1|respondent=R1|new=2|cumulative=2|"         \
    "base_codes=2|low=1|median=2|high=2|mean=1.5|text=a, b\n"                  \
    "count|table=saturation|order=7|respondent=R2|new=1|cumulative=3|"         \
    "base_codes=2|run_codes=1|ratio=50|low=2|median=3|high=4|mean=2.75|"       \
    "text=c\n"                                                                 \
    "count|table=saturation|order=8|respondent=R1|new=1|cumulative=4|"         \
    "base_codes=2|run_codes=1|ratio=50|low=4|median=4|high=4|mean=4|text=d\n"  \
    "test|table=saturation|statistic=base|value=1\n"                           \
    "test|table=saturation|statistic=run|value=1\n"                            \
    "test|table=saturation|statistic=orders|value=1000\n"                      \
    "test|table=saturation|statistic=seed|value=1\n"                           \
    "test|table=saturation|statistic=saturation|row=base 1, run 1|column=50%|" \
    "value=1|text=1+1 at 50%: as it is\n"                                      \
    "test|table=saturation|statistic=saturation_after|row=base 1, run 1|"      \
    "column=50%|value=1\n"                                                     \
    "test|table=saturation|statistic=saturation_never|row=base 1, run 1|"      \
    "column=50%|value=12.5\n"

/* The same by side: 1 of 1 client, 0 of 1 supplier. */
#define GROUPS                                                                 \
    "count|facet=f|code=a|table=f by side|group=client|name=side|mentions=2|"  \
    "respondents=1|base=1\n"                                                   \
    "count|facet=f|code=a|table=f by side|group=supplier|name=side|"           \
    "mentions=0|respondents=0|base=1\n"                                        \
    "count|facet=f|code=b|table=f by side|group=client|name=side|mentions=0|"  \
    "respondents=0|base=1\n"                                                   \
    "count|facet=f|code=b|table=f by side|group=supplier|name=side|"           \
    "mentions=0|respondents=0|base=1\n"

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
                       "Evidence,Mentions,Units,Methods,ChartData,");
    assert_int_equal(got.facts.sheets, 11);
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
               "<hyperlink ref=\"A4\" location=\"count_1\"");
    done(&got);
}

static void
long_labels_are_cut_between_characters(void **state)
{
    /* 1 + 31 x 2 bytes: the 60th is the first half of a letter. */
    char lines[2000] = HEAD "code|facet=f|code=a|label=a";
    outcome got;
    char *text;

    (void)state;
    for (int i = 0; i < 31; i++)
        strcat(lines, "\xce\xb1");
    strcat(lines, "\n" COUNTS_OF_A);
    got = write_book(lines, NULL);
    text = part(&got, "xl/drawings/drawing1.xml");
    assert_non_null(strstr(text, "\xce\xb1 leads with 50%."));
    assert_null(strstr(text, "\xef\xbf\xbd"));
    assert_int_equal(got.facts.mended, 0);
    free(text);
    done(&got);
}

static void
cells_of_charts_stand_below_their_names(void **state)
{
    outcome got = write_book(HEAD STUDY COUNTS, NULL);
    static const char *const heads[] = {
        "Code",     "Share",        "Height",    "Zero",        "Bar",
        "Interval", "Height of it", "Threshold", "Height of it"};
    char *cells, *texts;

    (void)state;
    cells = part(&got, "xl/worksheets/sheet11.xml");
    texts = part(&got, "xl/sharedStrings.xml");
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        char name[8];
        const char *at = texts;
        unsigned long number;

        snprintf(name, sizeof name, "\"%c4\"", (int)('A' + i));
        assert_non_null(strstr(cells, name));
        number = strtoul(strstr(strstr(cells, name), "<v>") + 3, NULL, 10);
        for (at = strstr(at, "<si>"); number > 0; number--)
            at = strstr(at + 1, "<si>");
        assert_memory_equal(at + 7, heads[i], strlen(heads[i]));
    }
    free(cells);
    free(texts);
    done(&got);
}

static void
groups_are_tested_code_by_code(void **state)
{
    outcome got = write_book(HEAD STUDY COUNTS GROUPS, NULL);

    (void)state;
    check_sheets(&got, "Summary,Participants,Codebook,Rules,Grid,Tally,Groups,"
                       "Evidence,Mentions,Units,Methods,ChartData,");
    /* 1 0 / 0 1: x2 = n = 2, V = 1, Fisher's p = 1. */
    check_part(&got, "xl/worksheets/sheet7.xml",
               "<f>SUMPRODUCT((Grid!$C$4:$C$5=$B$4)*Grid!$D$4:$D$5)</f>"
               "<v>1</v>");
    check_part(&got, "xl/worksheets/sheet7.xml",
               ",CHIDIST(I5,1))</f><v>0.1572992070502");
    /* N - 1: 2 x 1/2 = 1, p = .317; the odds ratio has a zero below it. */
    check_part(&got, "xl/worksheets/sheet7.xml",
               ",CHIDIST(I5*(SUM($B$3:$C$3)-1)/SUM($B$3:$C$3),1))</f>"
               "<v>0.31731050786291");
    check_part(&got, "xl/worksheets/sheet7.xml",
               "B5*($C$3-C5)/(($B$3-B5)*C5)))</f><v></v>");
    /* b, named by nobody, is no test until Grid says otherwise. */
    check_part(&got, "xl/worksheets/sheet7.xml", ",CHIDIST(I6,1))</f><v></v>");
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
    check_sheets(
        &got, "Summary,Participants,Codebook,Evidence,Mentions,Units,Methods,");
    check_part(&got, "xl/sharedStrings.xml", "No tally has judged");
    check_part(&got, "xl/sharedStrings.xml", "rejected");
    done(&got);
}

/* Of four counted mentions one was added, one made affirmed and one given a
   rank by a person; what was removed by hand does not count. */
static void
what_a_person_did_is_in_methods(void **state)
{
#define COUNTED(at, end, rest)                                                 \
    "coding|d.txt|1|1|R1|respondent|R1|start=" at "|end=" end                  \
    "|facet=f|code=a|polarity=affirmed|text=a|" rest "\n"
    outcome got = write_book(
        HEAD
        "code|facet=f|code=a\n"
        "document|d.txt\n"
        "unit|d.txt|1|1|R1|respondent|R1|start=0|end=9|text=a a a a "
        "a\n" COUNTED("0", "1", "pattern=hand|counted=1|value=correction=add")
            COUNTED("2", "3",
                    "pattern=p|counted=1|value=cue=x; correction=polarity")
                COUNTED("4", "5", "pattern=p|counted=1|value=correction=rerank")
                    COUNTED("6", "7", "pattern=p|counted=1|value=prompted=3")
                        COUNTED("8", "9",
                                "pattern=p|counted=removed|value=correction="
                                "remove"),
        NULL);

    (void)state;
    check_part(&got, "xl/sharedStrings.xml",
               ">4 counted mentions: 1 by rule, 3 by hand<");
    check_part(&got, "xl/sharedStrings.xml",
               ">by hand: 1 added, 2 with rank or polarity changed<");
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

/* The study with a threshold of 1, as tally says it. */
#define THRESHOLD                                                              \
    "meta|name=tally|label=0.1|text=counted=f; unit=respondent; threshold=1\n"

static void
values_are_numbers_that_nobody_is_asked_to_change(void **state)
{
    coding_workbook_options values = {.values = true};
    outcome got = write_book(HEAD THRESHOLD STUDY COUNTS GROUPS, &values);
    char name[40], *text;

    (void)state;
    for (unsigned i = 1; i <= got.facts.sheets; i++) {
        snprintf(name, sizeof name, "xl/worksheets/sheet%u.xml", i);
        text = part(&got, name);
        assert_null(strstr(text, "<f>"));
        assert_null(strstr(text, "<dataValidation"));
        assert_null(strstr(text, "<sheetProtection"));
        free(text);
    }
    check_part(&got, "xl/worksheets/sheet6.xml", "<v>0.5</v>");
    done(&got);
    /* With formulas the threshold is an input, the rest is protected. */
    got = write_book(HEAD THRESHOLD STUDY COUNTS, NULL);
    check_part(&got, "xl/worksheets/sheet6.xml", "<dataValidation");
    check_part(&got, "xl/worksheets/sheet6.xml", "<sheetProtection");
    check_part(&got, "xl/workbook.xml", ">Tally!$B$3<");
    done(&got);
}

static void
plain_has_neither_rules_nor_italics(void **state)
{
    coding_workbook_options plain = {.style = CODING_WORKBOOK_PLAIN};
    outcome got = write_book(HEAD STUDY COUNTS GROUPS, &plain);
    char *text = part(&got, "xl/styles.xml");

    (void)state;
    assert_null(strstr(text, "<i/>"));
    assert_null(strstr(text, "style=\"thin\""));
    assert_non_null(strstr(text, "<b/>"));
    free(text);
    done(&got);
    got = write_book(HEAD STUDY COUNTS GROUPS, NULL);
    check_part(&got, "xl/styles.xml", "<i/>");
    check_part(&got, "xl/styles.xml", "<bottom style=\"thin\">");
    done(&got);
}

static void
units_are_listed_with_their_words(void **state)
{
    coding_workbook_options large = {.sheets = "units", .large = 1};
    outcome got = write_book(HEAD STUDY COUNTS, &large);

    (void)state;
    check_sheets(&got, "Units,");
    /* "It is a a": unit 1, turn 1, characters 0 to 9, four words. */
    check_part(&got, "xl/worksheets/sheet1.xml", "<t>It is a a</t>");
    check_part(&got, "xl/worksheets/sheet1.xml", "<c r=\"J4\" s=\"");
    check_part(&got, "xl/worksheets/sheet1.xml", "\"><v>9</v></c><c r=\"K4\"");
    check_part(&got, "xl/worksheets/sheet1.xml", "\"><v>4</v></c><c r=\"L4\"");
    check_part(&got, "xl/worksheets/sheet1.xml", "<t>Nothing</t>");
    done(&got);
}

static void
tables_that_a_sheet_cannot_hold_go_on_on_another(void **state)
{
    /* One row a sheet: two mentions, two counted, two units; 2 people. */
    coding_workbook_options narrow = {.rows = 1};
    outcome got = write_book(HEAD STUDY COUNTS, &narrow);
    char *text;

    (void)state;
    check_sheets(&got,
                 "Summary,Participants,Codebook,Rules,Grid,Tally,Evidence,"
                 "Evidence 2,Mentions,Mentions 2,Units,Units 2,Methods,"
                 "ChartData,");
    assert_int_equal(got.facts.split, 3);
    assert_true(check_said(&got.messages, "workbook-split"));
    check_part(&got, "xl/worksheets/sheet8.xml",
               "<hyperlink ref=\"L4\" location=\"'Mentions 2'!A4\"");
    check_part(&got, "xl/worksheets/sheet8.xml",
               "<hyperlink ref=\"A4\" location=\"count_1\"");
    /* Participants are cut, visibly: R2 has respondent, side, organisation
       (empty), documents, units, words, share: 7 cells. */
    check_part(&got, "xl/sharedStrings.xml",
               "The first 1 of 2 respondents: a sheet has no more rows.");
    assert_int_equal(got.facts.beyond, 7);
    assert_true(check_said(&got.messages, "workbook-beyond"));
    text = part(&got, "xl/worksheets/sheet2.xml");
    assert_null(strstr(text, "COUNTIF("));
    free(text);
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
    check_part(&got, "xl/worksheets/sheet7.xml", "location=\"count_1\"");
    check_part(&got, "xl/workbook.xml",
               "<definedName name=\"count_1\">'Ausz\xc3\xa4hlung'!$A$5<");
    done(&got);
    file = fopen(path, "wb");
    fputs("\"Difference\": Differenz\n\"Note.\": Anmerkung.\n"
          "\"% of the group\": % der Gruppe\n"
          "\"Quotations behind the counts, by code\": Zitate\n"
          "\"no: such words\": nichts\n",
          file);
    assert_int_equal(fclose(file), 0);
    got = write_book(HEAD STUDY COUNTS GROUPS, &options);
    check_part(&got, "xl/sharedStrings.xml", "<t>Differenz</t>");
    check_part(&got, "xl/sharedStrings.xml", "<t>Anmerkung. One row");
    check_part(&got, "xl/sharedStrings.xml", "<t>Zitate</t>");
    check_part(&got, "xl/charts/chart3.xml", "<a:t>% der Gruppe</a:t>");
    assert_true(check_said(&got.messages, "heading-unused"));
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

/* ---- tables, tests, surveys ---- */

#define TABLES                                                                 \
    "record|respondent|question|label|name|value|table|row|column|stratum|n|"  \
    "statistic|text|attr.role|attr.used_a|attr.used_b\n"
#define SURVEY                                                                 \
    "question|question=role|label=Your role|name=single|value=level: "         \
    "c=Client\\nlevel: p=Provider\\nmissing: 99=refused\n"                     \
    "question|question=used|label=Used|name=multi|value=member: "              \
    "used_a=A\\nmember: used_b=B\n"                                            \
    "respondent|R1|attr.role=c|attr.used_a=1|attr.used_b=0\n"                  \
    "respondent|R2|attr.role=c|attr.used_a=0|attr.used_b=1\n"                  \
    "respondent|R3|attr.role=p|attr.used_a=1\n"                                \
    "respondent|R4|attr.role=99|attr.used_a=1|attr.used_b=1\n"                 \
    "respondent|R5|attr.role=x\n"
/* 1 2 / 3 4: E = 1.2 1.8 / 2.8 4.2, x2 = 10 (4 - 6)^2 / (3 7 4 6) = 0.0793...
 */
#define CELLS                                                                  \
    "cell|table=t|row=yes|column=a|n=1\n"                                      \
    "cell|table=t|row=yes|column=b|n=2\n"                                      \
    "cell|table=t|row=no|column=a|n=3\n"                                       \
    "cell|table=t|row=no|column=b|n=4\n"                                       \
    "cell|table=u|row=yes|column=a|n=0\n"                                      \
    "cell|table=u|row=yes|column=b|n=0\n"                                      \
    "test|table=t|statistic=nrow|value=2\n"                                    \
    "test|table=t|statistic=x2|value=0.07936507936507936\n"                    \
    "test|table=t|statistic=odds_ratio|value=0.6666666666666666\n"             \
    "test|table=t|statistic=odds_ratio_lo95|value=0.0393\n"                    \
    "test|table=t|statistic=odds_ratio_hi95|value=11.28\n"                     \
    "test|table=t|statistic=p_chosen|row=Fisher's exact test|value=1\n"        \
    "test|table=t|statistic=apa|text=Fisher's exact test\n"                    \
    "test|table=t|statistic=apa_ascii|text=not shown\n"                        \
    "test|table=s x g: named|statistic=family_size|value=2\n"                  \
    "test|table=s x g: named|statistic=p_chosen_holm|row=t|value=0.5\n"        \
    "test|table=s: items|statistic=n|value=5\n"                                \
    "test|table=s: items|statistic=pct_of_respondents|row=A|value=60\n"        \
    "test|table=s: items|statistic=mention_total|row=A|value=3\n"              \
    "test|table=s: items|statistic=cochran_q|value=Inf\n"

static void
tables_are_worked_out_in_cells(void **state)
{
    outcome got = write_book(TABLES SURVEY CELLS, NULL);

    (void)state;
    check_sheets(&got, "Summary,Participants,Dictionary,Frequencies,Crosstab,"
                       "Chi-square,Tests,Multi,APA,Figures,Methods,ChartData,");
    /* Crosstab: the table's name in row 4, counts from row 6. */
    check_part(&got, "xl/worksheets/sheet5.xml", "<f>SUM(B6:C6)</f><v>3</v>");
    check_part(&got, "xl/worksheets/sheet5.xml", "<f>SUM(B6:B7)</f><v>4</v>");
    /* Expected counts and adjusted residuals: (1 - 1.2) / sqrt(1.2 .7 .6). */
    check_part(&got, "xl/worksheets/sheet5.xml", "<f>D6*B8/D8</f><v>1.2</v>");
    check_part(&got, "xl/worksheets/sheet5.xml",
               "<f>(B6-G6)/SQRT(G6*(1-D6/D8)*(1-B8/D8))</f><v>-0.28171808");
    /* Residuals are bold where the table as a whole is significant. */
    check_part(&got, "xl/worksheets/sheet6.xml", "AND($B$21&lt;alpha,ABS(B16)");
    /* Chi-square: observed in rows 7 and 8, expected below. */
    check_part(&got, "xl/worksheets/sheet6.xml", "<f>Crosstab!B6</f><v>1</v>");
    check_part(&got, "xl/worksheets/sheet6.xml",
               "<f>SUM(B7:C7)*SUM(B7:B8)/SUM($B$7:$C$8)</f><v>1.2</v>");
    check_part(&got, "xl/worksheets/sheet6.xml", "<v>0.0793650793650793");
    check_part(&got, "xl/worksheets/sheet6.xml", "<f>CHITEST(");
    check_part(&got, "xl/sharedStrings.xml",
               "1 tables are not worked out here");
    check_part(&got, "xl/sharedStrings.xml", "<t>Fisher's exact test</t>");
    assert_true(check_said(&got.messages, "workbook-number"));
    done(&got);
}

static void
answers_are_counted_by_their_codes(void **state)
{
    outcome got = write_book(TABLES SURVEY, NULL);

    (void)state;
    /* Of five: c twice, p once, an unlisted x once, 99 missing. */
    check_part(&got, "xl/worksheets/sheet4.xml",
               "<f>COUNTIF(Participants!$B$4:$B$8,C4)</f><v>2</v>");
    check_part(&got, "xl/worksheets/sheet4.xml",
               "<f>E4/SUM($E$4:$E$6)</f><v>0.5</v>");
    check_part(&got, "xl/sharedStrings.xml", "<t>refused</t>");
    /* A: three of the four who answered the question. */
    check_part(&got, "xl/worksheets/sheet4.xml", "<v>0.75</v>");
    done(&got);
}

/* Two codes by two, items j and k; b with x was not asked. */
#define MATRIX                                                                 \
    "record|respondent|facet|code|label|name|value|mentions|respondents|"      \
    "organisations|base|table|row|column|n|items|jaccard|statistic|text\n"     \
    "code|facet=i|code=j|label=Item j\n"                                       \
    "code|facet=i|code=k|label=Item k\n"                                       \
    "test|table=f x g|row=f|column=g|statistic=matrix_kind|text=codes\n"       \
    "test|table=f x g|row=f|column=g|statistic=matrix_n|text=items\n"          \
    "test|table=f x g|row=f|column=g|statistic=matrix_within|text=span\n"      \
    "test|table=f x g|row=f|column=g|statistic=matrix_note|text=not people\n"  \
    "cell|table=f x g|row=a|column=x|items=2|mentions=5|respondents=3|n=2|"    \
    "base=4|jaccard=0.5\n"                                                     \
    "cell|table=f x g|row=a|column=y|items=1|mentions=2|respondents=2|n=1|"    \
    "base=4|jaccard=0.25\n"                                                    \
    "cell|table=f x g|row=b|column=x|base=0\n"                                 \
    "cell|table=f x g|row=b|column=y|items=0|mentions=0|respondents=0|n=0|"    \
    "base=4|jaccard=0\n"                                                       \
    "cell|table=f x g: items|row=a|column=x|facet=i|code=j|label=Item j|"      \
    "mentions=4|respondents=3\n"                                               \
    "cell|table=f x g: items|row=a|column=x|facet=i|code=k|label=Item k|"      \
    "mentions=1|respondents=1\n"                                               \
    "cell|table=f x g: items|row=a|column=y|facet=i|code=j|label=Item j|"      \
    "mentions=2|respondents=2\n"                                               \
    "test|table=f x g|statistic=distinct_respondents|row=a|value=4\n"          \
    "test|table=f x g|statistic=distinct_respondents|value=4\n"

static void
a_matrix_is_counted_from_its_items(void **state)
{
    outcome got = write_book(MATRIX, NULL);
    char *cells;

    (void)state;
    check_sheets(&got, "Summary,Codebook,Matrix,Matrix_text,Items,Figures,"
                       "Methods,");
    /* Items of a with x: two of three rows; sums of a row and of all. */
    check_part(&got, "xl/worksheets/sheet3.xml",
               "<f>COUNTIFS(Items!$A$4:$A$6,\"f x g\",Items!$B$4:$B$6,A6,"
               "Items!$C$4:$C$6,B5)</f><v>2</v>");
    check_part(&got, "xl/worksheets/sheet3.xml", "<f>SUM(B6:C6)</f><v>3</v>");
    check_part(&got, "xl/worksheets/sheet3.xml", "<f>SUM(B8:C8)</f><v>3</v>");
    /* b with x is empty, b with y is 0. */
    cells = part(&got, "xl/worksheets/sheet3.xml");
    assert_null(strstr(cells, "A7,Items!$C$4:$C$6,B5)"));
    assert_non_null(strstr(cells, "A7,Items!$C$4:$C$6,C5)</f><v>0</v>"));
    free(cells);
    /* Respondents do not add up: 4 distinct, not 3 + 2. */
    check_part(&got, "xl/worksheets/sheet3.xml",
               "<c r=\"D18\" s=\"10\"><v>4</v></c>");
    check_part(&got, "xl/sharedStrings.xml",
               "\xe2\x80\xa2 Item j\n\xe2\x80\xa2 Item k");
    check_part(&got, "xl/sharedStrings.xml", "not people; both within a span");
    done(&got);
}

/* Every call of memory fails once; nothing leaks and nothing is left. */
static coding_status
write_lines(coding_context *context, const char *lines, size_t large)
{
    static stream_text text;
    coding_workbook_options options = {.large = large};
    coding_workbook *workbook = NULL;
    coding_reader *reader = NULL;
    FILE *file = fopen("/dev/null", "wb");
    coding_span bytes;
    static const char *const names[] = {"hand.tsv"};
    coding_status status;

    stream_text_make(&text, lines);
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

static coding_status
write_study(coding_context *context)
{
    return write_lines(context, HEAD STUDY COUNTS GROUPS, 0);
}

static coding_status
write_large(coding_context *context)
{
    return write_lines(context, HEAD STUDY COUNTS, 1);
}

static coding_status
write_tables(coding_context *context)
{
    return write_lines(context, TABLES SURVEY CELLS, 0);
}

static coding_status
write_matrix(coding_context *context)
{
    return write_lines(context, MATRIX, 0);
}

static void
memory_may_run_out_anywhere(void **state)
{
    (void)state;
    check_every_failure(write_study);
    check_every_failure(write_large);
    check_every_failure(write_tables);
    check_every_failure(write_matrix);
}

static void
saturation_is_a_sheet_of_live_sums(void **state)
{
    const char *const cells[] = {
        /* so far, the base, the run, the ratio of the second interview */
        "<f>D4</f><v>2</v>",
        "<f>E4+D5</f><v>3</v>",
        "<f>SUM($D$4:$D$4)</f><v>2</v>",
        "<f>SUM($D$5:$D$5)</f><v>1</v>",
        "<f>G5/F5</f><v>0.5</v>",
        "<f>E5+D6</f><v>4</v>",
        "<f>E6-E5</f><v>1</v>",
        "<v>0.125</v>",
    };
    outcome got = write_book(HEAD STUDY COUNTS CURVE, NULL);

    (void)state;
    check_sheets(&got, "Summary,Participants,Codebook,Rules,Grid,Tally,"
                       "Saturation,Evidence,Mentions,Units,Figures,Methods,"
                       "ChartData,");
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        check_part(&got, "xl/worksheets/sheet7.xml", cells[i]);
    check_part(&got, "xl/sharedStrings.xml", "1+1 at 50%: as it is.");
    check_part(&got, "xl/sharedStrings.xml", ">1+1 at 50%: as it is<");
    check_part(&got, "xl/sharedStrings.xml", "Saturation in interview order");
    check_part(&got, "xl/drawings/drawing3.xml", "Column chart: codes that");
    done(&got);
}

/* What the rows do not add up to is written as the stream says it. */
static void
a_curve_that_does_not_add_up_has_no_formula(void **state)
{
    outcome got =
        write_book(HEAD STUDY COUNTS
                   "count|table=saturation|order=2023-01-09|respondent=R1|"
                   "new=2|cumulative=3|base_codes=2|text=a, b\n",
                   NULL);
    char *cells = part(&got, "xl/worksheets/sheet7.xml");

    (void)state;
    assert_null(strstr(cells, "<f>"));
    assert_non_null(strstr(cells, "<v>3</v>"));
    free(cells);
    check_part(&got, "xl/sharedStrings.xml", "2023-01-09");
    done(&got);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tallied_stream_gives_its_sheets),
        cmocka_unit_test(long_labels_are_cut_between_characters),
        cmocka_unit_test(cells_of_charts_stand_below_their_names),
        cmocka_unit_test(saturation_is_a_sheet_of_live_sums),
        cmocka_unit_test(a_curve_that_does_not_add_up_has_no_formula),
        cmocka_unit_test(groups_are_tested_code_by_code),
        cmocka_unit_test(tables_are_worked_out_in_cells),
        cmocka_unit_test(answers_are_counted_by_their_codes),
        cmocka_unit_test(a_matrix_is_counted_from_its_items),
        cmocka_unit_test(figures_that_do_not_agree_are_written_as_they_are),
        cmocka_unit_test(without_a_tally_there_is_evidence_and_a_note),
        cmocka_unit_test(what_a_person_did_is_in_methods),
        cmocka_unit_test(only_the_sheets_that_are_wanted),
        cmocka_unit_test(cells_that_hold_no_number_are_told),
        cmocka_unit_test(words_are_found_in_their_unit),
        cmocka_unit_test(a_large_stream_gives_the_same_cells),
        cmocka_unit_test(values_are_numbers_that_nobody_is_asked_to_change),
        cmocka_unit_test(plain_has_neither_rules_nor_italics),
        cmocka_unit_test(units_are_listed_with_their_words),
        cmocka_unit_test(tables_that_a_sheet_cannot_hold_go_on_on_another),
        cmocka_unit_test(headings_come_from_a_file),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
