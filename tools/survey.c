/* SPDX-License-Identifier: GPL-2.0-or-later */
/* survey - exports of survey tools into answers and units. See survey(1). */
#include <coding/meta.h>
#include <coding/survey.h>

#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "tools.h"

typedef struct {
    const char *dictionary, *id, *sheet, *encoding, *document;
    uint64_t header_rows;
    cli_list carry, keep, open, sets, splits, lists;
    bool labels, draft;
} settings;

static const cli_option options[] = {
    {'d', "dictionary", CLI_TEXT, "FILE",
     "labels, types, levels, missing codes and sets of the variables",
     offsetof(settings, dictionary)},
    {0, "draft-dictionary", CLI_FLAG, NULL,
     "print a dictionary of the file, to be corrected, and nothing else",
     offsetof(settings, draft)},
    {0, "id", CLI_TEXT, "NAME",
     "the variable that names respondents; '' numbers the rows",
     offsetof(settings, id)},
    {0, "header-rows", CLI_COUNT, "N", "so many header rows, not as found",
     offsetof(settings, header_rows)},
    {0, "open", CLI_LIST, "NAME,...", "these answers are words to be coded",
     offsetof(settings, open)},
    {0, "carry", CLI_LIST, "NAME,...", "repeat these on the units",
     offsetof(settings, carry)},
    {0, "keep", CLI_LIST, "NAME,...", "leave out all other variables and sets",
     offsetof(settings, keep)},
    {0, "mrset", CLI_LIST, "NAME=V1,V2",
     "a multiple-answer set of these variables", offsetof(settings, sets)},
    {0, "split", CLI_LIST, "NAME=;",
     "the cells of NAME hold several answers, so separated",
     offsetof(settings, splits)},
    {0, "options", CLI_LIST, "[NAME=]FILE",
     "the options of such a variable, one a line, which may hold the separator",
     offsetof(settings, lists)},
    {0, "labels", CLI_FLAG, NULL, "cells hold labels where there are some",
     offsetof(settings, labels)},
    {0, "sheet", CLI_TEXT, "NAME", "which sheet of an .xlsx file",
     offsetof(settings, sheet)},
    {0, "encoding", CLI_TEXT, "NAME", "utf-8, utf-16, windows-1252 ...",
     offsetof(settings, encoding)},
    {0, "document", CLI_TEXT, "NAME", "the name of what comes from stdin",
     offsetof(settings, document)},
    {0, NULL, CLI_FLAG, NULL, NULL, 0},
};

static const char *const question_columns[] = {"question", "name", "label",
                                               "value", NULL};
static const char *const question_headings[] = {"variable", "type", "label",
                                                "record", NULL};
static const char *const unit_columns[] = {
    "document", "unit", "respondent", "question", "start", "end", "text", NULL};

enum { VIEW_ANSWERS, VIEWS = 3 };

static const coding_view views[VIEWS] = {
    {"answers", CODING_RECORD_RESPONDENT, NULL, NULL, NULL, false},
    {"questions", CODING_RECORD_QUESTION, NULL, question_columns,
     question_headings, false},
    {"open", CODING_RECORD_UNIT, NULL, unit_columns, NULL, false},
};

static const char examples[] =
    "survey answers.csv | crosstab -r role -c outcome | chisq\n"
    "survey --draft-dictionary answers.csv > dictionary.tsv\n"
    "survey -d dictionary.tsv answers.csv | code -b why.codebook | tally -q "
    "why\n"
    "survey --split 'tools=;' --carry role answers.xlsx > answers.tsv\n"
    "survey --format=csv wave1.sav > wave1.csv\n";

/* The table of answers shows variables by their bare names. *names is one
   block, from malloc, of both lists. */
static coding_status
choose_columns(cli *run, const coding_columns *columns, coding_view *view,
               const char ***names)
{
    size_t count = coding_columns_count(columns), shown = 1;
    const char **both = calloc(2 * count + 2, sizeof *both);

    if (both == NULL)
        return cli_fault(run, "out of memory");
    *names = both;
    both[0] = both[count + 1] = "respondent";
    for (size_t i = 0; i < count; i++) {
        const char *name = coding_columns_name(columns, i).at;

        if (strncmp(name, "attr.", 5) != 0)
            continue;
        both[shown] = name;
        both[count + 1 + shown++] = name + 5;
    }
    view->columns = both;
    view->headings = both + count + 1;
    return CODING_OK;
}

