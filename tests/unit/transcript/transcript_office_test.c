/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Word, OpenDocument and HTML texts. The expected texts are written by hand
   from the elements' meaning in ECMA-376, ODF 1.3 and HTML. */
#include <minizip/zip.h>
#include <unistd.h>

#include "check.h"
#include "transcript/transcript.h"
#include "transcript/webpage.h"

#define WORD                                                                   \
    "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/" \
    "2006/main' xmlns:mc='http://schemas.openxmlformats.org/markup-"           \
    "compatibility/2006'><w:body>"
#define WORD_END "</w:body></w:document>"
#define ODT                                                                    \
    "<office:document-content xmlns:office='urn:oasis:names:tc:opendocument:"  \
    "xmlns:office:1.0' xmlns:text='urn:oasis:names:tc:opendocument:xmlns:"     \
    "text:1.0' xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0'>" \
    "<office:body><office:text>"
#define ODT_END "</office:text></office:body></office:document-content>"

typedef struct {
    coding_context *context;
    check_messages said;
    transcript *document;
    buffer zip;
} bench;

static int
set_up(void **state)
{
    bench *made = calloc(1, sizeof *made);

    made->context = check_context(&made->said);
    buffer_init(&made->zip, made->context);
    *state = made;
    return 0;
}

static int
tear_down(void **state)
{
    bench *made = *state;

    transcript_free(made->document);
    buffer_free(&made->zip);
    coding_context_free(made->context);
    free(made);
    return 0;
}

static void
make_zip(bench *on, const char *member, const char *content)
{
    char path[64];
    zipFile zip;

    snprintf(path, sizeof path, "/tmp/coding-%ld.zip", (long)getpid());
    zip = zipOpen64(path, APPEND_STATUS_CREATE);
    assert_non_null(zip);
    assert_int_equal(zipOpenNewFileInZip3_64(zip, member, NULL, NULL, 0, NULL,
                                             0, NULL, Z_DEFLATED, 6, 0, -15, 8,
                                             Z_DEFAULT_STRATEGY, NULL, 0, 0),
                     ZIP_OK);
    assert_int_equal(
        zipWriteInFileInZip(zip, content, (unsigned)strlen(content)), ZIP_OK);
    assert_int_equal(zipCloseFileInZip(zip), ZIP_OK);
    assert_int_equal(zipClose(zip, NULL), ZIP_OK);
    buffer_reset(&on->zip);
    assert_int_equal(input_load(on->context, path, 1U << 20, &on->zip, NULL),
                     CODING_OK);
    unlink(path);
}

static coding_status
parse(bench *on, const char *name, coding_span bytes)
{
    const transcript_options options = {0};

    transcript_free(on->document);
    on->document = NULL;
    on->said.count = 0;
    return transcript_parse(on->context, name, bytes, &options, &on->document);
}

static const transcript *
parse_zip(bench *on, const char *name, const char *member, const char *content)
{
    make_zip(on, member, content);
    assert_int_equal(parse(on, name, buffer_span(&on->zip)), CODING_OK);
    return on->document;
}

static void
word_runs_are_words(void **state)
{
    bench *on = *state;
    const transcript *got = parse_zip(
        on, "a.docx", "word/document.xml",
        WORD
        "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>INT: Wh</w:t>"
        "</w:r><w:r><w:rPr><w:b/></w:rPr><w:t>y?</w:t></w:r></w:p><w:p/>"
        "<w:p><w:r><w:t>R1:</w:t><w:tab/><w:t>Co</w:t><w:noBreakHyphen/>"
        "<w:t>op</w:t><w:br/><w:t>so</w:t><w:softHyphen/></w:r><w:del><w:r>"
        "<w:delText>gone</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>moved"
        "</w:t></w:r></w:moveFrom><w:ins><w:r><w:t xml:space='preserve'> in"
        "</w:t></w:r></w:ins><mc:AlternateContent><mc:Choice><w:r><w:t> once"
        "</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t> twice</w:t></w:r>"
        "</mc:Fallback></mc:AlternateContent><w:r><w:instrText>PAGE"
        "</w:instrText><w:footnoteReference w:id='1'/></w:r></w:p>" WORD_END);

    assert_span(got->text, "INT: Why?\n\nR1:\tCo\xE2\x80\x91op\nso\xC2\xAD in "
                           "once\n");
    assert_string_equal(got->format, "docx");
    assert_int_equal(got->turns, 2);
    assert_string_equal(on->said.texts[0], "not read: footnotes");
}

