/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What guards hold back: every rule runs by itself with and without its
   `unless`; what only the second finds, and no coding of the code covers, is
   for a person to judge. See rehearsal/review_inside.h. */
#include <string.h>

#include "base/memory.h"
#include "rehearsal/review_inside.h"

/* Odd, so that no facet of a person's own has them. */
static const char closed[] = "~closed~", open[] = "~open~", split[] = "~split~";

/* OPEN is only what the two after it are made of. */
enum { CLOSED, CLOSED_RULES, OPEN, OPEN_BOOK, OPEN_RULES, PARTS };

/* The codebooks that one codebook becomes. */
typedef struct {
    const coding_codebook_data *book;
    coding_codebook *made[PARTS];
    coding_span closed_rules, open_rules; /* facets: each rule a code */
} guarded_book;

struct review_guards {
    coding_review *all;
    guarded_book *books;
    coding_codebook **parts; /* of all books, borrowed */
    size_t part_count;
    coding_columns *coded;
    coding_core core;
    coding_coder *coder;
    arena kept;            /* of the document at hand */
    review_passages known; /* codings of the stream */
    review_passages firm;  /* what rules find with their guards */
    review_passages loose; /* and without */
    coding_span *rows; /* cells of the loose ones, one row after the other */
    size_t row_capacity;
};

static bool
has_guard(const coding_codebook_data *book)
{
    for (size_t i = 0; i < book->code_count; i++)
        for (size_t j = 0; j < book->codes[i].rule_count; j++)
            if (book->codes[i].rules[j].unless_count > 0)
                return true;
    return false;
}

static coding_status
make_book(review_guards *of, size_t number)
{
    coding_context *context = of->all->context;
    const coding_codebook *book = of->all->options.books[number];
    guarded_book *to = &of->books[number];
    coding_codebook **made = to->made;
    coding_status status =
        coding_codebook_rename(context, book, closed, &made[CLOSED]);

    to->book = coding_codebook_content(book);
    if (status == CODING_OK && to->book->rule_count > 0)
        status =
            coding_codebook_split(context, book, closed, &made[CLOSED_RULES]);
    if (status == CODING_OK)
        status = coding_codebook_unguard(context, book, open, &made[OPEN]);
    if (status == CODING_OK)
        status = coding_codebook_rename(context, made[OPEN], split,
                                        &made[OPEN_BOOK]);
    if (status == CODING_OK && to->book->rule_count > 0)
        status = coding_codebook_split(context, made[OPEN], split,
                                       &made[OPEN_RULES]);
    for (size_t i = 0; status == CODING_OK && i < PARTS; i++)
        if (made[i] != NULL && i != OPEN)
            of->parts[of->part_count++] = made[i];
    if (status == CODING_OK && made[CLOSED_RULES] != NULL &&
        made[OPEN_RULES] != NULL) {
        to->closed_rules = coding_codebook_content(made[CLOSED_RULES])->facet;
        to->open_rules = coding_codebook_content(made[OPEN_RULES])->facet;
    }
    return status;
}

/* ---- rows of the coder ---- */

static coding_status
add_passage(review_guards *of, review_passages *to, const review_passage *one)
{
    coding_status status =
        BASE_GROW(of->all->context, &to->items, &to->capacity, to->count + 1);

    if (status == CODING_OK)
        to->items[to->count++] = *one;
    return status;
}

/* The rule of a codebook, and its code. */
static const coding_rule *
find_rule(const coding_codebook_data *book, coding_span id,
          const coding_code **code)
{
    for (size_t i = 0; i < book->code_count; i++)
        for (size_t j = 0; j < book->codes[i].rule_count; j++)
            if (coding_span_equal(book->codes[i].rules[j].id, id)) {
                *code = &book->codes[i];
                return &book->codes[i].rules[j];
            }
    return NULL;
}

/* Copies the row behind those of the loose passages before it. */
static coding_status
keep_row(review_guards *of, const coding_row *row)
{
    size_t width = coding_columns_count(of->coded);
    size_t first = of->loose.count * width;
    coding_status status = BASE_GROW(of->all->context, &of->rows,
                                     &of->row_capacity, first + width);

    for (size_t i = 0; status == CODING_OK && i < width; i++)
        status = arena_copy(&of->kept, row->cells[i], &of->rows[first + i]);
    return status;
}

