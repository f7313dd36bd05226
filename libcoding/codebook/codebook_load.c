/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Codebooks: from a file or text to plain structs. See coding/codebook.h and
   codebook(5). */
#include <coding/codebook.h>

#include <string.h>

#include "base/hold.h"
#include "base/memory.h"
#include "codebook/build.h"
#include "codebook/codebook_inside.h"
#include "codebook/source.h"

enum { BOOK_FACET = BUILD_LANGUAGE + 1, BOOK_CUES, BOOK_OVERLAP };

static const record_spec header_fields[] = {
    {"codebook", 0}, {"version", 0}, {"label", 0},   {"language", 0},
    {"facet", 0},    {"cues", 0},    {"overlap", 0}, {NULL, 0},
};

enum {
    MANY = RECORD_MANY,
    LINE = RECORD_ONE_LINE,
    RULE = RECORD_MANY | RECORD_ONE_LINE
};

static const record_spec code_fields[] = {
    {"code", LINE},    {"label", 0},
    {"family", 0},     {"brief", MANY},
    {"full", MANY},    {"when", MANY},
    {"not", MANY},     {"implies", RULE},
    {"example", MANY}, {"counterexample", MANY},
    {"match", RULE},   {"near", RULE},
    {"then", RULE},    {"all", RULE},
    {"any", RULE},     {"glob", RULE},
    {"words", RULE},   {"id", RULE},
    {"unless", RULE},  {"only", RULE},
    {"within", RULE},  {"none", RULE},
    {"weight", RULE},  {NULL, 0},
};

/* ---- codes ---- */

static coding_status
read_examples(const build_state *state, const record *one, size_t kind,
              const coding_example **out, size_t *count)
{
    coding_example *examples = NULL;
    coding_status status;
    size_t filled = 0;

    for (size_t i = 0; i < one->count; i++)
        filled += one->fields[i].kind == kind;
    status = ARENA_ARRAY(state->all, filled, &examples);
    filled = 0;
    for (size_t i = 0; status == CODING_OK && i < one->count; i++) {
        const record_field *field = &one->fields[i];

        if (field->kind == kind && !field->faulty)
            examples[filled++] = (coding_example){field->value, field->place};
    }
    *out = examples;
    *count = filled;
    return status;
}

static coding_status
read_implied(const build_state *state, const record *one, coding_code *code)
{
    coding_implied *implied = NULL;
    coding_status status;
    size_t filled = 0;

    for (size_t i = 0; i < one->count; i++)
        filled += one->fields[i].kind == BUILD_IMPLIES;
    status = ARENA_ARRAY(state->all, filled, &implied);
    filled = 0;
    for (size_t i = 0; status == CODING_OK && i < one->count; i++) {
        const record_field *field = &one->fields[i];
        coding_implied *next = &implied[filled];

        if (field->kind != BUILD_IMPLIES || field->faulty)
            continue;
        next->place = field->place;
        status = build_reference(state, field->value, field->place,
                                 &next->facet, &next->name, &next->code);
        filled++;
    }
    code->implies = implied;
    code->implies_count = filled;
    return status;
}

static coding_status
read_definitions(const build_state *state, const record *one, coding_code *code)
{
    coding_span *const to[] = {&code->brief, &code->full, &code->when_to_use,
                               &code->when_not};
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < 4; i++)
        status = record_joined(state->context, one, BUILD_BRIEF + i, state->all,
                               to[i]);
    return status;
}

static coding_status
read_code(build_state *state, const record *one, coding_code *code)
{
    coding_status status = read_definitions(state, one, code);

    code->place = one->place;
    code->label = record_value(one, BUILD_CODE_LABEL);
    if (code->label.length == 0)
        code->label = code->id;
    code->family = record_value(one, BUILD_FAMILY);
    if (status == CODING_OK)
        status = read_implied(state, one, code);
    if (status == CODING_OK)
        status = read_examples(state, one, BUILD_EXAMPLE, &code->examples,
                               &code->example_count);
    if (status == CODING_OK)
        status =
            read_examples(state, one, BUILD_COUNTEREXAMPLE,
                          &code->counterexamples, &code->counterexample_count);
    if (status == CODING_OK)
        status = build_rules(state, one, code);
    if (status == CODING_OK)
        status = record_text(state->context, one, state->all, &code->record);
    return status;
}

