/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dictionary: what was asked and what its codes mean. Frequencies: how many
   gave each answer, of how many who answered. */
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "workbook/atlas.h"
#include "workbook/variable.h"

bool
sheet_has_dictionary(const model *found)
{
    for (size_t i = 0; i < found->question_count; i++)
        if (variable_is(&found->questions[i]))
            return true;
    return false;
}

/* ---- Dictionary ---- */

static void
put_meaning(sheet *page, unsigned row, const model_question *question,
            const char *kind, const variable_item *item)
{
    sheet_text(page, row, 0, question->id, STYLE_TEXT);
    sheet_text(page, row, 1, question->kind, STYLE_TEXT);
    sheet_text(page, row, 2, question->wording, STYLE_WRAP);
    sheet_words(page, row, 3, kind, STYLE_TEXT);
    sheet_text(page, row, 4, buffer_span(&item->code), STYLE_TEXT);
    sheet_text(page, row, 5, item->label, STYLE_WRAP);
}

static unsigned
put_variable(sheet *page, unsigned row, const model_question *question,
             variable_item *item)
{
    static const char *const fields[] = {"level", "missing", "member"};
    unsigned first = row;

    for (size_t f = 0; f < sizeof fields / sizeof *fields; f++)
        for (size_t n = 0; variable_item_at(question, fields[f], n, item); n++)
            put_meaning(page, row++, question, fields[f], item);
    if (row > first || buffer_status(&item->code) != CODING_OK)
        return row;
    buffer_reset(&item->code);
    item->label = (coding_span){NULL, 0};
    put_meaning(page, row++, question, "", item);
    return row;
}

void
sheet_fill_dictionary(atlas *plan)
{
    static const char *const heads[] = {"Variable", "Type", "Wording",
                                        "What",     "Code", "Label"};
    sheet *page = plan->dictionary;
    unsigned row = ATLAS_FIRST;
    variable_item item;

    if (page == NULL)
        return;
    variable_item_init(&item, plan->context);
    sheet_title(page, coding_span_of("Questions and codes of the survey"));
    for (unsigned i = 0; i < 6; i++)
        sheet_words(page, ATLAS_HEAD, i, heads[i], STYLE_HEAD);
    sheet_limit(page, 2, 60);
    for (size_t i = 0; i < plan->found->question_count; i++)
        if (variable_is(&plan->found->questions[i]))
            row = put_variable(page, row, &plan->found->questions[i], &item);
    book_note(plan->all, buffer_status(&item.code));
    variable_item_clear(&item);
    sheet_filter(page, ATLAS_HEAD, 0, row - 1, 5);
    atlas_frame(page, ATLAS_HEAD, 1);
    sheet_note(page,
               coding_span_of("level: an answer and its label; missing: a "
                              "code that is no answer, and why; member: "
                              "one of the columns of a question with "
                              "several answers, and its option."));
}

/* ---- Frequencies ---- */

typedef struct {
    atlas *plan;
    sheet *page;
    const model_question *question;
    size_t attribute;
    unsigned column; /* of Participants; ATLAS_NOWHERE: none */
    unsigned row;
    variable_item item, work;
} frequencies;

/* A respondent's cell of an attribute. */
static coding_span
cell_of(const frequencies *all, size_t attribute, size_t person)
{
    return model_attribute_of(all->plan->found, person, attribute);
}

static double
count_exactly(const frequencies *all, coding_span code)
{
    double count = 0;

    for (size_t i = 0; i < all->plan->found->respondent_count; i++)
        count +=
            coding_span_equal(cell_of(all, all->attribute, i), code) ? 1 : 0;
    return count;
}

static bool
same_letters(coding_span a, coding_span b)
{
    if (a.length != b.length)
        return false;
    for (size_t i = 0; i < a.length; i++)
        if ((a.at[i] | 0x20) != (b.at[i] | 0x20) &&
            ((a.at[i] | b.at[i]) & 0x80) == 0)
            return false;
    return true;
}

/* What COUNTIF finds: numbers as numbers, texts without regard to capitals;
   NaN: it reads the code as something else. */
static double
count_like_excel(const frequencies *all, coding_span code)
{
    double wanted = 0, count = 0;
    bool number = number_to_double(code, &wanted);

    if (code.length == 0 || code.length > 200)
        return (double)NAN;
    for (size_t i = 0; i < code.length; i++)
        if (strchr("*?~<>=\"", code.at[i]) != NULL)
            return (double)NAN;
    for (size_t i = 0; i < all->plan->found->respondent_count; i++) {
        coding_span cell = cell_of(all, all->attribute, i);
        double got = 0;

        if (number)
            count +=
                number_to_double(cell, &got) && got >= wanted && got <= wanted
                    ? 1
                    : 0;
        else
            count += same_letters(cell, code) ? 1 : 0;
    }
    return count;
}

