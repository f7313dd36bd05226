/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Examples and counterexamples as answers of invented respondents, through the
   real coder. An example stands for an answer in which the conditions of its
   code's rules hold, so it is tried once for each set of conditions. */
#include <string.h>

#include "base/buffer.h"
#include "base/diag.h"
#include "base/memory.h"
#include "base/number.h"
#include "base/utf8.h"
#include "rehearsal/rehearsal_inside.h"

/* An example, and what it gave over all its trials. */
typedef struct {
    size_t book, code;
    const coding_example *text;
    bool counter;
    coding_span affirmed;     /* rule of an affirmed coding of the code */
    coding_span other;        /* rule of another coding of the code */
    coding_polarity polarity; /* of the other */
} outcome;

/* One example under one set of conditions: a document, by its number. */
typedef struct {
    size_t outcome;
    const coding_rule *under; /* whose conditions hold; NULL: none */
} trial;

typedef struct {
    coding_rehearsal *all;
    outcome *outcomes;
    size_t outcome_count;
    trial *trials;
    size_t trial_count, trial_capacity;
    bool *tested; /* by rule: it finds an example of its code */
    coding_columns *columns, *result;
    coding_core in, out;
    arena kept; /* the coded rules' names */
} trials;

/* ---- which trials ---- */

static bool
same_conditions(const coding_rule *a, const coding_rule *b)
{
    if (a->only_count != b->only_count)
        return false;
    for (size_t i = 0; i < a->only_count; i++)
        if (!coding_span_equal(a->only[i].name, b->only[i].name) ||
            !coding_span_equal(a->only[i].values[0], b->only[i].values[0]))
            return false;
    return true;
}

static coding_status
add_trials(trials *of, size_t number)
{
    const outcome *one = &of->outcomes[number];
    const coding_code *code = rehearsal_code(of->all, one->book, one->code);
    coding_status status =
        BASE_GROW(of->all->context, &of->trials, &of->trial_capacity,
                  of->trial_count + code->rule_count + 1);

    if (status != CODING_OK)
        return status;
    if (code->rule_count == 0)
        of->trials[of->trial_count++] = (trial){number, NULL};
    for (size_t i = 0; i < code->rule_count; i++) {
        bool again = false;

        for (size_t j = 0; j < i && !again; j++)
            again = same_conditions(&code->rules[j], &code->rules[i]);
        if (!again)
            of->trials[of->trial_count++] = (trial){number, &code->rules[i]};
    }
    return CODING_OK;
}

static void
add_outcomes(trials *of, size_t book, size_t code)
{
    const coding_code *from = rehearsal_code(of->all, book, code);

    for (size_t i = 0; i < from->example_count; i++)
        of->outcomes[of->outcome_count++] =
            (outcome){.book = book, .code = code, .text = &from->examples[i]};
    for (size_t i = 0; i < from->counterexample_count; i++)
        of->outcomes[of->outcome_count++] =
            (outcome){.book = book,
                      .code = code,
                      .text = &from->counterexamples[i],
                      .counter = true};
}

static coding_status
list_trials(trials *of)
{
    coding_rehearsal *all = of->all;
    size_t examples = all->counts.examples + all->counts.counterexamples;
    coding_status status =
        base_alloc(all->context, examples * sizeof *of->outcomes,
                   (void **)(void *)&of->outcomes);

    if (status == CODING_OK)
        status = base_alloc(all->context, all->rule_count * sizeof *of->tested,
                            (void **)(void *)&of->tested);
    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < all->options.book_count; i++) {
        size_t codes =
            coding_codebook_content(all->options.books[i])->code_count;

        for (size_t j = 0; j < codes; j++)
            add_outcomes(of, i, j);
    }
    for (size_t i = 0; status == CODING_OK && i < of->outcome_count; i++)
        status = add_trials(of, i);
    return status;
}

/* ---- rows ---- */

/* The column that a condition looks at, CODING_NO_COLUMN if it is absent. */
static size_t
condition_column(const coding_columns *columns, coding_span name)
{
    static const char *const own[] = {"question", "role",     "respondent",
                                      "speaker",  "document", "time",
                                      "turn",     "unit"};

    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (coding_span_is(name, own[i]))
            return coding_columns_find(columns, own[i]);
    return coding_columns_attribute(columns, name);
}

