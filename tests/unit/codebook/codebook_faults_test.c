/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every kind of fault: which are given, where, and that one does not hide
   another. Lines and columns are counted by eye. */
#include <coding/codebook.h>
#include <coding/cues.h>
#include <coding/guide.h>

#include "check.h"

#define HEAD "codebook: a\n\n"

/* "line:column id" of all messages, joined by a space. */
static void
check_messages_are(const check_messages *said, const char *expected)
{
    char got[2000] = "";

    for (size_t i = 0; i < said->count; i++)
        (void)snprintf(got + strlen(got), sizeof got - strlen(got),
                       "%s%zu:%zu %s", i > 0 ? " " : "", said->lines[i],
                       said->columns[i], said->ids[i]);
    assert_string_equal(got, expected);
}

static void
book_faults(coding_span text, const char *expected)
{
    check_messages said;
    coding_context *context = check_context(&said);
    coding_codebook *book = NULL;

    assert_int_equal(
        coding_codebook_parse(context, "nowhere/a.codebook", text, &book),
        CODING_EUSAGE);
    assert_null(book);
    check_messages_are(&said, expected);
    coding_context_free(context);
}

static void
faults(const char *text, const char *expected)
{
    book_faults(coding_span_of(text), expected);
}

static void
guide_faults(const char *text, const char *expected)
{
    check_messages said;
    coding_context *context = check_context(&said);
    coding_guide *guide = NULL;

    assert_int_equal(
        coding_guide_parse(context, "a.guide", coding_span_of(text), &guide),
        CODING_EUSAGE);
    check_messages_are(&said, expected);
    coding_context_free(context);
}

static void
cue_faults(const char *text, const char *expected)
{
    check_messages said;
    coding_context *context = check_context(&said);
    coding_cues *cues = NULL;

    assert_int_equal(
        coding_cues_parse(context, "a.cues", coding_span_of(text), &cues),
        CODING_EUSAGE);
    check_messages_are(&said, expected);
    coding_context_free(context);
}

static void
files_that_are_no_codebook(void **state)
{
    (void)state;
    faults("", "0:0 header-missing");
    faults("# nothing but a comment\n", "0:0 header-missing");
    faults("code: a\nmatch: b\n", "1:1 header-missing");
    faults("hello\n", "0:0 header-missing 1:1 record-line");
    faults("hello: you\n", "0:0 record-none 1:1 header-missing");
    faults("codebook: a\n", "0:0 record-none");
    book_faults((coding_span){"codebook: a\0b\n", 14}, "0:0 record-binary");
    book_faults((coding_span){"\xFF\xFE"
                              "c\0o\0",
                              6},
                "0:0 record-utf16");
    faults("codebok: a\n\ncode: x\n", "1:1 field-unknown");
}

static void
lines(void **state)
{
    (void)state;
    faults("  x\n" HEAD "code: a\n", "1:3 record-continuation");
    faults(HEAD "code: a\nnot a field\n", "4:1 record-line");
    faults(HEAD "code: a\nmatch: caf\xE9\n", "4:11 utf8-invalid");
    /* The codes after the bad byte are read all the same. */
    faults(HEAD "code: a\xE9 b\nmatch: (\n\ncode: a\n",
           "3:8 utf8-invalid 4:9 pattern-invalid");
    faults(HEAD "code: a\n\xC3\xA4\xC3\xB6: \xC0\x80\n", "4:5 utf8-invalid");
    faults(HEAD "code: a\n\nmatch: (\n",
           "5:1 record-start 5:9 pattern-invalid");
    faults(HEAD "code: a\n\ncodebook: b\n", "5:1 header-twice");
    faults(HEAD "cod: a\nmatch: (\n", "3:1 field-unknown 4:9 pattern-invalid");
}

