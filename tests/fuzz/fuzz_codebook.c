/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A text as a codebook, as a guide and as cues. Of a codebook that is read:
   its order has every code once, and each code's record reads as one code
   with as many rules again. */
#include <coding/codebook.h>
#include <coding/cues.h>
#include <coding/guide.h>

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
demand(bool holds)
{
    if (!holds)
        abort();
}

static void
check_record(coding_context *context, const coding_code *code)
{
    coding_codebook *again = NULL;
    size_t lists = 0;
    coding_status status =
        coding_codebook_parse_record(context, "record", code->record, &again);

    demand(status == CODING_OK);
    for (size_t i = 0; i < code->rule_count; i++)
        lists += code->rules[i].kind == CODING_RULE_WORDS;
    demand(coding_codebook_content(again)->code_count == 1);
    demand(coding_codebook_content(again)->rule_count ==
           code->rule_count - lists);
    coding_codebook_free(again);
}

static void
check_book(coding_context *context, const coding_codebook *book)
{
    const coding_codebook_data *data = coding_codebook_content(book);
    coding_code_at *order = calloc(data->code_count, sizeof *order);
    char *seen = calloc(data->code_count, 1);
    coding_status status = coding_codebook_order(context, &book, 1, order);

    demand(order != NULL && seen != NULL);
    /* Only references to other facets can fail here. */
    demand(status == CODING_OK || status == CODING_EUSAGE);
    for (size_t i = 0; i < data->code_count; i++) {
        demand(coding_codebook_find(book, data->codes[i].id) == i);
        check_record(context, &data->codes[i]);
        if (status != CODING_OK)
            continue;
        demand(order[i].code < data->code_count && !seen[order[i].code]);
        seen[order[i].code] = 1;
    }
    free(order);
    free(seen);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const coding_span text = {(const char *)data, size};
    coding_context *context = NULL;
    coding_codebook *book = NULL;
    coding_guide *guide = NULL;
    coding_cues *cues = NULL;

    if (coding_context_new(NULL, &context) != CODING_OK)
        return 0;
    if (coding_codebook_parse(context, "fuzz/none/a.codebook", text, &book) ==
        CODING_OK)
        check_book(context, book);
    if (coding_guide_parse(context, "a.guide", text, &guide) == CODING_OK)
        demand(coding_guide_content(guide)->question_count > 0);
    if (coding_cues_parse(context, "a.cues", text, &cues) == CODING_OK)
        demand(coding_cues_content(cues)->cue_count > 0);
    coding_codebook_free(book);
    coding_guide_free(guide);
    coding_cues_free(cues);
    coding_context_free(context);
    return 0;
}
