/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rows in, rows and codings out. See coding/coder.h. */
#include <string.h>

#include "base/diag.h"
#include "base/memory.h"
#include "coder/coder_inside.h"
#include "table/columns.h"

coding_status
coding_coder_columns(const coding_columns *columns, coding_columns **out)
{
    static const char *const names[] = {
        "document", "unit",     "turn", "speaker", "role",  "respondent",
        "question", "start",    "end",  "facet",   "code",  "pattern",
        "polarity", "codebook", "rank", "family",  "label", "name",
        "value",    "mentions", "text"};
    coding_columns *made = NULL;
    coding_status status = COLUMNS_WITH(NULL, columns, names, &made);

    if (status == CODING_OK &&
        coding_columns_find(made, "asked") != CODING_NO_COLUMN)
        status = coding_columns_add(made, coding_span_of("prompted"));
    if (status == CODING_OK)
        *out = made;
    else
        coding_columns_free(made);
    return status;
}

/* ---- making one ---- */

/* Cues are compiled once, also when several codebooks share them. */
static coding_status
make_cues(coding_coder *coder, const engine_options *options)
{
    const coding_coder_options *wanted = &coder->options;
    coding_status status =
        base_alloc(coder->context, wanted->book_count * sizeof *coder->cues,
                   (void **)(void *)&coder->cues);

    for (size_t i = 0; i < wanted->book_count && status == CODING_OK; i++) {
        const coding_cues *cues = wanted->cues != NULL ? wanted->cues[i] : NULL;

        for (size_t k = 0; k < i && cues != NULL; k++)
            if (wanted->cues[k] == cues)
                coder->cues[i] = coder->cues[k];
        if (cues != NULL && coder->cues[i] == NULL)
            status = judge_new(coder->context, cues, options, &coder->cues[i]);
    }
    return status;
}

static coding_status
check_roles(const coding_coder *coder)
{
    static const char *const known[] = {"interviewer", "respondent", "note",
                                        "other"};
    const coding_coder_options *wanted = &coder->options;

    for (size_t i = 0; i < wanted->role_count; i++) {
        bool found = false;

        for (size_t k = 0; k < sizeof known / sizeof *known; k++)
            found |= strcmp(wanted->roles[i], known[k]) == 0;
        if (!found)
            return diag_error(coder->context, CODING_EUSAGE, "role-unknown",
                              (diag_place){0},
                              "'%s' is no role, expected interviewer, "
                              "respondent, note or other",
                              wanted->roles[i]);
    }
    return CODING_OK;
}

static coding_status
make(coding_coder *coder, const coding_columns *columns,
     const coding_columns *result)
{
    const coding_coder_options *wanted = &coder->options;
    const engine_options options = {
        .kind = wanted->plain ? ENGINE_PLAIN : ENGINE_BEST,
        .reading = wanted->exact ? REGEX_EXACT : REGEX_FOLDED,
        .keep_going = wanted->keep_going,
    };
    coding_status status = check_roles(coder);

    if (status == CODING_OK)
        status = coding_cells_new(coder->context, result, &coder->cells);
    if (status == CODING_OK)
        status = program_build(&coder->book, wanted->books, wanted->book_count,
                               columns, &options);
    if (status == CODING_OK)
        status = make_cues(coder, &options);
    if (status == CODING_OK)
        status = passages_finder_new(coder->context, &coder->book, coder->cues,
                                     &coder->finder);
    if (status == CODING_OK)
        status = base_alloc(coder->context,
                            coder->book.count * sizeof *coder->matched,
                            (void **)(void *)&coder->matched);
    if (status == CODING_OK && wanted->explain)
        status = explain_begin(coder);
    if (status == CODING_OK && wanted->explain)
        passages_finder_ask(coder->finder, &coder->trace);
    return status;
}

