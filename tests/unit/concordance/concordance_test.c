/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The room concordance: passages and the words around them. Expected words are
   cut from the hand-written units by eye; offsets count from 0. */
#include <coding/concordance.h>

#include "stream_text.h"

#define HEAD                                                                   \
    "record|document|unit|turn|role|respondent|question|start|end|facet|"      \
    "code|pattern|polarity|counted|counted_rank|family|name|value|text|"       \
    "speaker|attr.side|attr.dyad\n"
#define CODES                                                                  \
    "code|facet=f|code=a|family=x\n"                                           \
    "code|facet=f|code=b|family=y\n"                                           \
    "code|facet=g|code=b\n"

typedef struct {
    coding_context *context;
    check_messages messages;
    coding_reader *reader;
    coding_concordance *made;
    coding_status status;
} fixture;

static void
begin(fixture *all, const char *lines,
      const coding_concordance_options *options)
{
    static stream_text text;
    const coding_row *row = NULL;
    coding_status read = CODING_OK;

    memset(all, 0, sizeof *all);
    all->context = check_context(&all->messages);
    stream_text_make(&text, lines);
    all->reader = stream_text_open(all->context, &text);
    assert_non_null(all->reader);
    all->status = coding_concordance_new(
        all->context, coding_reader_columns(all->reader), options, &all->made);
    while (all->status == CODING_OK && read == CODING_OK) {
        read = coding_reader_next(all->reader, &row);
        if (read == CODING_OK)
            all->status = coding_concordance_take(all->made, row);
    }
    if (all->status == CODING_OK) {
        assert_int_equal(read, CODING_END);
        all->status = coding_concordance_finish(all->made);
    }
}

static void
end(fixture *all)
{
    coding_concordance_free(all->made);
    coding_reader_free(all->reader);
    coding_context_free(all->context);
}

/* "left[match]right" of each passage, a line each. */
static const char *
lines_of(const fixture *all)
{
    static char bytes[8192];
    const coding_passage *items = NULL;
    size_t count = coding_concordance_passages(all->made, &items);
    size_t at = 0;

    bytes[0] = '\0';
    for (size_t i = 0; i < count; i++)
        at += (size_t)snprintf(bytes + at, sizeof bytes - at,
                               "%.*s[%.*s]%.*s\n", (int)items[i].left.length,
                               items[i].left.length > 0 ? items[i].left.at : "",
                               (int)items[i].match.length, items[i].match.at,
                               (int)items[i].right.length,
                               items[i].right.length > 0 ? items[i].right.at
                                                         : "");
    return bytes;
}

/* One turn in three sentences at 0, 12 and 30; a probe at 40; the turn goes on
   at 50. The second passage runs over the probe. */
#define TALK                                                                   \
    HEAD CODES "document|d\n"                                                  \
               "unit|d|1|1|respondent|R|q|0|11|text=We  met\\nup.\n"           \
               "unit|d|2|1|respondent|R|q|12|29|text=It caf\xC3\xA9 "          \
               "\xE2\x80\x9Ctrust\xE2\x80\x9D it is\n"                         \
               "unit|d|3|1|respondent|R|q|30|38|text=I say so\n"               \
               "unit|d|4|2|interviewer||q|40|44|text=Hm. \n"                   \
               "unit|d|5|3|respondent|R|q|50|59|text=and more.\n"              \
               "coding|d|2|1|respondent|R|q|21|26|f|a|p|affirmed|text=trust\n" \
               "coding|d|3|1|respondent|R|q|36|53|f|b|p|affirmed|text=so\\n "  \
               "Hm.\\n\\nand\n"

static void
words_around_come_from_the_turn(void **state)
{
    fixture all;

    (void)state;
    begin(&all, TALK, &(coding_concordance_options){.around = 100});
    assert_int_equal(all.status, CODING_OK);
    assert_string_equal(
        lines_of(&all),
        "We met up. It caf\xC3\xA9 \xE2\x80\x9C[trust]\xE2\x80\x9D it is I say "
        "so\n"
        "We met up. It caf\xC3\xA9 \xE2\x80\x9Ctrust\xE2\x80\x9D it is I say "
        "[so Hm. and] more.\n");
    end(&all);
    /* Of 7 before: "café “" is 6 and goes with the blank; of 7 behind: "” it
       is" is 7. */
    begin(&all, TALK, &(coding_concordance_options){.around = 7});
    assert_string_equal(lines_of(&all),
                        "caf\xC3\xA9 \xE2\x80\x9C[trust]\xE2\x80\x9D it is\n"
                        "I say [so Hm. and] more.\n");
    end(&all);
    /* A word longer than all that is shown stays cut. */
    begin(&all, TALK, &(coding_concordance_options){.around = 3});
    assert_string_equal(lines_of(&all), "\xE2\x80\x9C[trust]\xE2\x80\x9D\n"
                                        "ay [so Hm. and] mo\n");
    end(&all);
}

static void
passages_without_units_have_no_words_around(void **state)
{
    fixture all;

    (void)state;
    begin(&all,
          HEAD CODES "document|d\ncoding|d|1|1|respondent|R|q|5|6|f|a|p|"
                     "affirmed|text=x\n",
          &(coding_concordance_options){0});
    assert_string_equal(lines_of(&all), "[x]\n");
    end(&all);
}

