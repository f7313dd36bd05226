/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the rules do on texts: which find nothing, which are always hidden by
   another, which codes never come alone. The texts are coded anew, by the
   codebooks and by each rule on its own, beside any codings they bring. */
#include <string.h>

#include "base/diag.h"
#include "base/memory.h"
#include "rehearsal/rehearsal_inside.h"

/* What a rule found in the document at hand. */
typedef struct {
    uint64_t start, end;
    size_t book, code, rule; /* rule REHEARSAL_NONE: implied */
} passage;

typedef struct {
    passage *items;
    size_t count, capacity;
} passages;

/* Over all documents. */
typedef struct {
    uint64_t found;  /* passages by itself */
    uint64_t chosen; /* of them the codings of its code */
    size_t hidden_by;
} rule_record;

/* The set of units in which a code stands, as a sum of scattered unit numbers:
   equal sets have equal sums, others by a chance of 2^-64. */
typedef struct {
    uint64_t units, sum, last;
} code_record;

struct corpus {
    coding_rehearsal *all;
    coding_columns *result;
    coding_coder *coder;
    coding_core core;
    generality *reach; /* NULL: not asked for */
    passages codings, alone;
    rule_record *rules;
    code_record *codes; /* of all books */
    size_t *first_code; /* by book */
    uint64_t document;  /* ordinal */
    uint64_t units;     /* unit rows */
};

void
corpus_free(corpus *texts)
{
    if (texts == NULL)
        return;
    coding_coder_free(texts->coder);
    coding_columns_free(texts->result);
    generality_free(texts->reach);
    base_free(texts->all->context, texts->codings.items);
    base_free(texts->all->context, texts->alone.items);
    base_free(texts->all->context, texts->rules);
    base_free(texts->all->context, texts->codes);
    base_free(texts->all->context, texts->first_code);
    base_free(texts->all->context, texts);
}

/* ---- a document ---- */

static coding_status
add_passage(coding_context *context, passages *to, passage one)
{
    coding_status status =
        BASE_GROW(context, &to->items, &to->capacity, to->count + 1);

    if (status == CODING_OK)
        to->items[to->count++] = one;
    return status;
}

/* The splitmix64 finalizer (Steele, Lea and Flood 2014, OOPSLA, 453-472). */
static uint64_t
scatter(uint64_t number)
{
    number += 0x9E3779B97F4A7C15u;
    number = (number ^ (number >> 30)) * 0xBF58476D1CE4E5B9u;
    number = (number ^ (number >> 27)) * 0x94D049BB133111EBu;
    return number ^ (number >> 31);
}

static void
note_unit(corpus *texts, size_t book, size_t code, const coding_row *row)
{
    code_record *record = &texts->codes[texts->first_code[book] + code];
    uint64_t unit = 0, key;

    /* A coding of the coder has its unit. */
    (void)coding_row_unsigned(row, texts->core.unit, &unit);
    key = scatter(scatter(texts->document) + unit);
    if (record->units > 0 && record->last == key)
        return;
    record->last = key;
    record->sum += key;
    record->units++;
}

static coding_status
note_coding(corpus *texts, const coding_row *row)
{
    coding_rehearsal *all = texts->all;
    rehearsal_coding coding = rehearsal_read(all, &texts->core, row);
    passage one = {coding.start, coding.end, 0, coding.code, coding.rule};
    const rehearsal_part *part;

    if (coding.part == REHEARSAL_NONE)
        return CODING_OK;
    part = &all->parts[coding.part];
    one.book = part->book;
    if (part->by_rule) {
        one.code = all->rules[coding.rule].code;
        texts->rules[coding.rule].found++;
        return add_passage(all->context, &texts->alone, one);
    }
    note_unit(texts, part->book, coding.code, row);
    if (coding.rule != REHEARSAL_NONE)
        texts->rules[coding.rule].chosen++;
    return add_passage(all->context, &texts->codings, one);
}

/* The rule whose coding stands where this passage would. */
static size_t
find_hider(const corpus *texts, const passage *hidden)
{
    const coding_codebook *book = texts->all->options.books[hidden->book];
    bool facet = coding_codebook_content(book)->overlap != CODING_OVERLAP_ALL;

    for (size_t i = 0; i < texts->codings.count; i++) {
        const passage *one = &texts->codings.items[i];

        if (one->book == hidden->book && one->rule != REHEARSAL_NONE &&
            (facet || one->code == hidden->code) && one->start < hidden->end &&
            hidden->start < one->end)
            return one->rule;
    }
    return REHEARSAL_NONE;
}

static void
end_document(corpus *texts)
{
    for (size_t i = 0; i < texts->alone.count; i++) {
        const passage *one = &texts->alone.items[i];
        rule_record *record = &texts->rules[one->rule];

        if (record->chosen == 0 && record->hidden_by == REHEARSAL_NONE)
            record->hidden_by = find_hider(texts, one);
    }
    texts->codings.count = 0;
    texts->alone.count = 0;
}

/* Rows as the coder gives them. */
static coding_status
take_coded(void *user, const coding_row *row)
{
    corpus *texts = user;
    coding_status status = CODING_OK;

    switch (row->record) {
    case CODING_RECORD_DOCUMENT:
        end_document(texts);
        texts->document++;
        break;
    case CODING_RECORD_UNIT:
        texts->units++;
        break;
    case CODING_RECORD_CODING:
        status = note_coding(texts, row);
        break;
    case CODING_RECORD_END:
        end_document(texts);
        break;
    case CODING_RECORD_OTHER:
    case CODING_RECORD_META:
    case CODING_RECORD_CODE:
    case CODING_RECORD_QUESTION:
    case CODING_RECORD_RESPONDENT:
    case CODING_RECORD_COVERAGE:
    case CODING_RECORD_ANSWER:
    case CODING_RECORD_COUNT:
    case CODING_RECORD_CELL:
    case CODING_RECORD_TEST:
        break;
    }
    return status;
}

