/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The participants' `order` as a number. See participants(5). */
#include "base/number.h"
#include "saturation/inside.h"

static bool
is_leap(uint64_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* 2023-03-06, of the Gregorian calendar. */
static bool
read_date(coding_span text, uint64_t *when)
{
    static const uint64_t days[] = {31, 28, 31, 30, 31, 30,
                                    31, 31, 30, 31, 30, 31};
    uint64_t year = 0, month = 0, day = 0;

    if (text.length != 10 || text.at[4] != '-' || text.at[7] != '-' ||
        !number_to_unsigned((coding_span){text.at, 4}, &year) ||
        !number_to_unsigned((coding_span){text.at + 5, 2}, &month) ||
        !number_to_unsigned((coding_span){text.at + 8, 2}, &day))
        return false;
    if (month < 1 || month > 12 || day < 1 ||
        day > days[month - 1] + (month == 2 && is_leap(year)))
        return false;
    *when = (year * 100 + month) * 100 + day;
    return true;
}

bool
order_read(coding_span text, uint64_t *when, bool *date)
{
    *date = false;
    if (number_to_unsigned(text, when))
        return true;
    *date = read_date(text, when);
    return *date;
}
