/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a file to its pieces. See transcript/transcript.h. */
#include <string.h>

#include "base/diag.h"
#include "base/memory.h"
#include "transcript/captions.h"
#include "transcript/kind.h"
#include "transcript/office.h"
#include "transcript/pieces.h"
#include "transcript/roles.h"
#include "transcript/transcript.h"
#include "transcript/webpage.h"

enum { CHUNK_BYTES = 65536 };

typedef struct {
    transcript result; /* first: what callers hold */
    coding_context *context;
    script lines;
    arena words;
    pieces cut;
} document;

/* What is at hand while a document is made. */
typedef struct {
    document *made;
    const transcript_options *options;
    kind format;
    speakers names;
    roles of;
} making;

coding_span
transcript_name(const char *path, const char *stdin_name)
{
    const char *slash = strrchr(path, '/');
    coding_span name;

    if (strcmp(path, "-") == 0)
        return coding_span_of(stdin_name != NULL ? stdin_name : "stdin");
    name = coding_span_of(slash != NULL ? slash + 1 : path);
    if (name.length > 3 && memcmp(name.at + name.length - 3, ".gz", 3) == 0)
        name.length -= 3;
    return name;
}

const char *
transcript_role_name(transcript_role role)
{
    static const char *const names[] = {"interviewer", "respondent", "note",
                                        "other"};

    return names[role];
}

static coding_status
new_document(coding_context *context, const char *path,
             const transcript_options *options, document **out)
{
    document *made = NULL;
    coding_span file = {0};
    coding_status status = BASE_NEW(context, &made);

    if (status != CODING_OK)
        return status;
    made->context = context;
    script_init(&made->lines, context);
    arena_init(&made->words, context);
    pieces_init(&made->cut, &made->lines, NULL);
    status = arena_copy(&made->words,
                        coding_span_of(strcmp(path, "-") == 0 ? "stdin" : path),
                        &file);
    if (status == CODING_OK)
        status = arena_copy(&made->words, transcript_name(path, options->name),
                            &made->result.name);
    made->result.file = file.at;
    made->cut.file = file.at;
    if (options->max_turn > 0)
        made->cut.limit = options->max_turn;
    made->result.row = TRANSCRIPT_NONE;
    *out = made;
    return status;
}

void
transcript_free(transcript *doc)
{
    document *made = (document *)(void *)doc;

    if (made == NULL)
        return;
    pieces_clear(&made->cut);
    script_clear(&made->lines);
    arena_clear(&made->words);
    base_free(made->context, made);
}

/* The text of formats that wrap it; raw is the decoded file. */
static coding_status
extract(making *work, coding_span raw)
{
    document *made = work->made;
    decode_encoding used;
    buffer text;
    coding_status status;

    if (work->format == KIND_VTT || work->format == KIND_SRT)
        return captions_read(raw, &made->lines);
    buffer_init(&text, made->context);
    webpage_read(raw, &text);
    status = buffer_status(&text);
    /* Line ends that were written as references. */
    if (status == CODING_OK)
        status =
            decode_text(made->context, made->result.file, buffer_span(&text),
                        DECODE_UTF8, &made->lines.text, &used);
    buffer_free(&text);
    return status == CODING_OK ? script_split(&made->lines) : status;
}

static coding_status
read_office(making *work, coding_span bytes)
{
    document *made = work->made;
    decode_encoding used;
    buffer text;
    coding_status status;

    buffer_init(&text, made->context);
    status = office_read(made->context, made->result.file, bytes, work->format,
                         &text);
    if (status == CODING_OK)
        status =
            decode_text(made->context, made->result.file, buffer_span(&text),
                        DECODE_UTF8, &made->lines.text, &used);
    buffer_free(&text);
    made->lines.whole = true;
    return status == CODING_OK ? script_split(&made->lines) : status;
}

