/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rows that say, subject by subject, what fired and what did not, and why.
   See code(1), "What --explain says". */
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/memory.h"
#include "coder/coder_inside.h"

/* One row to be: a coding, or a candidate that is none. */
typedef struct {
    const passages_item *passage; /* NULL: not coded */
    const trace_item *dropped;
    size_t start, end, code, rule;
} line;

/* ---- what is shown ---- */

coding_status
coding_coder_explain_columns(coding_columns *result)
{
    return coding_columns_add(result, coding_span_of("table"));
}

const coding_view *
coding_coder_explain_view(void)
{
    static const char *const columns[] = {
        "document", "unit", "respondent", "question", "start", "end",  "name",
        "facet",    "code", "pattern",    "polarity", "value", "text", NULL};
    static const char *const headings[] = {
        "document", "unit",    "respondent", "question", "start",
        "end",      "outcome", "facet",      "code",     "pattern",
        "polarity", "why",     "text",       NULL};
    static const coding_view view = {
        "explain", CODING_RECORD_OTHER, "explain", columns, headings, true};

    return &view;
}

/* ---- which codes ---- */

/* Marks the codes that a name means: CODE of any codebook, or FACET/CODE. */
static bool
mark(coding_coder *coder, const char *name)
{
    const char *slash = strchr(name, '/');
    bool found = false;

    for (size_t i = 0; i < coder->book.count; i++) {
        const program_code *code = &coder->book.codes[i];
        coding_span facet = {name, slash != NULL ? (size_t)(slash - name) : 0};
        bool here = slash == NULL
                        ? coding_span_is(code->code->id, name)
                        : coding_span_is(code->code->id, slash + 1) &&
                              coding_span_equal(code->book->facet, facet);

        coder->explained[i] |= here;
        found |= here;
    }
    return found;
}

coding_status
explain_begin(coding_coder *coder)
{
    const coding_coder_options *wanted = &coder->options;
    coding_status status = base_alloc(coder->context, coder->book.count,
                                      (void **)&coder->explained);

    for (size_t i = 0; i < wanted->explain_code_count && status == CODING_OK;
         i++)
        if (!mark(coder, wanted->explain_codes[i]))
            status = diag_error(coder->context, CODING_EUSAGE, "code-unknown",
                                (diag_place){0}, "no codebook has a code '%s'",
                                wanted->explain_codes[i]);
    for (size_t i = 0; wanted->explain_code_count == 0 &&
                       i < coder->book.count && status == CODING_OK;
         i++)
        coder->explained[i] = 1;
    return status;
}

/* ---- the words ---- */

static coding_span
words_at(const coding_coder *coder, size_t start, size_t end)
{
    return (coding_span){answer_text(&coder->words).at + start, end - start};
}

/* Code points of the document. */
static void
find_place(const coding_coder *coder, size_t start, size_t end, uint64_t *first,
           uint64_t *past)
{
    const window_unit *units = coder->units.units;
    answer_place from, to;

    answer_origin(&coder->words, start, end, &from, &to);
    *first = units[from.unit].start + from.in_unit;
    *past = units[to.unit].start + to.in_unit;
}

/* "words" 10-15 */
static void
add_words(const coding_coder *coder, size_t start, size_t end, buffer *out)
{
    uint64_t first, past;

    if (start >= end)
        return;
    find_place(coder, start, end, &first, &past);
    buffer_add_text(out, " \"");
    buffer_add(out, words_at(coder, start, end));
    buffer_add_text(out, "\" ");
    buffer_add_unsigned(out, first);
    buffer_add_byte(out, '-');
    buffer_add_unsigned(out, past);
}

/* The id of the rule; implied passages have none of the code. */
static coding_span
rule_id(const program_code *code, size_t rule)
{
    return rule < code->code->rule_count ? code->rules[rule].rule->id
                                         : coding_span_of("implied");
}

static void
add_code(const program_code *code, buffer *out)
{
    buffer_add(out, code->book->facet);
    buffer_add_byte(out, '/');
    buffer_add(out, code->code->id);
}

/* ---- why ---- */

/* What an `only` line asked for and what the unit has. */
static void
add_condition(const coding_coder *coder, const trace_item *item,
              const program_rule *rule, buffer *out)
{
    const coding_rule_condition *only = &rule->rule->only[item->number];
    answer_place first, past;
    coding_span cell;

    answer_origin(&coder->words, item->start, item->end, &first, &past);
    cell = coding_row_cell(&coder->units.units[first.unit].row,
                           rule->columns[item->number]);
    buffer_add_text(out, "only ");
    buffer_add(out, only->name);
    for (size_t i = 0; i < only->value_count; i++) {
        buffer_add_byte(out, i == 0 ? '=' : '|');
        buffer_add(out, only->values[i]);
    }
    if (cell.length == 0) {
        buffer_add_text(out, ": the unit has none");
    } else {
        buffer_add_text(out, ": the unit has ");
        buffer_add(out, cell);
    }
}

