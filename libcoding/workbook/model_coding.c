/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Coding rows: into the spool with their quotation, and into the index. See
   workbook/model.h. */
#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "workbook/model_inside.h"
#include "workbook/quote.h"

/* The unit of a coding in the document at hand; NULL: not there. */
static const model_unit *
find_unit(const model *all, uint64_t ordinal)
{
    for (size_t i = all->unit_count; i > 0; i--)
        if (all->units[i - 1].ordinal == ordinal)
            return &all->units[i - 1];
    return NULL;
}

/* Where words stand in text at all; false: nowhere. */
static bool
search(coding_span text, coding_span words, size_t *at)
{
    if (words.length == 0 || words.length > text.length)
        return false;
    for (size_t i = 0; i + words.length <= text.length; i++)
        if (text.at[i] == words.at[0] &&
            memcmp(text.at + i, words.at, words.length) == 0) {
            *at = i;
            return true;
        }
    return false;
}

/* Bytes of the words in the unit's text: by offsets, else by search. Words
   that run on into a later unit end with the unit. */
static bool
place_words(const model_unit *unit, uint64_t start, coding_span words,
            size_t *from, size_t *to)
{
    coding_span text = unit->text;
    size_t at, rest;

    if (start >= unit->start) {
        at = utf8_offset(text, (size_t)(start - unit->start));
        rest = text.length - at;
        if (at < text.length &&
            memcmp(text.at + at, words.at,
                   rest < words.length ? rest : words.length) == 0) {
            *from = at;
            *to = rest < words.length ? text.length : at + words.length;
            return true;
        }
    }
    if (!search(text, words, &at))
        return false;
    *from = at;
    *to = at + words.length;
    return true;
}

/* text with every run of white space as one space, as a cell shows it: line
   ends of a typed transcript are not the respondent's. */
static void
add_smooth(coding_span text, buffer *out)
{
    bool space = false;

    for (size_t i = 0; i < text.length; i++) {
        char byte = text.at[i];

        if (byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r') {
            space = true;
            continue;
        }
        if (space)
            buffer_add_byte(out, ' ');
        space = false;
        buffer_add_byte(out, byte);
    }
    if (space)
        buffer_add_byte(out, ' ');
}

/* The text before and after the words, for the quotation; in two buffers. */
static void
find_context(const model *all, const coding_row *row, buffer *before,
             buffer *after)
{
    static const char gap[] = "[\xe2\x80\xa6] ";
    const model_unit *unit =
        find_unit(all, model_unsigned(row, all->core.unit));
    coding_span words = coding_row_cell(row, all->core.text);
    size_t from = 0, to = 0;
    quote found;

    if (unit == NULL || words.length == 0 ||
        !place_words(unit, model_unsigned(row, all->core.start), words, &from,
                     &to))
        return;
    found = quote_around(&all->more, unit->text, from, to);
    if (found.cut_before)
        buffer_add_text(before, gap);
    add_smooth(found.before, before);
    add_smooth(found.after, after);
    if (found.cut_after) {
        buffer_add_byte(after, ' ');
        buffer_add(after, (coding_span){gap, sizeof gap - 2});
    }
}

static coding_status
spool_row(model *all, const coding_row *row, uint64_t *offset)
{
    const coding_core *core = &all->core;
    const size_t columns[SPOOL_FIELDS] = {
        [SPOOL_UNIT] = core->unit,
        [SPOOL_TURN] = core->turn,
        [SPOOL_SPEAKER] = core->speaker,
        [SPOOL_ROLE] = core->role,
        [SPOOL_RESPONDENT] = core->respondent,
        [SPOOL_QUESTION] = core->question,
        [SPOOL_START] = core->start,
        [SPOOL_END] = core->end,
        [SPOOL_PATTERN] = core->pattern,
        [SPOOL_POLARITY] = core->polarity,
        [SPOOL_RANK] = core->rank,
        [SPOOL_COUNTED] = core->counted,
        [SPOOL_COUNTED_RANK] = core->counted_rank,
        [SPOOL_ORGANISATION] = all->organisation_column,
        [SPOOL_SIDE] = all->side_column,
        [SPOOL_BEFORE] = CODING_NO_COLUMN,
        [SPOOL_WORDS] = CODING_NO_COLUMN,
        [SPOOL_AFTER] = CODING_NO_COLUMN,
        [SPOOL_TIME] = CODING_NO_COLUMN,
        [SPOOL_COUNT] = CODING_NO_COLUMN,
    };
    coding_span fields[SPOOL_FIELDS];
    coding_status status;
    buffer before, words, after;

    buffer_init(&before, all->context);
    buffer_init(&words, all->context);
    buffer_init(&after, all->context);
    find_context(all, row, &before, &after);
    add_smooth(coding_row_cell(row, core->text), &words);
    for (size_t i = 0; i < SPOOL_FIELDS; i++)
        fields[i] = coding_row_cell(row, columns[i]);
    fields[SPOOL_BEFORE] = buffer_span(&before);
    fields[SPOOL_WORDS] = buffer_span(&words);
    fields[SPOOL_AFTER] = buffer_span(&after);
    status = buffer_status(&before);
    if (status == CODING_OK)
        status = buffer_status(&words);
    if (status == CODING_OK)
        status = buffer_status(&after);
    if (status == CODING_OK && all->codings_file == NULL)
        status = spool_new(all->context, all->temp, &all->codings_file);
    if (status == CODING_OK)
        status = spool_add(all->codings_file, fields, offset);
    buffer_free(&before);
    buffer_free(&words);
    buffer_free(&after);
    return status;
}

