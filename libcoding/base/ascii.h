/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Small letters of ASCII, in any locale. */
#ifndef BASE_ASCII_H
#define BASE_ASCII_H

static inline char
ascii_lower(char byte)
{
    if (byte >= 'A' && byte <= 'Z')
        return (char)(byte - 'A' + 'a');
    return byte;
}

#endif