/* Where a pattern that does not occur was looked for. */
static const char *
reach(const program_rule *rule)
{
    if (rule->rule->kind != CODING_RULE_ALL && !rule->rule->bounded)
        return "answer";
    return coding_within_name(rule->rule->within);
}

/* What the rule asked for and did not get. */
static void
add_unmet(const coding_coder *coder, const trace_item *item,
          const program_rule *rule, buffer *out)
{
    switch (item->kind) {
    case TRACE_GUARDED:
        buffer_add_text(out, "unless ");
        buffer_add(out, rule->rule->unless[item->number].text);
        buffer_add_byte(out, ':');
        break;
    case TRACE_EXCLUDED:
        buffer_add_text(out, "none ");
        buffer_add(out, rule->rule->none[item->number].text);
        buffer_add_text(out, " within ");
        buffer_add_text(out, coding_within_name(rule->rule->within));
        buffer_add_byte(out, ':');
        break;
    case TRACE_CONDITION:
        add_condition(coder, item, rule, out);
        break;
    case TRACE_APART:
        if (item->words <= rule->rule->distance) {
            buffer_add_text(out, "not within one ");
            buffer_add_text(out, coding_within_name(rule->rule->within));
            break;
        }
        buffer_add_unsigned(out, item->words);
        buffer_add_text(out, " words between, at most ");
        buffer_add_unsigned(out, rule->rule->distance);
        break;
    case TRACE_INCOMPLETE:
        buffer_add_text(out, "no ");
        buffer_add(out, rule->rule->patterns[item->number].text);
        buffer_add_text(out, " within ");
        buffer_add_text(out, reach(rule));
        break;
    case TRACE_RULE:
    case TRACE_CODE:
    case TRACE_FACET:
        break;
    }
    add_words(coder, item->by_start, item->by_end, out);
}

/* Which passage goes first. */
static void
add_beaten(const coding_coder *coder, const trace_item *item, buffer *out)
{
    const program_code *code = &coder->book.codes[item->code];
    const program_code *by = &coder->book.codes[item->by_code];

    if (item->kind == TRACE_RULE) {
        buffer_add_text(out, "overlaps this rule's passage before");
        return;
    }
    if (item->kind == TRACE_CODE) {
        buffer_add_text(out, "goes into rule ");
        buffer_add(out, rule_id(by, item->by_rule));
        buffer_add_byte(out, ':');
    } else {
        buffer_add_text(out, "overlap ");
        buffer_add_text(out, coding_overlap_name(code->book->overlap));
        buffer_add_text(out, " keeps ");
        if (item->by_end > item->by_start)
            add_code(by, out);
        else
            buffer_add_text(out, "another code than the one that implies this");
    }
    add_words(coder, item->by_start, item->by_end, out);
}

static void
add_dropped(const coding_coder *coder, const trace_item *item, buffer *out)
{
    const program_code *code = &coder->book.codes[item->code];

    if (item->kind == TRACE_RULE || item->kind == TRACE_CODE ||
        item->kind == TRACE_FACET)
        add_beaten(coder, item, out);
    else
        add_unmet(coder, item, &code->rules[item->rule], out);
}

static const char *
outcome(const line *at)
{
    if (at->passage != NULL)
        return "coded";
    switch (at->dropped->kind) {
    case TRACE_GUARDED:
        return "guarded";
    case TRACE_EXCLUDED:
        return "excluded";
    case TRACE_CONDITION:
        return "condition";
    case TRACE_APART:
        return "apart";
    case TRACE_INCOMPLETE:
        return "incomplete";
    case TRACE_RULE:
    case TRACE_CODE:
    case TRACE_FACET:
        break;
    }
    return "overlap";
}

/* The cue that decided and how far it reaches. */
static void
add_cue(const coding_coder *coder, const judge_verdict *verdict, buffer *out)
{
    uint64_t first, past;
    size_t low = verdict->low, high = verdict->high;
    coding_span text = answer_text(&coder->words);

    if (verdict->cue.length == 0)
        return;
    /* The space around a scope is of no subject. */
    while (high > low &&
           (text.at[high - 1] == '\n' || text.at[high - 1] == ' '))
        high--;
    while (low < high && (text.at[low] == '\n' || text.at[low] == ' '))
        low++;
    buffer_add_text(out, out->length > 0 ? "; cue " : "cue ");
    buffer_add(out, verdict->cue);
    add_words(coder, verdict->start, verdict->end, out);
    if (low >= high)
        return;
    find_place(coder, low, high, &first, &past);
    buffer_add_text(out, " reaches ");
    buffer_add_unsigned(out, first);
    buffer_add_byte(out, '-');
    buffer_add_unsigned(out, past);
}

