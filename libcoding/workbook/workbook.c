/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A stream as a workbook: rows in, then every sheet. See coding/workbook.h. */
#include <coding/workbook.h>

#include <string.h>

#include "base/diag.h"
#include "base/memory.h"
#include "workbook/atlas.h"

struct coding_workbook {
    coding_context *context;
    coding_workbook_options options;
    headings words;
    bool wanted[HEADING_SHEETS_END];
    model found;
};

coding_status
coding_workbook_new(coding_context *context,
                    const coding_workbook_options *options,
                    coding_workbook **out)
{
    coding_workbook *workbook = NULL;
    coding_status status = BASE_NEW(context, &workbook);

    if (status != CODING_OK)
        return status;
    workbook->context = context;
    workbook->options = *options;
    if (workbook->options.temp == NULL)
        workbook->options.temp = "/tmp";
    status = headings_init(&workbook->words, context, options->headings);
    if (status == CODING_OK)
        status =
            atlas_choose(context, options, &workbook->words, workbook->wanted);
    if (status == CODING_OK)
        status = model_init(&workbook->found, context, workbook->options.temp);
    workbook->found.keep_units = workbook->wanted[SHEET_UNITS];
    if (status != CODING_OK) {
        coding_workbook_free(workbook);
        return status;
    }
    *out = workbook;
    return CODING_OK;
}

void
coding_workbook_free(coding_workbook *workbook)
{
    if (workbook == NULL)
        return;
    headings_clear(&workbook->words);
    model_clear(&workbook->found);
    base_free(workbook->context, workbook);
}

coding_status
coding_workbook_take(coding_workbook *workbook, const coding_row *row)
{
    return model_take(&workbook->found, row);
}

static coding_status
take(void *user, const coding_row *row)
{
    return coding_workbook_take(user, row);
}

coding_row_sink
coding_workbook_sink(coding_workbook *workbook)
{
    return (coding_row_sink){take, workbook};
}

/* ---- writing ---- */

/* Evidence and Mentions first: the others lead to their rows. Methods last: it
   tells what happened to cells. */
static void
fill(atlas *plan)
{
    if (plan->data != NULL) {
        sheet_text(plan->data, 0, 0, atlas_word(plan, SHEET_CHARTDATA),
                   STYLE_TITLE);
        sheet_words(plan->data, 1, 0,
                    "Cells that the charts read, computed from the other "
                    "sheets; nothing here is a finding.",
                    STYLE_NOTE);
    }
    sheet_fill_evidence(plan);
    sheet_fill_mentions(plan);
    sheet_fill_units(plan);
    sheet_fill_participants(plan);
    sheet_fill_codebook(plan);
    sheet_fill_rules(plan);
    for (size_t i = 0; i < plan->facet_count; i++) {
        sheet_fill_topthree(plan, &plan->facets[i]);
        sheet_fill_grid(plan, &plan->facets[i]);
        sheet_fill_tally(plan, &plan->facets[i]);
        sheet_fill_sensitivity(plan, &plan->facets[i]);
        sheet_fill_families(plan, &plan->facets[i]);
        sheet_fill_groups(plan, &plan->facets[i]);
        sheet_fill_dyads(plan, &plan->facets[i]);
    }
    sheet_fill_saturation(plan);
    sheet_fill_items(plan);
    sheet_fill_matrix(plan);
    sheet_fill_matrix_text(plan);
    sheet_fill_reliability(plan);
    sheet_fill_validation(plan);
    sheet_fill_dictionary(plan);
    sheet_fill_frequencies(plan);
    sheet_fill_crosstab(plan);
    sheet_fill_chisq(plan);
    sheet_fill_tests(plan);
    sheet_fill_multi(plan);
    sheet_fill_apa(plan);
    sheet_fill_figures(plan);
    sheet_fill_summary(plan);
    sheet_fill_methods(plan);
}

/* Nothing is cut or emptied in silence. */
static void
tell_limits(coding_context *context, const coding_workbook_facts *facts)
{
    if (facts->cut > 0)
        diag_warning(context, "workbook-cut", (diag_place){0},
                     "%llu cells were longer than Excel's 32,767 characters "
                     "and end with '[cut]'",
                     (unsigned long long)facts->cut);
    if (facts->mended > 0)
        diag_warning(context, "workbook-utf8", (diag_place){0},
                     "%llu cells held bytes that are not UTF-8; they show "
                     "U+FFFD",
                     (unsigned long long)facts->mended);
    if (facts->emptied > 0)
        diag_warning(context, "workbook-infinite", (diag_place){0},
                     "%llu numbers were not finite: their cells stay empty",
                     (unsigned long long)facts->emptied);
    if (facts->beyond > 0)
        diag_warning(context, "workbook-beyond", (diag_place){0},
                     "%llu cells have no room on a sheet of Excel's 1,048,576 "
                     "rows and 16,384 columns and are left out",
                     (unsigned long long)facts->beyond);
    if (facts->split > 0)
        diag_note(context, "workbook-split", (diag_place){0},
                  "%llu sheets go on where another one is full",
                  (unsigned long long)facts->split);
    if (facts->links > 0)
        diag_note(context, "workbook-links", (diag_place){0},
                  "%llu links beyond 60,000 on a sheet are formulas",
                  (unsigned long long)facts->links);
}

coding_status
coding_workbook_write(coding_workbook *workbook, FILE *out,
                      coding_workbook_facts *facts)
{
    atlas plan = {.context = workbook->context,
                  .found = &workbook->found,
                  .words = &workbook->words,
                  .options = &workbook->options,
                  .rows = workbook->options.rows > 0 ? workbook->options.rows
                                                     : (size_t)ATLAS_ROWS};
    coding_workbook_facts told;
    coding_status status = model_finish(&workbook->found);

    memcpy(plan.wanted, workbook->wanted, sizeof plan.wanted);
    arena_init(&plan.keep, plan.context);
    map_init(&plan.quoted, plan.context);
    if (status == CODING_OK)
        status = book_new(plan.context, plan.options, &plan.all);
    if (status == CODING_OK) {
        book_speak(plan.all, plan.words);
        status = atlas_init(&plan);
    }
    if (status == CODING_OK) {
        fill(&plan);
        status = book_status(plan.all);
    }
    if (status == CODING_OK)
        status = book_write(plan.all, out);
    if (status == CODING_OK) {
        told = *book_facts(plan.all);
        told.codings = workbook->found.coding_count;
        tell_limits(plan.context, &told);
        headings_tell_unused(plan.words, plan.options->headings);
        if (facts != NULL)
            *facts = told;
    }
    atlas_clear(&plan);
    book_free(plan.all);
    return status;
}
