/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The room counting: what counts, in which order, and who is in the base.
   Every expectation is read off the hand-written stream above it by the rules
   of docs/format/stream.md, section 5. */
#include <coding/counting.h>

#include "counting/triples.h"
#include "stream_text.h"

#define HEAD                                                                   \
    "record|document|unit|role|respondent|question|start|end|facet|code|"      \
    "pattern|polarity|rank|counted|counted_rank|family|label|name|value|"      \
    "asked|answered|mentions|units|documents|text|attr.order|attr.side\n"
/* Cells up to facet: document, unit, role, respondent, question, start, end. */
#define CODES                                                                  \
    "code||||||||f|a\n"                                                        \
    "code||||||||f|b\n"                                                        \
    "code||||||||f|c\n"                                                        \
    "question||1|||q1\n"                                                       \
    "question||2|||q2\n"

typedef struct {
    coding_context *context;
    check_messages messages;
    coding_reader *reader;
    coding_counting *counting;
    coding_status status; /* of taking and finishing */
} fixture;

static void
end(fixture *made)
{
    coding_counting_free(made->counting);
    coding_reader_free(made->reader);
    coding_context_free(made->context);
}

/* Counts the stream; status and messages tell how it went. */
static void
begin(fixture *made, const char *lines, const coding_counting_options *options)
{
    static stream_text text; /* the reader borrows it */
    const coding_row *row = NULL;
    coding_status status;

    memset(made, 0, sizeof *made);
    made->context = check_context(&made->messages);
    stream_text_make(&text, lines);
    made->reader = stream_text_open(made->context, &text);
    assert_non_null(made->reader);
    made->status =
        coding_counting_new(made->context, coding_reader_columns(made->reader),
                            options, &made->counting);
    if (made->status != CODING_OK)
        return;
    for (status = coding_reader_next(made->reader, &row);
         status == CODING_OK && made->status == CODING_OK;
         status = coding_reader_next(made->reader, &row))
        made->status = coding_counting_take(made->counting, row);
    if (made->status == CODING_OK)
        assert_int_equal(status, CODING_END);
    if (made->status == CODING_OK)
        made->status = coding_counting_finish(made->counting);
}

/* "R1:q1:a=1x2 b=2* | R2:..." with mentions after x, and * for beyond. */
static const char *
print_answers(const fixture *made)
{
    static char line[4096];
    const coding_counted_answer *answers = NULL;
    const coding_counted_respondent *who = NULL;
    const coding_counted_code *codes = NULL;
    size_t count = coding_counting_answers(made->counting, &answers);
    size_t at = 0;

    coding_counting_respondents(made->counting, &who);
    coding_counting_codes(made->counting, &codes);
    line[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        const coding_counted_answer *a = &answers[i];
        coding_span question =
            coding_counting_question(made->counting, a->question);
        bool same = i > 0 && answers[i - 1].respondent == a->respondent &&
                    answers[i - 1].question == a->question;

        if (!same)
            at += (size_t)snprintf(
                line + at, sizeof line - at, "%s%s:%.*s:", i > 0 ? " | " : "",
                who[a->respondent].id.at, (int)question.length,
                question.at != NULL ? question.at : "");
        else
            at += (size_t)snprintf(line + at, sizeof line - at, " ");
        if (a->code == CODING_NO_ITEM)
            at += (size_t)snprintf(line + at, sizeof line - at, "none");
        else
            at += (size_t)snprintf(line + at, sizeof line - at, "%s=%zux%d%s",
                                   codes[a->code].id.at, a->rank,
                                   (int)a->mentions, a->counted ? "" : "*");
    }
    return line;
}

static const char *
print_left_out(const fixture *made)
{
    static char line[1024];
    const coding_left_out *left = NULL;
    size_t count = coding_counting_left_out(made->counting, &left);
    size_t at = 0;

    line[0] = '\0';
    for (size_t i = 0; i < count; i++)
        at += (size_t)snprintf(line + at, sizeof line - at, "%s%d %s",
                               i > 0 ? ", " : "", (int)left[i].codings,
                               left[i].reason.at);
    return line;
}

/* ---- order within an answer ---- */

