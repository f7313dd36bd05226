/* SPDX-License-Identifier: GPL-2.0-or-later */
/* correct - a person's corrections of codings. See correct(1). */
#include <coding/corrections.h>
#include <coding/stream.h>

#include "cli/cli.h"
#include "tools.h"

typedef struct {
    bool check;
} settings;

static const cli_option options[] = {
    {0, "check", CLI_FLAG, NULL,
     "only read the corrections and say what is wrong with them",
     offsetof(settings, check)},
    {0, NULL, CLI_FLAG, NULL, NULL, 0},
};

static const char *const coding_columns_shown[] = {
    "document",   "unit",     "turn",     "speaker",  "role",
    "respondent", "question", "start",    "end",      "facet",
    "code",       "pattern",  "polarity", "codebook", "rank",
    "counted",    "value",    "text",     "attr.*",   NULL};

static const coding_view views[] = {
    {"codings", CODING_RECORD_CODING, NULL, coding_columns_shown, NULL, true},
};

static const cli_tool tool = {
    .name = "correct",
    .operands = "CORRECTIONS",
    .summary = "Apply a person's corrections to codings, with an audit trail",
    .options = options,
    .examples = "code -b f.codebook interviews/* | correct corrections.tsv | "
                "tally\n"
                "correct -i coded.tsv corrections.tsv -o corrected.tsv\n",
    .views = views,
    .view_count = sizeof views / sizeof views[0],
    .traits = CLI_READS | CLI_STREAM_IN | CLI_INPUT,
};

typedef struct {
    cli *run;
    coding_corrections *corrections;
    coding_columns *result;
    coding_corrector *corrector;
} job;

static coding_status
take(void *user, const coding_row *row)
{
    return coding_corrector_take(user, row);
}

static coding_status
correct(job *work)
{
    const coding_corrector_options wanted = {
        .corrections = work->corrections,
        .arguments = cli_arguments(work->run),
    };
    coding_reader *reader = NULL;
    coding_writer *writer = NULL;
    const char *summary = NULL;
    coding_status status = cli_open_reader(work->run, &reader);

    if (status == CODING_OK)
        status = coding_corrector_columns(coding_reader_columns(reader),
                                          &work->result);
    if (status == CODING_OK)
        status = cli_open_writer(work->run, work->result, &writer);
    if (status == CODING_OK)
        status = coding_corrector_new(
            cli_context(work->run), coding_reader_columns(reader), work->result,
            &wanted, coding_writer_sink(writer), &work->corrector);
    if (status == CODING_OK)
        status = coding_reader_drain(reader,
                                     (coding_row_sink){take, work->corrector});
    if (status == CODING_OK)
        status = coding_corrector_finish(work->corrector);
    if (status == CODING_OK)
        status = coding_corrector_summary(work->corrector, &summary);
    if (status == CODING_OK)
        cli_say(work->run, "%s", summary);
    return status;
}

int
correct_main(int argc, char **argv)
{
    settings chosen = {0};
    job work = {0};
    coding_status status = cli_start(&tool, argc, argv, &chosen, &work.run);
    const char *const *paths = NULL;
    size_t count = 0;

    if (status == CODING_OK) {
        paths = cli_operands(work.run, &count);
        if (count != 1)
            status = cli_fault(work.run, "one file of corrections is needed");
    }
    if (status == CODING_OK)
        status = coding_corrections_load(cli_context(work.run), paths[0],
                                         &work.corrections);
    if (status == CODING_OK && chosen.check)
        cli_say(work.run, "%zu corrections, no fault in themselves",
                coding_corrections_count(work.corrections));
    else if (status == CODING_OK)
        status = correct(&work);
    coding_corrector_free(work.corrector);
    coding_columns_free(work.result);
    coding_corrections_free(work.corrections);
    return cli_finish(work.run, status);
}
