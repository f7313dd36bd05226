/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Blocks of columns and their names. See survey/naming.h. */
#include "survey/naming.h"

#include <string.h>

#include "base/buffer.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "survey/block.h"

enum {
    NAME_POINTS = 40, /* a longer header is a question, not a name */
    SHORT_WORDS = 3   /* a question that can be a name */
};

typedef struct {
    const shape *found;
    const look *seen;
    form *all;
    size_t questions; /* numbered so far */
} naming;

static const coding_span none = {NULL, 0};

/* ---- words ---- */

static bool
has_front(coding_span text, const char *front)
{
    size_t length = strlen(front);

    return text.length >= length &&
           shape_says((coding_span){text.at, length}, front);
}

static bool
has_inside(coding_span text, const char *words)
{
    size_t length = strlen(words);

    for (size_t i = 0; i + length <= text.length; i++)
        if (shape_says((coding_span){text.at + i, length}, words))
            return true;
    return false;
}

/* "Other (please specify)", whose cells hold words. */
static bool
is_other(coding_span option)
{
    return has_front(option, "other") || has_inside(option, "please specify") ||
           has_inside(option, "please explain") ||
           has_inside(option, "please describe") ||
           has_inside(option, "comment");
}

static bool
is_response(coding_span option)
{
    return option.length == 0 || shape_says(option, "response") ||
           shape_says(option, "open-ended response");
}

/* What survey tools add to the answers. */
static bool
is_administrative(coding_span text)
{
    static const char *const words[] = {
        "respondent id", "respondent_id", "collector id", "collector",
        "start date",    "end date",      "date created", "date modified",
        "ip address",    "email address", "first name",   "last name",
        "custom data",   "custom data 1", "timestamp",    NULL};

    for (size_t i = 0; words[i] != NULL; i++)
        if (shape_says(text, words[i]))
            return true;
    return false;
}

static size_t
count_words(coding_span text)
{
    size_t words = 0;

    for (size_t i = 0; i < text.length; i++)
        words += text.at[i] != ' ' && (i == 0 || text.at[i - 1] == ' ');
    return words;
}

/* ---- names ---- */

static bool
is_short(coding_span name)
{
    return utf8_length(name) <= NAME_POINTS &&
           (name.length == 0 || name.at[name.length - 1] != '?');
}

/* Small letters and digits, what is between them as _. */
static void
add_slug(coding_span text, buffer *out)
{
    bool gap = false;

    for (size_t i = 0; i < text.length; i++) {
        char byte = text.at[i];
        bool letter = (byte >= 'a' && byte <= 'z') ||
                      (byte >= '0' && byte <= '9') ||
                      (unsigned char)byte >= 0x80;

        if (byte >= 'A' && byte <= 'Z') {
            byte = (char)(byte - 'A' + 'a');
            letter = true;
        }
        if (letter && gap && out->length > 0)
            buffer_add_byte(out, '_');
        gap = !letter;
        if (letter)
            buffer_add_byte(out, byte);
    }
}

/* A name of the block's own: what the file calls it, or q1, q2 ... */
static void
add_base(naming *work, const block *of, buffer *out)
{
    const form_column *first = &work->found->columns[of->first];
    coding_span name = first->name;
    coding_span text = of->text.length > 0 ? of->text : first->name;
    coding_span shared = none;

    if (of->count > 1)
        shared = block_shared_name(work->found->kind, name);
    if (work->found->kind == SHAPE_SURVEYMONKEY && of->count > 1 &&
        block_stem(name) > 0)
        shared = (coding_span){name.at, block_stem(name)};
    if (shared.length > 0)
        name = shared;
    if (text.length > 0 && !is_administrative(text))
        work->questions++;
    if (name.length > 0 && is_short(name)) {
        buffer_add(out, name);
    } else if (name.length == 0 && text.length > 0 &&
               count_words(text) <= SHORT_WORDS && is_short(text)) {
        add_slug(text, out);
    }
    if (out->length > 0)
        return;
    if (text.length == 0) {
        buffer_add_text(out, "column_");
        buffer_add_unsigned(out, of->first + 1);
        return;
    }
    buffer_add_byte(out, 'q');
    buffer_add_unsigned(out, work->questions);
}

