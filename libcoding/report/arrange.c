/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What was gathered, put in the order of the page: units by document, codings
   by unit and place in the text. Streams promise no order between documents,
   so neither does this room ask for one. */
#include <stdlib.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/utf8.h"
#include "report/study.h"

static int
by_document(const void *left, const void *right)
{
    const study_unit *a = left, *b = right;

    if (a->document != b->document)
        return a->document < b->document ? -1 : 1;
    return a->arrival < b->arrival ? -1 : 1;
}

/* Longer codings first where two start together, so that marks nest. */
static int
by_place(const void *left, const void *right)
{
    const study_coding *a = left, *b = right;

    if (a->document != b->document)
        return a->document < b->document ? -1 : 1;
    if (a->unit != b->unit)
        return a->unit < b->unit ? -1 : 1;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    if (a->end != b->end)
        return a->end > b->end ? -1 : 1;
    return a->arrival < b->arrival ? -1 : 1;
}

/* Sorts the units and tells their codings the new numbers. */
static coding_status
sort_units(coding_report *report)
{
    study *found = &report->found;
    size_t *place = NULL;
    coding_status status =
        base_alloc(report->context, found->unit_count * sizeof *place,
                   (void **)(void *)&place);

    if (status != CODING_OK)
        return status;
    if (found->unit_count > 0)
        qsort(found->units, found->unit_count, sizeof *found->units,
              by_document);
    for (size_t i = 0; i < found->unit_count; i++) {
        study_document *document = &found->documents[found->units[i].document];

        place[found->units[i].arrival] = i;
        if (document->units++ == 0)
            document->first_unit = i;
    }
    for (size_t i = 0; i < found->coding_count; i++)
        if (found->codings[i].unit != MAP_NONE)
            found->codings[i].unit = place[found->codings[i].unit];
    base_free(report->context, place);
    return CODING_OK;
}

static void
sort_codings(study *found)
{
    if (found->coding_count > 0)
        qsort(found->codings, found->coding_count, sizeof *found->codings,
              by_place);
    for (size_t i = 0; i < found->coding_count; i++) {
        const study_coding *coding = &found->codings[i];
        study_document *document = &found->documents[coding->document];

        if (document->codings++ == 0)
            document->first_coding = i;
        if (coding->unit == MAP_NONE)
            continue;
        if (found->units[coding->unit].codings++ == 0)
            found->units[coding->unit].first_coding = i;
    }
}

/* The bytes of each coding in its unit's text, in one walk along the text. */
static void
find_places(study *found, const study_unit *unit)
{
    uint64_t points = utf8_length(unit->text), at = 0;
    size_t byte = 0;

    for (size_t i = 0; i < unit->codings; i++) {
        study_coding *coding = &found->codings[unit->first_coding + i];
        coding_span rest;

        if (coding->start < unit->start || coding->end < coding->start ||
            coding->start - unit->start > points)
            continue;
        rest = (coding_span){unit->text.at + byte, unit->text.length - byte};
        byte += utf8_offset(rest, (size_t)(coding->start - unit->start - at));
        at = coding->start - unit->start;
        coding->from = byte;
        rest = (coding_span){unit->text.at + byte, unit->text.length - byte};
        coding->to =
            byte + utf8_offset(rest, (size_t)(coding->end - coding->start));
    }
}

bool
study_counts(const coding_report *report, const study_coding *coding)
{
    return report->judged ? coding_span_is(coding->counted, "1")
                          : coding_span_is(coding->polarity, "affirmed");
}

coding_span
study_reason(const coding_report *report, const study_coding *coding)
{
    if (study_counts(report, coding))
        return (coding_span){NULL, 0};
    if (coding->counted.length > 0)
        return coding->counted;
    return report->judged ? coding_span_of("not judged") : coding->polarity;
}

static study_kind
kind_of(const study_count *row)
{
    if (row->threshold >= 0 && row->passing >= 0)
        return STUDY_THRESHOLD_ROW;
    if (!(row->respondents >= 0))
        return STUDY_OTHER_ROW;
    if (row->code.length > 0)
        return row->group.length > 0 ? STUDY_GROUP_ROW : STUDY_CODE_ROW;
    return row->family.length > 0 && row->group.length == 0 ? STUDY_FAMILY_ROW
                                                            : STUDY_OTHER_ROW;
}

/* Sees each kind and table once. */
static coding_status
sort_counts(coding_report *report)
{
    study *found = &report->found;
    coding_status status = CODING_OK;
    map seen;
    buffer key;

    map_init(&seen, report->context);
    buffer_init(&key, report->context);
    for (size_t i = 0; i < found->count_count && status == CODING_OK; i++) {
        study_count *row = &found->counts[i];
        size_t before = seen.count, number = 0;

        row->kind = kind_of(row);
        buffer_reset(&key);
        buffer_add_unsigned(&key, row->kind);
        buffer_add_byte(&key, ' ');
        buffer_add(&key, row->table);
        status = buffer_status(&key);
        if (status == CODING_OK)
            status = map_add(&seen, buffer_span(&key), &number);
        row->opens = status == CODING_OK && number == before;
    }
    buffer_free(&key);
    map_clear(&seen);
    return status;
}

coding_status
study_arrange(coding_report *report)
{
    study *found = &report->found;
    size_t shown = study_shown(report);
    coding_status status = sort_units(report);

    if (status == CODING_OK)
        status = sort_counts(report);
    if (status != CODING_OK)
        return status;
    sort_codings(found);
    for (size_t i = 0; i < found->unit_count; i++)
        find_places(found, &found->units[i]);
    for (size_t i = 0; i < found->coding_count; i++)
        report->judged |= found->codings[i].counted.length > 0;
    for (size_t i = 0; i < found->coding_count; i++) {
        study_code *code = &found->codes[found->codings[i].code];

        code->mentions++;
        code->counted += study_counts(report, &found->codings[i]);
        code->shown += i < shown;
    }
    return CODING_OK;
}

bool
study_find_table(const coding_report *report, size_t at, study_kind kind,
                 coding_span *table)
{
    const study *found = &report->found;

    for (size_t i = 0; i < found->count_count; i++) {
        if (found->counts[i].kind != kind || !found->counts[i].opens)
            continue;
        if (at-- > 0)
            continue;
        *table = found->counts[i].table;
        return true;
    }
    return false;
}

bool
study_is_of(const study_count *row, study_kind kind, coding_span table)
{
    return row->kind == kind && coding_span_equal(row->table, table);
}

/* The digits behind `key` in a step's details, "a=1; b=2"; empty: none. */
static coding_span
detail(coding_span details, const char *key)
{
    coding_span name = coding_span_of(key);

    for (size_t i = 0; i + name.length <= details.length; i++) {
        coding_span here = {details.at + i, name.length};
        size_t end = i + name.length;

        if (!coding_span_equal(here, name) ||
            (i > 0 && details.at[i - 1] != ' '))
            continue;
        while (end < details.length && details.at[end] != ';')
            end++;
        return (coding_span){here.at + name.length, end - i - name.length};
    }
    return (coding_span){NULL, 0};
}

double
study_threshold(const study *found, coding_span facet)
{
    for (size_t i = 0; i < found->meta_count; i++) {
        const study_meta *step = &found->metas[i];
        double threshold = 0;

        if (coding_span_is(step->name, "tally") &&
            coding_span_equal(detail(step->details, "counted="), facet) &&
            number_to_double(detail(step->details, "threshold="), &threshold))
            return threshold;
    }
    return 0;
}
