/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tally's meta row, and that the tallies of shards were made alike. */
#include <coding/meta.h>

#include <string.h>

#include "base/diag.h"
#include "tally/tally_inside.h"

static const char *const units[] = {"mention", "respondent", "organisation",
                                    "dyad", "document"};
static const char *const bases[] = {"default", "asked", "answered", "present",
                                    "all"};

/* What decides the answers: two shards with equal texts can be merged. */
static void
add_rules(const coding_tally *tally, buffer *out)
{
    const coding_counting_options *rules = &tally->options.counting;
    coding_base base = rules->base;

    if (base == CODING_BASE_DEFAULT)
        base = rules->question.length > 0 ? CODING_BASE_ASKED
                                          : CODING_BASE_PRESENT;
    buffer_add_text(out, "counted=");
    buffer_add(out, coding_counting_facet(tally->counting));
    buffer_add_text(out, "; question=");
    buffer_add(out, rules->question);
    buffer_add_text(out, "; top=");
    if (rules->top > 0)
        buffer_add_unsigned(out, rules->top);
    buffer_add_text(out, "; polarity=");
    buffer_add(out, rules->polarity.length > 0 ? rules->polarity
                                               : coding_span_of("affirmed"));
    buffer_add_text(out, "; base=");
    buffer_add_text(out, bases[base]);
    for (size_t i = 0; i < rules->where_count; i++) {
        buffer_add_text(out, "; where=");
        buffer_add_text(out, rules->where[i]);
    }
}

coding_status
tally_tell(coding_tally *tally)
{
    coding_meta meta = {.tool = "tally", .arguments = tally->options.arguments};
    coding_status status;
    buffer details;

    if (tally->told || tally->options.pass == CODING_TALLY_PASS_NONE)
        return CODING_OK;
    tally->told = true;
    buffer_init(&details, tally->context);
    add_rules(tally, &details);
    buffer_add_text(&details, "; unit=");
    buffer_add_text(&details, units[tally->options.unit]);
    if (tally->options.threshold > 0) {
        buffer_add_text(&details, "; threshold=");
        buffer_add_unsigned(&details, tally->options.threshold);
    }
    if (tally->options.counting.merge)
        buffer_add_text(&details, "; merge=1");
    meta.details = buffer_text(&details);
    status = buffer_status(&details);
    if (status == CODING_OK)
        status = coding_meta_give(tally->cells, &meta, tally->sink);
    buffer_free(&details);
    return status;
}

/* ---- shards ---- */

/* The text up to what does not decide the answers. */
static coding_span
rules_of(coding_span text)
{
    static const char after[] = "; unit=";

    for (size_t i = 0; i + sizeof after - 1 <= text.length; i++)
        if (memcmp(text.at + i, after, sizeof after - 1) == 0)
            return (coding_span){text.at, i};
    return text;
}

coding_status
tally_meet_meta(coding_tally *tally, const coding_row *row)
{
    static const char key[] = "counted=";
    coding_span rules = rules_of(coding_row_cell(row, tally->in.text));
    size_t number = 0;

    if (rules.length < sizeof key - 1 ||
        memcmp(rules.at, key, sizeof key - 1) != 0)
        return CODING_OK;
    return map_add(&tally->shards.made, rules, &number);
}

/* The value of a pair at the start of text, up to its end or "; ". */
static coding_span
value_of(coding_span text, const char *key)
{
    size_t length = strlen(key);
    size_t end = length;

    if (text.length < length || memcmp(text.at, key, length) != 0)
        return (coding_span){0};
    while (end < text.length && text.at[end] != ';')
        end++;
    return (coding_span){text.at + length, end - length};
}

static coding_status
check_rules(const coding_tally *tally, coding_span mine)
{
    size_t found = 0;

    for (size_t i = 0; i < tally->shards.made.count; i++) {
        coding_span theirs = map_name(&tally->shards.made, i);

        if (!coding_span_equal(value_of(theirs, "counted="),
                               coding_counting_facet(tally->counting)))
            continue;
        found++;
        if (!coding_span_equal(theirs, mine))
            return diag_error(tally->context, CODING_EUSAGE, "shards-differ",
                              (diag_place){0},
                              "a shard was tallied with \"%.*s\", this call "
                              "says \"%.*s\"; give the same options",
                              DIAG_SPAN(theirs), DIAG_SPAN(mine));
    }
    if (found > 0)
        return CODING_OK;
    return diag_error(tally->context, CODING_EDATA, "shards-uncounted",
                      (diag_place){0},
                      "no tally of facet '%.*s' stands in the stream, so there "
                      "is nothing to merge",
                      DIAG_SPAN(coding_counting_facet(tally->counting)));
}

coding_status
tally_check_shards(coding_tally *tally)
{
    coding_status status;
    buffer mine;

    buffer_init(&mine, tally->context);
    add_rules(tally, &mine);
    status = buffer_status(&mine);
    if (status == CODING_OK)
        status = check_rules(tally, buffer_span(&mine));
    buffer_free(&mine);
    return status;
}
