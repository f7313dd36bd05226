/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One regex: how it reads, what its faults say, where its limits are. */
#include "check.h"
#include "pattern/regex.h"

typedef struct {
    char ids[200]; /* of the diagnostics met, each with a space behind */
    char last[400];
} notes;

static void
note(void *user, const coding_diagnostic *found)
{
    notes *all = user;

    (void)snprintf(all->ids + strlen(all->ids),
                   sizeof all->ids - strlen(all->ids), "%s ", found->id);
    (void)snprintf(all->last, sizeof all->last, "%s:%zu: %s",
                   found->file != NULL ? found->file : "", found->line,
                   found->text);
}

static coding_context *
context_with(notes *all, coding_limits limits)
{
    coding_context_options options = {NULL, limits, note, all};
    coding_context *context = NULL;

    assert_int_equal(coding_context_new(&options, &context), CODING_OK);
    return context;
}

static regex *
compiled(coding_context *context, const char *text, regex_reading reading)
{
    regex_source source = {coding_span_of(text), NULL, NULL, 0};
    regex_fault fault = {0};
    regex *made = NULL;

    assert_int_equal(regex_new(context, &source, reading, &fault, &made),
                     CODING_OK);
    return made;
}

/* "start-end" of the first match from an offset on, or "none". */
static void
check_find(const char *pattern, const char *text, size_t from,
           const char *expected)
{
    notes all = {0};
    coding_context *context = context_with(&all, (coding_limits){0});
    regex *made = compiled(context, pattern, REGEX_FOLDED);
    regex_span span = {0, 0};
    char got[60] = "none";
    coding_status status = regex_find(made, coding_span_of(text), from, &span);

    if (status == CODING_OK)
        (void)snprintf(got, sizeof got, "%zu-%zu", span.start, span.end);
    else
        assert_int_equal(status, CODING_END);
    assert_string_equal(got, expected);
    regex_free(made);
    coding_context_free(context);
}

static void
finds_caseless_and_unicode_aware(void **state)
{
    (void)state;
    check_find("\\btrust\\b", "We Trust them", 0, "3-8");
    check_find("\\btrust\\b", "We Trust them", 4, "none");
    check_find("trust", "mistrust trust", 4, "9-14");
    /* UCP: no word boundary inside naïve; Unicode caseless: Ä and ä. */
    check_find("\\bve\\b", "na\xC3\xAFve", 0, "none");
    check_find("\xC3\x84rger", "der \xC3\xA4rger", 0, "4-10");
    /* ^ and $ are the ends of the subject, . is any character of it. */
    check_find("^a.c$", "abc", 0, "0-3");
    check_find("^b", "abc", 1, "none");
    check_find("x", "", 0, "none");
}

static void
folds_the_pattern_like_the_text(void **state)
{
    (void)state;
    /* Curly apostrophe, en dash, no-break space, NFD in the pattern. */
    check_find("don\xE2\x80\x99t", "I don't", 0, "2-7");
    check_find("win\xE2\x80\x93win", "a win-win", 0, "2-9");
    check_find("shared\xC2\xA0vision", "shared vision", 0, "0-13");
    check_find("cafe\xCC\x81", "caf\xC3\xA9", 0, "0-5");
    /* A dash between brackets is a dash and no range. */
    check_find("[a\xE2\x80\x93z]", "m-", 0, "1-2");
    check_find("\\\xE2\x80\x93", "m-", 0, "1-2");
    check_find("\\Qa\xE2\x80\x93z\\E", "xa-z", 0, "1-4");
}

static void
exact_reading_keeps_the_pattern(void **state)
{
    notes all = {0};
    coding_context *context = context_with(&all, (coding_limits){0});
    regex *made = compiled(context, "don\xE2\x80\x99t", REGEX_EXACT);
    regex_span span = {0, 0};

    (void)state;
    assert_int_equal(regex_find(made, coding_span_of("don't"), 0, &span),
                     CODING_END);
    assert_int_equal(
        regex_find(made, coding_span_of("don\xE2\x80\x99t"), 0, &span),
        CODING_OK);
    assert_int_equal(span.end, 7);
    regex_free(made);
    coding_context_free(context);
}