coding_status
coding_coder_new(coding_context *context, const coding_columns *columns,
                 const coding_columns *result,
                 const coding_coder_options *options, coding_row_sink sink,
                 coding_coder **out)
{
    coding_coder *made = NULL;
    coding_status status = BASE_NEW(context, &made);

    if (status != CODING_OK)
        return status;
    made->context = context;
    made->options = *options;
    made->sink = sink;
    made->in = coding_core_of(columns);
    made->out = coding_core_of(result);
    program_init(&made->book, context);
    window_init(&made->units, context, options->exact ? FOLD_EXACT : FOLD_FULL,
                columns);
    answer_init(&made->words, context);
    window_init(&made->asked, context, made->units.kind, columns);
    answer_init(&made->asked_words, context);
    prompts_init(&made->prompted, context);
    buffer_init(&made->text, context);
    buffer_init(&made->summary, context);
    status = abbreviations_load(context, options->abbreviations, &made->more);
    made->words.more = made->asked_words.more = &made->more;
    if (status == CODING_OK)
        status = make(made, columns, result);
    if (status == CODING_OK)
        *out = made;
    else
        coding_coder_free(made);
    return status;
}

void
coding_coder_free(coding_coder *coder)
{
    if (coder == NULL)
        return;
    passages_finder_free(coder->finder);
    for (size_t i = 0; coder->cues != NULL && i < coder->options.book_count;
         i++) {
        bool again = false;

        for (size_t k = 0; k < i; k++)
            again |= coder->cues[k] == coder->cues[i];
        if (!again)
            judge_free(coder->cues[i]);
    }
    base_free(coder->context, coder->cues);
    program_clear(&coder->book);
    window_clear(&coder->units);
    answer_clear(&coder->words);
    window_clear(&coder->asked);
    answer_clear(&coder->asked_words);
    prompts_clear(&coder->prompted);
    abbreviations_clear(&coder->more);
    buffer_free(&coder->text);
    buffer_free(&coder->summary);
    coding_cells_free(coder->cells);
    base_free(coder->context, coder->matched);
    base_free(coder->context, coder->passages.items);
    base_free(coder->context, coder->trace.items);
    base_free(coder->context, coder->explained);
    base_free(coder->context, coder);
}

/* ---- the front of the stream ---- */

/* "codebook=NAME VERSION sha256:HEX", its word lists and cues. */
static void
add_book(const coding_coder *coder, size_t number, buffer *text)
{
    const coding_codebook_data *book =
        coding_codebook_content(coder->options.books[number]);
    const coding_cues *cues =
        coder->options.cues != NULL ? coder->options.cues[number] : NULL;

    buffer_add_text(text, text->length > 0 ? "; codebook=" : "codebook=");
    buffer_add(text, book->name);
    buffer_add_byte(text, ' ');
    buffer_add(text, book->version);
    buffer_add_text(text, " sha256:");
    buffer_add_text(text, book->sha256);
    for (size_t i = 0; i < book->list_count; i++) {
        const char *slash = strrchr(book->lists[i].file, '/');

        buffer_add_text(text, "; words=");
        buffer_add_text(text, slash != NULL ? slash + 1 : book->lists[i].file);
        buffer_add_text(text, " sha256:");
        buffer_add_text(text, book->lists[i].sha256);
    }
    if (cues == NULL) {
        buffer_add_text(text, "; cues=none");
    } else {
        buffer_add_text(text, "; cues=");
        buffer_add(text, coding_cues_content(cues)->name);
        buffer_add_byte(text, ' ');
        buffer_add(text, coding_cues_content(cues)->version);
        buffer_add_text(text, " sha256:");
        buffer_add_text(text, coding_cues_content(cues)->sha256);
    }
}

static coding_status
give_meta(coding_coder *coder)
{
    const coding_coder_options *options = &coder->options;
    coding_meta meta = {.tool = options->tool != NULL ? options->tool : "code",
                        .arguments = options->arguments,
                        .first = options->first};
    coding_status status;
    buffer text;

    buffer_init(&text, coder->context);
    buffer_add_text(&text, options->details != NULL ? options->details : "");
    if (options->details == NULL)
        abbreviations_describe(&coder->more, options->abbreviations, &text);
    for (size_t i = 0; i < options->book_count; i++)
        add_book(coder, i, &text);
    meta.details = buffer_text(&text);
    status = buffer_status(&text);
    if (status == CODING_OK)
        status = coding_meta_give(coder->cells, &meta, coder->sink);
    buffer_free(&text);
    return status;
}

