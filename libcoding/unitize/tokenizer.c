/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The object behind coding/tokenize.h: side inputs, columns, what was seen.
   One document's rows are made in unit_rows.c. */
#include "unitize/tokenizer.h"

#include <string.h>

#include "base/diag.h"
#include "base/memory.h"

enum { NAMED = 8 };

size_t
tokenizer_question_count(const coding_tokenize *of)
{
    return of->guide == NULL ? 0
                             : coding_guide_content(of->guide)->question_count;
}

const coding_question *
tokenizer_question(const coding_tokenize *of, size_t i)
{
    return &coding_guide_content(of->guide)->questions[i];
}

/* ---- making ---- */

/* Labels of all --interviewer options, each perhaps a list. */
static coding_status
read_interviewers(coding_tokenize *made, const coding_tokenize_options *options)
{
    coding_span *list = NULL;
    size_t most = 0;
    coding_status status;

    for (size_t i = 0; i < options->interviewer_count; i++) {
        most++;
        for (const char *at = options->interviewers[i]; *at != '\0'; at++)
            most += *at == ',';
    }
    status = ARENA_ARRAY(&made->words, most, &list);
    for (size_t i = 0; status == CODING_OK && i < options->interviewer_count;
         i++) {
        const char *at = options->interviewers[i];

        while (status == CODING_OK && *at != '\0') {
            size_t length = strcspn(at, ",");
            coding_span label = coding_span_trim((coding_span){at, length});

            if (label.length > 0)
                status = arena_copy(&made->words, label,
                                    &list[made->reading.interviewer_count++]);
            at += length + (at[length] == ',');
        }
    }
    made->reading.interviewers = list;
    return status;
}

static coding_status
read_aliases(coding_tokenize *made, const coding_tokenize_options *options)
{
    speakers_alias *list = NULL;
    coding_status status =
        ARENA_ARRAY(&made->words, options->alias_count, &list);

    for (size_t i = 0; status == CODING_OK && i < options->alias_count; i++) {
        const char *text = options->aliases[i];
        const char *equals = strchr(text, '=');
        coding_span wrong, right;

        if (equals == NULL)
            return diag_error(made->context, CODING_EUSAGE, "alias-invalid",
                              (diag_place){0},
                              "alias \"%s\": expected WRONG=RIGHT", text);
        wrong = coding_span_trim((coding_span){text, (size_t)(equals - text)});
        right = coding_span_trim(coding_span_of(equals + 1));
        if (wrong.length == 0 || right.length == 0)
            return diag_error(made->context, CODING_EUSAGE, "alias-invalid",
                              (diag_place){0},
                              "alias \"%s\": expected WRONG=RIGHT", text);
        status = arena_copy(&made->words, wrong, &list[i].wrong);
        if (status == CODING_OK)
            status = arena_copy(&made->words, right, &list[i].right);
    }
    made->reading.aliases = list;
    made->reading.alias_count = options->alias_count;
    return status;
}

static coding_status
read_speaker(coding_tokenize *made, const char *pattern)
{
    regex_source wanted = {.text = coding_span_of(pattern),
                           .name = "--speaker"};
    regex_fault fault;
    coding_status status;

    if (pattern == NULL)
        return CODING_OK;
    status =
        regex_new(made->context, &wanted, REGEX_EXACT, &fault, &made->speaker);
    if (status == CODING_EUSAGE)
        return diag_error(made->context, status, "speaker-pattern",
                          (diag_place){0},
                          "the pattern \"%s\" of --speaker: %s, at character "
                          "%zu",
                          pattern, fault.text, fault.points + 1);
    if (status == CODING_OK && !regex_has_group(made->speaker, "speaker"))
        return diag_error(made->context, CODING_EUSAGE, "speaker-pattern",
                          (diag_place){0},
                          "the pattern \"%s\" of --speaker has no group "
                          "(?<speaker>...)",
                          pattern);
    if (status == CODING_OK)
        status = regex_keep_groups(made->speaker);
    made->reading.speaker = made->speaker;
    return status;
}

