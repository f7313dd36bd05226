/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers, dates and texts of statistics files. See
   survey/statistical_value.h. */
#include "survey/statistical_value.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "table/iso_date.h"

enum {
    DAY_SECONDS = 86400,
    SPSS_EPOCH = -141428, /* 1582-10-14, in days from 1970-01-01 */
    STATA_EPOCH = -3653   /* 1960-01-01 */
};

static bool
starts(const char *text, const char *front)
{
    return strncmp(text, front, strlen(front)) == 0;
}

number_kind
statistical_kind(const char *format, bool stata)
{
    if (format == NULL)
        return NUMBER_PLAIN;
    if (stata) {
        if (starts(format, "%tc") || starts(format, "%tC"))
            return NUMBER_STATA_BOTH;
        return starts(format, "%td") || starts(format, "%d") ? NUMBER_STATA_DATE
                                                             : NUMBER_PLAIN;
    }
    if (starts(format, "DATETIME") || starts(format, "YMDHMS"))
        return NUMBER_SPSS_BOTH;
    if (starts(format, "TIME") || starts(format, "DTIME") ||
        starts(format, "MTIME"))
        return NUMBER_SPSS_TIME;
    if (starts(format, "DATE") || starts(format, "ADATE") ||
        starts(format, "EDATE") || starts(format, "SDATE") ||
        starts(format, "JDATE") || starts(format, "QYR") ||
        starts(format, "MOYR") || starts(format, "WKYR"))
        return NUMBER_SPSS_DATE;
    return NUMBER_PLAIN;
}

static void
add_float(float number, buffer *out)
{
    char bytes[NUMBER_BYTES];
    double wide = (double)number;

    /* Six digits are nearly always enough; nine always are. */
    for (int digits = 6; digits <= 9; digits++) {
        double back;
        int length = snprintf(bytes, sizeof bytes, "%.*g", digits, wide);
        coding_span shown = {bytes, length > 0 ? (size_t)length : 0};

        if (digits < 9 && number_to_double(shown, &back) &&
            ((float)back < number || (float)back > number))
            continue;
        if (number_to_double(shown, &back))
            buffer_add_number(out, back);
        return;
    }
}

static void
add_seconds(double seconds, int64_t epoch, bool both, buffer *out)
{
    double days = floor(seconds / DAY_SECONDS);

    if (!(days + (double)epoch >= ISO_FIRST_DAY) ||
        days + (double)epoch > ISO_LAST_DAY) {
        buffer_add_number(out, seconds);
        return;
    }
    iso_date_add((int64_t)days + epoch, out);
    seconds -= days * DAY_SECONDS;
    if (!both)
        return;
    buffer_add_byte(out, 'T');
    iso_time_add((uint64_t)seconds, out);
}

static void
add_shown(double number, number_kind kind, buffer *out)
{
    switch (kind) {
    case NUMBER_SPSS_DATE:
    case NUMBER_SPSS_BOTH:
        add_seconds(number, SPSS_EPOCH, kind == NUMBER_SPSS_BOTH, out);
        return;
    case NUMBER_SPSS_TIME:
        if (number >= 0 && number < 1e12)
            iso_time_add((uint64_t)number, out);
        else
            buffer_add_number(out, number);
        return;
    case NUMBER_STATA_DATE:
        add_seconds(number * DAY_SECONDS, STATA_EPOCH, false, out);
        return;
    case NUMBER_STATA_BOTH:
        add_seconds(number / 1000, STATA_EPOCH, true, out);
        return;
    case NUMBER_PLAIN:
        break;
    }
    buffer_add_number(out, number);
}

void
statistical_add_value(readstat_value_t value, number_kind kind, buffer *out)
{
    const char *words;

    if (readstat_value_is_tagged_missing(value)) {
        buffer_add_byte(out, '.');
        buffer_add_byte(out, readstat_value_tag(value));
        return;
    }
    if (readstat_value_is_system_missing(value))
        return;
    switch (readstat_value_type(value)) {
    case READSTAT_TYPE_STRING:
    case READSTAT_TYPE_STRING_REF:
        words = readstat_string_value(value);
        buffer_add_text(out, words == NULL ? "" : words);
        return;
    case READSTAT_TYPE_FLOAT:
        if (kind == NUMBER_PLAIN) {
            add_float(readstat_float_value(value), out);
            return;
        }
        break;
    case READSTAT_TYPE_INT8:
    case READSTAT_TYPE_INT16:
    case READSTAT_TYPE_INT32:
    case READSTAT_TYPE_DOUBLE:
        break;
    }
    add_shown(readstat_double_value(value), kind, out);
}
