/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See transcript/webpage.h. */
#include "transcript/webpage.h"

#include <stdint.h>
#include <string.h>

#include "base/ascii.h"
#include "transcript/entity.h"

enum { NAME_BYTES = 16 };

/* Elements whose content is no text, or was deleted. */
static const char silent[] =
    " script style head title template noscript svg del ";
/* Elements that begin and end a line. */
static const char blocks[] =
    " address article aside blockquote body caption center dd details div dl dt"
    " fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html"
    " li main nav ol p pre section summary table tbody tfoot thead tr ul ";
/* Those that end a row, and with it its last cell. */
static const char rows[] = " tr table thead tbody tfoot ";
/* Blocks with an empty line around: a reader sees them apart. */
static const char apart[] =
    " p h1 h2 h3 h4 h5 h6 blockquote ul ol dl table pre ";

typedef struct {
    coding_span left;
    buffer *out;
    size_t preformatted; /* pre elements open */
    bool space;          /* white space waits for a word */
    size_t cell;         /* of the row, from 1; 0: outside */
    bool worded;         /* the cell has words */
    size_t put_off;      /* lines that end if more words come in the cell */
} reading;

typedef struct {
    char name[NAME_BYTES];
    bool closes;
    bool tag; /* rather than a comment or declaration */
} mark;

static bool
is_listed(const char *list, const char *name)
{
    size_t length = strlen(name);

    for (const char *at = strstr(list, name); length > 0 && at != NULL;
         at = strstr(at + 1, name))
        if (at[-1] == ' ' && at[length] == ' ')
            return true;
    return false;
}

static void
advance(reading *work, size_t bytes)
{
    work->left.at += bytes;
    work->left.length -= bytes;
}

/* The first place of words in what is left, or its end. */
static size_t
find(const reading *work, const char *words)
{
    size_t length = strlen(words);

    for (size_t i = 0; i + length <= work->left.length; i++)
        if (memcmp(work->left.at + i, words, length) == 0)
            return i;
    return work->left.length;
}

/* Past the > of a tag; one in a quoted value is none. */
static size_t
tag_length(coding_span text)
{
    char quote = '\0';

    for (size_t i = 1; i < text.length; i++) {
        char byte = text.at[i];

        if (quote != '\0') {
            if (byte == quote)
                quote = '\0';
        } else if ((byte == '"' || byte == '\'') && text.at[i - 1] == '=') {
            quote = byte;
        } else if (byte == '>') {
            return i + 1;
        }
    }
    return text.length;
}

/* Takes the tag, comment or declaration that is next. */
static mark
take_mark(reading *work)
{
    coding_span text = work->left;
    size_t at = 1, length = 0;
    mark found = {.tag = true};

    if (text.length >= 4 && memcmp(text.at, "<!--", 4) == 0) {
        size_t end = find(work, "-->");

        advance(work, end == text.length ? end : end + 3);
        return (mark){.tag = false};
    }
    if (text.at[at] == '/') {
        found.closes = true;
        at++;
    }
    while (at < text.length && length + 1 < NAME_BYTES) {
        char byte = ascii_lower(text.at[at]);

        if ((byte < 'a' || byte > 'z') && (byte < '0' || byte > '9'))
            break;
        found.name[length++] = byte;
        at++;
    }
    found.tag = length > 0;
    advance(work, tag_length(text));
    return found;
}

static bool
at_line_start(const reading *work)
{
    return work->out->length == 0 ||
           work->out->bytes[work->out->length - 1] == '\n';
}

static void
write_line_end(reading *work, bool empty_line)
{
    buffer *out = work->out;

    work->space = false;
    if (!at_line_start(work))
        buffer_add_byte(out, '\n');
    if (empty_line && out->length > 1 && out->bytes[out->length - 2] != '\n')
        buffer_add_byte(out, '\n');
}

/* A block in a cell ends no line before and after all of the cell's words. */
static void
end_line(reading *work, bool empty_line)
{
    size_t lines = empty_line ? 2 : 1;

    if (work->cell == 0) {
        write_line_end(work, empty_line);
        return;
    }
    work->space = false;
    if (work->worded && work->put_off < lines)
        work->put_off = lines;
}

static void
start_cell(reading *work)
{
    work->cell++;
    if (work->cell > 1)
        buffer_add_byte(work->out, '\t');
    work->space = false;
    work->worded = false;
    work->put_off = 0;
}

/* Skips to the end tag of an element without text. */
static void
skip_content(reading *work, const char *name)
{
    while (work->left.length > 0) {
        mark next;

        advance(work, find(work, "</"));
        if (work->left.length < 2)
            return;
        next = take_mark(work);
        if (next.closes && strcmp(next.name, name) == 0)
            return;
    }
}

static void
act(reading *work, const mark *found)
{
    const char *name = found->name;

    if (!found->tag)
        return;
    if (!found->closes && is_listed(silent, name)) {
        skip_content(work, name);
        return;
    }
    if (strcmp(name, "br") == 0) {
        work->space = false;
        buffer_add_byte(work->out, '\n');
    } else if (strcmp(name, "td") == 0 || strcmp(name, "th") == 0) {
        if (!found->closes)
            start_cell(work);
    } else if (is_listed(blocks, name)) {
        if (is_listed(rows, name)) {
            work->cell = 0;
            work->put_off = 0;
        }
        end_line(work, is_listed(apart, name));
    }
    if (strcmp(name, "pre") == 0)
        work->preformatted = found->closes ? 0 : 1;
}

static bool
is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/* Writes what stands before a word: a line end, a space, nothing. */
static void
start_word(reading *work)
{
    bool begins = work->cell > 0 ? !work->worded : at_line_start(work);

    if (work->put_off > 0)
        write_line_end(work, work->put_off > 1);
    else if (work->space && !begins && !at_line_start(work))
        buffer_add_byte(work->out, ' ');
    work->space = false;
    work->put_off = 0;
    work->worded = true;
}

/* Words up to the next tag; white space is one space. */
static void
take_words(reading *work)
{
    coding_span text = work->left;
    size_t used = 0;

    while (used < text.length && (used == 0 || text.at[used] != '<')) {
        coding_span rest = {text.at + used, text.length - used};
        uint32_t point = 0;
        size_t size = entity_find(rest, &point);
        bool blank = size == 0 && is_blank(rest.at[0]);

        if (blank && work->preformatted == 0) {
            work->space = true;
            used++;
            continue;
        }
        start_word(work);
        if (size > 0)
            buffer_add_code_point(work->out, point);
        else
            buffer_add_byte(work->out, rest.at[0]);
        used += size > 0 ? size : 1;
    }
    advance(work, used);
}

static bool
starts_mark(coding_span text)
{
    char next;

    if (text.length < 2 || text.at[0] != '<')
        return false;
    next = ascii_lower(text.at[1]);
    return (next >= 'a' && next <= 'z') || next == '/' || next == '!' ||
           next == '?';
}

void
webpage_read(coding_span page, buffer *out)
{
    reading work = {.left = page, .out = out};

    while (work.left.length > 0) {
        if (starts_mark(work.left)) {
            mark found = take_mark(&work);

            act(&work, &found);
        } else {
            take_words(&work);
        }
    }
    write_line_end(&work, false);
}