static void
faults_have_place_and_words(void **state)
{
    static const struct {
        const char *text;
        size_t byte, points;
        const char *says;
    } rows[] = {
        {"\\b(trust", 8, 8, "missing closing parenthesis"},
        {"a[z", 3, 3, "missing terminating ] for character class"},
        {"\xC3\xA9\xC3\xA9(?<n", 8, 6,
         "syntax error in subpattern name (missing terminator?)"},
        {"a\\C", 3, 3, "using \\C is disabled by the application"},
    };
    notes all = {0};
    coding_context *context = context_with(&all, (coding_limits){0});

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        regex_source source = {coding_span_of(rows[i].text), NULL, NULL, 0};
        regex_fault fault = {0};
        regex *made = NULL;

        assert_int_equal(
            regex_new(context, &source, REGEX_FOLDED, &fault, &made),
            CODING_EUSAGE);
        assert_null(made);
        assert_string_equal(fault.text, rows[i].says);
        assert_int_equal(fault.byte, rows[i].byte);
        assert_int_equal(fault.points, rows[i].points);
    }
    /* The caller tells; the room has said nothing. */
    assert_string_equal(all.ids, "");
    coding_context_free(context);
}

static void
invalid_utf8_is_a_fault(void **state)
{
    notes all = {0};
    coding_context *context = context_with(&all, (coding_limits){0});
    regex_source source = {coding_span_of("ab\xFFz"), NULL, NULL, 0};
    regex_fault fault = {0};
    regex *made = NULL;

    (void)state;
    assert_int_equal(regex_new(context, &source, REGEX_FOLDED, &fault, &made),
                     CODING_EUSAGE);
    assert_int_equal(fault.byte, 2);
    coding_context_free(context);
}

static void
knows_patterns_that_may_be_empty(void **state)
{
    notes all = {0};
    coding_context *context = context_with(&all, (coding_limits){0});
    static const char *const empty[] = {"x*", "a|", "(?=b)", "\\b", "^$"};
    static const char *const full[] = {"x+", "a|b", "\\bb\\b", "(?=b)b"};

    (void)state;
    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++) {
        regex *made = compiled(context, empty[i], REGEX_FOLDED);

        assert_true(regex_may_be_empty(made));
        regex_free(made);
    }
    for (size_t i = 0; i < sizeof full / sizeof *full; i++) {
        regex *made = compiled(context, full[i], REGEX_FOLDED);

        assert_false(regex_may_be_empty(made));
        regex_free(made);
    }
    coding_context_free(context);
}

static void
an_empty_match_is_a_fault_of_the_rule(void **state)
{
    notes all = {0};
    coding_context *context = context_with(&all, (coding_limits){0});
    regex_source source = {coding_span_of("z*"), "trust-z", "a.codebook", 7};
    regex_fault fault = {0};
    regex *made = NULL;
    regex_span span = {0, 0};

    (void)state;
    assert_int_equal(regex_new(context, &source, REGEX_FOLDED, &fault, &made),
                     CODING_OK);
    assert_int_equal(regex_find(made, coding_span_of("zz"), 0, &span),
                     CODING_OK);
    assert_int_equal(regex_find(made, coding_span_of("azz"), 0, &span),
                     CODING_EUSAGE);
    assert_string_equal(all.ids, "match-empty ");
    assert_string_equal(all.last,
                        "a.codebook:7: pattern 'trust-z' matched no text at "
                        "all: an empty match is not a passage");
    regex_free(made);
    coding_context_free(context);
}

/* (a+)+b on a row of a: the steps double with every letter. */
static void
limits_are_no_silent_miss(void **state)
{
    notes all = {0};
    coding_context *context =
        context_with(&all, (coding_limits){.match_limit = 5000});
    regex_source source = {coding_span_of("(\\w+\\s?)+!"), NULL, "b", 3};
    regex_fault fault = {0};
    regex *made = NULL;
    regex_span span = {0, 0};

    (void)state;
    assert_int_equal(regex_new(context, &source, REGEX_FOLDED, &fault, &made),
                     CODING_OK);
    assert_int_equal(
        regex_find(made,
                   coding_span_of("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa?!"), 0,
                   &span),
        CODING_EDATA);
    assert_string_equal(all.ids, "match-limit ");
    assert_string_equal(all.last,
                        "b:3: pattern '(\\w+\\s?)+!' was stopped after 5000 "
                        "steps: it backtracks too much on this text");
    /* The same regex goes on serving other texts. */
    assert_int_equal(regex_find(made, coding_span_of("ab!"), 0, &span),
                     CODING_OK);
    regex_free(made);
    coding_context_free(context);
}

