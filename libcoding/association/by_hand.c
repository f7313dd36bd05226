/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The chi-square by hand, in words that a student can follow with pencil and
   paper: a row `explain` a line, numbered in `row`. */
#include <math.h>

#include "association/association_inside.h"
#include "base/number.h"
#include "base/sentence.h"

enum { MOST_CELLS = 60 };

typedef struct {
    coding_association *association;
    const association_table *table;
    const ledger *kept;
    uint64_t *row_totals, *column_totals;
    double n;
    uint64_t line;
} lesson;

static coding_status
end_line(lesson *of)
{
    char digits[NUMBER_BYTES];

    return report_sentence(of->association, of->table->name, "explain",
                           number_from_unsigned(++of->line, digits));
}

static coding_status
say(lesson *of, const char *words)
{
    buffer_add_text(&of->association->words, words);
    return end_line(of);
}

static coding_status
add_up(lesson *of, arena *keep)
{
    const association_table *table = of->table;
    coding_status status = ARENA_ARRAY(keep, table->rows, &of->row_totals);

    if (status == CODING_OK)
        status = ARENA_ARRAY(keep, table->columns, &of->column_totals);
    for (size_t i = 0; status == CODING_OK && i < table->rows * table->columns;
         i++) {
        of->row_totals[i / table->columns] += table->counts[i];
        of->column_totals[i % table->columns] += table->counts[i];
        of->n += (double)table->counts[i];
    }
    return status;
}

static void
add_whole(lesson *of, double number)
{
    sentence_add_fixed(&of->association->words, number, 0, SENTENCE_FREE);
}

static void
add_two(lesson *of, double number)
{
    /* A small expected count divides: 0.00 would say nothing. */
    if (number > 0 && number < 0.01)
        sentence_add_precise(&of->association->words, number, 2);
    else
        sentence_add_fixed(&of->association->words, number, 2, SENTENCE_FREE);
}

/* Calls line for every cell that was not left out. */
static coding_status
each_cell(lesson *of, coding_status (*line)(lesson *of, size_t r, size_t c,
                                            double expected))
{
    size_t columns = of->table->columns;
    size_t shown = 0;
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < of->table->rows * columns;
         i++) {
        size_t r = i / columns, c = i % columns;
        double expected =
            (double)of->row_totals[r] * (double)of->column_totals[c] / of->n;

        if (!(expected > 0))
            continue;
        if (shown++ == MOST_CELLS)
            return say(of, "  ... and so on for the other cells");
        status = line(of, r, c, expected);
    }
    return status;
}

static void
add_label(lesson *of, size_t r, size_t c)
{
    buffer *out = &of->association->words;

    buffer_add_text(out, "  ");
    buffer_add(out, of->table->row_names[r]);
    buffer_add_text(out, " / ");
    buffer_add(out, of->table->column_names[c]);
    buffer_add_text(out, ": ");
}

static coding_status
expected_line(lesson *of, size_t r, size_t c, double expected)
{
    buffer *out = &of->association->words;

    add_label(of, r, c);
    buffer_add_unsigned(out, of->row_totals[r]);
    buffer_add_text(out, " x ");
    buffer_add_unsigned(out, of->column_totals[c]);
    buffer_add_text(out, " / ");
    add_whole(of, of->n);
    buffer_add_text(out, " = ");
    add_two(of, expected);
    return end_line(of);
}

static coding_status
contribution_line(lesson *of, size_t r, size_t c, double expected)
{
    uint64_t count = of->table->counts[r * of->table->columns + c];
    double off = (double)count - expected;
    buffer *out = &of->association->words;

    add_label(of, r, c);
    buffer_add_byte(out, '(');
    buffer_add_unsigned(out, count);
    buffer_add_text(out, " - ");
    add_two(of, expected);
    buffer_add_text(out, ")^2 / ");
    add_two(of, expected);
    buffer_add_text(out, " = ");
    add_two(of, off * off / expected);
    return end_line(of);
}

static coding_status
say_question(lesson *of)
{
    buffer *out = &of->association->words;

    buffer_add_text(out, "1. The question. Do the rows and the columns of this "
                         "table go together, or would chance alone give "
                         "differences as large? Counted: ");
    add_whole(of, of->n);
    buffer_add_text(out, ".");
    return end_line(of);
}

static coding_status
say_expected(lesson *of)
{
    coding_status status =
        say(of, "2. What we would expect. If rows and columns had nothing to "
                "do with each other, every row would be divided over the "
                "columns as the whole table is: row total x column total / "
                "all.");

    return status == CODING_OK ? each_cell(of, expected_line) : status;
}

