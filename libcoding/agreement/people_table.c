/* SPDX-License-Identifier: GPL-2.0-or-later */
/* People's coding in a table: document or respondent, code, and where: start
   and end, unit, or the words. See agree(1). */
#include <string.h>

#include "agreement/code_agreement.h"
#include "base/diag.h"
#include "base/memory.h"
#include "base/number.h"
#include "pattern/fold.h"
#include "table/whole.h"

typedef struct {
    coding_context *context;
    const whole_table *file;
    streams *all;
    size_t document, respondent, facet, code; /* columns; SIZE_MAX: none */
    size_t start, end, unit, words;
    coding_span default_facet;
    fold *folded, *wanted;
    uint64_t outside; /* words in what is not compared */
} people_table;

static diag_place
place_of(const people_table *of, size_t row)
{
    return (diag_place){of->file->path, of->file->lines[row], 0, {NULL, 0}};
}

static coding_span
cell_of(const people_table *of, size_t row, size_t column)
{
    return column == SIZE_MAX ? (coding_span){NULL, 0}
                              : whole_cell(of->file, row, column);
}

static coding_status
find_columns(people_table *of)
{
    const whole_table *file = of->file;

    of->document = whole_find(file, "document");
    of->respondent = whole_find(file, "respondent");
    of->facet = whole_find(file, "facet");
    of->code = whole_find(file, "code");
    of->start = whole_find(file, "start");
    of->end = whole_find(file, "end");
    of->unit = whole_find(file, "unit");
    of->words = whole_find(file, "words");
    if (of->code != SIZE_MAX &&
        (of->document != SIZE_MAX || of->respondent != SIZE_MAX) &&
        (of->unit != SIZE_MAX || of->words != SIZE_MAX ||
         (of->start != SIZE_MAX && of->end != SIZE_MAX)))
        return CODING_OK;
    return diag_error(of->context, CODING_EDATA, "people-columns",
                      (diag_place){file->path, 1, 0, {NULL, 0}},
                      "expected columns code, document or respondent, and "
                      "unit, words, or start and end");
}

/* ---- whose words ---- */

static bool
is_document(coding_span document, coding_span name)
{
    return document.length >= name.length &&
           memcmp(document.at, name.at, name.length) == 0 &&
           (document.length == name.length || document.at[name.length] == '.');
}

/* Whether a unit is of the document and respondent that a row names. */
static bool
is_of(const people_table *of, size_t row, const streams_unit *unit)
{
    coding_span document = cell_of(of, row, of->document);
    coding_span respondent = cell_of(of, row, of->respondent);

    if (document.length > 0 &&
        !is_document(map_name(&of->all->documents, unit->document), document))
        return false;
    return respondent.length == 0 ||
           (unit->respondent != STREAMS_NONE &&
            coding_span_equal(map_name(&of->all->respondents, unit->respondent),
                              respondent));
}

static coding_status
check_place(const people_table *of, size_t row)
{
    const streams *all = of->all;

    for (size_t u = 0; u < all->unit_keys.count; u++)
        if (is_of(of, row, &all->units[u]))
            return CODING_OK;
    return diag_error(of->context, CODING_EDATA, "documents-differ",
                      place_of(of, row),
                      "document \"%.*s\", respondent \"%.*s\": the stream has "
                      "no such words",
                      DIAG_SPAN(cell_of(of, row, of->document)),
                      DIAG_SPAN(cell_of(of, row, of->respondent)));
}

/* ---- words ---- */

/* Where needle stands in the unit, first behind byte from of a variant. */
static bool
find_in_unit(const people_table *of, coding_span needle, size_t *variant,
             size_t *from, fold_range *out)
{
    for (; *variant < fold_variants(of->folded); ++*variant, *from = 0) {
        coding_span text = fold_text(of->folded, *variant);

        for (; *from + needle.length <= text.length; ++*from) {
            if (memcmp(text.at + *from, needle.at, needle.length) != 0)
                continue;
            *out =
                fold_origin(of->folded, *variant, *from, *from + needle.length);
            *from += needle.length;
            return true;
        }
    }
    return false;
}

