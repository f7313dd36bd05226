/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The room matrix: figures of small hand-written streams, worked out on paper
   in the comments, and what happens at the edges. */
#include <coding/matrix.h>

#include "stream_text.h"

#define HEAD                                                                   \
    "record|document|unit|turn|role|respondent|question|start|end|facet|code|" \
    "polarity|counted|label|name|value|asked|mentions|table|text|"             \
    "attr.organisation|attr.side|attr.dyad\n"
#define CODES                                                                  \
    "code|facet=f|code=a\ncode|facet=f|code=b\n"                               \
    "code|facet=g|code=x\ncode|facet=g|code=y\n"                               \
    "code|facet=i|code=i1|label=Item one\ncode|facet=i|code=i2\n"
/* document, unit, respondent, start, end, text */
#define U(document, unit, who, start, end, text)                               \
    "unit|" document "|" unit "|" unit "|respondent|" who "|q|" start "|" end  \
    "|text=" text "\n"
/* document, unit, respondent, start, end, facet, code, counted */
#define C(document, unit, who, start, end, facet, code, counted)               \
    "coding|" document "|" unit "|" unit "|respondent|" who "|q|" start        \
    "|" end "|" facet "|" code "|affirmed|" counted "\n"

typedef struct {
    coding_status status;
    check_messages messages;
    char summary[512];
} outcome;

/* Runs lines through a matrix into sink. */
static outcome
run_lines(const char *lines, const coding_matrix_options *options,
          coding_row_sink sink)
{
    static stream_text text;
    outcome got = {0};
    coding_context *context = check_context(&got.messages);
    coding_reader *reader;
    coding_columns *result = NULL;
    coding_matrix *matrix = NULL;
    const coding_row *row = NULL;
    const char *summary = NULL;
    coding_status read = CODING_OK;

    stream_text_make(&text, lines);
    reader = stream_text_open(context, &text);
    assert_non_null(reader);
    assert_int_equal(
        coding_matrix_columns(coding_reader_columns(reader), &result),
        CODING_OK);
    got.status = coding_matrix_new(context, coding_reader_columns(reader),
                                   result, options, sink, &matrix);
    while (got.status == CODING_OK && read == CODING_OK) {
        read = coding_reader_next(reader, &row);
        if (read == CODING_OK)
            got.status = coding_matrix_take(matrix, row);
    }
    if (got.status == CODING_OK) {
        assert_int_equal(read, CODING_END);
        got.status = coding_matrix_finish(matrix);
    }
    if (got.status == CODING_OK) {
        assert_int_equal(coding_matrix_summary(matrix, &summary), CODING_OK);
        snprintf(got.summary, sizeof got.summary, "%s", summary);
    }
    coding_matrix_free(matrix);
    coding_columns_free(result);
    coding_reader_free(reader);
    coding_context_free(context);
    return got;
}

static coding_matrix_options
sides(const char *const *rows, const char *const *columns)
{
    return (coding_matrix_options){.rows = rows,
                                   .row_count = 1,
                                   .columns = columns,
                                   .column_count = 1,
                                   .pass = CODING_MATRIX_PASS_NONE};
}

static const char *const f[] = {"f"}, *const g[] = {"g"};
static const char *const who[] = {"respondent"}, *const side[] = {"side"},
                         *const dyad[] = {"dyad"};

/* Chosen cells of the rows of a part. */
static const char *
cells_of(const char *lines, coding_matrix_options options, const char *part,
         const char *cells)
{
    static stream_text_sink sink;
    outcome got;

    sink = (stream_text_sink){.record = strcmp(part, "figures") == 0
                                            ? CODING_RECORD_TEST
                                            : CODING_RECORD_CELL,
                              .cells = cells};
    options.part = part;
    got =
        run_lines(lines, &options, (coding_row_sink){stream_text_take, &sink});
    assert_int_equal(got.status, CODING_OK);
    return sink.kept.bytes;
}

/* ---- how near ---- */

/* R1, turn 1: "Aa x. Bb yy." has a and x in one sentence, b and y in the
   next; turn 2 has x alone; R2, turn 3: b overlaps y by one character. */
