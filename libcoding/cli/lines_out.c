/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines for people under the name of their table. See cli/cli.h. */
#include <string.h>

#include "cli/cli.h"

coding_status
cli_print_line(cli_lines *lines, coding_span table, coding_span text)
{
    size_t length = table.length < sizeof lines->table - 1
                        ? table.length
                        : sizeof lines->table - 1;
    bool same = strlen(lines->table) == length &&
                memcmp(lines->table, table.at, length) == 0;

    if (!same) {
        if (fprintf(lines->out, "%s%.*s\n", lines->table[0] ? "\n" : "",
                    (int)table.length, table.at) < 0)
            return CODING_ESYSTEM;
        memcpy(lines->table, table.at, length);
        lines->table[length] = '\0';
    }
    return fprintf(lines->out, "  %.*s\n", (int)text.length, text.at) < 0
               ? CODING_ESYSTEM
               : CODING_OK;
}
