/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Codebooks to a program. See coder/program.h. */
#include "coder/program.h"

#include "base/buffer.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/memory.h"

/* The regexes met, each once, and what is being built. */
typedef struct {
    program *book;
    const coding_codebook *const *books;
    size_t book_count;
    const coding_columns *columns;
    map texts; /* by number in the engine */
    regex_source *sources;
    size_t source_capacity;
    map unknown; /* names of conditions that were told */
} builder;

void
program_init(program *book, coding_context *context)
{
    *book = (program){.context = context};
    arena_init(&book->pieces, context);
}

void
program_clear(program *book)
{
    if (book->context == NULL)
        return;
    engine_free(book->patterns);
    arena_clear(&book->pieces);
    *book = (program){0};
}

/* ---- references ---- */

/* The number of a book's first code. */
static size_t
first_code(const builder *of, size_t book)
{
    size_t first = 0;

    for (size_t i = 0; i < book; i++)
        first += coding_codebook_content(of->books[i])->code_count;
    return first;
}

/* The number of a code of a book; facet empty: of the book itself. */
static size_t
find_code(const builder *of, size_t book, coding_span facet, coding_span name)
{
    size_t code;

    for (size_t i = 0; facet.length > 0 && i < of->book_count; i++)
        if (coding_span_equal(coding_codebook_content(of->books[i])->facet,
                              facet))
            book = i;
    code = coding_codebook_find(of->books[book], name);
    return code == CODING_NO_CODE ? PROGRAM_NONE : first_code(of, book) + code;
}

static coding_status
add_search(builder *of, const coding_rule *rule,
           const coding_rule_pattern *pattern, size_t *out)
{
    size_t before = of->texts.count;
    coding_status status = map_add(&of->texts, pattern->regex, out);

    if (status != CODING_OK || of->texts.count == before)
        return status;
    status = BASE_GROW(of->book->context, &of->sources, &of->source_capacity,
                       of->texts.count);
    if (status == CODING_OK)
        of->sources[*out] =
            (regex_source){map_name(&of->texts, *out), rule->id.at,
                           pattern->place.file, pattern->place.line};
    return status;
}

static coding_status
add_patterns(builder *of, size_t book, const coding_rule *rule,
             const coding_rule_pattern *patterns, size_t count,
             const program_pattern **out)
{
    program_pattern *made = NULL;
    coding_status status = ARENA_ARRAY(&of->book->pieces, count, &made);

    for (size_t i = 0; i < count && status == CODING_OK; i++) {
        made[i] = (program_pattern){PROGRAM_NONE, PROGRAM_NONE};
        if (patterns[i].regex.length > 0)
            status = add_search(of, rule, &patterns[i], &made[i].search);
        else
            made[i].code =
                find_code(of, book, patterns[i].facet, patterns[i].name);
    }
    *out = made;
    return status;
}

/* ---- conditions ---- */

static size_t
find_column(const coding_columns *columns, coding_span name)
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
add_conditions(builder *of, const coding_rule *rule, const size_t **out)
{
    size_t *made = NULL;
    coding_status status =
        ARENA_ARRAY(&of->book->pieces, rule->only_count, &made);

    for (size_t i = 0; i < rule->only_count && status == CODING_OK; i++) {
        const coding_rule_condition *only = &rule->only[i];
        size_t told = of->unknown.count, number = 0;

        made[i] = find_column(of->columns, only->name);
        if (made[i] != CODING_NO_COLUMN)
            continue;
        status = map_add(&of->unknown, only->name, &number);
        if (status == CODING_OK && of->unknown.count > told)
            diag_warning(of->book->context, "condition-unknown",
                         (diag_place){only->place.file, only->place.line,
                                      only->place.column, only->place.source},
                         "the units have no '%.*s': rules with this condition "
                         "never fire",
                         DIAG_SPAN(only->name));
    }
    *out = made;
    return status;
}

/* ---- rules and codes ---- */

/* The rule looks beyond its subject. */
static bool
is_whole_answer(const coding_rule *rule)
{
    if (rule->within != CODING_WITHIN_ANSWER)
        return false;
    return rule->kind == CODING_RULE_ALL || rule->none_count > 0;
}

static coding_status
add_rule(builder *of, size_t book, const coding_rule *rule, program_rule *made)
{
    coding_status status = add_patterns(of, book, rule, rule->patterns,
                                        rule->pattern_count, &made->patterns);

    made->rule = rule;
    if (status == CODING_OK)
        status = add_patterns(of, book, rule, rule->unless, rule->unless_count,
                              &made->unless);
    if (status == CODING_OK)
        status = add_patterns(of, book, rule, rule->none, rule->none_count,
                              &made->none);
    if (status == CODING_OK)
        status = add_conditions(of, rule, &made->columns);
    return status;
}

static coding_status
add_code(builder *of, size_t book, const coding_code *code, coding_span label,
         program_code *made)
{
    program_rule *rules = NULL;
    size_t *implied = NULL;
    coding_status status =
        ARENA_ARRAY(&of->book->pieces, code->rule_count, &rules);

    if (status == CODING_OK)
        status = ARENA_ARRAY(&of->book->pieces, code->implies_count, &implied);
    for (size_t i = 0; i < code->rule_count && status == CODING_OK; i++) {
        status = add_rule(of, book, &code->rules[i], &rules[i]);
        made->whole_answer |= is_whole_answer(&code->rules[i]);
    }
    for (size_t i = 0; i < code->implies_count && status == CODING_OK; i++)
        implied[i] =
            find_code(of, book, code->implies[i].facet, code->implies[i].name);
    made->book = coding_codebook_content(of->books[book]);
    made->book_number = book;
    made->code = code;
    made->label = label;
    made->rules = rules;
    made->implied = implied;
    of->book->whole_answer |= made->whole_answer;
    return status;
}