#define NEAR                                                                   \
    HEAD CODES "document|d\n" U("d", "1", "R1", "0", "12", "Aa x. Bb yy.")     \
        C("d", "1", "R1", "0", "2", "f", "a", "")                              \
            C("d", "1", "R1", "3", "4", "g", "x", "") C("d", "1", "R1", "6",   \
                                                        "8", "f", "b", "")     \
                C("d", "1", "R1", "9", "11", "g", "y", "")                     \
                    U("d", "2", "R1", "13", "15", "xx")                        \
                        C("d", "2", "R1", "13", "15", "g", "x", "")            \
                            U("d", "3", "R2", "16", "21", "bbyyy")             \
                                C("d", "3", "R2", "16", "19", "f", "b", "")    \
                                    C("d", "3", "R2", "18", "21", "g", "y",    \
                                      "") "end|d|mentions=7\n"
#define NEAR_CELLS "row column mentions respondents base jaccard"

static void
each_distance_includes_the_nearer(void **state)
{
    coding_matrix_options options = sides(f, g);

    (void)state;
    /* span: b and y of R2 share character 18. b has 2 passages, y 2, of the
       3 in either: 1/(2+2-1). */
    options.within = CODING_MATRIX_SPAN;
    assert_string_equal(cells_of(NEAR, options, "cells", NEAR_CELLS),
                        "a|x|0|0|2|0\na|y|0|0|2|0\nb|x|0|0|2|0\n"
                        "b|y|1|1|2|0.3333333333333333\n");
    /* sentence: a with x in R1's first, b with y in the second and in R2's. a
       is in 1 sentence, x in 2 (the second is turn 2): 1/(1+2-1). */
    options.within = CODING_MATRIX_SENTENCE;
    assert_string_equal(cells_of(NEAR, options, "cells", NEAR_CELLS),
                        "a|x|1|1|2|0.5\na|y|0|0|2|0\nb|x|0|0|2|0\n"
                        "b|y|2|2|2|1\n");
    /* turn: all four meet in turn 1. a 1 turn, y 2: 1/2; b 2, x 2: 1/3. */
    options.within = CODING_MATRIX_TURN;
    assert_string_equal(
        cells_of(NEAR, options, "cells", NEAR_CELLS),
        "a|x|1|1|2|0.5\na|y|1|1|2|0.5\nb|x|1|1|2|0.3333333333333333\n"
        "b|y|2|2|2|1\n");
    /* answer and respondent: R1 has all four, R2 b and y. */
    options.within = CODING_MATRIX_ANSWER;
    assert_string_equal(cells_of(NEAR, options, "cells", NEAR_CELLS),
                        "a|x|1|1|2|1\na|y|1|1|2|0.5\nb|x|1|1|2|0.5\n"
                        "b|y|2|2|2|1\n");
    options.within = CODING_MATRIX_RESPONDENT;
    assert_string_equal(cells_of(NEAR, options, "cells", NEAR_CELLS),
                        "a|x|1|1|2|1\na|y|1|1|2|0.5\nb|x|1|1|2|0.5\n"
                        "b|y|2|2|2|1\n");
}

static void
a_long_passage_is_in_each_sentence_it_touches(void **state)
{
    /* a runs over both sentences, x stands in the second. */
    const char *lines =
        HEAD CODES "document|d\n" U("d", "1", "R1", "0", "9", "Aaa. Bbx.")
            C("d", "1", "R1", "0", "8", "f", "a", "")
                C("d", "1", "R1", "7", "8", "g", "x", "") "end|d\n";

    (void)state;
    /* Two sentences with a, one with x: 1/2. */
    assert_string_equal(
        cells_of(lines, sides(f, g), "cells", "row column mentions jaccard"),
        "a|x|1|0.5\na|y|0|0\nb|x|0|0\nb|y|0|\n");
}

