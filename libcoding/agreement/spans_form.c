/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Passages that coders marked themselves: `# length L`, then coder, begin,
   length, code. */
#include <coding/stats_unitizing.h>
#include <coding/stream.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "agreement/agreement_inside.h"
#include "agreement/layout.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/number.h"

typedef struct {
    const whole_table *file;
    arena keep;
    map coders, codes;
    coding_span *names; /* of the codes, in order of bytes */
    coding_stats_segment *segments;
    uint64_t length;
} spans_file;

static int
by_bytes(const void *left, const void *right)
{
    const coding_span *a = left, *b = right;

    return coding_span_compare(*a, *b);
}

static coding_status
read_segment(spans_file *of, size_t row)
{
    const whole_table *file = of->file;
    coding_stats_segment *to = &of->segments[row];
    size_t coder = 0, code = 0;
    coding_status status;

    if (!number_to_unsigned(whole_cell(file, row, 1), &to->begin) ||
        to->begin >= of->length)
        return whole_bad_cell(file, "span-invalid", row, 1,
                              "a position inside the text, from 0");
    if (!number_to_unsigned(whole_cell(file, row, 2), &to->length) ||
        to->length == 0 || to->length > of->length - to->begin)
        return whole_bad_cell(file, "span-invalid", row, 2,
                              "a length of 1 or more that ends inside the "
                              "text");
    status = map_add(&of->coders, whole_cell(file, row, 0), &coder);
    if (status == CODING_OK)
        status = map_add(&of->codes, whole_cell(file, row, 3), &code);
    to->coder = (uint32_t)coder;
    to->code = (uint32_t)code;
    return status;
}

static coding_status
order_codes(spans_file *of)
{
    size_t count = of->codes.count;
    uint32_t *place = NULL;
    coding_status status = ARENA_ARRAY(&of->keep, count + 1, &of->names);

    if (status == CODING_OK)
        status = ARENA_ARRAY(&of->keep, count + 1, &place);
    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < count; i++)
        of->names[i] = map_name(&of->codes, i);
    qsort(of->names, count, sizeof *of->names, by_bytes);
    for (size_t i = 0; i < count; i++)
        place[map_find(&of->codes, of->names[i])] = (uint32_t)i;
    for (size_t i = 0; i < of->file->rows; i++)
        of->segments[i].code = place[of->segments[i].code];
    return CODING_OK;
}

static coding_status
speak(coding_agreement *agreement, const agreement_subject *subject,
      const agreement_figures *figures, size_t codes)
{
    static const char *const measures[] = {"alpha_u_code", "alpha_position",
                                           "segment_f1"};
    size_t width = layout_width(subject->names, codes);
    buffer *out = &agreement->words;
    const coding_span none = {NULL, 0};
    coding_status status;

    if (!agreement->options.lines)
        return CODING_OK;
    layout_name(out, coding_span_of("code"), width);
    buffer_add_text(out, "  alpha_U  positions  segments");
    status = agreement_say(agreement, subject->table, none, "line");
    for (size_t c = 0; status == CODING_OK && c < codes; c++) {
        layout_name(out, subject->names[c], width);
        for (size_t k = 0; k < sizeof measures / sizeof *measures; k++) {
            buffer_add_text(out, k == 0 ? "  " : "    ");
            layout_share(out, agreement_figure_at(figures, measures[k], c + 1));
        }
        status =
            agreement_say(agreement, subject->table, subject->names[c], "line");
    }
    if (status != CODING_OK)
        return status;
    layout_name(out, coding_span_of("all"), width + 2);
    layout_share(out, agreement_figure(figures, "alpha_u"));
    return agreement_say(agreement, subject->table, none, "line");
}

static coding_status
analyse(coding_agreement *agreement, const spans_file *of)
{
    const coding_stats_continuum data = {.length = of->length,
                                         .coders = of->coders.count,
                                         .codes = of->codes.count,
                                         .count = of->file->rows,
                                         .segments = of->segments};
    const agreement_subject subject = {
        .table = of->file->title,
        .names = of->names,
        .n = (double)of->length,
        .undefined = "undefined: everybody marked all of the text"};
    agreement_figures figures;
    coding_figure_sink sink = agreement_figures_sink(&figures);
    coding_status status;

    agreement_figures_init(&figures, agreement->context);
    status = coding_stats_unitizing(agreement->context, &data, &sink);
    if (status == CODING_OK)
        status = agreement_give_figures(agreement, &subject, &figures);
    if (status == CODING_OK)
        status = speak(agreement, &subject, &figures, data.codes);
    agreement_figures_clear(&figures);
    return status;
}

static coding_status
read_spans(coding_agreement *agreement, const whole_table *file,
           uint64_t length)
{
    spans_file of = {.file = file, .length = length};
    coding_status status = whole_need(file, 4, "coder, begin, length and code");

    arena_init(&of.keep, agreement->context);
    map_init(&of.coders, agreement->context);
    map_init(&of.codes, agreement->context);
    if (status == CODING_OK)
        status = ARENA_ARRAY(&of.keep, file->rows, &of.segments);
    for (size_t i = 0; status == CODING_OK && i < file->rows; i++)
        status = read_segment(&of, i);
    if (status == CODING_OK && of.coders.count < 2)
        status = diag_error(agreement->context, CODING_EDATA, "one-coder",
                            (diag_place){file->path, 0, 0, {NULL, 0}},
                            "one coder only; expected two or more");
    if (status == CODING_OK)
        status = order_codes(&of);
    if (status == CODING_OK)
        status = analyse(agreement, &of);
    map_clear(&of.coders);
    map_clear(&of.codes);
    arena_clear(&of.keep);
    return status;
}

/* The length in a first line `# length L`, whose end is *rest. */
static bool
read_length(coding_span bytes, uint64_t *length, coding_span *rest)
{
    static const char begin[] = "# length ";
    const char *end =
        bytes.length > 0 ? memchr(bytes.at, '\n', bytes.length) : NULL;
    coding_span line = {bytes.at, bytes.length};
    size_t skip = sizeof begin - 1;

    if (end == NULL)
        return false;
    line.length = (size_t)(end - bytes.at);
    if (line.length <= skip || memcmp(line.at, begin, skip) != 0)
        return false;
    *rest = (coding_span){end, bytes.length - line.length};
    return number_to_unsigned(coding_span_trim((coding_span){
                                  line.at + skip, line.length - skip}),
                              length) &&
           *length > 0 && *length <= 1000000000;
}

coding_status
agreement_spans(coding_agreement *agreement, const char *path,
                const coding_span *bytes)
{
    coding_context *context = agreement->context;
    coding_source *source = NULL;
    coding_span text = {NULL, 0}, rest = {NULL, 0};
    whole_table file = {0};
    uint64_t length = 0;
    coding_status status = CODING_OK;

    if (bytes != NULL) {
        text = *bytes;
    } else {
        status = coding_source_open(context, path, &source);
        if (status == CODING_OK)
            status = coding_source_text(source, &text);
    }
    if (status == CODING_OK && !read_length(text, &length, &rest))
        status = diag_error(context, CODING_EDATA, "length-absent",
                            (diag_place){path, 1, 0, {NULL, 0}},
                            "expected a first line \"# length L\", the number "
                            "of positions of the text, up to 10^9");
    if (status == CODING_OK) /* from the line's end on: lines keep numbers */
        status = whole_open(context, path, &rest, &file);
    if (status == CODING_OK)
        status = read_spans(agreement, &file, length);
    whole_close(&file);
    coding_source_free(source);
    return status;
}
