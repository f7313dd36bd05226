/* SPDX-License-Identifier: GPL-2.0-or-later */
/* PCRE2 behind pattern/regex.h: limits, lazy JIT, faults with their place. */
#include "pattern/regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <inttypes.h>
#include <pcre2.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "pattern/fold.h"

struct regex {
    coding_context *context;
    arena names;
    coding_span name, text; /* text: as it was compiled */
    const char *file;
    size_t line;
    pcre2_general_context *memory;
    pcre2_match_context *limits;
    pcre2_code *code;
    pcre2_match_data *match;
    bool tried_jit;
    bool lacked; /* memory, which was told */
    /* For long subjects, see meter(). */
    bool bounded;        /* no start can lead far, however long the text */
    pcre2_code *metered; /* the same pattern with callouts */
    bool tried_meter;
    uint64_t calls, moved;   /* of the subject at hand */
    uint64_t budget;         /* for the subject at hand */
    PCRE2_SIZE start, place; /* of the last callout */
};

enum {
    LONG_SUBJECT = 8192,  /* bytes; beyond, the work is metered */
    SHORT_STEPS = 16384,  /* a start in a shorter one may take unmetered */
    METER_BASE = 100,     /* match limits that a long subject may take ... */
    METER_PER_BYTE = 128, /* ... and so many characters a byte of it */
    METER_CALLS = 16      /* callouts that count as one character */
};

/* PCRE2's memory comes from the context, too. base_alloc tells when there is
   none, so that the error is the same as elsewhere. */
static void *
take(PCRE2_SIZE size, void *user)
{
    regex *compiled = user;
    void *block = NULL;

    if (base_alloc(compiled->context, size, &block) != CODING_OK) {
        compiled->lacked = true;
        return NULL;
    }
    return block;
}

static void
give_back(void *block, void *user)
{
    const regex *compiled = user;

    base_free(compiled->context, block);
}

/* PCRE2's words for an error, in our form: lower case at the start. */
static void
describe(int code, regex_fault *fault)
{
    if (pcre2_get_error_message(code, (PCRE2_UCHAR8 *)fault->text,
                                sizeof fault->text) < 0)
        (void)snprintf(fault->text, sizeof fault->text,
                       "is not a regular expression (PCRE2 error %d)", code);
}

/* PCRE2_NEVER_BACKSLASH_C: \C would cut characters in two. */
static pcre2_code *
compile(coding_span text, uint32_t more, int *error, PCRE2_SIZE *offset,
        pcre2_compile_context *memory)
{
    const uint32_t options =
        PCRE2_CASELESS | PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C | more;

    return pcre2_compile((PCRE2_SPTR)(text.at != NULL ? text.at : ""),
                         text.length, options, error, offset, memory);
}

/* No repeat without an upper limit, no recursion, no verb: judged by what
   stands in the text, so that a + in a class counts, too. */
static bool
is_bounded(coding_span text)
{
    static const char *const far[] = {"*",    "+",   ",}",  "(?R",  "(?&",
                                      "(?P>", "\\X", "\\g", "(?(D", "\\Q"};

    for (size_t i = 0; i < sizeof far / sizeof *far; i++) {
        size_t length = strlen(far[i]);

        for (size_t k = 0; k + length <= text.length; k++)
            if (memcmp(text.at + k, far[i], length) == 0)
                return false;
    }
    for (size_t k = 0; k + 2 < text.length; k++) /* (?1), (?-1) */
        if (text.at[k] == '(' && text.at[k + 1] == '?' &&
            ((text.at[k + 2] >= '0' && text.at[k + 2] <= '9') ||
             text.at[k + 2] == '-'))
            return false;
    return true;
}

/* The place of a fault is looked for in the pattern as written, since the
   folded one may be shorter. */
static void
locate(coding_span written, int error, PCRE2_SIZE offset,
       pcre2_compile_context *memory, regex_fault *fault)
{
    pcre2_code *again = compile(written, 0, &error, &offset, memory);

    if (again != NULL)
        offset = 0;
    pcre2_code_free(again);
    describe(error, fault);
    if (offset > written.length)
        offset = written.length;
    fault->byte = offset;
    fault->points = utf8_length((coding_span){written.at, offset});
}