static coding_status
read_guide(coding_tokenize *made, const char *path)
{
    const coding_guide_data *guide;
    coding_status status;

    if (path == NULL)
        return CODING_OK;
    status = coding_guide_load(made->context, path, &made->guide);
    if (status != CODING_OK)
        return status;
    guide = coding_guide_content(made->guide);
    status = questions_new(made->context, guide, &made->windows);
    if (status == CODING_OK)
        status = ARENA_ARRAY(&made->words, guide->question_count, &made->asked);
    buffer_add_text(&made->details, "guide=");
    buffer_add(&made->details, guide->name);
    buffer_add_byte(&made->details, ' ');
    buffer_add(&made->details, guide->version);
    buffer_add_text(&made->details, " sha256:");
    buffer_add_text(&made->details, guide->sha256);
    return status;
}

static coding_status
read_people(coding_tokenize *made, const char *path)
{
    coding_status status;

    if (path == NULL)
        return CODING_OK;
    status = participants_load(made->context, path, &made->people);
    if (status == CODING_OK)
        status = ARENA_ARRAY(&made->words, made->people->count,
                             &made->row_documents);
    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < made->people->count; i++)
        made->row_documents[i] = TRANSCRIPT_NONE;
    made->reading.people = made->people;
    if (made->details.length > 0)
        buffer_add_text(&made->details, "; ");
    buffer_add_text(&made->details, "participants=");
    buffer_add(&made->details, transcript_name(path, NULL));
    buffer_add_text(&made->details, " sha256:");
    buffer_add_text(&made->details, made->people->sha256);
    return CODING_OK;
}

static coding_status
read_options(coding_tokenize *made, const coding_tokenize_options *options)
{
    coding_span name = {0};
    coding_status status = CODING_OK;

    made->unit = options->unit;
    made->reading.max_turn = options->max_turn;
    if (options->encoding != NULL)
        status = decode_encoding_of(made->context, options->encoding,
                                    &made->reading.encoding);
    if (status == CODING_OK && options->document != NULL) {
        status =
            arena_copy(&made->words, coding_span_of(options->document), &name);
        made->reading.name = name.at;
    }
    if (status == CODING_OK)
        status = read_interviewers(made, options);
    if (status == CODING_OK)
        status = read_aliases(made, options);
    if (status == CODING_OK)
        status = read_speaker(made, options->speaker);
    if (status == CODING_OK)
        status = read_guide(made, options->guide);
    if (status == CODING_OK)
        status = read_people(made, options->participants);
    if (status == CODING_OK)
        status = abbreviations_load(made->context, options->abbreviations,
                                    &made->more);
    abbreviations_describe(&made->more, options->abbreviations, &made->details);
    made->details_text = buffer_text(&made->details);
    return status == CODING_OK ? buffer_status(&made->details) : status;
}

coding_status
coding_tokenize_new(coding_context *context,
                    const coding_tokenize_options *options,
                    coding_tokenize **out)
{
    coding_tokenize *made = NULL;
    coding_status status = BASE_NEW(context, &made);

    if (status != CODING_OK)
        return status;
    made->context = context;
    arena_init(&made->words, context);
    buffer_init(&made->details, context);
    map_init(&made->documents, context);
    map_init(&made->respondents, context);
    status = read_options(made, options);
    if (status == CODING_OK)
        *out = made;
    else
        coding_tokenize_free(made);
    return status;
}

void
coding_tokenize_free(coding_tokenize *tokenize)
{
    if (tokenize == NULL)
        return;
    coding_cells_free(tokenize->cells);
    questions_free(tokenize->windows);
    coding_guide_free(tokenize->guide);
    participants_free(tokenize->people);
    abbreviations_clear(&tokenize->more);
    regex_free(tokenize->speaker);
    map_clear(&tokenize->respondents);
    map_clear(&tokenize->documents);
    buffer_free(&tokenize->details);
    base_free(tokenize->context, tokenize->paths);
    base_free(tokenize->context, tokenize->attributes);
    arena_clear(&tokenize->words);
    base_free(tokenize->context, tokenize);
}

const char *
coding_tokenize_details(const coding_tokenize *tokenize)
{
    return tokenize->details_text;
}

/* ---- columns and what is known at the start ---- */

static coding_status
attribute_name(const coding_tokenize *of, size_t i, buffer *out)
{
    buffer_reset(out);
    buffer_add_text(out, "attr.");
    buffer_add(out, of->people->attributes[i]);
    return buffer_status(out);
}

