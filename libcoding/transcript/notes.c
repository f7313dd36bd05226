/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Notes without turns: a paragraph or list item is a turn of its own, lines
   that can only be headings are nobody's words. */
#include <string.h>

#include "base/utf8.h"
#include "transcript/pieces.h"

enum { HEADING_WORDS = 12, TITLE_WORDS = 8 };

typedef struct {
    pieces *all;
    transcript_piece open;
    bool is_open, item;
    bool set_off; /* an empty line and no list follow the line at hand */
    bool small;   /* the document has small letters */
    size_t line_count;
    coding_span time;
} cutting;

/* Bytes of "- ", "* ", "• ", "12. ", "a) " with the blanks around; 0: no list
   item. */
static size_t
bullet(coding_span line)
{
    static const char *const marks[] = {"-",
                                        "*",
                                        "+",
                                        "\xE2\x80\xA2",
                                        "\xE2\x80\x93",
                                        "\xE2\x80\x94",
                                        "\xC2\xB7",
                                        "\xE2\x97\xA6"};
    size_t at = 0, mark = 0, digits = 0;

    while (at < line.length && (line.at[at] == ' ' || line.at[at] == '\t'))
        at++;
    for (size_t i = 0; mark == 0 && i < sizeof marks / sizeof marks[0]; i++) {
        size_t length = strlen(marks[i]);

        if (line.length - at > length &&
            memcmp(line.at + at, marks[i], length) == 0)
            mark = length;
    }
    while (mark == 0 && at + digits < line.length && digits < 3 &&
           line.at[at + digits] >= '0' && line.at[at + digits] <= '9')
        digits++;
    if (digits > 0 && at + digits < line.length &&
        (line.at[at + digits] == '.' || line.at[at + digits] == ')'))
        mark = digits + 1;
    at += mark;
    if (mark == 0 || at >= line.length ||
        (line.at[at] != ' ' && line.at[at] != '\t'))
        return 0;
    while (at < line.length && (line.at[at] == ' ' || line.at[at] == '\t'))
        at++;
    return at < line.length ? at : 0;
}

typedef struct {
    size_t words;
    bool small; /* has small letters */
    size_t letters;
    uint32_t last;
} shape;

static shape
measure(coding_span text)
{
    shape found = {0};
    bool inside = false;

    for (size_t i = 0, size; i < text.length; i += size) {
        uint32_t point;

        size = utf8_decode((coding_span){text.at + i, text.length - i}, &point);
        found.words += !inside && !utf8_is_space(point);
        inside = !utf8_is_space(point);
        found.small |= utf8_is_lower(point);
        found.letters += utf8_is_letter(point);
        if (inside)
            found.last = point;
    }
    return found;
}

/* In capitals, as questions are where they have no label. */
static bool
is_capitals(const shape *found)
{
    return !found->small && found->letters >= 4 &&
           (found->words <= TITLE_WORDS || found->last == '?');
}

/* Takes the bold marks of Markdown off a text that is bold as a whole. */
static bool
take_bold(coding_span *text)
{
    coding_span whole = coding_span_trim(*text);
    char mark;

    if (whole.length <= 4)
        return false;
    mark = whole.at[0];
    if ((mark != '*' && mark != '_') || whole.at[1] != mark ||
        whole.at[whole.length - 1] != mark ||
        whole.at[whole.length - 2] != mark)
        return false;
    *text = (coding_span){whole.at + 2, whole.length - 4};
    return true;
}

/* Headings that a person sees as such: Markdown, capitals, a colon at the
   end, a question in bold. Others are headings only if they open a question. */
static void
judge_heading(cutting *work, bool marked)
{
    coding_span text =
        script_text(work->all->lines, work->open.start, work->open.end);
    bool bold = take_bold(&text);
    shape found = measure(text);

    if (work->item || work->line_count != 1 || found.letters == 0)
        return;
    marked |= found.last == '?' && (bold || is_capitals(&found));
    work->open.heading =
        marked || (found.words <= HEADING_WORDS && found.last != '.' &&
                   found.last != ',' && found.last != ';');
    if (marked ||
        (found.words <= TITLE_WORDS &&
         ((found.last == ':' && !work->set_off) || is_capitals(&found))))
        work->open.role = TRANSCRIPT_OTHER;
}