static void
table_rows_are_turns(void **state)
{
    bench *on = *state;
    coding_span words;
    const transcript *got = parse_zip(
        on, "a.docx", "word/document.xml",
        WORD "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>INT</w:t></w:r></w:p></w:tc>"
             "<w:tc><w:p><w:r><w:t>Why?</w:t></w:r></w:p></w:tc></w:tr>"
             "<w:tr><w:tc><w:p><w:r><w:t>R1</w:t></w:r></w:p><w:p/></w:tc>"
             "<w:tc><w:p><w:r><w:t>One.</w:t></w:r></w:p><w:p><w:r><w:t>Two."
             "</w:t></w:r></w:p></w:tc></w:tr></w:tbl>" WORD_END);

    assert_span(got->text, "INT\tWhy?\nR1 \tOne.\nTwo.\n");
    assert_int_equal(got->piece_count, 2);
    words = (coding_span){got->text.at + got->pieces[1].start,
                          got->pieces[1].end - got->pieces[1].start};
    assert_span(words, "One.\nTwo.");
    /* Time, speaker, words. */
#define CELL(words) "<w:tc><w:p><w:r><w:t>" words "</w:t></w:r></w:p></w:tc>"
    got =
        parse_zip(on, "a.docx", "word/document.xml",
                  WORD "<w:tbl><w:tr>" CELL("00:01") CELL("INT")
                      CELL("Why?") "</w:tr><w:tr>" CELL("00:02") CELL("Anna")
                          CELL("So.") "</w:tr><w:tr>" CELL("00:03") CELL("INT")
                              CELL("And?") "</w:tr></w:tbl>" WORD_END);
    assert_int_equal(got->speaker_count, 2);
    assert_span(got->speakers[1].label, "Anna");
    assert_span(got->pieces[1].time, "00:02");
}

static void
opendocument_text(void **state)
{
    bench *on = *state;
    const transcript *got = parse_zip(
        on, "a.odt", "content.xml",
        ODT "<text:tracked-changes><text:deletion><text:p>gone</text:p>"
            "</text:deletion></text:tracked-changes>\n<text:h>Date: May"
            "</text:h>\n <text:p>Place:  <text:s text:c='2'/>Leeds</text:p>"
            "<text:p/><text:p>INT: Wh<text:span>y?</text:span></text:p>"
            "<text:p>R1:<text:tab/>Trust\n  me<text:line-break/>yes"
            "<text:note><text:note-body><text:p>foot</text:p></text:note-body>"
            "</text:note><office:annotation><text:p>c</text:p>"
            "</office:annotation>.</text:p><table:table><table:table-row>"
            "<table:table-cell><text:p>INT</text:p></table:table-cell>"
            "<table:table-cell><text:p>And?</text:p></table:table-cell>"
            "</table:table-row></table:table>" ODT_END);

    assert_span(got->text, "Date: May\nPlace:   Leeds\n\nINT: Why?\nR1:\tTrust "
                           "me\nyes.\nINT\tAnd?\n");
    assert_int_equal(got->header_lines, 2);
    assert_string_equal(on->said.texts[0], "not read: footnotes, comments");
}

static void
paragraphs_of_office_notes(void **state)
{
    bench *on = *state;
    const transcript *got =
        parse_zip(on, "a.odt", "content.xml",
                  ODT "<text:p>He left early</text:p><text:p>and came back."
                      "</text:p>" ODT_END);

    assert_int_equal(got->piece_count, 2);
    assert_true(got->paragraphs);
}