static coding_status
build(regex *made, const regex_source *source, regex_reading reading,
      regex_fault *fault)
{
    coding_context *context = made->context;
    pcre2_compile_context *memory = pcre2_compile_context_create(made->memory);
    coding_status status = memory == NULL ? CODING_ESYSTEM : CODING_OK;
    coding_span text = source->text;
    PCRE2_SIZE offset = 0;
    int error = 0;
    buffer folded;

    buffer_init(&folded, context);
    if (status == CODING_OK && reading == REGEX_FOLDED &&
        utf8_invalid_at(text) == text.length) {
        fold_pattern(text, &folded);
        text = buffer_span(&folded);
        status = buffer_status(&folded);
    }
    if (status == CODING_OK) {
        made->code = compile(text, 0, &error, &offset, memory);
        if (made->code == NULL) {
            locate(source->text, error, offset, memory, fault);
            status = made->lacked ? CODING_ESYSTEM : CODING_EUSAGE;
        }
    }
    if (status == CODING_OK)
        status = arena_copy(&made->names, text, &made->text);
    made->bounded = is_bounded(text);
    pcre2_compile_context_free(memory);
    buffer_free(&folded);
    return status;
}

/* PCRE2 limits the steps from one place of a subject, not from all of them
   together, and counts no characters that a repeat such as \w+ passes over. So
   in a long subject every item of the pattern calls this: the way between two
   calls is what was passed over. */
static int
meter(pcre2_callout_block *at, void *user)
{
    regex *compiled = user;
    PCRE2_SIZE here = at->current_position;

    if (at->start_match != compiled->start) {
        compiled->start = at->start_match;
        compiled->place = at->start_match;
    }
    compiled->moved += here > compiled->place ? here - compiled->place
                                              : compiled->place - here;
    compiled->place = here;
    compiled->calls++;
    return compiled->moved + compiled->calls / METER_CALLS > compiled->budget
               ? PCRE2_ERROR_CALLOUT
               : 0;
}

static coding_status
prepare(regex *made)
{
    const coding_limits *limits = coding_context_limits(made->context);

    made->limits = pcre2_match_context_create(made->memory);
    made->match = pcre2_match_data_create(1, made->memory);
    if (made->limits == NULL || made->match == NULL)
        return CODING_ESYSTEM;
    (void)pcre2_set_match_limit(made->limits, limits->match_limit);
    (void)pcre2_set_depth_limit(made->limits, limits->match_limit);
    (void)pcre2_set_heap_limit(made->limits, limits->heap_limit);
    (void)pcre2_set_callout(made->limits, meter, made);
    return CODING_OK;
}

coding_status
regex_new(coding_context *context, const regex_source *source,
          regex_reading reading, regex_fault *fault, regex **out)
{
    regex *made = NULL;
    coding_status status = BASE_NEW(context, &made);
    coding_span kept = {0};

    if (status != CODING_OK)
        return status;
    made->context = context;
    made->line = source->line;
    arena_init(&made->names, context);
    status = arena_copy(&made->names,
                        source->name != NULL ? coding_span_of(source->name)
                                             : source->text,
                        &made->name);
    if (status == CODING_OK && source->file != NULL) {
        status = arena_copy(&made->names, coding_span_of(source->file), &kept);
        made->file = kept.at;
    }
    if (status == CODING_OK) {
        made->memory = pcre2_general_context_create(take, give_back, made);
        status = made->memory == NULL ? CODING_ESYSTEM : CODING_OK;
    }
    if (status == CODING_OK)
        status = build(made, source, reading, fault);
    if (status == CODING_OK)
        status = prepare(made);
    if (status == CODING_OK)
        *out = made;
    else
        regex_free(made);
    return status;
}

void
regex_free(regex *compiled)
{
    if (compiled == NULL)
        return;
    pcre2_match_data_free(compiled->match);
    pcre2_match_context_free(compiled->limits);
    pcre2_code_free(compiled->code);
    pcre2_code_free(compiled->metered);
    pcre2_general_context_free(compiled->memory);
    arena_clear(&compiled->names);
    base_free(compiled->context, compiled);
}

