/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a curve says of saturation, as figures and in words: where each rule is
   met, what came after that, and what other orders would say. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "saturation/inside.h"

enum { LISTED = 6 }; /* interviews named one by one */

/* ---- words ---- */

static void
add_plural(buffer *out, uint64_t count, const char *noun)
{
    buffer_add_unsigned(out, count);
    buffer_add_byte(out, ' ');
    buffer_add_text(out, noun);
    if (count != 1)
        buffer_add_byte(out, 's');
}

static void
add_percent(buffer *out, double percent)
{
    char digits[32];

    (void)snprintf(digits, sizeof digits, "%.1f%%", percent); /* fits */
    buffer_add_text(out, digits);
}

static void
add_rule(const coding_stats_saturation *rule, buffer *out)
{
    buffer_add_text(out, "base ");
    buffer_add_unsigned(out, rule->base);
    buffer_add_text(out, ", run ");
    buffer_add_unsigned(out, rule->run);
}

static void
add_limit(const coding_stats_saturation *rule, buffer *out)
{
    buffer_add_number(out, rule->percent);
    buffer_add_byte(out, '%');
}

/* "6+2 at 5%"; n 0: "not reached at 5%". */
static void
add_name(size_t n, const coding_stats_saturation *rule, buffer *out)
{
    if (n == 0) {
        buffer_add_text(out, "not reached at ");
    } else {
        buffer_add_unsigned(out, n);
        buffer_add_byte(out, '+');
        buffer_add_unsigned(out, rule->run);
        buffer_add_text(out, " at ");
    }
    add_limit(rule, out);
}

/* "interviews 15 and 16": those from place `from` on that bring new codes. */
static size_t
add_late(const curve *of, size_t from, buffer *out)
{
    size_t count = 0, told = 0, first = 0, last = 0;

    for (size_t i = from; i < of->count; i++) {
        if (of->fresh[i] == 0)
            continue;
        first = count++ == 0 ? i : first;
        last = i;
    }
    buffer_add_text(out, count == 1 ? "interview" : "interviews");
    if (count > LISTED) {
        buffer_add_byte(out, ' ');
        buffer_add_unsigned(out, first + 1);
        buffer_add_text(out, " to ");
        buffer_add_unsigned(out, last + 1);
        buffer_add_text(out, " (");
        buffer_add_unsigned(out, count);
        buffer_add_text(out, " of them)");
        return count;
    }
    for (size_t i = from; i < of->count; i++) {
        if (of->fresh[i] == 0)
            continue;
        buffer_add_text(out, told == 0           ? " "
                             : told + 1 == count ? " and "
                                                 : ", ");
        buffer_add_unsigned(out, i + 1);
        told++;
    }
    return count;
}

static uint64_t
new_codes(const curve *of, size_t from, size_t to)
{
    uint64_t sum = 0;

    for (size_t i = from; i < to && i < of->count; i++)
        sum += of->fresh[i];
    return sum;
}

static double
last_ratio(const curve *of)
{
    if (!of->has_run || of->base_codes == 0)
        return (double)NAN;
    return (double)of->last_run * 100 / (double)of->base_codes;
}

/* Why a rule cannot be met or was not. */
static void
add_reason(const coding_saturation *all, const curve *of, buffer *out)
{
    if (!of->has_run) {
        buffer_add_text(out, ": ");
        add_plural(out, of->count, "interview");
        buffer_add_text(out, of->count == 1
                                 ? " is fewer than base and run together"
                                 : " are fewer than base and run together");
    } else if (of->base_codes == 0) {
        buffer_add_text(out, ": the base names no code");
    } else {
        buffer_add_text(out, ": the last run of ");
        add_plural(out, all->options.run, "interview");
        buffer_add_text(out, " brings ");
        add_plural(out, of->last_run, "new code");
        buffer_add_text(out, ", ");
        add_percent(out, last_ratio(of));
        buffer_add_text(out, " of the ");
        add_plural(out, of->base_codes, "code");
        buffer_add_text(out, " of the base");
    }
}

