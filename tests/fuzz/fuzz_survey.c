/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as the export of a survey tool. What is accepted must be a stream
   that a reader takes, the same every time, whose units are slices of the text
   that docs/format/stream.md, section 7, defines; and a dictionary drafted of
   it must be one. The first byte chooses the format and the options. SPSS and
   Stata files are not made here: ReadStat has fuzz targets of its own. */
#include <coding/stream.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "survey/survey_inside.h"
#include "table/reader.h"

static void
give_up(const char *why)
{
    (void)fputs(why, stderr); /* abort says the rest */
    abort();
}

static coding_status
write_stream(coding_context *context, coding_survey *survey, char **text,
             size_t *length)
{
    FILE *file = open_memstream(text, length);
    coding_columns *columns = NULL;
    coding_writer *writer = NULL;
    coding_status status = coding_columns_new(context, &columns);

    if (status == CODING_OK)
        status = coding_survey_columns(survey, columns);
    if (status == CODING_OK)
        status = coding_writer_new(context, file, columns, NULL, &writer);
    if (status == CODING_OK)
        status =
            coding_survey_give(survey, columns, coding_writer_sink(writer));
    if (status == CODING_OK)
        status = coding_writer_finish(writer);
    coding_writer_free(writer);
    coding_columns_free(columns);
    return fclose(file) == 0 ? status : CODING_ESYSTEM;
}

/* Units stand one behind the other, a line feed between. */
static void
check_unit(const coding_row *row, uint64_t *units, uint64_t *point)
{
    coding_core core = coding_core_of(row->columns);
    coding_span text = coding_row_cell(row, core.text);
    uint64_t start = 0, end = 0;

    *point += *units > 0;
    ++*units;
    if (!coding_row_unsigned(row, core.start, &start) ||
        !coding_row_unsigned(row, core.end, &end) || start != *point ||
        end != start + utf8_length(text) || text.length == 0)
        give_up("a unit is no slice of the document");
    *point = end;
}

static void
check_stream(coding_context *context, const char *text, size_t length)
{
    const char *const names[] = {"written"};
    const coding_span texts[] = {{text, length}};
    coding_reader *reader = NULL;
    const coding_row *row = NULL;
    uint64_t units = 0, point = 0;
    coding_status status =
        reader_open_bytes(context, names, texts, 1, NULL, &reader);

    while (status == CODING_OK) {
        status = coding_reader_next(reader, &row);
        if (status == CODING_OK && row->record == CODING_RECORD_UNIT)
            check_unit(row, &units, &point);
    }
    coding_reader_free(reader);
    if (status != CODING_END)
        give_up("a reader refuses the stream");
}

static void
check_draft(coding_survey *survey)
{
    coding_span draft;

    if (coding_survey_draft(survey, &draft) != CODING_OK || draft.length < 8 ||
        memcmp(draft.at, "variable", 8) != 0)
        give_up("a draft is no dictionary");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = {"a.csv", "a.tsv", "a.xlsx", "a"};
    static const char *const open[] = {"a"};
    const coding_context_options limits = {
        .limits = {.turn_bytes = 4096, .file_bytes = 1 << 20}};
    coding_survey_options wanted = {0};
    coding_context *context = NULL;
    char *text[2] = {NULL, NULL};
    size_t length[2] = {0, 0};
    coding_span bytes;

    if (size < 1 || coding_context_new(&limits, &context) != CODING_OK)
        return 0;
    wanted.header_rows = (data[0] >> 2) % 8 > 4 ? 0 : (data[0] >> 2) % 8;
    wanted.labels = (data[0] & 0x20) != 0;
    wanted.id = (data[0] & 0x40) != 0 ? "" : NULL;
    wanted.open = open;
    wanted.open_count = data[0] >> 7;
    bytes = (coding_span){(const char *)data + 1, size - 1};
    for (int turn = 0; turn < 2; turn++) {
        coding_survey *survey = NULL;

        if (survey_open_bytes(context, names[data[0] % 4], bytes, &wanted,
                              &survey) == CODING_OK &&
            write_stream(context, survey, &text[turn], &length[turn]) ==
                CODING_OK) {
            check_stream(context, text[turn], length[turn]);
            check_draft(survey);
        }
        coding_survey_free(survey);
    }
    if (length[0] != length[1] ||
        (length[0] > 0 && memcmp(text[0], text[1], length[0]) != 0))
        give_up("two readings differ");
    free(text[0]);
    free(text[1]);
    coding_context_free(context);
    return 0;
}
