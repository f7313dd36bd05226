/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See coding_desk.h. */
#include "coding_desk.h"

#include "base/utf8.h"

typedef struct {
    coding_context *context;
    const desk_task *task;
    desk_result *out;
    coding_columns *columns, *result;
    coding_cells *cells;
    coding_core core;
    size_t side;
    uint64_t start, unit, turn;
    const char *document;
} desk;

static void add(char *text, size_t size, const char *format, ...)
    CODING_PRINTF(3, 4);

static void
add(char *text, size_t size, const char *format, ...)
{
    size_t length = strlen(text);
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(text + length, size - length, format, arguments);
    va_end(arguments);
}

#define CELL(row, name)                                                        \
    coding_row_cell((row), coding_columns_find((row)->columns, (name)))
#define PRINT(span) (int)(span).length, (span).length > 0 ? (span).at : ""

static void
print_coding(const coding_row *row, desk_result *out)
{
    coding_span code = CELL(row, "code"), rule = CELL(row, "pattern");
    coding_span start = CELL(row, "start"), end = CELL(row, "end");
    coding_span text = CELL(row, "text"), value = CELL(row, "value");
    coding_span polarity = CELL(row, "polarity");

    add(out->codings, sizeof out->codings, "%.*s %.*s %.*s-%.*s %.*s",
        PRINT(code), PRINT(rule), PRINT(start), PRINT(end), PRINT(text));
    if (!coding_span_is(polarity, "affirmed") || value.length > 0)
        add(out->codings, sizeof out->codings, " (%.*s%s%.*s)", PRINT(polarity),
            value.length > 4 ? " by " : "",
            value.length > 4 ? (int)value.length - 4 : 0,
            value.length > 4 ? value.at + 4 : "");
    add(out->codings, sizeof out->codings, "\n");
}

static coding_status
take(void *user, const coding_row *row)
{
    desk_result *out = user;

    add(out->records, sizeof out->records, "%c",
        coding_record_name(row->record)[0]);
    if (row->record == CODING_RECORD_CODING)
        print_coding(row, out);
    if (row->record == CODING_RECORD_END)
        add(out->end, sizeof out->end, "%.*s ", PRINT(CELL(row, "mentions")));
    return CODING_OK;
}

static void
make_columns(desk *on)
{
    static const char *const names[] = {
        "document", "unit",  "turn", "speaker", "role",      "respondent",
        "question", "start", "end",  "units",   "attr.side", "text"};

    assert_int_equal(coding_columns_new(on->context, &on->columns), CODING_OK);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_int_equal(
            coding_columns_add(on->columns, coding_span_of(names[i])),
            CODING_OK);
    assert_int_equal(coding_coder_columns(on->columns, &on->result), CODING_OK);
    assert_int_equal(coding_cells_new(on->context, on->columns, &on->cells),
                     CODING_OK);
    on->core = coding_core_of(on->columns);
    on->side = coding_columns_attribute(on->columns, coding_span_of("side"));
}

static coding_status
give_document(desk *on, coding_record record, coding_coder *coder)
{
    coding_cells_begin(on->cells, record);
    coding_cells_text(on->cells, on->core.document,
                      coding_span_of(on->document));
    if (record == CODING_RECORD_END)
        coding_cells_unsigned(on->cells, on->core.units, on->unit);
    return coding_coder_take(coder, coding_cells_row(on->cells));
}