/* ---- the rows ---- */

/* A row of the answer's bytes start..end, as a copy of the unit it is in. */
static void
begin(coding_coder *coder, size_t start, size_t end, const char *what)
{
    const window_unit *units = coder->units.units;
    const coding_core *core = &coder->out;
    answer_place first, past;
    coding_row row;

    answer_origin(&coder->words, start, end, &first, &past);
    row = units[first.unit].row;
    row.record = CODING_RECORD_OTHER;
    coding_cells_begin_as(coder->cells, &row);
    coding_cells_text(coder->cells, core->record, coding_span_of("explain"));
    coding_cells_text(coder->cells, core->table, coding_span_of("explain"));
    coding_cells_unsigned(coder->cells, core->start,
                          units[first.unit].start + first.in_unit);
    coding_cells_unsigned(coder->cells, core->end,
                          units[past.unit].start + past.in_unit);
    coding_cells_text(coder->cells, core->name, coding_span_of(what));
    coding_cells_text(coder->cells, core->text, words_at(coder, start, end));
}

static coding_status
give_line(coding_coder *coder, const line *at)
{
    const program_code *code = &coder->book.codes[at->code];
    const coding_core *core = &coder->out;
    coding_cells *cells = coder->cells;
    coding_status status;
    buffer why;

    buffer_init(&why, coder->context);
    begin(coder, at->start, at->end, outcome(at));
    coding_cells_text(cells, core->facet, code->book->facet);
    coding_cells_text(cells, core->code, code->code->id);
    coding_cells_text(cells, core->codebook, code->label);
    if (at->passage != NULL) {
        coding_cells_text(cells, core->pattern, at->passage->pattern);
        coding_cells_text(cells, core->polarity,
                          coding_span_of(coding_polarity_name(
                              at->passage->verdict.polarity)));
        if (at->rule >= code->code->rule_count)
            buffer_add_text(&why, "implied");
        add_cue(coder, &at->passage->verdict, &why);
    } else {
        coding_cells_text(cells, core->pattern, rule_id(code, at->rule));
        add_dropped(coder, at->dropped, &why);
    }
    coding_cells_text(cells, core->value, buffer_span(&why));
    status = buffer_status(&why);
    if (status == CODING_OK)
        status = coding_cells_give(cells, coder->sink);
    buffer_free(&why);
    return status;
}

static int
by_place(const void *left, const void *right)
{
    const line *a = left;
    const line *b = right;

    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    if (a->code != b->code)
        return a->code < b->code ? -1 : 1;
    if ((a->passage == NULL) != (b->passage == NULL))
        return a->passage == NULL ? 1 : -1;
    if (a->rule != b->rule)
        return a->rule < b->rule ? -1 : 1;
    return a->end < b->end ? -1 : a->end > b->end;
}

/* Everything that is to be said of the answer, in order. */
static size_t
gather(const coding_coder *coder, const passages_list *found, line *out)
{
    size_t count = 0;

    for (size_t i = 0; i < found->count; i++) {
        const passages_item *at = &found->items[i];

        if (coder->explained[at->code])
            out[count++] =
                (line){at, NULL, at->start, at->end, at->code, at->rule};
    }
    for (size_t i = 0; i < coder->trace.count; i++) {
        const trace_item *at = &coder->trace.items[i];

        if (coder->explained[at->code])
            out[count++] =
                (line){NULL, at, at->start, at->end, at->code, at->rule};
    }
    if (count > 1)
        qsort(out, count, sizeof *out, by_place);
    return count;
}

/* The subject's folded text, then what happened in it. */
static coding_status
give_subject(coding_coder *coder, size_t number, const line *lines,
             size_t count)
{
    const answer *words = &coder->words;
    size_t start = words->bases[number];
    size_t end =
        start +
        fold_text(words->units->subjects[words->subjects[number]].copy, 0)
            .length;
    coding_status status = CODING_OK;

    if (start == end)
        return CODING_OK;
    begin(coder, start, end, "subject");
    status = coding_cells_give(coder->cells, coder->sink);
    for (size_t i = 0; i < count && status == CODING_OK; i++)
        if (lines[i].start >= start && lines[i].start < end)
            status = give_line(coder, &lines[i]);
    return status;
}

coding_status
explain_give(coding_coder *coder, const passages_list *found)
{
    line *lines = NULL;
    size_t count;
    coding_status status = base_alloc(
        coder->context, (found->count + coder->trace.count) * sizeof *lines,
        (void **)(void *)&lines);

    if (status != CODING_OK)
        return status;
    count = gather(coder, found, lines);
    for (size_t i = 0; i < coder->words.count && status == CODING_OK; i++)
        if (count > 0 || coder->options.explain_code_count == 0)
            status = give_subject(coder, i, lines, count);
    base_free(coder->context, lines);
    return status;
}
