/* SPDX-License-Identifier: GPL-2.0-or-later */
/* why - the words behind a number. See why(1). */
#include <coding/concordance.h>
#include <coding/meta.h>

#include "cli/cli.h"
#include "tools.h"

typedef struct {
    const char *facet, *family, *respondent, *question, *document;
    cli_list where;
    uint64_t around;
    bool all;
} settings;

static const cli_option options[] = {
    {0, "respondent", CLI_TEXT, "ID", "only this respondent's words",
     offsetof(settings, respondent)},
    {'q', "question", CLI_TEXT, "QUESTION", "only answers to this question",
     offsetof(settings, question)},
    {0, "document", CLI_TEXT, "NAME", "only this document",
     offsetof(settings, document)},
    {0, "facet", CLI_TEXT, "FACET", "only codes of this facet",
     offsetof(settings, facet)},
    {0, "family", CLI_TEXT, "FAMILY", "only codes of this family",
     offsetof(settings, family)},
    {0, "where", CLI_LIST, "NAME=VALUE",
     "only respondents with this attribute; VALUE|VALUE is either",
     offsetof(settings, where)},
    {0, "all", CLI_FLAG, NULL,
     "also the codings that did not count, with the reason",
     offsetof(settings, all)},
    {0, "context", CLI_COUNT, "N",
     "characters shown on either side (80; csv and jsonl 40)",
     offsetof(settings, around)},
    {0, NULL, CLI_FLAG, NULL, NULL, 0},
};

static const char *const passage_columns[] = {
    "document",     "unit",  "speaker", "respondent", "question", "start",
    "end",          "facet", "code",    "pattern",    "polarity", "counted",
    "counted_rank", "left",  "match",   "right",      NULL};

static const coding_view views[] = {
    {"passages", CODING_RECORD_OTHER, NULL, passage_columns, NULL, false},
};

static const cli_tool tool = {
    .name = "why",
    .operands = "[CODE ...]",
    .summary = "The words behind a number: the passages of a code or a person.",
    .options = options,
    .examples = "why trust -i tallied.tsv\n"
                "why factor/trust --all -i tallied.tsv\n"
                "why --respondent OS1-R1 -q top3 -i tallied.tsv\n"
                "tally -q top3 -n 3 coded.tsv | why trust --format=csv\n",
    .views = views,
    .view_count = 1,
    .traits = CLI_READS | CLI_STREAM_IN | CLI_INPUT,
};

/* Rows on their way: the stream with only the codings asked for. */
typedef struct {
    coding_concordance *passages;
    coding_writer *writer; /* NULL: nothing is handed on */
    coding_cells *cells;
    coding_core core;
    bool told;
    const char *arguments;
} job;

static coding_status
hand_on(job *work, const coding_row *row)
{
    coding_row_sink sink = coding_writer_sink(work->writer);
    coding_meta meta = {.tool = "why", .arguments = work->arguments};
    coding_status status = CODING_OK;

    if (!work->told && row->record != CODING_RECORD_META) {
        work->told = true;
        status = coding_meta_give(work->cells, &meta, sink);
    }
    if (status != CODING_OK || (row->record == CODING_RECORD_CODING &&
                                !coding_concordance_wants(work->passages, row)))
        return status;
    if (row->record != CODING_RECORD_END)
        return coding_row_give(sink, row);
    /* The document has fewer codings now. */
    coding_cells_begin_as(work->cells, row);
    coding_cells_text(work->cells, work->core.mentions, (coding_span){0});
    return coding_cells_give(work->cells, sink);
}

static coding_status
read_rows(job *work, coding_reader *reader)
{
    const coding_row *row = NULL;
    coding_status status = coding_reader_next(reader, &row);

    while (status == CODING_OK) {
        status = coding_concordance_take(work->passages, row);
        if (status == CODING_OK && work->writer != NULL)
            status = hand_on(work, row);
        if (status == CODING_OK)
            status = coding_reader_next(reader, &row);
    }
    if (status == CODING_END)
        status = coding_concordance_finish(work->passages);
    return status;
}

