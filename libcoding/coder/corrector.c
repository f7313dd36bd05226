/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rows in, corrected rows out. See coding/corrections.h. */
#include "coder/corrector.h"

#include <coding/meta.h>

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "base/memory.h"
#include "table/columns.h"

enum { FAULT_BYTES = 600 };

void
corrector_fault(coding_corrector *of, const correction *by, const char *id,
                const char *text, ...)
{
    char line[FAULT_BYTES];
    va_list arguments;

    va_start(arguments, text);
    if (vsnprintf(line, sizeof line, text, arguments) < 0)
        line[0] = '\0';
    va_end(arguments);
    of->faults =
        diag_error(of->context, CODING_EDATA, id,
                   (diag_place){of->corrections->file, by->line, 0, {NULL, 0}},
                   "%s", line);
}

coding_status
coding_corrector_columns(const coding_columns *columns, coding_columns **out)
{
    static const char *const names[] = {
        "document", "unit",    "question", "start",    "end",  "facet",
        "code",     "pattern", "polarity", "codebook", "rank", "counted",
        "label",    "name",    "value",    "mentions", "text"};

    return COLUMNS_WITH(NULL, columns, names, out);
}

coding_status
coding_corrector_new(coding_context *context, const coding_columns *columns,
                     const coding_columns *result,
                     const coding_corrector_options *options,
                     coding_row_sink sink, coding_corrector **out)
{
    coding_corrector *made = NULL;
    coding_status status = BASE_NEW(context, &made);

    if (status != CODING_OK)
        return status;
    made->context = context;
    made->corrections = options->corrections;
    made->arguments = options->arguments;
    made->sink = sink;
    made->in = coding_core_of(columns);
    made->out = coding_core_of(result);
    map_init(&made->code_names, context);
    map_init(&made->ids, context);
    map_init(&made->questions, context);
    arena_init(&made->words, context);
    arena_init(&made->kept, context);
    buffer_init(&made->summary, context);
    status = coding_cells_new(context, result, &made->cells);
    if (status == CODING_OK)
        status =
            base_alloc(context, made->corrections->count * sizeof *made->states,
                       (void **)(void *)&made->states);
    if (status == CODING_OK)
        *out = made;
    else
        coding_corrector_free(made);
    return status;
}

void
coding_corrector_free(coding_corrector *corrector)
{
    coding_context *context;

    if (corrector == NULL)
        return;
    context = corrector->context;
    map_clear(&corrector->code_names);
    map_clear(&corrector->ids);
    map_clear(&corrector->questions);
    arena_clear(&corrector->words);
    arena_clear(&corrector->kept);
    buffer_free(&corrector->summary);
    coding_cells_free(corrector->cells);
    base_free(context, corrector->codes);
    base_free(context, corrector->id_codes);
    base_free(context, corrector->states);
    base_free(context, corrector->rows);
    base_free(context, corrector->units);
    base_free(context, corrector->codings);
    base_free(context, corrector);
}

/* ---- what the stream says before its documents ---- */

static coding_status
give_meta(coding_corrector *of)
{
    const coding_corrections *from = of->corrections;
    const char *slash = strrchr(from->file, '/');
    coding_meta meta = {.tool = "correct", .arguments = of->arguments};
    coding_status status;
    buffer text;

    if (of->begun)
        return CODING_OK;
    of->begun = true;
    buffer_init(&text, of->context);
    buffer_add_text(&text, "corrections=");
    buffer_add_text(&text, slash != NULL ? slash + 1 : from->file);
    buffer_add_text(&text, " sha256:");
    buffer_add_text(&text, from->sha256);
    for (unsigned i = 0; i < CORRECTION_ACTIONS; i++) {
        buffer_add_text(&text, "; ");
        buffer_add_text(&text, correction_name((correction_action)i));
        buffer_add_byte(&text, '=');
        buffer_add_unsigned(&text, from->counts[i]);
    }
    meta.details = buffer_text(&text);
    status = buffer_status(&text);
    if (status == CODING_OK)
        status = coding_meta_give(of->cells, &meta, of->sink);
    buffer_free(&text);
    return status;
}

