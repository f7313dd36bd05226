/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which codes need which, within a codebook and over several: an order to
   evaluate them in, or the circle that there is. */
#include <string.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "codebook/build.h"

/* Code `from` needs code `to`; codes are numbered over all books. */
typedef struct {
    size_t from, to;
    const coding_place *place; /* where it is said */
} need;

typedef enum { UNSEEN, OPEN, DONE } node_state;

typedef struct {
    coding_context *context;
    const coding_codebook *const *books;
    size_t book_count;
    bool alone;
    size_t *first; /* number of each book's first code; then the total */
    need *needs;   /* by from, after sort_needs */
    size_t need_count, need_capacity;
    size_t *begin; /* each code's first need; then the total */
    size_t *stack; /* the codes on the way, each needing the next */
    size_t *next;  /* by code: its next need to follow */
    unsigned char *state;
} network;

/* ---- references ---- */

static size_t
find_facet(const network *net, coding_span facet)
{
    for (size_t i = 0; i < net->book_count; i++) {
        if (coding_span_equal(coding_codebook_content(net->books[i])->facet,
                              facet))
            return i;
    }
    return SIZE_MAX;
}

/* The number of a code that a book names; SIZE_MAX if it is not known, which
   is told here only for other facets (build_reference told the rest). */
static size_t
find_code(const network *net, size_t book, coding_span facet, coding_span name,
          size_t code, const coding_place *place)
{
    if (facet.length == 0)
        return code == CODING_NO_CODE ? SIZE_MAX : net->first[book] + code;
    if (net->alone)
        return SIZE_MAX;
    book = find_facet(net, facet);
    if (book == SIZE_MAX) {
        diag_error(net->context, CODING_EUSAGE, "facet-unknown",
                   record_diag(*place),
                   "no codebook given has the facet '%.*s'", DIAG_SPAN(facet));
        return SIZE_MAX;
    }
    code = coding_codebook_find(net->books[book], name);
    if (code == CODING_NO_CODE) {
        diag_error(net->context, CODING_EUSAGE, "code-unknown",
                   record_diag(*place),
                   "there is no code '%.*s' in the facet '%.*s'",
                   DIAG_SPAN(name), DIAG_SPAN(facet));
        return SIZE_MAX;
    }
    return net->first[book] + code;
}

static coding_status
add_need(network *net, size_t from, size_t to, const coding_place *place)
{
    coding_status status = BASE_GROW(net->context, &net->needs,
                                     &net->need_capacity, net->need_count + 1);

    if (status == CODING_OK)
        net->needs[net->need_count++] = (need){from, to, place};
    return status;
}

static coding_status
add_patterns(network *net, size_t book, size_t from,
             const coding_rule_pattern *patterns, size_t count)
{
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < count; i++) {
        const coding_rule_pattern *one = &patterns[i];
        size_t to;

        if (one->name.length == 0)
            continue;
        to =
            find_code(net, book, one->facet, one->name, one->code, &one->place);
        if (to != SIZE_MAX)
            status = add_need(net, from, to, &one->place);
    }
    return status;
}

/* A code needs those that its rules name; a code that is implied needs the
   one that implies it. */
static coding_status
add_code(network *net, size_t book, size_t place)
{
    const coding_code *code =
        &coding_codebook_content(net->books[book])->codes[place];
    size_t from = net->first[book] + place;
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < code->rule_count; i++) {
        const coding_rule *rule = &code->rules[i];

        status =
            add_patterns(net, book, from, rule->patterns, rule->pattern_count);
        if (status == CODING_OK)
            status =
                add_patterns(net, book, from, rule->none, rule->none_count);
    }
    for (size_t i = 0; status == CODING_OK && i < code->implies_count; i++) {
        const coding_implied *one = &code->implies[i];
        size_t to =
            find_code(net, book, one->facet, one->name, one->code, &one->place);

        if (to != SIZE_MAX)
            status = add_need(net, to, from, &one->place);
    }
    return status;
}

/* ---- the order ---- */

static const coding_code *
code_of(const network *net, size_t number, coding_code_at *at)
{
    at->book = 0;
    while (net->first[at->book + 1] <= number)
        at->book++;
    at->code = number - net->first[at->book];
    return &coding_codebook_content(net->books[at->book])->codes[at->code];
}

/* A counting sort by `from`, which keeps the order of the file. */
static coding_status
sort_needs(network *net)
{
    size_t codes = net->first[net->book_count];
    need *sorted = NULL;
    coding_status status =
        base_alloc(net->context, net->need_count * sizeof *sorted,
                   (void **)(void *)&sorted);

    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < net->need_count; i++)
        net->begin[net->needs[i].from + 1]++;
    for (size_t i = 0; i < codes; i++)
        net->begin[i + 1] += net->begin[i];
    memcpy(net->next, net->begin, codes * sizeof *net->next);
    for (size_t i = 0; i < net->need_count; i++)
        sorted[net->next[net->needs[i].from]++] = net->needs[i];
    memcpy(net->next, net->begin, codes * sizeof *net->next);
    base_free(net->context, net->needs);
    net->needs = sorted;
    return CODING_OK;
}

