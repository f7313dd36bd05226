/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Labels by majority: what comes back is a speaker. See
   transcript/speakers.h. */
#include "transcript/speakers.h"

#include "base/memory.h"
#include "transcript/heading.h"
#include "transcript/label.h"
#include "transcript/vocabulary.h"

typedef struct {
    size_t line, name;
    label_style style;
    bool numbered, dropped;
    size_t indent, words;
    coding_span time;
} candidate;

typedef struct {
    speakers *all;
    script *lines;
    const speakers_options *options;
    candidate *items;
    size_t count, capacity;
} search;

void
speakers_init(speakers *all, coding_context *context)
{
    *all = (speakers){.context = context,
                      .first_rejected = SCRIPT_NONE,
                      .first_lengthy = SCRIPT_NONE};
    arena_init(&all->words, context);
    map_init(&all->keys, context);
}

void
speakers_clear(speakers *all)
{
    base_free(all->context, all->names);
    map_clear(&all->keys);
    arena_clear(&all->words);
    all->names = NULL;
    all->capacity = 0;
}

/* The number of a label's name, added if it is new. */
static coding_status
intern(speakers *all, coding_span name, size_t *out)
{
    char bytes[VOCABULARY_KEY_BYTES];
    size_t before = all->keys.count;
    coding_status status =
        map_add(&all->keys, vocabulary_key(name, bytes), out);

    if (status != CODING_OK || *out < before)
        return status;
    status =
        BASE_GROW(all->context, &all->names, &all->capacity, all->keys.count);
    if (status != CODING_OK)
        return status;
    all->names[*out] = (speakers_name){0};
    return arena_copy(&all->words, name, &all->names[*out].name);
}

coding_status
speakers_know(speakers *all, coding_span name)
{
    size_t number;
    coding_status status = intern(all, name, &number);

    if (status == CODING_OK)
        all->names[number].known = true;
    return status;
}

static coding_span
mended(const speakers_options *options, coding_span name)
{
    char bytes[VOCABULARY_KEY_BYTES], other[VOCABULARY_KEY_BYTES];
    coding_span key = vocabulary_key(name, bytes);

    for (size_t i = 0; i < options->alias_count; i++)
        if (coding_span_equal(key,
                              vocabulary_key(options->aliases[i].wrong, other)))
            return options->aliases[i].right;
    return name;
}

/* A name that the user gave is shown as the document has it. */
static coding_status
meet(speakers *all, size_t number, coding_span name)
{
    speakers_name *at = &all->names[number];

    if (at->met)
        return CODING_OK;
    at->met = true;
    return at->known ? arena_copy(&all->words, name, &at->name) : CODING_OK;
}

static coding_status
add(search *work, size_t line, const label *found)
{
    coding_span name = mended(work->options, found->name);
    coding_status status;
    candidate item = {.line = line,
                      .style = found->style,
                      .numbered = found->numbered,
                      .indent = found->indent,
                      .words = work->lines->lines[line].start + found->words,
                      .time = found->time};

    status = intern(work->all, name, &item.name);
    /* An alias says that it is a label. */
    if (status == CODING_OK && found->likeness != LABEL_LIKELY &&
        name.at == found->name.at)
        work->all->names[item.name].doubtful = true;
    if (status == CODING_OK)
        status = meet(work->all, item.name, name);
    if (status == CODING_OK)
        status = BASE_GROW(work->all->context, &work->items, &work->capacity,
                           work->count + 1);
    if (status == CODING_OK)
        work->items[work->count++] = item;
    return status;
}

/* The candidate of one line by the user's pattern. */
static coding_status
match(const search *work, coding_span text, label *found, bool *is)
{
    regex *pattern = work->options->pattern;
    regex_span whole, name;
    coding_status status = regex_find(pattern, text, 0, &whole);

    *is = false;
    if (status == CODING_END)
        return CODING_OK;
    if (status != CODING_OK)
        return status;
    *is = regex_group(pattern, "speaker", &name) && name.end > name.start &&
          coding_span_trim((coding_span){text.at, whole.start}).length == 0;
    if (*is)
        *found = (label){.style = LABEL_COLON,
                         .name = coding_span_trim((coding_span){
                             text.at + name.start, name.end - name.start}),
                         .words = whole.end};
    return CODING_OK;
}

/* Times on lines of their own with a line right below, and such lines that
   are names: where the names are most, they are labels. */