/* Whether the program has a passage of the code there. */
static bool
program_has(const streams *all, const streams_mark *place)
{
    uint32_t document = all->units[place->unit].document;

    for (size_t i = 0; i < all->mark_count; i++) {
        const streams_mark *mark = &all->marks[i];

        if (mark->coder == 0 && mark->code == place->code &&
            all->units[mark->unit].document == document &&
            mark->start < place->end && place->start < mark->end)
            return true;
    }
    return false;
}

typedef struct {
    streams_mark best;
    bool found, met, outside;
} people_search;

/* All places of needle in the unit; the first is kept, or the first that the
   program has too. */
static coding_status
search_unit(people_table *of, uint32_t unit, coding_span needle,
            people_search *search)
{
    const streams_unit *in = &of->all->units[unit];
    size_t variant = 0, from = 0;
    fold_range range;
    coding_status status;

    fold_reset(of->folded);
    status = fold_add(of->folded, in->text);
    if (status == CODING_OK)
        status = fold_finish(of->folded);
    while (status == CODING_OK && !search->met &&
           find_in_unit(of, needle, &variant, &from, &range)) {
        streams_mark place = {.code = search->best.code,
                              .unit = unit,
                              .start = in->start + range.start.point,
                              .end = in->start + range.end.point};

        if (!in->eligible) {
            search->outside = true;
            continue;
        }
        search->met = program_has(of->all, &place);
        if (search->met || !search->found)
            search->best = place;
        search->found = true;
    }
    return status;
}

static coding_status
find_piece(people_table *of, size_t row, coding_span piece, uint32_t code)
{
    people_search search = {.best = {.code = code}};
    coding_status status;

    fold_reset(of->wanted);
    status = fold_add(of->wanted, piece);
    if (status == CODING_OK)
        status = fold_finish(of->wanted);
    for (uint32_t u = 0;
         status == CODING_OK && !search.met && u < of->all->unit_keys.count;
         u++)
        if (is_of(of, row, &of->all->units[u]))
            status = search_unit(of, u, fold_text(of->wanted, 0), &search);
    if (status != CODING_OK)
        return status;
    if (!search.found && search.outside) {
        of->outside++;
        return CODING_OK;
    }
    if (!search.found)
        return diag_error(of->context, CODING_EDATA, "people-words",
                          place_of(of, row),
                          "\"%.*s\" is not in the words of this document or "
                          "respondent; expected a quotation",
                          DIAG_SPAN(piece));
    search.best.text = piece;
    return streams_add_mark(of->all, &search.best);
}

/* Pieces of a quotation are separated by " ... ". */
static coding_status
read_words(people_table *of, size_t row, uint32_t code)
{
    coding_span rest = cell_of(of, row, of->words);
    coding_status status = CODING_OK;

    while (status == CODING_OK && rest.length > 0) {
        coding_span piece = rest;
        size_t skip = rest.length;

        for (size_t i = 0; i + 5 <= rest.length; i++) {
            if (memcmp(rest.at + i, " ... ", 5) != 0)
                continue;
            piece.length = i;
            skip = i + 5;
            break;
        }
        piece = coding_span_trim(piece);
        if (piece.length > 0)
            status = find_piece(of, row, piece, code);
        rest = (coding_span){rest.at + skip, rest.length - skip};
    }
    return status;
}

/* ---- numbers ---- */

static coding_status
read_number(const people_table *of, size_t row, size_t column, uint64_t *out)
{
    if (number_to_unsigned(cell_of(of, row, column), out))
        return CODING_OK;
    return whole_bad_cell(of->file, "people-place", row, column,
                          "a whole number of 0 or more");
}

static coding_status
add_place(people_table *of, size_t row, const streams_mark *mark)
{
    if (mark->unit == STREAMS_NONE)
        return diag_error(of->context, CODING_EDATA, "people-place",
                          place_of(of, row),
                          "no unit of the stream is there; expected a place "
                          "in this document");
    if (!of->all->units[mark->unit].eligible) {
        of->outside++;
        return CODING_OK;
    }
    return streams_add_mark(of->all, mark);
}

