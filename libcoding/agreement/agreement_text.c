/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Agreement in words: lines for people and sentences for a paper. */
#include <math.h>
#include <string.h>

#include "agreement/agreement_inside.h"
#include "base/sentence.h"

typedef struct {
    const char *measure, *label;
} named_measure;

/* Left-aligned in width columns. */
static void
add_padded(buffer *out, const char *text, size_t width)
{
    buffer_add_text(out, text);
    for (size_t i = strlen(text); i < width; i++)
        buffer_add_byte(out, ' ');
}

static coding_status
speak_measure(coding_agreement *agreement, const agreement_subject *subject,
              const agreement_figures *figures, const named_measure *of)
{
    buffer *out = &agreement->words;
    double value = agreement_figure(figures, of->measure);
    double low, high;

    agreement_limits(figures, of->measure, &low, &high);
    add_padded(out, of->label, 38);
    if (isnan(value)) {
        buffer_add_text(out, subject->undefined);
    } else {
        if (value >= 0)
            buffer_add_byte(out, ' ');
        sentence_add_fixed(out, value, 3, SENTENCE_SHARE);
    }
    if (!isnan(value) && !isnan(low))
        sentence_add_limits(out, low, high, SENTENCE_SHARE);
    return agreement_say(agreement, subject->table, subject->code, "line");
}

static void
add_count(buffer *out, double number, const char *one, const char *many)
{
    sentence_add_fixed(out, number, 0, SENTENCE_FREE);
    buffer_add_text(out, number < 1.5 && number > 0.5 ? one : many);
}

static coding_status
speak_counts(coding_agreement *agreement, const agreement_subject *subject,
             const agreement_figures *figures)
{
    buffer *out = &agreement->words;

    add_count(out, agreement_figure(figures, "n_units"), " unit, ", " units, ");
    add_count(out, agreement_figure(figures, "n_pairable_units"),
              " of them coded by two or more", " of them coded by two or more");
    buffer_add_text(out, "; ");
    add_count(out, agreement_figure(figures, "n_coders"), " coder, ",
              " coders, ");
    add_count(out, agreement_figure(figures, "n_categories"), " category, ",
              " categories, ");
    add_count(out, agreement_figure(figures, "n_codings"), " coding",
              " codings");
    return agreement_say(agreement, subject->table, subject->code, "line");
}

coding_status
agreement_speak(coding_agreement *agreement, const agreement_subject *subject,
                const agreement_figures *figures)
{
    static const named_measure measures[] = {
        {"percent_agreement", "agreement, uncorrected"},
        {"alpha_nominal", "Krippendorff's alpha, nominal"},
        {"alpha_ordinal", "Krippendorff's alpha, ordinal"},
        {"alpha_interval", "Krippendorff's alpha, interval"},
        {"alpha_ratio", "Krippendorff's alpha, ratio"},
        {"cohen_kappa", "Cohen's kappa"},
        {"kappa_max", "  its largest value, given the totals"},
        {"kappa_linear", "weighted kappa, linear"},
        {"kappa_quadratic", "weighted kappa, quadratic"},
        {"scott_pi", "Scott's pi"},
        {"fleiss_kappa", "Fleiss' kappa"},
        {"conger_kappa", "Conger's kappa"},
        {"light_kappa", "Light's kappa"},
        {"gwet_ac1", "Gwet's AC1"},
        {"gwet_ac2_linear", "Gwet's AC2, linear"},
        {"brennan_prediger", "Brennan and Prediger's kappa"},
        {"pabak", "PABAK"},
        {"prevalence_index", "prevalence index"},
        {"bias_index", "bias index"}};
    coding_status status = CODING_OK;

    if (!agreement->options.lines)
        return CODING_OK;
    status = speak_counts(agreement, subject, figures);
    for (size_t i = 0;
         status == CODING_OK && i < sizeof measures / sizeof *measures; i++)
        if (agreement_has(figures, measures[i].measure))
            status = speak_measure(agreement, subject, figures, &measures[i]);
    return status;
}

/* ---- sentences ---- */

static void
add_coefficient(buffer *out, sentence_style style, const char *symbol,
                const agreement_figures *figures, const char *measure)
{
    double value = agreement_figure(figures, measure);
    double low, high;

    if (isnan(value))
        return;
    agreement_limits(figures, measure, &low, &high);
    if (out->length > 0)
        buffer_add_text(out, "; ");
    sentence_add_word(out, style, symbol);
    buffer_add_text(out, " = ");
    sentence_add_fixed(out, value, 2, SENTENCE_SHARE);
    if (!isnan(low))
        sentence_add_limits(out, low, high, SENTENCE_SHARE);
}

coding_status
agreement_apa(coding_agreement *agreement, const agreement_subject *subject,
              const agreement_figures *figures)
{
    buffer *out = &agreement->words;
    agreement_row row = {.table = subject->table,
                         .facet = subject->facet,
                         .code = subject->code,
                         .value = AGREEMENT_NO_NUMBER,
                         .low = AGREEMENT_NO_NUMBER,
                         .high = AGREEMENT_NO_NUMBER,
                         .n = AGREEMENT_NO_NUMBER};
    coding_status status = CODING_OK;

    for (int style = 0; status == CODING_OK && style < 2; style++) {
        sentence_style as = style == 0 ? SENTENCE_UNICODE : SENTENCE_ASCII;

        add_coefficient(out, as, "kappa", figures, "cohen_kappa");
        add_coefficient(out, as, "alpha", figures, "alpha_nominal");
        add_coefficient(out, as, "AC1", figures, "gwet_ac1");
        if (out->length == 0)
            return CODING_OK;
        buffer_add_text(out, "; ");
        sentence_add_percent(
            out, agreement_figure(figures, "percent_agreement") * subject->n,
            subject->n);
        buffer_add_text(out, " agreement, N = ");
        sentence_add_fixed(out, subject->n, 0, SENTENCE_FREE);
        buffer_add_text(out, " units");
        row.measure = style == 0 ? "apa" : "apa_ascii";
        row.text = buffer_span(out);
        status = buffer_status(out);
        if (status == CODING_OK)
            status = agreement_give(agreement, &row);
        buffer_reset(out);
    }
    return status;
}