/* A variable for a column, called name, or by its place in the block. */
static coding_status
add_variable(naming *work, coding_span name, size_t column, coding_span label,
             size_t *out)
{
    form *all = work->all;
    form_variable *made;
    bool twice = map_find(&all->names, name) != MAP_NONE;
    coding_status status = form_add_variable(all, name, out);

    if (status != CODING_OK)
        return status;
    made = &all->variables[*out];
    made->column = column;
    made->label = label;
    made->type = look_type(look_at(work->seen, column));
    if (twice && work->found->columns[column].name.length > 0)
        diag_warning(all->context, "survey-name-twice",
                     (diag_place){.file = all->file},
                     "column %zu is the second that is called '%.*s': its "
                     "variable is '%.*s'",
                     column + 1, DIAG_SPAN(name), DIAG_SPAN(made->name));
    return CODING_OK;
}

/* The name of one of several columns of a block. */
static coding_status
add_part(naming *work, const block *of, size_t i, coding_span base,
         coding_span label, size_t *out)
{
    coding_span name = work->found->columns[of->first + i].name;
    coding_status status;
    buffer own;

    buffer_init(&own, work->all->context);
    if (name.length > 0 && is_short(name) &&
        (work->found->kind != SHAPE_SURVEYMONKEY || block_stem(name) > 0)) {
        buffer_add(&own, name);
    } else {
        buffer_add(&own, base);
        buffer_add_byte(&own, '_');
        buffer_add_unsigned(&own, i + 1);
    }
    status = buffer_status(&own);
    if (status == CODING_OK)
        status =
            add_variable(work, buffer_span(&own), of->first + i, label, out);
    buffer_free(&own);
    return status;
}

static coding_status
join(naming *work, coding_span text, coding_span option, coding_span *out)
{
    coding_status status;
    buffer both;

    buffer_init(&both, work->all->context);
    buffer_add(&both, text);
    if (text.length > 0 && option.length > 0)
        buffer_add_text(&both, ": ");
    buffer_add(&both, option);
    status = buffer_status(&both);
    if (status == CODING_OK)
        status = arena_copy(&work->all->keep, buffer_span(&both), out);
    buffer_free(&both);
    return status;
}

/* ---- what a block is ---- */

static bool
is_open_text(const naming *work, const block *of, size_t i)
{
    return is_other(block_option(work->found, of, i)) ||
           block_is_text(work->found->columns[of->first + i].name);
}

/* Hardly two cells are alike, unlike those of a line of a grid. */
static bool
is_various(const look_column *column)
{
    return column == NULL || column->many ||
           column->values.count * 2 >= column->filled;
}

/* Options of one question: most columns hold the words of their options and
   nothing else; or every one says no more than whether it was ticked, but for
   an "other". */
static bool
is_set(const naming *work, const block *of)
{
    bool marks = work->found->kind == SHAPE_REDCAP, others = false;
    size_t chosen = 0, filled = 0;

    if (of->count < 2)
        return marks && block_shared_name(work->found->kind,
                                          work->found->columns[of->first].name)
                                .length > 0;
    for (size_t i = 0; i < of->count; i++) {
        const look_column *column = look_at(work->seen, of->first + i);
        coding_span option = block_option(work->found, of, i);

        if (column == NULL || column->filled == 0)
            continue;
        filled++;
        if (look_is_chosen(column, option))
            chosen++;
        else if (look_is_option(column, option))
            marks = true;
        else
            others |= !is_open_text(work, of, i);
    }
    if (chosen >= 2 && chosen * 2 >= filled)
        return true;
    return (marks || chosen > 0) && !others;
}

/* One column of a set. What was written beside an option (Q5_3_TEXT) is no
   option. */
static coding_status
add_member(naming *work, const block *of, size_t i, size_t set)
{
    form *all = work->all;
    const look_column *column = look_at(work->seen, of->first + i);
    coding_span option = block_option(work->found, of, i);
    bool beside = block_is_text(work->found->columns[of->first + i].name);
    bool ticks = look_is_option(column, option);
    size_t v = 0;
    coding_status status =
        add_part(work, of, i, all->sets[set].name, option, &v);

    if (status != CODING_OK)
        return status;
    all->variables[v].type = beside || (!ticks && is_open_text(work, of, i))
                                 ? FORM_OPEN
                                 : FORM_MULTI;
    if (beside)
        return join(work, all->sets[set].label, option,
                    &all->variables[v].label);
    all->variables[v].set = set;
    all->variables[v].tick = option;
    return CODING_OK;
}

/* Where the questions of a set were not asked, that is why they have no
   answer. */
