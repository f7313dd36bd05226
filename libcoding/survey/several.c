/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cells with several answers. See survey/several.h. */
#include "survey/several.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/memory.h"

static coding_status
refuse_variable(const form *all, const char *option, coding_span name)
{
    coding_span near = form_nearest(all, name);

    if (near.length > 0)
        return diag_error(all->context, CODING_EUSAGE, "survey-variable",
                          (diag_place){.file = all->file},
                          "%s: there is no variable '%.*s'; did you mean "
                          "'%.*s'?",
                          option, DIAG_SPAN(name), DIAG_SPAN(near));
    return diag_error(all->context, CODING_EUSAGE, "survey-variable",
                      (diag_place){.file = all->file},
                      "%s: there is no variable '%.*s'", option,
                      DIAG_SPAN(name));
}

/* The name before the last `=` of NAME=VALUE (a name may hold one). */
static bool
divide(const char *wish, coding_span *name, const char **value)
{
    const char *equals = strrchr(wish, '=');

    if (equals == NULL || equals == wish || equals[1] == '\0')
        return false;
    *name = (coding_span){wish, (size_t)(equals - wish)};
    *value = equals + 1;
    return true;
}

coding_status
several_separate(form *all, const char *wish)
{
    const char *separator = NULL;
    coding_span name = {NULL, 0};
    form_variable *one;
    size_t v;

    if (!divide(wish, &name, &separator))
        return diag_error(
            all->context, CODING_EUSAGE, "survey-split", (diag_place){0},
            "--split %s: expected NAME=SEPARATOR, as in 'why=;'", wish);
    v = form_find_variable(all, name);
    if (v == FORM_NONE)
        return refuse_variable(all, "--split", name);
    one = &all->variables[v];
    one->typed = true;
    if (one->type != FORM_RANKED)
        one->type = FORM_MULTI;
    one->set = FORM_NONE;
    return arena_copy(&all->keep, coding_span_of(separator), &one->separator);
}

/* ---- options from a file ---- */

static coding_status
add_lines(form *all, coding_span text, form_levels *to)
{
    coding_status status = CODING_OK;

    while (status == CODING_OK && text.length > 0) {
        const char *end = memchr(text.at, '\n', text.length);
        size_t length = end == NULL ? text.length : (size_t)(end - text.at);
        coding_span line = coding_span_trim((coding_span){text.at, length});

        if (line.length > 0 && form_find_level(to, line) == FORM_NONE)
            status = form_add_level(all, to, line, (coding_span){NULL, 0});
        length += end != NULL;
        text.at += length;
        text.length -= length;
    }
    return status;
}

static coding_status
list_options(form *all, const char *path, form_variable *one)
{
    coding_status status;
    coding_span span;
    buffer text;

    buffer_init(&text, all->context);
    status = input_load(all->context, path,
                        coding_context_limits(all->context)->turn_bytes, &text,
                        NULL);
    span = buffer_span(&text);
    if (span.length >= 3 && memcmp(span.at, "\xEF\xBB\xBF", 3) == 0)
        span = (coding_span){span.at + 3, span.length - 3};
    one->levels.count = 0;
    if (status == CODING_OK)
        status = add_lines(all, span, &one->levels);
    buffer_free(&text);
    return status == CODING_EDATA ? CODING_EUSAGE : status;
}

coding_status
several_list(form *all, const char *wish)
{
    const char *path = wish;
    coding_span name = {NULL, 0};
    coding_status status = CODING_OK;
    size_t v = FORM_NONE, found = 0;

    /* A path may hold a `=` too: what is before must be a variable. */
    if (divide(wish, &name, &path))
        v = form_find_variable(all, name);
    if (v == FORM_NONE)
        path = wish;
    for (size_t i = 0; status == CODING_OK && i < all->count; i++) {
        if (all->variables[i].separator.length == 0 ||
            (v != FORM_NONE && v != i))
            continue;
        status = list_options(all, path, &all->variables[i]);
        found++;
    }
    if (status == CODING_OK && found == 0)
        status = diag_error(all->context, CODING_EUSAGE, "survey-split",
                            (diag_place){0},
                            "--options %s: say which variable they are of with "
                            "--split NAME=SEPARATOR",
                            wish);
    return status;
}

