/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What luck alone would do to the threshold: sensitivity and chance. */
#include <coding/stats_chance.h>

#include <math.h>

#include "base/diag.h"
#include "tally/tally_inside.h"

/* Beyond these the exact figures would take too long: the respondents of a
   bisection, and respondents times squared thresholds of a whole table. */
enum { CHANCE_RESPONDENTS = 20000 };
static const double chance_work = 4e9;

/* How many codes each respondent of the base names at random. */
typedef struct {
    size_t *named;    /* by respondent */
    coding_span name; /* in the arena */
    coding_span assumes;
} model;

/* What coding_stats_chance gives; NaN: not computed. */
typedef struct {
    double p_code, expected, p_at_least;
} chance;

static coding_status
print(coding_tally *tally, coding_span *out, const char *before, size_t number,
      const char *after)
{
    coding_status status;
    buffer text;

    buffer_init(&text, tally->context);
    buffer_add_text(&text, before);
    buffer_add_unsigned(&text, number);
    buffer_add_text(&text, after);
    status = buffer_status(&text);
    if (status == CODING_OK)
        status = arena_copy(&tally->keep, buffer_span(&text), out);
    buffer_free(&text);
    return status;
}

static bool
has_exact_model(const coding_tally *tally)
{
    size_t top = tally->options.counting.top;

    return top > 0 && top <= tally->people.code_count;
}

static coding_status
make_exact_model(coding_tally *tally, model *out)
{
    size_t top = tally->options.counting.top;
    coding_status status =
        ARENA_ARRAY(&tally->keep, tally->people.respondent_count, &out->named);

    if (status == CODING_OK)
        status = print(tally, &out->name, "exactly ", top, " each");
    if (status == CODING_OK)
        status = print(tally, &out->assumes,
                       "every respondent of the base names exactly ", top,
                       " codes, every set of them equally likely, independently"
                       " of the others");
    for (size_t i = 0;
         status == CODING_OK && i < tally->people.respondent_count; i++)
        out->named[i] = top;
    return status;
}

static coding_status
make_real_model(coding_tally *tally, model *out)
{
    const census *people = &tally->people;
    coding_status status =
        ARENA_ARRAY(&tally->keep, people->respondent_count, &out->named);

    out->name = coding_span_of("as many as really named");
    out->assumes = coding_span_of(
        "every respondent of the base names as many codes as were counted of "
        "him or her, every set of that size equally likely, independently of "
        "the others");
    for (size_t i = 0; status == CODING_OK && i < people->respondent_count; i++)
        out->named[i] = people->list_from[i + 1] - people->list_from[i];
    return status;
}

static coding_status
keep_figure(void *user, const coding_figure *figure)
{
    chance *kept = user;
    coding_span name = coding_span_of(figure->statistic);

    if (coding_span_is(name, "chance_p_code"))
        kept->p_code = figure->value;
    else if (coding_span_is(name, "chance_expected"))
        kept->expected = figure->value;
    else if (coding_span_is(name, "chance_p_at_least"))
        kept->p_at_least = figure->value;
    return CODING_OK;
}

/* CODING_END: the last figure is beyond the limits of the exact computation,
   which has been told. */
static coding_status
compute(coding_tally *tally, const model *from, uint64_t threshold,
        uint64_t at_least, chance *out)
{
    coding_stats_chance_design design = {.named = from->named,
                                         .respondents =
                                             tally->people.respondent_count,
                                         .codes = tally->people.code_count,
                                         .threshold = (size_t)threshold};
    coding_figure_sink sink = {keep_figure, out};
    coding_status status =
        coding_stats_chance(tally->context, &design, (size_t)at_least, &sink);

    return status == CODING_EDATA ? CODING_END : status;
}

/* The model is of respondents, and the computation has a largest family. */
static bool
can_compute(const coding_tally *tally)
{
    if (tally->options.unit != CODING_TALLY_RESPONDENT)
        return false;
    if (tally->people.code_count <= CODING_STATS_CHANCE_CODES)
        return true;
    diag_note(tally->context, "chance-many-codes", (diag_place){0},
              "no chance figures for more than %d codes",
              CODING_STATS_CHANCE_CODES);
    return false;
}

/* Every threshold up to most costs respondents times threshold. */
static bool
is_affordable(const coding_tally *tally, uint64_t most)
{
    double work = (double)tally->people.respondent_count * (double)most *
                  (double)most / 2;

    if (work <= chance_work)
        return true;
    diag_note(tally->context, "chance-many-respondents", (diag_place){0},
              "no chance figures beside the sensitivity table of so many "
              "respondents");
    return false;
}

/* ---- sensitivity ---- */

static coding_status
give_threshold(coding_tally *tally, coding_span table, uint64_t threshold,
               const chance *luck, coding_span text)
{
    coding_cells *cells = tally->cells;

    coding_cells_begin(cells, CODING_RECORD_COUNT);
    coding_cells_text(cells, tally->core.table, table);
    coding_cells_text(cells, tally->core.facet,
                      coding_counting_facet(tally->counting));
    coding_cells_unsigned(cells, tally->extra.threshold, threshold);
    coding_cells_unsigned(cells, tally->extra.codes,
                          tally_passing(tally, threshold));
    coding_cells_number(cells, tally->extra.expected, luck->expected);
    coding_cells_number(cells, tally->extra.p_at_least, luck->p_at_least);
    coding_cells_text(cells, tally->core.text, text);
    return coding_cells_give(cells, tally->sink);
}

