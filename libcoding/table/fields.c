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

coding_status
fields_split(coding_context *context, coding_span line, char separator,
             coding_span **cells, size_t *capacity, size_t *count)
{
    const char *at = line.at, *end = line.at + line.length;
    splitting now = {*cells, 0, line.at};
    uint64_t eight = 0;

    for (; end - at >= 8 || now.count + 9 > *capacity; at += 8) {
        coding_status status = CODING_OK;

        if (now.count + 9 > *capacity)
            status = BASE_GROW(context, cells, capacity, now.count + 9);
        if (status != CODING_OK)
            return status;
        now.cells = *cells;
        if (end - at < 8)
            break;
        memcpy(&eight, at, sizeof eight);
        take_eight(&now, at, eight, separator);
    }
    eight = 0;
    if (at < end)
        memcpy(&eight, at, (size_t)(end - at));
    take_eight(&now, at, eight, separator);
    now.cells[now.count++] =
        (coding_span){now.begin, (size_t)(end - now.begin)};
    *count = now.count;
    return CODING_OK;
}
