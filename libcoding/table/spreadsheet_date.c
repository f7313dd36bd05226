/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers of a sheet as they are shown: dates, times, durations. A date is
   days since 1899-12-31, with a 29 February 1900 that never was, or since
   1904-01-01 (ECMA-376 part 1, 18.17.4.1). See table/spreadsheet_parts.h. */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/ascii.h"
#include "base/number.h"
#include "table/iso_date.h"
#include "table/spreadsheet.h"
#include "table/spreadsheet_parts.h"

enum {
    DAY_SECONDS = 86400,
    LAST_DAY = 2958465,  /* 9999-12-31 */
    GHOST_DAY = 60,      /* 1900-02-29 */
    EPOCH_1900 = -25568, /* day 1 less 1, in days from 1970-01-01 */
    EPOCH_1904 = -24107
};

/* ---- formats ---- */

static spreadsheet_shown
builtin(unsigned id)
{
    if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 ||
        (id >= 50 && id <= 54) || id == 57 || id == 58)
        return SHOWN_DATE;
    if (id == 22)
        return SHOWN_BOTH;
    if (id == 46)
        return SHOWN_DURATION;
    if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id == 45 ||
        id == 47 || id == 55 || id == 56)
        return SHOWN_TIME;
    return SHOWN_NUMBER;
}

/* What brackets hold: an elapsed time is [h], [mm], [ss]; all else (colours,
   conditions, locales) says nothing. */
static bool
is_elapsed(coding_span inside)
{
    if (inside.length == 0)
        return false;
    for (size_t i = 0; i < inside.length; i++) {
        char byte = ascii_lower(inside.at[i]);

        if ((byte != 'h' && byte != 'm' && byte != 's') ||
            byte != ascii_lower(inside.at[0]))
            return false;
    }
    return true;
}

/* Bytes that a format takes literally at offset i: a quoted text, a character
   behind a backslash, _ or *. 0: none. */
static size_t
literal(coding_span code, size_t i)
{
    const char *close;

    if (code.at[i] == '\\' || code.at[i] == '_' || code.at[i] == '*')
        return 2;
    if (code.at[i] != '"')
        return 0;
    close = memchr(code.at + i + 1, '"', code.length - i - 1);
    return close == NULL ? code.length - i : (size_t)(close - code.at) - i + 1;
}

spreadsheet_shown
spreadsheet_shown_by(unsigned id, coding_span code)
{
    bool date = false, time = false, minutes = false;

    if (code.length == 0)
        return builtin(id);
    for (size_t i = 0; i < code.length; i++) {
        size_t skip = literal(code, i);
        char byte = ascii_lower(code.at[i]);

        if (skip > 0) {
            i += skip - 1;
        } else if (byte == '[') {
            const char *close = memchr(code.at + i, ']', code.length - i);
            size_t end =
                close == NULL ? code.length : (size_t)(close - code.at);

            if (is_elapsed((coding_span){code.at + i + 1, end - i - 1}))
                return SHOWN_DURATION;
            i = end;
        } else if (byte == 'g' && code.length - i >= 7 &&
                   ascii_lower(code.at[i + 1]) == 'e') {
            i += 6; /* General */
        } else {
            date |= byte == 'y' || byte == 'd';
            time |= byte == 'h' || byte == 's';
            minutes |= byte == 'm';
        }
    }
    if (minutes && !time)
        date = true; /* m is the month, unless beside hours or seconds */
    if (date && time)
        return SHOWN_BOTH;
    return date ? SHOWN_DATE : time ? SHOWN_TIME : SHOWN_NUMBER;
}

/* ---- numbers ---- */

static void
add_plain(double number, buffer *out)
{
    char bytes[NUMBER_BYTES];

    buffer_add(out, number_from_double(number, bytes));
}

void
spreadsheet_add_number(double number, spreadsheet_shown how, bool since_1904,
                       buffer *out)
{
    uint64_t seconds, days;

    if (how == SHOWN_NUMBER || number < 0 || number >= LAST_DAY + 1.0) {
        add_plain(number, out);
        return;
    }
    seconds = (uint64_t)floor(number * DAY_SECONDS + 0.5);
    days = seconds / DAY_SECONDS;
    if (how == SHOWN_DURATION || (how == SHOWN_TIME && days == 0)) {
        iso_time_add(seconds, out);
        return;
    }
    /* A day that never was has no date. */
    if (days > LAST_DAY || (!since_1904 && (days == 0 || days == GHOST_DAY))) {
        add_plain(number, out);
        return;
    }
    if (since_1904)
        iso_date_add((int64_t)days + EPOCH_1904, out);
    else
        iso_date_add((int64_t)days + EPOCH_1900 - (days > GHOST_DAY), out);
    if (how == SHOWN_DATE && seconds % DAY_SECONDS == 0)
        return;
    buffer_add_byte(out, 'T');
    iso_time_add(seconds % DAY_SECONDS, out);
}

/* ---- strings ---- */

static int
hex_digit(char byte)
{
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    byte = ascii_lower(byte);
    return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

/* The character of an escape at the front, as _x000D_; 0: none. */
static uint32_t
escaped(coding_span text)
{
    uint32_t point = 0;

    if (text.length < 7 || text.at[0] != '_' || text.at[1] != 'x' ||
        text.at[6] != '_')
        return 0;
    for (size_t i = 2; i < 6; i++) {
        int digit = hex_digit(text.at[i]);

        if (digit < 0)
            return 0;
        point = point * 16 + (uint32_t)digit;
    }
    return point >= 0xD800 && point <= 0xDFFF ? 0 : point;
}

void
spreadsheet_add_text(coding_span text, buffer *out)
{
    while (text.length > 0) {
        const char *next = memchr(text.at, '_', text.length);
        size_t run = next == NULL ? text.length : (size_t)(next - text.at);
        uint32_t point;

        buffer_add(out, (coding_span){text.at, run});
        text.at += run;
        text.length -= run;
        point = escaped(text);
        if (text.length == 0)
            break;
        run = point == 0 ? 1 : 7;
        if (point == 0)
            buffer_add_byte(out, '_');
        else
            buffer_add_code_point(out, point);
        text.at += run;
        text.length -= run;
    }
}