coding_status
tally_give_sensitivity(coding_tally *tally)
{
    static const chance unknown = {(double)NAN, (double)NAN, (double)NAN};
    uint64_t most = tally_in_unit(tally, &tally->counts[tally->order[0]]);
    bool possible = can_compute(tally) && is_affordable(tally, most);
    bool exact = true; /* until the exact figure becomes too large */
    model used = {0};
    coding_span table = {0};
    coding_status status = tally_table(tally, "sensitivity", &table);

    if (status == CODING_OK && possible)
        status = has_exact_model(tally) ? make_exact_model(tally, &used)
                                        : make_real_model(tally, &used);
    for (uint64_t t = 1; status == CODING_OK && t <= most + 1; t++) {
        chance luck = unknown;

        /* 0 or more codes always pass: only the expectation is computed. */
        if (possible)
            status = compute(tally, &used, t,
                             exact ? tally_passing(tally, t) : 0, &luck);
        if (!exact)
            luck.p_at_least = (double)NAN;
        if (status == CODING_END) {
            exact = false;
            status = CODING_OK;
        }
        if (status == CODING_OK)
            status = give_threshold(tally, table, t, &luck, used.assumes);
    }
    return status;
}

/* ---- chance ---- */

typedef struct {
    coding_span table;
    const model *from;
} chance_part;

static coding_status
give_figure(coding_tally *tally, const chance_part *where, const char *figure,
            double value)
{
    coding_cells *cells = tally->cells;

    coding_cells_begin(cells, CODING_RECORD_COUNT);
    coding_cells_text(cells, tally->core.table, where->table);
    coding_cells_text(cells, tally->core.facet,
                      coding_counting_facet(tally->counting));
    coding_cells_text(cells, tally->extra.model, where->from->name);
    coding_cells_text(cells, tally->extra.figure, coding_span_of(figure));
    coding_cells_number(cells, tally->core.value, value);
    coding_cells_text(cells, tally->core.text, where->from->assumes);
    return coding_cells_give(cells, tally->sink);
}

/* The smallest count that luck alone reaches with a probability of at most
   level for one given code, by bisection; NaN: no count does. */
static coding_status
find_count(coding_tally *tally, const model *from, double level, double *out)
{
    coding_stats_chance_design design = {.named = from->named,
                                         .respondents =
                                             tally->people.respondent_count,
                                         .codes = tally->people.code_count};
    size_t low = 0; /* too likely */
    size_t high = tally->people.respondent_count + 1;
    coding_status status = CODING_OK;

    *out = (double)NAN;
    if (high > CHANCE_RESPONDENTS)
        return CODING_OK;
    while (status == CODING_OK && high - low > 1) {
        double p = 1;

        design.threshold = low + (high - low) / 2;
        status = coding_stats_chance_code(tally->context, &design, &p);
        if (p <= level)
            high = design.threshold;
        else
            low = design.threshold;
    }
    if (high <= tally->people.respondent_count)
        *out = (double)high;
    return status;
}

static coding_status
give_model(coding_tally *tally, coding_span table, const model *from)
{
    uint64_t threshold = tally->options.threshold;
    uint64_t passing = tally_passing(tally, threshold);
    double codes = (double)tally->people.code_count;
    chance luck = {(double)NAN, (double)NAN, (double)NAN};
    chance_part where = {table, from};
    double single = (double)NAN;
    double family = (double)NAN;
    coding_status status = compute(tally, from, threshold, passing, &luck);

    if (status == CODING_END)
        status = CODING_OK;
    if (status == CODING_OK)
        status = find_count(tally, from, 0.05, &single);
    if (status == CODING_OK) /* Holm's first step over all codes */
        status = find_count(tally, from, 0.05 / codes, &family);

    const struct {
        const char *figure;
        double value;
    } figures[] = {{"respondents", (double)tally->people.respondent_count},
                   {"codes", codes},
                   {"threshold", (double)threshold},
                   {"p_code", luck.p_code},
                   {"expected", luck.expected},
                   {"dominant", (double)passing},
                   {"p_at_least", luck.p_at_least},
                   {"count_05", single},
                   {"count_05_holm", family}};

    for (size_t i = 0;
         status == CODING_OK && i < sizeof figures / sizeof *figures; i++)
        status =
            give_figure(tally, &where, figures[i].figure, figures[i].value);
    return status;
}

coding_status
tally_give_chance(coding_tally *tally)
{
    model used = {0};
    coding_span table = {0};
    coding_status status = CODING_OK;

    if (!can_compute(tally))
        return CODING_OK;
    status = tally_table(tally, "chance", &table);
    if (status == CODING_OK && has_exact_model(tally)) {
        status = make_exact_model(tally, &used);
        if (status == CODING_OK)
            status = give_model(tally, table, &used);
    }
    if (status == CODING_OK)
        status = make_real_model(tally, &used);
    if (status == CODING_OK)
        status = give_model(tally, table, &used);
    return status;
}