static void
put_count(const frequencies *all, coding_span code, double count)
{
    const atlas *plan = all->plan;
    double like = count_like_excel(all, code);

    if (all->column == ATLAS_NOWHERE || isnan(like) ||
        fabs(like - count) > 0.5) {
        sheet_number(all->page, all->row, 4, count, STYLE_COUNT);
        return;
    }
    sheet_formula(all->page, all->row, 4, count, STYLE_COUNT,
                  "=COUNTIF(%s!%s,%s)", sheet_quoted(plan->participants),
                  A1_range_fixed(
                      ATLAS_FIRST, all->column,
                      ATLAS_FIRST + (unsigned)plan->found->respondent_count - 1,
                      all->column)
                      .text,
                  A1(all->row, 2).text);
}

static void
put_answer(const frequencies *all, coding_span code, coding_span label)
{
    sheet_text(all->page, all->row, 0, all->question->id, STYLE_TEXT);
    sheet_text(all->page, all->row, 1, all->question->kind, STYLE_TEXT);
    sheet_text(all->page, all->row, 2, code, STYLE_TEXT);
    sheet_text(all->page, all->row, 3, label, STYLE_WRAP);
}

/* Cells that no level lists, each once, in the order of the bytes. */
static coding_span
next_unlisted(frequencies *all, coding_span after)
{
    coding_span best = {NULL, 0};

    for (size_t i = 0; i < all->plan->found->respondent_count; i++) {
        coding_span cell = cell_of(all, all->attribute, i);
        bool listed = false;

        if (cell.length == 0 || coding_span_compare(cell, after) <= 0 ||
            (best.length > 0 && coding_span_compare(cell, best) >= 0))
            continue;
        for (size_t n = 0;
             variable_item_at(all->question, "level", n, &all->work); n++)
            listed =
                listed || coding_span_equal(buffer_span(&all->work.code), cell);
        if (!listed && !variable_is_missing(all->question, cell, &all->work))
            best = cell;
    }
    return best;
}

/* Percent of those who answered, live. */
static void
put_percents(const frequencies *all, unsigned first, unsigned last,
             const double *counts)
{
    double total = 0;

    for (unsigned i = 0; counts != NULL && first + i <= last; i++)
        total += counts[i];
    for (unsigned i = 0; first + i <= last; i++) {
        if (total > 0)
            sheet_formula(all->page, first + i, 5, counts[i] / total,
                          STYLE_PERCENT1, "=%s/SUM(%s)", A1(first + i, 4).text,
                          A1_range_fixed(first, 4, last, 4).text);
        sheet_number(all->page, first + i, 6, total, STYLE_COUNT);
    }
}

enum { LEVELS = 200 };

/* A variable of one answer: its levels, others that occur, missing codes. */
static void
put_single(frequencies *all)
{
    static const coding_span none = {NULL, 0};
    double counts[LEVELS] = {0};
    unsigned first = all->row, levels = 0;
    coding_span other = none;

    for (size_t n = 0; levels < LEVELS &&
                       variable_item_at(all->question, "level", n, &all->item);
         n++) {
        coding_span code = buffer_span(&all->item.code);

        counts[levels] = count_exactly(all, code);
        put_answer(all, code, all->item.label);
        put_count(all, code, counts[levels++]);
        all->row++;
    }
    while (levels < LEVELS && (other = next_unlisted(all, other)).length > 0) {
        counts[levels] = count_exactly(all, other);
        put_answer(all, other, none);
        put_count(all, other, counts[levels++]);
        all->row++;
    }
    if (levels > 0)
        put_percents(all, first, all->row - 1, counts);
    for (size_t n = 0;
         variable_item_at(all->question, "missing", n, &all->item); n++) {
        coding_span code = buffer_span(&all->item.code);

        put_answer(all, code,
                   all->item.label.length > 0 ? all->item.label
                                              : coding_span_of("missing"));
        put_count(all, code, count_exactly(all, code));
        all->row++;
    }
    put_answer(all, none, coding_span_of("no answer"));
    sheet_number(all->page, all->row, 4, count_exactly(all, none), STYLE_COUNT);
    all->row++;
}

/* ---- sets ---- */