static coding_status
give_unit(desk *on, const desk_unit *unit, coding_coder *coder)
{
    size_t length = utf8_length(coding_span_of(unit->text));
    coding_cells *cells = on->cells;
    coding_status status;

    on->turn = unit->turn > 0 ? unit->turn : on->turn + 1;
    coding_cells_begin(cells, CODING_RECORD_UNIT);
    coding_cells_text(cells, on->core.document, coding_span_of(on->document));
    coding_cells_unsigned(cells, on->core.unit, ++on->unit);
    coding_cells_unsigned(cells, on->core.turn, on->turn);
    coding_cells_text(cells, on->core.speaker, coding_span_of(unit->speaker));
    coding_cells_text(
        cells, on->core.role,
        coding_span_of(unit->role != NULL ? unit->role : "respondent"));
    coding_cells_text(cells, on->core.respondent,
                      coding_span_of(unit->respondent));
    coding_cells_text(cells, on->core.question, coding_span_of(unit->question));
    coding_cells_unsigned(cells, on->core.start, on->start);
    coding_cells_unsigned(cells, on->core.end, on->start + length);
    coding_cells_text(cells, on->side, coding_span_of(unit->side));
    coding_cells_text(cells, on->core.text, coding_span_of(unit->text));
    status = coding_coder_take(coder, coding_cells_row(cells));
    on->start += length + 1;
    return status;
}

static coding_status
give_rows(desk *on, coding_coder *coder)
{
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < on->task->count; i++) {
        const desk_unit *unit = &on->task->units[i];
        const char *document = unit->document != NULL ? unit->document : "d";

        if (on->document != NULL && strcmp(document, on->document) != 0)
            status = give_document(on, CODING_RECORD_END, coder);
        if (on->document == NULL || strcmp(document, on->document) != 0) {
            on->document = document;
            on->unit = on->start = on->turn = 0;
            if (status == CODING_OK)
                status = give_document(on, CODING_RECORD_DOCUMENT, coder);
        }
        if (status == CODING_OK)
            status = give_unit(on, unit, coder);
    }
    if (status == CODING_OK && on->document != NULL)
        status = give_document(on, CODING_RECORD_END, coder);
    return status == CODING_OK ? coding_coder_finish(coder) : status;
}

void
desk_run(const desk_task *task, desk_result *out)
{
    coding_context_options wanted = {
        .limits = task->limits, .sink = check_keep, .sink_user = &out->kept};
    desk on = {.task = task, .out = out};
    coding_codebook *books[3] = {NULL};
    coding_cues *cues[3] = {NULL};
    coding_coder_options options = task->options;
    coding_coder *coder = NULL;
    const char *summary = NULL;

    *out = (desk_result){.status = CODING_OK};
    assert_int_equal(coding_context_new(&wanted, &on.context), CODING_OK);
    for (size_t i = 0; i < 3 && task->books[i] != NULL; i++) {
        assert_int_equal(coding_codebook_parse(on.context, "desk.codebook",
                                               coding_span_of(task->books[i]),
                                               &books[i]),
                         CODING_OK);
        if (task->cues != NULL)
            assert_int_equal(coding_cues_parse(on.context, "desk.cues",
                                               coding_span_of(task->cues),
                                               &cues[i]),
                             CODING_OK);
        options.book_count++;
    }
    options.books = (const coding_codebook *const *)books;
    options.cues = (const coding_cues *const *)cues;
    make_columns(&on);
    out->status = coding_coder_new(on.context, on.columns, on.result, &options,
                                   (coding_row_sink){take, out}, &coder);
    if (out->status == CODING_OK)
        out->status = give_rows(&on, coder);
    if (out->status == CODING_OK) {
        out->counts = coding_coder_count(coder);
        assert_int_equal(coding_coder_summary(coder, &summary), CODING_OK);
        (void)snprintf(out->summary, sizeof out->summary, "%s", summary);
    }
    coding_coder_free(coder);
    coding_cells_free(on.cells);
    coding_columns_free(on.columns);
    coding_columns_free(on.result);
    for (size_t i = 0; i < 3; i++) {
        coding_cues_free(cues[i]);
        coding_codebook_free(books[i]);
    }
    coding_context_free(on.context);
}

void
desk_check(const char *book, const char *text, const char *codings)
{
    const desk_unit unit = {.speaker = "R", .respondent = "R", .text = text};
    const desk_task task = {.books = {book}, .units = &unit, .count = 1};
    desk_result *got = malloc(sizeof *got);

    assert_non_null(got);
    desk_run(&task, got);
    assert_int_equal(got->status, CODING_OK);
    assert_string_equal(got->codings, codings);
    free(got);
}
