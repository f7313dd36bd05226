/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rehearsal of codebooks: parts, findings, counts. See
   coding/rehearsal.h. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "rehearsal/rehearsal_inside.h"

enum { SENTENCE_BYTES = 1000 };

/* No id may have it, but a facet of a person's own could; so it is odd. */
static const char suffix[] = "~check~";

coding_status
coding_rehearsal_columns(coding_columns *columns)
{
    static const char *const names[] = {"facet", "code",      "pattern",
                                        "name",  "value",     "table",
                                        "row",   "statistic", "text"};
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < sizeof names / sizeof *names;
         i++)
        status = coding_columns_add(columns, coding_span_of(names[i]));
    return status;
}

/* ---- making one ---- */

static void
number_rules(coding_rehearsal *all)
{
    size_t number = 0;

    for (size_t i = 0; i < all->options.book_count; i++) {
        const coding_codebook_data *book =
            coding_codebook_content(all->options.books[i]);

        for (size_t j = 0; j < book->code_count; j++)
            for (size_t k = 0; k < book->codes[j].rule_count; k++)
                all->rules[number++] =
                    (rehearsal_rule){i, j, &book->codes[j].rules[k]};
    }
}

static void
count_all(coding_rehearsal *all)
{
    coding_rehearsal_counts *counts = &all->counts;

    for (size_t i = 0; i < all->options.book_count; i++) {
        const coding_codebook_data *book =
            coding_codebook_content(all->options.books[i]);

        counts->codes += book->code_count;
        counts->rules += book->rule_count;
        for (size_t j = 0; j < book->code_count; j++) {
            counts->examples += book->codes[j].example_count;
            counts->counterexamples += book->codes[j].counterexample_count;
        }
    }
    all->rule_count = counts->rules;
}

static coding_status
add_part(coding_rehearsal *all, rehearsal_part part)
{
    const coding_codebook *book = all->options.books[part.book];
    coding_codebook **made = &all->made[all->part_count];
    coding_status status =
        part.by_rule ? coding_codebook_split(all->context, book, suffix, made)
                     : coding_codebook_rename(all->context, book, suffix, made);

    if (status != CODING_OK)
        return status;
    if (!part.by_rule && all->options.cues != NULL)
        all->cues[all->part_count] = all->options.cues[part.book];
    all->parts[all->part_count++] = part;
    return CODING_OK;
}

static coding_status
make_parts(coding_rehearsal *all)
{
    size_t first = 0;
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < all->options.book_count;
         i++) {
        size_t rules =
            coding_codebook_content(all->options.books[i])->rule_count;

        status = add_part(all, (rehearsal_part){i, false, 0});
        if (status == CODING_OK && rules > 0)
            status = add_part(all, (rehearsal_part){i, true, first});
        first += rules;
    }
    return status;
}

static coding_status
make(coding_rehearsal *all, const coding_columns *columns)
{
    coding_context *context = all->context;
    size_t most = 2 * all->options.book_count;
    coding_status status = coding_codebook_order(context, all->options.books,
                                                 all->options.book_count, NULL);

    count_all(all);
    if (status == CODING_OK)
        status = base_alloc(context, most * sizeof *all->made,
                            (void **)(void *)&all->made);
    if (status == CODING_OK)
        status = base_alloc(context, most * sizeof *all->cues,
                            (void **)(void *)&all->cues);
    if (status == CODING_OK)
        status = base_alloc(context, most * sizeof *all->parts,
                            (void **)(void *)&all->parts);
    if (status == CODING_OK)
        status = base_alloc(context, all->rule_count * sizeof *all->rules,
                            (void **)(void *)&all->rules);
    if (status != CODING_OK)
        return status;
    number_rules(all);
    status = make_parts(all);
    if (status == CODING_OK)
        status = coding_cells_new(context, columns, &all->cells);
    return status;
}

coding_status
coding_rehearsal_new(coding_context *context,
                     const coding_rehearsal_options *options,
                     const coding_columns *columns, coding_row_sink sink,
                     coding_rehearsal **out)
{
    coding_rehearsal *all = NULL;
    coding_status status = BASE_NEW(context, &all);

    if (status != CODING_OK)
        return status;
    all->context = context;
    all->options = *options;
    all->core = coding_core_of(columns);
    all->sink = sink;
    status = make(all, columns);
    if (status == CODING_OK)
        *out = all;
    else
        coding_rehearsal_free(all);
    return status;
}

void
coding_rehearsal_free(coding_rehearsal *rehearsal)
{
    if (rehearsal == NULL)
        return;
    corpus_free(rehearsal->texts);
    coding_cells_free(rehearsal->cells);
    for (size_t i = 0; i < rehearsal->part_count; i++)
        coding_codebook_free(rehearsal->made[i]);
    base_free(rehearsal->context, rehearsal->made);
    base_free(rehearsal->context, rehearsal->cues);
    base_free(rehearsal->context, rehearsal->parts);
    base_free(rehearsal->context, rehearsal->rules);
    base_free(rehearsal->context, rehearsal);
}

coding_rehearsal_counts
coding_rehearsal_count(const coding_rehearsal *rehearsal)
{
    return rehearsal->counts;
}