static coding_survey_options
read_settings(const settings *chosen)
{
    return (coding_survey_options){
        .dictionary = chosen->dictionary,
        .id = chosen->id,
        .sheet = chosen->sheet,
        .encoding = chosen->encoding,
        .document = chosen->document,
        .header_rows = (size_t)chosen->header_rows,
        .carry = chosen->carry.items,
        .carry_count = chosen->carry.count,
        .keep = chosen->keep.items,
        .keep_count = chosen->keep.count,
        .open = chosen->open.items,
        .open_count = chosen->open.count,
        .sets = chosen->sets.items,
        .set_count = chosen->sets.count,
        .splits = chosen->splits.items,
        .split_count = chosen->splits.count,
        .lists = chosen->lists.items,
        .list_count = chosen->lists.count,
        .labels = chosen->labels,
        .draft = chosen->draft,
    };
}

static coding_status
print_draft(cli *run, coding_survey *from)
{
    coding_span text = {NULL, 0};
    FILE *out = NULL;
    coding_status status = coding_survey_draft(from, &text);

    if (status == CODING_OK)
        status = cli_open_text(run, &out);
    /* A failed write is seen when the output is closed. */
    if (status == CODING_OK)
        (void)fwrite(text.at, 1, text.length, out);
    return status;
}

static coding_status
give_meta(cli *run, const coding_survey *from, const coding_columns *columns,
          coding_row_sink sink)
{
    const coding_meta meta = {.tool = "survey",
                              .arguments = cli_arguments(run),
                              .details = coding_survey_details(from),
                              .first = true};
    coding_cells *cells = NULL;
    coding_status status = coding_cells_new(cli_context(run), columns, &cells);

    if (status == CODING_OK)
        status = coding_meta_give(cells, &meta, sink);
    coding_cells_free(cells);
    return status;
}

static coding_status
give_rows(cli *run, coding_survey *from, coding_view *mine)
{
    coding_columns *columns = NULL;
    coding_writer *writer = NULL;
    const char **names = NULL;
    coding_status status = coding_columns_new(cli_context(run), &columns);

    if (status == CODING_OK)
        status = coding_meta_columns(columns);
    if (status == CODING_OK)
        status = coding_survey_columns(from, columns);
    if (status == CODING_OK)
        status = choose_columns(run, columns, &mine[VIEW_ANSWERS], &names);
    if (status == CODING_OK)
        status = cli_open_writer(run, columns, &writer);
    if (status == CODING_OK)
        status = give_meta(run, from, columns, coding_writer_sink(writer));
    if (status == CODING_OK)
        status = coding_survey_give(from, columns, coding_writer_sink(writer));
    coding_columns_free(columns);
    free(names);
    return status;
}

int
survey_main(int argc, char **argv)
{
    static const char *const headings[] = {"respondent", NULL};
    settings chosen = {0};
    coding_view mine[VIEWS];
    const cli_tool tool = {
        .name = "survey",
        .operands = "[FILE]",
        .summary = "Read the export of a survey tool: answers, and open ones "
                   "as units",
        .options = options,
        .examples = examples,
        .views = mine,
        .view_count = VIEWS,
        .traits = CLI_READS,
    };
    coding_survey_options wanted;
    coding_survey *from = NULL;
    const char *const *paths;
    size_t count = 0;
    cli *run = NULL;
    coding_status status;

    memcpy(mine, views, sizeof mine);
    mine[VIEW_ANSWERS].columns = headings;
    status = cli_start(&tool, argc, argv, &chosen, &run);
    if (status != CODING_OK)
        return cli_finish(run, status);
    paths = cli_operands(run, &count);
    wanted = read_settings(&chosen);
    if (count > 1)
        status =
            cli_fault(run, "one file at a time; %s is a second one", paths[1]);
    if (status == CODING_OK)
        status = coding_survey_open(
            cli_context(run), count == 0 ? "-" : paths[0], &wanted, &from);
    if (status == CODING_OK)
        status =
            chosen.draft ? print_draft(run, from) : give_rows(run, from, mine);
    coding_survey_free(from);
    return cli_finish(run, status);
}
