/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Streams of coders: one facet, code by code, then the mean and the least. */
#include "agreement/code_agreement.h"

#include <coding/stats_unitizing.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "agreement/agreement_inside.h"
#include "agreement/layout.h"
#include "base/diag.h"
#include "base/memory.h"

enum { FEW = 10, MOST_MEMBERS = 200000000 };

/* The figures of a code that are given, in this order. */
static const char *const kept[] = {"percent_agreement",
                                   "cohen_kappa",
                                   "cohen_kappa_se",
                                   "kappa_max",
                                   "alpha_nominal",
                                   "gwet_ac1",
                                   "gwet_ac1_se",
                                   "scott_pi",
                                   "fleiss_kappa",
                                   "conger_kappa",
                                   "light_kappa",
                                   "brennan_prediger",
                                   "pabak",
                                   "bias_index",
                                   "prevalence_index",
                                   "alpha_nominal_boot_undefined"};

/* Of which the mean and the least over codes are given. */
typedef struct {
    const char *measure, *mean, *least;
} summarized;
static const summarized summary[] = {
    {"percent_agreement", "percent_agreement_mean", "percent_agreement_min"},
    {"cohen_kappa", "cohen_kappa_mean", "cohen_kappa_min"},
    {"fleiss_kappa", "fleiss_kappa_mean", "fleiss_kappa_min"},
    {"alpha_nominal", "alpha_nominal_mean", "alpha_nominal_min"},
    {"gwet_ac1", "gwet_ac1_mean", "gwet_ac1_min"}};
enum { SUMMARIZED = sizeof summary / sizeof *summary };

typedef struct {
    double sum, least;
    size_t count, where; /* the code with the least */
} running;

typedef struct {
    coding_agreement *agreement;
    streams *from;
    const cases *all;
    coding_span table, facet;
    uint32_t facet_number;
    size_t *codes; /* numbers of the facet's codes */
    coding_span *names;
    size_t code_count, width;
    uint32_t *coded; /* case by case, coder by coder */
    running totals[SUMMARIZED];
    buffer few; /* codes with few positives */
    size_t few_count;
} facet_run;

static agreement_row
row_of(const facet_run *run, size_t code)
{
    return (agreement_row){.table = run->table,
                           .facet = run->facet,
                           .code = code < run->code_count
                                       ? run->names[code]
                                       : (coding_span){NULL, 0},
                           .value = AGREEMENT_NO_NUMBER,
                           .low = AGREEMENT_NO_NUMBER,
                           .high = AGREEMENT_NO_NUMBER,
                           .n = (double)run->all->count};
}

/* ---- a code ---- */

/* Cases that all, the first alone, the second alone, nobody and anybody
   gave the code. */
typedef struct {
    double all, first, second, none, any;
} code_counts;

static code_counts
count_code(const facet_run *run)
{
    size_t coders = run->from->coder_count;
    code_counts out = {0};

    for (size_t i = 0; i < run->all->count; i++) {
        const uint32_t *coded = run->coded + i * coders;
        size_t yes = 0;

        for (size_t k = 0; k < coders; k++)
            yes += coded[k] == 2;
        out.all += yes == coders;
        out.none += yes == 0;
        out.any += yes > 0;
        out.first += yes == 1 && coders == 2 && coded[0] == 2;
        out.second += yes == 1 && coders == 2 && coded[1] == 2;
    }
    return out;
}

static void
fill_code(facet_run *run, size_t code)
{
    size_t coders = run->from->coder_count;
    size_t first, end;

    for (size_t i = 0; i < run->all->count * coders; i++)
        run->coded[i] = 1;
    cases_find(run->all, (uint32_t)run->codes[code], &first, &end);
    for (; first < end; first++) {
        const cases_given *given = &run->all->given[first];

        run->coded[given->number * coders + given->coder] = 2;
    }
}

static coding_status
give_number(facet_run *run, size_t code, const char *measure, double value)
{
    agreement_row row = row_of(run, code);

    row.measure = measure;
    row.value = value;
    return agreement_give(run->agreement, &row);
}

static coding_status
give_counts(facet_run *run, size_t code, const code_counts *counts)
{
    coding_status status = give_number(run, code, "positives", counts->any);

    if (run->from->coder_count > 2) {
        if (status == CODING_OK)
            status = give_number(run, code, "all_coders", counts->all);
        return status == CODING_OK
                   ? give_number(run, code, "no_coder", counts->none)
                   : status;
    }
    if (status == CODING_OK)
        status = give_number(run, code, "a", counts->all);
    if (status == CODING_OK)
        status = give_number(run, code, "b", counts->first);
    if (status == CODING_OK)
        status = give_number(run, code, "c", counts->second);
    return status == CODING_OK ? give_number(run, code, "d", counts->none)
                               : status;
}

