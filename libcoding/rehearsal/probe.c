/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every pattern by itself: does it run away on a long text? A pattern that
   tries again and again is harmless on a sentence and stops the coder on an
   answer of an hour, so each is tried on long runs that are made to tempt it.
   See coding_rehearsal_patterns. */
#include "base/buffer.h"
#include "base/diag.h"
#include "base/hold.h"
#include "pattern/regex.h"
#include "rehearsal/rehearsal_inside.h"

enum {
    RUN_BYTES = 20000,     /* an answer of some 3,500 words */
    LITERALS = 6,          /* of the pattern, each repeated */
    OPTIONS_LEAST = 10,    /* so many `?` may multiply like a repetition */
    LITERAL_WORDS_MOST = 4 /* more are a quotation */
};

typedef struct {
    coding_rehearsal *all;
    regex *compiled;
    buffer text;
    bool slow;
} probe;

/* The text, repeated with a gap between, and an end that nothing expects. */
static coding_status
try_run(probe *of, coding_span piece, const char *gap)
{
    regex_span found = {0, 0};
    coding_status status;

    if (of->slow || piece.length == 0)
        return CODING_OK;
    buffer_reset(&of->text);
    while (of->text.length < RUN_BYTES &&
           buffer_status(&of->text) == CODING_OK) {
        buffer_add(&of->text, piece);
        buffer_add_text(&of->text, gap);
    }
    buffer_add_text(&of->text, "!");
    status = buffer_status(&of->text);
    while (status == CODING_OK) {
        status =
            regex_find(of->compiled, buffer_span(&of->text), found.end, &found);
    }
    of->slow = status == CODING_EDATA;
    return status == CODING_ESYSTEM ? status : CODING_OK;
}

/* A run of letters in the pattern that stand for themselves, from *at on. */
static bool
next_literal(coding_span pattern, size_t *at, coding_span *out)
{
    size_t i = *at;

    while (i < pattern.length) {
        size_t begin;

        if (pattern.at[i] == '\\') {
            i += 2;
            continue;
        }
        begin = i;
        while (i < pattern.length &&
               ((pattern.at[i] >= 'a' && pattern.at[i] <= 'z') ||
                (pattern.at[i] >= 'A' && pattern.at[i] <= 'Z')))
            i++;
        if (i > begin) {
            *out = (coding_span){pattern.at + begin, i - begin};
            *at = i;
            return true;
        }
        i++;
    }
    return false;
}

static coding_status
try_literals(probe *of, coding_span pattern)
{
    size_t at = 0;
    coding_span literal;
    coding_status status = CODING_OK;

    for (size_t n = 0; n < LITERALS && next_literal(pattern, &at, &literal) &&
                       status == CODING_OK;
         n++) {
        status = try_run(of, literal, " ");
        if (status == CODING_OK)
            status = try_run(of, literal, "");
        if (status == CODING_OK)
            status = try_run(of, (coding_span){literal.at, 1}, "");
        if (status == CODING_OK)
            status = try_run(
                of, (coding_span){literal.at + literal.length - 1, 1}, "");
    }
    return status;
}

static coding_status
try_all(probe *of, const coding_code *code, coding_span pattern)
{
    static const char *const pieces[] = {
        "a", "0", "-", "a b", "we said that and then they said this", "a, b. "};
    coding_status status = try_literals(of, pattern);

    for (size_t i = 0;
         status == CODING_OK && i < sizeof pieces / sizeof *pieces; i++) {
        status = try_run(of, coding_span_of(pieces[i]), "");
        if (status == CODING_OK)
            status = try_run(of, coding_span_of(pieces[i]), " ");
    }
    for (size_t i = 0; status == CODING_OK && i < code->example_count; i++)
        status = try_run(of, code->examples[i].text, " ");
    return status;
}

static char
byte_at(coding_span text, size_t at)
{
    if (at < text.length)
        return text.at[at];
    return '\0';
}

/* (?: (?= (?! (?< and not a call such as (?R) or (?1). */
static bool
is_plain_head(char byte)
{
    return byte == ':' || byte == '=' || byte == '!' || byte == '<';
}

/* Only what repeats, or calls itself, can try again and again. */
static bool
may_run_away(coding_span pattern)
{
    size_t options = 0;

    for (size_t i = 0; i < pattern.length; i++) {
        char byte = pattern.at[i];

        if (byte == '\\') {
            i++; /* what is escaped stands for itself */
        } else if (byte == '(' && byte_at(pattern, i + 1) == '?') {
            if (!is_plain_head(byte_at(pattern, i + 2)))
                return true;
            i += 2;
        } else if (byte == '*' || byte == '+' || byte == '{') {
            return true;
        } else {
            options += byte == '?';
        }
    }
    return options >= OPTIONS_LEAST;
}

static coding_status
probe_pattern(coding_rehearsal *all, rehearsal_finding *about,
              const coding_rule_pattern *pattern)
{
    const regex_source source = {pattern->regex, NULL, NULL, 0};
    regex_fault fault = {0};
    probe of = {.all = all};
    coding_status status;
    hold told;

    if (!may_run_away(pattern->regex))
        return CODING_OK;
    hold_begin(&told, all->context); /* limits are what is looked for */
    buffer_init(&of.text, all->context);
    status =
        regex_new(all->context, &source, REGEX_FOLDED, &fault, &of.compiled);
    if (status == CODING_OK)
        status = try_all(&of, about->code, pattern->regex);
    regex_free(of.compiled);
    buffer_free(&of.text);
    hold_drop(&told);
    if (status != CODING_OK || !of.slow)
        return status;
    about->kind = "slow";
    about->place = &pattern->place;
    return rehearsal_give(all, about,
                          "'%.*s' would be stopped on a long answer: it "
                          "backtracks too much",
                          DIAG_SPAN(pattern->text));
}

static coding_status
measure_literal(coding_rehearsal *all, rehearsal_finding *about,
                const coding_rule_pattern *pattern)
{
    size_t at = 0, length = 0, words;
    coding_span run;

    if (!all->options.generality || pattern->regex.length == 0)
        return CODING_OK;
    words = literal_words(pattern->regex, &at, &length);
    if (words <= LITERAL_WORDS_MOST)
        return CODING_OK;
    run = coding_span_trim((coding_span){pattern->regex.at + at, length});
    about->kind = "long-literal";
    about->place = &pattern->place;
    about->has_value = true;
    about->value = (double)words;
    return rehearsal_give(all, about,
                          "%zu words in a row stand for themselves: '%.*s'",
                          words, DIAG_SPAN(run));
}

static coding_status
look_at(coding_rehearsal *all, size_t rule, const coding_rule_pattern *patterns,
        size_t count)
{
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < count; i++) {
        rehearsal_finding about = rehearsal_of_rule(all, NULL, rule);

        status = probe_pattern(all, &about, &patterns[i]);
        if (status == CODING_OK)
            status = measure_literal(all, &about, &patterns[i]);
    }
    return status;
}

coding_status
coding_rehearsal_patterns(coding_rehearsal *rehearsal)
{
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < rehearsal->rule_count; i++) {
        const coding_rule *rule = rehearsal->rules[i].rule;

        status = look_at(rehearsal, i, rule->patterns, rule->pattern_count);
        /* Guards of the whole code are looked at with its first rule. */
        if (status == CODING_OK &&
            (i == 0 || rule->unless != rehearsal->rules[i - 1].rule->unless))
            status = look_at(rehearsal, i, rule->unless, rule->unless_count);
        if (status == CODING_OK)
            status = look_at(rehearsal, i, rule->none, rule->none_count);
    }
    return status;
}