static coding_status
add_unasked(naming *work, const block *of, size_t set)
{
    form_levels *missing = &work->all->sets[set].missing;
    coding_status status = CODING_OK;

    for (size_t i = 0; i < of->count; i++) {
        const look_column *column = look_at(work->seen, of->first + i);

        if (column == NULL || !column->unasked)
            continue;
        for (size_t k = 0; status == CODING_OK && k < column->values.count;
             k++) {
            coding_span cell = map_name(&column->values, k);

            if (look_is_unasked(cell) &&
                form_find_level(missing, cell) == FORM_NONE)
                status = form_add_level(work->all, missing, cell,
                                        coding_span_of("not asked"));
        }
    }
    return status;
}

static coding_status
add_set(naming *work, const block *of, coding_span base)
{
    form *all = work->all;
    size_t set = 0;
    coding_status status = form_add_set(all, base, &set);

    if (status == CODING_OK)
        status = join(work, block_question(work->found, of), none,
                      &all->sets[set].label);
    for (size_t i = 0; status == CODING_OK && i < of->count; i++)
        status = add_member(work, of, i, set);
    return status == CODING_OK ? add_unasked(work, of, set) : status;
}

/* Each column is a variable of its own: a question and what was answered
   beside it, or the lines of a grid. */
static coding_status
add_each(naming *work, const block *of, coding_span base)
{
    form *all = work->all;
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < of->count; i++) {
        coding_span option = block_option(work->found, of, i), label = none;
        coding_span text =
            of->count > 1 ? block_question(work->found, of) : of->text;
        size_t v = 0;

        if (is_response(option) || of->count == 1) {
            label = text;
            status = add_variable(work, base, of->first + i, label, &v);
        } else {
            status = join(work, text, option, &label);
            if (status == CODING_OK)
                status = add_part(work, of, i, base, label, &v);
        }
        if (status == CODING_OK &&
            (shape_says(option, "open-ended response") ||
             (of->count > 1 && is_open_text(work, of, i) &&
              is_various(look_at(work->seen, of->first + i)))))
            all->variables[v].type = FORM_OPEN;
    }
    return status;
}

/* The label of a column whose header is a question and not a name. */
static coding_span
label_of(const naming *work, const block *of)
{
    coding_span name = work->found->columns[of->first].name;

    if (of->text.length > 0)
        return of->text;
    if (of->count > 1)
        name = block_shared_name(work->found->kind, name);
    return is_short(name) ? none : name;
}

static coding_status
add_block(naming *work, block *of)
{
    coding_status status;
    buffer base;

    buffer_init(&base, work->all->context);
    add_base(work, of, &base);
    of->text = label_of(work, of);
    status = buffer_status(&base);
    if (status == CODING_OK)
        status = is_set(work, of) ? add_set(work, of, buffer_span(&base))
                                  : add_each(work, of, buffer_span(&base));
    buffer_free(&base);
    return status;
}

coding_status
naming_find(const shape *found, const look *seen, form *all)
{
    naming work = {found, seen, all, 0};
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < found->count;) {
        block next = block_next(found, i);

        i += next.count;
        status = add_block(&work, &next);
    }
    return status;
}

coding_status
naming_copy(const form_column *columns, size_t count, const look *seen,
            form *all)
{
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < count; i++) {
        form_variable *made;
        size_t v = 0;

        status = form_add_variable(all, columns[i].name, &v);
        if (status != CODING_OK)
            break;
        made = &all->variables[v];
        made->column = i;
        made->typed = columns[i].typed;
        made->type =
            made->typed ? columns[i].type : look_type(look_at(seen, i));
        status = arena_copy(&all->keep, columns[i].text, &made->label);
        if (status == CODING_OK)
            status = form_copy_levels(all, &made->levels, &columns[i].levels);
        if (status == CODING_OK)
            status = form_copy_levels(all, &made->missing, &columns[i].missing);
    }
    return status;
}

size_t
naming_id(const shape *found, const look *seen, const form *all)
{
    static const char *const names[] = {"respondent id",   "respondentid",
                                        "responseid",      "response id",
                                        "id. response id", "record_id",
                                        "respondent_id",   "id",
                                        "respondent",      NULL};

    for (size_t n = 0; names[n] != NULL; n++)
        for (size_t i = 0; i < found->count; i++) {
            const look_column *column = look_at(seen, i);

            if (!shape_says(found->columns[i].name, names[n]) &&
                !shape_says(found->columns[i].text, names[n]))
                continue;
            if (column != NULL && column->filled > 0 &&
                (column->many || column->values.count == column->filled))
                return i;
            diag_note(all->context, "survey-id-twice",
                      (diag_place){.file = all->file},
                      "column %zu '%s' is not taken for the respondents' id: "
                      "it has equal cells or none; --id NAME says which is",
                      i + 1, names[n]);
        }
    return FORM_NONE;
}