static coding_status
learn_code(coding_corrector *of, const coding_row *row)
{
    coding_span facet = coding_row_cell(row, of->in.facet);
    coding_span id = coding_row_cell(row, of->in.code);
    size_t number = 0, before = of->code_names.count, ids = of->ids.count;
    corrector_code code = {facet, id, coding_row_cell(row, of->in.codebook)};
    coding_status status;
    buffer name;

    buffer_init(&name, of->context);
    buffer_add(&name, facet);
    buffer_add_byte(&name, '/');
    buffer_add(&name, id);
    status = buffer_status(&name);
    if (status == CODING_OK)
        status = map_add(&of->code_names, buffer_span(&name), &number);
    buffer_free(&name);
    if (status != CODING_OK || number < before)
        return status;
    status = BASE_GROW(of->context, &of->codes, &of->code_capacity, number + 1);
    if (status == CODING_OK)
        status = arena_copy(&of->words, facet, &code.facet);
    if (status == CODING_OK)
        status = arena_copy(&of->words, code.codebook, &code.codebook);
    if (status == CODING_OK)
        status = map_add(&of->ids, id, &before);
    if (status == CODING_OK)
        status = BASE_GROW(of->context, &of->id_codes, &of->id_capacity,
                           of->ids.count);
    if (status != CODING_OK)
        return status;
    code.id = map_name(&of->ids, before);
    of->codes[number] = code;
    of->id_codes[before] = of->ids.count > ids ? number : CORRECTOR_NONE;
    return CODING_OK;
}

/* A code by "FACET/ID", or by an id that only one facet has. */
static void
resolve_code(coding_corrector *of, const correction *by, size_t *out)
{
    size_t number = map_find(&of->code_names, by->code);

    *out = number;
    if (number != MAP_NONE)
        return;
    number = map_find(&of->ids, by->code);
    if (number == MAP_NONE)
        corrector_fault(of, by, "correction-code",
                        "there is no code '%.*s' in the stream",
                        DIAG_SPAN(by->code));
    else if (of->id_codes[number] == CORRECTOR_NONE)
        corrector_fault(of, by, "correction-code",
                        "several facets have a code '%.*s'; write FACET/%.*s",
                        DIAG_SPAN(by->code), DIAG_SPAN(by->code));
    *out = number == MAP_NONE ? CORRECTOR_NONE : of->id_codes[number];
}

/* Codes and questions of all corrections, once the stream has named its own. */
static void
resolve(coding_corrector *of)
{
    if (of->resolved)
        return;
    of->resolved = true;
    for (size_t i = 0; i < of->corrections->count; i++) {
        const correction *by = &of->corrections->rows[i];

        resolve_code(of, by, &of->states[i].code);
        if (by->question.length == 0 ||
            map_find(&of->questions, by->question) != MAP_NONE)
            continue;
        corrector_fault(of, by, "correction-question",
                        "there is no question '%.*s' in the stream",
                        DIAG_SPAN(by->question));
        of->states[i].code = CORRECTOR_NONE; /* told; it is not applied */
    }
}

/* ---- documents ---- */

/* By its name, or by its name without endings. */
bool
corrector_is_for(const coding_corrector *of, size_t number)
{
    coding_span meant = of->corrections->rows[number].document;
    coding_span name = of->name;

    if (name.length > meant.length && name.at[meant.length] == '.')
        name.length = meant.length;
    return coding_span_equal(meant, name);
}

static coding_status
begin_document(coding_corrector *of, const coding_row *row)
{
    coding_status status;

    arena_clear(&of->kept);
    of->row_count = of->unit_count = of->coding_count = 0;
    of->holding = false;
    status = arena_copy(&of->words, coding_row_cell(row, of->in.document),
                        &of->name);
    for (size_t i = 0; status == CODING_OK && i < of->corrections->count; i++) {
        corrector_state *state = &of->states[i];

        if (!corrector_is_for(of, i))
            continue;
        if (state->document.length > 0)
            corrector_fault(of, &of->corrections->rows[i],
                            "correction-document",
                            "two documents are meant by '%.*s': %.*s and %.*s",
                            DIAG_SPAN(of->corrections->rows[i].document),
                            DIAG_SPAN(state->document), DIAG_SPAN(of->name));
        state->document = of->name;
        of->holding = true;
    }
    return status;
}

static coding_status
keep_cells(coding_corrector *of, const coding_row *row)
{
    size_t count = coding_columns_count(row->columns);
    coding_span *cells = NULL;
    coding_status status = ARENA_ARRAY(&of->kept, count, &cells);

    for (size_t i = 0; i < count && status == CODING_OK; i++)
        if (row->cells[i].length > 0)
            status = arena_copy(&of->kept, row->cells[i], &cells[i]);
    if (status == CODING_OK)
        status = BASE_GROW(of->context, &of->rows, &of->row_capacity,
                           of->row_count + 1);
    if (status != CODING_OK)
        return status;
    of->rows[of->row_count] = *row;
    of->rows[of->row_count].cells = cells;
    of->rows[of->row_count].plain = false;
    of->row_count++;
    return CODING_OK;
}

