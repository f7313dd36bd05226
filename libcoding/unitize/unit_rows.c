/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One document into its rows: document, respondents, units, coverage, end. */
#include <string.h>

#include "base/diag.h"
#include "base/memory.h"
#include "unitize/tokenizer.h"
#include "unitize/units.h"

enum { CENSUS_LABELS = 12, LOST_QUARTER = 4 };

/* What one respondent said to one question. */
typedef struct {
    uint64_t units, words;
} answer;

typedef struct {
    coding_tokenize *of;
    const transcript *document;
    coding_row_sink sink;
    arena words;
    questions_piece *windows; /* one a piece */
    bool *asked;              /* one a question */
    coding_span *ids;         /* respondents' ids, one a speaker; or one */
    answer *answers;          /* by respondent, then question */
    size_t respondents, questions;
    uint64_t units;
} rows;

/* ---- census ---- */

static void
add_count(buffer *out, size_t count, const char *one, const char *many)
{
    buffer_add_unsigned(out, count);
    buffer_add_byte(out, ' ');
    buffer_add_text(out, count == 1 ? one : many);
}

/* "INT 41 turns, R1 40 turns, 3 lines without a speaker". */
static void
write_census(const transcript *document, size_t limit, buffer *out)
{
    const char *one = document->captions ? "cue" : "turn";
    const char *many = document->captions ? "cues" : "turns";

    if (document->speaker_count == 0)
        buffer_add_text(out, "no speaker labels");
    for (size_t i = 0; i < document->speaker_count && i < limit; i++) {
        buffer_add_text(out, i > 0 ? ", " : "");
        buffer_add(out, document->speakers[i].label);
        buffer_add_byte(out, ' ');
        add_count(out, document->speakers[i].turns, one, many);
    }
    if (document->speaker_count > limit) {
        buffer_add_text(out, ", ");
        add_count(out, document->speaker_count - limit, "more label",
                  "more labels");
    }
    if (document->lost_lines > 0) {
        buffer_add_text(out, ", ");
        add_count(out, document->lost_lines, "line without a speaker",
                  "lines without a speaker");
    }
    if (document->once_count > 0) {
        buffer_add_text(out, ", ");
        add_count(out, document->once_count, "line", "lines");
        buffer_add_text(out, " like \"");
        buffer_add(out, document->once);
        buffer_add_text(out, ":\" not taken for a label");
    }
}

static coding_status
tell_census(const rows *work)
{
    const transcript *document = work->document;
    diag_place place = {document->file, 0, 0, {NULL, 0}};
    size_t lines = 0;
    coding_status status;
    buffer text;

    buffer_init(&text, work->of->context);
    write_census(document, CENSUS_LABELS, &text);
    status = buffer_status(&text);
    if (status == CODING_OK)
        diag_note(work->of->context, "label-census", place, "%s",
                  buffer_text(&text));
    buffer_free(&text);
    for (size_t i = 0; i < document->text.length; i++)
        lines += document->text.at[i] == '\n';
    if (document->speaker_count > 0 &&
        document->lost_lines * LOST_QUARTER > lines)
        diag_warning(work->of->context, "lines-without-speaker", place,
                     "%zu lines before the first label have no speaker and are "
                     "not coded; see --speaker",
                     document->lost_lines);
    return status;
}

/* Separators of the list are no part of a label. */
static void
add_plain(buffer *out, coding_span label)
{
    for (size_t i = 0; i < label.length; i++) {
        char byte = label.at[i];

        if (byte == ';' || byte == '=' || byte == ',')
            byte = ' ';
        buffer_add_byte(out, byte);
    }
}