static void
fields(void **state)
{
    (void)state;
    faults("codebook: a\ncolour: red\noverlap: most\nversion:\n\ncode: x\n",
           "2:1 field-unknown 3:10 field-choice 4:1 field-empty");
    faults("codebook: a b\nfacet: x/y\n\ncode: x\n",
           "1:12 id-invalid 2:9 id-invalid");
    faults(HEAD "code: a\nlabel: b\nlabel: c\n", "5:1 field-twice");
    faults(HEAD "code: a\nMatch: b\n", "4:1 field-unknown");
    faults(HEAD "code: a\nbrief:\n", "4:1 field-empty");
    faults(HEAD "code: a\nmatch: b\n c\n", "5:2 field-continued");
    faults(HEAD "code:\nmatch: b\n", "3:1 field-empty");
}

static void
ids(void **state)
{
    (void)state;
    faults(HEAD "code: a b\n", "3:8 id-invalid");
    faults(HEAD "code: \xC3\xA4=b\n", "3:8 id-invalid");
    faults(HEAD "code: a\n\ncode: b\n\ncode: a\nmatch: (\n",
           "7:7 id-twice 8:9 pattern-invalid");
    faults(HEAD "code: a\nmatch: x\nid: y\nmatch: z\nid: y\n", "7:5 id-twice");
    faults(HEAD "code: a\nmatch: x\nid: a.match.2\nmatch: z\n", "6:1 id-twice");
    faults(HEAD "code: a\nmatch: x\nid: y z\n", "5:6 id-invalid");
}

static void
rules(void **state)
{
    (void)state;
    faults(HEAD "code: a\nid: x\nnone: y\nmatch: z\n",
           "4:1 rule-missing 5:1 rule-missing");
    faults(HEAD "code: a\nnone: (\n", "4:1 rule-missing 4:8 pattern-invalid");
    faults(HEAD "code: a\nmatch: x\nid: y\nid: z\n", "6:1 field-twice");
    faults(HEAD "code: a\nwithin: turn\nwithin: turn\nmatch: x\n",
           "5:1 field-twice");
    faults(HEAD "code: a\nwithin: page\nmatch: x\nmatch: y\n",
           "4:9 field-choice");
    faults(HEAD "code: a\nweight: 2,5\nmatch: x\n", "4:9 field-number");
    faults(HEAD "code: a\nnear: x ,, y\n", "4:7 field-number");
    faults(HEAD "code: a\nnear: -1 x ,, y\n", "4:7 field-number");
    faults(HEAD "code: a\nthen: 10001 x ,, y\n", "4:7 field-number");
    faults(HEAD "code: a\nnear: 3 x,,y\n", "4:7 pattern-count");
    faults(HEAD "code: a\nnear: 3 x ,, y ,, z\n", "4:7 pattern-count");
    /* Empty only where its own words are. */
    faults(HEAD "code: a\nmatch: \\b(?=trust)\n", "4:8 pattern-empty");
    /* A list where one pattern stands would never match. */
    faults(HEAD "code: a\nmatch: x ,, y\n", "4:10 pattern-separated");
    faults(HEAD "code: a\nglob: x* ,, y\n", "4:10 pattern-separated");
    faults(HEAD "code: a\nmatch: x\nunless: yy ,, z\n",
           "5:12 pattern-separated");
    faults(HEAD "code: a\nall: x ,, ,, y\n", "4:11 pattern-empty");
    faults(HEAD "code: a\nany: x ,,\n", "4:10 pattern-empty");
    faults(HEAD "code: a\nonly: side\nonly: =x\nonly: a=b||c\nmatch: x\n",
           "4:7 only-invalid 5:7 only-invalid 6:11 only-invalid");
    faults(HEAD "code: a\nglob: * ?\n", "4:7 wildcard-only");
    /* One fault for a guard that holds for two rules. */
    faults(HEAD "code: a\nunless: [\nmatch: x\nmatch: y\n",
           "4:10 pattern-invalid");
}