bool
regex_may_be_empty(const regex *compiled)
{
    uint32_t empty = 0;

    return pcre2_pattern_info(compiled->code, PCRE2_INFO_MATCHEMPTY, &empty) ==
               0 &&
           empty != 0;
}

static coding_status
refuse(const regex *compiled, int code, size_t bytes)
{
    const coding_limits *limits = coding_context_limits(compiled->context);
    diag_place place = {compiled->file, compiled->line, 0, {0}};
    regex_fault fault = {0};

    if (compiled->lacked)
        return CODING_ESYSTEM;
    switch (code) {
    case PCRE2_ERROR_CALLOUT:
        return diag_error(compiled->context, CODING_EDATA, "match-limit", place,
                          "pattern '%.*s' was stopped after %" PRIu64
                          " steps: it goes over this text of %zu bytes again "
                          "and again",
                          DIAG_SPAN(compiled->name), compiled->budget, bytes);
    case PCRE2_ERROR_MATCHLIMIT:
    case PCRE2_ERROR_DEPTHLIMIT:
        return diag_error(compiled->context, CODING_EDATA, "match-limit", place,
                          "pattern '%.*s' was stopped after %u steps: it "
                          "backtracks too much on this text",
                          DIAG_SPAN(compiled->name),
                          (unsigned)limits->match_limit);
    case PCRE2_ERROR_HEAPLIMIT:
        return diag_error(compiled->context, CODING_EDATA, "match-limit", place,
                          "pattern '%.*s' was stopped after %u KiB of memory: "
                          "it backtracks too much on this text",
                          DIAG_SPAN(compiled->name),
                          (unsigned)limits->heap_limit);
    default:
        describe(code, &fault);
        return diag_error(compiled->context, CODING_EDATA, "match-limit", place,
                          "pattern '%.*s' could not be searched for: %s",
                          DIAG_SPAN(compiled->name), fault.text);
    }
}

/* Compiled to machine code at the first search, if that is to be had: a
   codebook that is only checked need not pay for it. */
static void
quicken(regex *compiled)
{
    if (compiled->tried_jit)
        return;
    compiled->tried_jit = true;
    /* Where memory may not be made executable the interpreter serves; the
       result is the same. */
    (void)pcre2_jit_compile(compiled->code, PCRE2_JIT_COMPLETE);
}

/* Every call costs by the number of groups, so they are left out where they
   have no names: a pattern that refers to one by number is none without it. */
static pcre2_code *
compile_metered(const regex *compiled, pcre2_compile_context *memory)
{
    uint32_t names = 0;
    pcre2_code *made = NULL;
    PCRE2_SIZE offset;
    int error;

    (void)pcre2_pattern_info(compiled->code, PCRE2_INFO_NAMECOUNT, &names);
    if (names == 0)
        made =
            compile(compiled->text, PCRE2_AUTO_CALLOUT | PCRE2_NO_AUTO_CAPTURE,
                    &error, &offset, memory);
    if (made == NULL)
        made = compile(compiled->text, PCRE2_AUTO_CALLOUT, &error, &offset,
                       memory);
    return made;
}

/* The pattern with its calls; without memory for it the plain one serves. */
static const pcre2_code *
metered_code(regex *compiled)
{
    pcre2_compile_context *memory;

    if (compiled->tried_meter)
        return compiled->metered != NULL ? compiled->metered : compiled->code;
    compiled->tried_meter = true;
    memory = pcre2_compile_context_create(compiled->memory);
    if (memory != NULL)
        compiled->metered = compile_metered(compiled, memory);
    pcre2_compile_context_free(memory);
    if (compiled->metered == NULL)
        return compiled->code;
    (void)pcre2_jit_compile(compiled->metered, PCRE2_JIT_COMPLETE);
    return compiled->metered;
}

static int
match(regex *compiled, const pcre2_code *code, coding_span subject, size_t from,
      uint32_t options)
{
    PCRE2_SPTR at = (PCRE2_SPTR)(subject.at != NULL ? subject.at : "");

    return pcre2_match(code, at, subject.length, from,
                       PCRE2_NO_UTF_CHECK | options, compiled->match,
                       compiled->limits);
}

