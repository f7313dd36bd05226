/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See transcript/entity.h. */
#include "transcript/entity.h"

#include <string.h>

/* U+00A0 to U+00FF in their order (HTML 4.01, section 24.2). */
static const char latin1[] =
    "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy"
    " reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm"
    " raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring"
    " AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde"
    " Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml"
    " Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil"
    " egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve"
    " oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute"
    " thorn yuml";

static const struct {
    const char *name;
    uint32_t point;
} others[] = {
    {"amp", '&'},       {"lt", '<'},       {"gt", '>'},
    {"quot", '"'},      {"apos", '\''},    {"lrm", 0x200E},
    {"rlm", 0x200F},    {"zwnj", 0x200C},  {"zwj", 0x200D},
    {"ensp", 0x2002},   {"emsp", 0x2003},  {"thinsp", 0x2009},
    {"ndash", 0x2013},  {"mdash", 0x2014}, {"lsquo", 0x2018},
    {"rsquo", 0x2019},  {"sbquo", 0x201A}, {"ldquo", 0x201C},
    {"rdquo", 0x201D},  {"bdquo", 0x201E}, {"dagger", 0x2020},
    {"Dagger", 0x2021}, {"bull", 0x2022},  {"hellip", 0x2026},
    {"permil", 0x2030}, {"prime", 0x2032}, {"lsaquo", 0x2039},
    {"rsaquo", 0x203A}, {"euro", 0x20AC},  {"trade", 0x2122},
    {"larr", 0x2190},   {"rarr", 0x2192},  {"minus", 0x2212},
    {"OElig", 0x152},   {"oelig", 0x153},  {"Scaron", 0x160},
    {"scaron", 0x161},  {"Yuml", 0x178},   {"tilde", 0x2DC},
};

enum { NAME_BYTES = 10 };

static bool
find_name(coding_span name, uint32_t *point)
{
    uint32_t at = 0xA0;

    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (coding_span_is(name, others[i].name)) {
            *point = others[i].point;
            return true;
        }
    for (const char *word = latin1; *word != '\0'; at++) {
        size_t length = strcspn(word, " ");

        if (coding_span_equal(name, (coding_span){word, length})) {
            *point = at;
            return true;
        }
        word += length;
        word += strspn(word, " ");
    }
    return false;
}

static unsigned
digit_of(char byte)
{
    if (byte >= '0' && byte <= '9')
        return (unsigned)(byte - '0');
    if (byte >= 'a' && byte <= 'f')
        return (unsigned)(byte - 'a') + 10;
    if (byte >= 'A' && byte <= 'F')
        return (unsigned)(byte - 'A') + 10;
    return 16;
}

/* The number in "233" or "xE9", if it is a character's. */
static bool
find_number(coding_span digits, uint32_t *point)
{
    unsigned base = 10;
    uint32_t number = 0;

    if (digits.length > 0 && (digits.at[0] == 'x' || digits.at[0] == 'X')) {
        base = 16;
        digits = (coding_span){digits.at + 1, digits.length - 1};
    }
    if (digits.length == 0 || digits.length > 7)
        return false;
    for (size_t i = 0; i < digits.length; i++) {
        unsigned digit = digit_of(digits.at[i]);

        if (digit >= base)
            return false;
        number = number * base + digit;
    }
    if (number < ' ' && number != '\t' && number != '\n')
        return false;
    if (number > 0x10FFFF || (number >= 0xD800 && number <= 0xDFFF))
        return false;
    *point = number;
    return true;
}

size_t
entity_find(coding_span text, uint32_t *point)
{
    size_t end = 1;
    coding_span name;

    if (text.length < 3 || text.at[0] != '&')
        return 0;
    while (end < text.length && end <= NAME_BYTES && text.at[end] != ';' &&
           text.at[end] != '&' && text.at[end] != ' ')
        end++;
    if (end >= text.length || text.at[end] != ';')
        return 0;
    name = (coding_span){text.at + 1, end - 1};
    if (name.length > 0 && name.at[0] == '#')
        return find_number((coding_span){name.at + 1, name.length - 1}, point)
                   ? end + 1
                   : 0;
    return find_name(name, point) ? end + 1 : 0;
}

void
entity_add_text(buffer *out, coding_span text)
{
    while (text.length > 0) {
        uint32_t point;
        size_t used = entity_find(text, &point);

        if (used > 0) {
            buffer_add_code_point(out, point);
        } else {
            used = 1;
            buffer_add_byte(out, text.at[0]);
        }
        text.at += used;
        text.length -= used;
    }
}
