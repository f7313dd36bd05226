/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One line for people: what was counted, and what was left out and why. */
#include "tally/tally_inside.h"

/* A reason of docs/format/stream.md in words, behind its number. */
static const struct {
    const char *reason, *words;
} phrases[] = {
    {"removed", "removed by a correction"},
    {"role", "not in a respondent's words"},
    {"no-respondent", "without a respondent"},
    {"where", "of respondents left aside"},
    {"outside-question", "outside the question"},
    {"beyond-top", "beyond the top"},
};

static void
add_reason(const coding_tally *tally, const coding_left_out *left, buffer *out)
{
    size_t at = 0;
    size_t count = sizeof phrases / sizeof *phrases;

    while (at < count && !coding_span_is(left->reason, phrases[at].reason))
        at++;
    buffer_add_unsigned(out, left->codings);
    buffer_add_byte(out, ' ');
    if (at == count)
        buffer_add(out, left->reason);
    else
        buffer_add_text(out, phrases[at].words);
    if (!coding_span_is(left->reason, "beyond-top"))
        return;
    buffer_add_byte(out, ' ');
    buffer_add_unsigned(out, tally->options.counting.top);
}

static void
add_plural(buffer *out, uint64_t count, const char *noun)
{
    buffer_add_unsigned(out, count);
    buffer_add_byte(out, ' ');
    buffer_add_text(out, noun);
    if (count != 1)
        buffer_add_byte(out, 's');
}

static void
add_left_out(const coding_tally *tally, buffer *out)
{
    const coding_left_out *left = NULL;
    size_t count = coding_counting_left_out(tally->counting, &left);
    size_t told = 0;

    for (size_t i = 0; i < count; i++)
        if (coding_span_is(left[i].reason, "repeat")) {
            buffer_add_text(out, ", named again in ");
            add_plural(out, left[i].codings, "passage");
        }
    for (size_t i = 0; i < count; i++) {
        if (coding_span_is(left[i].reason, "repeat"))
            continue;
        buffer_add_text(out, told++ == 0 ? "; left out: " : ", ");
        add_reason(tally, &left[i], out);
    }
    if (told == 0)
        buffer_add_text(out, "; nothing left out");
}

coding_status
coding_tally_summary(coding_tally *tally, const char **out)
{
    buffer *line = &tally->summary;
    uint64_t counted = 0;

    for (size_t i = 0; i < tally->people.answer_count; i++)
        counted += tally->people.answers[i].counted;
    buffer_reset(line);
    add_plural(line, counted, "counted mention");
    buffer_add_text(line, " of ");
    add_plural(line, tally->people.respondent_count, "respondent");
    if (tally->options.counting.merge)
        buffer_add_text(line, ", merged from shards");
    else
        add_left_out(tally, line);
    *out = buffer_text(line);
    return buffer_status(line);
}