/* ---- cells ---- */

static bool
begins(coding_span text, coding_span front)
{
    return text.length >= front.length &&
           memcmp(text.at, front.at, front.length) == 0;
}

static coding_span
behind(coding_span text, size_t count)
{
    return (coding_span){text.at + count, text.length - count};
}

static coding_span
without_space(coding_span text)
{
    while (text.length > 0 && (text.at[0] == ' ' || text.at[0] == '\n' ||
                               text.at[0] == '\t' || text.at[0] == '\r'))
        text = behind(text, 1);
    return text;
}

/* The longest option at the front of text, with the separator or the end
   behind it; FORM_NONE: none. *rest is what comes behind the separator. */
static size_t
option_at(const form_levels *options, coding_span separator, coding_span text,
          coding_span *rest)
{
    size_t best = FORM_NONE;

    for (size_t i = 0; i < options->count; i++) {
        coding_span code = options->items[i].code, tail;

        if (!begins(text, code) ||
            (best != FORM_NONE &&
             code.length <= options->items[best].code.length))
            continue;
        tail = without_space(behind(text, code.length));
        if (tail.length > 0 && !begins(tail, separator))
            continue;
        best = i;
        *rest = tail.length == 0 ? tail : behind(tail, separator.length);
    }
    return best;
}

/* Bytes up to the separator. */
static size_t
piece_length(coding_span text, coding_span separator)
{
    size_t i = 0;

    while (i < text.length && !begins(behind(text, i), separator))
        i++;
    return i;
}

void
several_read(const form_levels *options, coding_span separator,
             coding_span cell, uint64_t *ranks, buffer *rest)
{
    uint64_t place = 0;

    for (size_t i = 0; i < options->count; i++)
        ranks[i] = 0;
    separator = coding_span_trim(separator).length > 0
                    ? coding_span_trim(separator)
                    : separator;
    for (cell = coding_span_trim(cell); cell.length > 0;
         cell = without_space(cell)) {
        coding_span tail = {NULL, 0}, piece;
        size_t option = option_at(options, separator, cell, &tail);
        size_t length;

        if (option != FORM_NONE) {
            if (ranks[option] == 0)
                ranks[option] = ++place;
            cell = tail;
            continue;
        }
        length = piece_length(cell, separator);
        piece = coding_span_trim((coding_span){cell.at, length});
        if (piece.length > 0 && rest->length > 0)
            buffer_add_text(rest, "; ");
        buffer_add(rest, piece);
        place += piece.length > 0;
        if (length < cell.length)
            length += separator.length;
        cell = behind(cell, length);
    }
}

/* ---- options from the answers ---- */

typedef struct {
    form *all;
    size_t skip; /* records of the header that are to come */
    map *found;  /* by variable: its answers, where no options are given */
    bool *other; /* by variable: some answer is no option */
    uint64_t *ranks;
    buffer rest;
} gathering;

static coding_status
gather_answers(gathering *work, size_t v, coding_span cell)
{
    const form_variable *one = &work->all->variables[v];
    coding_span separator = coding_span_trim(one->separator);
    coding_status status = CODING_OK;

    if (separator.length == 0)
        separator = one->separator;
    while (status == CODING_OK && cell.length > 0) {
        size_t length = piece_length(cell, separator), number = 0;
        coding_span piece = coding_span_trim((coding_span){cell.at, length});

        if (piece.length > 0)
            status = map_add(&work->found[v], piece, &number);
        if (status == CODING_OK && work->found[v].count > SEVERAL_OPTIONS)
            status = diag_error(
                work->all->context, CODING_EDATA, "survey-split",
                (diag_place){.file = work->all->file},
                "'%.*s' split at '%.*s' has more than %d different answers: "
                "give --options, or another separator",
                DIAG_SPAN(one->name), DIAG_SPAN(separator), SEVERAL_OPTIONS);
        if (length < cell.length)
            length += separator.length;
        cell = behind(cell, length);
    }
    return status;
}

