/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One line against the styles of docs/design/labels.md. */
#include "transcript/label.h"

#include <stdint.h>
#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "transcript/stamp.h"
#include "transcript/vocabulary.h"

enum { NAME_BYTES = 80, NAME_WORDS = 3, LONG_WORDS = 8, REMARK_BYTES = 48 };

typedef struct {
    coding_span line;
    size_t at;
    bool heading, marked, bracketed;
    bool timed;       /* a time stands beside the name */
    bool time_behind; /* in brackets, after the name */
    bool tab;         /* a TAB follows the name */
    bool chat;        /* "From Name to Everyone" */
    size_t words;     /* of the name */
} scan;

static coding_span
ahead(const scan *work)
{
    return (coding_span){work->line.at + work->at,
                         work->line.length - work->at};
}

static bool
at_end(const scan *work)
{
    return work->at >= work->line.length;
}

static char
here(const scan *work)
{
    if (at_end(work))
        return '\0';
    return work->line.at[work->at];
}

/* Space, TAB and NO-BREAK SPACE. */
static size_t
skip_blanks(scan *work)
{
    size_t from = work->at;

    while (!at_end(work)) {
        if (here(work) == ' ' || here(work) == '\t') {
            work->at++;
        } else if (ahead(work).length >= 2 &&
                   memcmp(ahead(work).at, "\xC2\xA0", 2) == 0) {
            work->at += 2;
        } else {
            break;
        }
    }
    return work->at - from;
}

/* ** __ * _ of Markdown. */
static size_t
skip_marks(scan *work)
{
    size_t from = work->at;

    while (!at_end(work) && (here(work) == '*' || here(work) == '_'))
        work->at++;
    return work->at - from;
}

static bool
skip_time(scan *work, coding_span *time)
{
    size_t length = stamp_find(ahead(work), time);

    work->at += length;
    return length > 0;
}

/* "12  ", "12. ", "12) ", but not the "10" of "10:30". */
static bool
skip_number(scan *work)
{
    size_t from = work->at, digits = 0;

    while (!at_end(work) && here(work) >= '0' && here(work) <= '9') {
        work->at++;
        digits++;
    }
    if (digits > 0 && (here(work) == '.' || here(work) == ')'))
        work->at++;
    if (digits > 0 && digits <= 5 && skip_blanks(work) > 0)
        return true;
    work->at = from;
    return false;
}

static bool
is_ahead(const scan *work, const char *words)
{
    size_t length = strlen(words);

    return ahead(work).length >= length &&
           memcmp(ahead(work).at, words, length) == 0;
}

/* What stands before the name. */
static void
scan_front(scan *work, label *out)
{
    out->indent = skip_blanks(work);
    while (here(work) == '#') {
        work->at++;
        work->heading = true;
    }
    while (here(work) == '>')
        work->at++;
    skip_blanks(work);
    out->numbered = skip_number(work);
    work->marked = skip_marks(work) > 0;
    work->timed = skip_time(work, &out->time);
    if (work->timed) {
        skip_blanks(work);
        if (here(work) == '-' || here(work) == '|')
            work->at++;
        skip_blanks(work);
    }
    work->marked |= skip_marks(work) > 0;
    work->chat = work->timed && is_ahead(work, "From ");
    if (work->chat) {
        work->at += strlen("From ");
        skip_blanks(work);
    }
    if (here(work) == '[' || here(work) == '<') {
        work->bracketed = true;
        work->at++;
    }
}

static bool
is_word_point(uint32_t point)
{
    return utf8_is_letter(point) || utf8_is_digit(point) || utf8_is_mark(point);
}

static bool
starts_word(coding_span text)
{
    uint32_t point;

    if (text.length == 0)
        return false;
    utf8_decode(text, &point);
    return is_word_point(point);
}

/* Dr. Mr. Prof. J. : may be followed by a full stop inside a name. */
static bool
is_abbreviated(coding_span word)
{
    static const char titles[] = "|dr|mr|mrs|ms|prof|rev|st|hon|sr|jr|";
    char padded[8] = "|";

    if (word.length > 4)
        return false;
    for (size_t i = 0; i < word.length; i++)
        padded[i + 1] = ascii_lower(word.at[i]);
    padded[word.length + 1] = '|';
    return word.length == 1 || strstr(titles, padded) != NULL;
}

