/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Several codes in a cell: `A;B`, `{}` for none of them, empty for a unit that
   was not coded. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "agreement/agreement_inside.h"
#include "agreement/layout.h"
#include "base/map.h"

typedef struct {
    const whole_table *file;
    arena keep;
    map codes;
    size_t *place; /* by number in codes: in order of bytes */
    coding_span *names;
    unsigned char *coded, *member;
    size_t coders, cells;
} sets_file;

/* The next code of a cell from *at on; false: none is left. */
static bool
next_code(coding_span cell, size_t *at, coding_span *code)
{
    const char *end;

    if (*at > cell.length)
        return false;
    code->at = cell.at + *at;
    end = *at < cell.length ? memchr(code->at, ';', cell.length - *at) : NULL;
    code->length = end != NULL ? (size_t)(end - code->at) : cell.length - *at;
    *at += code->length + 1;
    *code = coding_span_trim(*code);
    return true;
}

static coding_span
cell_of(const sets_file *of, size_t coding)
{
    return whole_cell(of->file, coding / of->coders, coding % of->coders + 1);
}

static coding_status
find_codes(sets_file *of)
{
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < of->cells; i++) {
        coding_span cell = cell_of(of, i), code;
        size_t number;

        if (cell.length == 0 || coding_span_is(cell, "{}"))
            continue;
        for (size_t at = 0; status == CODING_OK && next_code(cell, &at, &code);)
            status = code.length == 0
                         ? whole_bad_cell(of->file, "set-invalid",
                                          i / of->coders, i % of->coders + 1,
                                          "codes separated by ; or {}")
                         : map_add(&of->codes, code, &number);
    }
    return status;
}

static int
by_bytes(const void *left, const void *right)
{
    const coding_span *a = left, *b = right;

    return coding_span_compare(*a, *b);
}

static coding_status
order_codes(sets_file *of)
{
    size_t count = of->codes.count;
    coding_status status = ARENA_ARRAY(&of->keep, count + 1, &of->names);

    if (status == CODING_OK)
        status = ARENA_ARRAY(&of->keep, count + 1, &of->place);
    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < count; i++)
        of->names[i] = map_name(&of->codes, i);
    qsort(of->names, count, sizeof *of->names, by_bytes);
    for (size_t i = 0; i < count; i++)
        of->place[map_find(&of->codes, of->names[i])] = i;
    return CODING_OK;
}

static coding_status
fill_members(sets_file *of)
{
    size_t count = of->codes.count;
    coding_status status = ARENA_ARRAY(&of->keep, of->cells + 1, &of->coded);

    if (status == CODING_OK)
        status = ARENA_ARRAY(&of->keep, of->cells * count + 1, &of->member);
    for (size_t i = 0; status == CODING_OK && i < of->cells; i++) {
        coding_span cell = cell_of(of, i), code;

        of->coded[i] = cell.length > 0;
        if (cell.length == 0 || coding_span_is(cell, "{}"))
            continue;
        for (size_t at = 0; next_code(cell, &at, &code);)
            of->member[i * count + of->place[map_find(&of->codes, code)]] = 1;
    }
    return status;
}

/* Units that two coders or more coded. */
static double
pairable(const sets_file *of)
{
    double units = 0;

    for (size_t u = 0; u < of->file->rows; u++) {
        size_t coders = 0;

        for (size_t k = 0; k < of->coders; k++)
            coders += of->coded[u * of->coders + k];
        units += coders > 1;
    }
    return units;
}

static coding_status
speak(coding_agreement *agreement, const agreement_subject *subject,
      const agreement_figures *figures, size_t codes)
{
    static const char *const sets[][2] = {
        {"alpha_set_masi", "alpha of the sets, MASI     "},
        {"alpha_set_jaccard", "alpha of the sets, Jaccard  "},
        {"alpha_set_nominal", "alpha of the sets, as a whole"}};
    static const char *const measures[] = {
        "code_percent_agreement", "code_cohen_kappa", "code_alpha_nominal",
        "code_gwet_ac1"};
    size_t width = layout_width(subject->names, codes);
    buffer *out = &agreement->words;
    const coding_span none = {NULL, 0};
    coding_status status = CODING_OK;

    if (!agreement->options.lines)
        return CODING_OK;
    for (size_t i = 0; status == CODING_OK && i < 3; i++) {
        layout_name(out, coding_span_of(sets[i][1]), 30);
        layout_share(out, agreement_figure(figures, sets[i][0]));
        status = agreement_say(agreement, subject->table, none, "line");
    }
    layout_name(out, coding_span_of("code"), width);
    buffer_add_text(out, "  agree  kappa  alpha    AC1");
    if (status == CODING_OK)
        status = agreement_say(agreement, subject->table, none, "line");
    for (size_t c = 0; status == CODING_OK && c < codes; c++) {
        layout_name(out, subject->names[c], width);
        for (size_t k = 0; k < sizeof measures / sizeof *measures; k++)
            layout_share(out, agreement_figure_at(figures, measures[k], c + 1));
        status =
            agreement_say(agreement, subject->table, subject->names[c], "line");
    }
    return status;
}

static coding_status
analyse(coding_agreement *agreement, const sets_file *of)
{
    const coding_stats_sets data = {.units = of->file->rows,
                                    .coders = of->coders,
                                    .codes = of->codes.count,
                                    .coded = of->coded,
                                    .member = of->member};
    const agreement_subject subject = {
        .table = of->file->title,
        .names = of->names,
        .n = pairable(of),
        .undefined = "undefined: all is one set or code, or no unit was coded "
                     "by two coders"};
    agreement_figures figures;
    coding_figure_sink sink = agreement_figures_sink(&figures);
    coding_status status;

    agreement_figures_init(&figures, agreement->context);
    status = coding_stats_set_agreement(agreement->context, &data, &sink);
    if (status == CODING_OK)
        status = agreement_give_figures(agreement, &subject, &figures);
    if (status == CODING_OK)
        status = speak(agreement, &subject, &figures, data.codes);
    agreement_figures_clear(&figures);
    return status;
}

coding_status
agreement_sets(coding_agreement *agreement, const whole_table *file)
{
    sets_file of = {.file = file, .coders = file->columns - 1};
    coding_status status =
        whole_need(file, 3, "a unit and the codes of two or more coders");

    of.cells = file->rows * of.coders;
    arena_init(&of.keep, agreement->context);
    map_init(&of.codes, agreement->context);
    if (status == CODING_OK)
        status = whole_check_labels(file, "unit");
    if (status == CODING_OK)
        status = find_codes(&of);
    if (status == CODING_OK)
        status = order_codes(&of);
    if (status == CODING_OK)
        status = fill_members(&of);
    if (status == CODING_OK)
        status = analyse(agreement, &of);
    map_clear(&of.codes);
    arena_clear(&of.keep);
    return status;
}