/* By unit, or by start and end. */
static coding_status
read_place(people_table *of, size_t row, uint32_t code)
{
    const streams *all = of->all;
    bool by_unit = cell_of(of, row, of->start).length == 0;
    streams_mark mark = {.code = code, .unit = STREAMS_NONE};
    uint64_t number = 0;
    coding_status status =
        read_number(of, row, by_unit ? of->unit : of->start, &number);

    mark.start = number;
    if (status == CODING_OK && !by_unit)
        status = read_number(of, row, of->end, &mark.end);
    if (status != CODING_OK)
        return status;
    for (uint32_t u = 0; u < all->unit_keys.count; u++) {
        const streams_unit *unit = &all->units[u];

        if (!is_of(of, row, unit))
            continue;
        if (by_unit && unit->number == number) {
            mark.unit = u;
            mark.start = unit->start;
            mark.end = unit->end;
            mark.text = unit->text;
        }
        if (!by_unit && unit->start <= number && number < unit->end)
            mark.unit = u;
    }
    return add_place(of, row, &mark);
}

static coding_status
read_row(people_table *of, size_t row)
{
    coding_span facet = cell_of(of, row, of->facet);
    coding_span code = cell_of(of, row, of->code);
    size_t before = of->all->code_keys.count;
    uint32_t number = 0;
    coding_status status = check_place(of, row);

    if (facet.length == 0)
        facet = of->default_facet;
    if (status == CODING_OK)
        status = streams_code_number(of->all, facet, code, &number);
    if (status == CODING_OK && number == before)
        return diag_error(of->context, CODING_EDATA, "people-code",
                          place_of(of, row),
                          "code \"%.*s\" of facet \"%.*s\" is not in the "
                          "stream; expected a code of its codebook",
                          DIAG_SPAN(code), DIAG_SPAN(facet));
    if (status != CODING_OK)
        return status;
    if (cell_of(of, row, of->start).length > 0 ||
        (cell_of(of, row, of->unit).length > 0 &&
         cell_of(of, row, of->words).length == 0))
        return read_place(of, row, number);
    if (cell_of(of, row, of->words).length > 0)
        return read_words(of, row, number);
    return diag_error(of->context, CODING_EDATA, "people-place",
                      place_of(of, row),
                      "no place: expected words, a unit, or start and end");
}

/* A table without facets speaks of the only one. */
static coding_status
choose_facet(people_table *of)
{
    const streams *all = of->all;

    if (of->facet != SIZE_MAX)
        return CODING_OK;
    if (all->facets.count == 1) {
        of->default_facet = map_name(&all->facets, 0);
        return CODING_OK;
    }
    return diag_error(of->context, CODING_EUSAGE, "people-facet",
                      (diag_place){of->file->path, 1, 0, {NULL, 0}},
                      "the stream has %zu facets; expected a column facet, or "
                      "--facet",
                      all->facets.count);
}

static coding_status
read_rows(people_table *of)
{
    coding_status status = find_columns(of);

    if (status == CODING_OK)
        status = choose_facet(of);
    if (status == CODING_OK)
        status = fold_new(of->context, FOLD_FULL, &of->folded);
    if (status == CODING_OK)
        status = fold_new(of->context, FOLD_FULL, &of->wanted);
    for (size_t i = 0; status == CODING_OK && i < of->file->rows; i++)
        status = read_row(of, i);
    if (status == CODING_OK && of->outside > 0)
        diag_note(of->context, "people-outside", (diag_place){0},
                  "%llu passages of people are not in a respondent's words "
                  "that are compared, and were left out",
                  (unsigned long long)of->outside);
    fold_free(of->folded);
    fold_free(of->wanted);
    return status;
}

coding_status
people_read(coding_context *context, const char *path, streams *all)
{
    whole_table file = {0};
    people_table of = {.context = context, .file = &file, .all = all};
    coding_status status =
        streams_begin(all, path, coding_span_of("people"), NULL);

    if (status == CODING_OK)
        status = whole_open(context, path, NULL, &file);
    if (status == CODING_OK)
        status = read_rows(&of);
    whole_close(&file);
    return status;
}
