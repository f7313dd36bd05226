/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How cells look: number formats of APA style, rules, fonts. */
#include <math.h>

#include "workbook/book_inside.h"

enum { LINK_COLOUR = 0x005A8E, INPUT_COLOUR = 0x0072B2 };

/* `_)` keeps the width of a bracket free: figures that end at the right keep a
   distance from the text beside them. */
#define GAP "_)_)"

/* A probability: `< .001`, `.023`, `> .999`. Halves are rounded by Excel. */
static const char p_format[] =
    "[<0.0005]\"< .001\"" GAP ";[>=0.9995]\"> .999\"" GAP ";.000" GAP;

static const char *
number_format(style look)
{
    switch (look) {
    case STYLE_COUNT:
    case STYLE_LINK_COUNT:
        return "0" GAP;
    case STYLE_LEFT:
    case STYLE_MARK:
    case STYLE_LINK_MARK:
        return "0";
    case STYLE_PERCENT:
        return "0%" GAP;
    case STYLE_PERCENT1:
        return "0.0%" GAP;
    case STYLE_DECIMAL:
        return "0.00" GAP;
    case STYLE_PART:
        return ".000" GAP;
    case STYLE_P:
        return p_format;
    case STYLE_ANY: /* General alone shows as many digits as there is room */
    case STYLE_INPUT:
        return NULL;
    case STYLE_RIGHT:
    case STYLE_LABEL:
    case STYLE_HEAD_RIGHT:
    case STYLE_HEAD_SYMBOL:
        return "@" GAP;
    case STYLE_TEXT:
    case STYLE_WRAP:
    case STYLE_STRONG:
    case STYLE_STRONG_WRAP:
    case STYLE_STRONG_OVER:
    case STYLE_LINK:
    case STYLE_HEAD:
    case STYLE_HEAD_MIDDLE:
    case STYLE_HEAD_OVER:
    case STYLE_TABLE:
    case STYLE_TITLE:
    case STYLE_NOTE:
    case STYLE_OVER:
    case STYLE_KINDS:
    default:
        return NULL;
    }
}

bool
style_is_head(style look)
{
    return look >= STYLE_HEAD && look <= STYLE_HEAD_OVER;
}

static void
set_head(lxw_format *format, style look, bool apa)
{
    if (look != STYLE_HEAD_MIDDLE && look != STYLE_HEAD_OVER)
        format_set_text_wrap(format);
    format_set_align(format, LXW_ALIGN_VERTICAL_BOTTOM);
    if (look == STYLE_HEAD_RIGHT || look == STYLE_HEAD_SYMBOL)
        format_set_align(format, LXW_ALIGN_RIGHT);
    if (look == STYLE_HEAD_MIDDLE) {
        format_set_align(format, LXW_ALIGN_CENTER);
        format_set_rotation(format, 90);
    }
    if (!apa) {
        format_set_bold(format);
        return;
    }
    format_set_top(format, LXW_BORDER_THIN);
    format_set_bottom(format, LXW_BORDER_THIN);
    if (look == STYLE_HEAD_SYMBOL)
        format_set_italic(format);
}

static void
set_font(lxw_format *format, style look, bool apa)
{
    if (look == STYLE_TABLE || look == STYLE_STRONG ||
        look == STYLE_STRONG_WRAP || look == STYLE_STRONG_OVER)
        format_set_bold(format);
    if (look == STYLE_TITLE && apa)
        format_set_italic(format);
    if (look == STYLE_TITLE && !apa)
        format_set_bold(format);
    if (look == STYLE_NOTE)
        format_set_font_size(format, 10);
    if (look == STYLE_LINK || look == STYLE_LINK_COUNT ||
        look == STYLE_LINK_MARK) {
        format_set_font_color(format, LINK_COLOUR);
        format_set_underline(format, LXW_UNDERLINE_SINGLE);
    }
    if (look == STYLE_INPUT) {
        format_set_font_color(format, INPUT_COLOUR);
        format_set_bold(format);
        format_set_border(format, LXW_BORDER_THIN);
        format_set_unlocked(format);
    }
}

static lxw_format *
make_format(book *all, style look, edge rule)
{
    bool apa = all->options->style == CODING_WORKBOOK_APA;
    lxw_format *format = workbook_add_format(all->file);
    const char *numbers = number_format(look);

    if (format == NULL)
        return NULL;
    if (numbers != NULL)
        format_set_num_format(format, numbers);
    set_font(format, look, apa);
    if (style_is_head(look)) {
        set_head(format, look, apa);
        return format;
    }
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    if (look == STYLE_WRAP || look == STYLE_STRONG_WRAP)
        format_set_text_wrap(format);
    if (look == STYLE_LEFT)
        format_set_align(format, LXW_ALIGN_LEFT);
    if (look == STYLE_ANY || look == STYLE_INPUT) {
        format_set_align(format, LXW_ALIGN_RIGHT);
        format_set_indent(format, 1); /* as wide as GAP */
    }
    if (look == STYLE_RIGHT || look == STYLE_LABEL)
        format_set_align(format, LXW_ALIGN_RIGHT);
    if (look == STYLE_MARK || look == STYLE_LINK_MARK)
        format_set_align(format, LXW_ALIGN_CENTER);
    if (rule != EDGE_NONE && apa)
        format_set_bottom(format, LXW_BORDER_THIN);
    if (rule == EDGE_TOTAL && apa)
        format_set_top(format, LXW_BORDER_THIN);
    if (rule == EDGE_TOTAL && !apa)
        format_set_bold(format);
    return format;
}

lxw_format *
book_format(book *all, style look, edge rule)
{
    lxw_format **made = &all->formats[look][rule];

    if (*made == NULL)
        *made = make_format(all, look, rule);
    if (*made == NULL)
        book_took(all, LXW_ERROR_MEMORY_MALLOC_FAILED);
    return *made;
}

unsigned
style_width(style look, double number)
{
    double size = fabs(number);
    unsigned digits = number < 0 ? 3 : 2; /* with the gap */

    while (size >= 10 && digits < 21) {
        size /= 10;
        digits++;
    }
    switch (look) {
    case STYLE_PERCENT:
        return 5;
    case STYLE_PERCENT1:
        return 7;
    case STYLE_DECIMAL:
        return digits + 3;
    case STYLE_PART:
        return 6;
    case STYLE_P:
        return 7;
    case STYLE_ANY:
    case STYLE_INPUT:
        return fabs(number) > floor(fabs(number)) ? digits + 5 : digits;
    case STYLE_COUNT:
    case STYLE_LEFT:
    case STYLE_MARK:
    case STYLE_LINK_COUNT:
    case STYLE_LINK_MARK:
    case STYLE_TEXT:
    case STYLE_WRAP:
    case STYLE_STRONG:
    case STYLE_STRONG_WRAP:
    case STYLE_STRONG_OVER:
    case STYLE_RIGHT:
    case STYLE_LINK:
    case STYLE_HEAD:
    case STYLE_HEAD_RIGHT:
    case STYLE_HEAD_SYMBOL:
    case STYLE_HEAD_MIDDLE:
    case STYLE_HEAD_OVER:
    case STYLE_LABEL:
    case STYLE_TABLE:
    case STYLE_TITLE:
    case STYLE_NOTE:
    case STYLE_OVER:
    case STYLE_KINDS:
    default:
        return digits;
    }
}