static void
orders_by_start_then_codebook(void **state)
{
    fixture made;

    (void)state;
    begin(&made,
          HEAD CODES "respondent||||R1\n"
                     "document|d\n"
                     "coding|d|1|respondent|R1|q1|30|31|f|a|p|affirmed\n"
                     "coding|d|1|respondent|R1|q1|10|11|f|c|p|affirmed\n"
                     "coding|d|1|respondent|R1|q1|10|11|f|b|p|affirmed\n",
          &(coding_counting_options){0});
    assert_int_equal(made.status, CODING_OK);
    assert_string_equal(print_answers(&made), "R1:q1:b=1x1 c=2x1 a=3x1");
    end(&made);
}

static void
orders_by_rank_order_and_document(void **state)
{
    fixture made;

    /* c is ranked; a stands in the interview of 2011-05-03, b in the later
       one, whose document name comes first. */
    (void)state;
    begin(&made,
          HEAD CODES "respondent||||R1\n"
                     "document|a.txt\n"
                     "coding|a.txt|1|respondent|R1|q1|1|2|f|b|p|affirmed"
                     "|attr.order=2011-10-01\n"
                     "coding|a.txt|1|respondent|R1|q1|3|4|f|c|p|affirmed|1"
                     "|attr.order=2011-10-01\n"
                     "document|b.txt\n"
                     "coding|b.txt|1|respondent|R1|q1|9|10|f|a|p|affirmed"
                     "|attr.order=2011-05-03\n",
          &(coding_counting_options){0});
    assert_int_equal(made.status, CODING_OK);
    assert_string_equal(print_answers(&made), "R1:q1:c=1x1 a=2x1 b=3x1");
    end(&made);

    /* Without an order the document's name decides; 9 comes before 10. */
    begin(&made,
          HEAD CODES "document|b.txt\n"
                     "coding|b.txt|1|respondent|R1|q1|1|2|f|b|p|affirmed\n"
                     "document|a.txt\n"
                     "coding|a.txt|1|respondent|R1|q1|9|10|f|a|p|affirmed\n"
                     "document|c.txt\n"
                     "coding|c.txt|1|respondent|R2|q1|1|2|f|c|p|affirmed"
                     "|attr.order=10\n"
                     "document|d.txt\n"
                     "coding|d.txt|1|respondent|R2|q1|1|2|f|a|p|affirmed"
                     "|attr.order=9\n",
          &(coding_counting_options){0});
    assert_string_equal(print_answers(&made),
                        "R1:q1:a=1x1 b=2x1 | R2:q1:a=1x1 c=2x1");
    end(&made);
}

/* ---- what counts ---- */

#define TRAPS                                                                  \
    HEAD CODES                                                                 \
        "respondent||||R1\n"                                                   \
        "respondent||||R2\n"                                                   \
        "document|d\n"                                                         \
        "coding|d|1|interviewer|||1|2|f|a|p|affirmed\n"                        \
        "coding|d|2|respondent||q1|3|4|f|a|p|affirmed\n"                       \
        "coding|d|2|respondent|R1|q2|5|6|f|a|p|affirmed\n"                     \
        "coding|d|2|respondent|R1|q1|7|8|f|a|p|rejected\n"                     \
        "coding|d|2|respondent|R1|q1|9|10|f|b|p|affirmed|counted=removed\n"    \
        "coding|d|2|respondent|R1|q1|11|12|f|b|p|affirmed\n"                   \
        "coding|d|3|respondent|R1|q1|13|14|f|b|p|\n"                           \
        "coding|d|3|respondent|R1|q1|15|16|f|c|p|affirmed\n"                   \
        "coding|d|3|respondent|R1|q1|17|18|f|c|p|affirmed\n"                   \
        "coding|d|3|respondent|R1|q1|17|18|g|c|p|affirmed\n"                   \
        "coding|d|4|respondent|R2|q1|20|21|f|a|p|affirmed\n"