static coding_status
give_document(rows *work)
{
    const transcript *document = work->document;
    coding_tokenize *of = work->of;
    coding_status status;
    buffer value;

    buffer_init(&value, of->context);
    buffer_add_text(&value, "encoding=");
    buffer_add_text(&value, document->encoding);
    buffer_add_text(&value, "; labels=");
    for (size_t i = 0; i < document->speaker_count; i++) {
        buffer_add_text(&value, i > 0 ? ", " : "");
        add_plain(&value, document->speakers[i].label);
        buffer_add_byte(&value, ' ');
        buffer_add_unsigned(&value, document->speakers[i].turns);
    }
    buffer_add_text(&value, "; header=");
    buffer_add_unsigned(&value, document->header_lines);
    buffer_add_text(&value, "; unlabelled=");
    buffer_add_unsigned(&value, document->lost_lines);
    status = buffer_status(&value);
    coding_cells_begin(of->cells, CODING_RECORD_DOCUMENT);
    coding_cells_text(of->cells, of->core.document, document->name);
    coding_cells_text(of->cells, of->core.name,
                      coding_span_of(document->format));
    coding_cells_text(of->cells, of->core.value, buffer_span(&value));
    if (status == CODING_OK)
        status = coding_cells_give(of->cells, work->sink);
    buffer_free(&value);
    return status;
}

/* ---- respondents ---- */

static coding_status
make_id(rows *work, const transcript_speaker *speaker, coding_span *out)
{
    coding_status status;
    buffer id;

    buffer_init(&id, work->of->context);
    buffer_add(&id, work->document->name);
    buffer_add_byte(&id, '/');
    buffer_add(&id, speaker->label);
    status = buffer_status(&id);
    if (status == CODING_OK)
        status = arena_copy(&work->words, buffer_span(&id), out);
    buffer_free(&id);
    return status;
}

/* Ids of the speakers who are respondents, and their rows. */
static coding_status
give_respondents(rows *work)
{
    const transcript *document = work->document;
    const participants *people = work->of->people;
    size_t count = document->speaker_count;
    coding_status status;

    work->respondents = count > 0 ? count : 1;
    status = ARENA_ARRAY(&work->words, work->respondents, &work->ids);
    if (status == CODING_OK && count == 0) {
        if (people == NULL)
            work->ids[0] = document->name;
        else if (document->row != TRANSCRIPT_NONE)
            work->ids[0] = people->rows[document->row].respondent;
        if (work->ids[0].length > 0 && document->piece_count > 0)
            status = tokenizer_give_respondent(work->of, work->ids[0],
                                               (coding_span){NULL, 0},
                                               document->row, work->sink);
    }
    for (size_t i = 0; status == CODING_OK && i < count; i++) {
        const transcript_speaker *speaker = &document->speakers[i];

        if (speaker->role != TRANSCRIPT_RESPONDENT)
            continue;
        if (speaker->row != TRANSCRIPT_NONE)
            work->ids[i] = people->rows[speaker->row].respondent;
        else
            status = make_id(work, speaker, &work->ids[i]);
        if (status == CODING_OK)
            status = tokenizer_give_respondent(work->of, work->ids[i],
                                               speaker->label, speaker->row,
                                               work->sink);
    }
    return status;
}

/* ---- units ---- */

typedef struct {
    words_span span;
    size_t piece;
    transcript_role role;
    size_t respondent; /* of ids, TRANSCRIPT_NONE */
    size_t row;
} place;

static place
place_of(const rows *work, size_t i)
{
    const transcript_piece *piece = &work->document->pieces[i];
    place found = {.span = {piece->start, piece->end},
                   .piece = i,
                   .role = piece->role,
                   .respondent = TRANSCRIPT_NONE,
                   .row = TRANSCRIPT_NONE};

    if (work->windows[i].heading)
        found.role = TRANSCRIPT_OTHER;
    if (found.role != TRANSCRIPT_RESPONDENT)
        return found;
    if (piece->speaker != TRANSCRIPT_NONE) {
        found.respondent = piece->speaker;
        found.row = work->document->speakers[piece->speaker].row;
    } else if (work->document->speaker_count == 0) {
        found.respondent = 0;
        found.row = work->document->row;
    }
    return found;
}

