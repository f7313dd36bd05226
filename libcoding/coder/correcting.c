/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Corrections held against the codings of a document: what each one means, and
   where two contradict each other. See coding-corrections(5). */
#include <inttypes.h>

#include "base/diag.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "coder/corrector.h"
#include "pattern/engine.h"

/* ---- words ---- */

/* A text folded as code(1) folds it. */
static coding_status
fold_words(coding_context *context, coding_span text, fold **out)
{
    fold *copy = NULL;
    coding_status status = fold_new(context, FOLD_FULL, &copy);

    if (status == CODING_OK)
        status = fold_add(copy, text);
    if (status == CODING_OK)
        status = fold_finish(copy);
    if (status == CODING_OK)
        *out = copy;
    else
        fold_free(copy);
    return status;
}

/* An engine that looks for words as they stand, however they are typed. */
static coding_status
words_engine(coding_context *context, coding_span words, engine **out)
{
    static const engine_options options = {.reading = REGEX_EXACT};
    fold *copy = NULL;
    coding_status status = fold_words(context, words, &copy);
    coding_span text = {NULL, 0};
    buffer pattern;

    if (status != CODING_OK)
        return status;
    buffer_init(&pattern, context);
    buffer_add_text(&pattern, "\\Q");
    text = fold_text(copy, 0);
    for (size_t i = 0; i < text.length; i++) {
        if (text.at[i] == '\\') /* out of the quotation and in again */
            buffer_add_text(&pattern, "\\E\\\\\\Q");
        else
            buffer_add_byte(&pattern, text.at[i]);
    }
    buffer_add_text(&pattern, "\\E");
    status = buffer_status(&pattern);
    if (status == CODING_OK) {
        const regex_source source = {buffer_span(&pattern), NULL, NULL, 0};

        status = engine_new(context, &source, 1, &options, out);
    }
    buffer_free(&pattern);
    fold_free(copy);
    return status;
}

/* A place of the words: code points from..to of a unit. */
typedef struct {
    size_t unit, from, to;
} place;

typedef struct {
    place *items;
    size_t count, capacity;
    size_t elsewhere; /* places in words that are not a respondent's */
} places;

static coding_span
unit_cell(const coding_corrector *of, size_t unit, size_t column)
{
    return coding_row_cell(&of->rows[of->units[unit].row], column);
}

static bool
is_unit(const coding_corrector *of, const coding_row *row, const correction *by)
{
    uint64_t number = 0;

    return !by->has_unit || (coding_row_unsigned(row, of->in.unit, &number) &&
                             number == by->unit);
}

static coding_status
find_in_unit(coding_corrector *of, engine *words, size_t unit, places *out)
{
    engine_matches found = {NULL, 0};
    fold *copy = NULL;
    coding_status status =
        fold_words(of->context, unit_cell(of, unit, of->in.text), &copy);

    if (status == CODING_OK)
        status = engine_search_copy(words, copy, &found);
    for (size_t i = 0; status == CODING_OK && i < found.count; i++) {
        fold_range range =
            fold_origin(copy, 0, found.items[i].start, found.items[i].end);

        if (!of->units[unit].respondent) {
            out->elsewhere++;
            continue;
        }
        status =
            BASE_GROW(of->context, &out->items, &out->capacity, out->count + 1);
        if (status == CODING_OK)
            out->items[out->count++] =
                (place){unit, range.start.point, range.end.point};
    }
    fold_free(copy);
    return status;
}

static coding_status
find_words(coding_corrector *of, const correction *by, places *out)
{
    engine *words = NULL;
    coding_status status = words_engine(of->context, by->value, &words);

    for (size_t i = 0; status == CODING_OK && i < of->unit_count; i++)
        if (is_unit(of, &of->rows[of->units[i].row], by))
            status = find_in_unit(of, words, i, out);
    engine_free(words);
    return status;
}

/* ---- additions ---- */

/* The one place that is meant: the only one, or the only one in the question
   of the correction. CORRECTOR_NONE: none, which is told. */
