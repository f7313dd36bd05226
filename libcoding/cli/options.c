/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading the command line by the option tables. Options and operands come in
   any order; `--` ends the options; `-` is an operand; no abbreviations. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/nearest.h"
#include "base/number.h"
#include "cli/run.h"

static const cli_option shared[] = {
    {'i', "input", CLI_TEXT, "FILE", "read the stream from FILE",
     offsetof(cli_common, input)},
    {'o', "output", CLI_TEXT, "FILE", "write to FILE, not to standard output",
     offsetof(cli_common, output)},
    {0, "format", CLI_CHOICE, "tsv|csv|jsonl|text",
     "tsv is the stream; the others end a chain (text at a terminal)",
     offsetof(cli_common, format)},
    {0, "table", CLI_TEXT, "NAME",
     "which table of the result csv, jsonl, text show",
     offsetof(cli_common, table)},
    {0, "bom", CLI_FLAG, NULL, "begin csv with a byte order mark, for Excel",
     offsetof(cli_common, bom)},
    {0, "only", CLI_FLAG, NULL,
     "drop the unit and coding rows, keep the results",
     offsetof(cli_common, only)},
    {0, "unsealed", CLI_FLAG, NULL,
     "do not compare the input's counts with its end rows",
     offsetof(cli_common, unsealed)},
    {0, "quiet", CLI_FLAG, NULL, "no notes and summary lines on stderr",
     offsetof(cli_common, quiet)},
    {'h', "screen", CLI_FLAG, NULL, "the most used options, on one screen",
     offsetof(cli_common, screen)},
    {0, "help", CLI_FLAG, NULL, "all options", offsetof(cli_common, help)},
    {0, "version", CLI_FLAG, NULL, "name and version",
     offsetof(cli_common, version)},
    {0, NULL, CLI_FLAG, NULL, NULL, 0},
};

const cli_option *
cli_shared_options(void)
{
    return shared;
}

bool
cli_shared_applies(const cli_tool *tool, const cli_option *option)
{
    const char *name = option->name;

    if (strcmp(name, "input") == 0)
        return (tool->traits & CLI_INPUT) != 0;
    if (strcmp(name, "unsealed") == 0)
        return (tool->traits & CLI_STREAM_IN) != 0;
    if (strcmp(name, "only") == 0)
        return (tool->traits & CLI_STREAM_IN) != 0 && tool->views != NULL;
    if (strcmp(name, "format") == 0 || strcmp(name, "bom") == 0)
        return tool->views != NULL;
    if (strcmp(name, "table") == 0)
        return tool->view_count > 1;
    return true;
}

/* An option found, and the struct its offset speaks of. */
typedef struct {
    const cli_option *option;
    char *base;
} target;

static bool
names(const cli_option *option, char letter, coding_span name)
{
    if (letter != 0)
        return option->letter == letter;
    return coding_span_is(name, option->name);
}

static target
find(cli *run, char letter, coding_span name)
{
    for (const cli_option *own = run->tool->options;
         own != NULL && own->name != NULL; own++)
        if (names(own, letter, name))
            return (target){own, run->settings};
    for (const cli_option *common = shared; common->name != NULL; common++)
        if (cli_shared_applies(run->tool, common) &&
            names(common, letter, name))
            return (target){common, (char *)&run->common};
    return (target){NULL, NULL};
}

static const char *
nearest(cli *run, coding_span name)
{
    const cli_option *tables[] = {run->tool->options, shared};
    const char *best = NULL;
    size_t least = SIZE_MAX;

    for (size_t t = 0; t < 2; t++) {
        for (const cli_option *o = tables[t]; o != NULL && o->name != NULL;
             o++) {
            size_t far = nearest_distance(name, coding_span_of(o->name));

            if (t == 1 && !cli_shared_applies(run->tool, o))
                continue;
            if (far < least && nearest_is_near(name, far)) {
                least = far;
                best = o->name;
            }
        }
    }
    return best;
}

static coding_status
unknown(cli *run, const char *given, coding_span name)
{
    const char *best = name.length > 1 ? nearest(run, name) : NULL;

    if (best != NULL)
        return cli_fault(run, "unknown option %s; did you mean --%s?", given,
                         best);
    return cli_fault(run, "unknown option %s; %s --help lists them", given,
                     run->tool->name);
}

static coding_status
add_to_list(cli *run, cli_list *list, const char *argument)
{
    size_t capacity = list->count;
    coding_status status = CODING_OK;

    if (list->count == 0) {
        status = BASE_GROW(run->context, &run->lists, &run->list_capacity,
                           run->list_count + 1);
        if (status == CODING_OK)
            run->lists[run->list_count++] = list;
    }
    /* base_grow doubles from 8; capacity is a power of two from there. */
    if (status == CODING_OK &&
        (capacity == 0 || (capacity >= 8 && (capacity & (capacity - 1)) == 0)))
        status =
            BASE_GROW(run->context, &list->items, &capacity, list->count + 1);
    if (status == CODING_OK)
        list->items[list->count++] = argument;
    return status;
}