static coding_status
give_kept(facet_run *run, size_t code, const agreement_figures *figures,
          const char *reason)
{
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < sizeof kept / sizeof *kept;
         i++) {
        agreement_row row = row_of(run, code);

        if (!agreement_has(figures, kept[i]))
            continue;
        row.measure = kept[i];
        row.value = agreement_figure(figures, kept[i]);
        agreement_limits(figures, kept[i], &row.low, &row.high);
        if (isnan(row.value))
            row.text = coding_span_of(reason);
        status = agreement_give(run->agreement, &row);
    }
    return status;
}

static void
add_to_totals(facet_run *run, size_t code, const agreement_figures *figures)
{
    for (size_t i = 0; i < SUMMARIZED; i++) {
        running *total = &run->totals[i];
        double value = agreement_figure(figures, summary[i].measure);

        if (isnan(value))
            continue;
        if (total->count == 0 || value < total->least) {
            total->least = value;
            total->where = code;
        }
        total->sum += value;
        total->count++;
    }
}

static void
note_few(facet_run *run, size_t code, const code_counts *counts)
{
    if (!(counts->any > 0 && counts->any < FEW))
        return;
    if (run->few_count++ > 0)
        buffer_add_text(&run->few, ", ");
    buffer_add(&run->few, run->names[code]);
}

static void
add_limited(buffer *out, const agreement_figures *figures, const char *measure)
{
    double low, high;

    agreement_limits(figures, measure, &low, &high);
    layout_interval(out, agreement_figure(figures, measure), low, high);
}

static const char *
kappa_of(const facet_run *run)
{
    return run->from->coder_count == 2 ? "cohen_kappa" : "fleiss_kappa";
}

static coding_status
speak_code(facet_run *run, size_t code, const code_counts *counts,
           const agreement_figures *figures)
{
    buffer *out = &run->agreement->words;

    if (!run->agreement->options.lines)
        return CODING_OK;
    layout_name(out, run->names[code], run->width);
    layout_count(out, counts->all);
    if (run->from->coder_count == 2) {
        layout_count(out, counts->first);
        layout_count(out, counts->second);
    }
    layout_count(out, counts->none);
    layout_share(out, agreement_figure(figures, "percent_agreement"));
    add_limited(out, figures, kappa_of(run));
    add_limited(out, figures, "alpha_nominal");
    layout_share(out, agreement_figure(figures, "gwet_ac1"));
    if (counts->any < 1)
        buffer_add_text(out, "  not used");
    else if (counts->any < FEW)
        buffer_add_text(out, "  few");
    return agreement_say(run->agreement, run->table, run->names[code], "line");
}

static coding_status
analyse_code(facet_run *run, size_t code)
{
    size_t coders = run->from->coder_count;
    coding_stats_codings data = {.units = run->all->count,
                                 .coders = coders,
                                 .categories = 2,
                                 .coded = run->coded};
    agreement_subject subject = {.table = run->table,
                                 .facet = run->facet,
                                 .code = run->names[code],
                                 .n = (double)run->all->count};
    code_counts counts;
    agreement_figures figures;
    coding_status status;

    fill_code(run, code);
    counts = count_code(run);
    subject.undefined = counts.any < 1
                            ? "undefined: nobody gave this code"
                            : "undefined: every coder gave it everywhere";
    /* One category only: every coefficient is 0/0, those too that count
       categories which nobody used. */
    if (counts.any < 1 || counts.all >= (double)run->all->count) {
        data.categories = 1;
        for (size_t i = 0; i < data.units * coders; i++)
            run->coded[i] = 1;
    }
    agreement_figures_init(&figures, run->agreement->context);
    status = agreement_compute(run->agreement, &data, &figures);
    if (status == CODING_OK)
        status = give_counts(run, code, &counts);
    if (status == CODING_OK)
        status = give_kept(run, code, &figures, subject.undefined);
    if (status == CODING_OK)
        status = agreement_apa(run->agreement, &subject, &figures);
    if (status == CODING_OK)
        status = speak_code(run, code, &counts, &figures);
    add_to_totals(run, code, &figures);
    note_few(run, code, &counts);
    agreement_figures_clear(&figures);
    return status;
}

/* ---- the facet ---- */

static coding_status
give_summary(facet_run *run)
{
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < SUMMARIZED; i++) {
        const running *total = &run->totals[i];
        agreement_row row = row_of(run, SIZE_MAX);

        if (total->count == 0)
            continue;
        row.n = (double)total->count;
        row.measure = summary[i].mean;
        row.value = total->sum / (double)total->count;
        row.text = coding_span_of("mean over the codes for which it is "
                                  "defined; n counts them");
        status = agreement_give(run->agreement, &row);
        row.measure = summary[i].least;
        row.value = total->least;
        row.code = run->names[total->where];
        row.text = coding_span_of("the least of all codes, and whose it is");
        if (status == CODING_OK)
            status = agreement_give(run->agreement, &row);
    }
    return status;
}