/* Bytes of what may stand inside a word of a name when a letter or digit
   follows, or, of a full stop, behind an abbreviation; 0: nothing. */
static size_t
joiner(coding_span text, coding_span word)
{
    static const char marks[] = "-_&/#.'";
    size_t length = 0;

    if (memchr(marks, text.at[0], sizeof marks - 1) != NULL)
        length = 1;
    else if (text.length >= 3 && memcmp(text.at, "\xE2\x80\x99", 3) == 0)
        length = 3;
    if (length == 0 || (text.at[0] == '.' && is_abbreviated(word)))
        return length;
    return starts_word((coding_span){text.at + length, text.length - length})
               ? length
               : 0;
}

typedef struct {
    size_t from; /* of the word at hand */
    size_t words;
    bool inside;
} name_scan;

/* Bytes by which the name goes on, 0: it ends here. */
static size_t
name_step(const scan *work, name_scan *name)
{
    coding_span text = ahead(work), time;
    coding_span word = {work->line.at + name->from, work->at - name->from};
    uint32_t point;
    size_t size = utf8_decode(text, &point);

    if (is_word_point(point)) {
        if (name->inside)
            return size;
        if (name->words > 0 && stamp_find(text, &time) > 0)
            return 0;
        name->from = work->at;
        name->words++;
        name->inside = true;
        return size;
    }
    if (!name->inside ||
        (work->chat && (is_ahead(work, " to ") || is_ahead(work, " To "))))
        return 0;
    if (joiner(text, word) > 0)
        return joiner(text, word);
    if ((is_ahead(work, " & ") || is_ahead(work, " + ")) &&
        starts_word((coding_span){text.at + 3, text.length - 3})) {
        name->inside = false;
        return 3; /* Anna & Ben */
    }
    if (point != ' ' ||
        !starts_word((coding_span){text.at + 1, text.length - 1}))
        return 0;
    name->inside = false;
    return size;
}

/* Reads the name; false if nothing like one is there. */
static bool
scan_name(scan *work, coding_span *name)
{
    size_t start = work->at, step = 1;
    name_scan found = {start, 0, false};

    while (step > 0 && !at_end(work) && work->at - start < NAME_BYTES) {
        step = name_step(work, &found);
        work->at += step;
    }
    *name = coding_span_trim(
        (coding_span){work->line.at + start, work->at - start});
    work->at = start + name->length;
    work->words = found.words;
    return found.words > 0 && found.words <= LONG_WORDS;
}

/* A name's word begins with a capital, a digit or a letter of a script without
   capitals, or is one of the small words inside names. */
static bool
is_name_word(coding_span word, bool first)
{
    static const char small[] =
        " de der den van von la le da di del du dos al el bin ibn of the and ";
    char padded[8] = " ";
    bool capital_inside = false;
    uint32_t point;
    size_t size = utf8_decode(word, &point);

    if (!utf8_is_lower(point))
        return true;
    for (size_t i = size; i < word.length; i += size) {
        size = utf8_decode((coding_span){word.at + i, word.length - i}, &point);
        capital_inside |= utf8_is_upper(point);
    }
    if (capital_inside)
        return true;
    if (first || word.length > 5)
        return false;
    memcpy(padded + 1, word.at, word.length);
    padded[word.length + 1] = ' ';
    return strstr(small, padded) != NULL;
}

static bool
is_name(coding_span name)
{
    char bytes[VOCABULARY_KEY_BYTES];
    coding_span key = vocabulary_key(name, bytes), left = name;
    bool letters = false, first = true;

    if (vocabulary_is_interviewer(key) || vocabulary_is_respondent(key))
        return true;
    for (size_t i = 0, size; i < name.length; i += size) {
        uint32_t point;

        size = utf8_decode((coding_span){name.at + i, name.length - i}, &point);
        letters |= utf8_is_letter(point);
    }
    while (letters && left.length > 0) {
        const char *space = memchr(left.at, ' ', left.length);
        size_t length = space == NULL ? left.length : (size_t)(space - left.at);

        if (length > 0 && !is_name_word((coding_span){left.at, length}, first))
            return false;
        first = false;
        length += space != NULL;
        left = (coding_span){left.at + length, left.length - length};
    }
    return letters;
}