static coding_status
give_codes(coding_coder *coder)
{
    const coding_core *core = &coder->out;
    coding_status status = CODING_OK;

    for (size_t i = 0; i < coder->book.count && status == CODING_OK; i++) {
        const program_code *code = &coder->book.codes[i];

        coding_cells_begin(coder->cells, CODING_RECORD_CODE);
        coding_cells_text(coder->cells, core->facet, code->book->facet);
        coding_cells_text(coder->cells, core->code, code->code->id);
        coding_cells_text(coder->cells, core->family, code->code->family);
        coding_cells_text(coder->cells, core->label, code->code->label);
        coding_cells_text(coder->cells, core->codebook, code->label);
        coding_cells_text(coder->cells, core->value, code->code->record);
        coding_cells_text(coder->cells, core->text, code->code->brief);
        status = coding_cells_give(coder->cells, coder->sink);
    }
    return status;
}

/* After the meta rows of the filters before. */
static coding_status
give_front(coding_coder *coder)
{
    coding_status status = CODING_OK;

    if (coder->begun)
        return CODING_OK;
    coder->begun = true;
    status = give_meta(coder);
    return status == CODING_OK ? give_codes(coder) : status;
}

/* ---- units ---- */

/* All subjects of the window, respondent by respondent. */
static coding_status
code_answers(coding_coder *coder)
{
    window *units = &coder->units;
    coding_status status = CODING_OK;

    for (size_t i = 0; i < units->subject_count && status == CODING_OK; i++) {
        const passages_list *found = NULL;
        bool before = false;

        for (size_t k = 0; k < i; k++)
            before |= window_same_speaker(units, k, i);
        if (before)
            continue;
        answer_begin(&coder->words, units);
        for (size_t k = i; k < units->subject_count && status == CODING_OK; k++)
            if (k == i || window_same_speaker(units, k, i))
                status = answer_add(&coder->words, k);
        for (size_t k = 0; k < coder->options.book_count; k++)
            judge_forget(coder->cues[k]);
        if (status == CODING_OK)
            status = passages_find(coder->finder, &coder->words, &found);
        if (status == CODING_OK)
            status = codings_keep(coder, found);
        if (status == CODING_OK && coder->options.explain)
            status = explain_give(coder, found);
    }
    return status;
}

/* Codes what has come and gives the codings. */
static coding_status
flush(coding_coder *coder)
{
    coding_status status = window_finish(&coder->units);

    coder->passages.count = 0;
    if (status == CODING_OK)
        status = code_answers(coder);
    if (status == CODING_OK)
        status = codings_give(coder);
    window_reset(&coder->units);
    return status;
}

static bool
is_coded(const coding_coder *coder, const coding_row *row)
{
    coding_span role = coding_row_cell(row, coder->in.role);

    if (coder->options.role_count == 0)
        return coding_span_is(role, "respondent");
    for (size_t i = 0; i < coder->options.role_count; i++)
        if (coding_span_is(role, coder->options.roles[i]))
            return true;
    return false;
}

/* The subjects that have come need not wait for more of the answer. */
static bool
is_answered(const coding_coder *coder, const coding_row *row)
{
    const window *units = &coder->units;
    const coding_row *last = &units->units[units->unit_count - 1].row;
    coding_span question = coding_row_cell(last, coder->in.question);

    return !coder->book.whole_answer || question.length == 0 ||
           !coding_span_equal(question,
                              coding_row_cell(row, coder->in.question)) ||
           !coding_span_equal(coding_row_cell(last, coder->in.document),
                              coding_row_cell(row, coder->in.document));
}

