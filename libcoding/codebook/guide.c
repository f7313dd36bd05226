/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Interview guides. See coding/guide.h and coding-guide(5). */
#include <coding/guide.h>

#include "base/hold.h"
#include "base/memory.h"
#include "codebook/build.h"
#include "codebook/source.h"
#include "codebook/wildcard.h"

struct coding_guide {
    coding_context *context;
    arena all;
    map questions; /* a question's number is its place */
    coding_guide_data data;
};

enum { QUESTION_ID, QUESTION_ASK, QUESTION_MATCH, QUESTION_GLOB };

static const record_spec header_fields[] = {
    {"guide", 0}, {"version", 0}, {"label", 0}, {"language", 0}, {NULL, 0}};

static const record_spec question_fields[] = {
    {"question", RECORD_ONE_LINE},
    {"ask", 0},
    {"match", RECORD_MANY | RECORD_ONE_LINE},
    {"glob", RECORD_MANY | RECORD_ONE_LINE},
    {NULL, 0}};

/* A guide in the making. */
typedef struct {
    coding_context *context;
    arena *all;
    const record_file *file;
    build_ids ids;
} guide_state;

static coding_status
read_glob(const guide_state *state, const record_field *field, coding_span *out)
{
    coding_status status;
    buffer regex;

    if (!wildcard_is_word(field->value)) {
        diag_error(state->context, CODING_EUSAGE, "wildcard-only",
                   record_diag(field->place),
                   "'%.*s' has nothing but wildcards", DIAG_SPAN(field->value));
        return CODING_OK;
    }
    buffer_init(&regex, state->context);
    wildcard_add(field->value, &regex);
    status = buffer_status(&regex);
    if (status == CODING_OK)
        status = arena_copy(state->all, buffer_span(&regex), out);
    buffer_free(&regex);
    return status;
}

static coding_status
read_patterns(const guide_state *state, const record *one,
              coding_question *question)
{
    coding_question_pattern *patterns = NULL;
    coding_status status = ARENA_ARRAY(state->all, one->count, &patterns);
    size_t filled = 0;
    bool meant = false;

    for (size_t i = 1; status == CODING_OK && i < one->count; i++) {
        const record_field *field = &one->fields[i];
        coding_question_pattern *next = &patterns[filled];

        if (field->kind != QUESTION_MATCH && field->kind != QUESTION_GLOB)
            continue;
        meant = true;
        if (field->faulty)
            continue;
        *next =
            (coding_question_pattern){field->value, field->value, field->place};
        filled++;
        status =
            field->kind == QUESTION_GLOB
                ? read_glob(state, field, &next->regex)
                : build_check_regex(state->context, field->value, field->place);
    }
    if (status == CODING_OK && !meant)
        diag_error(state->context, CODING_EUSAGE, "question-silent",
                   record_diag(one->place),
                   "the question has no `match:`, so nothing can open it");
    question->patterns = patterns;
    question->pattern_count = filled;
    return status;
}

static coding_status
read_question(guide_state *state, const record *one, coding_question *question)
{
    const record_field *id = &one->fields[0];
    coding_status status = CODING_OK;

    record_check(state->file, one, question_fields);
    question->id = id->value;
    question->place = one->place;
    question->ask = record_value(one, QUESTION_ASK);
    if (question->ask.length == 0)
        question->ask = question->id;
    if (!id->faulty &&
        record_is_id(state->file, id->value, id->place, "question"))
        status = build_ids_add(&state->ids, id->value, id->place, "question");
    if (status == CODING_OK)
        status = read_patterns(state, one, question);
    if (status == CODING_OK)
        status =
            record_text(state->context, one, state->all, &question->record);
    return status;
}

static coding_status
read_guide(guide_state *state, record_file *file, coding_guide_data *data)
{
    coding_question *questions = NULL;
    coding_status status;
    size_t count = 0, filled = 0;

    record_sort(file, "guide", "question", &count);
    if (file->record_count > 0 && file->records[0].known &&
        !file->records[0].item) {
        build_header header;

        record_check(file, &file->records[0], header_fields);
        header = build_read_header(file, &file->records[0]);
        data->name = header.name;
        data->version = header.version;
        data->label = header.label;
        data->language = header.language;
    }
    if (count == 0 && file->record_count > 0)
        diag_error(state->context, CODING_EUSAGE, "record-none",
                   (diag_place){file->file, 0, 0, {0}},
                   "there is no question: a question is a record that starts "
                   "with `question: ID`");
    status = ARENA_ARRAY(state->all, count, &questions);
    for (size_t i = 0; status == CODING_OK && i < file->record_count; i++) {
        if (file->records[i].item)
            status =
                read_question(state, &file->records[i], &questions[filled++]);
    }
    data->questions = questions;
    data->question_count = filled;
    return status;
}

static coding_status
build_guide(coding_guide *guide, const source *from)
{
    coding_context *context = guide->context;
    uint64_t before = coding_context_count(context, CODING_ERROR);
    guide_state state = {.context = context, .all = &guide->all};
    record_file file = {.context = context};
    coding_span digest = {0};
    coding_status status;
    hold told;

    hold_begin(&told, context);
    state.file = &file;
    build_ids_init(&state.ids, context);
    status = arena_copy(&guide->all, coding_span_of(from->sha256), &digest);
    guide->data.sha256 = digest.at;
    if (status == CODING_OK)
        status =
            record_read(context, &guide->all, from->name, from->text, &file);
    guide->data.file = file.file;
    if (status == CODING_OK && file.text)
        status = read_guide(&state, &file, &guide->data);
    if (status == CODING_OK && record_faults(&file) > before)
        status = CODING_EUSAGE;
    guide->questions = state.ids.names;
    map_init(&state.ids.names, context);
    build_ids_clear(&state.ids);
    record_clear(&file);
    hold_give(&told);
    return status;
}

static coding_status
make_guide(coding_context *context, const source *from, coding_guide **out)
{
    coding_guide *guide = NULL;
    coding_status status = BASE_NEW(context, &guide);

    if (status != CODING_OK)
        return status;
    guide->context = context;
    arena_init(&guide->all, context);
    map_init(&guide->questions, context);
    status = build_guide(guide, from);
    if (status == CODING_OK)
        *out = guide;
    else
        coding_guide_free(guide);
    return status;
}

coding_status
coding_guide_load(coding_context *context, const char *path, coding_guide **out)
{
    source from;
    coding_status status = source_load(context, path, &from);

    if (status == CODING_OK)
        status = make_guide(context, &from, out);
    source_clear(&from);
    return status;
}

coding_status
coding_guide_parse(coding_context *context, const char *name, coding_span text,
                   coding_guide **out)
{
    source from;
    coding_status status = source_take(context, name, text, &from);

    if (status == CODING_OK)
        status = make_guide(context, &from, out);
    source_clear(&from);
    return status;
}

void
coding_guide_free(coding_guide *guide)
{
    if (guide == NULL)
        return;
    map_clear(&guide->questions);
    arena_clear(&guide->all);
    base_free(guide->context, guide);
}

const coding_guide_data *
coding_guide_content(const coding_guide *guide)
{
    return &guide->data;
}

size_t
coding_guide_find(const coding_guide *guide, coding_span id)
{
    return map_find(&guide->questions, id);
}