static coding_status
keep_unit(coding_corrector *of, const coding_row *row)
{
    corrector_unit unit = {.row = of->row_count - 1};
    coding_status status = BASE_GROW(of->context, &of->units,
                                     &of->unit_capacity, of->unit_count + 1);

    if (status != CODING_OK)
        return status;
    if (!coding_row_unsigned(row, of->in.start, &unit.start) ||
        !coding_row_unsigned(row, of->in.end, &unit.end))
        return diag_error(of->context, CODING_EDATA, "unit-offset",
                          (diag_place){row->file, row->line, 0, {NULL, 0}},
                          "a unit's start or end is no whole number");
    unit.respondent =
        coding_span_is(coding_row_cell(row, of->in.role), "respondent");
    of->units[of->unit_count++] = unit;
    return CODING_OK;
}

static size_t
find_code(const coding_corrector *of, const coding_row *row)
{
    coding_span facet = coding_row_cell(row, of->in.facet);
    coding_span id = coding_row_cell(row, of->in.code);

    for (size_t i = 0; i < of->code_names.count; i++)
        if (coding_span_equal(of->codes[i].id, id) &&
            coding_span_equal(of->codes[i].facet, facet))
            return i;
    return CORRECTOR_NONE;
}

static coding_status
keep_coding(coding_corrector *of)
{
    const coding_row *row = &of->rows[of->row_count - 1];
    corrector_coding coding = {.row = of->row_count - 1};
    coding_status status = BASE_GROW(
        of->context, &of->codings, &of->coding_capacity, of->coding_count + 1);

    if (status != CODING_OK)
        return status;
    coding.code = find_code(of, row);
    (void)coding_row_unsigned(row, of->in.start, &coding.start);
    (void)coding_row_unsigned(row, of->in.end, &coding.end);
    coding.question = coding_row_cell(row, of->in.question);
    coding.text = coding_row_cell(row, of->in.text);
    of->codings[of->coding_count++] = coding;
    return CODING_OK;
}

static coding_status
end_document(coding_corrector *of)
{
    coding_status status = CODING_OK;

    if (!of->holding)
        return CODING_OK;
    of->holding = false;
    of->kept_count = of->coding_count;
    status = corrector_apply(of);
    return status == CODING_OK ? corrector_give(of) : status;
}

/* ---- rows ---- */

static coding_status
hold(coding_corrector *of, const coding_row *row)
{
    coding_status status = keep_cells(of, row);

    if (status != CODING_OK)
        return status;
    if (row->record == CODING_RECORD_UNIT)
        return keep_unit(of, row);
    if (row->record == CODING_RECORD_CODING)
        return keep_coding(of);
    return row->record == CODING_RECORD_END ? end_document(of) : CODING_OK;
}

coding_status
coding_corrector_take(coding_corrector *corrector, const coding_row *row)
{
    coding_status status = CODING_OK;
    size_t number = 0;

    if (row->record == CODING_RECORD_META)
        return coding_row_give(corrector->sink, row);
    status = give_meta(corrector);
    if (status == CODING_OK && row->record == CODING_RECORD_CODE)
        status = learn_code(corrector, row);
    if (status == CODING_OK && row->record == CODING_RECORD_QUESTION)
        status = map_add(&corrector->questions,
                         coding_row_cell(row, corrector->in.question), &number);
    if (status == CODING_OK && row->record == CODING_RECORD_DOCUMENT) {
        resolve(corrector);
        status = end_document(corrector);
        if (status == CODING_OK)
            status = begin_document(corrector, row);
    }
    if (status != CODING_OK)
        return status;
    return corrector->holding ? hold(corrector, row)
                              : coding_row_give(corrector->sink, row);
}

coding_status
coding_corrector_finish(coding_corrector *corrector)
{
    coding_status status = give_meta(corrector);

    if (status == CODING_OK)
        status = end_document(corrector);
    if (status != CODING_OK)
        return status;
    resolve(corrector);
    for (size_t i = 0; i < corrector->corrections->count; i++)
        if (corrector->states[i].document.length == 0)
            corrector_fault(
                corrector, &corrector->corrections->rows[i],
                "correction-document",
                "there is no document '%.*s' in the stream",
                DIAG_SPAN(corrector->corrections->rows[i].document));
    return corrector->faults;
}

coding_status
coding_corrector_summary(coding_corrector *corrector, const char **out)
{
    static const char *const done[] = {"added", "removed", "reranked",
                                       "of polarity"};
    const coding_corrections *from = corrector->corrections;
    buffer *text = &corrector->summary;
    const char *between = ": ";

    buffer_reset(text);
    buffer_add_unsigned(text, from->count);
    buffer_add_text(text, from->count == 1 ? " correction" : " corrections");
    for (size_t i = 0; i < CORRECTION_ACTIONS; i++) {
        if (from->counts[i] == 0)
            continue;
        buffer_add_text(text, between);
        buffer_add_unsigned(text, from->counts[i]);
        buffer_add_byte(text, ' ');
        buffer_add_text(text, done[i]);
        between = ", ";
    }
    *out = buffer_text(text);
    return buffer_status(text);
}