/* Rows as they come. */
static coding_status
take(void *user, const coding_row *row)
{
    corpus *texts = user;
    coding_status status = CODING_OK;

    if (row->record == CODING_RECORD_DOCUMENT)
        texts->all->counts.documents++;
    if (texts->reach != NULL)
        status = generality_take(texts->reach, row);
    return status == CODING_OK ? coding_coder_take(texts->coder, row) : status;
}

/* ---- the rehearsal's side ---- */

static coding_status
make_records(corpus *texts)
{
    coding_rehearsal *all = texts->all;
    size_t codes = 0;
    coding_status status =
        base_alloc(all->context, all->rule_count * sizeof *texts->rules,
                   (void **)(void *)&texts->rules);

    if (status == CODING_OK)
        status =
            base_alloc(all->context, all->counts.codes * sizeof *texts->codes,
                       (void **)(void *)&texts->codes);
    if (status == CODING_OK)
        status = base_alloc(all->context,
                            all->options.book_count * sizeof *texts->first_code,
                            (void **)(void *)&texts->first_code);
    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < all->rule_count; i++)
        texts->rules[i].hidden_by = REHEARSAL_NONE;
    for (size_t i = 0; i < all->options.book_count; i++) {
        texts->first_code[i] = codes;
        codes += coding_codebook_content(all->options.books[i])->code_count;
    }
    return CODING_OK;
}

coding_status
coding_rehearsal_open(coding_rehearsal *rehearsal,
                      const coding_columns *columns)
{
    corpus *texts = NULL;
    coding_status status = BASE_NEW(rehearsal->context, &texts);

    if (status != CODING_OK)
        return status;
    texts->all = rehearsal;
    rehearsal->texts = texts;
    status = make_records(texts);
    if (status == CODING_OK)
        status = rehearsal_coder(rehearsal, columns,
                                 (coding_row_sink){take_coded, texts},
                                 &texts->result, &texts->coder);
    if (status == CODING_OK)
        texts->core = coding_core_of(texts->result);
    if (status == CODING_OK && rehearsal->options.generality)
        status = generality_new(rehearsal, columns, &texts->reach);
    return status;
}

coding_row_sink
coding_rehearsal_sink(coding_rehearsal *rehearsal)
{
    return (coding_row_sink){take, rehearsal->texts};
}

/* ---- findings ---- */

static coding_status
judge_rule(corpus *texts, size_t rule)
{
    coding_rehearsal *all = texts->all;
    const rule_record *record = &texts->rules[rule];
    rehearsal_finding found = rehearsal_of_rule(all, "dead", rule);

    if (record->found == 0)
        return rehearsal_give(all, &found, "finds nothing in these texts");
    if (record->chosen > 0 || record->hidden_by == REHEARSAL_NONE)
        return CODING_OK;
    found.kind = "shadowed";
    found.other = all->rules[record->hidden_by].rule->id;
    found.has_value = true;
    found.value = (double)record->found;
    return rehearsal_give(all, &found,
                          "all that it finds is coded by other rules, as by "
                          "'%.*s'; passages: %zu",
                          DIAG_SPAN(found.other), (size_t)record->found);
}

/* One of the codes says that it implies the other. */
static bool
is_implied(const coding_code *a, const coding_code *b)
{
    for (size_t i = 0; i < a->implies_count; i++)
        if (a->implies[i].facet.length == 0 &&
            coding_span_equal(a->implies[i].name, b->id))
            return true;
    return false;
}

static coding_status
judge_pair(corpus *texts, size_t book, size_t a, size_t b)
{
    coding_rehearsal *all = texts->all;
    const code_record *records = texts->codes + texts->first_code[book];
    const coding_code *left = rehearsal_code(all, book, a);
    const coding_code *right = rehearsal_code(all, book, b);
    rehearsal_finding found = {.kind = "together",
                               .place = &left->place,
                               .book = book,
                               .code = left,
                               .other = right->id,
                               .has_value = true,
                               .value = (double)records[a].units};

    if (records[a].units < 2 || records[a].units != records[b].units ||
        records[a].sum != records[b].sum || is_implied(left, right) ||
        is_implied(right, left))
        return CODING_OK;
    return rehearsal_give(all, &found,
                          "'%.*s' and '%.*s' stand in the same %zu units and "
                          "in no others",
                          DIAG_SPAN(left->id), DIAG_SPAN(right->id),
                          (size_t)records[a].units);
}

static coding_status
judge_pairs(corpus *texts)
{
    const coding_rehearsal *all = texts->all;
    coding_status status = CODING_OK;

    for (size_t i = 0; i < all->options.book_count; i++) {
        size_t codes =
            coding_codebook_content(all->options.books[i])->code_count;

        for (size_t a = 0; a < codes; a++)
            for (size_t b = a + 1; status == CODING_OK && b < codes; b++)
                status = judge_pair(texts, i, a, b);
    }
    return status;
}

coding_status
coding_rehearsal_finish(coding_rehearsal *rehearsal)
{
    corpus *texts = rehearsal->texts;
    coding_status status = coding_coder_finish(texts->coder);

    end_document(texts);
    /* A stream without its units tells nothing of the rules. */
    for (size_t i = 0;
         status == CODING_OK && texts->units > 0 && i < rehearsal->rule_count;
         i++)
        status = judge_rule(texts, i);
    if (status == CODING_OK)
        status = judge_pairs(texts);
    if (status == CODING_OK && texts->reach != NULL)
        status = generality_finish(texts->reach);
    return status;
}
