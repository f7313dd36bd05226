/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rules: every line of the codebook that finds or guards, with what it found,
   so that a rule that never fires shows. */
#include <stdio.h>
#include <string.h>

#include "workbook/atlas.h"

typedef enum {
    COLUMN_CODE,
    COLUMN_RULE,
    COLUMN_KIND,
    COLUMN_PATTERN,
    COLUMN_CODINGS
} column;

/* What a line of a code's record does. */
typedef struct {
    const char *field;
    const char *kind; /* in CODE.KIND.N; NULL: it finds nothing itself */
} field_kind;

static const field_kind kinds[] = {
    {"match", "match"}, {"any", "match"}, {"near", "near"},   {"then", "then"},
    {"all", "all"},     {"glob", "glob"}, {"words", "words"}, {"unless", NULL},
    {"none", NULL},     {"within", NULL}, {"only", NULL},     {"implies", NULL},
    {"weight", NULL},
};
enum { KINDS = sizeof kinds / sizeof *kinds, NO_KIND = KINDS };

typedef struct {
    const atlas *plan;
    sheet *page;
    unsigned row, last;
    size_t code;
    unsigned made[KINDS]; /* rules of each kind so far */
} rules;

/* One line `field: value` of a record, and where the next begins. */
typedef struct {
    size_t kind; /* NO_KIND: another field */
    bool is_id;
    coding_span field, value, rest;
} record_line;

static record_line
next_line(coding_span record)
{
    const char *end = memchr(record.at, '\n', record.length);
    size_t length = end != NULL ? (size_t)(end - record.at) : record.length;
    const char *colon = memchr(record.at, ':', length);
    record_line line = {NO_KIND, false, {record.at, 0}, {NULL, 0}, record};

    line.rest.at += length + (length < record.length ? 1 : 0);
    line.rest.length -= length + (length < record.length ? 1 : 0);
    if (colon == NULL)
        return line;
    line.field.length = (size_t)(colon - record.at);
    line.value = coding_span_trim(
        (coding_span){colon + 1, length - (size_t)(colon + 1 - record.at)});
    line.is_id = coding_span_is(line.field, "id");
    for (size_t i = 0; i < KINDS; i++)
        if (coding_span_is(line.field, kinds[i].field))
            line.kind = i;
    return line;
}

/* `any: A ,, B` makes a rule of each item. */
static unsigned
count_items(const record_line *line)
{
    unsigned count = 1;

    if (!coding_span_is(line->field, "any"))
        return 1;
    for (size_t i = 1; i + 2 < line->value.length; i++)
        if (memcmp(line->value.at + i - 1, " ,, ", 4) == 0)
            count++;
    return count;
}

/* The id of the nth of several rules of a line. */
static void
add_rule_id(const rules *all, const record_line *line, coding_span id,
            unsigned n, buffer *out)
{
    buffer_reset(out);
    if (id.length > 0) {
        buffer_add(out, id);
        if (count_items(line) > 1) {
            buffer_add_byte(out, '.');
            buffer_add_unsigned(out, n + 1);
        }
        return;
    }
    buffer_add(out, all->plan->found->codes[all->code].id);
    buffer_add_byte(out, '.');
    buffer_add_text(out, kinds[line->kind].kind);
    buffer_add_byte(out, '.');
    buffer_add_unsigned(out, all->made[line->kind] + n + 1);
}

/* A rule, its id and how many codings it made. */
static void
put_rule(rules *all, const record_line *line, coding_span id)
{
    unsigned items = count_items(line);
    uint64_t codings = 0;
    buffer name;

    buffer_init(&name, all->plan->context);
    for (unsigned n = items; n > 0; n--) {
        uint64_t made = 0;

        add_rule_id(all, line, id, n - 1, &name);
        book_note(all->plan->all, buffer_status(&name));
        book_note(all->plan->all,
                  model_rule_codings(all->plan->found, all->code,
                                     buffer_span(&name), &made));
        codings += made;
    }
    sheet_text(all->page, all->row, COLUMN_RULE, buffer_span(&name),
               STYLE_TEXT);
    sheet_number(all->page, all->row, COLUMN_CODINGS, (double)codings,
                 STYLE_COUNT);
    buffer_free(&name);
    /* `match` and `any` are counted together. */
    for (size_t i = 0; i < KINDS; i++)
        if (kinds[i].kind != NULL &&
            strcmp(kinds[i].kind, kinds[line->kind].kind) == 0)
            all->made[i] += items;
}

