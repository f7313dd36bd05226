/* SPDX-License-Identifier: GPL-2.0-or-later */
/* report - a study as one HTML page, or one chart as SVG. See report(1). */
#include <coding/report.h>

#include <stddef.h>

#include "cli/cli.h"
#include "tools.h"

typedef struct {
    coding_report_options report;
    uint64_t passages;
    const char *svg;
} settings;

static const cli_option options[] = {
    {0, "title", CLI_TEXT, "TEXT", "the page's title",
     offsetof(settings, report.title)},
    {0, "svg", CLI_TEXT, "NAME",
     "write one chart as SVG, as tally or tally:TABLE",
     offsetof(settings, svg)},
    {0, "passages", CLI_COUNT, "N",
     "show at most N coded passages (10000); the rest is counted",
     offsetof(settings, passages)},
    {0, "language", CLI_TEXT, "TAG", "language of the texts (en)",
     offsetof(settings, report.language)},
    {0, NULL, CLI_FLAG, NULL, NULL, 0},
};

static const cli_tool tool = {
    "report",
    "[STREAM ...]",
    "One self-contained HTML page: figures, passages, transcripts, methods.",
    options,
    "code -b b.codebook interviews/* | tally | report -o study.html\n"
    "report --svg tally -o figure1.svg study.tsv\n",
    NULL,
    0,
    CLI_READS | CLI_STREAM_IN};

static coding_status
make(cli *run, settings *chosen)
{
    coding_reader *reader = NULL;
    coding_report *report = NULL;
    FILE *out = NULL;
    coding_status status = cli_open_reader(run, &reader);

    chosen->report.passages = (size_t)chosen->passages;
    if (status == CODING_OK)
        status =
            coding_report_new(cli_context(run), coding_reader_columns(reader),
                              &chosen->report, &report);
    if (status == CODING_OK)
        status = coding_reader_drain(reader, coding_report_sink(report));
    if (status == CODING_OK)
        status = cli_open_text(run, &out);
    if (status == CODING_OK)
        status = chosen->svg != NULL
                     ? coding_report_write_chart(report, chosen->svg, out)
                     : coding_report_write(report, out);
    coding_report_free(report);
    return status;
}

int
report_main(int argc, char **argv)
{
    settings chosen = {0};
    cli *run = NULL;
    coding_status status = cli_start(&tool, argc, argv, &chosen, &run);

    if (status == CODING_OK)
        status = make(run, &chosen);
    return cli_finish(run, status);
}
