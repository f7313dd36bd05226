/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See transcript/captions.h. Tags, classes and entities are those of the
   WebVTT specification; SubRip has a subset of them. */
#include "transcript/captions.h"

#include <string.h>

#include "transcript/entity.h"
#include "transcript/stamp.h"

typedef struct {
    script *out;
    coding_span raw;   /* what is left */
    buffer line;       /* one line of a cue, without tags */
    coding_span voice; /* of the cue at hand; from the arena */
    coding_span last;  /* the voice written last */
    coding_span time;
    bool opens;  /* the next line is the first of its cue */
    bool voiced; /* some cue names its voice */
    bool first;  /* the next line is the first of its block */
} reading;

static bool
take_line(reading *work, coding_span *line)
{
    const char *lf;

    if (work->raw.length == 0)
        return false;
    lf = memchr(work->raw.at, '\n', work->raw.length);
    line->at = work->raw.at;
    line->length = lf == NULL ? work->raw.length : (size_t)(lf - work->raw.at);
    work->raw.at += line->length + (lf != NULL);
    work->raw.length -= line->length + (lf != NULL);
    return true;
}

/* "00:11.000 --> 00:13.000 align:right": *time gets the start. */
static bool
is_timing(coding_span line, coding_span *time)
{
    coding_span text = coding_span_trim(line);
    size_t length = stamp_time(text), at = length;

    while (at < text.length && (text.at[at] == ' ' || text.at[at] == '\t'))
        at++;
    if (length == 0 || text.length - at < 3 ||
        memcmp(text.at + at, "-->", 3) != 0)
        return false;
    *time = (coding_span){text.at, length};
    return true;
}

/* The name in "v Name" or "v.loud Name"; false: another tag. */
static bool
voice_of(coding_span tag, coding_span *name)
{
    size_t at = 1;

    if (tag.length < 3 || tag.at[0] != 'v' ||
        (tag.at[1] != ' ' && tag.at[1] != '\t' && tag.at[1] != '.'))
        return false;
    while (at < tag.length && tag.at[at] != ' ' && tag.at[at] != '\t')
        at++;
    *name = coding_span_trim((coding_span){tag.at + at, tag.length - at});
    return name->length > 0;
}

/* Writes the line gathered, if it has words. */
static coding_status
flush(reading *work)
{
    coding_span text = coding_span_trim(buffer_span(&work->line));
    script *out = work->out;
    bool voiced = work->voice.length > 0;
    bool turn = voiced && !coding_span_equal(work->voice, work->last);
    coding_status status = buffer_status(&work->line);
    script_line *line = NULL;
    size_t start, words;

    if (status != CODING_OK || text.length == 0)
        return status;
    if (turn && out->text.length > 0)
        buffer_add_byte(&out->text, '\n');
    start = out->text.length;
    if (turn) {
        buffer_add(&out->text, work->voice);
        buffer_add_text(&out->text, ": ");
    }
    words = out->text.length;
    buffer_add(&out->text, text);
    buffer_add_byte(&out->text, '\n');
    status = buffer_status(&out->text);
    if (status == CODING_OK)
        status = script_add(out, start, out->text.length - 1, &line);
    if (status != CODING_OK)
        return status;
    line->kind = SCRIPT_WORDS;
    line->words = words;
    line->opens = work->opens;
    line->time = work->time;
    if (voiced && work->opens)
        line->given = work->voice;
    line->unlabelled = !voiced;
    work->last = work->voice;
    work->opens = false;
    buffer_reset(&work->line);
    return CODING_OK;
}

/* A new voice within a cue begins a line, and counts like a cue. */
static coding_status
take_voice(reading *work, coding_span name)
{
    buffer plain;
    coding_status status = flush(work);

    buffer_init(&plain, work->out->context);
    entity_add_text(&plain, name);
    if (status == CODING_OK)
        status = buffer_status(&plain);
    if (status == CODING_OK)
        status =
            arena_copy(&work->out->words, buffer_span(&plain), &work->voice);
    buffer_free(&plain);
    work->opens = true;
    work->voiced = true;
    return status;
}

/* "<i>", "</v>", "<00:19.000>", "{\\an8}", but not the one in "a < b". */
static const char *
tag_end(coding_span line)
{
    char next;

    if (line.length < 2)
        return NULL;
    next = line.at[1];
    if (line.at[0] == '{')
        return next == '\\' ? memchr(line.at, '}', line.length) : NULL;
    if (line.at[0] != '<' || next == ' ' || next == '=' || next == '-')
        return NULL;
    return memchr(line.at, '>', line.length);
}