static void
tells_every_reason(void **state)
{
    static const char *const verdicts[] = {
        "role", "no-respondent", "outside-question", "rejected",   "removed",
        "1 1",  "repeat 1",      "beyond-top",       "beyond-top", "1 1"};
    static stream_text again;
    coding_counting_options options = {.question = coding_span_of("q1"),
                                       .top = 1};
    coding_reader *second;
    const coding_row *row = NULL;
    size_t met = 0;
    fixture made;

    (void)state;
    begin(&made, TRAPS, &options);
    assert_int_equal(made.status, CODING_OK);
    assert_string_equal(print_answers(&made),
                        "R1:q1:b=1x2 c=2x2* | R2:q1:a=1x1");
    assert_string_equal(print_left_out(&made),
                        "1 removed, 1 role, 1 no-respondent, "
                        "1 outside-question, 1 rejected, 1 repeat, "
                        "2 beyond-top");
    /* Replayed, each coding gets its reason. */
    stream_text_make(&again, TRAPS);
    second = stream_text_open(made.context, &again);
    while (coding_reader_next(second, &row) == CODING_OK) {
        coding_verdict verdict;
        char got[64];

        if (!coding_counting_is_mine(made.counting, row))
            continue;
        assert_int_equal(coding_counting_judge(made.counting, row, &verdict),
                         CODING_OK);
        snprintf(got, sizeof got, verdict.rank > 0 ? "%s %zu" : "%s",
                 verdict.counted.at, verdict.rank);
        assert_string_equal(got, verdicts[met++]);
    }
    assert_int_equal(met, sizeof verdicts / sizeof *verdicts);
    coding_reader_free(second);
    end(&made);
}

static void
counts_polarities_as_told(void **state)
{
    coding_counting_options options = {.question = coding_span_of("q1"),
                                       .polarity =
                                           coding_span_of("rejected, absent")};
    fixture made;

    (void)state;
    begin(&made, TRAPS, &options);
    assert_string_equal(print_answers(&made), "R1:q1:a=1x1");
    end(&made);
    options.polarity = coding_span_of("all");
    begin(&made, TRAPS, &options);
    assert_string_equal(print_answers(&made),
                        "R1:q1:a=1x1 b=2x2 c=3x2 | R2:q1:a=1x1");
    end(&made);
    options.polarity = coding_span_of("affirmd");
    begin(&made, TRAPS, &options);
    assert_int_equal(made.status, CODING_EUSAGE);
    assert_string_equal(made.messages.texts[0],
                        "'affirmd' is no polarity; did you mean 'affirmed'?");
    end(&made);
}

static void
separates_questions_in_guide_order(void **state)
{
    fixture made;

    (void)state;
    begin(&made,
          HEAD "code||||||||f|a\ncode||||||||f|b\n"
               "question||2|||late\n"
               "question||1|||early\n"
               "document|d\n"
               "coding|d|1|respondent|R1|late|1|2|f|a|p|affirmed\n"
               "coding|d|2|respondent|R1|early|5|6|f|a|p|affirmed\n"
               "coding|d|2|respondent|R1|early|3|4|f|b|p|affirmed\n",
          &(coding_counting_options){.top = 1});
    assert_string_equal(print_answers(&made),
                        "R1:early:b=1x1 a=2x1* | R1:late:a=1x1");
    end(&made);
}

static void
keeps_two_people_of_a_document_apart(void **state)
{
    const coding_counted_respondent *who = NULL;
    const coding_counted_answer *answers = NULL;
    fixture made;

    (void)state;
    begin(&made,
          HEAD CODES "document|joint\n"
                     "coding|joint|1|respondent|R2|q1|1|2|f|a|p|affirmed\n"
                     "coding|joint|2|respondent|R1|q1|3|4|f|a|p|affirmed\n"
                     "coding|joint|2|respondent|R1|q1|5|6|f|a|p|affirmed\n"
                     "coding|joint|3|respondent|R1|q1|7|8|f|a|p|affirmed\n",
          &(coding_counting_options){0});
    assert_string_equal(print_answers(&made), "R1:q1:a=1x3 | R2:q1:a=1x1");
    assert_int_equal(coding_counting_respondents(made.counting, &who), 2);
    assert_int_equal(who[0].document_count, 1);
    assert_int_equal(who[0].documents[0], who[1].documents[0]);
    coding_counting_answers(made.counting, &answers);
    assert_int_equal(answers[0].units, 2); /* unit 2 twice, unit 3 */
    end(&made);
}