static coding_status
add_attribute(coding_columns *columns, coding_context *context,
              coding_span name)
{
    coding_status status;
    buffer text;

    if (condition_column(columns, name) != CODING_NO_COLUMN)
        return CODING_OK;
    buffer_init(&text, context);
    buffer_add_text(&text, "attr.");
    buffer_add(&text, name);
    status = buffer_status(&text);
    if (status == CODING_OK)
        status = coding_columns_add(columns, buffer_span(&text));
    buffer_free(&text);
    return status;
}

static coding_status
make_columns(trials *of)
{
    static const char *const names[] = {
        "document", "unit", "turn",  "speaker", "role", "respondent",
        "question", "time", "start", "end",     "text"};
    coding_context *context = of->all->context;
    coding_status status = coding_columns_new(context, &of->columns);

    for (size_t i = 0; status == CODING_OK && i < sizeof names / sizeof *names;
         i++)
        status = coding_columns_add(of->columns, coding_span_of(names[i]));
    for (size_t i = 0; i < of->all->rule_count; i++) {
        const coding_rule *rule = of->all->rules[i].rule;

        for (size_t j = 0; status == CODING_OK && j < rule->only_count; j++)
            status = add_attribute(of->columns, context, rule->only[j].name);
    }
    if (status == CODING_OK)
        of->in = coding_core_of(of->columns);
    return status;
}

/* The example as the only turn of a document of its own. */
static coding_status
give_trial(trials *of, coding_cells *cells, size_t number, coding_row_sink sink)
{
    const trial *one = &of->trials[number];
    coding_span text = of->outcomes[one->outcome].text->text;
    char digits[NUMBER_BYTES];
    coding_span name = number_from_unsigned(number + 1, digits);

    coding_cells_begin(cells, CODING_RECORD_UNIT);
    coding_cells_text(cells, of->in.document, name);
    coding_cells_unsigned(cells, of->in.unit, 1);
    coding_cells_unsigned(cells, of->in.turn, 1);
    coding_cells_text(cells, of->in.speaker, name);
    coding_cells_text(cells, of->in.role, coding_span_of("respondent"));
    coding_cells_text(cells, of->in.respondent, name);
    coding_cells_unsigned(cells, of->in.start, 0);
    coding_cells_unsigned(cells, of->in.end, utf8_length(text));
    coding_cells_text(cells, of->in.text, text);
    for (size_t i = 0; one->under != NULL && i < one->under->only_count; i++)
        coding_cells_text(
            cells, condition_column(of->columns, one->under->only[i].name),
            one->under->only[i].values[0]);
    return coding_cells_give(cells, sink);
}

/* ---- what comes back ---- */

/* The trial at hand: the coder gives a unit's codings before the next unit. */
typedef struct {
    trials *of;
    size_t units;
} answer_sheet;

static coding_status
note_coding(trials *of, const trial *one, const coding_row *row)
{
    outcome *to = &of->outcomes[one->outcome];
    rehearsal_coding coding = rehearsal_read(of->all, &of->out, row);
    coding_span *name = coding.affirmed ? &to->affirmed : &to->other;

    if (coding.part == REHEARSAL_NONE)
        return CODING_OK;
    if (of->all->parts[coding.part].by_rule) {
        const rehearsal_rule *rule = &of->all->rules[coding.rule];

        if (!to->counter && rule->book == to->book && rule->code == to->code)
            of->tested[coding.rule] = true;
        return CODING_OK;
    }
    if (of->all->parts[coding.part].book != to->book ||
        coding.code != to->code || name->length > 0)
        return CODING_OK;
    if (!coding.affirmed)
        to->polarity =
            coding_polarity_of(coding_row_cell(row, of->out.polarity));
    return arena_copy(&of->kept, coding_row_cell(row, of->out.pattern), name);
}

static coding_status
take_row(void *user, const coding_row *row)
{
    answer_sheet *sheet = user;

    if (row->record == CODING_RECORD_UNIT)
        sheet->units++;
    if (row->record != CODING_RECORD_CODING || sheet->units == 0)
        return CODING_OK;
    return note_coding(sheet->of, &sheet->of->trials[sheet->units - 1], row);
}