/* All ids first, since a rule may name a code that stands below it. */
static coding_status
read_ids(build_state *state, coding_code *codes)
{
    const record_file *file = state->file;
    coding_status status = CODING_OK;
    size_t filled = 0;

    for (size_t i = 0; status == CODING_OK && i < file->record_count; i++) {
        const record *one = &file->records[i];
        const record_field *id = &one->fields[0];

        if (!one->item)
            continue;
        record_check(file, one, code_fields);
        codes[filled++].id = id->value;
        if (!id->faulty && record_is_id(file, id->value, id->place, "code"))
            status = build_ids_add(&state->codes, id->value, id->place, "code");
    }
    return status;
}

static coding_status
read_codes(build_state *state, size_t count, coding_codebook_data *data)
{
    const record_file *file = state->file;
    coding_code *codes = NULL;
    coding_status status = ARENA_ARRAY(state->all, count, &codes);
    size_t filled = 0;

    if (status == CODING_OK)
        status = read_ids(state, codes);
    for (size_t i = 0; status == CODING_OK && i < file->record_count; i++) {
        if (file->records[i].item)
            status = read_code(state, &file->records[i], &codes[filled++]);
    }
    for (size_t i = 0; i < filled; i++)
        data->rule_count += codes[i].rule_count;
    data->codes = codes;
    data->code_count = count;
    return status;
}

/* ---- the book ---- */

static void
read_header(build_state *state, coding_codebook_data *data)
{
    static const char *const overlap[] = {"all", "longest", "first", NULL};
    const record_file *file = state->file;
    const record *head = &file->records[0];
    const record_field *facet;
    build_header header;

    if (!head->known || head->item)
        return;
    record_check(file, head, header_fields);
    header = build_read_header(file, head);
    data->name = header.name;
    data->version = header.version;
    data->label = header.label;
    data->language = header.language;
    data->facet = header.name;
    facet = record_find(head, BOOK_FACET);
    if (facet != NULL) {
        data->facet = facet->value;
        (void)record_is_id(file, facet->value, facet->place, "facet");
    }
    data->cues = record_value(head, BOOK_CUES);
    data->overlap = (coding_overlap)record_choice(
        file, record_find(head, BOOK_OVERLAP), overlap);
    state->facet = data->facet;
}

static coding_status
keep_lists(build_state *state, coding_codebook_data *data)
{
    coding_side_file *lists = NULL;
    coding_status status = ARENA_ARRAY(state->all, state->list_count, &lists);

    if (status == CODING_OK && state->list_count > 0)
        memcpy(lists, state->lists, state->list_count * sizeof *lists);
    data->lists = lists;
    data->list_count = state->list_count;
    return status;
}

static coding_status
read_book(build_state *state, record_file *file, coding_codebook_data *data)
{
    coding_status status;
    size_t count = 0;

    record_sort(file, state->alone ? NULL : "codebook", "code", &count);
    if (file->record_count > 0 && !state->alone)
        read_header(state, data);
    if (count == 0 && file->record_count > 0)
        diag_error(state->context, CODING_EUSAGE, "record-none",
                   (diag_place){file->file, 0, 0, {0}},
                   "there is no code: a code is a record that starts with "
                   "`code: ID`");
    status = read_codes(state, count, data);
    if (status == CODING_OK)
        status = keep_lists(state, data);
    return status;
}

/* Faults are counted by the context: whatever was told while reading makes
   the book unusable. */