static void
joins_two_documents_of_a_person(void **state)
{
    const coding_counted_answer *answers = NULL;
    fixture made;

    (void)state;
    begin(&made,
          HEAD CODES "document|z\n"
                     "coding|z|1|respondent|R1|q1|1|2|f|a|p|affirmed\n"
                     "end|z\n"
                     "document|y\n"
                     "coding|y|1|respondent|R1|q1|8|9|f|a|p|affirmed\n"
                     "coding|y|1|respondent|R1|q1|5|6|f|a|p|affirmed\n"
                     "end|y\n",
          &(coding_counting_options){0});
    assert_string_equal(print_answers(&made), "R1:q1:a=1x3");
    coding_counting_answers(made.counting, &answers);
    assert_int_equal(answers[0].units, 2); /* unit 1 of each document */
    assert_int_equal(answers[0].document_count, 2);
    assert_span(
        coding_counting_document(made.counting, answers[0].documents[0]), "y");
    assert_int_equal(answers[0].start, 5);
    end(&made);
}

/* ---- respondents ---- */

#define PEOPLE                                                                 \
    HEAD CODES "respondent||||R1|attr.side=client\n"                           \
               "respondent||||R2|attr.side=supplier\n"                         \
               "respondent||||R3|attr.side=supplier\n"                         \
               "respondent||||R4|attr.side=client\n"                           \
               "document|d\n"                                                  \
               "unit|d|1|respondent|R1|q1\n"                                   \
               "coding|d|1|respondent|R1|q1|1|2|f|a|p|affirmed\n"              \
               "unit|d|2|respondent|R2|q2\n"                                   \
               "coverage||||R1|q1|asked=1|answered=1\n"                        \
               "coverage||||R2|q1|asked=1|answered=0\n"                        \
               "coverage||||R3|q1|asked=0|answered=0\n"                        \
               "end|d\n"

static void
bases_are_as_told(void **state)
{
    coding_counting_options options = {.question = coding_span_of("q1")};
    fixture made;

    (void)state;
    begin(&made, PEOPLE, &options);
    assert_string_equal(print_answers(&made), "R1:q1:a=1x1 | R2:q1:none");
    end(&made);
    options.base = CODING_BASE_ANSWERED;
    begin(&made, PEOPLE, &options);
    assert_string_equal(print_answers(&made), "R1:q1:a=1x1");
    end(&made);
    options.base = CODING_BASE_ALL;
    begin(&made, PEOPLE, &options);
    assert_string_equal(print_answers(&made),
                        "R1:q1:a=1x1 | R2:q1:none | R3:q1:none | R4:q1:none");
    end(&made);
    begin(&made, PEOPLE, &(coding_counting_options){0});
    assert_string_equal(print_answers(&made), "R1:q1:a=1x1 | R2::none");
    end(&made);
    begin(&made, PEOPLE,
          &(coding_counting_options){.base = CODING_BASE_ANSWERED});
    assert_int_equal(made.status, CODING_EUSAGE);
    assert_true(check_said(&made.messages, "base-needs-question"));
    end(&made);
}

static void
base_without_coverage_is_told(void **state)
{
    coding_counting_options options = {.question = coding_span_of("q2")};
    fixture made;

    (void)state;
    begin(&made, PEOPLE, &options);
    assert_int_equal(made.status, CODING_OK);
    assert_true(check_said(&made.messages, "coverage-absent"));
    assert_string_equal(print_answers(&made), "R2:q2:none");
    end(&made);
}

static void
where_filters_respondents(void **state)
{
    const char *where[] = {"side=supplier|nobody"};
    coding_counting_options options = {
        .where = where, .where_count = 1, .base = CODING_BASE_ALL};
    fixture made;

    (void)state;
    begin(&made, PEOPLE, &options);
    assert_string_equal(print_answers(&made), "R2::none | R3::none");
    assert_string_equal(print_left_out(&made), "1 where");
    end(&made);
    where[0] = "attr:side=client";
    begin(&made, PEOPLE, &options);
    assert_string_equal(print_answers(&made), "R1:q1:a=1x1 | R4::none");
    end(&made);
    where[0] = "sid=client";
    begin(&made, PEOPLE, &options);
    assert_int_equal(made.status, CODING_EUSAGE);
    assert_string_equal(
        made.messages.texts[0],
        "the stream has no attribute 'sid'; did you mean 'side'?");
    end(&made);
    where[0] = "side";
    begin(&made, PEOPLE, &options);
    assert_int_equal(made.status, CODING_EUSAGE);
    assert_true(check_said(&made.messages, "where-form"));
    end(&made);
}