static void
a_passage_is_paired_once(void **state)
{
    /* a at 0-10 and 12-20; x at 2-4, 6-8 and 13-14, y at 5-15. a has two
       passages, x three, of which two can be paired; y one, though it overlaps
       both a. */
    const char *lines = HEAD CODES
        "document|d\n" U("d", "1", "R1", "0", "20", "aaaaaaaaaaaaaaaaaaaa")
            C("d", "1", "R1", "0", "10", "f", "a", "")
                C("d", "1", "R1", "12", "20", "f", "a", "")
                    C("d", "1", "R1", "2", "4", "g", "x", "")
                        C("d", "1", "R1", "6", "8", "g", "x", "")
                            C("d", "1", "R1", "13", "14", "g", "x", "")
                                C("d", "1", "R1", "5", "15", "g", "y",
                                  "") "end|d\n";
    coding_matrix_options options = sides(f, g);

    (void)state;
    options.within = CODING_MATRIX_SPAN;
    /* 2/(2+3-2), 1/(2+1-1) */
    assert_string_equal(
        cells_of(lines, options, "cells", "row column mentions jaccard"),
        "a|x|2|0.6666666666666666\na|y|1|0.5\nb|x|0|0\nb|y|0|0\n");
    options.rows = g;
    options.columns = f;
    assert_string_equal(
        cells_of(lines, options, "cells", "row column mentions jaccard"),
        "x|a|2|0.6666666666666666\nx|b|0|0\ny|a|1|0.5\ny|b|0|0\n");
}

static void
one_facet_with_itself(void **state)
{
    coding_matrix_options options = sides(g, g);

    (void)state;
    /* x is in 2 sentences, y in 2, never together; the diagonal is how often
       each is there. */
    assert_string_equal(cells_of(NEAR, options, "cells", NEAR_CELLS),
                        "x|x|2|1|2|1\nx|y|0|0|2|0\ny|x|0|0|2|0\ny|y|2|2|2|1\n");
    options.within = CODING_MATRIX_SPAN;
    assert_string_equal(cells_of(NEAR, options, "cells", NEAR_CELLS),
                        "x|x|2|1|2|1\nx|y|0|0|2|0\ny|x|0|0|2|0\ny|y|2|2|2|1\n");
    assert_non_null(strstr(cells_of(NEAR, options, "figures", "statistic text"),
                           "matrix_kind|together\n"));
}

/* ---- who and what counts ---- */

/* A tally judged f: R1 a twice (1, repeat) and b beyond the top, R2 b; R3 was
   asked and said nothing, R4 was not asked. R2 has no side. */
#define JUDGED                                                                 \
    HEAD CODES                                                                 \
        "respondent|respondent=R1|attr.organisation=O|attr.side=s|"            \
        "attr.dyad=D1;D2\n"                                                    \
        "respondent|respondent=R2|attr.organisation=O|attr.dyad=D1\n"          \
        "respondent|respondent=R3|attr.organisation=P|attr.side=t|"            \
        "attr.dyad=D1\n"                                                       \
        "respondent|respondent=R4|attr.organisation=Q|attr.side=u|"            \
        "attr.dyad=D2\n"                                                       \
        "document|d\n" U("d", "1", "R1", "0", "9", "w") C("d", "1", "R1", "0", \
                                                          "1", "f", "a", "1")  \
            C("d", "1", "R1", "1", "2", "f", "a", "repeat")                    \
                C("d", "1", "R1", "2", "3", "f", "b", "beyond-top")            \
                    C("d", "1", "R1", "0", "1", "i", "i1", "")                 \
                        U("d", "2", "R2", "10", "19", "w")                     \
                            C("d", "2", "R2", "10", "11", "f", "b", "1")       \
                                U("d", "3", "R4", "20", "29",                  \
                                  "w") "end|d|mentions=5\n"                    \
                                       "answer|respondent=R1|question=q|"      \
                                       "facet=f|code=a|counted=1|"             \
                                       "mentions=2|table=f\n"                  \
                                       "answer|respondent=R1|question=q|"      \
                                       "facet=f|code=b|counted=beyond-top|"    \
                                       "mentions=1|table=f\n"                  \
                                       "answer|respondent=R2|question=q|"      \
                                       "facet=f|code=b|counted=1|mentions=1|"  \
                                       "table=f\n"                             \
                                       "answer|respondent=R3|facet=f|counted=" \
                                       "0|mentions=0|table=f\n"