static coding_status
build_book(coding_codebook *book, const source *from, bool alone)
{
    coding_context *context = book->context;
    build_state state = {.context = context, .all = &book->all, .alone = alone};
    uint64_t before = coding_context_count(context, CODING_ERROR);
    const coding_codebook *books = book;
    record_file file = {.context = context};
    coding_status status;
    hold told;

    hold_begin(&told, context);
    state.file = &file;
    build_ids_init(&state.codes, context);
    build_ids_init(&state.rules, context);
    status = record_read(context, &book->all, from->name, from->text, &file);
    book->data.file = file.file;
    if (status == CODING_OK && file.text)
        status = read_book(&state, &file, &book->data);
    book->codes = state.codes.names;
    map_init(&state.codes.names, context);
    if (status == CODING_OK && !alone)
        status = build_order(context, &books, 1, true, NULL);
    if (status == CODING_OK &&
        record_faults(&file) > before + state.unread_faults)
        status = CODING_EUSAGE;
    /* A list that cannot be read counts only in a codebook without faults. */
    if (status == CODING_OK && state.unread != CODING_OK)
        status = state.unread;
    build_ids_clear(&state.codes);
    build_ids_clear(&state.rules);
    base_free(context, state.lists);
    record_clear(&file);
    hold_give(&told);
    return status;
}

static coding_status
make_book(coding_context *context, const source *from, bool alone,
          coding_codebook **out)
{
    coding_codebook *book = NULL;
    coding_status status = BASE_NEW(context, &book);
    coding_span digest = {0};

    if (status != CODING_OK)
        return status;
    book->context = context;
    arena_init(&book->all, context);
    map_init(&book->codes, context);
    status = arena_copy(&book->all, coding_span_of(from->sha256), &digest);
    book->data.sha256 = digest.at;
    if (status == CODING_OK)
        status = build_book(book, from, alone);
    if (status == CODING_OK)
        *out = book;
    else
        coding_codebook_free(book);
    return status;
}

coding_status
coding_codebook_load(coding_context *context, const char *path,
                     coding_codebook **out)
{
    source from;
    coding_status status = source_load(context, path, &from);

    if (status == CODING_OK)
        status = make_book(context, &from, false, out);
    source_clear(&from);
    return status;
}

static coding_status
parse(coding_context *context, const char *name, coding_span text, bool alone,
      coding_codebook **out)
{
    source from;
    coding_status status = source_take(context, name, text, &from);

    if (status == CODING_OK)
        status = make_book(context, &from, alone, out);
    source_clear(&from);
    return status;
}

coding_status
coding_codebook_parse(coding_context *context, const char *name,
                      coding_span text, coding_codebook **out)
{
    return parse(context, name, text, false, out);
}

coding_status
coding_codebook_parse_record(coding_context *context, const char *name,
                             coding_span text, coding_codebook **out)
{
    return parse(context, name, text, true, out);
}

void
coding_codebook_free(coding_codebook *book)
{
    if (book == NULL)
        return;
    map_clear(&book->codes);
    arena_clear(&book->all);
    base_free(book->context, book);
}

const coding_codebook_data *
coding_codebook_content(const coding_codebook *book)
{
    return &book->data;
}

size_t
coding_codebook_find(const coding_codebook *book, coding_span id)
{
    size_t code = map_find(&book->codes, id);

    return code == MAP_NONE ? CODING_NO_CODE : code;
}

/* ---- words ---- */

const char *
coding_rule_kind_name(coding_rule_kind kind)
{
    static const char *const names[] = {"match", "near", "then",
                                        "all",   "glob", "words"};

    return names[kind];
}

const char *
coding_within_name(coding_within within)
{
    static const char *const names[] = {"sentence", "turn", "answer"};

    return names[within];
}

const char *
coding_overlap_name(coding_overlap overlap)
{
    static const char *const names[] = {"all", "longest", "first"};

    return names[overlap];
}