static size_t
choose(coding_corrector *of, const correction *by, const places *found)
{
    size_t chosen = 0, fitting = 0;

    for (size_t i = 0; by->question.length > 0 && i < found->count; i++)
        if (coding_span_equal(
                unit_cell(of, found->items[i].unit, of->in.question),
                by->question)) {
            chosen = i;
            fitting++;
        }
    if (fitting == 1 || found->count == 1)
        return fitting == 1 ? chosen : 0;
    if (found->count == 0)
        corrector_fault(
            of, by, "correction-words", "the words '%.*s' are not in %s%.*s%s",
            DIAG_SPAN(by->value), by->has_unit ? "that unit of " : "",
            DIAG_SPAN(of->name),
            found->elsewhere > 0 ? ", but for words that are not a respondent's"
                                 : "");
    else
        corrector_fault(of, by, "correction-words",
                        "the words '%.*s' are %zu times in %.*s; name the "
                        "unit, or start and end",
                        DIAG_SPAN(by->value), found->count,
                        DIAG_SPAN(of->name));
    return CORRECTOR_NONE;
}

/* Code points from..to of a unit's text. */
static coding_span
slice(coding_span text, size_t from, size_t to)
{
    size_t start = utf8_offset(text, from), end = utf8_offset(text, to);

    return (coding_span){text.at + start, end - start};
}

static coding_status
locate_words(coding_corrector *of, const correction *by, corrector_coding *out)
{
    places found = {NULL, 0, 0, 0};
    coding_status status = find_words(of, by, &found);
    size_t number =
        status == CODING_OK ? choose(of, by, &found) : CORRECTOR_NONE;

    if (number < found.count) {
        const place *at = &found.items[number];
        const corrector_unit *unit = &of->units[at->unit];

        out->row = out->after = unit->row;
        out->start = unit->start + at->from;
        out->end = unit->start + at->to;
        out->text =
            slice(unit_cell(of, at->unit, of->in.text), at->from, at->to);
    }
    base_free(of->context, found.items);
    return status;
}

/* The words of a span: those of its units, with one space between. */
static coding_status
join_units(coding_corrector *of, size_t first, size_t last,
           corrector_coding *out)
{
    coding_status status;
    buffer text;

    buffer_init(&text, of->context);
    for (size_t i = first; i <= last; i++) {
        const corrector_unit *unit = &of->units[i];
        uint64_t from = i == first ? out->start - unit->start : 0;
        uint64_t to = (i == last ? out->end : unit->end) - unit->start;

        if (i > first)
            buffer_add_byte(&text, ' ');
        buffer_add(&text, slice(unit_cell(of, i, of->in.text), (size_t)from,
                                (size_t)to));
    }
    status = buffer_status(&text);
    if (status == CODING_OK)
        status = arena_copy(&of->kept, buffer_span(&text), &out->text);
    buffer_free(&text);
    return status;
}

/* The words given beside a span must stand there. */
static coding_status
check_words(coding_corrector *of, const correction *by,
            const corrector_coding *at)
{
    engine_matches found = {NULL, 0};
    engine *words = NULL;
    fold *copy = NULL;
    coding_status status = words_engine(of->context, by->value, &words);
    bool same = false;

    if (status == CODING_OK)
        status = fold_words(of->context, at->text, &copy);
    if (status == CODING_OK)
        status = engine_search_copy(words, copy, &found);
    if (status == CODING_OK)
        same = found.count == 1 && found.items[0].start == 0 &&
               found.items[0].end == fold_text(copy, 0).length;
    if (status == CODING_OK && !same)
        corrector_fault(of, by, "correction-words",
                        "%" PRIu64 " to %" PRIu64 " of %.*s is '%.*s', not "
                        "the words given",
                        by->start, by->end, DIAG_SPAN(of->name),
                        DIAG_SPAN(at->text));
    fold_free(copy);
    engine_free(words);
    return status;
}

