/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The English cues on two sets of invented sentences whose polarity was
   written down by a reader first: tests/reference/polarity. Precision and
   recall of each polarity and every miss are printed. */
#include <coding/coder.h>

#include "check.h"

enum { ROWS = 200, LINE = 2000, POLARITIES = CODING_RETRACTED + 1 };

typedef struct {
    char sentence[LINE], target[LINE];
    coding_polarity polarity;
    bool trap;
} row;

typedef struct {
    row rows[ROWS];
    size_t count;
} set;

static void
open_path(const char *name, char *path, size_t size)
{
    const char *source = getenv("CODING_SOURCE");

    (void)snprintf(path, size, "%s/%s", source != NULL ? source : ".", name);
}

static void
read_set(const char *name, set *out)
{
    char path[LINE], line[2 * LINE];
    FILE *file;

    open_path(name, path, sizeof path);
    file = fopen(path, "r");
    assert_non_null(file);
    assert_non_null(fgets(line, sizeof line, file)); /* the header */
    out->count = 0;
    while (fgets(line, sizeof line, file) != NULL) {
        row *made = &out->rows[out->count];
        char polarity[20] = "", trap[8] = "";

        if (line[0] == '#' || line[0] == '\n')
            continue;
        assert_int_equal(sscanf(line, "%1999[^\t]\t%1999[^\t]\t%19[^\t]\t%7s",
                                made->sentence, made->target, polarity, trap),
                         4);
        made->polarity = coding_polarity_of(coding_span_of(polarity));
        made->trap = strcmp(trap, "1") == 0;
        assert_int_not_equal(made->polarity, CODING_POLARITY_NONE);
        out->count++;
        assert_true(out->count < ROWS);
    }
    fclose(file);
}

static coding_cues *
read_cues(coding_context *context)
{
    char path[LINE];
    coding_cues *cues = NULL;

    open_path("corpora/cues/english.cues", path, sizeof path);
    assert_int_equal(coding_cues_load(context, path, &cues), CODING_OK);
    return cues;
}

/* What the first coding says. */
typedef struct {
    size_t polarity_column, value_column, codings;
    coding_polarity polarity;
    char cue[200];
} first;

static coding_status
take(void *user, const coding_row *found)
{
    first *out = user;
    coding_span cue;

    if (found->record != CODING_RECORD_CODING || out->codings++ > 0)
        return CODING_OK;
    out->polarity = coding_polarity_of(coding_row_cell(
        found, coding_columns_find(found->columns, "polarity")));
    cue = coding_row_cell(found, coding_columns_find(found->columns, "value"));
    (void)snprintf(out->cue, sizeof out->cue, "%.*s", (int)cue.length,
                   cue.length > 0 ? cue.at : "");
    return CODING_OK;
}

static void
give_unit(coding_coder *coder, coding_context *context,
          const coding_columns *columns, const char *text)
{
    coding_core core = coding_core_of(columns);
    coding_cells *cells = NULL;

    assert_int_equal(coding_cells_new(context, columns, &cells), CODING_OK);
    coding_cells_begin(cells, CODING_RECORD_UNIT);
    coding_cells_text(cells, core.document, coding_span_of("d"));
    coding_cells_unsigned(cells, core.unit, 1);
    coding_cells_unsigned(cells, core.turn, 1);
    coding_cells_text(cells, core.role, coding_span_of("respondent"));
    coding_cells_unsigned(cells, core.start, 0);
    coding_cells_text(cells, core.text, coding_span_of(text));
    assert_int_equal(coding_coder_take(coder, coding_cells_row(cells)),
                     CODING_OK);
    coding_cells_free(cells);
}