static bool
has_names_below_times(const script *lines)
{
    size_t times = 0, names = 0;
    label found;

    for (size_t i = 1; i + 1 < lines->count; i++) {
        const script_line *line = &lines->lines[i];

        if (lines->lines[i - 1].kind != SCRIPT_STAMP ||
            line->kind != SCRIPT_WORDS)
            continue;
        times++;
        names +=
            lines->lines[i + 1].kind == SCRIPT_WORDS &&
            label_find_name(script_text(lines, line->start, line->end), &found);
    }
    return names >= 2 && names * 2 > times;
}

static bool
find_below_time(const script *lines, size_t i, label *found)
{
    const script_line *line = &lines->lines[i];

    if (i == 0 || lines->lines[i - 1].kind != SCRIPT_STAMP ||
        !label_find_name(script_text(lines, line->start, line->end), found))
        return false;
    found->time = lines->lines[i - 1].time;
    return true;
}

/* What looks little like a name is one if somebody says so. */
static bool
is_named(const search *work, const label *found)
{
    char bytes[VOCABULARY_KEY_BYTES];
    coding_span name = mended(work->options, found->name);
    size_t number = map_find(&work->all->keys, vocabulary_key(name, bytes));

    return name.at != found->name.at ||
           (number != MAP_NONE && work->all->names[number].known);
}

static coding_status
collect(search *work)
{
    bool below = has_names_below_times(work->lines);
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < work->lines->count; i++) {
        const script_line *line = &work->lines->lines[i];
        coding_span text = script_text(work->lines, line->start, line->end);
        bool is = false;
        label found;

        if (line->kind != SCRIPT_WORDS || line->unlabelled)
            continue;
        if (line->given.length > 0) {
            found = (label){.style = LABEL_TIMED,
                            .name = line->given,
                            .time = line->time,
                            .words = line->words - line->start};
            is = true;
        } else if (work->options->pattern != NULL) {
            status = match(work, text, &found, &is);
        } else {
            is = label_find(text, &found) &&
                 (found.likeness != LABEL_LOOSE || is_named(work, &found));
            is = is || (below && find_below_time(work->lines, i, &found));
        }
        if (status == CODING_OK && is)
            status = add(work, i, &found);
    }
    return status;
}

static void
count(search *work)
{
    for (size_t i = 0; i < work->all->keys.count; i++)
        work->all->names[i].seen = 0;
    for (size_t i = 0; i < work->count; i++)
        if (!work->items[i].dropped)
            work->all->names[work->items[i].name].seen++;
}

static bool
comes_back(const search *work, const candidate *item)
{
    const speakers_name *name = &work->all->names[item->name];

    return name->known || (name->seen >= 2 && !name->doubtful);
}

/* Where most labels stand behind a paragraph number, the others are words;
   likewise where a label stands further in than most of them do. */
static void
drop_odd(search *work)
{
    size_t numbered = 0, plain = 0, indent = 0, votes = 0;

    for (size_t i = 0; i < work->count; i++) {
        const candidate *item = &work->items[i];

        if (!comes_back(work, item))
            continue;
        numbered += item->numbered;
        plain += !item->numbered;
        /* Majority by Boyer and Moore 1981. */
        if (votes == 0)
            indent = item->indent;
        votes = item->indent == indent ? votes + 1 : votes - 1;
    }
    for (size_t i = 0; i < work->count; i++) {
        candidate *item = &work->items[i];

        if (work->lines->lines[item->line].given.length > 0)
            continue;
        if (numbered > plain)
            item->dropped = !item->numbered;
        else if (votes > 0)
            item->dropped = item->indent > indent + 3;
    }
    count(work);
}

static void
drop_header(search *work, size_t end)
{
    for (size_t i = 0; i < work->count; i++)
        if (work->items[i].line < end)
            work->items[i].dropped = true;
    for (size_t i = 0; i < end; i++) {
        script_line *line = &work->lines->lines[i];

        if (line->kind == SCRIPT_WORDS) {
            line->kind = SCRIPT_HEADER;
            work->all->header_lines++;
        }
    }
    count(work);
}

static bool
is_role_word(const speakers *all, size_t name)
{
    coding_span key = map_name(&all->keys, name);

    return vocabulary_is_interviewer(key) || vocabulary_is_respondent(key) ||
           vocabulary_is_code(all->names[name].name);
}

/* Two names at least that say themselves what they are: enough for a dialogue
   of two lines. */
static bool
is_dialogue(const speakers *all)
{
    size_t roles = 0;

    for (size_t i = 0; i < all->keys.count; i++)
        roles += all->names[i].seen > 0 && is_role_word(all, i);
    return roles >= 2;
}