static void
patterns(void **state)
{
    (void)state;
    faults(HEAD "code: a\nmatch: trust)\n", "4:13 pattern-invalid");
    faults(HEAD "code: a\nmatch: \xC3\xA4(\n", "4:10 pattern-invalid");
    faults(HEAD "code: a\nnear: 2 ok ,, [z-a]\n", "4:18 pattern-invalid");
    faults(HEAD "code: a\nmatch: x*\n", "4:8 pattern-empty");
    faults(HEAD "code: a\nmatch: \\bx?\n", "4:8 pattern-empty");
    faults(HEAD "code: a\nmatch: (?=x)|\n", "4:8 pattern-empty");
    faults(HEAD "code: a\nmatch: x\nunless: y*\n", "5:9 pattern-empty");
}

static void
references(void **state)
{
    (void)state;
    faults(HEAD "code: trust\nall: x ,, code:trsut\nimplies: no/\n"
                "implies: y\n",
           "4:16 code-unknown 5:13 id-invalid 6:10 code-unknown");
    faults(HEAD "code: a\nmatch: code:a\nnear: 1 code:a ,, x\n"
                "unless: code:a\n",
           "4:8 code-place 5:9 code-place 6:9 code-place");
}

static void
missing_word_lists(void **state)
{
    check_messages said;
    coding_context *context = check_context(&said);
    coding_codebook *book = NULL;

    (void)state;
    /* A missing file alone is the system's fault; beside faults of the
       codebook itself those decide, and all are told. */
    assert_int_equal(coding_codebook_parse(
                         context, "nowhere/a.codebook",
                         coding_span_of(HEAD "code: a\nwords: absent.txt\n"),
                         &book),
                     CODING_ESYSTEM);
    check_messages_are(&said, "0:0 input-unreadable 4:8 words-unread");
    said.count = 0;
    assert_int_equal(
        coding_codebook_parse(
            context, "nowhere/a.codebook",
            coding_span_of(HEAD "code: a\nwords: absent.txt\nmatch: (\n"),
            &book),
        CODING_EUSAGE);
    check_messages_are(&said, "0:0 input-unreadable 4:8 words-unread "
                              "5:9 pattern-invalid");
    coding_context_free(context);
}

static void
guides(void **state)
{
    (void)state;
    guide_faults("", "0:0 header-missing");
    guide_faults("guide: a\n", "0:0 record-none");
    guide_faults("guide: a\n\nquestion: q\nask: x\n", "3:1 question-silent");
    guide_faults("guide: a\n\nquestion: q\nmatch: (\n\nquestion: q\n"
                 "glob: *\nmatch: x\nwhy: y\n",
                 "4:9 pattern-invalid 6:11 id-twice 7:7 wildcard-only "
                 "9:1 field-unknown");
    /* A codebook is no guide. */
    guide_faults("codebook: a\n\ncode: b\n", "1:1 record-kind");
}

static void
cues(void **state)
{
    (void)state;
    cue_faults("cues: a\n\ncue: (\n", "3:1 cue-polarity 3:7 pattern-invalid");
    cue_faults("cues: a\n\ncue: x\nkind: trap\npolarity: good\n"
               "scope: sideways\nwithin: page\n",
               "4:7 field-choice 5:11 field-choice 6:8 field-choice "
               "7:9 field-choice");
    cue_faults("cues: a\n\ncue: x\npolarity: absent\nscope: forward 0\n",
               "5:8 field-choice");
    cue_faults("cues: a\n\ncue: x\npolarity: absent\nname: n\n\n"
               "cue: y\nkind: terminator\nname: n\n",
               "9:7 id-twice");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_that_are_no_codebook),
        cmocka_unit_test(lines),
        cmocka_unit_test(fields),
        cmocka_unit_test(ids),
        cmocka_unit_test(rules),
        cmocka_unit_test(patterns),
        cmocka_unit_test(references),
        cmocka_unit_test(missing_word_lists),
        cmocka_unit_test(guides),
        cmocka_unit_test(cues),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