static coding_status
count_reason(model *all, coding_span reason)
{
    size_t number = 0;
    coding_status status = map_add(&all->reason_ids, reason, &number);

    if (status == CODING_OK && number == all->reason_count) {
        status = BASE_GROW(all->context, &all->reasons, &all->reason_capacity,
                           all->reason_count + 1);
        if (status == CODING_OK)
            all->reasons[all->reason_count++] =
                (model_reason){map_name(&all->reason_ids, number), 0};
    }
    if (status == CODING_OK)
        all->reasons[number].codings++;
    return status;
}

/* "NUMBER RULE": the key of a code's rule. */
static void
add_rule_key(size_t code, coding_span rule, buffer *out)
{
    buffer_add_unsigned(out, code);
    buffer_add_byte(out, ' ');
    buffer_add(out, rule);
}

static coding_status
count_rule(model *all, size_t code, coding_span rule)
{
    size_t number = 0, before = all->rule_ids.count;
    coding_status status;
    buffer key;

    buffer_init(&key, all->context);
    add_rule_key(code, rule, &key);
    status = buffer_status(&key);
    if (status == CODING_OK)
        status = map_add(&all->rule_ids, buffer_span(&key), &number);
    buffer_free(&key);
    if (status == CODING_OK && number == before) {
        status = BASE_GROW(all->context, &all->rule_counts, &all->rule_capacity,
                           number + 1);
        if (status == CODING_OK)
            all->rule_counts[number] = 0;
    }
    if (status == CODING_OK)
        all->rule_counts[number]++;
    return status;
}

coding_status
model_rule_codings(const model *all, size_t code, coding_span rule,
                   uint64_t *out)
{
    size_t number = MAP_NONE;
    coding_status status;
    buffer key;

    buffer_init(&key, all->context);
    add_rule_key(code, rule, &key);
    status = buffer_status(&key);
    if (status == CODING_OK)
        number = map_find(&all->rule_ids, buffer_span(&key));
    buffer_free(&key);
    *out = number != MAP_NONE ? all->rule_counts[number] : 0;
    return status;
}

/* Who made a counted mention one: a rule, or a person's correction. */
static void
count_hand(model *all, const coding_row *row)
{
    all->by_hand.counted++;
    if (coding_span_is(coding_row_cell(row, all->core.pattern), "hand"))
        all->by_hand.added++;
    else if (model_pair(coding_row_cell(row, all->core.value), "correction")
                 .length > 0)
        all->by_hand.changed++;
}

coding_status
model_take_coding(model *all, const coding_row *row)
{
    coding_span counted = coding_row_cell(row, all->core.counted);
    size_t document = 0, code = 0;
    model_coding made = {0};
    coding_status status = model_document_number(all, row, &document);

    if (status == CODING_OK)
        status = model_code_number(all, row, &code);
    if (status != CODING_OK || document == MODEL_NONE || code == MODEL_NONE)
        return status; /* names nothing: cannot be shown */
    status = count_reason(all, counted);
    if (status == CODING_OK)
        status = count_rule(all, code, coding_row_cell(row, all->core.pattern));
    if (status == CODING_OK)
        status = BASE_GROW(all->context, &all->codings, &all->coding_capacity,
                           all->coding_count + 1);
    if (status == CODING_OK)
        status = spool_row(all, row, &made.offset);
    if (status != CODING_OK)
        return status;
    made.start = model_unsigned(row, all->core.start);
    made.document = (uint32_t)document;
    made.code = (uint32_t)code;
    made.evidence = coding_span_is(counted, "1") ||
                    coding_span_is(counted, "repeat") || counted.length == 0;
    all->codings[all->coding_count++] = made;
    if (coding_span_is(counted, "1"))
        count_hand(all, row);
    all->codes[code].codings++;
    all->documents[document].codings++;
    if (counted.length > 0 && !coding_span_is(counted, "removed"))
        all->judged = true;
    return CODING_OK;
}

coding_status
model_read(model *all, const model_coding *one,
           coding_span fields[SPOOL_FIELDS])
{
    return spool_read(all->codings_file, one->offset, fields);
}