/* The sentence of a chosen rule. */
static void
add_sentence(const coding_saturation *all, const curve *of,
             const coding_stats_saturation *rule, size_t n, buffer *out)
{
    uint64_t after = new_codes(of, n + rule->run, of->count);
    uint64_t run = new_codes(of, n, n + rule->run);
    size_t late;

    add_name(n, rule, out);
    if (n == 0) {
        add_reason(all, of, out);
        return;
    }
    buffer_add_text(out, ": the run behind interview ");
    buffer_add_unsigned(out, n);
    buffer_add_text(out, " brings ");
    add_plural(out, run, "new code");
    buffer_add_text(out, ", ");
    add_percent(out, (double)run * 100 / (double)of->base_codes);
    buffer_add_text(out, " of the ");
    add_plural(out, of->base_codes, "code");
    buffer_add_text(out, " of the first ");
    add_plural(out, rule->base, "interview");
    if (after == 0)
        return;
    buffer_add_text(out, "; but later ");
    late = add_late(of, n + rule->run, out);
    buffer_add_text(out, late == 1 ? " brings " : " bring ");
    add_plural(out, after, "more new code");
    buffer_add_text(out, ", and the last run has ");
    add_percent(out, last_ratio(of));
}

/* "6+2 at 5%, not reached at 0%"; the least n of those reached, 0: none. */
static size_t
add_names(const coding_saturation *all, const curve *of, buffer *out)
{
    size_t early = 0;

    for (size_t i = 0; i < all->chosen_count; i++) {
        size_t n =
            coding_stats_saturation_reach(of->fresh, of->count, &all->rules[i]);

        buffer_add_text(out, i > 0 ? ", " : "");
        add_name(n, &all->rules[i], out);
        early = n > 0 && (early == 0 || n < early) ? n : early;
    }
    return early;
}

/* ---- figures ---- */

typedef struct {
    const char *statistic;
    const coding_stats_saturation *rule; /* NULL: of the whole curve */
    double value;
    coding_span text;
} said;

static coding_status
give(coding_saturation *all, const curve *of, const said *what)
{
    coding_cells *cells = all->cells;
    coding_status status;
    buffer row, column;

    buffer_init(&row, all->context);
    buffer_init(&column, all->context);
    if (what->rule != NULL) {
        add_rule(what->rule, &row);
        add_limit(what->rule, &column);
    }
    coding_cells_begin(cells, CODING_RECORD_TEST);
    coding_cells_text(cells, all->core.table, of->table);
    coding_cells_text(cells, all->core.group, of->level);
    coding_cells_text(cells, all->core.name, of->group);
    coding_cells_text(cells, all->core.statistic,
                      coding_span_of(what->statistic));
    coding_cells_text(cells, all->core.row, buffer_span(&row));
    coding_cells_text(cells, all->core.column, buffer_span(&column));
    coding_cells_number(cells, all->core.value, what->value);
    coding_cells_text(cells, all->core.text, what->text);
    status = buffer_status(&row);
    if (status == CODING_OK)
        status = buffer_status(&column);
    if (status == CODING_OK)
        status = coding_cells_give(cells, all->sink);
    buffer_free(&row);
    buffer_free(&column);
    return status;
}

static coding_status
give_whole(coding_saturation *all, const curve *of)
{
    const said figures[] = {
        {"interviews", NULL, (double)of->count, {NULL, 0}},
        {"codes", NULL, (double)of->data.codes, {NULL, 0}},
        {"codes_named", NULL, (double)of->named, {NULL, 0}},
        {"base", NULL, (double)all->options.base, {NULL, 0}},
        {"run", NULL, (double)all->options.run, {NULL, 0}},
        {"base_codes",
         NULL,
         of->count < all->options.base ? (double)NAN : (double)of->base_codes,
         {NULL, 0}},
        {"last_run",
         NULL,
         of->has_run ? (double)of->last_run : (double)NAN,
         {NULL, 0}},
        {"last_ratio", NULL, last_ratio(of), {NULL, 0}},
        {"orders", NULL, (double)all->options.orders, {NULL, 0}},
        {"seed", NULL, (double)all->options.seed, {NULL, 0}},
        {"tied", NULL, (double)all->ties, {NULL, 0}},
    };
    coding_status status = CODING_OK;

    for (size_t i = 0;
         status == CODING_OK && i < sizeof figures / sizeof *figures; i++)
        status = give(all, of, &figures[i]);
    return status;
}

static double
or_never(uint64_t n)
{
    return n == 0 ? (double)NAN : (double)n;
}