/* The end of the neighbours that one speaker's merged turn takes in. */
static size_t
merged_end(const rows *work, place *at)
{
    const transcript_piece *first = &work->document->pieces[at->piece];
    size_t i = at->piece;

    while (first->speaker != TRANSCRIPT_NONE &&
           i + 1 < work->document->piece_count &&
           work->document->pieces[i + 1].speaker == first->speaker &&
           work->windows[i + 1].question == work->windows[i].question)
        i++;
    at->span.end = work->document->pieces[i].end;
    return i;
}

static void
set_unit(const rows *work, const place *at, words_span unit,
         units_counter *points)
{
    const transcript *document = work->document;
    const transcript_piece *piece = &document->pieces[at->piece];
    const coding_core *core = &work->of->core;
    coding_cells *cells = work->of->cells;
    size_t question = work->windows[at->piece].question;

    coding_cells_begin(cells, CODING_RECORD_UNIT);
    coding_cells_text(cells, core->document, document->name);
    coding_cells_unsigned(cells, core->unit, work->units);
    coding_cells_unsigned(cells, core->turn, piece->turn);
    if (piece->speaker != TRANSCRIPT_NONE)
        coding_cells_text(cells, core->speaker,
                          document->speakers[piece->speaker].label);
    coding_cells_text(cells, core->role,
                      coding_span_of(transcript_role_name(at->role)));
    if (at->respondent != TRANSCRIPT_NONE)
        coding_cells_text(cells, core->respondent, work->ids[at->respondent]);
    if (question != QUESTIONS_NONE)
        coding_cells_text(cells, core->question,
                          tokenizer_question(work->of, question)->id);
    coding_cells_text(cells, core->time, piece->time);
    coding_cells_unsigned(cells, core->start, units_point(points, unit.start));
    coding_cells_unsigned(cells, core->end, units_point(points, unit.end));
    coding_cells_text(
        cells, core->text,
        (coding_span){document->text.at + unit.start, unit.end - unit.start});
    tokenizer_set_attributes(work->of, at->row);
}

static coding_status
give_units(rows *work)
{
    const transcript *document = work->document;
    units_counter points = {.text = document->text};
    const units_rule rule = {work->of->unit, document->whole_lines,
                             &work->of->more};
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < document->piece_count; i++) {
        place at = place_of(work, i);
        size_t from = at.span.start, question = work->windows[i].question;
        words_span unit;

        if (work->of->unit == CODING_UNIT_MERGED)
            i = merged_end(work, &at);
        while (status == CODING_OK &&
               units_next(rule, document->text, at.span, from, &unit)) {
            work->units++;
            from = unit.end;
            set_unit(work, &at, unit, &points);
            status = coding_cells_give(work->of->cells, work->sink);
            if (question != QUESTIONS_NONE &&
                at.respondent != TRANSCRIPT_NONE) {
                answer *to =
                    &work->answers[at.respondent * work->questions + question];

                to->units++;
                to->words += words_count((coding_span){
                    document->text.at + unit.start, unit.end - unit.start});
            }
        }
    }
    return status;
}

/* ---- coverage and end ---- */

static coding_status
give_coverage(rows *work)
{
    const coding_core *core = &work->of->core;
    coding_cells *cells = work->of->cells;
    coding_status status = CODING_OK;

    for (size_t i = 0; i < work->respondents; i++)
        for (size_t q = 0; status == CODING_OK && q < work->questions; q++) {
            const answer *said = &work->answers[i * work->questions + q];

            if (work->ids[i].length == 0)
                continue;
            coding_cells_begin(cells, CODING_RECORD_COVERAGE);
            coding_cells_text(cells, core->document, work->document->name);
            coding_cells_text(cells, core->respondent, work->ids[i]);
            coding_cells_text(cells, core->question,
                              tokenizer_question(work->of, q)->id);
            coding_cells_unsigned(cells, core->asked, work->asked[q]);
            coding_cells_unsigned(cells, core->answered, said->words > 0);
            coding_cells_unsigned(cells, core->units, said->units);
            coding_cells_unsigned(cells, core->words, said->words);
            status = coding_cells_give(cells, work->sink);
        }
    return status;
}