#define JUDGED                                                                 \
    HEAD CODES                                                                 \
        "document|d\n"                                                         \
        "coding|d|1|1|respondent|R1|q|1|2|f|a|p|affirmed|1|1|text=one|"        \
        "attr.side=s|attr.dyad=D1;D2\n"                                        \
        "coding|d|1|1|respondent|R1|q|3|4|f|a|p|affirmed|repeat|1|text=two\n"  \
        "coding|d|1|1|respondent|R2|r|5|6|f|a|p|rejected|rejected|text="       \
        "three\n"                                                              \
        "coding|d|1|1|respondent|R2|r|7|8|f|b|p|affirmed|beyond-top|text="     \
        "four\n"                                                               \
        "coding|d|1|1|respondent|R2|r|7|8|g|b|p|affirmed|text=five|"           \
        "attr.side=t|attr.dyad=D2\n"

static const char *
asked(const coding_concordance_options *options)
{
    static char kept[8192];
    fixture all;

    begin(&all, JUDGED, options);
    assert_int_equal(all.status, CODING_OK);
    snprintf(kept, sizeof kept, "%s", lines_of(&all));
    end(&all);
    return kept;
}

static void
choice_is_as_asked(void **state)
{
    const char *codes[] = {"a"};
    const char *facet_codes[] = {"g/b", "a"};
    const char *side[] = {"side=s|t"};
    const char *dyad[] = {"dyad=D2", "side=s"};
    const coding_concordance_options a = {.codes = codes, .code_count = 1};
    coding_concordance_options ask = a;

    (void)state;
    assert_string_equal(asked(&a), "[one]\n[two]\n");
    ask.which = CODING_PASSAGES_ALL;
    assert_string_equal(asked(&ask), "[one]\n[two]\n[three]\n");
    ask.respondent = coding_span_of("R2");
    assert_string_equal(asked(&ask), "[three]\n");
    ask = (coding_concordance_options){
        .codes = facet_codes, .code_count = 2, .sort = CODING_SORT_CODE};
    assert_string_equal(asked(&ask), "[five]\n[one]\n[two]\n");
    ask = (coding_concordance_options){.family = coding_span_of("x")};
    assert_string_equal(asked(&ask), "[one]\n[two]\n");
    ask = (coding_concordance_options){.question = coding_span_of("r")};
    assert_string_equal(asked(&ask), "[five]\n");
    ask = (coding_concordance_options){.where = side, .where_count = 1};
    assert_string_equal(asked(&ask), "[one]\n[five]\n");
    ask = (coding_concordance_options){.where = dyad, .where_count = 2};
    assert_string_equal(asked(&ask), "[one]\n");
}

static void
unknown_names_are_told(void **state)
{
    static const struct {
        const char *code, *text;
    } cases[] = {
        {"b", "several facets have a code 'b', say which: f/b, g/b"},
        {"c", "the stream has no code 'c'; did you mean 'a'?"},
        {"f/zz", "the stream has no code 'f/zz'; did you mean 'f/a'?"},
        {"governance", "the stream has no code 'governance'"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fixture all;

        begin(&all, JUDGED,
              &(coding_concordance_options){.codes = &cases[i].code,
                                            .code_count = 1});
        assert_int_equal(all.status, CODING_EUSAGE);
        assert_string_equal(all.messages.texts[0], cases[i].text);
        end(&all);
    }
}

static void
patterns_search_folded_words(void **state)
{
    const char *patterns[] = {"\"trust\"", "\\b(it|i)\\b"};
    coding_concordance_options options = {
        .patterns = patterns, .pattern_count = 1, .around = 4};
    fixture all;

    (void)state;
    begin(&all, TALK, &options);
    assert_string_equal(lines_of(&all),
                        "af\xC3\xA9 [\xE2\x80\x9Ctrust\xE2\x80\x9D] it\n");
    end(&all);
    options.pattern_count = 2;
    options.sort = CODING_SORT_MATCH;
    options.around = 1;
    begin(&all, TALK, &options);
    assert_string_equal(lines_of(&all), "[I]\n[It]\n[it]\n"
                                        "[\xE2\x80\x9Ctrust\xE2\x80\x9D]\n");
    end(&all);
    patterns[0] = "hm";
    options.pattern_count = 1;
    begin(&all, TALK, &options);
    assert_string_equal(lines_of(&all), "");
    end(&all);
    options.role = coding_span_of("interviewer");
    begin(&all, TALK, &options);
    assert_string_equal(lines_of(&all), "[Hm].\n");
    end(&all);
}

static coding_status
gather(coding_context *context)
{
    static stream_text text;
    static const char *const names[] = {"hand.tsv"};
    const char *patterns[] = {"\\bit\\b"};
    const char *where[] = {"side=|s|t"};
    coding_concordance_options options = {.patterns = patterns,
                                          .pattern_count = 1,
                                          .where = where,
                                          .where_count = 1,
                                          .sort = CODING_SORT_LEFT};
    coding_reader *reader = NULL;
    coding_concordance *made = NULL;
    const coding_row *row = NULL;
    coding_span bytes;
    coding_status status;

    stream_text_make(&text, TALK);
    bytes = (coding_span){text.bytes, text.length};
    status = reader_open_bytes(context, names, &bytes, 1, NULL, &reader);
    if (status == CODING_OK)
        status = coding_concordance_new(context, coding_reader_columns(reader),
                                        &options, &made);
    while (status == CODING_OK) {
        status = coding_reader_next(reader, &row);
        if (status == CODING_OK)
            status = coding_concordance_take(made, row);
    }
    if (status == CODING_END)
        status = coding_concordance_finish(made);
    coding_concordance_free(made);
    coding_reader_free(reader);
    return status;
}

static void
survives_lack_of_memory(void **state)
{
    (void)state;
    check_every_failure(gather);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_around_come_from_the_turn),
        cmocka_unit_test(passages_without_units_have_no_words_around),
        cmocka_unit_test(choice_is_as_asked),
        cmocka_unit_test(unknown_names_are_told),
        cmocka_unit_test(patterns_search_folded_words),
        cmocka_unit_test(survives_lack_of_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