static coding_status
close_piece(cutting *work, bool marked)
{
    bool turned;

    if (!work->is_open)
        return CODING_OK;
    work->is_open = false;
    judge_heading(work, marked);
    return pieces_add(work->all, work->open, &turned);
}

static void
open_piece(cutting *work, size_t start, size_t end)
{
    work->open = (transcript_piece){.start = start,
                                    .end = end,
                                    .speaker = TRANSCRIPT_NONE,
                                    .role = TRANSCRIPT_RESPONDENT,
                                    .time = work->time};
    work->is_open = true;
    work->item = false;
    work->line_count = 1;
}

/* Bytes of "## ". */
static size_t
markdown_heading(coding_span line)
{
    size_t at = 0;

    while (at < line.length && line.at[at] == '#')
        at++;
    return at > 0 && at <= 6 && at < line.length && line.at[at] == ' ' ? at + 1
                                                                       : 0;
}

static bool
ends_with_colon(coding_span line)
{
    shape found = measure(line);

    return found.last == ':' && found.words <= TITLE_WORDS;
}

/* A line of capitals amid others: a question whose answer is the next line. */
static bool
is_shouted(const cutting *work, coding_span line)
{
    shape found = measure(line);

    return work->small && found.words > 1 && is_capitals(&found) &&
           found.last != '.' && found.last != ',' && found.last != ';';
}

static coding_status
take_line(cutting *work, const script_line *line)
{
    coding_span text = script_text(work->all->lines, line->start, line->end);
    size_t item = bullet(text), heading = markdown_heading(text);
    coding_status status = CODING_OK;

    if (item > 0 || heading > 0 ||
        remark_find(coding_span_trim(text), true) > 0)
        status = close_piece(work, false);
    if (status != CODING_OK)
        return status;
    if (heading > 0) {
        open_piece(work, line->start + heading, line->end);
        return close_piece(work, true);
    }
    if (work->all->lines->whole || is_shouted(work, text))
        status = close_piece(work, false);
    if (status == CODING_OK && item == 0 && is_shouted(work, text)) {
        open_piece(work, line->start, line->end);
        return close_piece(work, false);
    }
    if (!work->is_open) {
        open_piece(work, line->start + item, line->end);
        work->item = item > 0;
        if (item == 0 && ends_with_colon(text))
            return close_piece(work, false);
        return status;
    }
    work->open.end = line->end;
    work->line_count++;
    return CODING_OK;
}

/* "My fellow citizens:" is words, not the heading of what comes below. */
static bool
is_set_off(const script *lines, size_t line)
{
    size_t next = line + 1;

    while (next < lines->count && lines->lines[next].kind == SCRIPT_BLANK)
        next++;
    return next > line + 1 && next < lines->count &&
           lines->lines[next].kind == SCRIPT_WORDS &&
           bullet(script_text(lines, lines->lines[next].start,
                              lines->lines[next].end)) == 0;
}

/* Captions without speakers: a paragraph ends with a sentence. */
static bool
ends_sentence(coding_span text)
{
    uint32_t last = measure(text).last;

    return last == '.' || last == '?' || last == '!' || last == 0x2026;
}

coding_status
notes_cut(pieces *all)
{
    const script *lines = all->lines;
    cutting work = {.all = all,
                    .small = measure(buffer_span(&lines->text)).small};
    size_t first = 0;
    coding_status status = pieces_add_header(all, &first);

    for (size_t i = first; status == CODING_OK && i < lines->count; i++) {
        const script_line *line = &lines->lines[i];

        if (line->kind == SCRIPT_WORDS && lines->captions) {
            if (!work.is_open) {
                work.time = line->time;
                open_piece(&work, line->words, line->end);
                work.item = true;
            }
            work.open.end = line->end;
            if (ends_sentence(script_text(lines, line->start, line->end)))
                status = close_piece(&work, false);
        } else if (line->kind == SCRIPT_WORDS) {
            work.set_off = is_set_off(lines, i);
            status = take_line(&work, line);
        } else if (!lines->captions) {
            status = close_piece(&work, false);
            if (line->kind == SCRIPT_STAMP)
                work.time = line->time;
        }
    }
    if (status == CODING_OK)
        status = close_piece(&work, false);
    return status;
}