static coding_status
say_contributions(lesson *of)
{
    double x2 = ledger_value(of->kept, "x2");
    buffer *out = &of->association->words;
    coding_status status =
        say(of, "3. How far off each cell is: the difference between counted "
                "and expected, squared so that its sign does not matter, "
                "divided by what was expected.");

    if (status == CODING_OK)
        status = each_cell(of, contribution_line);
    if (status != CODING_OK)
        return status;
    buffer_add_text(out, "4. Their sum is the chi-square: ");
    add_two(of, x2);
    buffer_add_text(out, " (from exact terms; the lines above are rounded).");
    return end_line(of);
}

static coding_status
say_df(lesson *of)
{
    buffer *out = &of->association->words;

    buffer_add_text(out, "5. Degrees of freedom: how many cells could be "
                         "chosen freely when all totals are given: (");
    add_whole(of, ledger_value(of->kept, "nrow_eff"));
    buffer_add_text(out, " rows - 1) x (");
    add_whole(of, ledger_value(of->kept, "ncol_eff"));
    buffer_add_text(out, " columns - 1) = ");
    add_whole(of, ledger_value(of->kept, "x2_df"));
    buffer_add_byte(out, '.');
    return end_line(of);
}

static coding_status
say_p(lesson *of)
{
    double p = ledger_value(of->kept, "x2_p");
    double alpha = of->association->options.alpha;
    buffer *out = &of->association->words;

    buffer_add_text(out, "6. The p-value. If rows and columns had nothing to "
                         "do with each other, a chi-square of ");
    add_two(of, ledger_value(of->kept, "x2"));
    buffer_add_text(out, " or more would come up with probability ");
    sentence_add_precise_p(out, p, ledger_value(of->kept, "x2_logp"));
    buffer_add_text(out, ". That is ");
    buffer_add_text(out, p < alpha ? "below" : "not below");
    buffer_add_text(out, " the limit of ");
    sentence_add_precise(out, alpha, 4);
    buffer_add_text(out, p < alpha
                             ? ": the table differs from chance."
                             : ": this does not show a difference, and does "
                               "not show that there is none.");
    return end_line(of);
}

static coding_status
say_effect(lesson *of)
{
    double rows = ledger_value(of->kept, "nrow_eff");
    double columns = ledger_value(of->kept, "ncol_eff");
    buffer *out = &of->association->words;

    buffer_add_text(out, "7. How strong it is. Cramer's V is the square root "
                         "of chi-square / (all x (the smaller of rows and "
                         "columns - 1)) = sqrt(");
    add_two(of, ledger_value(of->kept, "x2"));
    buffer_add_text(out, " / (");
    add_whole(of, of->n);
    buffer_add_text(out, " x ");
    add_whole(of, (rows < columns ? rows : columns) - 1);
    buffer_add_text(out, ")) = ");
    sentence_add_fixed(out, ledger_value(of->kept, "cramers_v"), 2,
                       SENTENCE_SHARE);
    buffer_add_text(out, "; 0 is none, 1 is complete. p says whether, V how "
                         "much.");
    return end_line(of);
}

static coding_status
say_caution(lesson *of)
{
    buffer *out = &of->association->words;

    buffer_add_text(out, "8. May we trust the p-value? Its curve fits when no "
                         "expected count is below 1 and at most a fifth are "
                         "below 5. Here ");
    add_whole(of, ledger_value(of->kept, "n_expected_lt5"));
    buffer_add_text(out, " of ");
    add_whole(of, ledger_value(of->kept, "nrow_eff") *
                      ledger_value(of->kept, "ncol_eff"));
    buffer_add_text(out, " are below 5 and the smallest is ");
    add_two(of, ledger_value(of->kept, "min_expected"));
    if (ledger_value(of->kept, "cochran_ok") > 0)
        buffer_add_text(out, ": yes.");
    else
        buffer_add_text(out,
                        decide_wants_exact(&of->association->options, false)
                            ? ": no, so an exact test takes its place."
                            : ": no, but this test was asked for; an "
                              "exact test is to be preferred.");
    buffer_add_text(out, " And it counts on every person being in one cell "
                         "only.");
    return end_line(of);
}

coding_status
byhand_give(coding_association *association, const association_table *table,
            const ledger *kept)
{
    static coding_status (*const steps[])(lesson * of) = {
        say_question, say_expected, say_contributions, say_df,
        say_p,        say_effect,   say_caution};
    lesson of = {.association = association, .table = table, .kept = kept};
    arena keep;
    coding_status status;

    if (!(ledger_value(kept, "x2_df") > 0))
        return CODING_OK;
    arena_init(&keep, association->context);
    status = add_up(&of, &keep);
    for (size_t i = 0; status == CODING_OK && i < sizeof steps / sizeof *steps;
         i++)
        status = steps[i](&of);
    arena_clear(&keep);
    return status;
}
