/* SPDX-License-Identifier: GPL-2.0-or-later */
/* review - what a person should look at, and why. See review(1). */
#include <coding/coder.h>
#include <coding/review.h>
#include <coding/stream.h>

#include "cli/cli.h"
#include "tools.h"

typedef struct {
    cli_list books;
    const char *question;
} settings;

static const cli_option options[] = {
    {'b', "codebook", CLI_LIST, "FILE",
     "show what the guards (unless:) of this codebook hold back",
     offsetof(settings, books)},
    {'q', "question", CLI_TEXT, "QUESTION", "only answers to this question",
     offsetof(settings, question)},
    {0, NULL, CLI_FLAG, NULL, NULL, 0},
};

static const char *const columns_shown[] = {
    "statistic", "document", "unit",  "speaker", "respondent",
    "question",  "start",    "end",   "facet",   "code",
    "pattern",   "polarity", "value", "text",    NULL};
static const char *const headings_shown[] = {
    "reason",   "document", "unit",  "speaker", "respondent",
    "question", "start",    "end",   "facet",   "code",
    "pattern",  "polarity", "value", "text",    NULL};
static const coding_view views[] = {
    {"review", CODING_RECORD_TEST, "review", columns_shown, headings_shown,
     false},
};

static const cli_tool tool = {
    .name = "review",
    .operands = "[STREAM ...]",
    .summary = "List the passages and answers that a person should look at",
    .options = options,
    .examples = "code -b b.codebook -g g.guide interviews/* | tally -q top3 "
                "-n 3 | review -b b.codebook --format=csv > queue.csv\n",
    .views = views,
    .view_count = 1,
    .traits = CLI_READS | CLI_STREAM_IN,
};

/* What is made on the way and released at the end. */
typedef struct {
    cli *run;
    coding_coder_books *books;
    coding_columns *result;
    coding_review *review;
} job;

static coding_status
review_stream(job *work, const settings *chosen)
{
    coding_context *context = cli_context(work->run);
    coding_coder_options books = {0};
    coding_review_options wanted = {.question =
                                        coding_span_of(chosen->question),
                                    .arguments = cli_arguments(work->run),
                                    .alone = cli_ends_chain(work->run)};
    coding_reader *reader = NULL;
    coding_writer *writer = NULL;
    const char *summary = NULL;
    coding_status status = coding_coder_books_load(
        context, chosen->books.items, chosen->books.count, &work->books);

    if (status != CODING_OK)
        return status;
    coding_coder_books_use(work->books, &books);
    wanted.books = books.books;
    wanted.book_count = books.book_count;
    status = cli_open_reader(work->run, &reader);
    if (status == CODING_OK)
        status =
            coding_review_columns(coding_reader_columns(reader), &work->result);
    if (status == CODING_OK)
        status = cli_open_writer(work->run, work->result, &writer);
    if (status == CODING_OK)
        status = coding_review_new(context, coding_reader_columns(reader),
                                   work->result, &wanted,
                                   coding_writer_sink(writer), &work->review);
    if (status == CODING_OK)
        status = coding_reader_drain(reader, coding_review_sink(work->review));
    if (status == CODING_OK)
        status = coding_review_finish(work->review);
    if (status == CODING_OK)
        status = coding_review_summary(work->review, &summary);
    if (status == CODING_OK)
        cli_say(work->run, "%s", summary);
    return status;
}

int
review_main(int argc, char **argv)
{
    settings chosen = {0};
    job work = {0};
    coding_status status = cli_start(&tool, argc, argv, &chosen, &work.run);

    if (status == CODING_OK)
        status = review_stream(&work, &chosen);
    coding_review_free(work.review);
    coding_columns_free(work.result);
    coding_coder_books_free(work.books);
    return cli_finish(work.run, status);
}
