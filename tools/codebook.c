/* SPDX-License-Identifier: GPL-2.0-or-later */
/* codebook - puts codebooks to the test, lists, compares and converts them.
   See codebook(1). */
#include <coding/codebook_table.h>
#include <coding/coder.h>
#include <coding/rehearsal.h>
#include <coding/revision.h>

#include <string.h>

#include "cli/cli.h"
#include "tools.h"

typedef struct {
    cli_list books;
    const char *guide, *participants, *question;
    uint64_t top, threshold;
    int form;
    bool generality;
} settings;

static const cli_option check_options[] = {
    {'b', "codebook", CLI_LIST, "FILE",
     "a codebook; then all operands are transcripts",
     offsetof(settings, books)},
    {'g', "guide", CLI_TEXT, "FILE", "the interview guide of the transcripts",
     offsetof(settings, guide)},
    {'p', "participants", CLI_TEXT, "FILE", "who is who in the transcripts",
     offsetof(settings, participants)},
    {0, "generality", CLI_FLAG, NULL,
     "also how far patterns reach beyond one document (-i: a tallied stream)",
     offsetof(settings, generality)},
    {0, NULL, CLI_FLAG, NULL, NULL, 0},
};
static const cli_option diff_options[] = {
    {'g', "guide", CLI_TEXT, "FILE", "the interview guide of the transcripts",
     offsetof(settings, guide)},
    {'p', "participants", CLI_TEXT, "FILE", "who is who in the transcripts",
     offsetof(settings, participants)},
    {'q', "question", CLI_TEXT, "QUESTION",
     "count in the answers to this question", offsetof(settings, question)},
    {'n', "top", CLI_COUNT, "TOP", "count the first TOP codes of each answer",
     offsetof(settings, top)},
    {'t', "threshold", CLI_COUNT, "THRESHOLD",
     "a code is dominant from so many respondents on",
     offsetof(settings, threshold)},
    {0, NULL, CLI_FLAG, NULL, NULL, 0},
};
static const cli_option convert_options[] = {
    {0, "to", CLI_CHOICE, "other|codebook|tsv|csv",
     "what to write (other: of a codebook tsv, of a table a codebook)",
     offsetof(settings, form)},
    {0, NULL, CLI_FLAG, NULL, NULL, 0},
};

/* What is made on the way and released at the end. */
typedef struct {
    cli *run;
    const settings *chosen;
    coding_coder_books *loaded;
    coding_coder_options books; /* as loaded */
    coding_tokenize_options how;
    coding_rehearsal_texts texts;
    coding_columns *columns;
    coding_writer *writer;
    coding_rehearsal *rehearsal;
    coding_revision *revision;
} job;

/* Texts behind the first operands: -i, or transcripts. */
static coding_status
find_texts(job *work, size_t first)
{
    coding_rehearsal_texts *texts = &work->texts;
    size_t count;
    const char *const *operands = cli_operands(work->run, &count);

    work->how.guide = work->chosen->guide;
    work->how.participants = work->chosen->participants;
    *texts = (coding_rehearsal_texts){NULL, &work->how, operands + first,
                                      count - first};
    if (cli_input_path(work->run) == NULL)
        return CODING_OK;
    if (texts->path_count > 0)
        return cli_fault(work->run, "both a stream (-i) and transcripts (%s)",
                         texts->paths[0]);
    return cli_open_reader(work->run, &texts->reader);
}

/* Codebooks, texts from operand first on, and the output for the columns that
   the result needs. */
static coding_status
prepare(job *work, const char *const *books, size_t count, size_t first,
        coding_status (*add)(coding_columns *columns))
{
    coding_context *context = cli_context(work->run);
    coding_status status =
        coding_coder_books_load(context, books, count, &work->loaded);

    if (status == CODING_OK)
        status = find_texts(work, first);
    if (status == CODING_OK)
        status = coding_columns_new(context, &work->columns);
    if (status == CODING_OK)
        status = add(work->columns);
    if (status == CODING_OK)
        status = cli_open_writer(work->run, work->columns, &work->writer);
    if (status == CODING_OK)
        coding_coder_books_use(work->loaded, &work->books);
    return status;
}

/* ---- what can be done ---- */

/* Codebooks, then transcripts; with -b transcripts alone. */
static coding_status
check(job *work)
{
    const cli_list *given = &work->chosen->books;
    coding_rehearsal_options wanted = {.generality = work->chosen->generality};
    size_t count, own = 0;
    const char *const *operands = cli_operands(work->run, &count);
    coding_status status;
    bool whole = false;

    if (count == 0 || strcmp(operands[0], "check") != 0)
        return cli_fault(work->run, "say what to do: codebook check CODEBOOK, "
                                    "or codebook list CODEBOOK");
    if (given->count == 0)
        own = coding_rehearsal_books(operands + 1, count - 1);
    if (given->count + own == 0)
        return cli_fault(work->run, "no codebook is given");
    status = prepare(work, own == 0 ? given->items : operands + 1,
                     given->count + own, 1 + own, coding_rehearsal_columns);
    if (status != CODING_OK)
        return status;
    wanted.books = work->books.books;
    wanted.cues = work->books.cues;
    wanted.book_count = work->books.book_count;
    status = coding_rehearsal_new(
        cli_context(work->run), &wanted, work->columns,
        coding_writer_sink(work->writer), &work->rehearsal);
    if (status == CODING_OK)
        status = coding_rehearsal_check(work->rehearsal, &work->texts, &whole);
    if (!whole)
        return status;
    cli_say(work->run, "%s", coding_rehearsal_summary(work->rehearsal));
    /* The findings are shown all the same. */
    return status == CODING_EUSAGE &&
                   coding_writer_finish(work->writer) != CODING_OK
               ? CODING_ESYSTEM
               : status;
}