static void
damage_is_told(void **state)
{
    bench *on = *state;

    assert_int_equal(parse(on, "a.docx", coding_span_of("no zip")),
                     CODING_EDATA);
    make_zip(on, "other.xml", "<a/>");
    assert_int_equal(parse(on, "a.docx", buffer_span(&on->zip)), CODING_EDATA);
    assert_string_equal(on->said.texts[0],
                        "no Word document: it has no part word/document.xml");
    make_zip(on, "content.xml", ODT "<text:p>cut");
    assert_int_equal(parse(on, "a.odt", buffer_span(&on->zip)), CODING_EDATA);
    assert_true(check_said(&on->said, "xml-damaged"));
    assert_int_equal(
        parse(on, "a.docx", coding_span_of("\xD0\xCF\x11\xE0\xA1")),
        CODING_EDATA);
    assert_string_equal(on->said.texts[0],
                        "a file with a password, or an old Word file, is not "
                        "read; save it without a password");
}

static void
assert_page(bench *on, const char *page, const char *wanted)
{
    buffer text;

    buffer_init(&text, on->context);
    webpage_read(coding_span_of(page), &text);
    assert_int_equal(buffer_status(&text), CODING_OK);
    assert_span(buffer_span(&text), wanted);
    buffer_free(&text);
}

static void
pages_have_words(void **state)
{
    bench *on = *state;

    assert_page(
        on,
        "<!DOCTYPE html><html><head><title>x</title><style>p{}</style>"
        "</head><body>\n<h1>Talk</h1>\n<p>A &amp;\n  B<br>C</p><!-- <p>no"
        " --><div>D</div><div>E</div></body></html>",
        "Talk\n\nA & B\nC\n\nD\nE\n");
    assert_page(on, "Caf&eacute; &#8217;&#x2019; &unknown; a < b &lt;i&gt; &",
                "Caf\xC3\xA9 \xE2\x80\x99\xE2\x80\x99 &unknown; a < b <i> &\n");
    assert_page(on,
                "<table><tr><td>INT</td><td>A <b>b</b></td></tr>"
                "<tr><td>R1</td><td>C</td></tr></table>",
                "INT\tA b\nR1\tC\n\n");
    /* As LibreOffice writes them: paragraphs in the cells. */
    assert_page(on,
                "<table>\n<tr>\n <td><p>\n  INT</p>\n </td>\n <td><p>\n  A"
                "</p>\n <p>b</p>\n </td></tr>\n<tr><td><p>R1</p></td>"
                "<td><p>C</p></td></tr>\n</table><p>D</p>",
                "INT\tA\n\nb\nR1\tC\n\nD\n\n");
    /* A page laid out by a table keeps its paragraphs. */
    assert_page(on,
                "<table><tr><td><p>INT: A?</p><p>R1: B.</p></td></tr></table>",
                "INT: A?\n\nR1: B.\n\n");
    assert_page(on, "<script>if (a<b) x(\"</p>\");</script>A<pre>b\n  c</pre>",
                "A\n\nb\n  c\n\n");
    assert_page(on, "<p>We <del>never </del>trust <b>them</b>.</p>",
                "We trust them.\n\n");
    assert_page(on, "<p title=\"a > b\">x</p", "x\n\n");
    assert_page(on, "<", "<\n");
    assert_page(on, "<!--", "");
}

static coding_status
parse_with(coding_context *context)
{
    const transcript_options options = {0};
    transcript *got = NULL;
    coding_status status = transcript_parse(
        context, "a.html",
        coding_span_of("<p>INT: One &amp; two?</p><p>R1: No.</p>"), &options,
        &got);

    transcript_free(got);
    return status;
}

static void
lack_of_memory_is_a_status(void **state)
{
    (void)state;
    check_every_failure(parse_with);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(word_runs_are_words),
        TEST(table_rows_are_turns),
        TEST(opendocument_text),
        TEST(paragraphs_of_office_notes),
        TEST(damage_is_told),
        TEST(pages_have_words),
        TEST(lack_of_memory_is_a_status),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