/* The codes on the stack from `again` on need each other in a circle, which
   the need `last` closes. */
static coding_status
tell_circle(const network *net, size_t depth, const need *last)
{
    coding_status status;
    coding_code_at at;
    size_t from = depth;
    buffer names;

    buffer_init(&names, net->context);
    while (net->stack[from - 1] != last->to)
        from--;
    for (size_t i = from - 1; i < depth; i++) {
        buffer_add(&names, code_of(net, net->stack[i], &at)->id);
        buffer_add_text(&names, " needs ");
    }
    buffer_add(&names, code_of(net, last->to, &at)->id);
    status = buffer_status(&names);
    if (status == CODING_OK)
        diag_error(net->context, CODING_EUSAGE, "code-circle",
                   record_diag(*last->place),
                   "a code may not need itself: %.*s",
                   DIAG_SPAN(buffer_span(&names)));
    buffer_free(&names);
    return status;
}

/* Depth first, without recursion: chains may be as long as the codebook. */
static coding_status
visit(network *net, size_t start, coding_code_at *order, size_t *filled)
{
    coding_status status = CODING_OK;
    size_t depth = 0;

    net->stack[depth++] = start;
    net->state[start] = OPEN;
    while (status == CODING_OK && depth > 0) {
        size_t code = net->stack[depth - 1];
        const need *one;

        if (net->next[code] == net->begin[code + 1]) {
            coding_code_at at;

            (void)code_of(net, code, &at); /* only the place is wanted */
            if (order != NULL)
                order[*filled] = at;
            ++*filled;
            net->state[code] = DONE;
            depth--;
            continue;
        }
        one = &net->needs[net->next[code]++];
        if (net->state[one->to] == OPEN) {
            status = tell_circle(net, depth, one);
        } else if (net->state[one->to] == UNSEEN) {
            net->state[one->to] = OPEN;
            net->stack[depth++] = one->to;
        }
    }
    return status;
}

static coding_status
prepare(network *net)
{
    coding_status status =
        base_alloc(net->context, (net->book_count + 1) * sizeof *net->first,
                   (void **)(void *)&net->first);
    size_t codes = 0;

    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < net->book_count; i++) {
        net->first[i] = codes;
        codes += coding_codebook_content(net->books[i])->code_count;
    }
    net->first[net->book_count] = codes;
    status = base_alloc(net->context, (codes + 1) * sizeof *net->begin,
                        (void **)(void *)&net->begin);
    if (status == CODING_OK)
        status = base_alloc(net->context, codes * sizeof *net->stack,
                            (void **)(void *)&net->stack);
    if (status == CODING_OK)
        status = base_alloc(net->context, codes * sizeof *net->next,
                            (void **)(void *)&net->next);
    if (status == CODING_OK)
        status = base_alloc(net->context, codes, (void **)(void *)&net->state);
    return status;
}

static void
check_facets(const network *net)
{
    for (size_t i = 0; i < net->book_count; i++) {
        const coding_codebook_data *one =
            coding_codebook_content(net->books[i]);
        size_t other = find_facet(net, one->facet);

        if (other < i)
            diag_error(
                net->context, CODING_EUSAGE, "facet-twice",
                (diag_place){one->file, 0, 0, {0}},
                "its facet '%.*s' is the one of %s, too; give it another name "
                "with `facet:`",
                DIAG_SPAN(one->facet),
                coding_codebook_content(net->books[other])->file);
    }
}

coding_status
build_order(coding_context *context, const coding_codebook *const *books,
            size_t count, bool alone, coding_code_at *order)
{
    network net = {.context = context,
                   .books = books,
                   .book_count = count,
                   .alone = alone};
    coding_status status = prepare(&net);
    size_t filled = 0;

    check_facets(&net);
    for (size_t i = 0; status == CODING_OK && i < count; i++) {
        size_t codes = coding_codebook_content(books[i])->code_count;

        for (size_t j = 0; status == CODING_OK && j < codes; j++)
            status = add_code(&net, i, j);
    }
    if (status == CODING_OK)
        status = sort_needs(&net);
    for (size_t i = 0; status == CODING_OK && i < net.first[count]; i++) {
        if (net.state[i] == UNSEEN)
            status = visit(&net, i, order, &filled);
    }
    base_free(context, net.first);
    base_free(context, net.begin);
    base_free(context, net.needs);
    base_free(context, net.stack);
    base_free(context, net.next);
    base_free(context, net.state);
    return status;
}

coding_status
coding_codebook_order(coding_context *context,
                      const coding_codebook *const *books, size_t count,
                      coding_code_at *order)
{
    uint64_t before = coding_context_count(context, CODING_ERROR);
    coding_status status = build_order(context, books, count, false, order);

    if (status == CODING_OK &&
        coding_context_count(context, CODING_ERROR) > before)
        return CODING_EUSAGE;
    return status;
}
