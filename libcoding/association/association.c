/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tests of association as a filter: rows in, rows out, figures at the end.
   See coding/association.h. */
#include <math.h>

#include "association/association_inside.h"
#include "base/diag.h"
#include "base/memory.h"
#include "table/columns.h"

coding_status
coding_association_columns(coding_context *context,
                           const coding_columns *columns, coding_columns **out)
{
    static const char *const added[] = {
        "name", "value", "label",  "table",   "statistic", "row",
        "text", "n",     "column", "stratum", "weight",    "weight2"};

    return COLUMNS_WITH(context, columns, added, out);
}

static coding_status
check_options(coding_context *context, coding_association_options *options)
{
    if (options->alpha <= 0 && options->alpha >= 0)
        options->alpha = 0.05;
    if (options->seed == 0)
        options->seed = 1;
    if (!(options->alpha > 0 && options->alpha < 1))
        return diag_error(
            context, CODING_EUSAGE, "alpha-range", (diag_place){0},
            "alpha is %g; expected a number between 0 and 1", options->alpha);
    if (!(options->effect >= 0))
        return diag_error(context, CODING_EUSAGE, "effect-range",
                          (diag_place){0},
                          "the effect size w is %g; expected a number above 0",
                          options->effect);
    return CODING_OK;
}

coding_status
coding_association_new(coding_context *context, const coding_columns *columns,
                       const coding_columns *result,
                       const coding_association_options *options,
                       coding_row_sink sink, coding_association **out)
{
    coding_association *made = NULL;
    coding_status status = BASE_NEW(context, &made);

    if (status != CODING_OK)
        return status;
    made->context = context;
    made->options = *options;
    made->columns = columns;
    made->sink = sink;
    made->out = coding_core_of(result);
    arena_init(&made->texts, context);
    buffer_init(&made->words, context);
    map_init(&made->table_names, context);
    map_init(&made->matrices.names, context);
    panel_init(&made->people, context);
    status = check_options(context, &made->options);
    if (status == CODING_OK)
        status = selection_open(made);
    if (status == CODING_OK && columns != NULL) {
        made->core = coding_core_of(columns);
        status =
            panel_open(&made->people, columns, options->cluster, options->pair);
    }
    if (status == CODING_OK)
        status = coding_cells_new(context, result, &made->cells);
    if (status == CODING_OK)
        *out = made;
    else
        coding_association_free(made);
    return status;
}

void
coding_association_free(coding_association *association)
{
    coding_context *context;

    if (association == NULL)
        return;
    context = association->context;
    for (size_t i = 0; i < association->table_names.count; i++) {
        collected_table *each = &association->tables[i];

        map_clear(&each->rows);
        map_clear(&each->columns);
        map_clear(&each->strata);
        base_free(context, each->cells);
    }
    base_free(context, association->tables);
    base_free(context, association->multis);
    base_free(context, association->verdicts);
    base_free(context, association->matrices.items);
    base_free(context, association->chosen.names);
    map_clear(&association->table_names);
    map_clear(&association->matrices.names);
    panel_clear(&association->people);
    coding_cells_free(association->cells);
    buffer_free(&association->words);
    arena_clear(&association->texts);
    base_free(context, association);
}

/* A table of counts with groups, as `tally --group` gives it: mentions. */
static void
meet_count(coding_association *association, const coding_row *row)
{
    if (coding_row_cell(row, association->core.group).length > 0)
        association->pooled++;
}

static coding_status
consume(coding_association *association, const coding_row *row)
{
    switch (row->record) {
    case CODING_RECORD_META:
        return panel_take_meta(&association->people, row);
    case CODING_RECORD_QUESTION:
        return panel_take_question(&association->people, row);
    case CODING_RECORD_RESPONDENT:
        return panel_take_respondent(&association->people, row);
    case CODING_RECORD_ANSWER:
        return panel_take_answer(&association->people, row);
    case CODING_RECORD_COUNT:
        meet_count(association, row);
        return panel_take_count(&association->people, row);
    case CODING_RECORD_CELL:
        return collect_cell(association, row);
    case CODING_RECORD_TEST:
        return collect_test(association, row);
    case CODING_RECORD_OTHER:
    case CODING_RECORD_CODE:
    case CODING_RECORD_DOCUMENT:
    case CODING_RECORD_UNIT:
    case CODING_RECORD_CODING:
    case CODING_RECORD_COVERAGE:
    case CODING_RECORD_END:
    default:
        return CODING_OK;
    }
}

coding_status
coding_association_take(coding_association *association, const coding_row *row)
{
    bool unit = row->record == CODING_RECORD_UNIT ||
                row->record == CODING_RECORD_CODING;
    coding_status status = CODING_OK;

    if (row->record != CODING_RECORD_META)
        status = report_meta(association);
    if (status == CODING_OK)
        status = consume(association, row);
    if (status == CODING_OK && !(unit && association->options.drop_units))
        status = coding_row_give(association->sink, row);
    return status;
}

/* A stream without a table of respondents has nothing that can be tested. */
static coding_status
refuse(coding_association *association)
{
    if (association->pooled > 0)
        return diag_error(
            association->context, CODING_EDATA, "pooled-mentions",
            (diag_place){0},
            "the stream has mentions by group, and no table of respondents; a "
            "chi-square of pooled mentions counts one person several times and "
            "is invalid; expected crosstab -r FACET -c GROUP before chisq");
    return diag_error(association->context, CODING_EDATA, "tables-absent",
                      (diag_place){0},
                      "the stream has no table; expected crosstab -r ROWS -c "
                      "COLUMNS before chisq");
}

coding_status
coding_association_finish(coding_association *association)
{
    coding_status status = report_meta(association);

    if (status == CODING_OK && association->columns != NULL &&
        association->table_names.count == 0)
        return refuse(association);
    for (size_t i = 0;
         status == CODING_OK && i < association->table_names.count; i++)
        status = collect_analyse(association, i);
    if (status == CODING_OK && association->matrices.untested > 0 &&
        association->matrices.untested == association->table_names.count)
        return diag_error(association->context, CODING_EDATA, "tables-absent",
                          (diag_place){0},
                          "no table of the stream can be tested; expected "
                          "crosstab -r ROWS -c COLUMNS before chisq");
    for (size_t i = 0; status == CODING_OK && i < association->multi_count; i++)
        status = joint_give(association, i);
    if (status == CODING_OK)
        status = family_give(association);
    if (status == CODING_OK)
        selection_finish(association);
    return status;
}
