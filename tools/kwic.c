/* SPDX-License-Identifier: GPL-2.0-or-later */
/* kwic - key words in context: a code or a pattern, aligned. See kwic(1). */
#include <coding/concordance.h>
#include <coding/meta.h>
#include <coding/tokenize.h>

#include "cli/cli.h"
#include "tools.h"

typedef struct {
    cli_list codes, patterns, where;
    const char *respondent, *question, *document, *role;
    const char *guide, *participants;
    uint64_t around;
    int sort; /* as coding_passage_sort */
    bool counted;
} settings;

static const cli_option options[] = {
    {0, "code", CLI_LIST, "CODE", "passages of this code",
     offsetof(settings, codes)},
    {'e', "pattern", CLI_LIST, "REGEX", "words that this pattern finds",
     offsetof(settings, patterns)},
    {0, "sort", CLI_CHOICE, "document|left|match|right",
     "in this order (document)", offsetof(settings, sort)},
    {0, "context", CLI_COUNT, "N",
     "characters on either side (40; at a terminal what fits)",
     offsetof(settings, around)},
    {0, "counted", CLI_FLAG, NULL, "only passages that a tally counted",
     offsetof(settings, counted)},
    {0, "respondent", CLI_TEXT, "ID", "only this respondent's words",
     offsetof(settings, respondent)},
    {'q', "question", CLI_TEXT, "QUESTION", "only answers to this question",
     offsetof(settings, question)},
    {0, "document", CLI_TEXT, "NAME", "only this document",
     offsetof(settings, document)},
    {0, "where", CLI_LIST, "NAME=VALUE",
     "only respondents with this attribute; VALUE|VALUE is either",
     offsetof(settings, where)},
    {0, "role", CLI_TEXT, "ROLE|all", "whose words -e looks at (respondent)",
     offsetof(settings, role)},
    {'g', "guide", CLI_TEXT, "GUIDE", "of transcript files: the questions",
     offsetof(settings, guide)},
    {'p', "participants", CLI_TEXT, "FILE", "of transcript files: who is who",
     offsetof(settings, participants)},
    {0, NULL, CLI_FLAG, NULL, NULL, 0},
};

static const char *const columns_shown[] = {
    "document", "unit", "speaker", "start", "end",
    "code",     "left", "match",   "right", NULL};

static const coding_view views[] = {
    {"kwic", CODING_RECORD_OTHER, NULL, columns_shown, NULL, false},
};

static const cli_tool tool = {
    .name = "kwic",
    .operands = "[STREAM ... | FILE ...]",
    .summary = "Key words in context: the passages of a code, or a pattern.",
    .options = options,
    .examples = "kwic --code trust coded.tsv\n"
                "kwic -e '\\btrust\\w*' --sort right interviews/*.txt\n"
                "code -b b.codebook interviews/* | kwic --code trust "
                "--format=csv\n",
    .views = views,
    .view_count = 1,
    .traits = CLI_READS | CLI_STREAM_IN,
};

/* What a run holds. */
typedef struct {
    cli *run;
    const settings *chosen;
    coding_concordance_options wanted;
    coding_columns *columns; /* of the rows read from files */
    coding_columns *result;
    coding_reader *reader; /* own, or the run's */
    coding_reader *own;
    coding_tokenize *from;
    coding_concordance *passages;
    coding_writer *writer; /* NULL: the stream is not handed on */
} job;

static coding_status
take(void *user, const coding_row *row)
{
    job *work = user;
    coding_status status = coding_concordance_take(work->passages, row);

    if (status == CODING_OK && work->writer != NULL)
        status = coding_writer_take(work->writer, row);
    return status;
}

/* Makes what rows of columns need. */
static coding_status
open_result(job *work, const coding_columns *columns)
{
    coding_status status = coding_columns_copy(columns, &work->result);

    if (status == CODING_OK)
        status = coding_meta_columns(work->result);
    if (status == CODING_OK)
        status = coding_concordance_columns(work->result);
    if (status == CODING_OK)
        status = coding_concordance_new(cli_context(work->run), columns,
                                        &work->wanted, &work->passages);
    if (status == CODING_OK && !cli_ends_chain(work->run))
        status = cli_open_writer(work->run, work->result, &work->writer);
    return status;
}

static coding_status
give_meta(job *work, bool first)
{
    coding_meta meta = {
        .tool = "kwic", .arguments = cli_arguments(work->run), .first = first};
    coding_cells *cells = NULL;
    coding_status status;

    if (work->writer == NULL)
        return CODING_OK;
    status = coding_cells_new(cli_context(work->run), work->result, &cells);
    if (status == CODING_OK)
        status =
            coding_meta_give(cells, &meta, coding_writer_sink(work->writer));
    coding_cells_free(cells);
    return status;
}

static coding_status
read_stream(job *work)
{
    coding_status status =
        open_result(work, coding_reader_columns(work->reader));

    if (status == CODING_OK)
        status =
            coding_reader_drain(work->reader, (coding_row_sink){take, work});
    return status == CODING_OK ? give_meta(work, false) : status;
}

/* Transcripts. text: what the only path holds, which has been read; NULL:
   nothing has. */
