/* SPDX-License-Identifier: GPL-2.0-or-later */
/* PCRE2 behind pattern/regex.h: limits, lazy JIT, faults with their place. */
#include "pattern/regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
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
    coding_span name;
    const char *file;
    size_t line;
    pcre2_general_context *memory;
    pcre2_match_context *limits;
    pcre2_code *code;
    pcre2_match_data *match;
    bool tried_jit;
    bool lacked; /* memory, which was told */
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
compile(coding_span text, int *error, PCRE2_SIZE *offset,
        pcre2_compile_context *memory)
{
    const uint32_t options =
        PCRE2_CASELESS | PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C;

    return pcre2_compile((PCRE2_SPTR)(text.at != NULL ? text.at : ""),
                         text.length, options, error, offset, memory);
}

/* The place of a fault is looked for in the pattern as written, since the
   folded one may be shorter. */
static void
locate(coding_span written, int error, PCRE2_SIZE offset,
       pcre2_compile_context *memory, regex_fault *fault)
{
    pcre2_code *again = compile(written, &error, &offset, memory);

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
        made->code = compile(text, &error, &offset, memory);
        if (made->code == NULL) {
            locate(source->text, error, offset, memory, fault);
            status = made->lacked ? CODING_ESYSTEM : CODING_EUSAGE;
        }
    }
    pcre2_compile_context_free(memory);
    buffer_free(&folded);
    return status;
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
refuse(const regex *compiled, int code)
{
    const coding_limits *limits = coding_context_limits(compiled->context);
    diag_place place = {compiled->file, compiled->line, 0, {0}};
    regex_fault fault = {0};

    if (compiled->lacked)
        return CODING_ESYSTEM;
    switch (code) {
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

coding_status
regex_find(regex *compiled, coding_span subject, size_t from, regex_span *out)
{
    PCRE2_SPTR at = (PCRE2_SPTR)(subject.at != NULL ? subject.at : "");
    uint32_t options = PCRE2_NO_UTF_CHECK;
    const PCRE2_SIZE *found;
    int code;

    quicken(compiled);
    if (compiled->lacked)
        return CODING_ESYSTEM;
    code = pcre2_match(compiled->code, at, subject.length, from, options,
                       compiled->match, compiled->limits);
    /* The interpreter has the last word about limits, with or without JIT. */
    if (code < PCRE2_ERROR_NOMATCH)
        code = pcre2_match(compiled->code, at, subject.length, from,
                           options | PCRE2_NO_JIT, compiled->match,
                           compiled->limits);
    if (code == PCRE2_ERROR_NOMATCH)
        return CODING_END;
    if (code < 0)
        return refuse(compiled, code);
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