coding_status
coding_tokenize_columns(const coding_tokenize *tokenize,
                        coding_columns *columns)
{
    static const char *const names[] = {
        "document", "unit",     "turn",     "speaker",  "role",   "respondent",
        "question", "time",     "start",    "end",      "facet",  "code",
        "pattern",  "polarity", "codebook", "rank",     "family", "label",
        "name",     "value",    "asked",    "answered", "words",  "prompted",
        "mentions", "units",    "text"};
    coding_status status = CODING_OK;
    buffer name;

    for (size_t i = 0;
         status == CODING_OK && i < sizeof names / sizeof names[0]; i++)
        status = coding_columns_add(columns, coding_span_of(names[i]));
    buffer_init(&name, tokenize->context);
    for (size_t i = 0; tokenize->people != NULL && status == CODING_OK &&
                       i < tokenize->people->attribute_count;
         i++) {
        status = attribute_name(tokenize, i, &name);
        if (status == CODING_OK)
            status = coding_columns_add(columns, buffer_span(&name));
    }
    buffer_free(&name);
    return status;
}

void
tokenizer_set_attributes(coding_tokenize *of, size_t row)
{
    if (row == TRANSCRIPT_NONE || of->people == NULL)
        return;
    for (size_t i = 0; i < of->people->attribute_count; i++)
        coding_cells_text(of->cells, of->attributes[i],
                          of->people->rows[row].values[i]);
}

coding_status
tokenizer_give_respondent(coding_tokenize *of, coding_span id,
                          coding_span label, size_t row, coding_row_sink sink)
{
    size_t before = of->respondents.count, number;
    coding_status status = map_add(&of->respondents, id, &number);

    if (status != CODING_OK || number < before)
        return status;
    coding_cells_begin(of->cells, CODING_RECORD_RESPONDENT);
    coding_cells_text(of->cells, of->core.respondent, id);
    coding_cells_text(of->cells, of->core.label, label);
    tokenizer_set_attributes(of, row);
    return coding_cells_give(of->cells, sink);
}

/* Two rows of one respondent may differ in what belongs to the interview. */
static void
compare_rows(const coding_tokenize *of, size_t first, size_t second)
{
    const participants *people = of->people;

    for (size_t i = 0; i < people->attribute_count; i++) {
        coding_span name = people->attributes[i];

        if (coding_span_is(name, "kind") || coding_span_is(name, "order") ||
            coding_span_is(name, "date") || coding_span_is(name, "minutes") ||
            coding_span_equal(people->rows[first].values[i],
                              people->rows[second].values[i]))
            continue;
        diag_warning(
            of->context, "participant-differs",
            (diag_place){people->file, people->rows[second].line, 0, {NULL, 0}},
            "%.*s has another %.*s than in line %zu: \"%.*s\", not \"%.*s\"",
            DIAG_SPAN(people->rows[second].respondent), DIAG_SPAN(name),
            people->rows[first].line, DIAG_SPAN(people->rows[second].values[i]),
            DIAG_SPAN(people->rows[first].values[i]));
    }
}

static coding_status
give_people(coding_tokenize *of, coding_row_sink sink)
{
    coding_status status = CODING_OK;
    size_t number;
    map first; /* a number a respondent, in the order of rows */
    size_t *rows = NULL;

    map_init(&first, of->context);
    status = ARENA_ARRAY(&of->words, of->people->count, &rows);
    for (size_t i = 0; status == CODING_OK && i < of->people->count; i++) {
        const participants_row *row = &of->people->rows[i];
        size_t before = first.count;

        status = map_add(&first, row->respondent, &number);
        if (status != CODING_OK)
            break;
        if (number < before) {
            compare_rows(of, rows[number], i);
            continue;
        }
        rows[number] = i;
        status =
            tokenizer_give_respondent(of, row->respondent, row->label, i, sink);
    }
    map_clear(&first);
    return status;
}

static coding_status
find_attributes(coding_tokenize *of)
{
    size_t count = of->people == NULL ? 0 : of->people->attribute_count;
    void *block = NULL;
    coding_status status =
        base_alloc(of->context, count * sizeof *of->attributes, &block);

    of->attributes = block;
    for (size_t i = 0; status == CODING_OK && i < count; i++)
        of->attributes[i] =
            coding_columns_attribute(of->columns, of->people->attributes[i]);
    return status;
}