static coding_status
read_files(job *work, const char *const *paths, size_t count,
           const coding_span *text)
{
    coding_tokenize_options wanted = {.guide = work->chosen->guide,
                                      .participants =
                                          work->chosen->participants};
    coding_row_sink sink = {take, work};
    coding_status status;

    status = coding_tokenize_new(cli_context(work->run), &wanted, &work->from);
    if (status == CODING_OK)
        status = coding_columns_new(cli_context(work->run), &work->columns);
    if (status == CODING_OK)
        status = coding_tokenize_columns(work->from, work->columns);
    if (status == CODING_OK)
        status = open_result(work, work->columns);
    if (status == CODING_OK)
        status = give_meta(work, true);
    if (status == CODING_OK)
        status = coding_tokenize_begin(work->from, work->columns, sink);
    for (size_t i = 0; status == CODING_OK && i < count; i++)
        status = text != NULL
                     ? coding_tokenize_bytes(work->from, paths[i], *text, sink)
                     : coding_tokenize_file(work->from, paths[i], sink);
    return status == CODING_OK ? coding_tokenize_finish(work->from) : status;
}

/* One operand, or standard input: a stream or a transcript. source is taken. */
static coding_status
read_one(job *work, const char *path, coding_source *source)
{
    coding_reader_options wanted = {.unsealed = cli_unsealed(work->run)};
    coding_span text = {NULL, 0};
    coding_status status;

    if (coding_source_is_stream(source)) {
        status = coding_reader_open_source(cli_context(work->run), source,
                                           &wanted, &work->own);
        work->reader = work->own;
        return status == CODING_OK ? read_stream(work) : status;
    }
    status = coding_source_text(source, &text);
    if (status == CODING_OK)
        status = read_files(work, &path, 1, &text);
    coding_source_free(source);
    return status;
}

/* Codes are in streams alone; else the first operand tells what all are. */
static coding_status
read_all(job *work)
{
    static const char *const standard[] = {"-"};
    size_t count = 0;
    const char *const *paths = cli_operands(work->run, &count);
    coding_source *source = NULL;
    coding_status status;
    bool stream;

    if (count == 0)
        paths = standard;
    stream = work->wanted.pattern_count == 0;
    if (!stream) {
        status = coding_source_open(cli_context(work->run), paths[0], &source);
        if (status != CODING_OK)
            return status;
        if (count <= 1)
            return read_one(work, paths[0], source);
        stream = coding_source_is_stream(source);
        coding_source_free(source);
    }
    if (!stream)
        return read_files(work, paths, count, NULL);
    status = cli_open_reader(work->run, &work->reader);
    return status == CODING_OK ? read_stream(work) : status;
}

static coding_status
show(job *work)
{
    FILE *out = NULL;
    coding_status status = coding_concordance_finish(work->passages);

    if (status != CODING_OK)
        return status;
    if (cli_format(work->run) == CODING_FORMAT_TEXT) {
        status = cli_open_text(work->run, &out);
        return status == CODING_OK
                   ? coding_concordance_align(work->passages,
                                              cli_width(work->run), out)
                   : status;
    }
    if (work->writer == NULL)
        status = cli_open_writer(work->run, work->result, &work->writer);
    if (status == CODING_OK)
        status = coding_concordance_give(work->passages, work->result,
                                         coding_writer_sink(work->writer));
    return status;
}

static coding_status
work_through(job *work)
{
    coding_status status;

    if ((work->wanted.code_count == 0) == (work->wanted.pattern_count == 0))
        return cli_fault(work->run, "give --code CODE or -e REGEX");
    status = read_all(work);
    return status == CODING_OK ? show(work) : status;
}

static void
read_settings(const settings *chosen, job *work)
{
    coding_concordance_options *wanted = &work->wanted;

    wanted->codes = chosen->codes.items;
    wanted->code_count = chosen->codes.count;
    wanted->patterns = chosen->patterns.items;
    wanted->pattern_count = chosen->patterns.count;
    wanted->where = chosen->where.items;
    wanted->where_count = chosen->where.count;
    wanted->respondent = coding_span_of(chosen->respondent);
    wanted->question = coding_span_of(chosen->question);
    wanted->document = coding_span_of(chosen->document);
    wanted->role = coding_span_of(chosen->role);
    wanted->which =
        chosen->counted ? CODING_PASSAGES_COUNTED : CODING_PASSAGES_ALL;
    wanted->sort = (coding_passage_sort)chosen->sort;
    wanted->around = (size_t)chosen->around;
    if (wanted->around == 0)
        wanted->around = cli_width(work->run);
}

int
kwic_main(int argc, char **argv)
{
    settings chosen = {0};
    job work = {.chosen = &chosen};
    coding_status status = cli_start(&tool, argc, argv, &chosen, &work.run);

    if (status == CODING_OK) {
        read_settings(&chosen, &work);
        status = work_through(&work);
    }
    coding_concordance_free(work.passages);
    coding_tokenize_free(work.from);
    coding_reader_free(work.own);
    coding_columns_free(work.columns);
    coding_columns_free(work.result);
    return cli_finish(work.run, status);
}