static coding_status
take_unit(coding_coder *coder, const coding_row *row)
{
    window *units = &coder->units;
    bool coded = is_coded(coder, row);
    coding_status status = CODING_OK;

    if (window_is_closed_by(units, row, coded))
        window_close(units);
    if (units->open == WINDOW_NO_SUBJECT && units->subject_count > 0 &&
        is_answered(coder, row))
        status = flush(coder);
    if (status == CODING_OK)
        status = coding_row_give(coder->sink, row);
    coder->counts.units += coded;
    if (status == CODING_OK && (coded || units->subject_count > 0))
        status = window_add(units, row, coded);
    return status;
}

/* ---- other rows ---- */

/* A code of a facet of ours came with the stream. */
static coding_status
check_code(coding_coder *coder, const coding_row *row)
{
    coding_span facet = coding_row_cell(row, coder->in.facet);

    for (size_t i = 0; i < coder->options.book_count; i++) {
        const coding_codebook_data *book =
            coding_codebook_content(coder->options.books[i]);

        if (coding_span_equal(book->facet, facet))
            return diag_error(
                coder->context, CODING_EDATA, "facet-coded",
                (diag_place){row->file, row->line, 0, {0}},
                "the stream is coded by facet '%.*s' already; give the "
                "codebook '%.*s' another facet",
                DIAG_SPAN(facet), DIAG_SPAN(book->name));
    }
    return CODING_OK;
}

/* A document's end says how many codings it has. */
static coding_status
give_end(coding_coder *coder, const coding_row *row)
{
    if (coding_row_cell(row, coder->in.document).length == 0)
        return coding_row_give(coder->sink, row);
    coding_cells_begin_as(coder->cells, row);
    if (coding_row_cell(row, coder->in.units).length > 0)
        coding_cells_unsigned(coder->cells, coder->out.mentions,
                              coder->in_document);
    coder->in_document = 0;
    prompts_forget(&coder->prompted);
    return coding_cells_give(coder->cells, coder->sink);
}

static coding_status
take_row(coding_coder *coder, const coding_row *row)
{
    coding_status status = CODING_OK;

    if (row->record == CODING_RECORD_META) {
        /* Sentences are those that the units were cut into. */
        status = abbreviations_take(
            coder->context, coding_row_cell(row, coder->in.text), &coder->more);
        return status == CODING_OK ? coding_row_give(coder->sink, row) : status;
    }
    status = give_front(coder);
    if (status == CODING_OK)
        status = asking_take(coder, row);
    if (status != CODING_OK)
        return status;
    if (row->record == CODING_RECORD_UNIT)
        return take_unit(coder, row);
    if (row->record == CODING_RECORD_CODE)
        status = check_code(coder, row);
    else if (row->record == CODING_RECORD_CODING)
        coder->in_document++;
    else
        status = flush(coder);
    if (row->record == CODING_RECORD_DOCUMENT) {
        coder->counts.documents++;
        prompts_forget(&coder->prompted);
    }
    if (status != CODING_OK)
        return status;
    if (row->record == CODING_RECORD_COVERAGE)
        return asking_give_coverage(coder, row);
    return row->record == CODING_RECORD_END ? give_end(coder, row)
                                            : coding_row_give(coder->sink, row);
}

/* After a fault nothing is done any more, so that it is told once. */
coding_status
coding_coder_take(coding_coder *coder, const coding_row *row)
{
    if (coder->failed == CODING_OK)
        coder->failed = take_row(coder, row);
    return coder->failed;
}

static coding_status
take(void *user, const coding_row *row)
{
    return coding_coder_take(user, row);
}

coding_row_sink
coding_coder_sink(coding_coder *coder)
{
    return (coding_row_sink){take, coder};
}

coding_status
coding_coder_finish(coding_coder *coder)
{
    coding_status status = coder->failed;

    if (status == CODING_OK)
        status = give_front(coder);
    if (status == CODING_OK)
        status = flush(coder);
    for (size_t i = 0; i < coder->book.count; i++)
        coder->counts.unmatched += coder->matched[i] == 0;
    coder->counts.codes = coder->book.count;
    for (size_t i = 0; i < coder->book.pattern_count; i++)
        coder->counts.stopped += engine_is_left_out(coder->book.patterns, i);
    return status;
}

coding_coder_counts
coding_coder_count(const coding_coder *coder)
{
    return coder->counts;
}