static coding_status
run_trials(trials *of)
{
    answer_sheet sheet = {of, 0};
    coding_coder *coder = NULL;
    coding_cells *cells = NULL;
    coding_status status = make_columns(of);

    if (status == CODING_OK)
        status = rehearsal_coder(of->all, of->columns,
                                 (coding_row_sink){take_row, &sheet},
                                 &of->result, &coder);
    if (status == CODING_OK) {
        of->out = coding_core_of(of->result);
        status = coding_cells_new(of->all->context, of->columns, &cells);
    }
    for (size_t i = 0; status == CODING_OK && i < of->trial_count; i++)
        status = give_trial(of, cells, i, coding_coder_sink(coder));
    if (status == CODING_OK)
        status = coding_coder_finish(coder);
    coding_cells_free(cells);
    coding_coder_free(coder);
    return status;
}

/* ---- verdicts ---- */

static void
judge(trials *of, const outcome *one)
{
    coding_context *context = of->all->context;
    const coding_code *code = rehearsal_code(of->all, one->book, one->code);
    const coding_place *at = &one->text->place;
    const diag_place place = {at->file, at->line, at->column, at->source};

    if (one->counter == (one->affirmed.length > 0))
        of->all->counts.failed++;
    if (one->counter && one->affirmed.length > 0)
        diag_error(context, CODING_EUSAGE, "counterexample-found", place,
                   "rule '%.*s' finds this counterexample of '%.*s'",
                   DIAG_SPAN(one->affirmed), DIAG_SPAN(code->id));
    else if (!one->counter && one->affirmed.length == 0 &&
             one->other.length > 0)
        diag_error(context, CODING_EUSAGE, "example-polarity", place,
                   "rule '%.*s' finds this example of '%.*s', but as %s",
                   DIAG_SPAN(one->other), DIAG_SPAN(code->id),
                   coding_polarity_name(one->polarity));
    else if (!one->counter && one->affirmed.length == 0)
        diag_error(context, CODING_EUSAGE, "example-missed", place,
                   "no rule of '%.*s' finds this example", DIAG_SPAN(code->id));
}

static coding_status
find_untested(trials *of, size_t rule)
{
    rehearsal_finding found = rehearsal_of_rule(of->all, "never-tested", rule);

    /* Of a code without examples that is one finding, not one a rule. */
    if (of->tested[rule] || found.code->example_count == 0)
        return CODING_OK;
    return rehearsal_give(of->all, &found,
                          "no example of '%.*s' is found by this rule",
                          DIAG_SPAN(found.code->id));
}

static coding_status
find_bare(coding_rehearsal *all, size_t book, size_t number)
{
    const coding_code *code = rehearsal_code(all, book, number);
    rehearsal_finding found = {
        .place = &code->place, .book = book, .code = code};
    coding_status status = CODING_OK;

    if (code->rule_count == 0)
        return CODING_OK;
    if (code->example_count == 0) {
        found.kind = "no-example";
        status = rehearsal_give(all, &found, "'%.*s' has no example",
                                DIAG_SPAN(code->id));
    }
    if (status == CODING_OK && code->counterexample_count == 0) {
        found.kind = "no-counterexample";
        status = rehearsal_give(all, &found, "'%.*s' has no counterexample",
                                DIAG_SPAN(code->id));
    }
    return status;
}

static coding_status
give_verdicts(trials *of)
{
    coding_rehearsal *all = of->all;
    coding_status status = CODING_OK;

    for (size_t i = 0; i < of->outcome_count; i++)
        judge(of, &of->outcomes[i]);
    for (size_t i = 0; i < all->options.book_count; i++) {
        size_t codes =
            coding_codebook_content(all->options.books[i])->code_count;

        for (size_t j = 0; status == CODING_OK && j < codes; j++)
            status = find_bare(all, i, j);
    }
    for (size_t i = 0; status == CODING_OK && i < all->rule_count; i++)
        status = find_untested(of, i);
    return status;
}

coding_status
coding_rehearsal_examples(coding_rehearsal *rehearsal)
{
    trials of = {.all = rehearsal};
    coding_status status;

    arena_init(&of.kept, rehearsal->context);
    status = list_trials(&of);
    if (status == CODING_OK)
        status = run_trials(&of);
    if (status == CODING_OK)
        status = give_verdicts(&of);
    if (status == CODING_OK && rehearsal->counts.failed > 0)
        status = CODING_EUSAGE;
    arena_clear(&of.kept);
    coding_columns_free(of.columns);
    coding_columns_free(of.result);
    base_free(rehearsal->context, of.outcomes);
    base_free(rehearsal->context, of.trials);
    base_free(rehearsal->context, of.tested);
    return status;
}