coding_status
coding_tokenize_begin(coding_tokenize *tokenize, const coding_columns *columns,
                      coding_row_sink sink)
{
    coding_status status;

    tokenize->columns = columns;
    tokenize->core = coding_core_of(columns);
    status = coding_cells_new(tokenize->context, columns, &tokenize->cells);
    if (status == CODING_OK)
        status = find_attributes(tokenize);
    for (size_t i = 0;
         status == CODING_OK && i < tokenizer_question_count(tokenize); i++) {
        const coding_question *question = tokenizer_question(tokenize, i);

        coding_cells_begin(tokenize->cells, CODING_RECORD_QUESTION);
        coding_cells_text(tokenize->cells, tokenize->core.question,
                          question->id);
        coding_cells_unsigned(tokenize->cells, tokenize->core.unit, i + 1);
        coding_cells_text(tokenize->cells, tokenize->core.label, question->ask);
        coding_cells_text(tokenize->cells, tokenize->core.value,
                          question->record);
        status = coding_cells_give(tokenize->cells, sink);
    }
    if (status == CODING_OK && tokenize->people != NULL)
        status = give_people(tokenize, sink);
    return status;
}

/* ---- documents ---- */

coding_status
tokenizer_enter(coding_tokenize *of, const transcript *document)
{
    size_t before = of->documents.count, number;
    diag_place place = {document->file, 0, 0, {NULL, 0}};
    coding_span path = {0};
    coding_status status = map_add(&of->documents, document->name, &number);

    if (status != CODING_OK)
        return status;
    if (number < before)
        return diag_error(of->context, CODING_EDATA, "document-twice", place,
                          "the document \"%.*s\" is there twice, also as %s",
                          DIAG_SPAN(document->name), of->paths[number]);
    status = BASE_GROW(of->context, &of->paths, &of->path_capacity, number + 1);
    if (status == CODING_OK)
        status = arena_copy(&of->words, coding_span_of(document->file), &path);
    if (status != CODING_OK)
        return status;
    of->paths[number] = path.at;
    if (of->people == NULL)
        return CODING_OK;
    for (size_t i = participants_next(of->people, document->name, 0);
         i != PARTICIPANTS_NONE;
         i = participants_next(of->people, document->name, i + 1)) {
        const participants_row *row = &of->people->rows[i];

        if (of->row_documents[i] != TRANSCRIPT_NONE)
            return diag_error(
                of->context, CODING_EDATA, "participant-ambiguous",
                (diag_place){of->people->file, row->line, 0, {NULL, 0}},
                "\"%.*s\" may be %s or %s; write the whole file name",
                DIAG_SPAN(row->document), of->paths[of->row_documents[i]],
                document->file);
        of->row_documents[i] = number;
    }
    return CODING_OK;
}

static void
warn_questions(const coding_tokenize *of)
{
    for (size_t i = 0; i < tokenizer_question_count(of); i++) {
        const coding_question *question = tokenizer_question(of, i);

        if (!of->asked[i])
            diag_warning(
                of->context, "question-never-asked",
                (diag_place){
                    question->place.file, question->place.line, 0, {NULL, 0}},
                "question %.*s is asked in no document: none of its "
                "patterns matches an interviewer's words",
                DIAG_SPAN(question->id));
    }
}

static coding_status
note_absent(const coding_tokenize *of)
{
    size_t absent = 0;
    coding_status status;
    buffer names;

    buffer_init(&names, of->context);
    for (size_t i = 0; i < of->people->count; i++) {
        if (of->row_documents[i] != TRANSCRIPT_NONE)
            continue;
        if (absent < NAMED) {
            buffer_add_text(&names, absent > 0 ? ", " : "");
            buffer_add(&names, of->people->rows[i].respondent);
        }
        absent++;
    }
    if (absent > NAMED)
        buffer_add_text(&names, " ...");
    status = buffer_status(&names);
    if (status == CODING_OK && absent > 0)
        diag_note(of->context, "participant-without-document",
                  (diag_place){of->people->file, 0, 0, {NULL, 0}},
                  "%zu of %zu rows have no document among those given: %s",
                  absent, of->people->count, buffer_text(&names));
    buffer_free(&names);
    return status;
}

coding_status
coding_tokenize_finish(coding_tokenize *tokenize)
{
    warn_questions(tokenize);
    return tokenize->people == NULL ? CODING_OK : note_absent(tokenize);
}
