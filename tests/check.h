/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For unit tests: cmocka with the headers it needs, a context whose
   diagnostics are kept, an allocator that fails at the n-th call, and
   closeness of doubles. */
#ifndef TESTS_CHECK_H
#define TESTS_CHECK_H

#include <coding/context.h>
#include <coding/span.h>

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* clang-format off: cmocka needs setjmp.h and stdarg.h before it */
#include <cmocka.h>
/* clang-format on */

/* The last diagnostics of a context, newest last. */
typedef struct {
    char ids[64][64];
    char texts[64][512];
    size_t lines[64], columns[64];
    size_t count;
} check_messages;

static inline void
check_keep(void *user, const coding_diagnostic *found)
{
    check_messages *kept = user;

    if (kept == NULL || kept->count >= 64)
        return;
    snprintf(kept->ids[kept->count], 64, "%s", found->id);
    snprintf(kept->texts[kept->count], 512, "%s", found->text);
    kept->lines[kept->count] = found->line;
    kept->columns[kept->count] = found->column;
    kept->count++;
}

/* Was a diagnostic of this id given? */
static inline bool
check_said(const check_messages *kept, const char *id)
{
    for (size_t i = 0; i < kept->count; i++)
        if (strcmp(kept->ids[i], id) == 0)
            return true;
    return false;
}

static inline coding_context *
check_context(check_messages *kept)
{
    coding_context_options options = {.sink = check_keep, .sink_user = kept};
    coding_context *context = NULL;

    if (kept != NULL)
        memset(kept, 0, sizeof *kept);
    assert_int_equal(coding_context_new(&options, &context), CODING_OK);
    return context;
}

/* Memory that runs out at call `fail_at` (from 1); counts what is held. */
typedef struct {
    size_t calls, fail_at, held;
} check_memory;

static inline void *
check_resize(void *user, void *block, size_t size)
{
    check_memory *memory = user;
    void *got;

    if (++memory->calls == memory->fail_at)
        return NULL;
    got = realloc(block, size);
    if (got != NULL && block == NULL)
        memory->held++;
    return got;
}

static inline void
check_release(void *user, void *block)
{
    check_memory *memory = user;

    if (block != NULL)
        memory->held--;
    free(block);
}

/* Runs work with an allocator that fails at the 1st, 2nd ... call until work
   succeeds; work must give CODING_ESYSTEM till then and leak nothing. */
static inline void
check_every_failure(coding_status (*work)(coding_context *context))
{
    for (size_t n = 1; n < 100000; n++) {
        check_memory memory = {0, 0, 0};
        coding_allocator allocator = {check_resize, check_release, &memory};
        coding_context_options options = {.allocator = &allocator};
        coding_context *context = NULL;
        coding_status status;

        assert_int_equal(coding_context_new(&options, &context), CODING_OK);
        memory.calls = 0;
        memory.fail_at = n;
        status = work(context);
        coding_context_free(context);
        assert_int_equal(memory.held, 0);
        if (memory.calls < n) {
            assert_int_equal(status, CODING_OK);
            return;
        }
        assert_int_equal(status, CODING_ESYSTEM);
    }
    fail_msg("work never succeeds");
}

/* |got - wanted| <= tolerance |wanted|, or both NaN. */
#define assert_near(got, wanted, tolerance)                                    \
    check_near((got), (wanted), (tolerance), #got, __FILE__, __LINE__)
static inline void
check_near(double got, double wanted, double tolerance, const char *what,
           const char *file, int line)
{
    bool good = isnan(wanted) ? isnan(got)
                              : fabs(got - wanted) <= tolerance * fabs(wanted);

    if (!good) {
        print_error("%s = %.17g, expected %.17g\n", what, got, wanted);
        _fail(file, line);
    }
}

#define assert_span(got, words) check_span((got), (words), __FILE__, __LINE__)
static inline void
check_span(coding_span got, const char *words, const char *file, int line)
{
    if (!coding_span_is(got, words)) {
        print_error("\"%.*s\", expected \"%s\"\n", (int)got.length,
                    got.at != NULL ? got.at : "", words);
        _fail(file, line);
    }
}

#endif
