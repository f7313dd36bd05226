/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cue files, and the cues that the library has itself. See coding/cues.h and
   coding-cues(5). */
#include <coding/cues.h>

#include <string.h>

#include "base/buffer.h"
#include "base/hold.h"
#include "base/memory.h"
#include "base/number.h"
#include "codebook/build.h"
#include "codebook/builtin.h"
#include "codebook/source.h"

enum { SCOPE_LIMIT = 10000 };

struct coding_cues {
    coding_context *context;
    arena all;
    coding_cues_data data;
};

enum { CUE, CUE_NAME, CUE_KIND, CUE_POLARITY, CUE_SCOPE, CUE_WITHIN };

static const record_spec header_fields[] = {
    {"cues", 0}, {"version", 0}, {"label", 0}, {"language", 0}, {NULL, 0}};

static const record_spec cue_fields[] = {{"cue", RECORD_ONE_LINE},
                                         {"name", RECORD_ONE_LINE},
                                         {"kind", RECORD_ONE_LINE},
                                         {"polarity", RECORD_ONE_LINE},
                                         {"scope", RECORD_ONE_LINE},
                                         {"within", RECORD_ONE_LINE},
                                         {NULL, 0}};

static const char *const kinds[] = {"trigger", "pseudo", "terminator", NULL};

/* Cues in the making. */
typedef struct {
    coding_context *context;
    arena *all;
    const record_file *file;
    coding_span name; /* of the file */
    build_ids ids;
} cue_state;

/* `forward`, `backward 5` ... */
static void
read_scope(const cue_state *state, const record_field *field, coding_cue *cue)
{
    coding_span text = field->value;
    uint64_t words = 0;
    size_t length = 0;
    bool backward;

    while (length < text.length && text.at[length] != ' ' &&
           text.at[length] != '\t')
        length++;
    backward = coding_span_is((coding_span){text.at, length}, "backward");
    cue->direction = backward ? CODING_CUE_BACKWARD : CODING_CUE_FORWARD;
    if (backward || coding_span_is((coding_span){text.at, length}, "forward")) {
        coding_span number = coding_span_trim(
            (coding_span){text.at + length, text.length - length});

        if (number.length == 0)
            return;
        if (number_to_unsigned(number, &words) && words > 0 &&
            words <= SCOPE_LIMIT) {
            cue->words = (unsigned)words;
            return;
        }
    }
    diag_error(state->context, CODING_EUSAGE, "field-choice",
               record_diag(field->place),
               "'%.*s' is not `forward` or `backward` and a number of words "
               "(1 to %d)",
               DIAG_SPAN(text), SCOPE_LIMIT);
}

static coding_status
read_name(cue_state *state, const record *one, size_t number, coding_cue *cue)
{
    const record_field *field = record_find(one, CUE_NAME);
    coding_status status;
    buffer name;

    if (field != NULL) {
        cue->name = field->value;
        return build_ids_add(&state->ids, cue->name, field->place, "cue");
    }
    buffer_init(&name, state->context);
    buffer_add(&name, state->name);
    buffer_add_byte(&name, '.');
    buffer_add_unsigned(&name, number);
    status = buffer_status(&name);
    if (status == CODING_OK)
        status = arena_copy(state->all, buffer_span(&name), &cue->name);
    buffer_free(&name);
    if (status == CODING_OK)
        status = build_ids_add(&state->ids, cue->name, one->place, "cue");
    return status;
}

static void
read_polarity(const cue_state *state, const record *one, coding_cue *cue)
{
    static const char *const words[] = {
        "affirmed", "rejected",  "absent", "hypothetical",
        "reported", "retracted", NULL};
    const record_field *field = record_find(one, CUE_POLARITY);

    if (field != NULL)
        cue->polarity =
            (coding_polarity)(CODING_AFFIRMED +
                              record_choice(state->file, field, words));
    else if (cue->kind == CODING_CUE_TRIGGER)
        diag_error(state->context, CODING_EUSAGE, "cue-polarity",
                   record_diag(one->place),
                   "a trigger needs a `polarity:`, that is what it makes of "
                   "the words in its scope");
}

static coding_status
read_cue(cue_state *state, const record *one, size_t number, coding_cue *cue)
{
    static const char *const within[] = {"sentence", "turn", "answer", NULL};
    const record_field *regex = &one->fields[0];
    const record_field *scope;
    coding_status status = CODING_OK;

    record_check(state->file, one, cue_fields);
    scope = record_find(one, CUE_SCOPE);
    cue->place = one->place;
    cue->regex = regex->value;
    cue->kind = (coding_cue_kind)record_choice(
        state->file, record_find(one, CUE_KIND), kinds);
    cue->within = (coding_within)record_choice(
        state->file, record_find(one, CUE_WITHIN), within);
    read_polarity(state, one, cue);
    if (scope != NULL)
        read_scope(state, scope, cue);
    if (!regex->faulty)
        status = build_check_regex(state->context, regex->value, regex->place);
    if (status == CODING_OK)
        status = read_name(state, one, number, cue);
    return status;
}