static coding_status
take_passage(review_guards *of, const guarded_book *book, bool firm,
             const coding_row *row)
{
    const coding_code *code = NULL;
    const coding_rule *rule =
        find_rule(book->book, coding_row_cell(row, of->core.code), &code);
    review_passage one = {.facet = book->book->facet};
    coding_status status = CODING_OK;

    if (rule == NULL || (!firm && rule->unless_count == 0))
        return CODING_OK;
    one.code = code->id;
    one.rule = rule->id;
    /* The coder fills both with numbers. */
    (void)coding_row_unsigned(row, of->core.start, &one.start);
    (void)coding_row_unsigned(row, of->core.end, &one.end);
    if (!firm)
        status = keep_row(of, row);
    return status == CODING_OK
               ? add_passage(of, firm ? &of->firm : &of->loose, &one)
               : status;
}

static coding_status
take_coded(void *user, const coding_row *row)
{
    review_guards *of = user;
    coding_span facet = coding_row_cell(row, of->core.facet);

    if (row->record != CODING_RECORD_CODING)
        return CODING_OK;
    for (size_t i = 0; i < of->all->options.book_count; i++) {
        const guarded_book *book = &of->books[i];

        if (book->open_rules.length == 0)
            continue;
        if (coding_span_equal(facet, book->open_rules))
            return take_passage(of, book, false, row);
        if (coding_span_equal(facet, book->closed_rules))
            return take_passage(of, book, true, row);
    }
    return CODING_OK;
}

/* ---- making one ---- */

static coding_status
make_coder(review_guards *of, const coding_columns *columns)
{
    const coding_coder_options options = {
        .books = (const coding_codebook *const *)of->parts,
        .cues = NULL,
        .book_count = of->part_count,
        .keep_going = true,
        .tool = "review",
        .first = true,
    };
    coding_coder_options wanted = options;
    const coding_cues **none = NULL;
    coding_status status = arena_take_array(
        &of->all->kept, of->part_count, sizeof *none, (void **)(void *)&none);

    wanted.cues = none;
    if (status == CODING_OK)
        status = coding_coder_columns(columns, &of->coded);
    if (status != CODING_OK)
        return status;
    of->core = coding_core_of(of->coded);
    return coding_coder_new(of->all->context, columns, of->coded, &wanted,
                            (coding_row_sink){take_coded, of}, &of->coder);
}

coding_status
review_guards_new(coding_review *all, const coding_columns *columns)
{
    size_t count = all->options.book_count;
    review_guards *of = NULL;
    coding_status status = BASE_NEW(all->context, &of);
    bool guarded = false;

    if (status != CODING_OK)
        return status;
    all->guards = of;
    of->all = all;
    arena_init(&of->kept, all->context);
    status = base_alloc(all->context, count * sizeof *of->books,
                        (void **)(void *)&of->books);
    if (status == CODING_OK)
        status = base_alloc(all->context, PARTS * count * sizeof(*of->parts),
                            (void **)(void *)&of->parts);
    for (size_t i = 0; status == CODING_OK && i < count; i++) {
        guarded = guarded ||
                  has_guard(coding_codebook_content(all->options.books[i]));
        status = make_book(of, i);
    }
    if (status == CODING_OK)
        status = coding_codebook_order(all->context, all->options.books, count,
                                       NULL);
    return status == CODING_OK && guarded ? make_coder(of, columns) : status;
}

void
review_guards_free(review_guards *of)
{
    coding_context *context;

    if (of == NULL)
        return;
    context = of->all->context;
    coding_coder_free(of->coder);
    coding_columns_free(of->coded);
    for (size_t i = 0; of->books != NULL && i < of->all->options.book_count;
         i++)
        for (size_t j = PARTS; j-- > 0;)
            coding_codebook_free(of->books[i].made[j]);
    base_free(context, of->books);
    base_free(context, of->parts);
    base_free(context, of->known.items);
    base_free(context, of->firm.items);
    base_free(context, of->loose.items);
    base_free(context, of->rows);
    arena_clear(&of->kept);
    base_free(context, of);
}

/* ---- rows of the stream ---- */

static bool
is_covered(const review_passages *by, const review_passage *one, bool rule)
{
    for (size_t i = 0; i < by->count; i++) {
        const review_passage *other = &by->items[i];

        if (other->start < one->end && one->start < other->end &&
            coding_span_equal(other->facet, one->facet) &&
            coding_span_equal(other->code, one->code) &&
            (!rule || coding_span_equal(other->rule, one->rule)))
            return true;
    }
    return false;
}

