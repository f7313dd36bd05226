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
    if (report->options.language == NULL)
        report->options.language = "en";
    report->columns = columns;
    report->core = coding_core_of(columns);
    arena_init(&report->texts, context);
    map_init(&report->code_ids, context);
    map_init(&report->respondents, context);
    map_init(&report->document_names, context);
    map_init(&report->unit_ids, context);
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
    base_free(report->context, found->people);
    base_free(report->context, found->questions);
    base_free(report->context, found->cells);
    base_free(report->context, found->counts);
    base_free(report->context, found->tests);
    base_free(report->context, found->metas);
    base_free(report->context, found->interviews);
    base_free(report->context, found->sayings);
    map_clear(&report->code_ids);
    map_clear(&report->respondents);
    map_clear(&report->document_names);
    map_clear(&report->unit_ids);
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
    coding_status status = study_arrange(report);
    buffer page;

    if (status != CODING_OK)
        return status;
    buffer_init(&page, report->context);
    page_write(report, &page);
    return put(report, &page, out);
}

static coding_status
unknown_chart(const coding_report *report, const char *name)
{
    buffer names;
    coding_status status;

    buffer_init(&names, report->context);
    for (size_t i = 0; chart_kind(i) != NULL; i++) {
        if (i > 0)
            buffer_add_text(&names, chart_kind(i + 1) == NULL ? " or " : ", ");
        buffer_add_text(&names, chart_kind(i)->name);
    }
    status = diag_error(report->context, CODING_EUSAGE, "chart-unknown",
                        (diag_place){0}, "no chart %s; expected %s", name,
                        buffer_text(&names));
    buffer_free(&names);
    return status;
}

/* The table behind the colon of "tally:factor"; without one the first. */
static bool
find_table(const coding_report *report, const chart *kind, coding_span asked,
           coding_span *table)
{
    for (size_t at = 0; kind->has(report, at, table); at++)
        if (asked.length == 0 || coding_span_equal(asked, *table))
            return true;
    return false;
}

coding_status
coding_report_write_chart(coding_report *report, const char *name, FILE *out)
{
    const chart *kind;
    const char *colon = strchr(name, ':');
    size_t length = colon != NULL ? (size_t)(colon - name) : strlen(name);
    coding_span asked = coding_span_of(colon != NULL ? colon + 1 : "");
    coding_span table = {NULL, 0};
    buffer page;
    coding_status status = study_arrange(report);

    if (status != CODING_OK)
        return status;
    for (size_t i = 0; (kind = chart_kind(i)) != NULL; i++)
        if (coding_span_equal(coding_span_of(kind->name),
                              (coding_span){name, length}))
            break;
    if (kind == NULL)
        return unknown_chart(report, name);
    if (!find_table(report, kind, asked, &table))
        return diag_error(report->context, CODING_EDATA, "chart-empty",
                          (diag_place){0},
                          "the stream has no material for the chart %s", name);
    buffer_init(&page, report->context);
    buffer_add_text(&page, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    kind->draw(report, table, &page);
    return put(report, &page, out);
}
