/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers to text and back, the same in every locale. */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

#include <coding/span.h>

#include <stdint.h>

enum { NUMBER_BYTES = 40 };

/* Into the caller's NUMBER_BYTES bytes; NUL-terminated; borrowed from it. */
coding_span number_from_unsigned(uint64_t number, char *bytes);
/* Shortest form that reads back to the same double; empty for NaN and Inf;
   0 for minus zero. */
coding_span number_from_double(double number, char *bytes);
/* The whole span is decimal digits and fits; otherwise false, *out kept. */
bool number_to_unsigned(coding_span text, uint64_t *out);
/* The whole span is a decimal number (sign, point, exponent) and finite. */
bool number_to_double(coding_span text, double *out);

#endif
