/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names on the command line: the id, open variables, sets, cells with several
   answers, what is carried. See survey/survey_inside.h. */
#include <string.h>

#include "base/diag.h"
#include "base/memory.h"
#include "survey/several.h"
#include "survey/survey_inside.h"

static coding_status
refuse(const form *asked, const char *option, coding_span name)
{
    coding_span near = form_nearest(asked, name);

    if (near.length > 0)
        return diag_error(asked->context, CODING_EUSAGE, "survey-variable",
                          (diag_place){.file = asked->file},
                          "%s: there is no variable '%.*s'; did you mean "
                          "'%.*s'?",
                          option, DIAG_SPAN(name), DIAG_SPAN(near));
    return diag_error(asked->context, CODING_EUSAGE, "survey-variable",
                      (diag_place){.file = asked->file},
                      "%s: there is no variable '%.*s'; --draft-dictionary "
                      "lists them",
                      option, DIAG_SPAN(name));
}

/* The next name of a list, which is taken off its front; false: it is empty. */
static bool
next_name(coding_span *list, coding_span *name)
{
    while (list->length > 0) {
        size_t length = 0;

        while (length < list->length && list->at[length] != ',')
            length++;
        *name = coding_span_trim((coding_span){list->at, length});
        length += length < list->length;
        *list = (coding_span){list->at + length, list->length - length};
        if (name->length > 0)
            return true;
    }
    return false;
}

/* A variable by its name; or several by a list, as a name may hold commas. */
static size_t
find_whole(const form *asked, coding_span *list)
{
    size_t v = form_find_variable(asked, coding_span_trim(*list));

    if (v != FORM_NONE)
        list->length = 0;
    return v;
}

static coding_status
next_variable(const form *asked, const char *option, coding_span *list,
              size_t *out)
{
    coding_span name = {NULL, 0};

    *out = find_whole(asked, list);
    if (*out != FORM_NONE)
        return CODING_OK;
    if (!next_name(list, &name))
        return CODING_END;
    *out = form_find_variable(asked, name);
    return *out == FORM_NONE ? refuse(asked, option, name) : CODING_OK;
}

/* ---- the id ---- */

/* A variable by its name, or by the words of the header. */
static size_t
find_id(const coding_survey *survey, coding_span name)
{
    size_t v = form_find_variable(&survey->asked, name);

    for (size_t i = 0; v == FORM_NONE && i < survey->asked.count; i++) {
        size_t column = survey->asked.variables[i].column;

        if (column < survey->found.count &&
            (shape_same(survey->found.columns[column].name, name) ||
             shape_same(survey->found.columns[column].text, name)))
            v = i;
    }
    return v;
}

coding_status
survey_options_id(coding_survey *survey)
{
    coding_span name = coding_span_of(survey->options.id);
    size_t v = FORM_NONE;

    if (survey->options.id != NULL && name.length == 0) {
        survey->id = FORM_NONE;
        return CODING_OK;
    }
    if (survey->options.id != NULL) {
        v = find_id(survey, name);
        if (v == FORM_NONE)
            return refuse(&survey->asked, "--id", name);
        survey->id = survey->asked.variables[v].column;
    }
    for (size_t i = 0; i < survey->asked.count; i++)
        if (survey->asked.variables[i].column == survey->id)
            v = i;
    if (survey->id == FORM_NONE || v == FORM_NONE)
        return CODING_OK;
    survey->id_name = survey->asked.variables[v].name;
    form_remove_variable(&survey->asked, v);
    return CODING_OK;
}

/* ---- types, sets, several answers ---- */

static coding_status
make_open(form *asked, const char *words)
{
    coding_span list = coding_span_of(words);
    coding_status status = CODING_OK;

    while (status == CODING_OK) {
        size_t v = 0;

        status = next_variable(asked, "--open", &list, &v);
        if (status == CODING_OK) {
            asked->variables[v].type = FORM_OPEN;
            asked->variables[v].typed = true;
        }
    }
    return status == CODING_END ? CODING_OK : status;
}