static coding_status
locate_span(coding_corrector *of, const correction *by, corrector_coding *out)
{
    size_t first = 0, last;
    coding_status status;

    while (first < of->unit_count && of->units[first].end <= by->start)
        first++;
    last = first;
    while (last < of->unit_count && of->units[last].end < by->end)
        last++;
    if (last >= of->unit_count || of->units[first].start > by->start ||
        of->units[last].start >= by->end ||
        !is_unit(of, &of->rows[of->units[first].row], by)) {
        corrector_fault(of, by, "correction-unit",
                        "%" PRIu64 " to %" PRIu64 " of %.*s does not begin and "
                        "end in %s",
                        by->start, by->end, DIAG_SPAN(of->name),
                        by->has_unit ? "that unit" : "units");
        return CODING_OK;
    }
    if (!of->units[first].respondent) {
        corrector_fault(of, by, "correction-unit",
                        "%" PRIu64 " to %" PRIu64 " of %.*s are not a "
                        "respondent's words",
                        by->start, by->end, DIAG_SPAN(of->name));
        return CODING_OK;
    }
    out->row = of->units[first].row;
    out->after = of->units[last].row;
    out->start = by->start;
    out->end = by->end;
    status = join_units(of, first, last, out);
    if (status == CODING_OK && by->value.length > 0)
        status = check_words(of, by, out);
    return status;
}

static coding_status
add(coding_corrector *of, const correction *by, size_t code)
{
    corrector_coding made = {.added = true, .code = code};
    size_t faults = (size_t)coding_context_count(of->context, CODING_ERROR);
    coding_status status;

    made.by[CORRECTION_ADD] = by;
    status =
        by->has_span ? locate_span(of, by, &made) : locate_words(of, by, &made);
    if (status != CODING_OK ||
        coding_context_count(of->context, CODING_ERROR) > faults)
        return status;
    made.question = by->question.length > 0
                        ? by->question
                        : coding_row_cell(&of->rows[made.row], of->in.question);
    status = BASE_GROW(of->context, &of->codings, &of->coding_capacity,
                       of->coding_count + 1);
    if (status == CODING_OK)
        of->codings[of->coding_count++] = made;
    return status;
}

/* ---- changes ---- */

static coding_span
coding_cell(const coding_corrector *of, const corrector_coding *coding,
            size_t column)
{
    return coding_row_cell(&of->rows[coding->row], column);
}

static bool
is_gone(const coding_corrector *of, const corrector_coding *coding)
{
    return !coding->added &&
           coding_span_is(coding_cell(of, coding, of->in.counted), "removed");
}

/* The correction means this coding. */
static bool
is_target(const coding_corrector *of, const corrector_coding *coding,
          const correction *by, size_t code)
{
    if (coding->code != code || is_gone(of, coding) ||
        !is_unit(of, &of->rows[coding->row], by))
        return false;
    if (by->question.length > 0 &&
        !coding_span_equal(coding->question, by->question))
        return false;
    return !by->has_span ||
           (coding->start < by->end && by->start < coding->end);
}

/* Another correction that this one contradicts; NULL: none. */
static const correction *
contradicts(const corrector_coding *coding, const correction *by)
{
    if (by->action == CORRECTION_REMOVE)
        for (unsigned k = 0; k < CORRECTION_ACTIONS; k++)
            if (coding->by[k] != NULL)
                return coding->by[k];
    if (coding->by[CORRECTION_REMOVE] != NULL)
        return coding->by[CORRECTION_REMOVE];
    return coding->by[by->action];
}

static void
change(coding_corrector *of, const correction *by, size_t code)
{
    const corrector_coding *first = NULL;
    size_t of_code = 0;

    for (size_t i = 0; i < of->coding_count; i++) {
        corrector_coding *coding = &of->codings[i];
        const correction *other;

        of_code += coding->code == code;
        if (!is_target(of, coding, by, code))
            continue;
        other = contradicts(coding, by);
        if (other != NULL) {
            corrector_fault(of, by, "correction-conflict",
                            "line %zu says something else of the same coding",
                            other->line);
            return;
        }
        if (first != NULL &&
            !coding_span_equal(coding_cell(of, first, of->in.respondent),
                               coding_cell(of, coding, of->in.respondent))) {
            corrector_fault(of, by, "correction-target",
                            "codings of two respondents are meant; name the "
                            "unit");
            return;
        }
        first = first != NULL ? first : coding;
        coding->by[by->action] = by;
    }
    if (first == NULL)
        corrector_fault(of, by, "correction-target",
                        of_code > 0 ? "'%.*s' is not coded there; it is coded "
                                      "elsewhere in %.*s"
                                    : "'%.*s' is not coded in %.*s",
                        DIAG_SPAN(by->code), DIAG_SPAN(of->name));
}

