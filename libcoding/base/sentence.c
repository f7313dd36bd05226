/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Figures as people write them. See base/sentence.h. */
#include "base/sentence.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { DIGITS = 420 };

/* The value times 10^decimals, to a whole number, half up. A figure within
   eight units in its last place of a half is that half: the statistics are
   right to about as much, and 2.675 has no double of its own. */
static double
round_half_up(double value, int decimals)
{
    double scaled = value * pow(10, decimals);
    double whole = floor(scaled);
    double over = scaled - whole - 0.5;

    return over > -8 * DBL_EPSILON * scaled ? whole + 1 : whole;
}

void
sentence_add_fixed(buffer *out, double value, int decimals,
                   sentence_range range)
{
    char digits[DIGITS];
    const char *at = digits;
    double scale = pow(10, decimals);
    double whole;

    if (!isfinite(value)) {
        buffer_add_text(out, isnan(value) ? "undefined" : "infinite");
        return;
    }
    whole =
        fabs(value) > 1e15 / scale ? -1 : round_half_up(fabs(value), decimals);
    if (whole < 0) {
        sentence_add_precise(out, value, 15);
        return;
    }
    if (value < 0 && whole > 0)
        buffer_add_byte(out, '-');
    if (snprintf(digits, sizeof digits, "%.*f", decimals, whole / scale) < 0)
        return;
    if (range == SENTENCE_SHARE && digits[0] == '0' && decimals > 0)
        at++;
    buffer_add_text(out, at);
}

void
sentence_add_p(buffer *out, double p)
{
    if (isnan(p))
        buffer_add_text(out, "p undefined");
    else if (round_half_up(p, 3) < 1)
        buffer_add_text(out, "p < .001");
    else if (round_half_up(p, 3) >= 1000)
        buffer_add_text(out, "p > .999");
    else {
        buffer_add_text(out, "p = ");
        sentence_add_fixed(out, p, 3, SENTENCE_SHARE);
    }
}

void
sentence_add_precise(buffer *out, double value, int figures)
{
    char digits[64];

    if (!isfinite(value))
        buffer_add_text(out, isnan(value) ? "undefined" : "infinite");
    else if (snprintf(digits, sizeof digits, "%.*g", figures,
                      fabs(value) > 0 ? value : 0.0) > 0)
        buffer_add_text(out, digits);
}

void
sentence_add_precise_p(buffer *out, double p, double log_p)
{
    if (p < 1e-307 && !isnan(log_p)) {
        buffer_add_text(out, "p < 1e-307 (ln p = ");
        sentence_add_precise(out, log_p, 8);
        buffer_add_byte(out, ')');
        return;
    }
    buffer_add_text(out, isnan(p) ? "p " : "p = ");
    sentence_add_precise(out, p, 4);
}

void
sentence_add_percent(buffer *out, double count, double base)
{
    sentence_add_fixed(out, 100 * count / base, base < 100 ? 0 : 1,
                       SENTENCE_FREE);
    buffer_add_byte(out, '%');
}

void
sentence_add_word(buffer *out, sentence_style style, const char *word)
{
    static const struct {
        const char *plain, *symbol;
    } symbols[] = {{"chi2", "\xCF\x87\xC2\xB2"},
                   {"phi", "\xCF\x86"},
                   {"kappa", "\xCE\xBA"},
                   {"alpha", "\xCE\xB1"}};

    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++)
        if (style == SENTENCE_UNICODE && strcmp(word, symbols[i].plain) == 0)
            word = symbols[i].symbol;
    buffer_add_text(out, word);
}

static void
add_whole_or_fixed(buffer *out, double number)
{
    bool whole = fabs(number - round(number)) < 1e-9 && number < 1e15;

    sentence_add_fixed(out, number, whole ? 0 : 2, SENTENCE_FREE);
}

void
sentence_add_test(buffer *out, sentence_style style, const sentence_test *test)
{
    sentence_add_word(out, style, test->name);
    buffer_add_byte(out, '(');
    add_whole_or_fixed(out, test->df);
    if (test->n >= 0) {
        buffer_add_text(out, ", N = ");
        add_whole_or_fixed(out, test->n);
    }
    buffer_add_text(out, ") = ");
    sentence_add_fixed(out, test->value, 2, SENTENCE_FREE);
}

void
sentence_add_limits(buffer *out, double low, double high, sentence_range range)
{
    buffer_add_text(out, ", 95% CI [");
    sentence_add_fixed(out, low, 2, range);
    buffer_add_text(out, ", ");
    sentence_add_fixed(out, high, 2, range);
    buffer_add_byte(out, ']');
}