static void
zero_is_asked_and_empty_is_not(void **state)
{
    (void)state;
    assert_string_equal(
        cells_of(JUDGED, sides(who, f), "cells",
                 "row column n mentions respondents base"),
        "R1|a|2|2|1|1\nR1|b|0|0|0|1\nR2|a|0|0|0|1\nR2|b|1|1|1|1\n"
        "R3|a|0|0|0|1\nR3|b|0|0|0|1\nR4|a||||0\nR4|b||||0\n");
    /* Nobody of side u was asked. R2 has no side: missing. */
    assert_string_equal(
        cells_of(JUDGED, sides(f, side), "cells",
                 "row column n mentions respondents organisations base"),
        "a|s|1|2|1|1|1\na|t|0|0|0|0|1\na|u|||||0\n"
        "b|s|0|0|0|0|1\nb|t|0|0|0|0|1\nb|u|||||0\n");
    assert_non_null(strstr(cells_of(JUDGED, sides(f, side), "figures",
                                    "statistic row column value"),
                           "base|f||3\nmissing|side|empty|1\n"));
}

static void
items_are_distinct_codes(void **state)
{
    coding_matrix_options options = sides(f, side);

    (void)state;
    /* i1 stands in the sentence of R1's a, twice met and one item; it is not
       judged by a tally, so it counts because it is affirmed. */
    options.items = "i";
    assert_string_equal(
        cells_of(JUDGED, options, "cells", "row column n items mentions"),
        "a|s|1|1|2\na|t|0|0|0\na|u|||\n"
        "b|s|0|0|0\nb|t|0|0|0\nb|u|||\n");
    assert_string_equal(
        cells_of(JUDGED, options, "items",
                 "table row column facet code label respondents organisations"),
        "f x side: items|a|s|i|i1|Item one|1|1\n");
    options.within = CODING_MATRIX_SPAN;
    assert_string_equal(
        cells_of(JUDGED, options, "items", "row column code mentions"),
        "a|s|i1|1\n");
}

static void
answers_stand_for_codings_that_were_dropped(void **state)
{
    /* What an --only leaves: no units, no codings, an `end` without counts. */
    const char *lines = HEAD CODES
        "respondent|respondent=R1|attr.side=s\n"
        "respondent|respondent=R2|attr.side=t\n"
        "document|d\nend|d\n"
        "answer|respondent=R1|question=q|facet=f|code=a|counted=1|mentions=2\n"
        "answer|respondent=R1|question=q|facet=g|code=x|counted=1|mentions=1\n"
        "answer|respondent=R2|question=q|facet=f|code=a|counted=1|mentions=1\n"
        "answer|respondent=R2|question=p|facet=g|code=x|counted=1|mentions=3\n";
    coding_matrix_options options = sides(f, side);
    outcome got;
    stream_text_sink sink = {.record = CODING_RECORD_CELL, .cells = "n"};

    (void)state;
    assert_string_equal(
        cells_of(lines, options, "cells", "row column mentions respondents"),
        "a|s|2|1\na|t|1|1\nb|s|0|0\nb|t|0|0\n");
    /* R2 gave a and x to two questions: a respondent, but no answer. */
    options.columns = g;
    options.within = CODING_MATRIX_ANSWER;
    assert_string_equal(
        cells_of(lines, options, "cells", "row column mentions respondents"),
        "a|x|1|1\na|y|0|0\nb|x|0|0\nb|y|0|0\n");
    options.within = CODING_MATRIX_RESPONDENT;
    assert_string_equal(
        cells_of(lines, options, "cells", "row column mentions respondents"),
        "a|x|2|2\na|y|0|0\nb|x|0|0\nb|y|0|0\n");
    options.within = CODING_MATRIX_SENTENCE;
    got =
        run_lines(lines, &options, (coding_row_sink){stream_text_take, &sink});
    assert_int_equal(got.status, CODING_EDATA);
    assert_true(check_said(&got.messages, "matrix-dropped"));
}

