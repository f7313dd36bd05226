/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Labelled lines into turns: a turn runs until the next label. */
#include <string.h>

#include "transcript/pieces.h"

typedef struct {
    pieces *all;
    turns_census *census;
    transcript_piece open;
    bool is_open;
    size_t cues;      /* of the open piece, in captions */
    coding_span time; /* of a line of its own, for the turn that follows */
} cutting;

static coding_status
close_piece(cutting *work)
{
    bool turned = false;
    coding_status status = CODING_OK;

    if (work->is_open)
        status = pieces_add(work->all, work->open, &turned);
    if (turned && work->open.speaker != TRANSCRIPT_NONE)
        work->census->turns[work->open.speaker] += work->cues;
    work->is_open = false;
    return status;
}

static void
open_piece(cutting *work, const script_line *line, size_t speaker)
{
    work->open = (transcript_piece){
        .start = line->words,
        .end = line->end,
        .speaker = speaker,
        .role = speaker == TRANSCRIPT_NONE ? TRANSCRIPT_OTHER
                                           : TRANSCRIPT_RESPONDENT,
        .time = line->time.length > 0 ? line->time : work->time};
    work->time = (coding_span){NULL, 0};
    work->is_open = true;
    work->cues = 1;
}

/* A page number, "3/5", or the number of a paragraph that went to the next
   page: nobody's words where paragraphs are numbered. */
static bool
is_page_number(coding_span text)
{
    text = coding_span_trim(text);
    for (size_t i = 0; i < text.length; i++)
        if ((text.at[i] < '0' || text.at[i] > '9') && text.at[i] != '/')
            return false;
    return text.length > 0 && text.length <= 9;
}

/* Whether the label of most turns stands behind a paragraph number. */
static bool
is_numbered(const script *lines)
{
    size_t numbered = 0, labels = 0;

    for (size_t i = 0; i < lines->count; i++) {
        const script_line *line = &lines->lines[i];
        char first;

        if (line->speaker == SCRIPT_NONE || line->words == line->start)
            continue;
        first = lines->text.bytes[line->start];
        labels++;
        numbered += first >= '0' && first <= '9' && line->time.length == 0;
    }
    return labels > 0 && numbered * 2 > labels;
}

static coding_status
take_line(cutting *work, const script_line *line)
{
    bool captions = work->all->lines->captions;
    coding_status status = CODING_OK;

    if (line->speaker != SCRIPT_NONE) {
        if (captions && work->is_open && work->open.speaker == line->speaker) {
            work->open.end = line->end;
            work->cues++;
            return CODING_OK;
        }
        status = close_piece(work);
        open_piece(work, line, line->speaker);
        return status;
    }
    if (line->unlabelled && work->is_open &&
        work->open.speaker != TRANSCRIPT_NONE)
        status = close_piece(work);
    if (work->is_open) {
        work->open.end = line->end;
        work->cues += line->opens;
    } else {
        open_piece(work, line, TRANSCRIPT_NONE);
    }
    work->census->lost += work->open.speaker == TRANSCRIPT_NONE;
    return status;
}

coding_status
turns_cut(pieces *all, turns_census *census)
{
    const script *lines = all->lines;
    cutting work = {.all = all, .census = census};
    bool numbered = is_numbered(lines);
    size_t first = 0;
    coding_status status = pieces_add_header(all, &first);

    for (size_t i = first; status == CODING_OK && i < lines->count; i++) {
        const script_line *line = &lines->lines[i];

        if (line->kind == SCRIPT_STAMP) {
            work.time = line->time;
        } else if (line->kind == SCRIPT_WORDS || line->kind == SCRIPT_HEADER) {
            if (numbered && line->speaker == SCRIPT_NONE &&
                is_page_number(script_text(lines, line->start, line->end)))
                continue;
            status = take_line(&work, line);
        }
    }
    if (status == CODING_OK)
        status = close_piece(&work);
    return status;
}