static coding_status
list(job *work)
{
    const coding_rehearsal_texts *files = &work->texts;
    coding_status status =
        prepare(work, NULL, 0, 1, coding_rehearsal_list_columns);

    if (status == CODING_OK && files->path_count == 0)
        return cli_fault(work->run, "no codebook is given");
    return status == CODING_OK
               ? coding_rehearsal_list_files(
                     cli_context(work->run), files->paths, files->path_count,
                     work->columns, coding_writer_sink(work->writer))
               : status;
}

/* Two states, and codebooks that they refer to; then transcripts. */
static coding_status
diff(job *work)
{
    coding_revision_options wanted = {
        .question = coding_span_of(work->chosen->question),
        .top = (size_t)work->chosen->top,
        .threshold = work->chosen->threshold};
    size_t count, own;
    const char *const *operands = cli_operands(work->run, &count);
    coding_status status;

    if (count < 3)
        return cli_fault(work->run, "diff needs two codebooks: OLD NEW");
    own = coding_rehearsal_books(operands + 1, count - 1);
    own = own < 2 ? 2 : own;
    if (count == 1 + own && cli_input_path(work->run) == NULL)
        return cli_fault(work->run, "diff needs texts: transcripts, or -i");
    status = prepare(work, operands + 1, own, 1 + own, coding_revision_columns);
    if (status != CODING_OK)
        return status;
    wanted.books = work->books.books;
    wanted.cues = work->books.cues;
    wanted.book_count = work->books.book_count;
    status =
        coding_revision_new(cli_context(work->run), &wanted, work->columns,
                            coding_writer_sink(work->writer), &work->revision);
    if (status == CODING_OK)
        status = coding_revision_read(work->revision, &work->texts);
    if (status == CODING_OK)
        cli_say(work->run, "%s", coding_revision_summary(work->revision));
    return status;
}

static coding_status
convert(job *work)
{
    FILE *out = NULL;
    size_t count;
    const char *const *operands = cli_operands(work->run, &count);
    coding_status status;

    if (count != 2)
        return cli_fault(work->run, "convert needs one codebook or table");
    status = cli_open_text(work->run, &out);
    return status == CODING_OK
               ? coding_codebook_convert(
                     cli_context(work->run), operands[1],
                     (coding_codebook_form)work->chosen->form, out)
               : status;
}

typedef struct {
    cli_tool tool;
    coding_status (*run)(job *work);
    const coding_view *(*views)(bool brief, size_t *count); /* NULL: none */
} command;

#define TOOL(OPERANDS, SUMMARY, OPTIONS, EXAMPLES, TRAITS)                     \
    {                                                                          \
        .name = "codebook", .operands = (OPERANDS), .summary = (SUMMARY),      \
        .options = (OPTIONS), .examples = (EXAMPLES), .traits = (TRAITS)       \
    }

static const command commands[] = {
    {TOOL("check CODEBOOK ... [TRANSCRIPT ...] | list CODEBOOK ... | diff OLD "
          "NEW TRANSCRIPT ... | convert FILE",
          "Run a codebook's examples and look for rules that cannot be "
          "trusted; list, compare and convert codebooks",
          check_options,
          "codebook check factors.codebook interviews/*.txt\n"
          "codebook diff old.codebook new.codebook interviews/*.txt\n",
          CLI_INPUT | CLI_STREAM_IN | CLI_TEXT_OUT),
     check, coding_rehearsal_views},
    {TOOL("list CODEBOOK ...", "List the codes of codebooks",
          check_options + sizeof check_options / sizeof *check_options - 1,
          "codebook list --format=csv factors.codebook > codes.csv\n",
          CLI_TEXT_OUT),
     list, coding_rehearsal_list_views},
    {TOOL("diff OLD NEW TRANSCRIPT ...",
          "What another state of a codebook changes on the same texts",
          diff_options,
          "codebook diff -t 4 old.codebook new.codebook interviews/*.txt\n",
          CLI_INPUT | CLI_STREAM_IN | CLI_TEXT_OUT),
     diff, coding_revision_views},
    {TOOL("convert FILE", "A codebook as a table, or a table as a codebook",
          convert_options,
          "codebook convert factors.xlsx -o factors.codebook\n", 0),
     convert, NULL}};

/* The table views of a command, for people or for programs. */
static void
show_as(const command *what, bool brief, coding_view *views, size_t *count)
{
    const coding_view *from = what->views(brief, count);

    memcpy(views, from, *count * sizeof *views);
}

int
codebook_main(int argc, char **argv)
{
    static const char *const names[] = {"check", "list", "diff", "convert"};
    settings chosen = {0};
    job work = {.chosen = &chosen};
    coding_view views[4];
    cli_tool tool;
    size_t which = 3;
    coding_status status;

    while (which > 0 && (argc < 2 || strcmp(argv[1], names[which]) != 0))
        which--;
    tool = commands[which].tool;
    if (commands[which].views != NULL) {
        show_as(&commands[which], false, views, &tool.view_count);
        tool.views = views;
    }
    status = cli_start(&tool, argc, argv, &chosen, &work.run);
    if (status == CODING_OK && tool.views != NULL &&
        cli_format(work.run) == CODING_FORMAT_TEXT)
        show_as(&commands[which], true, views, &tool.view_count);
    if (status == CODING_OK)
        status = commands[which].run(&work);
    coding_rehearsal_free(work.rehearsal);
    coding_revision_free(work.revision);
    coding_coder_books_free(work.loaded);
    coding_columns_free(work.columns);
    return cli_finish(work.run, status);
}