static void
who_counted_is_told(void **state)
{
    coding_matrix_options options = sides(f, g);
    stream_text_sink sink = {.record = CODING_RECORD_CELL, .cells = "n"};
    outcome got =
        run_lines(JUDGED, &options, (coding_row_sink){stream_text_take, &sink});

    (void)state;
    /* f: 3 of 4 codings count; g has none. */
    assert_string_equal(
        got.summary,
        "cells=2 x 2; n=respondents; within=sentence; f=3 codings that a tally "
        "counted, left out 1, base 3 respondents; g=0 codings, affirmed and of "
        "respondents (no tally), base 3 respondents");
}

static void
levels_are_those_of_the_dictionary(void **state)
{
    /* Side s is "Left", u "Upper" though nobody has it, s stands last; 9 is no
       answer; t is not listed. */
    const char *lines = HEAD CODES
        "question|question=side|name=single|value=level: u=Upper\\nlevel: "
        "s=Left\\nmissing: 9=refused\n"
        "respondent|respondent=R1|attr.side=s\n"
        "respondent|respondent=R2|attr.side=9\n"
        "respondent|respondent=R3|attr.side=t\n"
        "document|d\n" U("d", "1", "R1", "0", "9", "w")
            C("d", "1", "R1", "0", "1", "f", "a", "")
                U("d", "2", "R2", "10", "19", "w")
                    C("d", "2", "R2", "10", "11", "f", "a", "")
                        U("d", "3", "R3", "20", "29", "w") "end|d|mentions=2\n";

    (void)state;
    assert_string_equal(
        cells_of(lines, sides(f, side), "cells", "row column n base"),
        "a|Upper||0\na|Left|1|1\na|t|0|1\n"
        "b|Upper||0\nb|Left|0|1\nb|t|0|1\n");
    assert_non_null(strstr(cells_of(lines, sides(f, side), "figures",
                                    "statistic row column value"),
                           "missing|side|empty|1\n"));
}

/* ---- dyads ---- */

static void
dyads_are_both_one_or_neither(void **state)
{
    /* D1 has L1 (side l) and M1 (side m), D2 has L1 and M2, D3 has M2 alone.
       a: L1 and M1; b: M2. */
    const char *lines = HEAD CODES
        "respondent|respondent=L1|attr.side=l|attr.dyad=D1; D2\n"
        "respondent|respondent=M1|attr.side=m|attr.dyad=D1\n"
        "respondent|respondent=M2|attr.side=m|attr.dyad=D3;D2\n"
        "document|d\n" U("d", "1", "M2", "0", "9", "w")
            C("d", "1", "M2", "0", "1", "f", "b", "")
                U("d", "2", "L1", "10", "19", "w") C("d", "2", "L1", "10", "11",
                                                     "f", "a", "")
                    U("d", "3", "M1", "20", "29", "w")
                        C("d", "3", "M1", "20", "21", "f", "a", "") "end|d\n";
    const char *figures;

    (void)state;
    assert_string_equal(cells_of(lines, sides(f, dyad), "cells",
                                 "row column value respondents"),
                        "a|D1|both|2\na|D2|l only|1\na|D3||0\n"
                        "b|D1|neither|0\nb|D2|m only|1\nb|D3||1\n");
    /* One discordant pair: exact p is 1. */
    figures = cells_of(lines, sides(f, dyad), "figures",
                       "statistic row column value");
    assert_non_null(
        strstr(figures, "dyads_both|a||1\ndyads_first_only|a|l only|1\n"
                        "dyads_second_only|a|m only|0\ndyads_neither|a||0\n"
                        "mcnemar_exact_p|a||1\n"
                        "dyads_both|b||0\ndyads_first_only|b|l only|0\n"
                        "dyads_second_only|b|m only|1\ndyads_neither|b||1\n"));
}

/* ---- faults ---- */

