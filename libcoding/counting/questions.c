/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The guide's questions, and who was asked the chosen one. */
#include "base/buffer.h"
#include "base/diag.h"
#include "base/memory.h"
#include "base/nearest.h"
#include "counting/counting_inside.h"

coding_status
questions_add(coding_counting *all, coding_span id, size_t *out)
{
    questions *asked = &all->asked;
    size_t before = asked->ids.count;
    coding_status status =
        BASE_GROW(all->context, &asked->ordinals, &asked->capacity, before + 1);

    if (status == CODING_OK)
        status = map_add(&asked->ids, id, out);
    if (status == CODING_OK && *out == before)
        asked->ordinals[before] = UINT64_MAX;
    return status;
}

coding_status
questions_list(coding_counting *all, const coding_row *row)
{
    size_t number = 0;
    coding_status status =
        questions_add(all, coding_row_cell(row, all->core.question), &number);

    if (status != CODING_OK)
        return status;
    all->asked.listed++;
    if (!coding_row_unsigned(row, all->core.unit, &all->asked.ordinals[number]))
        all->asked.ordinals[number] = all->asked.listed;
    return CODING_OK;
}

bool
questions_is_chosen(const coding_counting *all, const coding_row *row)
{
    return all->options.question.length == 0 ||
           coding_span_equal(coding_row_cell(row, all->core.question),
                             all->options.question);
}

coding_status
questions_cover(coding_counting *all, const coding_row *row)
{
    coding_span id = coding_row_cell(row, all->core.respondent);
    uint64_t asked = 0;
    uint64_t answered = 0;
    size_t number = 0;
    coding_status status;

    if (id.length == 0 || all->options.question.length == 0 ||
        !questions_is_chosen(all, row))
        return CODING_OK;
    status = people_add(&all->who, id, &number);
    if (status != CODING_OK)
        return status;
    coding_row_unsigned(row, all->core.asked, &asked);
    coding_row_unsigned(row, all->core.answered, &answered);
    all->asked.covered = true;
    all->who.persons[number].asked |= asked > 0;
    all->who.persons[number].answered |= answered > 0;
    return CODING_OK;
}

/* "no question 'top4' ...; did you mean 'top3'?", or all there are. */
static coding_status
refuse_question(const coding_counting *all)
{
    coding_span wanted = all->options.question;
    coding_status status;
    buffer line;

    buffer_init(&line, all->context);
    for (size_t i = 0; i < all->asked.ids.count; i++) {
        coding_span id = map_name(&all->asked.ids, i);

        if (all->asked.ordinals[i] == UINT64_MAX)
            continue;
        buffer_add_text(&line, line.length == 0 ? " " : ", ");
        buffer_add(&line, id);
        if (nearest_is_near(wanted, nearest_distance(wanted, id))) {
            buffer_free(&line);
            return diag_error(all->context, CODING_EUSAGE, "question-unknown",
                              (diag_place){0},
                              "the guide has no question '%.*s'; did you mean "
                              "'%.*s'?",
                              DIAG_SPAN(wanted), DIAG_SPAN(id));
        }
    }
    status = buffer_status(&line);
    if (status == CODING_OK)
        status = diag_error(all->context, CODING_EUSAGE, "question-unknown",
                            (diag_place){0},
                            "the guide has no question '%.*s', but:%s",
                            DIAG_SPAN(wanted), buffer_text(&line));
    buffer_free(&line);
    return status;
}

coding_status
questions_check(const coding_counting *all)
{
    size_t number;

    if (all->options.question.length == 0)
        return CODING_OK;
    if (all->asked.listed == 0)
        return diag_error(all->context, CODING_EUSAGE, "question-unknown",
                          (diag_place){0},
                          "the stream has no questions, so there is no "
                          "'%.*s'; code -g GUIDE gives them",
                          DIAG_SPAN(all->options.question));
    number = map_find(&all->asked.ids, all->options.question);
    if (number == MAP_NONE || all->asked.ordinals[number] == UINT64_MAX)
        return refuse_question(all);
    if (!all->asked.covered && !all->options.merge)
        diag_note(all->context, "coverage-absent", (diag_place){0},
                  "nothing says who was asked '%.*s': the base is those with "
                  "words in it",
                  DIAG_SPAN(all->options.question));
    return CODING_OK;
}
