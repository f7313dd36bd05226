/* SPDX-License-Identifier: GPL-2.0-or-later */
/* xlsx - a stream as an Excel workbook. See xlsx(1). */
#include <coding/workbook.h>

#include <stddef.h>
#include <stdlib.h>

#include "cli/cli.h"
#include "tools.h"

typedef struct {
    coding_workbook_options book;
    int style;
} settings;

static const cli_option options[] = {
    {0, "title", CLI_TEXT, "TEXT", "heading of the Summary",
     offsetof(settings, book.title)},
    {0, "sheets", CLI_TEXT, "LIST",
     "only these sheets, as in Summary,Tally,Evidence",
     offsetof(settings, book.sheets)},
    {0, "style", CLI_CHOICE, "apa|plain",
     "rules and italics of APA style, or none", offsetof(settings, style)},
    {0, "values", CLI_FLAG, NULL, "numbers where formulas would stand",
     offsetof(settings, book.values)},
    {0, "headings", CLI_TEXT, "FILE",
     "lines 'key: text' that replace headings and sheet names",
     offsetof(settings, book.headings)},
    {0, NULL, CLI_FLAG, NULL, NULL, 0},
};

static const cli_tool tool = {
    "xlsx",
    "[STREAM ...]",
    "An Excel workbook of a stream: live formulas, charts, and links from "
    "every count to its quotations and back.",
    options,
    "code -b b.codebook interviews/* | tally | xlsx -o study.xlsx\n"
    "xlsx --sheets Tally,Evidence --values study.tsv > study.xlsx\n",
    NULL,
    0,
    CLI_READS | CLI_STREAM_IN | CLI_BINARY_OUT};

/* Seconds since 1970 by SOURCE_DATE_EPOCH, the convention of reproducible
   builds; 0: not given. */
static coding_status
find_date(cli *run, int64_t *out)
{
    const char *text = getenv("SOURCE_DATE_EPOCH");
    char *end = NULL;
    long long seconds;

    if (text == NULL || *text == '\0')
        return CODING_OK;
    seconds = strtoll(text, &end, 10);
    /* Years 1970 to 9999, which a document's date can say. */
    if (*end != '\0' || seconds < 0 || seconds > 253402300799)
        return cli_fault(run,
                         "SOURCE_DATE_EPOCH=%s: expected seconds since "
                         "1970",
                         text);
    *out = seconds;
    return CODING_OK;
}

static coding_status
make(cli *run, settings *chosen)
{
    coding_workbook_facts facts = {0};
    coding_reader *reader = NULL;
    coding_workbook *workbook = NULL;
    FILE *out = NULL;
    coding_status status = find_date(run, &chosen->book.created);

    chosen->book.style = (coding_workbook_style)chosen->style;
    chosen->book.temp = getenv("TMPDIR");
    chosen->book.arguments = cli_arguments(run);
    chosen->book.choices = cli_choices(run);
    if (status == CODING_OK)
        status = cli_open_reader(run, &reader);
    if (status == CODING_OK)
        status =
            coding_workbook_new(cli_context(run), &chosen->book, &workbook);
    if (status == CODING_OK)
        status = coding_reader_drain(reader, coding_workbook_sink(workbook));
    if (status == CODING_OK)
        status = cli_open_text(run, &out);
    if (status == CODING_OK)
        status = coding_workbook_write(workbook, out, &facts);
    if (status == CODING_OK)
        cli_say(run, "%zu sheets, %llu codings", facts.sheets,
                (unsigned long long)facts.codings);
    coding_workbook_free(workbook);
    return status;
}

int
xlsx_main(int argc, char **argv)
{
    settings chosen = {0};
    cli *run = NULL;
    coding_status status = cli_start(&tool, argc, argv, &chosen, &run);

    if (status == CODING_OK)
        status = make(run, &chosen);
    return cli_finish(run, status);
}
