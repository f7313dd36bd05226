/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers to text and back. The library never sets a locale, and a program
   that does must keep LC_NUMERIC at "C". See base/number.h. */
#include "base/number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

coding_span
number_from_unsigned(uint64_t number, char *bytes)
{
    char digits[20];
    size_t length = 0;

    do {
        digits[length++] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    for (size_t i = 0; i < length; i++)
        bytes[i] = digits[length - 1 - i];
    bytes[length] = '\0';
    return (coding_span){bytes, length};
}

/* Equality is meant: a text stands for exactly one double. */
static bool
same(double a, double b)
{
    return !(a < b) && !(a > b);
}

coding_span
number_from_double(double number, char *bytes)
{
    int length = 0;

    bytes[0] = '\0';
    if (!isfinite(number))
        return (coding_span){bytes, 0};
    if (fpclassify(number) == FP_ZERO)
        number = 0.0;
    if (number >= 0 && number < 1e15 && same(number, floor(number)))
        return number_from_unsigned((uint64_t)number, bytes);
    if (fabs(number) < 1e15 && same(number, floor(number)))
        length = snprintf(bytes, NUMBER_BYTES, "%.0f", number);
    for (int digits = 15; length == 0 && digits <= 17; digits++) {
        length = snprintf(bytes, NUMBER_BYTES, "%.*g", digits, number);
        if (digits < 17 && !same(strtod(bytes, NULL), number))
            length = 0;
    }
    return (coding_span){bytes, length > 0 ? (size_t)length : 0};
}

bool
number_to_unsigned(coding_span text, uint64_t *out)
{
    uint64_t value = 0;

    if (text.length == 0)
        return false;
    for (size_t i = 0; i < text.length; i++) {
        unsigned digit = (unsigned)((unsigned char)text.at[i] - '0');

        if (digit > 9 || value > (UINT64_MAX - digit) / 10)
            return false;
        value = value * 10 + digit;
    }
    *out = value;
    return true;
}

/* strtod takes more than numbers: hexadecimal, inf, nan, leading space. */
static bool
plain_number(coding_span text)
{
    for (size_t i = 0; i < text.length; i++)
        if (strchr("0123456789+-.eE", text.at[i]) == NULL || text.at[i] == '\0')
            return false;
    return text.length > 0;
}

bool
number_to_double(coding_span text, double *out)
{
    char copy[512];
    char *end = NULL;
    double value;

    if (text.length >= sizeof copy || !plain_number(text))
        return false;
    memcpy(copy, text.at, text.length);
    copy[text.length] = '\0';
    value = strtod(copy, &end);
    if (end != copy + text.length || !isfinite(value))
        return false;
    *out = value;
    return true;
}
