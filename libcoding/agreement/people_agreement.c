/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A program's codings against people's: the first coder is the program, the
   second people. In the units asked for, by respondents, and in passages. */
#include "agreement/agreement_inside.h"
#include "agreement/code_agreement.h"

typedef struct {
    coding_agreement *agreement;
    streams *from;
    coding_span table, facet;
    arena keep;
    size_t *codes;
    coding_span *names;
    coding_stats_confusion *counts;
    size_t count;
} people_run;

static coding_status
list_codes(people_run *run, uint32_t facet)
{
    size_t count = run->from->code_keys.count;
    coding_status status = ARENA_ARRAY(&run->keep, count + 1, &run->codes);

    if (status == CODING_OK)
        status = ARENA_ARRAY(&run->keep, count + 1, &run->names);
    if (status == CODING_OK)
        status = ARENA_ARRAY(&run->keep, count + 1, &run->counts);
    for (size_t i = 0; status == CODING_OK && i < count; i++) {
        if (run->from->codes[i].facet_number != facet)
            continue;
        run->codes[run->count] = i;
        run->names[run->count++] = run->from->codes[i].code;
    }
    return status;
}

/* Whether those given from *at on, of one case, are the program's, people's. */
static void
read_case(const cases *all, size_t *at, size_t end, bool given[2])
{
    uint32_t number = all->given[*at].number;

    given[0] = given[1] = false;
    for (; *at < end && all->given[*at].number == number; ++*at)
        given[all->given[*at].coder] = true;
}

static void
count_codes(people_run *run, const cases *all)
{
    for (size_t c = 0; c < run->count; c++) {
        coding_stats_confusion counts = {0};
        size_t at, end;

        cases_find(all, (uint32_t)run->codes[c], &at, &end);
        while (at < end) {
            bool given[2];

            read_case(all, &at, end, given);
            counts.tp += given[0] && given[1];
            counts.fp += given[0] && !given[1];
            counts.fn += !given[0] && given[1];
        }
        counts.tn = all->count - counts.tp - counts.fp - counts.fn;
        run->counts[c] = counts;
    }
}

static coding_status
name_table(people_run *run, const cases *all, coding_span *out)
{
    buffer *words = &run->agreement->words;
    coding_status status;

    buffer_reset(words);
    buffer_add(words, run->table);
    buffer_add_text(words, " by ");
    buffer_add_text(words, cases_word(all->unit));
    status = buffer_status(words);
    if (status == CODING_OK)
        status = arena_copy(&run->keep, buffer_span(words), out);
    buffer_reset(words);
    return status;
}

static coding_status
give_number(const people_run *run, coding_span table, const char *measure,
            uint64_t number)
{
    const agreement_row row = {.table = table,
                               .facet = run->facet,
                               .measure = measure,
                               .value = (double)number,
                               .low = AGREEMENT_NO_NUMBER,
                               .high = AGREEMENT_NO_NUMBER,
                               .n = (double)run->count};

    return agreement_give(run->agreement, &row);
}

static coding_status
say(const people_run *run, coding_span table, const char *measure)
{
    buffer *words = &run->agreement->words;
    coding_status status = buffer_status(words);
    const agreement_row row = {.table = table,
                               .facet = run->facet,
                               .measure = measure,
                               .value = AGREEMENT_NO_NUMBER,
                               .low = AGREEMENT_NO_NUMBER,
                               .high = AGREEMENT_NO_NUMBER,
                               .n = AGREEMENT_NO_NUMBER,
                               .text = buffer_span(words)};

    if (status == CODING_OK)
        status = agreement_give(run->agreement, &row);
    buffer_reset(words);
    return status;
}

/* Codes that so many respondents were given: by the program, by people, by
   both. */
static coding_status
give_dominant(people_run *run, coding_span table)
{
    uint64_t threshold = run->agreement->options.threshold;
    uint64_t program = 0, people = 0, both = 0;
    buffer *words = &run->agreement->words;
    coding_status status;

    for (size_t c = 0; c < run->count; c++) {
        const coding_stats_confusion *counts = &run->counts[c];
        bool found = counts->tp + counts->fp >= threshold;
        bool meant = counts->tp + counts->fn >= threshold;

        program += found;
        people += meant;
        both += found && meant;
    }
    status = give_number(run, table, "dominant_program", program);
    if (status == CODING_OK)
        status = give_number(run, table, "dominant_people", people);
    if (status == CODING_OK)
        status = give_number(run, table, "dominant_both", both);
    for (int line = 0; status == CODING_OK && line < 2; line++) {
        buffer_add_text(words, "Dominant, from ");
        buffer_add_unsigned(words, threshold);
        buffer_add_text(words, " respondents on: ");
        buffer_add_unsigned(words, both);
        buffer_add_text(words, " of ");
        buffer_add_unsigned(words, people);
        buffer_add_text(words, " codes that people find, ");
        buffer_add_unsigned(words, program - both);
        buffer_add_text(words, " others.");
        status = say(run, table, line == 0 ? "dominant" : "line");
    }
    return status;
}

/* The sampling frame. */
static coding_status
give_frame(const people_run *run, const cases *all, coding_span table)
{
    buffer *words = &run->agreement->words;

    buffer_add_unsigned(words, all->count);
    buffer_add_byte(words, ' ');
    buffer_add_text(words, cases_word(all->unit));
    buffer_add_text(words, " of ");
    buffer_add_unsigned(words, run->from->documents.count);
    buffer_add_text(words, run->from->documents.count == 1 ? " document"
                                                           : " documents");
    buffer_add_text(words, " were compared. Recall supposes that people read "
                           "all of them, and not only what the program found.");
    return say(run, table, "assumption");
}

static coding_status
compare(people_run *run, const cases *all)
{
    coding_span table = {NULL, 0};
    coding_status status = name_table(run, all, &table);

    if (status != CODING_OK)
        return status;
    count_codes(run, all);
    status = agreement_give_validation(run->agreement, table, run->facet,
                                       run->names, run->counts, run->count);
    if (status == CODING_OK)
        status = give_frame(run, all, table);
    if (status == CODING_OK && all->unit == CODING_AGREEMENT_RESPONDENT &&
        run->agreement->options.threshold > 0)
        status = give_dominant(run, table);
    return status;
}

coding_status
people_agreement(coding_agreement *agreement, streams *from, const cases *all,
                 coding_span table, uint32_t facet)
{
    people_run run = {.agreement = agreement,
                      .from = from,
                      .table = table,
                      .facet = map_name(&from->facets, facet)};
    cases respondents = {.from = from};
    coding_status status;

    arena_init(&run.keep, agreement->context);
    status = list_codes(&run, facet);
    if (status == CODING_OK)
        status = compare(&run, all);
    if (status == CODING_OK)
        status = passage_agreement(agreement, from, table, run.facet, run.codes,
                                   run.names, run.count);
    if (status == CODING_OK && all->unit != CODING_AGREEMENT_RESPONDENT) {
        status = cases_open(from, CODING_AGREEMENT_RESPONDENT, &respondents);
        if (status == CODING_OK && respondents.count > 0)
            status = compare(&run, &respondents);
    }
    cases_close(&respondents);
    arena_clear(&run.keep);
    return status;
}
