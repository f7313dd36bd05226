/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Windows open with the interviewer's words and run until the next question.
   See unitize/question_windows.h. */
#include "unitize/question_windows.h"

#include "base/memory.h"
#include "pattern/engine.h"
#include "pattern/fold.h"

struct questions {
    coding_context *context;
    const coding_guide_data *guide;
    engine *patterns;
    size_t *owners; /* the question of each pattern */
    fold *copy;
};

static coding_status
compile(questions *made)
{
    const coding_guide_data *guide = made->guide;
    regex_source *sources = NULL;
    size_t count = 0;
    void *block = NULL;
    coding_status status;

    for (size_t i = 0; i < guide->question_count; i++)
        count += guide->questions[i].pattern_count;
    status = base_alloc(made->context, count * sizeof *sources, &block);
    sources = block;
    block = NULL;
    if (status == CODING_OK)
        status =
            base_alloc(made->context, count * sizeof *made->owners, &block);
    made->owners = block;
    count = 0;
    for (size_t i = 0; status == CODING_OK && i < guide->question_count; i++) {
        const coding_question *question = &guide->questions[i];

        for (size_t k = 0; k < question->pattern_count; k++) {
            const coding_question_pattern *pattern = &question->patterns[k];

            made->owners[count] = i;
            sources[count++] = (regex_source){.text = pattern->regex,
                                              .name = question->id.at,
                                              .file = pattern->place.file,
                                              .line = pattern->place.line};
        }
    }
    if (status == CODING_OK)
        status =
            engine_new(made->context, sources, count, NULL, &made->patterns);
    base_free(made->context, sources);
    return status;
}

coding_status
questions_new(coding_context *context, const coding_guide_data *guide,
              questions **out)
{
    questions *made = NULL;
    coding_status status = BASE_NEW(context, &made);

    if (status != CODING_OK)
        return status;
    made->context = context;
    made->guide = guide;
    status = fold_new(context, FOLD_FULL, &made->copy);
    if (status == CODING_OK)
        status = compile(made);
    if (status == CODING_OK)
        *out = made;
    else
        questions_free(made);
    return status;
}

void
questions_free(questions *all)
{
    if (all == NULL)
        return;
    engine_free(all->patterns);
    fold_free(all->copy);
    base_free(all->context, all->owners);
    base_free(all->context, all);
}

/* The question that text asks: of several the one asked last, which is the
   one that will be answered; of patterns that match at one place the first of
   the guide. */
static coding_status
ask(questions *all, coding_span text, size_t *out)
{
    size_t latest = 0;
    coding_status status;

    *out = QUESTIONS_NONE;
    fold_reset(all->copy);
    status = fold_add(all->copy, text);
    if (status == CODING_OK)
        status = fold_finish(all->copy);
    for (size_t i = 0; status == CODING_OK && i < fold_variants(all->copy);
         i++) {
        engine_matches found;

        status = engine_search(all->patterns, fold_text(all->copy, i), &found);
        if (status != CODING_OK)
            break;
        for (size_t k = 0; k < found.count; k++) {
            size_t question = all->owners[found.items[k].pattern];

            if (*out == QUESTIONS_NONE || found.items[k].start > latest ||
                (found.items[k].start == latest && question < *out)) {
                *out = question;
                latest = found.items[k].start;
            }
        }
    }
    return status;
}

/* Interviewers ask; in notes any line may, but the header. */
static bool
may_ask(const transcript *document, size_t piece)
{
    const transcript_piece *at = &document->pieces[piece];

    if (!document->paragraphs)
        return at->role == TRANSCRIPT_INTERVIEWER;
    return at->role == TRANSCRIPT_RESPONDENT ||
           (at->role == TRANSCRIPT_OTHER && at->heading);
}

coding_status
questions_find(questions *all, const transcript *document, questions_piece *out,
               bool *asked)
{
    coding_status status = CODING_OK;
    size_t open = QUESTIONS_NONE;

    for (size_t i = 0; status == CODING_OK && i < document->piece_count; i++) {
        const transcript_piece *piece = &document->pieces[i];
        size_t found = QUESTIONS_NONE;

        if (may_ask(document, i))
            status = ask(all,
                         (coding_span){document->text.at + piece->start,
                                       piece->end - piece->start},
                         &found);
        if (found != QUESTIONS_NONE) {
            open = found;
            asked[found] = true;
        }
        out[i] = (questions_piece){.question = open,
                                   .opens = found != QUESTIONS_NONE,
                                   .heading = found != QUESTIONS_NONE &&
                                              document->paragraphs &&
                                              piece->heading};
    }
    return status;
}
