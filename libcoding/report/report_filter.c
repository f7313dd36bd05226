/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The report as an object: rows in, a page or a chart out. */
#include <coding/report.h>

#include <string.h>

#include "base/diag.h"
#include "base/memory.h"
#include "io/output.h"
#include "report/study.h"

coding_status
coding_report_new(coding_context *context, const coding_columns *columns,
                  const coding_report_options *options, coding_report **out)
{
    coding_report *report = NULL;
    coding_status status = BASE_NEW(context, &report);

    if (status != CODING_OK)
        return status;
    report->context = context;
    if (options != NULL)
        report->options = *options;
    if (report->options.title == NULL)
        report->options.title = "Coded interviews";
    if (report->options.language == NULL)
        report->options.language = "en";
    report->columns = columns;
    report->core = coding_core_of(columns);
    arena_init(&report->texts, context);
    map_init(&report->code_ids, context);
    map_init(&report->respondents, context);
    *out = report;
    return CODING_OK;
}

void
coding_report_free(coding_report *report)
{
    study *found;

    if (report == NULL)
        return;
    found = &report->found;
    base_free(report->context, found->codes);
    base_free(report->context, found->codings);
    base_free(report->context, found->units);
    base_free(report->context, found->documents);
    base_free(report->context, found->counts);
    base_free(report->context, found->tests);
    base_free(report->context, found->metas);
    map_clear(&report->code_ids);
    map_clear(&report->respondents);
    arena_clear(&report->texts);
    base_free(report->context, report);
}

static coding_status
take_row(void *user, const coding_row *row)
{
    return coding_report_take(user, row);
}

coding_row_sink
coding_report_sink(coding_report *report)
{
    return (coding_row_sink){take_row, report};
}

static coding_status
put(coding_report *report, buffer *page, FILE *out)
{
    coding_status status = buffer_status(page);

    if (status == CODING_OK &&
        (fwrite(page->bytes, 1, page->length, out) != page->length ||
         fflush(out) != 0))
        status = output_failure(report->context, NULL);
    buffer_free(page);
    return status;
}

coding_status
coding_report_write(coding_report *report, FILE *out)
{
    buffer page;

    buffer_init(&page, report->context);
    page_write(report, &page);
    return put(report, &page, out);
}

static bool
has_portraits(const coding_report *report)
{
    return report->found.coding_count > 0;
}

coding_status
coding_report_write_chart(coding_report *report, const char *name, FILE *out)
{
    static const struct {
        const char *name;
        bool (*has)(const coding_report *);
        void (*draw)(const coding_report *, buffer *);
    } charts[] = {{"tally", chart_has_tally, chart_tally},
                  {"sensitivity", chart_has_sensitivity, chart_sensitivity},
                  {"portraits", has_portraits, portrait_chart}};
    buffer page;

    for (size_t i = 0; i < sizeof charts / sizeof *charts; i++) {
        if (strcmp(charts[i].name, name) != 0)
            continue;
        if (!charts[i].has(report))
            return diag_error(
                report->context, CODING_EDATA, "chart-empty", (diag_place){0},
                "the stream has no material for the chart %s", name);
        buffer_init(&page, report->context);
        buffer_add_text(&page, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        charts[i].draw(report, &page);
        return put(report, &page, out);
    }
    return diag_error(
        report->context, CODING_EUSAGE, "chart-unknown", (diag_place){0},
        "no chart %s; expected tally, sensitivity or portraits", name);
}