/* One line of a cue: tags go, words stay. */
static coding_status
take_words(reading *work, coding_span line)
{
    coding_status status = CODING_OK;

    while (status == CODING_OK && line.length > 0) {
        const char *close = tag_end(line);
        size_t used = 1;
        coding_span name;

        if (close != NULL) {
            used = (size_t)(close - line.at) + 1;
            if (line.at[0] == '<' &&
                voice_of((coding_span){line.at + 1, used - 2}, &name))
                status = take_voice(work, name);
        } else {
            while (used < line.length && line.at[used] != '<' &&
                   line.at[used] != '{')
                used++;
            entity_add_text(&work->line, (coding_span){line.at, used});
        }
        line.at += used;
        line.length -= used;
    }
    return status == CODING_OK ? flush(work) : status;
}

static bool
begins(coding_span line, const char *word)
{
    size_t length = strlen(word);

    return line.length >= length && memcmp(line.at, word, length) == 0 &&
           (line.length == length || line.at[length] == ' ' ||
            line.at[length] == '\t');
}

/* Skips to the empty line. */
static void
skip_block(reading *work)
{
    coding_span line;

    while (take_line(work, &line) && coding_span_trim(line).length > 0)
        ;
}

/* The line after an id is the timing. */
static bool
is_cue_id(const reading *work)
{
    reading look = *work;
    coding_span next, time;

    return take_line(&look, &next) && is_timing(next, &time);
}

static coding_status
take_block_line(reading *work, coding_span line)
{
    bool first = work->first;
    coding_span time;

    work->first = false;

    if (is_timing(line, &time)) {
        work->voice = (coding_span){NULL, 0};
        work->opens = true;
        return arena_copy(&work->out->words, time, &work->time);
    }
    if (first && (begins(line, "NOTE") || begins(line, "STYLE") ||
                  begins(line, "REGION") || begins(line, "WEBVTT"))) {
        skip_block(work);
        work->first = true;
        return CODING_OK;
    }
    if (first && is_cue_id(work))
        return CODING_OK;
    return take_words(work, line);
}

/* Where voices are named, a cue without one is nobody's; where none is, a
   label in the text may say it, and holds until the next. */
static void
settle(const reading *work)
{
    for (size_t i = 0; i < work->out->count; i++)
        if (!work->voiced)
            work->out->lines[i].unlabelled = false;
}

coding_status
captions_read(coding_span raw, script *out)
{
    reading work = {.out = out, .raw = raw, .first = true};
    coding_status status = CODING_OK;
    coding_span line;

    out->captions = true;
    buffer_init(&work.line, out->context);
    while (status == CODING_OK && take_line(&work, &line)) {
        if (coding_span_trim(line).length == 0)
            work.first = true;
        else
            status = take_block_line(&work, line);
    }
    settle(&work);
    buffer_free(&work.line);
    return status;
}

/* Appends bytes of the old text. */
static void
move(const script *lines, size_t start, size_t end, buffer *out)
{
    if (end > start)
        buffer_add(out, script_text(lines, start, end));
}

coding_status
captions_join(script *lines)
{
    size_t speaking = SCRIPT_NONE, written = 0;
    coding_status status;
    buffer text;

    buffer_init(&text, lines->context);
    for (size_t i = 0; i < lines->count; i++) {
        script_line *line = &lines->lines[i];
        bool labelled = line->speaker != SCRIPT_NONE;
        bool again = labelled && line->speaker == speaking;
        size_t label = line->words - line->start;
        size_t words = line->end - line->words;

        /* What stood between the lines: a line end, or an empty line. */
        move(lines, written, line->start, &text);
        if (labelled && !again && speaking != SCRIPT_NONE &&
            line->start - written < 2)
            buffer_add_byte(&text, '\n');
        written = line->end;
        if (again)
            label = 0;
        move(lines, line->words - label, line->end, &text);
        line->start = text.length - words - label;
        line->words = text.length - words;
        line->end = text.length;
        if (labelled || line->unlabelled)
            speaking = line->speaker;
    }
    move(lines, written, lines->text.length, &text);
    status = buffer_status(&text);
    if (status == CODING_OK) {
        buffer_free(&lines->text);
        lines->text = text;
    } else {
        buffer_free(&text);
    }
    return status;
}