/* Codes one sentence by a codebook that holds its target. */
static void
judge(coding_context *context, const coding_cues *cues, const row *one,
      first *out)
{
    static const char *const names[] = {"document", "unit",  "turn",
                                        "role",     "start", "text"};
    char text[2 * LINE];
    coding_codebook *book = NULL;
    coding_columns *columns = NULL, *result = NULL;
    coding_coder *coder = NULL;
    coding_coder_options options = {.cues = &cues, .book_count = 1};

    (void)snprintf(text, sizeof text,
                   "codebook: one\n\ncode: target\nmatch: \\Q%s\\E\n",
                   one->target);
    assert_int_equal(coding_codebook_parse(context, "one.codebook",
                                           coding_span_of(text), &book),
                     CODING_OK);
    options.books = (const coding_codebook *const *)&book;
    assert_int_equal(coding_columns_new(context, &columns), CODING_OK);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_int_equal(coding_columns_add(columns, coding_span_of(names[i])),
                         CODING_OK);
    assert_int_equal(coding_coder_columns(columns, &result), CODING_OK);
    *out = (first){0};
    assert_int_equal(coding_coder_new(context, columns, result, &options,
                                      (coding_row_sink){take, out}, &coder),
                     CODING_OK);
    give_unit(coder, context, columns, one->sentence);
    assert_int_equal(coding_coder_finish(coder), CODING_OK);
    assert_true(out->codings > 0);
    coding_coder_free(coder);
    coding_columns_free(columns);
    coding_columns_free(result);
    coding_codebook_free(book);
}

/* Prints the figures of a set; how many of it are right. */
static size_t
judge_set(const char *name, size_t *count)
{
    size_t expected[POLARITIES] = {0}, got[POLARITIES] = {0};
    size_t both[POLARITIES] = {0}, right = 0, traps = 0, trapped = 0;
    coding_context *context = check_context(NULL);
    coding_cues *cues = read_cues(context);
    set *all = malloc(sizeof *all);

    assert_non_null(all);
    read_set(name, all);
    printf("%s\n", name);
    for (size_t i = 0; i < all->count; i++) {
        const row *one = &all->rows[i];
        bool good;
        first found;

        judge(context, cues, one, &found);
        good = found.polarity == one->polarity;
        expected[one->polarity]++;
        got[found.polarity]++;
        both[one->polarity] += good;
        right += good;
        traps += one->trap;
        trapped += one->trap && !good;
        if (!good)
            printf("  %s, not %s (%s): \"%s\" in: %s\n",
                   coding_polarity_name(one->polarity),
                   coding_polarity_name(found.polarity), found.cue, one->target,
                   one->sentence);
    }
    printf("  %zu of %zu right; of %zu traps %zu\n", right, all->count, traps,
           traps - trapped);
    for (unsigned k = CODING_AFFIRMED; k < POLARITIES; k++)
        printf("  %-12s precision %zu/%zu recall %zu/%zu\n",
               coding_polarity_name((coding_polarity)k), both[k], got[k],
               both[k], expected[k]);
    *count = all->count;
    free(all);
    coding_cues_free(cues);
    coding_context_free(context);
    return right;
}

static void
the_half_at_hand_is_all_right(void **state)
{
    size_t count = 0;
    size_t right =
        judge_set("tests/reference/polarity/written_with.tsv", &count);

    (void)state;
    assert_true(count >= 60);
    assert_int_equal(right, count);
}

/* The floor is what was measured when the half was first judged, after the
   cues had been committed; it holds against losses, not as a claim. */
static void
the_held_out_half_is_reported(void **state)
{
    size_t count = 0;
    size_t right = judge_set("tests/reference/polarity/held_out.tsv", &count);

    (void)state;
    assert_true(count >= 50);
    assert_true(right * 100 >= count * 80);
}

/* Written before version 2 of the cues, when the misses of the half above had
   been read. The floor is below its first run, 44. */
static void
the_later_half_is_reported(void **state)
{
    size_t count = 0;
    size_t right =
        judge_set("tests/reference/polarity/held_out_later.tsv", &count);

    (void)state;
    assert_int_equal(count, 48);
    assert_true(right * 100 >= count * 85);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_half_at_hand_is_all_right),
        cmocka_unit_test(the_held_out_half_is_reported),
        cmocka_unit_test(the_later_half_is_reported),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