/* The work that a pattern may do in a subject. */
static uint64_t
budget_of(const regex *compiled, coding_span subject)
{
    const coding_limits *limits = coding_context_limits(compiled->context);

    return METER_BASE * (uint64_t)limits->match_limit +
           METER_PER_BYTE * (uint64_t)subject.length;
}

static int
match_metered(regex *compiled, coding_span subject, size_t from)
{
    const coding_limits *limits = coding_context_limits(compiled->context);
    const pcre2_code *metered = metered_code(compiled);
    uint64_t calls = compiled->calls, moved = compiled->moved;
    int code;

    compiled->budget = budget_of(compiled, subject);
    compiled->start = PCRE2_UNSET;
    (void)pcre2_set_match_limit(compiled->limits, limits->match_limit);
    if (compiled->lacked)
        return PCRE2_ERROR_NOMEMORY;
    code = match(compiled, metered, subject, from, 0);
    /* The interpreter has the last word about limits, with or without JIT. */
    if (code < PCRE2_ERROR_NOMATCH && code != PCRE2_ERROR_CALLOUT) {
        compiled->calls = calls;
        compiled->moved = moved;
        compiled->start = PCRE2_UNSET;
        code = match(compiled, metered, subject, from, PCRE2_NO_JIT);
    }
    return code;
}

/* A short subject, and one in which no start leads far, is searched without a
   meter, with so few steps from one start that all of them keep to the budget;
   what needs more is searched again. */
static int
match_plain(regex *compiled, coding_span subject, size_t from)
{
    const coding_limits *limits = coding_context_limits(compiled->context);
    uint64_t steps = budget_of(compiled, subject) / (subject.length + 1);
    int code;

    if (steps > SHORT_STEPS)
        steps = SHORT_STEPS;
    (void)pcre2_set_match_limit(compiled->limits, limits->match_limit < steps
                                                      ? limits->match_limit
                                                      : (uint32_t)steps);
    code = match(compiled, compiled->code, subject, from, 0);
    return code < PCRE2_ERROR_NOMATCH ? match_metered(compiled, subject, from)
                                      : code;
}

coding_status
regex_find(regex *compiled, coding_span subject, size_t from, regex_span *out)
{
    const PCRE2_SIZE *found;
    int code;

    quicken(compiled);
    if (compiled->lacked)
        return CODING_ESYSTEM;
    if (from == 0) {
        compiled->calls = 0;
        compiled->moved = 0;
    }
    code = subject.length <= LONG_SUBJECT || compiled->bounded
               ? match_plain(compiled, subject, from)
               : match_metered(compiled, subject, from);
    if (code == PCRE2_ERROR_NOMATCH)
        return CODING_END;
    if (code < 0)
        return refuse(compiled, code, subject.length);
    found = pcre2_get_ovector_pointer(compiled->match);
    if (found[0] >= found[1])
        return diag_error(
            compiled->context, CODING_EUSAGE, "match-empty",
            (diag_place){compiled->file, compiled->line, 0, {0}},
            "pattern '%.*s' matched no text at all: an empty match is not a "
            "passage",
            DIAG_SPAN(compiled->name));
    out->start = found[0];
    out->end = found[1];
    return CODING_OK;
}

coding_status
regex_keep_groups(regex *compiled)
{
    pcre2_match_data *all =
        pcre2_match_data_create_from_pattern(compiled->code, compiled->memory);

    if (all == NULL)
        return CODING_ESYSTEM;
    pcre2_match_data_free(compiled->match);
    compiled->match = all;
    return CODING_OK;
}

bool
regex_has_group(const regex *compiled, const char *name)
{
    return pcre2_substring_number_from_name(compiled->code, (PCRE2_SPTR)name) >
           0;
}

bool
regex_group(const regex *compiled, const char *name, regex_span *out)
{
    int number =
        pcre2_substring_number_from_name(compiled->code, (PCRE2_SPTR)name);
    const PCRE2_SIZE *found = pcre2_get_ovector_pointer(compiled->match);

    if (number <= 0 ||
        (uint32_t)number >= pcre2_get_ovector_count(compiled->match) ||
        found[2 * (size_t)number] == PCRE2_UNSET)
        return false;
    out->start = found[2 * (size_t)number];
    out->end = found[2 * (size_t)number + 1];
    return true;
}
