/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Methods: the commands, their options and versions, a digest of every input,
   what was left out and why, and how to run it again. */
#include <coding/context.h>

#include <stdio.h>
#include <string.h>

#include "workbook/atlas.h"

typedef struct {
    const atlas *plan;
    sheet *page;
    unsigned row;
} methods;

static void
put(methods *all, coding_span what, coding_span which, coding_span detail)
{
    sheet_text(all->page, all->row, 0, what, STYLE_TEXT);
    sheet_text(all->page, all->row, 1, which, STYLE_WRAP);
    sheet_text(all->page, all->row, 2, detail, STYLE_WRAP);
    all->row++;
}

static void
put_words(methods *all, const char *what, const char *which, const char *detail)
{
    put(all, coding_span_of(what), coding_span_of(which),
        coding_span_of(detail));
}

static void
put_count(methods *all, const char *what, coding_span which, uint64_t count)
{
    sheet_words(all->page, all->row, 0, what, STYLE_TEXT);
    sheet_text(all->page, all->row, 1, which, STYLE_WRAP);
    sheet_number(all->page, all->row, 2, (double)count, STYLE_LEFT);
    all->row++;
}

/* ---- commands ---- */

static void
add_command(const model_meta *meta, buffer *out)
{
    buffer_add(out, meta->tool);
    if (meta->arguments.length > 0)
        buffer_add_byte(out, ' ');
    buffer_add(out, meta->arguments);
}

static void
add_own_command(const char *arguments, buffer *out)
{
    buffer_add_text(out, "xlsx");
    if (arguments == NULL || arguments[0] == '\0')
        return;
    buffer_add_byte(out, ' ');
    buffer_add_text(out, arguments);
}

static void
put_commands(methods *all)
{
    const atlas *plan = all->plan;
    buffer line, again, version;

    buffer_init(&line, plan->context);
    buffer_init(&again, plan->context);
    buffer_init(&version, plan->context);
    for (size_t i = 0; i < plan->found->meta_count; i++) {
        const model_meta *meta = &plan->found->metas[i];

        buffer_reset(&line);
        add_command(meta, &line);
        buffer_reset(&version);
        buffer_add_text(&version, "version ");
        buffer_add(&version, meta->version);
        put(all, coding_span_of("Command"), buffer_span(&line),
            buffer_span(&version));
        book_note(plan->all, buffer_status(&line));
        book_note(plan->all, buffer_status(&version));
        buffer_add(&again, buffer_span(&line));
        buffer_add_text(&again, " |\n");
    }
    buffer_reset(&line);
    add_own_command(plan->options->arguments, &line);
    buffer_reset(&version);
    buffer_add_text(&version, "version ");
    buffer_add_text(&version, coding_version());
    put(all, coding_span_of("Command"), buffer_span(&line),
        buffer_span(&version));
    add_own_command(plan->options->choices, &again);
    buffer_add_text(&again, " -o WORKBOOK.xlsx");
    put(all, coding_span_of("To run it again"), buffer_span(&again),
        coding_span_of("in the folder of the files; a stream that a command "
                       "names is what the one before it wrote"));
    book_note(plan->all, buffer_status(&again));
    book_note(plan->all, buffer_status(&line));
    book_note(plan->all, buffer_status(&version));
    buffer_free(&line);
    buffer_free(&again);
    buffer_free(&version);
}

/* ---- what each command says of itself ---- */

/* "NAME sha256:HEX": the digest goes to the last column. */
static void
put_pair(methods *all, coding_span tool, coding_span pair)
{
    static const char mark[] = " sha256:";
    const char *equals = memchr(pair.at, '=', pair.length);
    size_t key = equals != NULL ? (size_t)(equals - pair.at) : pair.length;
    coding_span value = {pair.at + key + 1, 0}, digest = {NULL, 0};
    buffer what;

    if (equals == NULL)
        return;
    value.length = pair.length - key - 1;
    if (value.length == 0)
        return;
    for (size_t i = 0; i + sizeof mark - 1 <= value.length; i++)
        if (memcmp(value.at + i, mark, sizeof mark - 1) == 0) {
            digest = (coding_span){value.at + i + 1, value.length - i - 1};
            value.length = i;
            break;
        }
    buffer_init(&what, all->plan->context);
    buffer_add(&what, tool);
    buffer_add_text(&what, ": ");
    buffer_add(&what, (coding_span){pair.at, key});
    book_note(all->plan->all, buffer_status(&what));
    put(all, buffer_span(&what), value, digest);
    buffer_free(&what);
}

static void
put_details(methods *all)
{
    for (size_t i = 0; i < all->plan->found->meta_count; i++) {
        const model_meta *meta = &all->plan->found->metas[i];
        coding_span rest = meta->details;

        while (rest.length > 0) {
            size_t end = 0;

            while (end < rest.length &&
                   !(rest.at[end] == ';' &&
                     (end + 1 == rest.length || rest.at[end + 1] == ' ')))
                end++;
            put_pair(all, meta->tool, (coding_span){rest.at, end});
            end = end + 2 < rest.length ? end + 2 : rest.length;
            rest.at += end;
            rest.length -= end;
        }
    }
}

/* ---- inputs ---- */

static void
put_documents(methods *all)
{
    const model *found = all->plan->found;

    for (size_t i = 0; i < found->document_count; i++) {
        const model_document *document = &found->documents[found->files[i]];
        char what[80];

        (void)snprintf(what, sizeof what, "Document (%llu units, %llu codings)",
                       (unsigned long long)document->units,
                       (unsigned long long)document->codings);
        put(all, coding_span_of(what), document->name, document->digest);
    }
}

