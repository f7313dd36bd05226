/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A codebook or program against people: rows and lines; a plain file of
   counts. */
#include <math.h>

#include "agreement/agreement_inside.h"
#include "agreement/layout.h"
#include "base/diag.h"
#include "base/memory.h"
#include "base/number.h"

typedef struct {
    coding_span table, facet;
    const coding_span *codes;
    const coding_stats_confusion *counts;
    size_t count;
} validation;

static coding_status
give_counts(coding_agreement *agreement, const validation *of, size_t code,
            double n)
{
    const coding_stats_confusion *counts = &of->counts[code];
    const struct {
        const char *name;
        uint64_t number;
    } cells[] = {{"tp", counts->tp},
                 {"fp", counts->fp},
                 {"fn", counts->fn},
                 {"tn", counts->tn}};
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < sizeof cells / sizeof *cells;
         i++) {
        agreement_row row = {.table = of->table,
                             .facet = of->facet,
                             .code = of->codes[code],
                             .measure = cells[i].name,
                             .value = (double)cells[i].number,
                             .low = AGREEMENT_NO_NUMBER,
                             .high = AGREEMENT_NO_NUMBER,
                             .n = n};

        status = agreement_give(agreement, &row);
    }
    return status;
}

static void
add_figure(buffer *out, const agreement_figures *figures, size_t code,
           const char *const names[3])
{
    layout_interval(out, agreement_figure_at(figures, names[0], code + 1),
                    agreement_figure_at(figures, names[1], code + 1),
                    agreement_figure_at(figures, names[2], code + 1));
}

static coding_status
speak_code(coding_agreement *agreement, const validation *of,
           const agreement_figures *figures, size_t code, size_t width)
{
    static const char *const precision[] = {"precision", "precision_lo95",
                                            "precision_hi95"};
    static const char *const recall[] = {"recall", "recall_lo95",
                                         "recall_hi95"};
    static const char *const f1[] = {"f1", "f1_lo95", "f1_hi95"};
    const coding_stats_confusion *counts = &of->counts[code];
    buffer *out = &agreement->words;

    layout_name(out, of->codes[code], width);
    layout_count(out, (double)counts->tp);
    layout_count(out, (double)counts->fp);
    layout_count(out, (double)counts->fn);
    layout_count(out, (double)counts->tn);
    add_figure(out, figures, code, precision);
    add_figure(out, figures, code, recall);
    add_figure(out, figures, code, f1);
    layout_share(out, agreement_figure_at(figures, "kappa", code + 1));
    return agreement_say(agreement, of->table, of->codes[code], "line");
}

static void
add_named(buffer *out, const char *words, const agreement_figures *figures,
          const char *measure)
{
    buffer_add_text(out, words);
    sentence_add_fixed(out, agreement_figure(figures, measure), 2,
                       SENTENCE_SHARE);
}

static coding_status
speak(coding_agreement *agreement, const validation *of,
      const agreement_figures *figures)
{
    size_t width = layout_width(of->codes, of->count);
    buffer *out = &agreement->words;
    const coding_span none = {NULL, 0};
    coding_status status;

    if (!agreement->options.lines)
        return CODING_OK;
    layout_name(out, coding_span_of("code"), width);
    buffer_add_text(out, "    tp    fp    fn    tn    precision         "
                         "    recall               F1                 kappa");
    status = agreement_say(agreement, of->table, none, "line");
    for (size_t i = 0; status == CODING_OK && i < of->count; i++)
        status = speak_code(agreement, of, figures, i, width);
    if (status != CODING_OK)
        return status;
    add_named(out, "all codes together: precision ", figures,
              "micro_precision");
    add_named(out, ", recall ", figures, "micro_recall");
    add_named(out, ", F1 ", figures, "micro_f1");
    add_named(out, "; mean F1 of the codes ", figures, "macro_f1");
    return agreement_say(agreement, of->table, none, "line");
}

static coding_status
give_all(coding_agreement *agreement, const validation *of, double *totals)
{
    agreement_subject subject = {.table = of->table,
                                 .facet = of->facet,
                                 .names = of->codes,
                                 .n = AGREEMENT_NO_NUMBER,
                                 .row_n = totals,
                                 .undefined = "undefined: there is nothing to "
                                              "divide by"};
    agreement_figures figures;
    coding_figure_sink sink = agreement_figures_sink(&figures);
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < of->count; i++) {
        const coding_stats_confusion *counts = &of->counts[i];

        totals[i] = (double)(counts->tp + counts->fp + counts->fn + counts->tn);
        status = give_counts(agreement, of, i, totals[i]);
    }
    agreement_figures_init(&figures, agreement->context);
    if (status == CODING_OK)
        status = coding_stats_validation(of->counts, of->count, &sink);
    if (status == CODING_OK)
        status = agreement_give_figures(agreement, &subject, &figures);
    if (status == CODING_OK)
        status = speak(agreement, of, &figures);
    agreement_figures_clear(&figures);
    return status;
}

coding_status
agreement_give_validation(coding_agreement *agreement, coding_span table,
                          coding_span facet, const coding_span *codes,
                          const coding_stats_confusion *counts, size_t count)
{
    const validation of = {table, facet, codes, counts, count};
    double *totals = NULL;
    arena keep;
    coding_status status;

    arena_init(&keep, agreement->context);
    status = ARENA_ARRAY(&keep, count + 1, &totals);
    if (status == CODING_OK)
        status = give_all(agreement, &of, totals);
    arena_clear(&keep);
    return status;
}

/* ---- a plain file ---- */

static coding_status
read_count(const whole_table *file, size_t row, size_t column, uint64_t *out)
{
    if (number_to_unsigned(whole_cell(file, row, column), out) &&
        *out <= 100000000000000U)
        return CODING_OK;
    return whole_bad_cell(file, "count-invalid", row, column,
                          "a whole number from 0 to 10^14");
}

coding_status
agreement_validation(coding_agreement *agreement, const whole_table *file)
{
    coding_stats_confusion *counts = NULL;
    coding_span *codes = NULL;
    arena keep;
    coding_status status = whole_need(file, 5, "code, tp, fp, fn and tn");

    arena_init(&keep, agreement->context);
    if (status == CODING_OK)
        status = whole_check_labels(file, "code");
    if (status == CODING_OK)
        status = ARENA_ARRAY(&keep, file->rows, &counts);
    if (status == CODING_OK)
        status = ARENA_ARRAY(&keep, file->rows, &codes);
    for (size_t i = 0; status == CODING_OK && i < file->rows; i++) {
        codes[i] = whole_cell(file, i, 0);
        status = read_count(file, i, 1, &counts[i].tp);
        if (status == CODING_OK)
            status = read_count(file, i, 2, &counts[i].fp);
        if (status == CODING_OK)
            status = read_count(file, i, 3, &counts[i].fn);
        if (status == CODING_OK)
            status = read_count(file, i, 4, &counts[i].tn);
    }
    if (status == CODING_OK)
        status = agreement_give_validation(agreement, file->title,
                                           (coding_span){NULL, 0}, codes,
                                           counts, file->rows);
    arena_clear(&keep);
    return status;
}