static coding_status
make_set(form *asked, const char *words)
{
    const char *equals = strchr(words, '=');
    coding_span name = {words, equals == NULL ? 0 : (size_t)(equals - words)};
    coding_span list = coding_span_of(equals == NULL ? NULL : equals + 1);
    size_t set = form_find_set(asked, name);
    coding_status status = CODING_OK;

    if (name.length == 0 || list.length == 0)
        return diag_error(asked->context, CODING_EUSAGE, "survey-set",
                          (diag_place){0},
                          "--mrset %s: expected NAME=VARIABLE,VARIABLE", words);
    if (set == FORM_NONE && form_find_variable(asked, name) != FORM_NONE)
        return diag_error(asked->context, CODING_EUSAGE, "survey-set",
                          (diag_place){.file = asked->file},
                          "--mrset: '%.*s' is a variable; a set needs a name "
                          "of its own",
                          DIAG_SPAN(name));
    if (set == FORM_NONE)
        status = form_add_set(asked, name, &set);
    while (status == CODING_OK) {
        size_t v = 0;

        status = next_variable(asked, "--mrset", &list, &v);
        if (status != CODING_OK)
            break;
        asked->variables[v].set = set;
        if (asked->variables[v].type != FORM_OPEN)
            asked->variables[v].type = FORM_MULTI;
    }
    return status == CODING_END ? CODING_OK : status;
}

coding_status
survey_options_form(coding_survey *survey)
{
    const coding_survey_options *wanted = &survey->options;
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < wanted->open_count; i++)
        status = make_open(&survey->asked, wanted->open[i]);
    for (size_t i = 0; status == CODING_OK && i < wanted->set_count; i++)
        status = make_set(&survey->asked, wanted->sets[i]);
    for (size_t i = 0; status == CODING_OK && i < wanted->split_count; i++)
        status = several_separate(&survey->asked, wanted->splits[i]);
    for (size_t i = 0; status == CODING_OK && i < wanted->list_count; i++)
        status = several_list(&survey->asked, wanted->lists[i]);
    if (status == CODING_OK)
        status =
            several_split(&survey->asked, survey->file, survey_header(survey));
    return status;
}

/* ---- what is kept ---- */

/* Marks the variable of that name, or the members of the set. */
static coding_status
keep_name(const form *asked, coding_span name, bool *kept)
{
    size_t v = form_find_variable(asked, name);
    size_t set = form_find_set(asked, name);

    if (v == FORM_NONE && set == FORM_NONE)
        return refuse(asked, "--keep", name);
    if (v != FORM_NONE)
        kept[v] = true;
    for (size_t i = 0; set != FORM_NONE && i < asked->count; i++)
        kept[i] |= asked->variables[i].set == set;
    return CODING_OK;
}

coding_status
survey_options_keep(coding_survey *survey)
{
    const coding_survey_options *wanted = &survey->options;
    form *asked = &survey->asked;
    bool *kept = NULL;
    coding_status status = CODING_OK;

    if (wanted->keep_count == 0)
        return CODING_OK;
    status =
        base_alloc(survey->context, asked->count + 1, (void **)(void *)&kept);
    for (size_t i = 0; status == CODING_OK && i < wanted->keep_count; i++) {
        coding_span list = coding_span_of(wanted->keep[i]), name = list;

        if (form_find_variable(asked, list) != FORM_NONE)
            list.length = 0;
        else if (!next_name(&list, &name))
            continue;
        do
            status = keep_name(asked, name, kept);
        while (status == CODING_OK && next_name(&list, &name));
    }
    for (size_t v = asked->count; status == CODING_OK && v-- > 0;)
        if (!kept[v])
            form_remove_variable(asked, v);
    base_free(survey->context, kept);
    return status;
}

/* ---- what is carried ---- */

coding_status
survey_options_carry(coding_survey *survey)
{
    const coding_survey_options *wanted = &survey->options;
    coding_status status = base_alloc(survey->context, survey->asked.count + 1,
                                      (void **)(void *)&survey->carried);

    for (size_t i = 0; status == CODING_OK && i < wanted->carry_count; i++) {
        coding_span list = coding_span_of(wanted->carry[i]);

        while (status == CODING_OK) {
            size_t v = 0;

            status = next_variable(&survey->asked, "--carry", &list, &v);
            if (status == CODING_OK)
                survey->carried[v] = true;
        }
        status = status == CODING_END ? CODING_OK : status;
    }
    return status;
}
