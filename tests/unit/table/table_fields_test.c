/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines split eight bytes at a time, and rows written in runs, against loops
   over single bytes. */
#include "check.h"
#include "table/fields.h"
#include "table/format.h"

enum { TRIALS = 20000, LINE_BYTES = 64, CELLS = LINE_BYTES + 1 + FIELDS_ROOM };

static uint64_t
next_random(uint64_t *state)
{
    *state = *state * 6364136223846793005U + 1442695040888963407U;
    return *state >> 33;
}

/* A line of these letters; its length. */
static size_t
make_line(uint64_t *seed, const char *letters, char *line)
{
    size_t length = next_random(seed) % LINE_BYTES;

    for (size_t i = 0; i < length; i++)
        line[i] = letters[next_random(seed) % strlen(letters)];
    return length;
}

/* The cells byte by byte; their number. */
static size_t
split(const char *line, size_t length, char separator, coding_span *cells)
{
    size_t count = 0, begin = 0;

    for (size_t i = 0; i <= length; i++)
        if (i == length || line[i] == separator) {
            cells[count++] = (coding_span){line + begin, i - begin};
            begin = i + 1;
        }
    return count;
}

static bool
holds(const char *line, size_t length, const char *bytes)
{
    for (size_t i = 0; i < length; i++)
        if (strchr(bytes, line[i]) != NULL)
            return true;
    return false;
}

static void
scanning_a_line(void **state)
{
    uint64_t seed = 1;

    (void)state;
    for (size_t trial = 0; trial < TRIALS; trial++) {
        const char *letters = trial % 2 == 0 ? "a\tb" : "ab\t\t\\\r\xC3[\x0C";
        coding_span wanted[CELLS], got[CELLS];
        char line[LINE_BYTES];
        size_t length = make_line(&seed, letters, line);
        size_t count = split(line, length, '\t', wanted);
        size_t limit = next_random(&seed) % (count + 2);
        fields_bytes seen;

        assert_int_equal(
            fields_scan((coding_span){line, length}, '\t', got, limit, &seen),
            count);
        for (size_t i = 0; i < count && i < limit; i++) {
            assert_ptr_equal(got[i].at, wanted[i].at);
            assert_int_equal(got[i].length, wanted[i].length);
        }
        assert_int_equal(seen.high, holds(line, length, "\xC3"));
        assert_int_equal(seen.special, holds(line, length, "\\\r"));
    }
}

static void
splitting_a_line(void **state)
{
    coding_context *context = check_context(NULL);
    fields into = {.context = context};
    uint64_t seed = 2;

    (void)state;
    for (size_t trial = 0; trial < TRIALS; trial++) {
        const char *letters = trial % 2 == 0 ? "a,b" : "ab,,\t\\\r\xC3;";
        char separator = trial % 3 == 0 ? '\t' : ',';
        coding_span wanted[CELLS];
        char line[LINE_BYTES], changed[LINE_BYTES];
        size_t length = make_line(&seed, letters, line);
        size_t count = split(line, length, separator, wanted);

        memcpy(changed, line, length);
        assert_int_equal(fields_split(&into, changed, length, separator),
                         CODING_OK);
        assert_int_equal(into.count, count);
        for (size_t i = 0; i < count; i++) {
            assert_int_equal(into.cells[i].at - changed, wanted[i].at - line);
            assert_int_equal(into.cells[i].length, wanted[i].length);
            if (wanted[i].length > 0)
                assert_memory_equal(into.cells[i].at, wanted[i].at,
                                    wanted[i].length);
            if (i > 0)
                assert_int_equal(into.cells[i].at[-1], '\t');
        }
        assert_int_equal(
            into.plain,
            !holds(line, length, separator == '\t' ? "\\\r" : "\t\\\r"));
    }
    free(into.cells);
    coding_context_free(context);
}

/* Plain cells in any order, some left out, are written as format_stream_row
   writes them. */
static void
writing_in_runs(void **state)
{
    coding_context *context = check_context(NULL);
    uint64_t seed = 3;
    buffer runs, cells;

    (void)state;
    buffer_init(&runs, context);
    buffer_init(&cells, context);
    for (size_t trial = 0; trial < TRIALS; trial++) {
        coding_span row[CELLS], shown[CELLS];
        char line[LINE_BYTES];
        size_t length = make_line(&seed, "abc\t", line);
        size_t count = split(line, length, '\t', row), next = 0;

        for (size_t i = 0; i < count; i++) {
            uint64_t fate = next_random(&seed) % 6;

            if (fate == 0)
                next = next_random(&seed) % count;
            shown[i] = fate == 1 ? (coding_span){NULL, 0} : row[next];
            next = (next + 1) % count;
        }
        buffer_reset(&runs);
        buffer_reset(&cells);
        format_plain_row(shown, count, &runs);
        format_stream_row(shown, count, &cells);
        assert_int_equal(runs.length, cells.length);
        assert_memory_equal(runs.bytes, cells.bytes, cells.length);
    }
    buffer_free(&runs);
    buffer_free(&cells);
    coding_context_free(context);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scanning_a_line),
        cmocka_unit_test(splitting_a_line),
        cmocka_unit_test(writing_in_runs),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
