/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Many patterns: which spans come out, in which order, and what a bad one
   does to the others. */
#include "check.h"
#include "pattern/engine.h"

typedef struct {
    char ids[200];
} notes;

static void
note(void *user, const coding_diagnostic *found)
{
    notes *all = user;

    (void)snprintf(all->ids + strlen(all->ids),
                   sizeof all->ids - strlen(all->ids), "%s ", found->id);
}

static coding_context *
context_with(notes *all)
{
    coding_context_options options = {NULL, {.match_limit = 5000}, note, all};
    coding_context *context = NULL;

    assert_int_equal(coding_context_new(&options, &context), CODING_OK);
    return context;
}

static void
print(engine_matches found, char *out, size_t size)
{
    out[0] = '\0';
    for (size_t i = 0; i < found.count; i++)
        (void)snprintf(out + strlen(out), size - strlen(out), "%zu:%zu-%zu ",
                       found.items[i].pattern, found.items[i].start,
                       found.items[i].end);
}

static void
all_matches_by_pattern_then_start(void **state)
{
    const regex_source sources[] = {
        {coding_span_of("aba"), NULL, NULL, 0},
        {coding_span_of("nothing"), NULL, NULL, 0},
        {coding_span_of("b."), NULL, NULL, 0},
        {coding_span_of("^a"), NULL, NULL, 0},
    };
    notes all = {0};
    coding_context *context = context_with(&all);
    engine *made = NULL;
    engine_matches found;
    char got[200];

    (void)state;
    assert_int_equal(engine_new(context, sources, 4, NULL, &made), CODING_OK);
    /* a b a b a b a: aba at 0 and 4 (not at 2: overlaps), b. at 1, 3, 5. */
    assert_int_equal(engine_search(made, coding_span_of("abababa"), &found),
                     CODING_OK);
    print(found, got, sizeof got);
    assert_string_equal(got, "0:0-3 0:4-7 2:1-3 2:3-5 2:5-7 3:0-1 ");
    assert_int_equal(engine_search(made, coding_span_of(""), &found),
                     CODING_OK);
    assert_int_equal(found.count, 0);
    engine_free(made);
    coding_context_free(context);
}

static void
a_bad_pattern_is_told_with_its_place(void **state)
{
    const regex_source source = {coding_span_of("(a"), "n", "b.codebook", 3};
    notes all = {0};
    coding_context *context = context_with(&all);
    engine *made = NULL;

    (void)state;
    assert_int_equal(engine_new(context, &source, 1, NULL, &made),
                     CODING_EUSAGE);
    assert_null(made);
    assert_string_equal(all.ids, "pattern-invalid ");
    coding_context_free(context);
}

static void
a_runaway_stops_all_or_itself(void **state)
{
    const regex_source sources[] = {
        {coding_span_of("(\\w+\\s?)+!"), "bad", NULL, 0},
        {coding_span_of("a\\?"), "good", NULL, 0},
        {coding_span_of("z*"), "void", NULL, 0},
    };
    const engine_options going = {.keep_going = true};
    coding_span text = coding_span_of("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa?!");
    notes all = {0};
    coding_context *context = context_with(&all);
    engine *made = NULL;
    engine_matches found;
    char got[200];

    (void)state;
    assert_int_equal(engine_new(context, sources, 3, NULL, &made), CODING_OK);
    assert_int_equal(engine_search(made, text, &found), CODING_EDATA);
    assert_string_equal(all.ids, "match-limit ");
    engine_free(made);

    all.ids[0] = '\0';
    assert_int_equal(engine_new(context, sources, 3, &going, &made), CODING_OK);
    for (int round = 0; round < 2; round++) {
        assert_int_equal(engine_search(made, text, &found), CODING_OK);
        print(found, got, sizeof got);
        assert_string_equal(got, "1:34-36 ");
    }
    /* Told once, not for every subject. */
    assert_string_equal(all.ids, "match-limit match-empty ");
    assert_true(engine_is_left_out(made, 0));
    assert_false(engine_is_left_out(made, 1));
    assert_true(engine_is_left_out(made, 2));
    engine_free(made);
    coding_context_free(context);
}

/* our gover-nance of gover-nance: both variants at once. */
static void
cut_words_are_found_in_both_variants(void **state)
{
    const regex_source sources[] = {
        {coding_span_of("governance"), NULL, NULL, 0},
        {coding_span_of("gover-nance"), NULL, NULL, 0},
        {coding_span_of("nance of"), NULL, NULL, 0},
        {coding_span_of("gover\\b|our gover"), NULL, NULL, 0},
        {coding_span_of("[a-z]+"), NULL, NULL, 0},
    };
    notes all = {0};
    coding_context *context = context_with(&all);
    engine *made = NULL;
    fold *copy = NULL;
    engine_matches found;
    char got[300];

    (void)state;
    assert_int_equal(engine_new(context, sources, 5, NULL, &made), CODING_OK);
    assert_int_equal(fold_new(context, FOLD_FULL, &copy), CODING_OK);
    assert_int_equal(
        fold_add(copy, coding_span_of("our gover-\nnance of gover-\nnance")),
        CODING_OK);
    assert_int_equal(fold_finish(copy), CODING_OK);
    assert_int_equal(engine_search_copy(made, copy, &found), CODING_OK);
    print(found, got, sizeof got);
    /* o=0 g=4 -=9 n=10 of=16 g=19 -=24 n=25 end=30 */
    assert_string_equal(got, "0:4-15 0:19-30 1:4-15 1:19-30 2:10-18 3:0-9 "
                             "3:19-24 4:0-3 4:4-15 4:16-18 4:19-30 ");
    fold_free(copy);
    engine_free(made);
    coding_context_free(context);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_matches_by_pattern_then_start),
        cmocka_unit_test(a_bad_pattern_is_told_with_its_place),
        cmocka_unit_test(a_runaway_stops_all_or_itself),
        cmocka_unit_test(cut_words_are_found_in_both_variants),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