static void
speak_total(const facet_run *run, bool mean, buffer *out)
{
    static const char *const shown[] = {"percent_agreement", "",
                                        "alpha_nominal", "gwet_ac1"};
    size_t counts = run->from->coder_count == 2 ? 4 : 2;

    layout_name(out, coding_span_of(mean ? "mean" : "least"), run->width);
    for (size_t i = 0; i < counts; i++)
        layout_text(out, "", LAYOUT_COUNT);
    for (size_t k = 0; k < 4; k++) {
        const char *measure = k == 1 ? kappa_of(run) : shown[k];
        double value = AGREEMENT_NO_NUMBER;

        for (size_t i = 0; i < SUMMARIZED; i++)
            if (strcmp(summary[i].measure, measure) == 0 &&
                run->totals[i].count > 0)
                value = mean ? run->totals[i].sum / (double)run->totals[i].count
                             : run->totals[i].least;
        if (k == 1 || k == 2)
            layout_interval(out, value, AGREEMENT_NO_NUMBER,
                            AGREEMENT_NO_NUMBER);
        else
            layout_share(out, value);
    }
}

static coding_status
speak_summary(facet_run *run)
{
    buffer *out = &run->agreement->words;
    const coding_span none = {NULL, 0};
    coding_status status = CODING_OK;

    for (int i = 0;
         run->agreement->options.lines && status == CODING_OK && i < 2; i++) {
        speak_total(run, i == 0, out);
        status = agreement_say(run->agreement, run->table, none, "line");
    }
    return status;
}

/* How units were set. */
static coding_status
give_assumption(facet_run *run)
{
    buffer *out = &run->agreement->words;
    agreement_row row = row_of(run, SIZE_MAX);
    coding_status status;

    buffer_add_unsigned(out, run->all->count);
    buffer_add_byte(out, ' ');
    buffer_add_text(out, cases_word(run->all->unit));
    buffer_add_text(out, " of ");
    buffer_add_unsigned(out, run->from->documents.count);
    buffer_add_text(out, run->from->documents.count == 1 ? " document"
                                                         : " documents");
    buffer_add_text(out, " were compared, the same for every coder, which was "
                         "checked; those that nobody coded count.");
    status = buffer_status(out);
    row.measure = "assumption";
    row.text = buffer_span(out);
    if (status == CODING_OK)
        status = agreement_give(run->agreement, &row);
    buffer_reset(out);
    return status;
}

static coding_status
speak_head(facet_run *run)
{
    buffer *out = &run->agreement->words;
    const coding_span none = {NULL, 0};
    coding_status status;

    if (!run->agreement->options.lines)
        return CODING_OK;
    buffer_add(out, run->facet);
    buffer_add_text(out, ": ");
    buffer_add_unsigned(out, run->all->count);
    buffer_add_byte(out, ' ');
    buffer_add_text(out, cases_word(run->all->unit));
    buffer_add_text(out, " of ");
    buffer_add_unsigned(out, run->from->documents.count);
    buffer_add_text(out, run->from->documents.count == 1 ? " document, "
                                                         : " documents, ");
    buffer_add_unsigned(out, run->from->coder_count);
    buffer_add_text(out, " coders");
    status = agreement_say(run->agreement, run->table, none, "line");
    layout_name(out, coding_span_of("code"), run->width);
    buffer_add_text(out, run->from->coder_count == 2
                             ? "  both first  sec.  none"
                             : "   all  none");
    buffer_add_text(out, "  agree  kappa                alpha              "
                         "     AC1");
    return status == CODING_OK
               ? agreement_say(run->agreement, run->table, none, "line")
               : status;
}

/* ---- sets of codes ---- */

static coding_status
fill_members(const facet_run *run, unsigned char *member)
{
    size_t coders = run->from->coder_count;

    for (size_t c = 0; c < run->code_count; c++) {
        size_t first, end;

        cases_find(run->all, (uint32_t)run->codes[c], &first, &end);
        for (; first < end; first++) {
            const cases_given *given = &run->all->given[first];

            member[(given->number * coders + given->coder) * run->code_count +
                   c] = 1;
        }
    }
    return CODING_OK;
}

static coding_status
give_named(facet_run *run, const agreement_figures *figures,
           const char *const *names, size_t count, const char *reason)
{
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < count; i++) {
        agreement_row row = row_of(run, SIZE_MAX);

        if (!agreement_has(figures, names[i]))
            continue;
        row.measure = names[i];
        row.value = agreement_figure(figures, names[i]);
        if (isnan(row.value))
            row.text = coding_span_of(reason);
        status = agreement_give(run->agreement, &row);
    }
    return status;
}