/* A condition on what differs between documents chooses documents. */
static void
where_chooses_documents_of_a_person(void **state)
{
    const char *where[] = {"side=x"};
    fixture made;

    (void)state;
    begin(&made,
          HEAD CODES "document|d\n"
                     "coding|d|1|respondent|R1|q1|1|2|f|a|p|affirmed"
                     "|attr.side=x\n"
                     "document|e\n"
                     "coding|e|1|respondent|R1|q1|1|2|f|b|p|affirmed"
                     "|attr.side=y\n",
          &(coding_counting_options){.where = where, .where_count = 1});
    assert_string_equal(print_answers(&made), "R1:q1:a=1x1");
    assert_true(coding_counting_varies(
        made.counting,
        coding_counting_attribute(made.counting, coding_span_of("side"))));
    end(&made);
}

/* ---- faults ---- */

static void
faults_name_what_there_is(void **state)
{
    static const struct {
        const char *lines;
        coding_counting_options options;
        coding_status status;
        const char *text;
    } cases[] = {
        {HEAD "code||||||||f|a\ncode||||||||g|a\ndocument|d\n",
         {.top = 0},
         CODING_EUSAGE,
         "the stream has several facets, --facet chooses one of: f, g"},
        {HEAD "code||||||||f|a\ndocument|d\n",
         {.facet = {"g", 1}},
         CODING_EUSAGE,
         "the stream has no such facet, --facet chooses one of: f"},
        {HEAD "document|d\n",
         {.top = 0},
         CODING_EDATA,
         "the stream has no code rows; `code` comes before a tally"},
        {HEAD CODES "document|d\ncoding|d|1|respondent|R|q1|1|2|f|z|p\n",
         {.top = 0},
         CODING_EDATA,
         "no code row names the code 'z' of facet 'f'"},
        {HEAD CODES "document|d\n"
                    "coding|d|1|respondent|R|q1|1|2|f|a|p|affirmed|rank=x\n",
         {.top = 0},
         CODING_EDATA,
         "the rank 'x' is no whole number"},
        {HEAD CODES "document|d\n",
         {.question = {"zzz", 3}},
         CODING_EUSAGE,
         "the guide has no question 'zzz', but: q1, q2"},
        {HEAD "code||||||||f|a\nquestion|||||first\ndocument|d\n",
         {.question = {"frist", 5}},
         CODING_EUSAGE,
         "the guide has no question 'frist'; did you mean 'first'?"},
        {HEAD "code||||||||f|a\ndocument|d\n",
         {.question = {"q", 1}},
         CODING_EUSAGE,
         "the stream has no questions, so there is no 'q'; code -g GUIDE "
         "gives them"},
        {HEAD CODES "document|d\n"
                    "coding|d|1|respondent|R|q1|1|2|f|a|p|affirmed|counted=1\n",
         {.top = 0},
         CODING_EUSAGE,
         "the facet 'f' has been counted in this stream already, by: the "
         "cells `counted`"},
        {HEAD "meta|name=tally|value=-n 3|text=counted=f; top=3\n"
              "code||||||||f|a\ndocument|d\n",
         {.top = 0},
         CODING_EUSAGE,
         "the facet 'f' has been counted in this stream already, by: tally "
         "-n 3"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fixture made;

        begin(&made, cases[i].lines, &cases[i].options);
        assert_int_equal(made.status, cases[i].status);
        assert_string_equal(made.messages.texts[0], cases[i].text);
        end(&made);
    }
}

/* ---- shards ---- */

#define SHARD                                                                  \
    HEAD CODES                                                                 \
        "answer|d|2||R1|q1|5||f|b|rank=1|counted=1|mentions=2|units=1\n"       \
        "answer|d|3||R1|q1|9||f|a|rank=2|counted=beyond-top|mentions=1|units=" \
        "1\n"                                                                  \
        "answer||||R2|q1|||f|mentions=0|counted=0\n"

static void
merges_answers(void **state)
{
    coding_counting_options options = {
        .merge = true, .top = 1, .question = coding_span_of("q1")};
    fixture made;

    (void)state;
    begin(&made,
          SHARD "answer|e|1||R3|q1|5||f|c|rank=1|value=documents=h/"
                "g|mentions=1|units=2\n",
          &options);
    assert_int_equal(made.status, CODING_OK);
    assert_string_equal(print_answers(&made),
                        "R1:q1:b=1x2 a=2x1* | R2:q1:none | R3:q1:c=1x1");
    const coding_counted_answer *answers = NULL;
    assert_int_equal(coding_counting_answers(made.counting, &answers), 4);
    assert_int_equal(answers[3].document_count, 3);
    assert_span(
        coding_counting_document(made.counting, answers[3].documents[1]), "g");
    end(&made);
    /* The same answer in two shards cannot be ranked again. */
    begin(&made, SHARD "answer|e|1||R1|q1|5||f|c|rank=1|mentions=1|units=1\n",
          &options);
    assert_int_equal(made.status, CODING_EDATA);
    assert_true(check_said(&made.messages, "shards-overlap"));
    end(&made);
    begin(&made, SHARD "answer|e|1||R1|q1|5||f|a|rank=1|mentions=1|units=1\n",
          &options);
    assert_int_equal(made.status, CODING_EDATA);
    assert_true(check_said(&made.messages, "shards-overlap"));
    end(&made);
    begin(&made, SHARD "answer|e|1||R3|q1|5||f|a|rank=1|mentions=1\n",
          &options);
    assert_int_equal(made.status, CODING_EDATA);
    assert_true(check_said(&made.messages, "answer-form"));
    end(&made);
}

/* ---- parts ---- */

static void
triples_number_in_order(void **state)
{
    coding_context *context = check_context(NULL);
    triples set;

    (void)state;
    triples_init(&set, context);
    assert_int_equal(triples_find(&set, (triple){1, 2, 3}), TRIPLES_NONE);
    for (int round = 0; round < 2; round++) {
        for (uint64_t i = 0; i < 5000; i++) {
            size_t number = 0;
            bool added = false;

            assert_int_equal(
                triples_add(&set, (triple){i % 7, i, i / 3}, &number, &added),
                CODING_OK);
            assert_int_equal(number, i);
            assert_int_equal(added, round == 0);
        }
    }
    assert_int_equal(triples_find(&set, (triple){3, 3, 1}), 3);
    assert_int_equal(triples_find(&set, (triple){3, 3, 2}), TRIPLES_NONE);
    triples_reset(&set);
    assert_int_equal(triples_find(&set, (triple){3, 3, 1}), TRIPLES_NONE);
    triples_clear(&set);
    coding_context_free(context);
}

static coding_status
count_all(coding_context *context)
{
    static stream_text text;
    const char *where[] = {"side=client|supplier|"};
    coding_counting_options options = {.question = coding_span_of("q1"),
                                       .where = where,
                                       .where_count = 1,
                                       .top = 1};
    coding_reader *reader = NULL;
    coding_counting *counting = NULL;
    const coding_row *row = NULL;
    static const char *const names[] = {"hand.tsv"};
    coding_span bytes;
    coding_status status;

    stream_text_make(&text, TRAPS);
    bytes = (coding_span){text.bytes, text.length};
    status = reader_open_bytes(context, names, &bytes, 1, NULL, &reader);
    if (status == CODING_OK)
        status = coding_counting_new(context, coding_reader_columns(reader),
                                     &options, &counting);
    while (status == CODING_OK) {
        status = coding_reader_next(reader, &row);
        if (status == CODING_OK)
            status = coding_counting_take(counting, row);
    }
    if (status == CODING_END)
        status = coding_counting_finish(counting);
    coding_counting_free(counting);
    coding_reader_free(reader);
    return status;
}

static void
survives_lack_of_memory(void **state)
{
    (void)state;
    check_every_failure(count_all);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(orders_by_start_then_codebook),
        cmocka_unit_test(orders_by_rank_order_and_document),
        cmocka_unit_test(tells_every_reason),
        cmocka_unit_test(counts_polarities_as_told),
        cmocka_unit_test(separates_questions_in_guide_order),
        cmocka_unit_test(keeps_two_people_of_a_document_apart),
        cmocka_unit_test(joins_two_documents_of_a_person),
        cmocka_unit_test(bases_are_as_told),
        cmocka_unit_test(base_without_coverage_is_told),
        cmocka_unit_test(where_filters_respondents),
        cmocka_unit_test(where_chooses_documents_of_a_person),
        cmocka_unit_test(faults_name_what_there_is),
        cmocka_unit_test(merges_answers),
        cmocka_unit_test(triples_number_in_order),
        cmocka_unit_test(survives_lack_of_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
