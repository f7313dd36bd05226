/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Figures as people write them. Expected forms are those of the publication
   manual of the American Psychological Association, 7th edition, section 6.36,
   and the rounding is by hand. */
#include "base/sentence.h"
#include "check.h"

typedef struct {
    coding_context *context;
    buffer out;
} fixture;

static int
set_up(void **state)
{
    static fixture made;

    made.context = check_context(NULL);
    buffer_init(&made.out, made.context);
    *state = &made;
    return 0;
}

static int
tear_down(void **state)
{
    fixture *made = *state;

    buffer_free(&made->out);
    coding_context_free(made->context);
    return 0;
}

static void
expect(fixture *made, const char *words)
{
    assert_string_equal(buffer_text(&made->out), words);
    buffer_reset(&made->out);
}

static void
p_values(void **state)
{
    static const struct {
        double p;
        const char *words;
    } cases[] = {{.115, "p = .115"},     {.9996, "p > .999"},
                 {.9995, "p > .999"},    {.99949, "p = .999"},
                 {1, "p > .999"},        {.0004999, "p < .001"},
                 {.0005, "p = .001"},    {.00149, "p = .001"},
                 {.0015, "p = .002"},    {0, "p < .001"},
                 {.0764999, "p = .076"}, {.5, "p = .500"},
                 {.0385, "p = .039"},    {(double)NAN, "p undefined"}};
    fixture *made = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sentence_add_p(&made->out, cases[i].p);
        expect(made, cases[i].words);
    }
}

static void
numbers(void **state)
{
    static const struct {
        double value;
        int decimals;
        sentence_range range;
        const char *words;
    } cases[] = {
        {1, 2, SENTENCE_SHARE, "1.00"},      {.999, 2, SENTENCE_SHARE, "1.00"},
        {.15, 2, SENTENCE_SHARE, ".15"},     {-.15, 2, SENTENCE_SHARE, "-.15"},
        {-.001, 2, SENTENCE_SHARE, ".00"},   {-.004, 2, SENTENCE_FREE, "0.00"},
        {.84, 2, SENTENCE_FREE, "0.84"},     {1.125, 2, SENTENCE_FREE, "1.13"},
        {2.675, 2, SENTENCE_FREE, "2.68"},   {2.6749, 2, SENTENCE_FREE, "2.67"},
        {1.0049, 2, SENTENCE_FREE, "1.00"},  {-0.5, 0, SENTENCE_FREE, "-1"},
        {35.3663, 2, SENTENCE_FREE, "35.37"}};
    fixture *made = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sentence_add_fixed(&made->out, cases[i].value, cases[i].decimals,
                           cases[i].range);
        expect(made, cases[i].words);
    }
}

/* 1.00499999 rounds to 1.00, though to three decimals it is 1.005. */
static void
half_is_of_the_value_not_of_a_rounded_one(void **state)
{
    fixture *made = *state;

    sentence_add_fixed(&made->out, 1.0049999, 2, SENTENCE_FREE);
    expect(made, "1.00");
    sentence_add_p(&made->out, 0.00049999999);
    expect(made, "p < .001");
}

static void
below_the_smallest_double(void **state)
{
    fixture *made = *state;

    sentence_add_precise_p(&made->out, 0, -1275.0956784389614);
    expect(made, "p < 1e-307 (ln p = -1275.0957)");
    sentence_add_precise_p(&made->out, 2.7317284e-09, -19.7);
    expect(made, "p = 2.732e-09");
    sentence_add_precise_p(&made->out, .1152, (double)NAN);
    expect(made, "p = 0.1152");
}

static void
whole_sentences(void **state)
{
    const sentence_test chi2 = {"chi2", 1, 202, 35.3663};
    const sentence_test q = {"Cochran's Q", 14, 16, 46.4317};
    fixture *made = *state;

    sentence_add_test(&made->out, SENTENCE_UNICODE, &chi2);
    expect(made, "\xCF\x87\xC2\xB2(1, N = 202) = 35.37");
    sentence_add_test(&made->out, SENTENCE_ASCII, &chi2);
    expect(made, "chi2(1, N = 202) = 35.37");
    sentence_add_test(&made->out, SENTENCE_ASCII, &q);
    expect(made, "Cochran's Q(14, N = 16) = 46.43");
    sentence_add_limits(&made->out, 3.3305048, 11.693455, SENTENCE_FREE);
    expect(made, ", 95% CI [3.33, 11.69]");
    sentence_add_percent(&made->out, 8, 16);
    expect(made, "50%");
    sentence_add_percent(&made->out, 131, 202);
    expect(made, "64.9%");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(p_values, set_up, tear_down),
        cmocka_unit_test_setup_teardown(numbers, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            half_is_of_the_value_not_of_a_rounded_one, set_up, tear_down),
        cmocka_unit_test_setup_teardown(below_the_smallest_double, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(whole_sentences, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