static coding_status
explain(cli *run, const job *work)
{
    FILE *out = NULL;
    coding_status status = cli_open_text(run, &out);

    if (status == CODING_OK)
        status = coding_concordance_explain(work->passages, out);
    return status;
}

static coding_status
give_passages(cli *run, job *work, const coding_columns *columns)
{
    coding_status status = cli_open_writer(run, columns, &work->writer);

    if (status == CODING_OK)
        status = coding_concordance_give(work->passages, columns,
                                         coding_writer_sink(work->writer));
    return status;
}

static coding_status
answer(cli *run, job *work, coding_reader *reader, coding_columns *columns)
{
    bool stream = !cli_ends_chain(run);
    coding_status status = CODING_OK;

    work->core = coding_core_of(columns);
    if (stream)
        status = cli_open_writer(run, columns, &work->writer);
    if (status == CODING_OK)
        status = coding_cells_new(cli_context(run), columns, &work->cells);
    if (status == CODING_OK)
        status = read_rows(work, reader);
    if (status == CODING_OK && cli_format(run) == CODING_FORMAT_TEXT)
        status = explain(run, work);
    else if (status == CODING_OK && !stream)
        status = give_passages(run, work, columns);
    coding_cells_free(work->cells);
    return status;
}

static coding_status
work_through(cli *run, const coding_concordance_options *wanted)
{
    job work = {.arguments = cli_arguments(run)};
    coding_reader *reader = NULL;
    coding_columns *columns = NULL;
    coding_status status = cli_open_reader(run, &reader);

    if (status == CODING_OK)
        status = coding_columns_copy(coding_reader_columns(reader), &columns);
    if (status == CODING_OK)
        status = coding_meta_columns(columns);
    if (status == CODING_OK && cli_ends_chain(run))
        status = coding_concordance_columns(columns);
    if (status == CODING_OK)
        status = coding_concordance_new(cli_context(run),
                                        coding_reader_columns(reader), wanted,
                                        &work.passages);
    if (status == CODING_OK)
        status = answer(run, &work, reader, columns);
    coding_concordance_free(work.passages);
    coding_columns_free(columns);
    return status;
}

/* Whether anything narrows the question: all of a stream is no answer. */
static bool
is_asked(const coding_concordance_options *wanted)
{
    return wanted->code_count > 0 || wanted->facet.length > 0 ||
           wanted->family.length > 0 || wanted->respondent.length > 0 ||
           wanted->question.length > 0 || wanted->document.length > 0 ||
           wanted->where_count > 0;
}

int
why_main(int argc, char **argv)
{
    settings chosen = {0};
    cli *run = NULL;
    coding_concordance_options wanted = {.sort = CODING_SORT_CODE};
    coding_status status = cli_start(&tool, argc, argv, &chosen, &run);

    if (status != CODING_OK)
        return cli_finish(run, status);
    wanted.codes = cli_operands(run, &wanted.code_count);
    wanted.facet = coding_span_of(chosen.facet);
    wanted.family = coding_span_of(chosen.family);
    wanted.respondent = coding_span_of(chosen.respondent);
    wanted.question = coding_span_of(chosen.question);
    wanted.document = coding_span_of(chosen.document);
    wanted.where = chosen.where.items;
    wanted.where_count = chosen.where.count;
    wanted.which = chosen.all ? CODING_PASSAGES_ALL : CODING_PASSAGES_COUNTED;
    wanted.around = (size_t)chosen.around;
    if (wanted.around == 0 && cli_format(run) == CODING_FORMAT_TEXT)
        wanted.around = 80;
    if (is_asked(&wanted))
        status = work_through(run, &wanted);
    else
        status = cli_fault(run, "whose words? name a code, or a family, "
                                "respondent, question or document");
    return cli_finish(run, status);
}