static void
put_line(rules *all, const record_line *line)
{
    record_line next = {NO_KIND, false, {NULL, 0}, {NULL, 0}, {NULL, 0}};

    if (line->rest.length > 0)
        next = next_line(line->rest);
    atlas_rule(all->page, all->row, all->last);
    sheet_link(all->page, all->row, COLUMN_CODE,
               (place){.page = all->plan->codebook,
                       .row = ATLAS_FIRST + (unsigned)all->code},
               all->plan->found->codes[all->code].id, STYLE_LINK);
    if (kinds[line->kind].kind != NULL) {
        put_rule(all, line, next.is_id ? next.value : (coding_span){NULL, 0});
    } else {
        sheet_empty(all->page, all->row, COLUMN_RULE, STYLE_TEXT);
        sheet_empty(all->page, all->row, COLUMN_CODINGS, STYLE_COUNT);
    }
    sheet_text(all->page, all->row, COLUMN_KIND, line->field, STYLE_TEXT);
    sheet_text(all->page, all->row, COLUMN_PATTERN, line->value, STYLE_WRAP);
    all->row++;
}

/* Lines of all codes; with put false they are only counted. */
static unsigned
each_line(rules *all, bool put)
{
    unsigned count = 0;

    for (size_t c = 0; c < all->plan->found->code_count; c++) {
        coding_span rest = all->plan->found->codes[c].record;

        all->code = c;
        memset(all->made, 0, sizeof all->made);
        while (rest.length > 0) {
            record_line line = next_line(rest);

            rest = line.rest;
            if (line.kind == NO_KIND)
                continue;
            count++;
            if (put)
                put_line(all, &line);
        }
    }
    return count;
}

void
sheet_fill_rules(atlas *plan)
{
    rules all = {.plan = plan, .page = plan->rules, .row = ATLAS_FIRST};
    unsigned count;

    if (all.page == NULL)
        return;
    sheet_title(all.page, coding_span_of("Rules by which codes were found"));
    atlas_head(plan, all.page, ATLAS_HEAD, COLUMN_CODE, HEADING_CODE,
               STYLE_HEAD);
    atlas_head(plan, all.page, ATLAS_HEAD, COLUMN_RULE, HEADING_RULE,
               STYLE_HEAD);
    atlas_head(plan, all.page, ATLAS_HEAD, COLUMN_KIND, HEADING_KIND,
               STYLE_HEAD);
    atlas_head(plan, all.page, ATLAS_HEAD, COLUMN_PATTERN, HEADING_PATTERN,
               STYLE_HEAD);
    atlas_head(plan, all.page, ATLAS_HEAD, COLUMN_CODINGS, HEADING_CODINGS,
               STYLE_HEAD_RIGHT);
    sheet_limit(all.page, COLUMN_PATTERN, 90);
    count = each_line(&all, false);
    all.last = ATLAS_FIRST + count - 1;
    (void)each_line(&all, true); /* the count is known */
    sheet_edge(all.page, EDGE_NONE);
    if (count > 0)
        sheet_filter(all.page, ATLAS_HEAD, 0, all.last, COLUMN_CODINGS);
    atlas_frame(all.page, ATLAS_HEAD, 1);
    sheet_note(all.page,
               coding_span_of("As in the codebook file; codebook(5) says what "
                              "each kind does. Codings: all passages that the "
                              "rule found, whether they count or not; 0 = it "
                              "never fired."));
}
