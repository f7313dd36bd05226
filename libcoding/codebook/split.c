/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Codebooks made from a codebook, to see what each rule does by itself. */
#include "base/buffer.h"
#include "base/memory.h"
#include "codebook/codebook_inside.h"

/* A codebook that is made from another. */
typedef struct {
    coding_codebook *book;
    const coding_codebook_data *from;
    const char *suffix;
    bool open; /* without guards */
} derivation;

/* facet (the original's if empty) + suffix + ending. */
static coding_status
name_facet(derivation *of, coding_span facet, const char *ending,
           coding_span *out)
{
    coding_status status;
    buffer name;

    buffer_init(&name, of->book->context);
    buffer_add(&name, facet.length > 0 ? facet : of->from->facet);
    buffer_add_text(&name, of->suffix);
    buffer_add_text(&name, ending);
    status = buffer_status(&name);
    if (status == CODING_OK)
        status = arena_copy(&of->book->all, buffer_span(&name), out);
    buffer_free(&name);
    return status;
}

/* The patterns with references into facets with the suffix; keep_own leaves
   those into the codebook itself as they are. */
static coding_status
derive_patterns(derivation *of, bool keep_own,
                const coding_rule_pattern **patterns, size_t count)
{
    const coding_rule_pattern *from = *patterns;
    coding_rule_pattern *made = NULL;
    coding_status status;
    bool same = true;

    for (size_t i = 0; i < count; i++)
        same = same && (from[i].name.length == 0 ||
                        (keep_own && from[i].facet.length == 0));
    if (same)
        return CODING_OK;
    status = ARENA_ARRAY(&of->book->all, count, &made);
    for (size_t i = 0; status == CODING_OK && i < count; i++) {
        made[i] = from[i];
        if (from[i].name.length == 0 || (keep_own && from[i].facet.length == 0))
            continue;
        made[i].code = CODING_NO_CODE;
        status = name_facet(of, from[i].facet, "", &made[i].facet);
    }
    *patterns = made;
    return status;
}

static coding_status
derive_rule(derivation *of, bool keep_own, const coding_rule *from,
            coding_rule *out)
{
    coding_status status;

    *out = *from;
    if (of->open)
        out->unless_count = 0;
    status = derive_patterns(of, keep_own, &out->patterns, out->pattern_count);
    if (status == CODING_OK)
        status = derive_patterns(of, keep_own, &out->none, out->none_count);
    return status;
}

static coding_status
derive_code(derivation *of, const coding_code *from, coding_code *out)
{
    coding_rule *rules = NULL;
    coding_implied *implies = NULL;
    coding_status status =
        ARENA_ARRAY(&of->book->all, from->rule_count, &rules);

    *out = *from;
    for (size_t i = 0; status == CODING_OK && i < from->rule_count; i++)
        status = derive_rule(of, true, &from->rules[i], &rules[i]);
    if (status == CODING_OK)
        status = ARENA_ARRAY(&of->book->all, from->implies_count, &implies);
    for (size_t i = 0; status == CODING_OK && i < from->implies_count; i++) {
        implies[i] = from->implies[i];
        if (implies[i].facet.length > 0)
            status = name_facet(of, implies[i].facet, "", &implies[i].facet);
    }
    out->rules = rules;
    out->implies = implies;
    return status;
}

/* A rule as the only one of a code that is called like it. */
static coding_status
derive_single(derivation *of, const coding_rule *from, coding_code *out)
{
    coding_rule *rule = NULL;
    coding_status status = ARENA_NEW(&of->book->all, &rule);

    if (status == CODING_OK)
        status = derive_rule(of, false, from, rule);
    *out = (coding_code){.id = from->id,
                         .label = from->id,
                         .rules = rule,
                         .rule_count = 1,
                         .place = from->place};
    return status;
}

static coding_status
add_code(derivation *of, coding_span id)
{
    size_t number = 0;

    return map_add(&of->book->codes, id, &number);
}

static coding_status
fill_copy(derivation *of)
{
    coding_codebook_data *data = &of->book->data;
    coding_code *codes = NULL;
    coding_status status =
        ARENA_ARRAY(&of->book->all, data->code_count, &codes);

    for (size_t i = 0; status == CODING_OK && i < data->code_count; i++) {
        status = derive_code(of, &of->from->codes[i], &codes[i]);
        if (status == CODING_OK)
            status = add_code(of, codes[i].id);
    }
    data->codes = codes;
    return status == CODING_OK
               ? name_facet(of, (coding_span){0}, "", &data->facet)
               : status;
}

static coding_status
fill_split(derivation *of)
{
    coding_codebook_data *data = &of->book->data;
    coding_code *codes = NULL;
    coding_status status =
        ARENA_ARRAY(&of->book->all, data->rule_count, &codes);
    size_t made = 0;

    for (size_t i = 0; i < of->from->code_count; i++) {
        const coding_code *code = &of->from->codes[i];

        for (size_t j = 0; status == CODING_OK && j < code->rule_count; j++) {
            status = derive_single(of, &code->rules[j], &codes[made++]);
            if (status == CODING_OK)
                status = add_code(of, code->rules[j].id);
        }
    }
    data->codes = codes;
    data->code_count = made;
    data->overlap = CODING_OVERLAP_ALL;
    if (status == CODING_OK && made == 0)
        return CODING_EUSAGE;
    return status == CODING_OK
               ? name_facet(of, (coding_span){0}, "rules", &data->facet)
               : status;
}

static coding_status
fill_open(derivation *of)
{
    of->open = true;
    return fill_copy(of);
}

static coding_status
derive(coding_context *context, const coding_codebook *book, const char *suffix,
       coding_status (*fill)(derivation *of), coding_codebook **out)
{
    derivation of = {.from = &book->data, .suffix = suffix};
    coding_status status = BASE_NEW(context, &of.book);

    if (status != CODING_OK)
        return status;
    of.book->context = context;
    of.book->data = book->data;
    arena_init(&of.book->all, context);
    map_init(&of.book->codes, context);
    status = fill(&of);
    if (status == CODING_OK)
        *out = of.book;
    else
        coding_codebook_free(of.book);
    return status;
}

coding_status
coding_codebook_rename(coding_context *context, const coding_codebook *book,
                       const char *suffix, coding_codebook **out)
{
    return derive(context, book, suffix, fill_copy, out);
}

coding_status
coding_codebook_split(coding_context *context, const coding_codebook *book,
                      const char *suffix, coding_codebook **out)
{
    return derive(context, book, suffix, fill_split, out);
}

coding_status
coding_codebook_unguard(coding_context *context, const coding_codebook *book,
                        const char *suffix, coding_codebook **out)
{
    return derive(context, book, suffix, fill_open, out);
}