/* "NAME VERSION", once a book. */
static coding_status
name_book(program *book, const coding_codebook_data *data, coding_span *out)
{
    coding_status status;
    buffer text;

    buffer_init(&text, book->context);
    buffer_add(&text, data->name);
    buffer_add_byte(&text, ' ');
    buffer_add(&text, data->version);
    status = buffer_status(&text);
    if (status == CODING_OK)
        status = arena_copy(&book->pieces, buffer_span(&text), out);
    buffer_free(&text);
    return status;
}

static coding_status
add_books(builder *of)
{
    program *book = of->book;
    coding_status status = CODING_OK;
    size_t at = 0;

    for (size_t i = 0; i < of->book_count; i++)
        book->count += coding_codebook_content(of->books[i])->code_count;
    status = ARENA_ARRAY(&book->pieces, book->count, &book->codes);
    for (size_t i = 0; i < of->book_count && status == CODING_OK; i++) {
        const coding_codebook_data *data =
            coding_codebook_content(of->books[i]);
        coding_span label = {0};

        status = name_book(book, data, &label);
        for (size_t k = 0; k < data->code_count && status == CODING_OK; k++)
            status =
                add_code(of, i, &data->codes[k], label, &book->codes[at++]);
    }
    return status;
}

static coding_status
set_order(builder *of)
{
    program *book = of->book;
    coding_code_at *order = NULL;
    coding_status status = ARENA_ARRAY(&book->pieces, book->count, &order);

    if (status == CODING_OK)
        status = ARENA_ARRAY(&book->pieces, book->count, &book->order);
    if (status == CODING_OK)
        status = coding_codebook_order(book->context, of->books, of->book_count,
                                       order);
    for (size_t i = 0; i < book->count && status == CODING_OK; i++) {
        size_t number = first_code(of, order[i].book) + order[i].code;

        book->order[i] = number;
        book->codes[number].place = i;
    }
    return status;
}

/* ---- who fires by what ---- */

/* Calls visit for every pattern or code by which a code may fire: the first
   one of each rule, without which it cannot. */
static void
visit_triggers(const program *book, size_t number,
               void (*visit)(void *user, const program_pattern *by,
                             size_t code),
               void *user)
{
    const program_code *code = &book->codes[number];

    for (size_t i = 0; i < code->code->rule_count; i++)
        visit(user, &code->rules[i].patterns[0], number);
}

static void
count_user(void *user, const program_pattern *by, size_t code)
{
    program *book = user;

    (void)code;
    if (by->search != PROGRAM_NONE)
        book->by_pattern[by->search].count++;
    else if (by->code != PROGRAM_NONE)
        book->by_code[by->code].count++;
}

/* A code may be in the list before, by another rule: then it was the last. */
static void
put_user(void *user, const program_pattern *by, size_t code)
{
    program *book = user;
    program_users *users = by->search != PROGRAM_NONE
                               ? &book->by_pattern[by->search]
                           : by->code != PROGRAM_NONE ? &book->by_code[by->code]
                                                      : NULL;

    if (users != NULL &&
        (users->count == 0 || users->codes[users->count - 1] != code))
        users->codes[users->count++] = code;
}

static coding_status
make_room(program *book, program_users *users, size_t count)
{
    coding_status status = CODING_OK;

    for (size_t i = 0; i < count && status == CODING_OK; i++) {
        size_t *codes = NULL;

        status = ARENA_ARRAY(&book->pieces, users[i].count, &codes);
        users[i] = (program_users){codes, 0};
    }
    return status;
}

static coding_status
set_users(program *book)
{
    coding_status status =
        ARENA_ARRAY(&book->pieces, book->pattern_count, &book->by_pattern);

    if (status == CODING_OK)
        status = ARENA_ARRAY(&book->pieces, book->count, &book->by_code);
    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < book->count; i++)
        visit_triggers(book, i, count_user, book);
    status = make_room(book, book->by_pattern, book->pattern_count);
    if (status == CODING_OK)
        status = make_room(book, book->by_code, book->count);
    for (size_t i = 0; i < book->count && status == CODING_OK; i++)
        visit_triggers(book, i, put_user, book);
    return status;
}

coding_status
program_build(program *book, const coding_codebook *const *books, size_t count,
              const coding_columns *columns, const engine_options *options)
{
    builder of = {
        .book = book, .books = books, .book_count = count, .columns = columns};
    coding_status status;

    map_init(&of.texts, book->context);
    map_init(&of.unknown, book->context);
    status = add_books(&of);
    if (status == CODING_OK)
        status = set_order(&of);
    book->pattern_count = of.texts.count;
    if (status == CODING_OK)
        status = engine_new(book->context, of.sources, of.texts.count, options,
                            &book->patterns);
    if (status == CODING_OK)
        status = set_users(book);
    base_free(book->context, of.sources);
    map_clear(&of.texts);
    map_clear(&of.unknown);
    return status;
}