static coding_status
gather(void *user, const delimited_record *record)
{
    gathering *work = user;
    coding_status status = CODING_OK;

    if (work->skip > 0) {
        work->skip--;
        return CODING_OK;
    }
    for (size_t i = 0; status == CODING_OK && i < work->all->count; i++) {
        const form_variable *one = &work->all->variables[i];
        coding_span cell;

        if (one->separator.length == 0 || one->column >= record->count)
            continue;
        cell = coding_span_trim(record->cells[one->column]);
        if (form_find_level(&one->missing, cell) != FORM_NONE)
            continue;
        if (one->levels.count == 0) {
            status = gather_answers(work, i, cell);
            continue;
        }
        buffer_reset(&work->rest);
        several_read(&one->levels, one->separator, cell, work->ranks,
                     &work->rest);
        work->other[i] |= work->rest.length > 0;
        status = buffer_status(&work->rest);
    }
    return status;
}

static int
by_bytes(const void *left, const void *right)
{
    const form_level *a = left, *b = right;

    return coding_span_compare(a->code, b->code);
}

/* What was found becomes the options; their order must not be that of rows. */
static coding_status
take_found(form *all, const map *found, form_variable *one)
{
    coding_status status = CODING_OK;

    if (one->levels.count > 0)
        return CODING_OK;
    for (size_t i = 0; status == CODING_OK && i < found->count; i++)
        status = form_add_level(all, &one->levels, map_name(found, i),
                                (coding_span){NULL, 0});
    if (status == CODING_OK && one->levels.count > 1)
        qsort(one->levels.items, one->levels.count, sizeof *one->levels.items,
              by_bytes);
    return status;
}

static coding_status
gather_all(gathering *work, answer_file *file)
{
    form *all = work->all;
    size_t most = 1;
    coding_status status =
        base_alloc(all->context, all->count * sizeof *work->found,
                   (void **)(void *)&work->found);

    for (size_t i = 0; status == CODING_OK && i < all->count; i++) {
        map_init(&work->found[i], all->context);
        if (all->variables[i].levels.count > most)
            most = all->variables[i].levels.count;
    }
    if (status == CODING_OK)
        status = base_alloc(all->context, all->count * sizeof *work->other,
                            (void **)(void *)&work->other);
    if (status == CODING_OK)
        status = base_alloc(all->context, most * sizeof *work->ranks,
                            (void **)(void *)&work->ranks);
    if (status == CODING_OK)
        status = answer_file_read(file, true, gather, work);
    return status;
}

coding_status
several_split(form *all, answer_file *file, size_t header)
{
    gathering work = {.all = all, .skip = header};
    size_t first = 0, count = all->count;
    coding_status status;

    while (first < count && all->variables[first].separator.length == 0)
        first++;
    if (first == count)
        return CODING_OK;
    buffer_init(&work.rest, all->context);
    status = gather_all(&work, file);
    /* From the last on, so that numbers stay right. */
    for (size_t i = count; status == CODING_OK && i-- > first;) {
        form_variable *one = &all->variables[i];

        if (one->separator.length == 0)
            continue;
        status = take_found(all, &work.found[i], one);
        if (status != CODING_OK)
            break;
        if (one->levels.count == 0) /* nobody answered */
            one->type = FORM_SINGLE;
        else
            status = form_split_variable(all, i, work.other[i]);
    }
    for (size_t i = 0; work.found != NULL && i < count; i++)
        map_clear(&work.found[i]);
    base_free(all->context, work.found);
    base_free(all->context, work.other);
    base_free(all->context, work.ranks);
    buffer_free(&work.rest);
    return status;
}