static coding_status
analyse_sets(facet_run *run)
{
    static const char *const names[] = {"alpha_set_masi", "alpha_set_jaccard",
                                        "alpha_set_nominal"};
    coding_context *context = run->agreement->context;
    size_t cells = run->all->count * run->from->coder_count;
    unsigned char *coded = NULL, *member = NULL;
    coding_stats_sets data = {.units = run->all->count,
                              .coders = run->from->coder_count,
                              .codes = run->code_count};
    agreement_figures figures;
    coding_figure_sink sink = agreement_figures_sink(&figures);
    coding_status status;

    if (run->code_count > 0 && cells > MOST_MEMBERS / run->code_count)
        return CODING_OK;
    agreement_figures_init(&figures, context);
    status = base_alloc(context, cells + 1, (void **)(void *)&coded);
    if (status == CODING_OK)
        status = base_alloc(context, cells * run->code_count + 1,
                            (void **)(void *)&member);
    if (status == CODING_OK)
        status = fill_members(run, member);
    if (status == CODING_OK) {
        memset(coded, 1, cells);
        data.coded = coded;
        data.member = member;
        status = coding_stats_set_alpha(context, &data, &sink);
    }
    if (status == CODING_OK)
        status = give_named(run, &figures, names, sizeof names / sizeof *names,
                            "undefined: all units have the same codes");
    if (status == CODING_OK && run->agreement->options.lines) {
        buffer *out = &run->agreement->words;

        buffer_add_text(out, "all codes of a unit at once: alpha");
        layout_share(out, agreement_figure(&figures, "alpha_set_masi"));
        buffer_add_text(out, " by MASI,");
        layout_share(out, agreement_figure(&figures, "alpha_set_jaccard"));
        buffer_add_text(out, " by Jaccard");
        status = agreement_say(run->agreement, run->table,
                               (coding_span){NULL, 0}, "line");
    }
    base_free(context, coded);
    base_free(context, member);
    agreement_figures_clear(&figures);
    return status;
}

/* ---- all of it ---- */

static coding_status
list_codes(facet_run *run, arena *keep)
{
    size_t count = run->from->code_keys.count;
    coding_status status = ARENA_ARRAY(keep, count + 1, &run->codes);

    if (status == CODING_OK)
        status = ARENA_ARRAY(keep, count + 1, &run->names);
    for (size_t i = 0; status == CODING_OK && i < count; i++) {
        if (run->from->codes[i].facet_number != run->facet_number)
            continue;
        run->codes[run->code_count] = i;
        run->names[run->code_count++] = run->from->codes[i].code;
    }
    run->width = layout_width(run->names, run->code_count);
    return status;
}

static coding_status
warn_few(facet_run *run)
{
    if (run->few_count > 0)
        diag_warning(run->agreement->context, "few-positives", (diag_place){0},
                     "%zu of %zu codes of %.*s have fewer than %d %s that "
                     "somebody gave them; their kappa and alpha say little: "
                     "%.400s",
                     run->few_count, run->code_count, DIAG_SPAN(run->facet),
                     FEW, cases_word(run->all->unit), buffer_text(&run->few));
    return buffer_status(&run->few);
}

coding_status
code_agreement(coding_agreement *agreement, streams *from, const cases *all,
               coding_span table, uint32_t facet)
{
    facet_run run = {.agreement = agreement,
                     .from = from,
                     .all = all,
                     .table = table,
                     .facet = map_name(&from->facets, facet),
                     .facet_number = facet};
    arena keep;
    coding_status status;

    arena_init(&keep, agreement->context);
    buffer_init(&run.few, agreement->context);
    status = list_codes(&run, &keep);
    if (status == CODING_OK)
        status =
            ARENA_ARRAY(&keep, all->count * from->coder_count + 1, &run.coded);
    if (status == CODING_OK)
        status = speak_head(&run);
    if (status == CODING_OK)
        status = give_assumption(&run);
    if (status == CODING_OK)
        status = give_number(&run, SIZE_MAX, "n_units", (double)all->count);
    if (status == CODING_OK)
        status =
            give_number(&run, SIZE_MAX, "n_coders", (double)from->coder_count);
    for (size_t c = 0; status == CODING_OK && c < run.code_count; c++)
        status = analyse_code(&run, c);
    if (status == CODING_OK)
        status = give_summary(&run);
    if (status == CODING_OK)
        status = speak_summary(&run);
    if (status == CODING_OK)
        status = analyse_sets(&run);
    if (status == CODING_OK)
        status = passage_agreement(agreement, from, table, run.facet, run.codes,
                                   run.names, run.code_count);
    if (status == CODING_OK)
        status = warn_few(&run);
    buffer_free(&run.few);
    arena_clear(&keep);
    return status;
}
