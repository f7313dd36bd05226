/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Splitting lines. Cells of surveys are a few bytes long, so that a search
   from each to the next costs more than its cells: eight bytes are looked at
   together, and each separator in them is a bit. See table/fields.h. */
#include "table/fields.h"

#include <stdint.h>
#include <string.h>

#include "base/memory.h"

/* A bit at the top of each byte of eight that equals byte. Exact: no carry
   goes from one byte to the next. */
static uint64_t
equal_bytes(uint64_t eight, unsigned char byte)
{
    const uint64_t low = 0x7F7F7F7F7F7F7F7FU;
    uint64_t zeros = eight ^ (0x0101010101010101U * byte);

    return ~(((zeros & low) + low) | zeros | low);
}

/* The number of the first byte, in memory, that has its bit in found. */
static size_t
first_byte(uint64_t found)
{
#if defined(__GNUC__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    return (size_t)__builtin_ctzll(found) / 8;
#else
    unsigned char bytes[8];
    size_t i = 0;

    memcpy(bytes, &found, sizeof bytes);
    while (bytes[i] == 0)
        i++;
    return i;
#endif
}

/* found without the bit of that byte. */
static uint64_t
without_byte(uint64_t found, size_t i)
{
#if defined(__GNUC__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    (void)i; /* it is the lowest */
    return found & (found - 1);
#else
    unsigned char bytes[8];

    memcpy(bytes, &found, sizeof bytes);
    bytes[i] = 0;
    memcpy(&found, bytes, sizeof bytes);
    return found;
#endif
}

/* Cells found so far; the one at hand begins at begin. */
typedef struct {
    coding_span *cells;
    size_t count;
    const char *begin;
} splitting;

/* Ends a cell at each separator of the eight bytes at at. */
static inline void
take_eight(splitting *now, const char *at, uint64_t eight, char separator)
{
    uint64_t found = equal_bytes(eight, (unsigned char)separator);

    while (found != 0) {
        size_t i = first_byte(found);

        now->cells[now->count++] =
            (coding_span){now->begin, (size_t)(at + i - now->begin)};
        now->begin = at + i + 1;
        found = without_byte(found, i);
    }
}

/* A bit at the top of some byte if one is a backslash or CR. */
static inline uint64_t
has_special(uint64_t eight)
{
    const uint64_t ones = 0x0101010101010101U;
    uint64_t slash = eight ^ (ones * '\\'), cr = eight ^ (ones * '\r');

    return ((slash - ones) & ~slash) | ((cr - ones) & ~cr);
}

/* The eight bytes with a TAB for each separator. */
static inline uint64_t
with_tabs(uint64_t eight, char separator)
{
    uint64_t found = equal_bytes(eight, (unsigned char)separator) >> 7;

    return eight ^ (found * (unsigned char)(separator ^ '\t'));
}

/* A bit at the top of some byte if one would not stand in a stream as it is. */
static inline uint64_t
needs_escape(uint64_t eight, char separator)
{
    const uint64_t ones = 0x0101010101010101U;
    uint64_t tab = eight ^ (ones * '\t');

    return has_special(eight) | (separator == '\t' ? 0 : (tab - ones) & ~tab);
}

coding_status
fields_split(fields *into, char *line, size_t length, char separator)
{
    char *at = line, *end = line + length;
    splitting now = {into->cells, 0, line};
    uint64_t special = 0, eight = 0;

    for (; end - at >= 8 || now.count + 9 > into->capacity; at += 8) {
        coding_status status = CODING_OK;

        if (now.count + 9 > into->capacity)
            status = BASE_GROW(into->context, &into->cells, &into->capacity,
                               now.count + 9);
        if (status != CODING_OK)
            return status;
        now.cells = into->cells;
        if (end - at < 8)
            break;
        memcpy(&eight, at, sizeof eight);
        take_eight(&now, at, eight, separator);
        special |= needs_escape(eight, separator);
        eight = with_tabs(eight, separator);
        memcpy(at, &eight, sizeof eight);
    }
    eight = 0;
    if (at < end)
        memcpy(&eight, at, (size_t)(end - at));
    take_eight(&now, at, eight, separator);
    special |= needs_escape(eight, separator);
    eight = with_tabs(eight, separator);
    if (at < end)
        memcpy(at, &eight, (size_t)(end - at));
    now.cells[now.count++] =
        (coding_span){now.begin, (size_t)(end - now.begin)};
    into->count = now.count;
    into->plain = (special & 0x8080808080808080U) == 0;
    return CODING_OK;
}

/* Ends a cell at each separator of the eight bytes; beyond limit cells are
   counted only. */
static inline void
scan_eight(splitting *now, const char *at, uint64_t eight, char separator,
           size_t limit)
{
    uint64_t found;

    if (now->count <= limit) {
        take_eight(now, at, eight, separator);
        return;
    }
    for (found = equal_bytes(eight, (unsigned char)separator); found != 0;
         now->count++)
        found = without_byte(found, first_byte(found));
}

size_t
fields_scan(coding_span line, char separator, coding_span *cells, size_t limit,
            fields_bytes *seen)
{
    const char *at = line.at, *end = line.at + line.length;
    splitting now = {cells, 0, line.at};
    uint64_t high = 0, special = 0, eight = 0;

    for (; end - at >= 8; at += 8) {
        memcpy(&eight, at, sizeof eight);
        high |= eight;
        special |= has_special(eight);
        scan_eight(&now, at, eight, separator, limit);
    }
    eight = 0;
    if (at < end)
        memcpy(&eight, at, (size_t)(end - at));
    scan_eight(&now, at, eight, separator, limit);
    *seen = (fields_bytes){
        ((high | eight) & 0x8080808080808080U) != 0,
        ((special | has_special(eight)) & 0x8080808080808080U) != 0,
    };
    if (now.count <= limit)
        cells[now.count] = (coding_span){now.begin, (size_t)(end - now.begin)};
    return now.count + 1;
}
