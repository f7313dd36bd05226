/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every example file of docs/format/codebook gives what stands beside it. */
#include <coding/codebook.h>
#include <coding/cues.h>
#include <coding/guide.h>

#include <dirent.h>

#include "check.h"

#define FOLDER "docs/format/codebook/"

/* What a file gives, or what is said of it, as text. */
typedef struct {
    char *text;
    size_t length;
} listing;

static void add(listing *out, const char *format, ...) CODING_PRINTF(2, 3);

static void
add(listing *out, const char *format, ...)
{
    char line[2000];
    va_list arguments;
    int length;

    va_start(arguments, format);
    length = vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    assert_true(length >= 0 && (size_t)length < sizeof line);
    out->text = realloc(out->text, out->length + (size_t)length + 1);
    assert_non_null(out->text);
    memcpy(out->text + out->length, line, (size_t)length + 1);
    out->length += (size_t)length;
}

static const char *
words(coding_span span)
{
    return span.at != NULL ? span.at : "";
}

static void
add_patterns(listing *out, const char *what,
             const coding_rule_pattern *patterns, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const coding_rule_pattern *one = &patterns[i];

        add(out, "  %s %zu:%zu ", what, one->place.line, one->place.column);
        if (one->name.length == 0)
            add(out, "%s\n", words(one->regex));
        else
            add(out, "code %s/%s\n", words(one->facet), words(one->name));
    }
}

static void
add_rule(listing *out, const coding_rule *rule)
{
    add(out, "rule %s %s distance=%u within=%s weight=%g\n", words(rule->id),
        coding_rule_kind_name(rule->kind), rule->distance,
        coding_within_name(rule->within), rule->weight);
    add_patterns(out, "pattern", rule->patterns, rule->pattern_count);
    add_patterns(out, "unless", rule->unless, rule->unless_count);
    add_patterns(out, "none", rule->none, rule->none_count);
    for (size_t i = 0; i < rule->only_count; i++) {
        const coding_rule_condition *only = &rule->only[i];

        add(out, "  only %s", words(only->name));
        for (size_t j = 0; j < only->value_count; j++)
            add(out, "%c%s", j == 0 ? '=' : '|', words(only->values[j]));
        add(out, "\n");
    }
}

static void
add_examples(listing *out, const char *what, const coding_example *examples,
             size_t count)
{
    for (size_t i = 0; i < count; i++)
        add(out, "%s %zu:%zu %s\n", what, examples[i].place.line,
            examples[i].place.column, words(examples[i].text));
}

static void
add_code(listing *out, const coding_code *code)
{
    add(out, "code %s | %s | %s | %s | %s | %s | %s\n", words(code->id),
        words(code->label), words(code->family), words(code->brief),
        words(code->full), words(code->when_to_use), words(code->when_not));
    for (size_t i = 0; i < code->implies_count; i++)
        add(out, "implies %s/%s\n", words(code->implies[i].facet),
            words(code->implies[i].name));
    add_examples(out, "example", code->examples, code->example_count);
    add_examples(out, "counterexample", code->counterexamples,
                 code->counterexample_count);
    for (size_t i = 0; i < code->rule_count; i++)
        add_rule(out, &code->rules[i]);
}

/* Read again from its own record a code is the same, but for places and for
   what needs the codebook: word lists. */
static void
check_record(coding_context *context, const coding_code *code)
{
    coding_codebook *book = NULL;
    const coding_code *again;
    size_t lists = 0;

    assert_int_equal(
        coding_codebook_parse_record(context, "record", code->record, &book),
        CODING_OK);
    again = &coding_codebook_content(book)->codes[0];
    for (size_t i = 0; i < code->rule_count; i++)
        lists += code->rules[i].kind == CODING_RULE_WORDS;
    assert_int_equal(again->rule_count, code->rule_count - lists);
    assert_span(again->record, code->record.at);
    assert_span(again->brief, words(code->brief));
    for (size_t i = 0; lists == 0 && i < code->rule_count; i++) {
        assert_span(again->rules[i].id, code->rules[i].id.at);
        assert_int_equal(again->rules[i].unless_count,
                         code->rules[i].unless_count);
    }
    coding_codebook_free(book);
}

static coding_status
list_codebook(coding_context *context, const char *path, listing *out)
{
    coding_codebook *book = NULL;
    coding_status status = coding_codebook_load(context, path, &book);

    if (status == CODING_OK) {
        const coding_codebook_data *data = coding_codebook_content(book);

        add(out, "codebook %s %s facet=%s label=%s language=%s cues=%s %s\n",
            words(data->name), words(data->version), words(data->facet),
            words(data->label), words(data->language), words(data->cues),
            coding_overlap_name(data->overlap));
        for (size_t i = 0; i < data->code_count; i++) {
            add_code(out, &data->codes[i]);
            check_record(context, &data->codes[i]);
        }
    }
    coding_codebook_free(book);
    return status;
}