/* Captions most cues of which begin with a label: then the rest do, too. */
static bool
is_labelled_cues(const search *work)
{
    size_t cues = 0;

    for (size_t i = 0; i < work->lines->count; i++)
        cues += work->lines->lines[i].opens;
    return work->lines->captions && work->count * 2 > cues;
}

static void
choose(search *work)
{
    speakers *all = work->all;
    bool timed = false, numbered = false, dialogue = is_dialogue(all);
    bool cues = is_labelled_cues(work);

    for (size_t i = 0; i < all->keys.count; i++) {
        speakers_name *name = &all->names[i];

        name->speaks =
            name->known || (name->seen >= 2 && !name->doubtful &&
                            !vocabulary_is_structure(map_name(&all->keys, i)));
    }
    for (size_t i = 0; i < work->count; i++) {
        const candidate *item = &work->items[i];
        const speakers_name *name = &all->names[item->name];

        timed |= !item->dropped && name->speaks && item->style == LABEL_TIMED;
        numbered |= !item->dropped && name->speaks && item->numbered;
        dialogue |= !item->dropped && name->speaks;
    }
    /* Seen once: a speaker if it says so, or in the style of the others. */
    for (size_t i = 0; i < work->count; i++) {
        const candidate *item = &work->items[i];
        speakers_name *name = &all->names[item->name];

        if (item->dropped || name->doubtful || name->speaks || name->seen > 1 ||
            vocabulary_is_structure(map_name(&all->keys, item->name)))
            continue;
        name->speaks = (timed && item->style == LABEL_TIMED) ||
                       (numbered && item->numbered) ||
                       (dialogue && is_role_word(all, item->name)) ||
                       (cues && work->lines->lines[item->line].opens) ||
                       work->lines->lines[item->line].given.length > 0;
    }
}

/* One name that nothing but its coming back speaks for is a turn of phrase:
   "Again: ..." twice in a speech. */
static void
drop_single(search *work)
{
    speakers *all = work->all;
    size_t speaking = 0, only = 0;

    for (size_t i = 0; i < all->keys.count; i++)
        if (all->names[i].speaks && all->names[i].seen > 0) {
            speaking++;
            only = i;
        }
    if (speaking != 1 || all->names[only].known || is_role_word(all, only))
        return;
    for (size_t i = 0; i < work->count; i++) {
        const candidate *item = &work->items[i];

        if (item->name == only && !item->dropped &&
            (item->style != LABEL_COLON || item->numbered))
            return;
    }
    all->names[only].speaks = false;
}

static void
choose_by_pattern(search *work)
{
    for (size_t i = 0; i < work->count; i++)
        work->all->names[work->items[i].name].speaks = true;
}

/* A line that looks labelled and is not taken so. */
static void
reject(speakers *all, const candidate *item)
{
    const speakers_name *name = &all->names[item->name];

    if (item->style != LABEL_COLON ||
        vocabulary_is_structure(map_name(&all->keys, item->name)))
        return;
    if (name->doubtful && name->seen > 1) {
        if (all->lengthy++ == 0)
            all->first_lengthy = item->name;
    } else if (!name->doubtful && name->seen == 1) {
        if (all->rejected++ == 0)
            all->first_rejected = item->name;
    }
}

static void
assign(search *work)
{
    speakers *all = work->all;

    for (size_t i = 0; i < work->count; i++) {
        const candidate *item = &work->items[i];
        script_line *line = &work->lines->lines[item->line];

        if (item->dropped)
            continue;
        if (!all->names[item->name].speaks) {
            reject(all, item);
            continue;
        }
        line->speaker = item->name;
        line->words = item->words;
        /* A cue has its time already. */
        if (item->time.length > 0 && !work->lines->captions)
            line->time = item->time;
    }
}

coding_status
speakers_find(speakers *all, script *lines, const speakers_options *options)
{
    search work = {.all = all, .lines = lines, .options = options};
    coding_status status = options->none ? CODING_OK : collect(&work);

    if (status == CODING_OK) {
        count(&work);
        if (options->pattern == NULL && !lines->captions)
            drop_odd(&work);
        if (!lines->captions)
            drop_header(&work, heading_end(lines, all));
        if (options->pattern != NULL) {
            choose_by_pattern(&work);
        } else {
            choose(&work);
            drop_single(&work);
        }
        assign(&work);
    }
    base_free(all->context, work.items);
    return status;
}