static coding_status
read_plain(making *work, coding_span bytes, decode_encoding *used)
{
    document *made = work->made;
    bool wrapped = work->format == KIND_VTT || work->format == KIND_SRT ||
                   work->format == KIND_HTML;
    buffer raw;
    coding_status status;

    buffer_init(&raw, made->context);
    status = decode_text(made->context, made->result.file, bytes,
                         work->options->encoding,
                         wrapped ? &raw : &made->lines.text, used);
    if (status == CODING_OK)
        status = wrapped ? extract(work, buffer_span(&raw))
                         : script_split(&made->lines);
    buffer_free(&raw);
    return status;
}

/* The document text and its lines. */
static coding_status
read_text(making *work, coding_span bytes)
{
    document *made = work->made;
    transcript *result = &made->result;
    decode_encoding used = DECODE_UTF8;
    coding_status status = kind_find(made->context, result->file, result->name,
                                     bytes, &work->format);

    if (status != CODING_OK)
        return status;
    status = work->format == KIND_DOCX || work->format == KIND_ODT
                 ? read_office(work, bytes)
                 : read_plain(work, bytes, &used);
    result->format = kind_name(work->format);
    result->encoding = decode_encoding_name(used);
    result->text = buffer_span(&made->lines.text);
    return status;
}

/* The speakers in the order in which they first speak; lines speak of them by
   their new numbers. */
static coding_status
number_speakers(making *work)
{
    document *made = work->made;
    size_t *numbers = NULL, count = 0;
    transcript_speaker *list = NULL;
    size_t names = work->names.keys.count;
    coding_status status = ARENA_ARRAY(&made->words, names, &list);

    if (status == CODING_OK)
        status = ARENA_ARRAY(&made->words, names, &numbers);
    for (size_t i = 0; status == CODING_OK && i < made->lines.count; i++) {
        script_line *line = &made->lines.lines[i];

        if (line->speaker == SCRIPT_NONE)
            continue;
        if (numbers[line->speaker] == 0) {
            status =
                arena_copy(&made->words, work->names.names[line->speaker].name,
                           &list[count].label);
            list[count].row = TRANSCRIPT_NONE;
            numbers[line->speaker] = ++count;
        }
        line->speaker = numbers[line->speaker] - 1;
    }
    if (status == CODING_OK && work->names.rejected > 0) {
        made->result.once_count = work->names.rejected;
        status = arena_copy(&made->words,
                            work->names.names[work->names.first_rejected].name,
                            &made->result.once);
    }
    made->result.header_lines = work->names.header_lines;
    work->of.speakers = list;
    work->of.count = count;
    return status;
}

static coding_status
find_speakers(making *work)
{
    const transcript_options *options = work->options;
    speakers_options find = {.pattern = options->speaker,
                             .aliases = options->aliases,
                             .alias_count = options->alias_count,
                             .none = roles_is_notes(&work->of)};
    coding_status status = roles_know(&work->of, &work->names);

    if (status == CODING_OK)
        status = speakers_find(&work->names, &work->made->lines, &find);
    if (status == CODING_OK && work->made->lines.captions) {
        status = captions_join(&work->made->lines);
        work->made->result.text = buffer_span(&work->made->lines.text);
    }
    if (status == CODING_OK && work->names.lengthy > 0)
        diag_warning(
            work->of.context, "label-too-long",
            (diag_place){.file = work->of.file},
            "lines that begin with \"%.*s:\" or its like: %zu; it comes back, "
            "but is too long for a label and is taken for words; name it in "
            "the participants or by --interviewer, or shorten it by --alias",
            DIAG_SPAN(work->names.names[work->names.first_lengthy].name),
            work->names.lengthy);
    return status == CODING_OK ? number_speakers(work) : status;
}