/* "(laughing)", "[by telephone]" between name and colon. */
static void
skip_remark(scan *work)
{
    size_t from = work->at;
    char close = here(work) == '(' ? ')' : ']';

    if (here(work) != '(' && here(work) != '[')
        return;
    while (!at_end(work) && work->at - from < REMARK_BYTES &&
           here(work) != close && here(work) != ':')
        work->at++;
    if (here(work) == close)
        work->at++;
    else
        work->at = from;
    skip_blanks(work);
}

/* What stands between the name and the colon or the words. */
static void
scan_behind(scan *work, label *out)
{
    size_t from;
    char first;

    if (work->bracketed && (here(work) == ']' || here(work) == '>'))
        work->at++;
    skip_marks(work);
    if (work->chat)
        while (!at_end(work) && here(work) != ':')
            work->at++;
    from = work->at;
    skip_blanks(work);
    work->tab = memchr(work->line.at + from, '\t', work->at - from) != NULL;
    skip_marks(work);
    if (here(work) == '|')
        work->at++;
    skip_blanks(work);
    first = here(work);
    if (skip_time(work, &out->time)) {
        work->timed = true;
        work->time_behind = first == '[' || first == '(';
        skip_blanks(work);
    } else {
        size_t before = work->at;

        skip_remark(work);
        if (work->at > before && skip_time(work, &out->time))
            work->timed = true;
        skip_blanks(work);
        if (here(work) != ':' && !work->timed)
            work->at = before;
    }
    skip_marks(work);
}

/* A colon that ends a label, and not one of http:// or 10:30. */
static bool
skip_colon(scan *work, coding_span name)
{
    static const char wide[] = "\xEF\xBC\x9A";
    size_t length = here(work) == ':' ? 1 : 0;
    char next;

    if (ahead(work).length >= 3 && memcmp(ahead(work).at, wide, 3) == 0)
        length = 3;
    if (length == 0)
        return false;
    work->at += length;
    next = here(work);
    if ((next >= '0' && next <= '9') || next == '/' || next == '\\' ||
        next == ':')
        return false;
    if (length == 1 && starts_word(ahead(work))) {
        char bytes[VOCABULARY_KEY_BYTES];
        coding_span key = vocabulary_key(name, bytes);

        return vocabulary_is_code(name) || vocabulary_is_interviewer(key) ||
               vocabulary_is_respondent(key);
    }
    return true;
}

/* A time right after the colon belongs to the label. */
static void
scan_words(scan *work, label *out)
{
    size_t from;
    coding_span time;

    skip_marks(work);
    skip_blanks(work);
    from = work->at;
    if (skip_time(work, &time) &&
        (at_end(work) || skip_blanks(work) > 0 || here(work) == ':')) {
        out->time = time;
        if (here(work) == ':')
            work->at++;
        skip_marks(work);
        skip_blanks(work);
    } else {
        work->at = from;
    }
    out->words = work->at;
}

bool
label_find_name(coding_span line, label *out)
{
    scan work = {.line = line};

    *out = (label){.style = LABEL_TIMED, .words = line.length};
    out->indent = skip_blanks(&work);
    if (!scan_name(&work, &out->name) || work.words > NAME_WORDS ||
        !is_name(out->name))
        return false;
    skip_blanks(&work);
    return at_end(&work);
}

bool
label_find(coding_span line, label *out)
{
    scan work = {.line = line};
    size_t behind;

    *out = (label){.style = LABEL_COLON, .words = line.length};
    scan_front(&work, out);
    if (!scan_name(&work, &out->name))
        return false;
    if (!is_name(out->name))
        out->likeness = LABEL_LOOSE;
    else if (work.words > NAME_WORDS)
        out->likeness = LABEL_LONG;
    if (work.bracketed && here(&work) != ']' && here(&work) != '>')
        return false;
    scan_behind(&work, out);
    behind = work.at;
    if (skip_colon(&work, out->name)) {
        out->style = work.timed ? LABEL_TIMED : LABEL_COLON;
        scan_words(&work, out);
        return true;
    }
    work.at = behind;
    skip_blanks(&work);
    if (work.timed) {
        out->style = LABEL_TIMED;
        out->words = work.at;
        return at_end(&work) || work.time_behind || work.tab;
    }
    if (work.bracketed) {
        out->words = work.at;
        return vocabulary_is_code(out->name);
    }
    if (at_end(&work)) {
        out->style = work.heading ? LABEL_HEADING : LABEL_MARKED;
        return work.heading || work.marked;
    }
    out->style = LABEL_TAB;
    out->words = work.at;
    return work.tab;
}