/* ---- contradictions among the results ---- */

static bool
is_removed(const coding_corrector *of, const corrector_coding *coding)
{
    return coding->by[CORRECTION_REMOVE] != NULL || is_gone(of, coding);
}

/* An addition where the code stands already. */
static void
check_additions(coding_corrector *of)
{
    for (size_t i = 0; i < of->coding_count; i++) {
        const corrector_coding *a = &of->codings[i];

        for (size_t k = 0; a->added && k < of->coding_count; k++) {
            const corrector_coding *b = &of->codings[k];

            if (k == i || (b->added && k > i) || b->code != a->code ||
                is_removed(of, b) || b->start >= a->end || a->start >= b->end ||
                !coding_span_equal(a->question, b->question))
                continue;
            if (b->added)
                corrector_fault(of, a->by[CORRECTION_ADD],
                                "correction-conflict",
                                "line %zu adds the same code there",
                                b->by[CORRECTION_ADD]->line);
            else
                corrector_fault(of, a->by[CORRECTION_ADD], "correction-coded",
                                "the code is there already, by a rule");
            break;
        }
    }
}

/* One rank for two codes of an answer. */
static void
check_ranks(coding_corrector *of)
{
    for (size_t i = 0; i < of->coding_count; i++) {
        const corrector_coding *a = &of->codings[i];
        const correction *by = a->by[CORRECTION_RERANK];

        for (size_t k = 0; by != NULL && k < i; k++) {
            const corrector_coding *b = &of->codings[k];
            const correction *other = b->by[CORRECTION_RERANK];

            if (other == NULL || other == by || other->rank != by->rank ||
                b->code == a->code ||
                !coding_span_equal(a->question, b->question) ||
                !coding_span_equal(of->codes[a->code].facet,
                                   of->codes[b->code].facet) ||
                !coding_span_equal(coding_cell(of, a, of->in.respondent),
                                   coding_cell(of, b, of->in.respondent)))
                continue;
            corrector_fault(of, by, "correction-conflict",
                            "line %zu gives the same rank to another code of "
                            "the answer",
                            other->line);
            break;
        }
    }
}

/* What was counted before is not counted anew. */
static bool
is_tallied(coding_corrector *of, const correction *by, size_t code)
{
    for (size_t i = 0; i < of->coding_count; i++) {
        const corrector_coding *coding = &of->codings[i];
        coding_span counted = coding_cell(of, coding, of->in.counted);

        if (coding->added || coding->code == CORRECTOR_NONE ||
            counted.length == 0 || coding_span_is(counted, "removed") ||
            !coding_span_equal(of->codes[coding->code].facet,
                               of->codes[code].facet))
            continue;
        corrector_fault(of, by, "correction-tallied",
                        "the stream was tallied before; put correct between "
                        "code and tally");
        return true;
    }
    return false;
}

/* The unit that the correction names is there. */
static bool
has_unit(coding_corrector *of, const correction *by)
{
    for (size_t i = 0; i < of->unit_count; i++)
        if (is_unit(of, &of->rows[of->units[i].row], by))
            return true;
    corrector_fault(of, by, "correction-unit",
                    "there is no unit %" PRIu64 " in %.*s", by->unit,
                    DIAG_SPAN(of->name));
    return false;
}

coding_status
corrector_apply(coding_corrector *of)
{
    coding_status status = CODING_OK;

    /* Additions first, so that a rank may be given to one. */
    for (unsigned round = 0; round < 2; round++)
        for (size_t i = 0; i < of->corrections->count && status == CODING_OK;
             i++) {
            const correction *by = &of->corrections->rows[i];
            size_t code = of->states[i].code;

            if (!corrector_is_for(of, i) || code == CORRECTOR_NONE ||
                (by->action == CORRECTION_ADD) != (round == 0) ||
                !has_unit(of, by) || is_tallied(of, by, code))
                continue;
            if (by->action == CORRECTION_ADD)
                status = add(of, by, code);
            else
                change(of, by, code);
        }
    if (status == CODING_OK) {
        check_additions(of);
        check_ranks(of);
    }
    return status;
}