/* The guards of the rule, as `unless=A ,, B`. */
static coding_status
name_guards(review_guards *of, const review_passage *one, coding_span *out)
{
    const coding_rule *rule = NULL;
    const coding_code *code = NULL;
    buffer *text = &of->all->text;

    for (size_t i = 0; i < of->all->options.book_count; i++)
        if (coding_span_equal(of->books[i].book->facet, one->facet))
            rule = find_rule(of->books[i].book, one->rule, &code);
    buffer_reset(text);
    for (size_t i = 0; rule != NULL && i < rule->unless_count; i++) {
        buffer_add_text(text, i == 0 ? "unless=" : " ,, ");
        buffer_add(text, rule->unless[i].text);
    }
    if (buffer_status(text) != CODING_OK)
        return buffer_status(text);
    return arena_copy(&of->all->kept, buffer_span(text), out);
}

static coding_status
tell(review_guards *of, size_t number)
{
    const review_passage *one = &of->loose.items[number];
    const coding_row row = {.columns = of->coded,
                            .cells = of->rows +
                                     number * coding_columns_count(of->coded),
                            .record = CODING_RECORD_CODING};
    coding_review *all = of->all;
    coding_span asked = all->options.question;
    coding_status status;
    coding_span *cells;

    if (asked.length > 0 &&
        !coding_span_equal(coding_row_cell(&row, of->core.question), asked))
        return CODING_OK;
    status = review_add(all, REVIEW_GUARDED, &of->core, &row);
    if (status != CODING_OK)
        return status;
    cells = review_last(all)->cells;
    cells[REVIEW_FACET] = one->facet;
    cells[REVIEW_CODE] = one->code;
    cells[REVIEW_PATTERN] = one->rule;
    cells[REVIEW_POLARITY] = (coding_span){NULL, 0};
    return name_guards(of, one, &cells[REVIEW_VALUE]);
}

static coding_status
end_document(review_guards *of)
{
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < of->loose.count; i++) {
        const review_passage *one = &of->loose.items[i];

        if (!is_covered(&of->firm, one, true) &&
            !is_covered(&of->known, one, false))
            status = tell(of, i);
    }
    of->known.count = 0;
    of->firm.count = 0;
    of->loose.count = 0;
    arena_clear(&of->kept);
    return status;
}

static coding_status
know(review_guards *of, const coding_row *row)
{
    const coding_core *in = &of->all->in;
    review_passage one = {.start = 0};
    coding_status status =
        arena_copy(&of->kept, coding_row_cell(row, in->facet), &one.facet);

    if (status == CODING_OK)
        status =
            arena_copy(&of->kept, coding_row_cell(row, in->code), &one.code);
    if (!coding_row_unsigned(row, in->start, &one.start) ||
        !coding_row_unsigned(row, in->end, &one.end))
        return status;
    return status == CODING_OK ? add_passage(of, &of->known, &one) : status;
}

coding_status
review_guards_take(review_guards *of, const coding_row *row)
{
    coding_status status = CODING_OK;

    if (of->coder == NULL)
        return CODING_OK;
    switch (row->record) {
    case CODING_RECORD_CODING:
        return know(of, row);
    case CODING_RECORD_QUESTION:
    case CODING_RECORD_RESPONDENT:
    case CODING_RECORD_DOCUMENT:
    case CODING_RECORD_UNIT:
    case CODING_RECORD_END:
        status = coding_coder_take(of->coder, row);
        if (status == CODING_OK && row->record == CODING_RECORD_END)
            status = end_document(of);
        break;
    case CODING_RECORD_OTHER:
    case CODING_RECORD_META:
    case CODING_RECORD_CODE:
    case CODING_RECORD_COVERAGE:
    case CODING_RECORD_ANSWER:
    case CODING_RECORD_COUNT:
    case CODING_RECORD_CELL:
    case CODING_RECORD_TEST:
        break;
    }
    return status;
}

coding_status
review_guards_finish(review_guards *of)
{
    coding_status status =
        of->coder != NULL ? coding_coder_finish(of->coder) : CODING_OK;

    return status == CODING_OK && of->coder != NULL ? end_document(of) : status;
}