/* ---- what counts and what does not ---- */

static void
put_reasons(methods *all)
{
    const model *found = all->plan->found;

    for (size_t i = 0; i < found->reason_count; i++) {
        const model_reason *reason = &found->reasons[i];

        if (reason->reason.length == 0)
            put_count(all, "Codings", coding_span_of("not judged by a tally"),
                      reason->codings);
        else if (coding_span_is(reason->reason, "1"))
            put_count(all, "Codings", coding_span_of("1: counted"),
                      reason->codings);
        else if (coding_span_is(reason->reason, "repeat"))
            put_count(all, "Codings",
                      coding_span_of("repeat: mentions of a code that is "
                                     "counted already"),
                      reason->codings);
        else
            put_count(all, "Codings left out", reason->reason, reason->codings);
    }
    if (found->coding_count == 0)
        put_words(all, "Codings", "none in the stream",
                  "dropped by --only, or nothing was found");
}

/* "46 counted mentions: 41 by rule, 5 by hand", if a person had a say. */
static void
put_hands(methods *all)
{
    const model *found = all->plan->found;
    uint64_t hand = found->by_hand.added + found->by_hand.changed;
    char which[96], detail[96];
    bool corrected = hand > 0;

    for (size_t i = 0; i < found->meta_count; i++)
        corrected |= coding_span_is(found->metas[i].tool, "correct");
    if (!corrected || found->by_hand.counted == 0)
        return;
    (void)snprintf(which, sizeof which,
                   "%llu counted mentions: %llu by rule, %llu by hand",
                   (unsigned long long)found->by_hand.counted,
                   (unsigned long long)(found->by_hand.counted - hand),
                   (unsigned long long)hand);
    (void)snprintf(detail, sizeof detail,
                   "by hand: %llu added, %llu with rank or polarity changed",
                   (unsigned long long)found->by_hand.added,
                   (unsigned long long)found->by_hand.changed);
    put_words(all, "Corrections", which, detail);
}

static void
put_limits(methods *all)
{
    const coding_workbook_facts *facts = book_facts(all->plan->all);
    const model *found = all->plan->found;

    if (found->bad_numbers + facts->emptied > 0)
        put_count(all, "Limits of the workbook",
                  coding_span_of("cells left empty: no finite number"),
                  found->bad_numbers + facts->emptied);
    if (facts->cut > 0)
        put_count(all, "Limits of the workbook",
                  coding_span_of("cells longer than 32,767 characters, cut"),
                  facts->cut);
    if (facts->mended > 0)
        put_count(all, "Limits of the workbook",
                  coding_span_of("cells with bytes that are not UTF-8"),
                  facts->mended);
    if (facts->links > 0)
        put_count(all, "Limits of the workbook",
                  coding_span_of("links beyond 60,000 a sheet, as formulas"),
                  facts->links);
    if (facts->beyond > 0)
        put_count(all, "Limits of the workbook",
                  coding_span_of("cells past the last row or column of a "
                                 "sheet, left out"),
                  facts->beyond);
    if (facts->split > 0)
        put_count(all, "Limits of the workbook",
                  coding_span_of("sheets that go on where another one is full"),
                  facts->split);
}

static void
set_properties(const atlas *plan)
{
    char text[32];

    for (size_t i = 0; i < plan->found->meta_count; i++) {
        coding_span used =
            model_pair(plan->found->metas[i].details, "codebook");

        if (used.length > 0) {
            book_property(plan->all, "codebook", used);
            break;
        }
    }
    if (plan->facet_count == 0)
        return;
    book_property(plan->all, "facet", plan->facets[0].tally->facet);
    book_property(plan->all, "question", plan->facets[0].tally->question);
    book_property(plan->all, "unit", plan->facets[0].tally->unit);
    (void)snprintf(text, sizeof text, "%llu",
                   (unsigned long long)plan->facets[0].tally->threshold);
    if (plan->facets[0].tally->threshold > 0)
        book_property(plan->all, "threshold", coding_span_of(text));
}

void
sheet_fill_methods(atlas *plan)
{
    methods all = {plan, plan->methods, ATLAS_FIRST};

    set_properties(plan);
    if (all.page == NULL)
        return;
    sheet_title(all.page, coding_span_of("How these figures were made"));
    atlas_head(plan, all.page, ATLAS_HEAD, 0, HEADING_WHAT, STYLE_HEAD);
    atlas_head(plan, all.page, ATLAS_HEAD, 1, HEADING_WHICH, STYLE_HEAD);
    atlas_head(plan, all.page, ATLAS_HEAD, 2, HEADING_DETAIL, STYLE_HEAD);
    sheet_limit(all.page, 0, 44);
    sheet_limit(all.page, 1, 70);
    sheet_limit(all.page, 2, 42);
    put_commands(&all);
    put_details(&all);
    put_documents(&all);
    put_reasons(&all);
    put_hands(&all);
    put_limits(&all);
    sheet_edge(all.page, EDGE_LAST);
    put_words(&all, "Method", "coding-method(7) says what each figure means",
              "");
    sheet_edge(all.page, EDGE_NONE);
    atlas_frame(all.page, ATLAS_HEAD, 0);
    sheet_note(all.page,
               coding_span_of("Documents are listed by name. sha256 is the "
                              "digest of a file's bytes, as sha256sum prints "
                              "it. Formulas are computed again by the program "
                              "that opens the workbook; the values stored with "
                              "them are the coding tools'."));
}