/* Index of argument among the words "a|b|c", or -1. */
static int
choice(const char *words, const char *argument)
{
    size_t length = strlen(argument);
    int index = 0;

    for (const char *at = words; at != NULL; index++) {
        const char *bar = strchr(at, '|');
        size_t word = bar != NULL ? (size_t)(bar - at) : strlen(at);

        if (word == length && memcmp(at, argument, length) == 0)
            return index;
        at = bar != NULL ? bar + 1 : NULL;
    }
    return -1;
}

static coding_status
set_number(cli *run, const cli_option *option, void *field,
           const char *argument)
{
    bool good = option->kind == CLI_COUNT
                    ? number_to_unsigned(coding_span_of(argument), field)
                    : number_to_double(coding_span_of(argument), field);

    if (good)
        return CODING_OK;
    return cli_fault(run, "--%s %s: not a %s", option->name, argument,
                     option->kind == CLI_COUNT
                         ? "whole number (0 or more was expected)"
                         : "number");
}

static coding_status
add_number(cli *run, const cli_option *option, cli_numbers *field,
           const char *argument)
{
    if (field->count == CLI_NUMBERS_MOST)
        return cli_fault(run, "--%s was given more than %d times", option->name,
                         CLI_NUMBERS_MOST);
    return set_number(run, option, &field->items[field->count++], argument);
}

static coding_status
set(cli *run, target found, const char *argument)
{
    const cli_option *option = found.option;
    void *field = found.base + option->offset;

    switch (option->kind) {
    case CLI_FLAG:
        *(bool *)field = true;
        return CODING_OK;
    case CLI_TEXT:
        *(const char **)field = argument;
        return CODING_OK;
    case CLI_LIST:
        return add_to_list(run, field, argument);
    case CLI_NUMBERS:
        return add_number(run, option, field, argument);
    case CLI_CHOICE:
        *(int *)field = choice(option->argument, argument);
        if (*(int *)field >= 0)
            return CODING_OK;
        return cli_fault(run, "--%s %s: expected one of %s", option->name,
                         argument, option->argument);
    case CLI_COUNT:
    case CLI_NUMBER:
    default:
        return set_number(run, option, field, argument);
    }
}

/* A long option; *next is the next argument to read. */
static coding_status
long_option(cli *run, int argc, char **argv, int *next)
{
    const char *given = argv[*next - 1];
    const char *equals = strchr(given, '=');
    coding_span name = coding_span_of(given + 2);
    target found;

    if (equals != NULL)
        name.length = (size_t)(equals - given - 2);
    found = find(run, 0, name);
    if (found.option == NULL)
        return unknown(run, given, name);
    if (found.option->kind == CLI_FLAG) {
        if (equals != NULL)
            return cli_fault(run, "--%s takes no value", found.option->name);
        return set(run, found, NULL);
    }
    if (equals != NULL)
        return set(run, found, equals + 1);
    if (*next >= argc)
        return cli_fault(run, "--%s needs %s", found.option->name,
                         found.option->argument);
    return set(run, found, argv[(*next)++]);
}

/* A word of letters: -ab, -n3, -n 3. */
static coding_status
letters(cli *run, int argc, char **argv, int *next)
{
    const char *given = argv[*next - 1];
    coding_status status = CODING_OK;

    for (const char *at = given + 1; status == CODING_OK && *at != '\0'; at++) {
        target found = find(run, *at, (coding_span){NULL, 0});

        if (found.option == NULL)
            return unknown(run, given, (coding_span){at, 1});
        if (found.option->kind == CLI_FLAG) {
            status = set(run, found, NULL);
            continue;
        }
        if (at[1] != '\0')
            return set(run, found, at + 1);
        if (*next >= argc)
            return cli_fault(run, "-%c needs %s", *at, found.option->argument);
        return set(run, found, argv[(*next)++]);
    }
    return status;
}

coding_status
cli_parse(cli *run, int argc, char **argv)
{
    coding_status status = CODING_OK;
    bool options = true;
    int next = 1;

    run->common.format = -1;
    status = base_alloc(run->context, (size_t)argc * sizeof *run->operands,
                        (void **)(void *)&run->operands);
    while (status == CODING_OK && next < argc) {
        const char *given = argv[next++];

        if (!options || given[0] != '-' || given[1] == '\0')
            run->operands[run->operand_count++] = given;
        else if (strcmp(given, "--") == 0)
            options = false;
        else if (given[1] == '-')
            status = long_option(run, argc, argv, &next);
        else
            status = letters(run, argc, argv, &next);
    }
    return status;
}