const char *
coding_rehearsal_summary(coding_rehearsal *rehearsal)
{
    const coding_rehearsal_counts *counts = &rehearsal->counts;
    size_t examples = counts->examples + counts->counterexamples;

    (void)snprintf(
        rehearsal->summary, sizeof rehearsal->summary,
        "codes %zu, rules %zu; examples and counterexamples as they should be "
        "%zu of %zu; findings %zu",
        counts->codes, counts->rules, examples - counts->failed, examples,
        counts->findings);
    return rehearsal->summary;
}

/* ---- codings of the parts ---- */

coding_status
rehearsal_coder(coding_rehearsal *all, const coding_columns *columns,
                coding_row_sink sink, coding_columns **result,
                coding_coder **out)
{
    static const char *const roles[] = {"respondent", "interviewer", "note",
                                        "other"};
    const coding_coder_options options = {
        .books = (const coding_codebook *const *)all->made,
        .cues = all->cues,
        .book_count = all->part_count,
        .roles = roles,
        .role_count = all->texts == NULL ? 4 : 1,
        .keep_going = true,
        .tool = "codebook",
        .first = true,
    };
    coding_status status = coding_coder_columns(columns, result);

    if (status == CODING_OK)
        status = coding_coder_new(all->context, columns, *result, &options,
                                  sink, out);
    return status;
}

rehearsal_coding
rehearsal_read(const coding_rehearsal *all, const coding_core *core,
               const coding_row *row)
{
    rehearsal_coding coding = {
        REHEARSAL_NONE, REHEARSAL_NONE, REHEARSAL_NONE, false, 0, 0};
    coding_span facet = coding_row_cell(row, core->facet);
    coding_span code = coding_row_cell(row, core->code);
    const rehearsal_part *part;

    for (size_t i = 0; i < all->part_count; i++) {
        if (coding_span_equal(facet,
                              coding_codebook_content(all->made[i])->facet))
            coding.part = i;
    }
    if (coding.part == REHEARSAL_NONE)
        return coding;
    part = &all->parts[coding.part];
    if (part->by_rule) {
        coding.rule =
            part->first + coding_codebook_find(all->made[coding.part], code);
    } else {
        coding.code = coding_codebook_find(all->made[coding.part], code);
        /* The next part has the rules, if there are any. */
        if (coding.part + 1 < all->part_count &&
            all->parts[coding.part + 1].by_rule) {
            size_t rule =
                coding_codebook_find(all->made[coding.part + 1],
                                     coding_row_cell(row, core->pattern));

            if (rule != CODING_NO_CODE)
                coding.rule = all->parts[coding.part + 1].first + rule;
        }
    }
    coding.affirmed =
        coding_span_is(coding_row_cell(row, core->polarity), "affirmed");
    /* The coder fills both with numbers. */
    (void)coding_row_unsigned(row, core->start, &coding.start);
    (void)coding_row_unsigned(row, core->end, &coding.end);
    return coding;
}

/* ---- findings ---- */

const coding_code *
rehearsal_code(const coding_rehearsal *all, size_t book, size_t code)
{
    return &coding_codebook_content(all->options.books[book])->codes[code];
}

rehearsal_finding
rehearsal_of_rule(const coding_rehearsal *all, const char *kind, size_t rule)
{
    const rehearsal_rule *one = &all->rules[rule];

    return (rehearsal_finding){
        .kind = kind,
        .place = &one->rule->place,
        .book = one->book,
        .code = rehearsal_code(all, one->book, one->code),
        .pattern = one->rule->id,
    };
}

/* The name of the file, without folders. */
static const char *
base_name(const char *file)
{
    const char *slash = strrchr(file, '/');

    return slash != NULL ? slash + 1 : file;
}

coding_status
rehearsal_give(coding_rehearsal *all, const rehearsal_finding *finding,
               const char *text, ...)
{
    const coding_core *core = &all->core;
    char sentence[SENTENCE_BYTES];
    coding_status status;
    buffer place;
    va_list arguments;

    va_start(arguments, text);
    (void)vsnprintf(sentence, sizeof sentence, text, arguments);
    va_end(arguments);
    buffer_init(&place, all->context);
    if (finding->place != NULL) {
        buffer_add_text(&place, base_name(finding->place->file));
        buffer_add_byte(&place, ':');
        buffer_add_unsigned(&place, finding->place->line);
    }
    coding_cells_begin(all->cells, CODING_RECORD_TEST);
    coding_cells_text(all->cells, core->table, coding_span_of("check"));
    coding_cells_text(all->cells, core->statistic,
                      coding_span_of(finding->kind));
    coding_cells_text(all->cells, core->name, buffer_span(&place));
    if (finding->book != REHEARSAL_NONE)
        coding_cells_text(
            all->cells, core->facet,
            coding_codebook_content(all->options.books[finding->book])->facet);
    if (finding->code != NULL)
        coding_cells_text(all->cells, core->code, finding->code->id);
    coding_cells_text(all->cells, core->pattern, finding->pattern);
    coding_cells_text(all->cells, core->row, finding->other);
    if (finding->has_value)
        coding_cells_number(all->cells, core->value, finding->value);
    coding_cells_text(all->cells, core->text, coding_span_of(sentence));
    status = buffer_status(&place);
    if (status == CODING_OK)
        status = coding_cells_give(all->cells, all->sink);
    buffer_free(&place);
    all->counts.findings++;
    return status;
}