static void
refused(const char *lines, const coding_matrix_options *options,
        coding_status status, const char *id, const char *words)
{
    stream_text_sink sink = {.record = CODING_RECORD_CELL, .cells = "n"};
    outcome got =
        run_lines(lines, options, (coding_row_sink){stream_text_take, &sink});

    assert_int_equal(got.status, status);
    assert_true(check_said(&got.messages, id));
    assert_non_null(strstr(got.messages.texts[0], words));
}

static void
names_that_are_nothing_or_two_things(void **state)
{
    const char *one = NULL;
    coding_matrix_options options = sides(&one, g);

    (void)state;
    one = "sidee";
    refused(NEAR, &options, CODING_EUSAGE, "variable-unknown",
            "did you mean side?");
    one = "attr:sdie";
    refused(NEAR, &options, CODING_EUSAGE, "attribute-unknown", "'side'");
    one = "code:f/c";
    refused(NEAR, &options, CODING_EUSAGE, "variable-unknown",
            "no code f/c in the stream; did you mean f/a?");
    one = "core:side";
    refused(NEAR, &options, CODING_EUSAGE, "variable-unknown",
            "core:respondent");
    one = "facet:ff";
    refused(NEAR, &options, CODING_EUSAGE, "variable-unknown", "no facet ff");
    one = "side";
    refused(HEAD CODES "code|facet=side|code=z\n", &options, CODING_EUSAGE,
            "variable-ambiguous", "attr: facet:");
    options.columns = side;
    refused(NEAR, &options, CODING_EUSAGE, "matrix-names", "crosstab");
    options.columns = g;
    options.items = "j";
    one = "f";
    refused(NEAR, &options, CODING_EUSAGE, "variable-unknown", "no facet j");
    options.items = NULL;
    options.cell = CODING_MATRIX_ITEMS;
    refused(NEAR, &options, CODING_EUSAGE, "matrix-items", "--items FACET");
    options.row_count = 0;
    refused(NEAR, &options, CODING_EUSAGE, "matrix-names", "-r ROWS");
}

static void
several_names_are_codes(void **state)
{
    const char *const picked[] = {"code:g/y", "code:f/a"};
    const char *const mixed[] = {"f", "side"};
    coding_matrix_options options = sides(picked, side);

    (void)state;
    options.row_count = 2;
    assert_string_equal(cells_of(JUDGED, options, "cells", "row column n"),
                        "y|s|0\ny|t|\ny|u|0\na|s|1\na|t|0\na|u|\n");
    options.rows = mixed;
    refused(NEAR, &options, CODING_EUSAGE, "matrix-names", "one attribute");
}

static void
streams_that_do_not_fit(void **state)
{
    coding_matrix_options options = sides(f, g);

    (void)state;
    refused(HEAD CODES "document|d\n" C("d", "7", "R1", "0", "1", "f", "a", ""),
            &options, CODING_EDATA, "matrix-unit", "unit 7");
    refused(HEAD CODES "document|d\n" U("d", "1", "R1", "0", "9", "w")
                C("d", "1", "R1", "0", "1", "f", "a", "1")
                    C("d", "1", "R1", "1", "2", "f", "a", "") "end|d\n",
            &options, CODING_EDATA, "matrix-half-tallied", "facet f");
    options.pass = CODING_MATRIX_PASS_ALL;
    refused(HEAD CODES "count|table=f x g\n", &options, CODING_EUSAGE,
            "table-taken", "'f x g'");
}