enum { LONG = 20000, LONG_MATCHES = 4000 };

/* "word " again and again, or one long word; ends in "!". */
static coding_span
long_text(const char *unit)
{
    static char text[LONG + 1];
    size_t length = strlen(unit);

    for (size_t i = 0; i < LONG; i++)
        text[i] = unit[i % length];
    text[LONG - 1] = '!';
    return (coding_span){text, LONG};
}

/* \w+ runs over the word from each of its letters, 2e8 characters; the bound
   is 100 times the match limit and 128 a byte. */
static void
work_over_all_starts_is_limited(void **state)
{
    notes all = {0};
    coding_context *context =
        context_with(&all, (coding_limits){.match_limit = 5000});
    regex_source source = {coding_span_of("\\w+\\s+\\w+[!x]"), "q", "b", 3};
    regex_fault fault = {0};
    regex *made = NULL;
    regex_span span = {0, 0};

    (void)state;
    assert_int_equal(regex_new(context, &source, REGEX_FOLDED, &fault, &made),
                     CODING_OK);
    assert_int_equal(regex_find(made, long_text("a"), 0, &span), CODING_EDATA);
    assert_string_equal(all.ids, "match-limit ");
    assert_string_equal(all.last,
                        "b:3: pattern 'q' was stopped after 3060000 steps: it "
                        "goes over this text of 20000 bytes again and again");
    /* 0 begins another text, and the same pattern is linear on this one. */
    assert_int_equal(regex_find(made, long_text("word "), 0, &span), CODING_OK);
    assert_int_equal(span.start, LONG - 10);
    assert_int_equal(span.end, LONG);
    regex_free(made);
    coding_context_free(context);
}

/* Of a long text a pattern finds what it finds in a short one. */
static void
long_texts_give_every_match(void **state)
{
    coding_context *context = check_context(NULL);
    regex_source source = {coding_span_of("(?<=w)or(?=d)"), NULL, NULL, 0};
    regex_fault fault = {0};
    regex *made = NULL;
    regex_span span = {0, 0};
    coding_span text = long_text("word ");
    size_t count = 0;

    (void)state;
    assert_int_equal(regex_new(context, &source, REGEX_FOLDED, &fault, &made),
                     CODING_OK);
    while (regex_find(made, text, span.end, &span) == CODING_OK) {
        assert_int_equal(span.start, 5 * count + 1);
        assert_int_equal(span.end, 5 * count + 3);
        count++;
    }
    assert_int_equal(count, LONG_MATCHES);
    regex_free(made);
    coding_context_free(context);
}

static coding_status
find_in_long_text(coding_context *context)
{
    regex_source source = {coding_span_of("d w"), "n", "f", 1};
    regex_fault fault = {0};
    regex *made = NULL;
    regex_span span = {0, 0};
    coding_status status =
        regex_new(context, &source, REGEX_FOLDED, &fault, &made);

    if (status == CODING_OK)
        status = regex_find(made, long_text("word "), 0, &span);
    regex_free(made);
    return status;
}

static coding_status
compile_and_find(coding_context *context)
{
    regex_source source = {coding_span_of("caf\xC3\xA9 (a|b)+"), "n", "f", 1};
    regex_fault fault = {0};
    regex *made = NULL;
    regex_span span = {0, 0};
    coding_status status =
        regex_new(context, &source, REGEX_FOLDED, &fault, &made);

    if (status == CODING_OK)
        status = regex_find(made, coding_span_of("a caf\xC3\xA9 ab"), 0, &span);
    regex_free(made);
    return status;
}

static void
survives_every_lack_of_memory(void **state)
{
    (void)state;
    check_every_failure(compile_and_find);
    check_every_failure(find_in_long_text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_caseless_and_unicode_aware),
        cmocka_unit_test(folds_the_pattern_like_the_text),
        cmocka_unit_test(exact_reading_keeps_the_pattern),
        cmocka_unit_test(faults_have_place_and_words),
        cmocka_unit_test(invalid_utf8_is_a_fault),
        cmocka_unit_test(knows_patterns_that_may_be_empty),
        cmocka_unit_test(an_empty_match_is_a_fault_of_the_rule),
        cmocka_unit_test(limits_are_no_silent_miss),
        cmocka_unit_test(work_over_all_starts_is_limited),
        cmocka_unit_test(long_texts_give_every_match),
        cmocka_unit_test(survives_every_lack_of_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