static void
read_header(cue_state *state, const record *head, coding_cues_data *data)
{
    build_header header;

    if (!head->known || head->item)
        return;
    record_check(state->file, head, header_fields);
    header = build_read_header(state->file, head);
    data->name = header.name;
    data->version = header.version;
    data->language = header.language;
    state->name = header.name;
}

static coding_status
read_cues(cue_state *state, record_file *file, coding_cues_data *data)
{
    coding_cue *cues = NULL;
    coding_status status;
    size_t count = 0, filled = 0;

    record_sort(file, "cues", "cue", &count);
    if (file->record_count > 0)
        read_header(state, &file->records[0], data);
    if (count == 0 && file->record_count > 0)
        diag_error(state->context, CODING_EUSAGE, "record-none",
                   (diag_place){file->file, 0, 0, {0}},
                   "there is no cue: a cue is a record that starts with "
                   "`cue: PATTERN`");
    status = ARENA_ARRAY(state->all, count, &cues);
    for (size_t i = 0; status == CODING_OK && i < file->record_count; i++) {
        if (!file->records[i].item)
            continue;
        status = read_cue(state, &file->records[i], filled + 1, &cues[filled]);
        filled++;
    }
    data->cues = cues;
    data->cue_count = filled;
    return status;
}

static coding_status
build_cues(coding_cues *cues, const source *from)
{
    coding_context *context = cues->context;
    uint64_t before = coding_context_count(context, CODING_ERROR);
    cue_state state = {.context = context, .all = &cues->all};
    record_file file = {.context = context};
    coding_span digest = {0};
    coding_status status;
    hold told;

    hold_begin(&told, context);
    state.file = &file;
    build_ids_init(&state.ids, context);
    status = arena_copy(&cues->all, coding_span_of(from->sha256), &digest);
    cues->data.sha256 = digest.at;
    if (status == CODING_OK)
        status =
            record_read(context, &cues->all, from->name, from->text, &file);
    cues->data.file = file.file;
    if (status == CODING_OK && file.text)
        status = read_cues(&state, &file, &cues->data);
    if (status == CODING_OK && record_faults(&file) > before)
        status = CODING_EUSAGE;
    build_ids_clear(&state.ids);
    record_clear(&file);
    hold_give(&told);
    return status;
}

static coding_status
make_cues(coding_context *context, const source *from, coding_cues **out)
{
    coding_cues *cues = NULL;
    coding_status status = BASE_NEW(context, &cues);

    if (status != CODING_OK)
        return status;
    cues->context = context;
    arena_init(&cues->all, context);
    status = build_cues(cues, from);
    if (status == CODING_OK)
        *out = cues;
    else
        coding_cues_free(cues);
    return status;
}

coding_status
coding_cues_load(coding_context *context, const char *path, coding_cues **out)
{
    source from;
    coding_status status = source_load(context, path, &from);

    if (status == CODING_OK)
        status = make_cues(context, &from, out);
    source_clear(&from);
    return status;
}

coding_status
coding_cues_parse(coding_context *context, const char *name, coding_span text,
                  coding_cues **out)
{
    source from;
    coding_status status = source_take(context, name, text, &from);

    if (status == CODING_OK)
        status = make_cues(context, &from, out);
    source_clear(&from);
    return status;
}

void
coding_cues_free(coding_cues *cues)
{
    if (cues == NULL)
        return;
    arena_clear(&cues->all);
    base_free(cues->context, cues);
}

const coding_cues_data *
coding_cues_content(const coding_cues *cues)
{
    return &cues->data;
}

const char *
coding_cue_kind_name(coding_cue_kind kind)
{
    return kinds[kind];
}

/* ---- which cues ---- */

/* A language tag of English: en, EN, en-GB, en_US; and the word itself. */
static bool
is_english(coding_span language)
{
    const char *const word = "english";
    size_t same = 0;

    while (same < language.length && same < strlen(word) &&
           ((unsigned char)language.at[same] | 0x20) ==
               (unsigned char)word[same])
        same++;
    if (same == strlen(word) && language.length == same)
        return true;
    return same == 2 && (language.length == 2 || language.at[2] == '-' ||
                         language.at[2] == '_');
}

coding_span
coding_cues_builtin(coding_span language)
{
    if (!is_english(language))
        return (coding_span){0};
    return builtin_cues_english();
}

coding_status
coding_cues_of_codebook(coding_context *context, const coding_codebook *book,
                        coding_cues **out)
{
    const coding_codebook_data *data = coding_codebook_content(book);
    coding_span text = coding_cues_builtin(data->language), path = {0};
    coding_status status;
    arena kept;

    *out = NULL;
    if (coding_span_is(data->cues, "none"))
        return CODING_OK;
    if (data->cues.length == 0 && text.length > 0)
        return coding_cues_parse(context, "english.cues", text, out);
    if (data->cues.length == 0) {
        diag_warning(context, "cues-language", (diag_place){.file = data->file},
                     "there are no cues for the language '%.*s', so polarity "
                     "is off; name a file with `cues: FILE`, or write `cues: "
                     "none`",
                     DIAG_SPAN(data->language));
        return CODING_OK;
    }
    arena_init(&kept, context);
    status = build_path(context, &kept, data->file, data->cues, &path);
    if (status == CODING_OK)
        status = coding_cues_load(context, path.at, out);
    arena_clear(&kept);
    return status;
}
