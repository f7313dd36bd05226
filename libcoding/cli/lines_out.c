/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines for people under the name of their table. See cli/cli.h. */
#include <string.h>

#include "base/utf8.h"
#include "cli/cli.h"

/* Labels come from files: no control reaches a terminal. */
static coding_status
print_clean(FILE *out, coding_span text)
{
    while (text.length > 0) {
        char bytes[4];
        uint32_t point;
        size_t length = utf8_decode(text, &point);
        size_t made = utf8_encode(utf8_printable(point), bytes);

        if (fwrite(bytes, 1, made, out) != made)
            return CODING_ESYSTEM;
        text.at += length;
        text.length -= length;
    }
    return fputc('\n', out) == EOF ? CODING_ESYSTEM : CODING_OK;
}

coding_status
cli_print_line(cli_lines *lines, coding_span table, coding_span text)
{
    size_t length = table.length < sizeof lines->table - 1
                        ? table.length
                        : sizeof lines->table - 1;
    bool same = strlen(lines->table) == length &&
                memcmp(lines->table, table.at, length) == 0;

    if (!same) {
        if ((lines->table[0] != '\0' && fputc('\n', lines->out) == EOF) ||
            print_clean(lines->out, table) != CODING_OK)
            return CODING_ESYSTEM;
        memcpy(lines->table, table.at, length);
        lines->table[length] = '\0';
    }
    if (fputs("  ", lines->out) == EOF)
        return CODING_ESYSTEM;
    return print_clean(lines->out, text);
}
