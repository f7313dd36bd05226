/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Columns that belong together. See survey/block.h. */
#include "survey/block.h"

#include <string.h>

static const coding_span none = {NULL, 0};

/* Digits at the end behind the last `_`; the length without them, 0: none. */
size_t
block_stem(coding_span name)
{
    size_t digits = 0;

    while (digits < name.length && name.at[name.length - 1 - digits] >= '0' &&
           name.at[name.length - 1 - digits] <= '9')
        digits++;
    if (digits == 0 || name.length < digits + 2 ||
        name.at[name.length - 1 - digits] != '_')
        return 0;
    return name.length - 1 - digits;
}

bool
block_is_text(coding_span name)
{
    return name.length > 5 &&
           shape_says((coding_span){name.at + name.length - 5, 5}, "_text");
}

/* The part of a name that the options of one question share; empty: none. */
coding_span
block_shared_name(shape_kind kind, coding_span name)
{
    if (kind == SHAPE_REDCAP) {
        for (size_t i = 1; i + 3 < name.length; i++)
            if (memcmp(name.at + i, "___", 3) == 0)
                return (coding_span){name.at, i};
    } else if (kind == SHAPE_LIMESURVEY && name.length > 3 &&
               name.at[name.length - 1] == ']') {
        for (size_t i = name.length - 1; i > 0; i--)
            if (name.at[i] == '[')
                return coding_span_trim((coding_span){name.at, i});
    } else if (kind == SHAPE_QUALTRICS) {
        if (block_is_text(name))
            name.length -= 5;
        return (coding_span){name.at, block_stem(name)};
    }
    return none;
}

/* The option in a name, which stands behind what is shared. */
static coding_span
option_of(shape_kind kind, coding_span name, size_t shared)
{
    size_t skip = kind == SHAPE_REDCAP ? 3 : 1;
    coding_span option;

    if (kind == SHAPE_LIMESURVEY)
        while (name.at[shared] == ' ')
            shared++;
    option =
        (coding_span){name.at + shared + skip, name.length - shared - skip};
    if (kind == SHAPE_LIMESURVEY)
        option.length--;
    return option;
}

static bool
goes_on(const shape *found, const block *now, size_t column)
{
    const form_column *first = &found->columns[now->first];
    const form_column *next = &found->columns[column];
    coding_span shared;

    if (found->kind == SHAPE_SURVEYMONKEY)
        return next->option.length > 0 && first->text.length > 0 &&
               (next->text.length == 0 ||
                coding_span_equal(next->text, first->text));
    shared = block_shared_name(found->kind, next->name);
    return shared.length > 0 &&
           coding_span_equal(shared,
                             block_shared_name(found->kind, first->name));
}

block
block_next(const shape *found, size_t from)
{
    block made = {from, 1, found->columns[from].text};

    while (from + made.count < found->count &&
           goes_on(found, &made, from + made.count))
        made.count++;
    return made;
}

/* Where the texts of a block part, behind a " - ": Qualtrics writes "Question
   - Option" above each option. 0: nowhere. */
static size_t
parting(const shape *found, const block *of)
{
    coding_span first = found->columns[of->first].text;
    size_t same = first.length, cut = 0;

    for (size_t i = 1; i < of->count; i++) {
        coding_span text = found->columns[of->first + i].text;
        size_t k = 0;

        while (k < same && k < text.length && text.at[k] == first.at[k])
            k++;
        same = k;
    }
    for (size_t i = 3; i <= same; i++)
        if (memcmp(first.at + i - 3, " - ", 3) == 0)
            cut = i;
    return cut;
}

/* The option that a column of the block stands for. */
coding_span
block_option(const shape *found, const block *of, size_t i)
{
    const form_column *column = &found->columns[of->first + i];
    shape_kind kind = found->kind;
    size_t cut;

    if (kind == SHAPE_QUALTRICS) {
        cut = parting(found, of);
        return (coding_span){column->text.at + cut, column->text.length - cut};
    }
    if (kind == SHAPE_LIMESURVEY || kind == SHAPE_REDCAP) {
        /* Words where the heading has them, else the code. */
        coding_span shared = block_shared_name(kind, column->text);

        if (shared.length > 0)
            return option_of(kind, column->text, shared.length);
        shared = block_shared_name(kind, column->name);
        return shared.length == 0
                   ? none
                   : option_of(kind, column->name, shared.length);
    }
    return column->option;
}

coding_span
block_question(const shape *found, const block *of)
{
    coding_span text = found->columns[of->first].text;
    size_t cut = 0;

    if (text.length == 0)
        return of->text;
    if (found->kind == SHAPE_LIMESURVEY && of->count > 1 &&
        block_shared_name(found->kind, text).length > 0)
        return block_shared_name(found->kind, text);
    if (found->kind == SHAPE_QUALTRICS && of->count > 1)
        cut = parting(found, of);
    if (cut >= 3)
        text.length = cut - 3;
    return text;
}
