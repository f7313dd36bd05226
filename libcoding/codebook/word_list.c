/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `words: FILE`: a word or phrase a line, made into regexes. */
#include <string.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "codebook/build.h"
#include "codebook/wildcard.h"
#include "io/input.h"

enum {
    LIST_BYTES = 64 * 1024 * 1024, /* largest list */
    REGEX_BYTES = 12000 /* of words in one regex: PCRE2 compiles to 64 KiB */
};

/* A list being read. */
typedef struct {
    build_state *state;
    coding_span *words; /* into the text */
    size_t count, capacity;
    coding_place line;
} list_scan;

coding_status
build_path(coding_context *context, arena *all, const char *beside,
           coding_span name, coding_span *out)
{
    const char *slash = strrchr(beside, '/');
    coding_status status;
    buffer path;

    buffer_init(&path, context);
    if (slash != NULL && (name.length == 0 || name.at[0] != '/'))
        buffer_add(&path, (coding_span){beside, (size_t)(slash - beside) + 1});
    buffer_add(&path, name);
    status = buffer_status(&path);
    if (status == CODING_OK)
        status = arena_copy(all, buffer_span(&path), out);
    buffer_free(&path);
    return status;
}

static coding_status
scan_word(list_scan *at, coding_span text)
{
    coding_context *context = at->state->context;
    size_t valid = utf8_invalid_at(text);
    coding_place place = at->line;
    coding_span word;
    coding_status status;

    place.source = (coding_span){text.at, valid};
    if (valid < text.length) {
        place.column += utf8_length(place.source);
        diag_error(context, CODING_EUSAGE, "utf8-invalid", record_diag(place),
                   "byte 0x%02X is not UTF-8; save the file as UTF-8",
                   (unsigned)(unsigned char)text.at[valid]);
        return CODING_OK;
    }
    word = coding_span_trim(text);
    if (word.length == 0 || text.at[0] == '#')
        return CODING_OK;
    if (!wildcard_is_word(word)) {
        diag_error(context, CODING_EUSAGE, "wildcard-only", record_diag(place),
                   "'%.*s' has nothing but wildcards", DIAG_SPAN(word));
        return CODING_OK;
    }
    status = BASE_GROW(context, &at->words, &at->capacity, at->count + 1);
    if (status == CODING_OK)
        at->words[at->count++] = word;
    return status;
}

static coding_status
scan_words(list_scan *at, coding_span text)
{
    coding_status status = CODING_OK;

    text = record_without_mark(text);
    while (status == CODING_OK && text.length > 0) {
        const char *end = memchr(text.at, '\n', text.length);
        size_t length = end == NULL ? text.length : (size_t)(end - text.at);

        at->line.line++;
        status = scan_word(at, (coding_span){text.at, length});
        if (end != NULL)
            length++;
        text = (coding_span){text.at + length, text.length - length};
    }
    return status;
}

/* How many of the words go into one regex. */
static size_t
share(const coding_span *words, size_t count)
{
    size_t bytes = 0, taken = 0;

    while (taken < count && (taken == 0 || bytes < REGEX_BYTES))
        bytes += words[taken++].length + 1;
    return taken;
}

/* The longest words first, over all regexes: where two rules of a code start
   together the earlier one is the coding. */
static coding_status
make_regexes(build_state *state, coding_span *words, size_t count,
             const record_field *field, coding_span **out, size_t *made)
{
    coding_status status;
    coding_span *regexes = NULL;
    size_t most = 0;
    buffer regex;

    wildcard_sort(words, count);
    for (size_t i = 0; i < count; i += share(words + i, count - i))
        most++;
    status = ARENA_ARRAY(state->all, most, &regexes);
    buffer_init(&regex, state->context);
    *made = 0;
    for (size_t i = 0; status == CODING_OK && i < count;) {
        size_t some = share(words + i, count - i);

        buffer_reset(&regex);
        wildcard_add_list(words + i, some, &regex);
        status = buffer_status(&regex);
        if (status == CODING_OK)
            status =
                arena_copy(state->all, buffer_span(&regex), &regexes[*made]);
        if (status == CODING_OK)
            status =
                build_check_regex(state->context, regexes[*made], field->place);
        i += some;
        ++*made;
    }
    buffer_free(&regex);
    *out = regexes;
    return status;
}

/* Remembers the list's digest, once a file. */
static coding_status
note_list(build_state *state, const char *file, const char *sha256)
{
    coding_span kept = {0};
    coding_status status;

    for (size_t i = 0; i < state->list_count; i++) {
        if (strcmp(state->lists[i].file, file) == 0)
            return CODING_OK;
    }
    status = arena_copy(state->all, coding_span_of(sha256), &kept);
    if (status == CODING_OK)
        status = BASE_GROW(state->context, &state->lists, &state->list_capacity,
                           state->list_count + 1);
    if (status == CODING_OK)
        state->lists[state->list_count++] = (coding_side_file){file, kept.at};
    return status;
}

static coding_status
read_list(list_scan *at, coding_span text, const record_field *field,
          coding_span **regexes, size_t *count)
{
    coding_context *context = at->state->context;
    coding_status status;

    if (!record_is_text(context, at->line.file, text))
        return CODING_OK;
    status = scan_words(at, text);
    if (status == CODING_OK && at->count == 0)
        diag_error(context, CODING_EUSAGE, "words-empty",
                   record_diag(field->place), "'%s' has no words",
                   at->line.file);
    if (status == CODING_OK)
        status = make_regexes(at->state, at->words, at->count, field, regexes,
                              count);
    return status;
}

coding_status
build_word_list(build_state *state, const record_field *field,
                coding_span **regexes, size_t *count)
{
    list_scan at = {.state = state};
    char digest[INPUT_HEX_BYTES];
    coding_span path = {0};
    coding_status status, unread = CODING_OK;
    uint64_t before;
    buffer text;

    *count = 0;
    if (state->alone)
        return CODING_OK;
    buffer_init(&text, state->context);
    status = build_path(state->context, state->all, field->place.file,
                        field->value, &path);
    before = coding_context_count(state->context, CODING_ERROR);
    if (status == CODING_OK)
        unread = input_load(state->context, path.at, LIST_BYTES, &text, digest);
    if (unread != CODING_OK) {
        diag_error(state->context, unread, "words-unread",
                   record_diag(field->place),
                   "the word list '%s' cannot be read", path.at);
        state->unread = unread;
        state->unread_faults +=
            coding_context_count(state->context, CODING_ERROR) - before;
    } else if (status == CODING_OK) {
        at.line = (coding_place){.file = path.at, .column = 1};
        status = read_list(&at, buffer_span(&text), field, regexes, count);
        if (status == CODING_OK)
            status = note_list(state, path.at, digest);
    }
    base_free(state->context, at.words);
    buffer_free(&text);
    return status;
}