/* Cuts and gives every piece the role of its speaker. */
static coding_status
cut_labelled(making *work)
{
    document *made = work->made;
    transcript *result = &made->result;
    turns_census census = {NULL, 0};
    coding_status status =
        ARENA_ARRAY(&made->words, work->of.count, &census.turns);

    if (status == CODING_OK)
        status = turns_cut(&made->cut, &census);
    result->lost_lines = census.lost;
    for (size_t i = 0; status == CODING_OK && i < work->of.count; i++)
        work->of.speakers[i].turns = census.turns[i];
    if (status == CODING_OK)
        status = roles_set(&work->of);
    for (size_t i = 0; status == CODING_OK && i < made->cut.count; i++) {
        transcript_piece *piece = &made->cut.items[i];

        if (piece->speaker != TRANSCRIPT_NONE)
            piece->role = work->of.speakers[piece->speaker].role;
    }
    result->speakers = work->of.speakers;
    result->speaker_count = work->of.count;
    return status;
}

static coding_status
cut_notes(making *work)
{
    coding_status status = notes_cut(&work->made->cut);

    work->made->result.paragraphs = true;
    return status == CODING_OK
               ? roles_set_unlabelled(&work->of, &work->made->result.row)
               : status;
}

static coding_status
make(making *work, coding_span bytes)
{
    document *made = work->made;
    transcript *result = &made->result;
    coding_status status = read_text(work, bytes);

    if (status != CODING_OK)
        return status;
    work->of = (roles){.context = made->context,
                       .file = result->file,
                       .name = result->name,
                       .options = work->options};
    speakers_init(&work->names, made->context);
    status = find_speakers(work);
    if (status == CODING_OK)
        status = work->of.count > 0 ? cut_labelled(work) : cut_notes(work);
    speakers_clear(&work->names);
    result->captions = made->lines.captions;
    result->whole_lines = made->lines.whole;
    result->pieces = made->cut.items;
    result->piece_count = made->cut.count;
    result->turns = made->cut.turns;
    if (status == CODING_OK && result->piece_count == 0)
        diag_warning(made->context, "document-empty",
                     (diag_place){result->file, 0, 0, {NULL, 0}},
                     "no words in this document");
    return status;
}

/* hex: of the raw bytes. */
static coding_status
build(coding_context *context, const char *path, coding_span bytes,
      const char *hex, const transcript_options *options, transcript **out)
{
    making work = {.options = options};
    coding_status status = new_document(context, path, options, &work.made);

    if (status == CODING_OK)
        status = make(&work, bytes);
    if (status == CODING_OK) {
        memcpy(work.made->result.sha256, hex, INPUT_HEX_BYTES);
        *out = &work.made->result;
    } else if (work.made != NULL) {
        transcript_free(&work.made->result);
    }
    return status;
}

coding_status
transcript_load(coding_context *context, const char *path,
                const transcript_options *options, transcript **out)
{
    size_t limit = coding_context_limits(context)->file_bytes;
    char hex[INPUT_HEX_BYTES];
    buffer bytes;
    coding_status status;

    buffer_init(&bytes, context);
    status = input_load(context, path, limit, &bytes, hex);
    if (status == CODING_OK && bytes.length == 0 && strcmp(path, "-") == 0)
        status = diag_error(context, CODING_EDATA, "input-empty",
                            (diag_place){.file = "stdin"},
                            "is empty: the producer failed or wrote nothing");
    if (status == CODING_OK)
        status = build(context, path, buffer_span(&bytes), hex, options, out);
    buffer_free(&bytes);
    return status;
}

coding_status
transcript_parse(coding_context *context, const char *path, coding_span bytes,
                 const transcript_options *options, transcript **out)
{
    const input_options wanted = {.digest = true};
    char hex[INPUT_HEX_BYTES];
    input *in = NULL;
    size_t got;
    buffer plain;
    coding_status status = input_open_bytes(context, path, bytes, &wanted, &in);

    buffer_init(&plain, context);
    while (status == CODING_OK) {
        if (!buffer_reserve(&plain, CHUNK_BYTES)) {
            status = buffer_status(&plain);
            break;
        }
        status = input_read(in, plain.bytes + plain.length, CHUNK_BYTES, &got);
        if (status == CODING_OK)
            plain.length += got;
    }
    if (status == CODING_END) {
        input_digest(in, hex);
        status = build(context, path, buffer_span(&plain), hex, options, out);
    }
    input_close(in);
    buffer_free(&plain);
    return status;
}