static coding_status
give_end(rows *work)
{
    char digest[INPUT_HEX_BYTES + 8] = "sha256:";
    coding_cells *cells = work->of->cells;

    memcpy(digest + 7, work->document->sha256, INPUT_HEX_BYTES);
    coding_cells_begin(cells, CODING_RECORD_END);
    coding_cells_text(cells, work->of->core.document, work->document->name);
    coding_cells_unsigned(cells, work->of->core.units, work->units);
    coding_cells_text(cells, work->of->core.value, coding_span_of(digest));
    return coding_cells_give(cells, work->sink);
}

/* ---- one document ---- */

static coding_status
find_windows(rows *work)
{
    size_t count = work->document->piece_count;
    coding_status status = ARENA_ARRAY(&work->words, count, &work->windows);

    work->questions = tokenizer_question_count(work->of);
    if (status == CODING_OK)
        status = ARENA_ARRAY(&work->words, work->questions, &work->asked);
    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < count; i++)
        work->windows[i].question = QUESTIONS_NONE;
    if (work->of->windows != NULL)
        status = questions_find(work->of->windows, work->document,
                                work->windows, work->asked);
    for (size_t i = 0; status == CODING_OK && i < work->questions; i++)
        work->of->asked[i] |= work->asked[i];
    return status;
}

static coding_status
give_rows(coding_tokenize *of, const transcript *document, coding_row_sink sink)
{
    rows work = {.of = of, .document = document, .sink = sink};
    coding_status status = tokenizer_enter(of, document);

    of->current = document->text;
    arena_init(&work.words, of->context);
    if (status == CODING_OK)
        status = tell_census(&work);
    if (status == CODING_OK)
        status = find_windows(&work);
    if (status == CODING_OK)
        status = give_document(&work);
    if (status == CODING_OK)
        status = give_respondents(&work);
    if (status == CODING_OK)
        status = ARENA_ARRAY(&work.words, work.respondents * work.questions,
                             &work.answers);
    if (status == CODING_OK)
        status = give_units(&work);
    if (status == CODING_OK)
        status = give_coverage(&work);
    if (status == CODING_OK)
        status = give_end(&work);
    arena_clear(&work.words);
    of->current = (coding_span){NULL, 0};
    return status;
}

coding_span
coding_tokenize_current(const coding_tokenize *tokenize)
{
    return tokenize->current;
}

coding_status
coding_tokenize_file(coding_tokenize *tokenize, const char *path,
                     coding_row_sink sink)
{
    transcript *document = NULL;
    coding_status status =
        transcript_load(tokenize->context, path, &tokenize->reading, &document);

    if (status == CODING_OK)
        status = give_rows(tokenize, document, sink);
    transcript_free(document);
    return status;
}

coding_status
coding_tokenize_bytes(coding_tokenize *tokenize, const char *path,
                      coding_span bytes, coding_row_sink sink)
{
    transcript *document = NULL;
    coding_status status = transcript_parse(tokenize->context, path, bytes,
                                            &tokenize->reading, &document);

    if (status == CODING_OK)
        status = give_rows(tokenize, document, sink);
    transcript_free(document);
    return status;
}

coding_status
coding_tokenize_text(coding_tokenize *tokenize, const char *path,
                     coding_status (*take)(void *user, coding_span text),
                     void *user)
{
    transcript *document = NULL;
    coding_status status =
        transcript_load(tokenize->context, path, &tokenize->reading, &document);

    if (status == CODING_OK)
        status = take(user, document->text);
    transcript_free(document);
    return status;
}
