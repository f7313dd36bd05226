/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One unit a line, one coder a column. */
#include <math.h>
#include <stdlib.h>

#include "agreement/agreement_inside.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/number.h"

/* Tables over categories have the square of them. */
enum { MOST_CATEGORIES = 2000 };

typedef struct {
    coding_span name;
    double value;  /* NaN: no number */
    size_t number; /* in order of appearance */
} category;

coding_status
agreement_compute(const coding_agreement *agreement,
                  const coding_stats_codings *data, agreement_figures *out)
{
    const coding_agreement_options *options = &agreement->options;
    coding_stats_alpha_sampling sampling = {.metric = options->metric,
                                            .samples = options->samples,
                                            .seed = options->seed};
    coding_figure_sink sink = agreement_figures_sink(out);
    coding_status status =
        coding_stats_agreement(agreement->context, data, &sink);

    if (status != CODING_OK || options->samples == 0)
        return status;
    return options->interval == CODING_AGREEMENT_UNITS
               ? coding_stats_alpha_bootstrap(agreement->context, data,
                                              &sampling, &sink)
               : coding_stats_alpha_coincidences(agreement->context, data,
                                                 &sampling, &sink);
}

const char *
agreement_reason(const agreement_figures *figures)
{
    if (!(agreement_figure(figures, "n_pairable_units") > 0))
        return "undefined: no unit was coded by two coders";
    if (agreement_figure(figures, "n_categories") < 2)
        return "undefined: all codings are of one category, and by chance all "
               "would agree";
    return "undefined here";
}

/* ---- categories ---- */

static int
compare_categories(const void *left, const void *right)
{
    const category *a = left, *b = right;

    if (!isnan(a->value) && (a->value < b->value || a->value > b->value))
        return a->value < b->value ? -1 : 1;
    return coding_span_compare(a->name, b->name);
}

/* In order of their numbers when all are numbers, else of bytes. */
static void
sort_categories(category *all, size_t count)
{
    bool numbers = count > 0;

    for (size_t i = 0; i < count; i++) {
        all[i].value = AGREEMENT_NO_NUMBER;
        numbers = number_to_double(all[i].name, &all[i].value) && numbers;
    }
    for (size_t i = 0; i < count && !numbers; i++)
        all[i].value = AGREEMENT_NO_NUMBER;
    qsort(all, count, sizeof *all, compare_categories);
}

/* Those declared come first and keep their order. */
static coding_status
declare(const coding_agreement *agreement, map *names)
{
    coding_status status = CODING_OK;
    size_t number;

    for (size_t i = 0;
         status == CODING_OK && i < agreement->options.category_count; i++)
        status = map_add(
            names, coding_span_of(agreement->options.categories[i]), &number);
    return status;
}

typedef struct {
    const coding_agreement *agreement;
    const whole_table *file;
    arena keep;
    map names;
    uint32_t *coded;
    coding_span *labels;
    double *values;
    bool numbers;
} coders_file;

static coding_status
too_many(const coders_file *of)
{
    return diag_error(of->agreement->context, CODING_EDATA,
                      "categories-too-many",
                      (diag_place){of->file->path, 0, 0, {NULL, 0}},
                      "more than %d different categories; expected one code a "
                      "cell",
                      MOST_CATEGORIES);
}

static coding_status
read_cells(coders_file *of)
{
    const whole_table *file = of->file;
    size_t coders = file->columns - 1;
    size_t declared = of->names.count;
    coding_status status =
        ARENA_ARRAY(&of->keep, file->rows * coders + 1, &of->coded);

    for (size_t i = 0; status == CODING_OK && i < file->rows * coders; i++) {
        coding_span cell = whole_cell(file, i / coders, i % coders + 1);
        size_t number;

        if (cell.length == 0)
            continue;
        status = map_add(&of->names, cell, &number);
        if (status == CODING_OK)
            of->coded[i] = (uint32_t)number + 1;
        if (status == CODING_OK && declared > 0 && number >= declared)
            status = whole_bad_cell(file, "category-unknown", i / coders,
                                    i % coders + 1,
                                    "one of the declared categories");
        if (status == CODING_OK && number >= MOST_CATEGORIES)
            status = too_many(of);
    }
    return status;
}

