/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Codes that need each other: orders and circles worked out by hand. */
#include <coding/codebook.h>

#include "check.h"

static coding_codebook *
parsed(coding_context *context, const char *text)
{
    coding_codebook *book = NULL;

    assert_int_equal(coding_codebook_parse(context, "a.codebook",
                                           coding_span_of(text), &book),
                     CODING_OK);
    return book;
}

/* "book.code book.code ..." by ids. */
static void
check_order(const coding_codebook *const *books, size_t count,
            const coding_code_at *order, size_t codes, const char *expected)
{
    char got[200] = "";

    (void)count;
    for (size_t i = 0; i < codes; i++) {
        const coding_codebook_data *data =
            coding_codebook_content(books[order[i].book]);

        (void)snprintf(got + strlen(got), sizeof got - strlen(got), "%s ",
                       data->codes[order[i].code].id.at);
    }
    assert_string_equal(got, expected);
}

static void
needed_codes_come_first(void **state)
{
    coding_context *context = check_context(NULL);
    /* a needs c by a rule, c needs d by `none`, d is implied by b. */
    coding_codebook *one = parsed(context, "codebook: one\n\n"
                                           "code: a\nall: x ,, code:c\n\n"
                                           "code: b\nimplies: d\nmatch: b\n\n"
                                           "code: c\nmatch: c\n"
                                           "none: code:d\n\n"
                                           "code: d\nmatch: d\n");
    const coding_codebook *const books[] = {one};
    coding_code_at order[4];

    (void)state;
    assert_int_equal(coding_codebook_order(context, books, 1, order),
                     CODING_OK);
    check_order(books, 1, order, 4, "b d c a ");
    assert_int_equal(coding_codebook_order(context, books, 1, NULL), CODING_OK);
    coding_codebook_free(one);
    coding_context_free(context);
}

static void
other_facets_are_reached(void **state)
{
    check_messages said;
    coding_context *context = check_context(&said);
    coding_codebook *one =
        parsed(context, "codebook: one\n\ncode: a\nany: code:two/b\n");
    coding_codebook *two =
        parsed(context, "codebook: x\nfacet: two\n\ncode: b\nmatch: b\n");
    coding_codebook *three =
        parsed(context, "codebook: y\nfacet: two\n\ncode: c\nmatch: b\n");
    const coding_codebook *const good[] = {one, two};
    const coding_codebook *const missing[] = {one};
    const coding_codebook *const wrong[] = {one, three};
    const coding_codebook *const twice[] = {one, two, three};
    coding_code_at order[3];

    (void)state;
    assert_int_equal(coding_codebook_order(context, good, 2, order), CODING_OK);
    check_order(good, 2, order, 2, "b a ");
    assert_int_equal(said.count, 0);
    assert_int_equal(coding_codebook_order(context, missing, 1, NULL),
                     CODING_EUSAGE);
    assert_string_equal(said.ids[0], "facet-unknown");
    assert_int_equal(said.lines[0], 4);
    assert_int_equal(said.columns[0], 6);
    assert_int_equal(coding_codebook_order(context, wrong, 2, NULL),
                     CODING_EUSAGE);
    assert_string_equal(said.ids[1], "code-unknown");
    assert_int_equal(coding_codebook_order(context, twice, 3, NULL),
                     CODING_EUSAGE);
    assert_string_equal(said.ids[2], "facet-twice");
    coding_codebook_free(one);
    coding_codebook_free(two);
    coding_codebook_free(three);
    coding_context_free(context);
}

static void
circle(const char *text, const char *message)
{
    check_messages said;
    coding_context *context = check_context(&said);
    coding_codebook *book = NULL;

    assert_int_equal(coding_codebook_parse(context, "a.codebook",
                                           coding_span_of(text), &book),
                     CODING_EUSAGE);
    assert_int_equal(said.count, 1);
    assert_string_equal(said.ids[0], "code-circle");
    assert_string_equal(said.texts[0], message);
    coding_context_free(context);
}

static void
circles_are_told_with_their_codes(void **state)
{
    (void)state;
    circle("codebook: a\n\ncode: a\nany: code:a\n",
           "a code may not need itself: a needs a");
    circle("codebook: a\n\ncode: x\nany: code:a\n\ncode: a\nall: z ,, code:b\n"
           "\ncode: b\nmatch: x\nnone: code:c\n\ncode: c\nany: code:a\n",
           "a code may not need itself: a needs b needs c needs a");
    /* b is implied by a, so it needs a; and a's rule names b. */
    circle("codebook: a\n\ncode: a\nimplies: b\nany: code:b\n\ncode: b\n"
           "match: x\n",
           "a code may not need itself: a needs b needs a");
}

static void
circle_over_two_books(void **state)
{
    check_messages said;
    coding_context *context = check_context(&said);
    coding_codebook *one =
        parsed(context, "codebook: one\n\ncode: a\nany: code:two/b\n");
    coding_codebook *two =
        parsed(context, "codebook: two\n\ncode: b\nany: code:one/a\n");
    const coding_codebook *const books[] = {one, two};

    (void)state;
    assert_int_equal(coding_codebook_order(context, books, 2, NULL),
                     CODING_EUSAGE);
    assert_string_equal(said.texts[0],
                        "a code may not need itself: a needs b needs a");
    coding_codebook_free(one);
    coding_codebook_free(two);
    coding_context_free(context);
}

/* 20,000 codes, each needing the next: no recursion, no square. */
static void
long_chains_are_no_problem(void **state)
{
    enum { CODES = 20000 };
    coding_context *context = check_context(NULL);
    char *text = malloc(CODES * 48 + 100);
    coding_code_at *order = calloc(CODES, sizeof *order);
    size_t used;
    coding_codebook *book;
    const coding_codebook *books[1];

    (void)state;
    assert_non_null(text);
    assert_non_null(order);
    used = (size_t)sprintf(text, "codebook: long\n");
    for (unsigned i = 0; i + 1 < CODES; i++)
        used += (size_t)sprintf(text + used,
                                "\ncode: c%u\nany: x ,, code:c%u\n", i, i + 1);
    (void)sprintf(text + used, "\ncode: c%u\n", CODES - 1);
    book = parsed(context, text);
    books[0] = book;
    assert_int_equal(coding_codebook_order(context, books, 1, order),
                     CODING_OK);
    assert_int_equal(order[0].code, CODES - 1);
    assert_int_equal(order[CODES - 1].code, 0);
    coding_codebook_free(book);
    free(order);
    free(text);
    coding_context_free(context);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(needed_codes_come_first),
        cmocka_unit_test(other_facets_are_reached),
        cmocka_unit_test(circles_are_told_with_their_codes),
        cmocka_unit_test(circle_over_two_books),
        cmocka_unit_test(long_chains_are_no_problem),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
