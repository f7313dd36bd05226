/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Figures as people write them: the form of the American Psychological
   Association, 7th edition, and its plain twin in ASCII. Rounding is of the
   exact value, half away from zero; a figure that cannot exceed 1 has no zero
   before its point; nothing is ever -0. */
#ifndef BASE_SENTENCE_H
#define BASE_SENTENCE_H

#include "base/buffer.h"

typedef enum { SENTENCE_UNICODE, SENTENCE_ASCII } sentence_style;
typedef enum {
    SENTENCE_FREE, /* may exceed 1: 0.84 */
    SENTENCE_SHARE /* cannot: .84, 1.00, -.15 */
} sentence_range;

/* A number with so many decimals, 0 to 15. "undefined" for NaN. */
void sentence_add_fixed(buffer *out, double value, int decimals,
                        sentence_range range);
/* "p = .115", "p < .001", "p > .999"; log_p is not needed here. */
void sentence_add_p(buffer *out, double p);
/* With four figures that matter: "p = 0.1150", "p = 2.732e-09", and below the
   smallest double "p < 1e-307 (ln p = -812.31)". log_p NaN: not known. */
void sentence_add_precise_p(buffer *out, double p, double log_p);
/* With so many figures that matter, 1 to 15. */
void sentence_add_precise(buffer *out, double value, int figures);
/* "50%", with one decimal from a base of 100 on. */
void sentence_add_percent(buffer *out, double count, double base);
/* "chi2(2, N = 202) = 4.32", df may be a fraction, n below 0 is left out;
   name: "chi2", "Cochran's Q", "F". */
typedef struct {
    const char *name;
    double df, n, value;
} sentence_test;
void sentence_add_test(buffer *out, sentence_style style,
                       const sentence_test *test);
/* ", 95% CI [3.33, 11.69]" */
void sentence_add_limits(buffer *out, double low, double high,
                         sentence_range range);
/* A word as the style writes it: chi2 and phi are Greek in Unicode. */
void sentence_add_word(buffer *out, sentence_style style, const char *word);

#endif
