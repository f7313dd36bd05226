/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The inside of agreement, for its room alone. */
#ifndef AGREEMENT_AGREEMENT_INSIDE_H
#define AGREEMENT_AGREEMENT_INSIDE_H

#include <coding/agreement.h>
#include <coding/figure.h>
#include <coding/stats_validation.h>

#include <math.h>

#include "agreement/streams.h"
#include "base/buffer.h"
#include "table/whole.h"

struct coding_agreement {
    coding_context *context;
    coding_agreement_options options;
    coding_core out;
    coding_cells *cells;
    coding_row_sink sink;
    buffer words; /* a text being made */
    bool told;    /* the meta row was given */
    bool first;   /* ... and no stream was read */
    bool cautioned;
    streams coders; /* those that were read as streams */
};

/* ---- agreement_rows.c: rows of the result ---- */

typedef struct {
    coding_span table, facet, code;
    const char *measure;
    double value, low, high; /* NaN: empty */
    double n;                /* NaN: empty */
    coding_span row, column;
    coding_span text;
} agreement_row;

#define AGREEMENT_NO_NUMBER ((double)NAN)

CODING_MUST_USE coding_status agreement_give(coding_agreement *agreement,
                                             const agreement_row *row);
/* A row whose text is agreement->words, which is emptied. */
CODING_MUST_USE coding_status agreement_say(coding_agreement *agreement,
                                            coding_span table, coding_span code,
                                            const char *measure);
CODING_MUST_USE coding_status agreement_meta(coding_agreement *agreement);
/* Once a run: what these coefficients are not for. */
void agreement_caution(coding_agreement *agreement);

/* ---- agreement_figures.c: figures of one set ---- */

typedef struct {
    coding_context *context;
    coding_figure *items;
    size_t count, capacity;
} agreement_figures; /* agreement_figures_init, agreement_figures_clear */

void agreement_figures_init(agreement_figures *figures,
                            coding_context *context);
void agreement_figures_clear(agreement_figures *figures);
coding_figure_sink agreement_figures_sink(agreement_figures *figures);
/* Of the whole set; NaN: there is none. */
double agreement_figure(const agreement_figures *figures,
                        const char *statistic);
bool agreement_has(const agreement_figures *figures, const char *statistic);
/* Of a code, by its row. */
double agreement_figure_at(const agreement_figures *figures,
                           const char *statistic, size_t row);

/* Whose figures they are. */
typedef struct {
    coding_span table, facet, code;
    const coding_span *names; /* of the categories; NULL: none are named */
    double n;                 /* units behind them */
    const double *row_n;      /* those of each row; NULL: n */
    const char *undefined;    /* why figures are undefined */
} agreement_subject;

/* Gives them all, with the limits that belong to them. */
CODING_MUST_USE coding_status agreement_give_figures(
    coding_agreement *agreement, const agreement_subject *subject,
    const agreement_figures *figures);
/* The limits of a figure: its own, else those of the bootstrap. */
void agreement_limits(const agreement_figures *figures, const char *statistic,
                      double *low, double *high);

/* ---- coders_figures.c ---- */

/* All figures of codings, and the interval of alpha. */
CODING_MUST_USE coding_status
agreement_compute(const coding_agreement *agreement,
                  const coding_stats_codings *data, agreement_figures *out);
/* Why figures of these codings are undefined. Static. */
const char *agreement_reason(const agreement_figures *figures);

/* ---- agreement_text.c: for people ---- */

CODING_MUST_USE coding_status agreement_speak(coding_agreement *agreement,
                                              const agreement_subject *subject,
                                              const agreement_figures *figures);
/* The sentences for a paper. */
CODING_MUST_USE coding_status agreement_apa(coding_agreement *agreement,
                                            const agreement_subject *subject,
                                            const agreement_figures *figures);

/* ---- plain files ---- */

CODING_MUST_USE coding_status agreement_coders(coding_agreement *agreement,
                                               const whole_table *file);
CODING_MUST_USE coding_status agreement_sets(coding_agreement *agreement,
                                             const whole_table *file);
CODING_MUST_USE coding_status agreement_validation(coding_agreement *agreement,
                                                   const whole_table *file);
/* Whose first line says how long the text is. */
CODING_MUST_USE coding_status agreement_spans(coding_agreement *agreement,
                                              const char *path,
                                              const coding_span *bytes);

/* ---- validation_rows.c ---- */

/* Figures of a program against people, in rows and in lines; labels of its
   units as in "units". */
CODING_MUST_USE coding_status
agreement_give_validation(coding_agreement *agreement, coding_span table,
                          coding_span facet, const coding_span *codes,
                          const coding_stats_confusion *counts, size_t count);

#endif