static void
documents_may_be_mixed(void **state)
{
    /* Units and codings of d and e take turns: the same as one after the
       other. */
    const char *apart = HEAD CODES "document|d\n" U(
        "d", "1", "R1", "0", "9", "w") C("d", "1", "R1", "0", "1", "f", "a", "")
        C("d", "1", "R1", "1", "2", "g", "x",
          "") "end|d\n"
              "document|e\n" U("e", "1", "R2", "0", "9", "w")
                  C("e", "1", "R2", "0", "1", "f", "b", "")
                      C("e", "1", "R2", "1", "2", "g", "x", "") "end|e\n";
    const char *mixed = HEAD CODES "document|e\ndocument|d\n" U(
        "e", "1", "R2", "0", "9", "w") C("e", "1", "R2", "1", "2", "g", "x", "")
        U("d", "1", "R1", "0", "9", "w")
            C("d", "1", "R1", "1", "2", "g", "x", "")
                C("e", "1", "R2", "0", "1", "f", "b", "")
                    C("d", "1", "R1", "0", "1", "f", "a", "") "end|d\nend|e\n";
    char wanted[4096];

    (void)state;
    snprintf(wanted, sizeof wanted, "%s",
             cells_of(apart, sides(f, g), "cells", NEAR_CELLS));
    assert_string_equal(wanted, "a|x|1|1|2|0.5\na|y|0|0|2|0\n"
                                "b|x|1|1|2|0.5\nb|y|0|0|2|0\n");
    assert_string_equal(cells_of(mixed, sides(f, g), "cells", NEAR_CELLS),
                        wanted);
}

/* ---- memory ---- */

static coding_status
drop(void *user, const coding_row *row)
{
    (void)user;
    (void)row;
    return CODING_OK;
}

static coding_status
work(coding_context *context, const char *lines,
     const coding_matrix_options *options)
{
    static stream_text text;
    coding_reader *reader;
    coding_columns *result = NULL;
    coding_matrix *matrix = NULL;
    coding_status status = CODING_OK;
    const coding_row *row = NULL;

    stream_text_make(&text, lines);
    reader = stream_text_open(context, &text);
    if (reader == NULL)
        return CODING_ESYSTEM;
    status = coding_matrix_columns(coding_reader_columns(reader), &result);
    if (status == CODING_OK)
        status =
            coding_matrix_new(context, coding_reader_columns(reader), result,
                              options, (coding_row_sink){drop, NULL}, &matrix);
    while (status == CODING_OK) {
        status = coding_reader_next(reader, &row);
        if (status == CODING_OK)
            status = coding_matrix_take(matrix, row);
    }
    if (status == CODING_END)
        status = coding_matrix_finish(matrix);
    coding_matrix_free(matrix);
    coding_columns_free(result);
    coding_reader_free(reader);
    return status;
}

static coding_status
pair_codes(coding_context *context)
{
    coding_matrix_options options = sides(f, g);

    options.items = "i";
    return work(context, NEAR, &options);
}

static coding_status
pair_spans(coding_context *context)
{
    coding_matrix_options options = sides(f, g);

    options.items = "i";
    options.within = CODING_MATRIX_SPAN;
    return work(context, NEAR, &options);
}

static coding_status
pair_dyads(coding_context *context)
{
    coding_matrix_options options = sides(f, dyad);

    options.within = CODING_MATRIX_ANSWER;
    options.items = "i";
    options.pass = CODING_MATRIX_PASS_ALL;
    return work(context, JUDGED, &options);
}

static void
memory_that_runs_out_is_told(void **state)
{
    (void)state;
    check_every_failure(pair_codes);
    check_every_failure(pair_spans);
    check_every_failure(pair_dyads);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_distance_includes_the_nearer),
        cmocka_unit_test(a_long_passage_is_in_each_sentence_it_touches),
        cmocka_unit_test(a_passage_is_paired_once),
        cmocka_unit_test(one_facet_with_itself),
        cmocka_unit_test(zero_is_asked_and_empty_is_not),
        cmocka_unit_test(items_are_distinct_codes),
        cmocka_unit_test(answers_stand_for_codings_that_were_dropped),
        cmocka_unit_test(who_counted_is_told),
        cmocka_unit_test(levels_are_those_of_the_dictionary),
        cmocka_unit_test(dyads_are_both_one_or_neither),
        cmocka_unit_test(names_that_are_nothing_or_two_things),
        cmocka_unit_test(several_names_are_codes),
        cmocka_unit_test(streams_that_do_not_fit),
        cmocka_unit_test(documents_may_be_mixed),
        cmocka_unit_test(memory_that_runs_out_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
