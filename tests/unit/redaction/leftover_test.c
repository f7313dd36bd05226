/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names that are left in workbooks, documents and other zip files: where each
   stands was written down when the parts were. */
#include <coding/redaction.h>

#include "check.h"
#include "xlsx_bytes.h"

#define WORD "<w:document xmlns:w=\"urn:w\"><w:body>"

/* A cell with the string of two fonts, one that no cell has, a string of its
   own in a formula, a name in a header, a sheet's name and a property. */
static const xlsx_part book[] = {
    XLSX_ROOT,
    XLSX_LINKS,
    {"xl/workbook.xml",
     "<workbook " XLSX_MAIN "><sheets><sheet name=\"Jo's words\" "
     "sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"},
    {"xl/sharedStrings.xml",
     "<sst " XLSX_MAIN "><si><t>nobody</t></si><si><r><t>I met An</t></r>"
     "<r><rPr><b/></rPr><t>na_x000D_Berg.</t></r></si>"
     "<si><t>Ute</t></si></sst>"},
    {"xl/worksheets/sheet1.xml",
     "<worksheet " XLSX_MAIN "><sheetData>"
     "<row r=\"7\"><c r=\"B7\" t=\"s\"><v>0</v></c>"
     "<c r=\"D7\" t=\"s\"><v>1</v></c><c r=\"E7\" t=\"s\"><v>1</v></c>"
     "<c r=\"F7\"><v>2</v></c>"
     "<c r=\"G7\" t=\"str\"><f>\"K\"&amp;\"im\"</f><v>Kim</v></c></row>"
     "</sheetData><headerFooter><oddHeader>&amp;CMia</oddHeader>"
     "</headerFooter></worksheet>"},
    {"docProps/core.xml", "<p><creator>Lea</creator><by>Lea</by></p>"},
    {NULL, NULL}};

/* Runs, a deleted word, a footnote, a picture's description; no ids. */
static const xlsx_part talk[] = {
    {"word/document.xml",
     WORD "<w:p w:rsidR=\"00Ada1\"><w:r><w:t>An</w:t></w:r><w:r><w:rPr/>"
          "<w:t>na</w:t></w:r></w:p><w:p><w:r><w:t>Berg</w:t></w:r></w:p>"
          "<w:p><w:del><w:r><w:delText>U</w:delText></w:r></w:del>"
          "<w:r><w:t>te</w:t></w:r></w:p><w:docPr descr=\"Mia at work\"/>"
          "</w:body></w:document>"},
    {"word/footnotes.xml",
     WORD "<w:p><w:r><w:t>K</w:t></w:r><w:r><w:tab/><w:t>im, Jo</w:t></w:r>"
          "</w:p></w:body></w:document>"},
    {"notes/Lea.txt", "Ada\n"},
    {NULL, NULL}};

static coding_status
seek_one(coding_context *context, coding_span bytes)
{
    static const char *const wanted[] = {"(?i)\\bAnna\\s+Berg\\b",
                                         "\\bUte\\b",
                                         "\\bKim\\b",
                                         "\\bMia\\b",
                                         "\\bLea\\b",
                                         "\\bJo\\b",
                                         "\\bAda\\b"};
    coding_redaction *names = NULL;
    coding_status status = coding_redaction_new(context, &names);

    for (size_t i = 0;
         status == CODING_OK && i < sizeof wanted / sizeof *wanted; i++)
        status = coding_redaction_pattern(names, wanted[i]);
    if (status == CODING_OK)
        status = coding_redaction_ready(names);
    if (status == CODING_OK)
        status = coding_redaction_seek(names, "f", bytes, NULL);
    if (status == CODING_OK)
        status = coding_redaction_left(names);
    coding_redaction_free(names);
    return status;
}

/* The messages are `said`, one a line, sorted by when a name was learnt. */
static void
check_left(coding_span bytes, const char *const *lines, size_t count)
{
    check_messages said;
    coding_context *context = check_context(&said);

    assert_int_equal(seek_one(context, bytes),
                     count > 0 ? CODING_EDATA : CODING_OK);
    for (size_t i = 0; i < count && i < said.count; i++)
        assert_string_equal(said.texts[i], lines[i]);
    assert_int_equal(said.count, count);
    coding_context_free(context);
}

static void
check_parts(const xlsx_part *parts, const char *const *lines, size_t count)
{
    coding_context *context = check_context(NULL);
    buffer bytes;

    buffer_init(&bytes, context);
    xlsx_bytes(context, parts, &bytes);
    check_left(buffer_span(&bytes), lines, count);
    buffer_free(&bytes);
    coding_context_free(context);
}

static void
a_workbook_is_searched_whole(void **state)
{
    static const char *const lines[] = {
        "'Anna\rBerg' is not masked, places: 2; the first is in the sheet "
        "'Jo's "
        "words', cell D7",
        "'Ute' is not masked, places: 1; the first is in the part "
        "xl/sharedStrings.xml",
        "'Jo' is not masked, places: 1; the first is in the part "
        "xl/workbook.xml",
        "'Kim' is not masked, places: 1; the first is in the sheet 'Jo's "
        "words', cell G7",
        "'Mia' is not masked, places: 1; the first is in the sheet 'Jo's "
        "words'",
        "'Lea' is not masked, places: 2; the first is in the part "
        "docProps/core.xml"};

    (void)state;
    check_parts(book, lines, sizeof lines / sizeof *lines);
}

