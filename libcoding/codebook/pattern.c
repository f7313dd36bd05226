/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One pattern of a rule: a regex that compiles, or another code. */
#include <stdint.h>
#include <string.h>

#include "base/ascii.h"
#include "base/diag.h"
#include "base/hold.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "codebook/build.h"
#include "codebook/rules.h"
#include "pattern/regex.h"

enum { NEAREST_OF = 5000 };

static coding_place
moved(coding_place place, coding_span from, size_t bytes)
{
    place.column += utf8_length((coding_span){from.at, bytes});
    return place;
}

/* A text that a pattern may be tempted by: its own letters and digits. */
static void
add_own_words(coding_span pattern, buffer *out)
{
    for (size_t i = 0; i < pattern.length; i++) {
        unsigned char byte = (unsigned char)pattern.at[i];
        bool word =
            (byte >= '0' && byte <= '9') || byte >= 0x80 ||
            (ascii_lower((char)byte) >= 'a' && ascii_lower((char)byte) <= 'z');

        if (word)
            buffer_add_byte(out, pattern.at[i]);
        else
            buffer_add_byte(out, ' ');
    }
}

/* A regex that can match nothing at all would be stopped at the first text.
   PCRE2 only says that it may; so it is tried. */
static coding_status
check_empty(coding_context *context, regex *compiled, coding_span pattern,
            coding_place place)
{
    coding_span texts[] = {coding_span_of(""), coding_span_of("a b"), pattern};
    coding_status status;
    buffer words;
    hold told;

    if (!regex_may_be_empty(compiled))
        return CODING_OK;
    buffer_init(&words, context);
    add_own_words(pattern, &words);
    texts[2] = buffer_span(&words);
    status = buffer_status(&words);
    if (status == CODING_OK)
        status = CODING_END;
    hold_begin(&told, context); /* what regex_find says has no column */
    for (size_t i = 0; i < 3 && status == CODING_END; i++) {
        regex_span found;

        status = regex_find(compiled, texts[i], 0, &found);
    }
    hold_drop(&told);
    buffer_free(&words);
    if (status == CODING_EUSAGE)
        diag_error(context, CODING_EUSAGE, "pattern-empty", record_diag(place),
                   "this pattern can match no text at all; a match must have "
                   "a character at least");
    return status == CODING_ESYSTEM ? status : CODING_OK;
}

coding_status
build_check_regex(coding_context *context, coding_span text, coding_place place)
{
    const regex_source source = {text, NULL, place.file, place.line};
    regex_fault fault = {0};
    regex *compiled = NULL;
    coding_status status =
        regex_new(context, &source, REGEX_FOLDED, &fault, &compiled);

    if (status == CODING_EUSAGE) {
        diag_error(context, CODING_EUSAGE, "pattern-invalid",
                   record_diag(moved(place, text, fault.byte)), "%s",
                   fault.text);
        return CODING_OK;
    }
    if (status == CODING_OK)
        status = check_empty(context, compiled, text, place);
    regex_free(compiled);
    return status;
}

static void
tell_unknown_code(const build_state *state, coding_span name,
                  coding_place place)
{
    const map *names = &state->codes.names;
    size_t best = MAP_NONE, least = SIZE_MAX;

    /* Of very many codes none is proposed: that would take the square. */
    for (size_t i = 0; i < names->count && names->count <= NEAREST_OF; i++) {
        size_t distance = nearest_distance(name, map_name(names, i));

        if (distance < least && nearest_is_near(name, distance)) {
            least = distance;
            best = i;
        }
    }
    if (best == MAP_NONE)
        diag_error(state->context, CODING_EUSAGE, "code-unknown",
                   record_diag(place), "there is no code '%.*s'",
                   DIAG_SPAN(name));
    else
        diag_error(state->context, CODING_EUSAGE, "code-unknown",
                   record_diag(place),
                   "there is no code '%.*s'; did you mean '%.*s'?",
                   DIAG_SPAN(name), DIAG_SPAN(map_name(names, best)));
}

coding_status
build_reference(const build_state *state, coding_span text, coding_place place,
                coding_span *facet, coding_span *name, size_t *code)
{
    const char *slash = memchr(text.at, '/', text.length);
    coding_span own = {text.at, 0}, id = text;
    coding_status status;

    *code = CODING_NO_CODE;
    if (slash != NULL) {
        own.length = (size_t)(slash - text.at);
        id = (coding_span){slash + 1, text.length - own.length - 1};
        if (!record_is_id(state->file, own, place, "facet"))
            return CODING_OK;
    }
    place = moved(place, text, (size_t)(id.at - text.at));
    if (!record_is_id(state->file, id, place, "code"))
        return CODING_OK;
    if (coding_span_equal(own, state->facet))
        own.length = 0;
    status = arena_copy(state->all, own, facet);
    if (status == CODING_OK)
        status = arena_copy(state->all, id, name);
    if (status != CODING_OK || own.length > 0 || state->alone)
        return status;
    *code = map_find(&state->codes.names, id);
    if (*code == MAP_NONE)
        tell_unknown_code(state, id, place);
    return CODING_OK;
}

bool
build_refuse_list(const build_state *state, coding_span text,
                  coding_place place)
{
    coding_span rest = text, item = {NULL, 0};

    if (!rule_next_item(&rest, &item) || item.length == text.length)
        return false;
    diag_error(state->context, CODING_EUSAGE, "pattern-separated",
               record_diag(moved(place, text, item.length)),
               "` ,, ` separates patterns in near, then, all, any and none "
               "only; give each a line of its own");
    return true;
}

coding_status
build_pattern(const build_state *state, const record_field *field,
              coding_span part, bool codes_too, coding_rule_pattern *out)
{
    static const char prefix[] = "code:";
    const size_t length = sizeof prefix - 1;
    coding_span text = coding_span_trim(part);
    coding_place place = record_at(field, (size_t)(text.at - field->value.at));
    coding_status status;

    *out = (coding_rule_pattern){.code = CODING_NO_CODE, .place = place};
    if (text.length == 0) {
        diag_error(state->context, CODING_EUSAGE, "pattern-empty",
                   record_diag(place), "there is no pattern here");
        return CODING_OK;
    }
    if (build_refuse_list(state, text, place))
        return CODING_OK;
    status = arena_copy(state->all, text, &out->text);
    if (status != CODING_OK)
        return status;
    if (text.length < length || memcmp(text.at, prefix, length) != 0) {
        out->regex = out->text;
        return build_check_regex(state->context, text, place);
    }
    if (!codes_too) {
        diag_error(state->context, CODING_EUSAGE, "code-place",
                   record_diag(place),
                   "`code:` may stand in all, any and none only");
        return CODING_OK;
    }
    return build_reference(
        state, (coding_span){text.at + length, text.length - length},
        moved(place, text, length), &out->facet, &out->name, &out->code);
}