static coding_status
list_guide(coding_context *context, const char *path, listing *out)
{
    coding_guide *guide = NULL;
    coding_status status = coding_guide_load(context, path, &guide);

    if (status == CODING_OK) {
        const coding_guide_data *data = coding_guide_content(guide);

        add(out, "guide %s %s label=%s language=%s\n", words(data->name),
            words(data->version), words(data->label), words(data->language));
        for (size_t i = 0; i < data->question_count; i++) {
            const coding_question *one = &data->questions[i];

            add(out, "question %s | %s\n", words(one->id), words(one->ask));
            for (size_t j = 0; j < one->pattern_count; j++)
                add(out, "  pattern %zu:%zu %s\n", one->patterns[j].place.line,
                    one->patterns[j].place.column,
                    words(one->patterns[j].regex));
        }
    }
    coding_guide_free(guide);
    return status;
}

static coding_status
list_cues(coding_context *context, const char *path, listing *out)
{
    coding_cues *cues = NULL;
    coding_status status = coding_cues_load(context, path, &cues);

    if (status == CODING_OK) {
        const coding_cues_data *data = coding_cues_content(cues);

        add(out, "cues %s %s %s\n", words(data->name), words(data->version),
            words(data->language));
        for (size_t i = 0; i < data->cue_count; i++) {
            const coding_cue *cue = &data->cues[i];

            add(out, "cue %s %s polarity=%s %s %u within=%s %s\n",
                words(cue->name), coding_cue_kind_name(cue->kind),
                coding_polarity_name(cue->polarity),
                cue->direction == CODING_CUE_FORWARD ? "forward" : "backward",
                cue->words, coding_within_name(cue->within), words(cue->regex));
        }
    }
    coding_cues_free(cues);
    return status;
}

static void
say(void *user, const coding_diagnostic *found)
{
    add(user, "%zu:%zu: %s%s [%s]\n", found->line, found->column,
        found->severity == CODING_ERROR ? "" : "not an error: ", found->text,
        found->id);
}

static bool
ends_in(const char *name, const char *ending)
{
    size_t length = strlen(name), tail = strlen(ending);

    return length > tail && strcmp(name + length - tail, ending) == 0;
}

static void
check_file(const char *folder, const char *name, const char *beside,
           coding_status wanted)
{
    listing said = {NULL, 0}, given = {NULL, 0};
    const coding_context_options options = {.sink = say, .sink_user = &said};
    const listing *got = wanted == CODING_OK ? &given : &said;
    coding_context *context = NULL;
    coding_status status;
    char path[300], expected[20000] = "";
    FILE *file;
    size_t length;

    (void)snprintf(path, sizeof path, FOLDER "%s/%s", folder, name);
    assert_int_equal(coding_context_new(&options, &context), CODING_OK);
    add(&said, "%s", "");
    add(&given, "%s", "");
    status = ends_in(name, ".guide")  ? list_guide(context, path, &given)
             : ends_in(name, ".cues") ? list_cues(context, path, &given)
                                      : list_codebook(context, path, &given);
    (void)snprintf(path, sizeof path, FOLDER "%s/%s%s", folder, name, beside);
    file = fopen(path, "r");
    if (file == NULL)
        fail_msg("%s is missing", path);
    length = fread(expected, 1, sizeof expected - 1, file);
    assert_int_equal(fclose(file), 0);
    expected[length] = '\0';
    if (status != wanted || strcmp(got->text, expected) != 0)
        fail_msg("%s/%s: status %d\n%s%s--- expected\n%s", folder, name, status,
                 given.text, said.text, expected);
    coding_context_free(context);
    free(said.text);
    free(given.text);
}

static void
check_folder(const char *folder, const char *beside, coding_status wanted,
             unsigned least)
{
    char path[100];
    DIR *all;
    const struct dirent *entry;
    unsigned count = 0;

    (void)snprintf(path, sizeof path, FOLDER "%s", folder);
    all = opendir(path);
    assert_non_null(all);
    while ((entry = readdir(all)) != NULL) {
        if (!ends_in(entry->d_name, ".codebook") &&
            !ends_in(entry->d_name, ".guide") &&
            !ends_in(entry->d_name, ".cues"))
            continue;
        check_file(folder, entry->d_name, beside, wanted);
        count++;
    }
    assert_int_equal(closedir(all), 0);
    assert_true(count >= least);
}

static void
good_files_give_what_they_must(void **state)
{
    (void)state;
    check_folder("good", ".gives", CODING_OK, 7);
}

static void
bad_files_are_refused_with_all_their_faults(void **state)
{
    (void)state;
    check_folder("bad", ".says", CODING_EUSAGE, 15);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_files_give_what_they_must),
        cmocka_unit_test(bad_files_are_refused_with_all_their_faults),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