static void
a_document_is_searched_whole(void **state)
{
    static const char *const lines[] = {
        "'Anna\nBerg' is not masked, places: 1; the first is in the part "
        "word/document.xml",
        "'Ute' is not masked, places: 1; the first is in the part "
        "word/document.xml",
        "'Mia' is not masked, places: 1; the first is in the part "
        "word/document.xml",
        "'Jo' is not masked, places: 1; the first is in the part "
        "word/footnotes.xml",
        "'Lea' is not masked, places: 1; the first is in the part "
        "notes/Lea.txt",
        "'Ada' is not masked, places: 1; the first is in the part "
        "notes/Lea.txt"};

    (void)state;
    check_parts(talk, lines, sizeof lines / sizeof *lines);
}

/* Zip files in zip files, down to a limit; pictures are not searched. */
static void
zip_files_nest(void **state)
{
    static const xlsx_part leaf[] = {{"3.txt", "Jo"}, {NULL, NULL}};
    static const xlsx_part shell[] = {{"in.zip", NULL}, {NULL, NULL}};
    static const xlsx_part pictures[] = {
        {"a.png", NULL}, {"b.png", NULL}, {"c.txt", "Kim"}, {NULL, NULL}};
    static const char *const found[] = {
        "'Jo' is not masked, places: 1; the first is in the part "
        "in.zip/in.zip/3.txt"};
    static const char *const deep[] = {
        "zip files are nested too deep, at 'in.zip'"};
    static const char *const opaque[] = {
        "parts that are no text and were not searched: 2, the first is "
        "'a.png'",
        "'Kim' is not masked, places: 1; the first is in the part c.txt"};
    coding_context *context = check_context(NULL);
    buffer bytes, outer;

    (void)state;
    buffer_init(&bytes, context);
    buffer_init(&outer, context);
    xlsx_bytes(context, leaf, &bytes);
    for (size_t i = 0; i < 5; i++) {
        xlsx_pack(context, shell, buffer_span(&bytes), &outer);
        buffer_reset(&bytes);
        buffer_add(&bytes, buffer_span(&outer));
        buffer_reset(&outer);
        if (i == 1)
            check_left(buffer_span(&bytes), found, 1);
    }
    check_left(buffer_span(&bytes), deep, 1);
    buffer_reset(&bytes);
    xlsx_pack(context, pictures, (coding_span){"P\0Jo", 4}, &bytes);
    check_left(buffer_span(&bytes), opaque, 2);
    buffer_free(&bytes);
    buffer_free(&outer);
    coding_context_free(context);
}

static void
texts_are_searched_with_their_tags(void **state)
{
    /* A name inside a tag, one that tags cut, one between tags, one in
       references; a tag that goes over a line end; what is no tag. */
    static const char page[] =
        "<p title='Mia'\nclass='x'>A<b>d</b>a</p>\n"
        "<i>Anna</i><br>Berg &#74;&#x6F; &amp; K&#105;m a < b";
    static const char *const lines[] = {
        "'Mia' is not masked, places: 1", "'Jo' is not masked, places: 1",
        "'Kim' is not masked, places: 1", "'Ada' is not masked, places: 1",
        "'Anna  Berg' is not masked, places: 1"};
    static const char *const none[] = {"binary"};

    (void)state;
    check_left((coding_span){page, sizeof page - 1}, lines, 5);
    check_left(coding_span_of(""), none, 0);
    check_left(coding_span_of("nobody, &#0; &#99999999999; &x; &"), none, 0);
}

static void
damage_is_told(void **state)
{
    static const xlsx_part damaged[] = {
        XLSX_ROOT, {"xl/workbook.xml", "<workbook"}, {NULL, NULL}};
    check_messages said;
    coding_context *context = check_context(&said);
    buffer bytes;

    (void)state;
    buffer_init(&bytes, context);
    xlsx_bytes(context, damaged, &bytes);
    assert_int_equal(seek_one(context, buffer_span(&bytes)), CODING_EDATA);
    assert_true(check_said(&said, "xml-damaged"));
    bytes.length -= 20;
    assert_int_equal(seek_one(context, buffer_span(&bytes)), CODING_EDATA);
    assert_true(check_said(&said, "zip-damaged"));
    buffer_free(&bytes);
    coding_context_free(context);
}

/* Words of a PDF are compressed, those of Rich Text written in codes: not to
   find a name there would mean nothing. */
static void
what_hides_words_is_refused(void **state)
{
    static const coding_span files[] = {
        {"%PDF-1.4 nobody", 15}, {"{\\rtf1 nobody}", 14}, {"PNG\0nobody", 10}};
    static const char *const lines[] = {
        "is no text in which names could be seen; convert it to .docx or text "
        "first"};

    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        check_left(files[i], lines, 1);
    check_left((coding_span){"\xFF\xFEn\0o\0", 6}, NULL, 0);
}

static coding_span made; /* for without_memory: a workbook */

static coding_status
without_memory(coding_context *context)
{
    coding_status status = seek_one(context, made);

    /* What is left is no lack of memory. */
    return status == CODING_EDATA ? CODING_OK : status;
}

static void
lack_of_memory_is_told(void **state)
{
    coding_context *context = check_context(NULL);
    buffer bytes;

    (void)state;
    buffer_init(&bytes, context);
    xlsx_bytes(context, book, &bytes);
    made = buffer_span(&bytes);
    check_every_failure(without_memory);
    buffer_free(&bytes);
    coding_context_free(context);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_workbook_is_searched_whole),
        cmocka_unit_test(a_document_is_searched_whole),
        cmocka_unit_test(zip_files_nest),
        cmocka_unit_test(texts_are_searched_with_their_tags),
        cmocka_unit_test(damage_is_told),
        cmocka_unit_test(what_hides_words_is_refused),
        cmocka_unit_test(lack_of_memory_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
