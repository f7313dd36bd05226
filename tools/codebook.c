/* SPDX-License-Identifier: GPL-2.0-or-later */
/* codebook - puts codebooks to the test, and lists them. See codebook(1). */
#include <coding/coder.h>
#include <coding/rehearsal.h>
#include <coding/tokenize.h>

#include <string.h>

#include "cli/cli.h"
#include "tools.h"

typedef struct {
    cli_list books;
    const char *guide, *participants;
    bool generality;
} settings;

static const cli_option options[] = {
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

static const char *const finding_columns[] = {"statistic", "name",    "facet",
                                              "code",      "pattern", "row",
                                              "value",     "text",    NULL};
static const char *const finding_headings[] = {"finding", "place",   "facet",
                                               "code",    "pattern", "other",
                                               "value",   "text",    NULL};
static const char *const brief_columns[] = {"statistic", "name", "code",
                                            "pattern",   "text", NULL};
static const char *const brief_headings[] = {"finding", "place", "code",
                                             "pattern", "text",  NULL};
static const char *const code_columns[] = {
    "facet",           "code", "family", "label", "rules", "examples",
    "counterexamples", "text", NULL};
static const char *const code_headings[] = {
    "facet",           "code",  "family", "label", "rules", "examples",
    "counterexamples", "brief", NULL};

static const coding_view views[] = {
    {"findings", CODING_RECORD_TEST, "check", finding_columns, finding_headings,
     false},
    {"codes", CODING_RECORD_CODE, NULL, code_columns, code_headings, false}};

static const cli_tool check_tool = {
    .name = "codebook",
    .operands = "check CODEBOOK ... [TRANSCRIPT ...] | list CODEBOOK ...",
    .summary = "Run a codebook's examples and look for rules that cannot be "
               "trusted, or list its codes",
    .options = options,
    .examples = "codebook check factors.codebook\n"
                "codebook check factors.codebook interviews/*.txt\n"
                "codebook check --generality -i tallied.tsv factors.codebook\n"
                "codebook list --format=csv factors.codebook\n",
    .views = views,
    .view_count = 1,
    .traits = CLI_INPUT | CLI_STREAM_IN | CLI_TEXT_OUT,
};

static const cli_tool list_tool = {
    .name = "codebook",
    .operands = "list CODEBOOK ...",
    .summary = "List the codes of codebooks",
    .options = options + sizeof options / sizeof options[0] - 1,
    .examples = "codebook list factors.codebook\n"
                "codebook list --format=csv factors.codebook > codes.csv\n",
    .views = views + 1,
    .view_count = 1,
    .traits = CLI_TEXT_OUT,
};

/* What is made on the way and released at the end. */
typedef struct {
    cli *run;
    const settings *chosen;
    const char *const *books, *const *texts;
    size_t book_count, text_count;
    coding_coder_books *loaded;
    coding_columns *columns, *units;
    coding_tokenize *from;
    coding_rehearsal *rehearsal;
} job;

static bool
is_codebook(const char *path)
{
    size_t length = strlen(path);

    return length > 9 && strcmp(path + length - 9, ".codebook") == 0;
}

/* The codebooks first, by their ending or as the one first operand; then the
   transcripts. */
static coding_status
read_operands(job *work)
{
    const settings *chosen = work->chosen;
    size_t count;
    const char *const *operands = cli_operands(work->run, &count);
    size_t books = 1;

    if (count == 0 || strcmp(operands[0], "check") != 0)
        return cli_fault(work->run, "say what to do: codebook check CODEBOOK, "
                                    "or codebook list CODEBOOK");
    while (books < count && is_codebook(operands[books]))
        books++;
    if (books == 1 && count > 1)
        books = 2;
    if (chosen->books.count > 0)
        books = 1;
    work->books = chosen->books.count > 0 ? chosen->books.items : operands + 1;
    work->book_count =
        chosen->books.count > 0 ? chosen->books.count : books - 1;
    work->texts = operands + books;
    work->text_count = count - books;
    if (work->book_count == 0)
        return cli_fault(work->run, "no codebook is given");
    if (work->text_count > 0 && cli_input_path(work->run) != NULL)
        return cli_fault(work->run, "both a stream (-i) and transcripts (%s)",
                         work->texts[0]);
    return CODING_OK;
}

static coding_status
check_stream(job *work)
{
    coding_reader *reader = NULL;
    coding_status status = cli_open_reader(work->run, &reader);

    if (status == CODING_OK)
        status = coding_rehearsal_open(work->rehearsal,
                                       coding_reader_columns(reader));
    if (status == CODING_OK)
        status =
            coding_reader_drain(reader, coding_rehearsal_sink(work->rehearsal));
    return status;
}

static coding_status
check_transcripts(job *work)
{
    const coding_tokenize_options wanted = {.guide = work->chosen->guide,
                                            .participants =
                                                work->chosen->participants};
    coding_context *context = cli_context(work->run);
    coding_status status = coding_tokenize_new(context, &wanted, &work->from);

    if (status == CODING_OK)
        status = coding_columns_new(context, &work->units);
    if (status == CODING_OK)
        status = coding_tokenize_columns(work->from, work->units);
    if (status == CODING_OK)
        status = coding_rehearsal_open(work->rehearsal, work->units);
    if (status == CODING_OK)
        status = coding_tokenize_begin(work->from, work->units,
                                       coding_rehearsal_sink(work->rehearsal));
    for (size_t i = 0; status == CODING_OK && i < work->text_count; i++)
        status = coding_tokenize_file(work->from, work->texts[i],
                                      coding_rehearsal_sink(work->rehearsal));
    return status;
}

static coding_status
check_texts(job *work)
{
    bool stream = cli_input_path(work->run) != NULL;
    coding_status status = CODING_OK;

    if (!stream && work->text_count == 0)
        return CODING_OK;
    status = stream ? check_stream(work) : check_transcripts(work);
    return status == CODING_OK ? coding_rehearsal_finish(work->rehearsal)
                               : status;
}

static coding_status
make_rehearsal(job *work, coding_writer **writer)
{
    coding_context *context = cli_context(work->run);
    coding_coder_options books = {0};
    coding_rehearsal_options wanted = {.generality = work->chosen->generality};
    coding_status status = coding_coder_books_load(
        context, work->books, work->book_count, &work->loaded);

    if (status == CODING_OK)
        status = coding_columns_new(context, &work->columns);
    if (status == CODING_OK)
        status = coding_rehearsal_columns(work->columns);
    if (status == CODING_OK)
        status = cli_open_writer(work->run, work->columns, writer);
    if (status != CODING_OK)
        return status;
    coding_coder_books_use(work->loaded, &books);
    wanted.books = books.books;
    wanted.cues = books.cues;
    wanted.book_count = books.book_count;
    return coding_rehearsal_new(context, &wanted, work->columns,
                                coding_writer_sink(*writer), &work->rehearsal);
}

static void
sum_up(const job *work)
{
    coding_rehearsal_counts counts = coding_rehearsal_count(work->rehearsal);
    size_t examples = counts.examples + counts.counterexamples;

    cli_say(work->run,
            "codes %zu, rules %zu; examples and counterexamples as they should "
            "be %zu of %zu; findings %zu",
            counts.codes, counts.rules, examples - counts.failed, examples,
            counts.findings);
}

/* A failed example does not keep the findings from being shown. */
static coding_status
check(job *work)
{
    coding_writer *writer = NULL;
    coding_status status = read_operands(work), examples;

    if (status == CODING_OK)
        status = make_rehearsal(work, &writer);
    if (status != CODING_OK)
        return status;
    examples = coding_rehearsal_examples(work->rehearsal);
    if (examples != CODING_OK && examples != CODING_EUSAGE)
        return examples;
    status = coding_rehearsal_patterns(work->rehearsal);
    if (status == CODING_OK)
        status = check_texts(work);
    if (status == CODING_OK)
        sum_up(work);
    if (status == CODING_OK && examples != CODING_OK)
        status = coding_writer_finish(writer);
    return status == CODING_OK ? examples : status;
}

static coding_status
list(job *work)
{
    coding_context *context = cli_context(work->run);
    coding_writer *writer = NULL;
    size_t count;
    const char *const *operands = cli_operands(work->run, &count);
    coding_status status = CODING_OK;

    if (count < 2)
        return cli_fault(work->run, "no codebook is given");
    status = coding_columns_new(context, &work->columns);
    if (status == CODING_OK)
        status = coding_rehearsal_list_columns(work->columns);
    if (status == CODING_OK)
        status = cli_open_writer(work->run, work->columns, &writer);
    for (size_t i = 1; status == CODING_OK && i < count; i++) {
        coding_codebook *book = NULL;

        status = coding_codebook_load(context, operands[i], &book);
        if (status == CODING_OK)
            status = coding_rehearsal_list(context, book, work->columns,
                                           coding_writer_sink(writer));
        coding_codebook_free(book);
    }
    return status;
}

int
codebook_main(int argc, char **argv)
{
    settings chosen = {0};
    job work = {.chosen = &chosen};
    bool listing = argc > 1 && strcmp(argv[1], "list") == 0;
    coding_view view = views[listing ? 1 : 0];
    cli_tool tool = listing ? list_tool : check_tool;
    coding_status status;

    tool.views = &view;
    status = cli_start(&tool, argc, argv, &chosen, &work.run);
    if (status == CODING_OK && !listing &&
        cli_format(work.run) == CODING_FORMAT_TEXT) {
        view.columns = brief_columns;
        view.headings = brief_headings;
    }
    if (status == CODING_OK)
        status = listing ? list(&work) : check(&work);
    coding_rehearsal_free(work.rehearsal);
    coding_tokenize_free(work.from);
    coding_coder_books_free(work.loaded);
    coding_columns_free(work.units);
    coding_columns_free(work.columns);
    return cli_finish(work.run, status);
}