/* What random orders of the same interviews say of a rule. */
static coding_status
give_band(coding_saturation *all, const curve *of, size_t number)
{
    static const char never[] = "never reached in so many orders";
    const coding_stats_saturation *rule = &all->rules[number];
    const coding_stats_saturation_band *band = &of->band.bands[number];
    const struct {
        const char *statistic;
        uint64_t n;
    } figures[] = {{"saturation_low", band->low},
                   {"saturation_median", band->median},
                   {"saturation_high", band->high}};
    coding_status status = CODING_OK;

    for (size_t i = 0;
         status == CODING_OK && i < sizeof figures / sizeof *figures; i++) {
        said what = {
            figures[i].statistic, rule, or_never(figures[i].n), {NULL, 0}};

        if (figures[i].n == 0)
            what.text = coding_span_of(never);
        status = give(all, of, &what);
    }
    if (status == CODING_OK)
        status = give(
            all, of,
            &(said){"saturation_never",
                    rule,
                    (double)band->never * 100 / (double)all->options.orders,
                    {NULL, 0}});
    return status;
}

static coding_status
give_rule(coding_saturation *all, const curve *of, size_t number)
{
    const coding_stats_saturation *rule = &all->rules[number];
    size_t n = coding_stats_saturation_reach(of->fresh, of->count, rule);
    said what = {"saturation", rule, or_never(n), {NULL, 0}};
    coding_status status;
    buffer text;

    buffer_init(&text, all->context);
    if (number < all->chosen_count)
        add_sentence(all, of, rule, n, &text);
    else
        add_name(n, rule, &text);
    what.text = buffer_span(&text);
    status = buffer_status(&text);
    if (status == CODING_OK)
        status = give(all, of, &what);
    if (status == CODING_OK && n > 0) {
        what = (said){"saturation_after",
                      rule,
                      (double)new_codes(of, n + rule->run, of->count),
                      {NULL, 0}};
        status = give(all, of, &what);
    }
    buffer_free(&text);
    if (status == CODING_OK && of->band.bands != NULL)
        status = give_band(all, of, number);
    return status;
}

coding_status
verdict_give(coding_saturation *all, const curve *of)
{
    coding_status status;

    if (all->options.table != NULL &&
        strcmp(all->options.table, "verdict") != 0)
        return CODING_OK;
    status = give_whole(all, of);
    for (size_t i = 0; status == CODING_OK && i < all->rule_count; i++)
        status = give_rule(all, of, i);
    return status;
}

/* ---- one line ---- */

coding_status
verdict_add_level(coding_saturation *all, const curve *of)
{
    buffer *line = &all->by_level;

    buffer_add_text(line, "; ");
    buffer_add(line, of->group);
    buffer_add_byte(line, ' ');
    buffer_add(line,
               of->level.length > 0 ? of->level : coding_span_of("not given"));
    buffer_add_text(line, ": ");
    (void)add_names(all, of, line); /* which is the least matters not here */
    return buffer_status(line);
}

coding_status
coding_saturation_summary(coding_saturation *saturation, const char **out)
{
    const coding_saturation *all = saturation;
    const curve *of = &all->whole;
    buffer *line = &saturation->summary;
    size_t early;

    buffer_reset(line);
    add_plural(line, of->count, "interview");
    buffer_add_text(line, ", ");
    buffer_add_unsigned(line, of->named);
    buffer_add_text(line, " of ");
    add_plural(line, of->data.codes, "code");
    buffer_add_text(line, "; ");
    early = add_names(all, of, line);
    buffer_add_text(line, " (base ");
    buffer_add_unsigned(line, all->options.base);
    if (of->count >= all->options.base) {
        buffer_add_text(line, ": ");
        add_plural(line, of->base_codes, "code");
    }
    buffer_add_text(line, ", run ");
    buffer_add_unsigned(line, all->options.run);
    buffer_add_byte(line, ')');
    if (early > 0 && new_codes(of, early + all->options.run, of->count) > 0) {
        buffer_add_text(line, "; yet ");
        add_plural(line, new_codes(of, early + all->options.run, of->count),
                   "more new code");
        buffer_add_text(line, " after that, in ");
        (void)add_late(of, early + all->options.run, line); /* as it is */
        buffer_add_text(line, ": last run ");
        add_percent(line, last_ratio(of));
    }
    buffer_add(line, buffer_span(&all->by_level));
    if (all->left_out > 0) {
        buffer_add_text(line, "; left out: ");
        add_plural(line, all->left_out, "participant");
        buffer_add_text(line, " outside the base");
    }
    *out = buffer_text(line);
    return buffer_status(line);
}
