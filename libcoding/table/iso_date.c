/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The Gregorian calendar, backwards too. See table/iso_date.h. */
#include "table/iso_date.h"

static void
add_digits(uint64_t number, unsigned width, buffer *out)
{
    for (uint64_t power = 10; width > 1; width--, power *= 10)
        if (number < power)
            buffer_add_byte(out, '0');
    buffer_add_unsigned(out, number);
}

/* Years that begin in March, in eras of 400 years of 146,097 days; 366 days
   of the year 0000 before the first era are taken as the last of an earlier
   one. */
void
iso_date_add(int64_t days, buffer *out)
{
    uint64_t shifted = (uint64_t)(days + 719468 + 146097); /* -0400-03-01 */
    uint64_t era = shifted / 146097, in_era = shifted % 146097;
    uint64_t year =
        (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
    uint64_t day = in_era - (365 * year + year / 4 - year / 100);
    uint64_t month = (5 * day + 2) / 153;

    day = day - (153 * month + 2) / 5 + 1;
    year += era * 400 + (month >= 10);
    month = month < 10 ? month + 3 : month - 9;
    add_digits(year - 400, 4, out);
    buffer_add_byte(out, '-');
    add_digits(month, 2, out);
    buffer_add_byte(out, '-');
    add_digits(day, 2, out);
}

void
iso_time_add(uint64_t seconds, buffer *out)
{
    add_digits(seconds / 3600, 2, out);
    buffer_add_byte(out, ':');
    add_digits(seconds / 60 % 60, 2, out);
    buffer_add_byte(out, ':');
    add_digits(seconds % 60, 2, out);
}