/* 1 ticked, 0 not, -1 not in the base. */
static int
tick_of(frequencies *all, coding_span cell)
{
    if (cell.length == 0 ||
        variable_is_missing(all->question, cell, &all->work))
        return -1;
    return coding_span_is(cell, "0") ? 0 : 1;
}

static void
put_set(frequencies *all)
{
    for (size_t n = 0; variable_item_at(all->question, "member", n, &all->item);
         n++) {
        size_t attribute = map_find(&all->plan->found->attribute_ids,
                                    buffer_span(&all->item.code));
        double count = 0, base = 0;

        if (attribute == MAP_NONE)
            continue;
        for (size_t i = 0; i < all->plan->found->respondent_count; i++) {
            int tick = tick_of(all, cell_of(all, attribute, i));

            count += tick > 0 ? 1 : 0;
            base += tick >= 0 ? 1 : 0;
        }
        put_answer(all, buffer_span(&all->item.code), all->item.label);
        sheet_number(all->page, all->row, 4, count, STYLE_COUNT);
        if (base > 0)
            sheet_formula(all->page, all->row, 5, count / base, STYLE_PERCENT1,
                          "=%s/%s", A1(all->row, 4).text, A1(all->row, 6).text);
        sheet_number(all->page, all->row, 6, base, STYLE_COUNT);
        all->row++;
    }
}

static void
put_open(frequencies *all)
{
    double count = 0;
    double people = (double)all->plan->found->respondent_count;

    for (size_t i = 0; i < all->plan->found->respondent_count; i++)
        count += tick_of(all, cell_of(all, all->attribute, i)) >= 0 ? 1 : 0;
    put_answer(all, (coding_span){NULL, 0}, coding_span_of("written answers"));
    sheet_number(all->page, all->row, 4, count, STYLE_COUNT);
    if (people > 0)
        sheet_formula(all->page, all->row, 5, count / people, STYLE_PERCENT1,
                      "=%s/%s", A1(all->row, 4).text, A1(all->row, 6).text);
    sheet_number(all->page, all->row, 6, people, STYLE_COUNT);
    all->row++;
}

static void
put_question(frequencies *all)
{
    const atlas *plan = all->plan;

    all->attribute = map_find(&plan->found->attribute_ids, all->question->id);
    all->column = plan->participants != NULL && all->attribute != MAP_NONE &&
                          plan->found->respondent_count <= plan->rows &&
                          all->attribute < ATLAS_COLUMNS
                      ? plan->first_attribute + (unsigned)all->attribute
                      : (unsigned)ATLAS_NOWHERE;
    if (coding_span_is(all->question->kind, "multi") ||
        coding_span_is(all->question->kind, "ranked"))
        put_set(all);
    else if (all->attribute == MAP_NONE)
        return;
    else if (coding_span_is(all->question->kind, "open"))
        put_open(all);
    else
        put_single(all);
}

void
sheet_fill_frequencies(atlas *plan)
{
    static const char *const heads[] = {"Variable", "Type", "Code", "Label",
                                        "n",        "%",    "N"};
    frequencies all = {
        .plan = plan, .page = plan->frequencies, .row = ATLAS_FIRST};

    if (all.page == NULL)
        return;
    variable_item_init(&all.item, plan->context);
    variable_item_init(&all.work, plan->context);
    sheet_title(all.page, coding_span_of("How often each answer was given"));
    for (unsigned i = 0; i < 7; i++)
        sheet_words(all.page, ATLAS_HEAD, i, heads[i],
                    i < 4   ? STYLE_HEAD
                    : i < 5 ? STYLE_HEAD_SYMBOL
                            : STYLE_HEAD_RIGHT);
    for (size_t i = 0; i < plan->found->question_count; i++) {
        all.question = &plan->found->questions[i];
        if (variable_is(all.question))
            put_question(&all);
    }
    book_note(plan->all, buffer_status(&all.item.code));
    book_note(plan->all, buffer_status(&all.work.code));
    variable_item_clear(&all.item);
    variable_item_clear(&all.work);
    if (all.row > ATLAS_FIRST)
        sheet_filter(all.page, ATLAS_HEAD, 0, all.row - 1, 6);
    sheet_close(all.page, all.row, 7);
    atlas_frame(all.page, ATLAS_HEAD, 1);
    sheet_note(all.page,
               coding_span_of("%: of those who answered the question (N). "
                              "Counts follow the sheet Participants. Where "
                              "several answers are possible, percentages need "
                              "not sum to 100."));
}