/* Numbers the categories anew, in their order. */
static coding_status
order_categories(coders_file *of)
{
    size_t count = of->names.count;
    size_t cells = of->file->rows * (of->file->columns - 1);
    category *all = NULL;
    uint32_t *place = NULL;
    coding_status status = ARENA_ARRAY(&of->keep, count, &all);

    if (status == CODING_OK)
        status = ARENA_ARRAY(&of->keep, count, &place);
    if (status == CODING_OK)
        status = ARENA_ARRAY(&of->keep, count, &of->labels);
    if (status == CODING_OK)
        status = ARENA_ARRAY(&of->keep, count, &of->values);
    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < count; i++)
        all[i] = (category){.name = map_name(&of->names, i), .number = i};
    sort_categories(all, count);
    of->numbers = count > 0 && !isnan(all[0].value);
    for (size_t i = 0; i < count; i++) {
        place[all[i].number] = (uint32_t)i + 1;
        of->labels[i] = all[i].name;
        of->values[i] = all[i].value;
    }
    for (size_t i = 0; i < cells; i++)
        if (of->coded[i] > 0)
            of->coded[i] = place[of->coded[i] - 1];
    return CODING_OK;
}

static coding_status
check_metric(const coders_file *of)
{
    coding_stats_metric metric = of->agreement->options.metric;
    bool fits = metric == CODING_METRIC_NOMINAL ||
                metric == CODING_METRIC_ORDINAL ||
                (of->numbers &&
                 (metric == CODING_METRIC_INTERVAL || of->values[0] >= 0));

    if (fits)
        return CODING_OK;
    return diag_error(of->agreement->context, CODING_EDATA, "metric-unfit",
                      (diag_place){of->file->path, 0, 0, {NULL, 0}},
                      metric == CODING_METRIC_INTERVAL
                          ? "metric interval: expected categories that are "
                            "numbers"
                          : "metric ratio: expected categories that are "
                            "numbers of 0 or more");
}

static coding_status
analyse(coding_agreement *agreement, const coders_file *of)
{
    const coding_stats_codings data = {.units = of->file->rows,
                                       .coders = of->file->columns - 1,
                                       .categories = of->names.count,
                                       .coded = of->coded,
                                       .values =
                                           of->numbers ? of->values : NULL};
    agreement_figures figures;
    agreement_subject subject = {.table = of->file->title, .names = of->labels};
    coding_status status;

    agreement_figures_init(&figures, agreement->context);
    status = agreement_compute(agreement, &data, &figures);
    if (status == CODING_OK) {
        subject.n = agreement_figure(&figures, "n_pairable_units");
        subject.undefined = agreement_reason(&figures);
        status = agreement_give_figures(agreement, &subject, &figures);
    }
    if (status == CODING_OK)
        status = agreement_apa(agreement, &subject, &figures);
    if (status == CODING_OK)
        status = agreement_speak(agreement, &subject, &figures);
    agreement_figures_clear(&figures);
    return status;
}

coding_status
agreement_coders(coding_agreement *agreement, const whole_table *file)
{
    coders_file of = {.agreement = agreement, .file = file};
    coding_status status =
        whole_need(file, 3, "a unit and the codes of two or more coders");

    arena_init(&of.keep, agreement->context);
    map_init(&of.names, agreement->context);
    if (status == CODING_OK)
        status = whole_check_labels(file, "unit");
    if (status == CODING_OK)
        status = declare(agreement, &of.names);
    if (status == CODING_OK)
        status = read_cells(&of);
    if (status == CODING_OK)
        status = order_categories(&of);
    if (status == CODING_OK)
        status = check_metric(&of);
    if (status == CODING_OK)
        status = analyse(agreement, &of);
    map_clear(&of.names);
    arena_clear(&of.keep);
    return status;
}
