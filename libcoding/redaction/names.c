/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lists of names, their pseudonyms, and the key. See coding/redaction.h. */
#include "redaction/names.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "io/output.h"
#include "table/delimited.h"

coding_status
coding_redaction_new(coding_context *context, coding_redaction **out)
{
    coding_redaction *made = NULL;
    coding_status status = BASE_NEW(context, &made);

    if (status != CODING_OK)
        return status;
    made->context = context;
    arena_init(&made->kept, context);
    map_init(&made->folded, context);
    map_init(&made->taken, context);
    map_init(&made->kinds, context);
    buffer_init(&made->text, context);
    buffer_init(&made->key, context);
    status = fold_new(context, FOLD_FULL, &made->full);
    if (status == CODING_OK)
        status = fold_new(context, FOLD_EXACT, &made->exact);
    if (status == CODING_OK)
        *out = made;
    else
        coding_redaction_free(made);
    return status;
}

void
coding_redaction_free(coding_redaction *names)
{
    if (names == NULL)
        return;
    for (size_t i = 0; i < names->search_count; i++)
        regex_free(names->searches[i].compiled);
    base_free(names->context, names->searches);
    base_free(names->context, names->entries);
    base_free(names->context, names->of);
    base_free(names->context, names->numbers);
    base_free(names->context, names->found.items);
    map_clear(&names->folded);
    map_clear(&names->taken);
    map_clear(&names->kinds);
    fold_free(names->full);
    fold_free(names->exact);
    buffer_free(&names->text);
    buffer_free(&names->key);
    arena_clear(&names->kept);
    base_free(names->context, names);
}

coding_redaction_counts
coding_redaction_count(const coding_redaction *names)
{
    coding_redaction_counts counts = {0, 0, 0};

    for (size_t i = 0; i < names->count; i++) {
        counts.names += !names->entries[i].pattern;
        counts.found += names->entries[i].places > 0;
        counts.places += names->entries[i].places;
    }
    return counts;
}

/* ---- pseudonyms ---- */

coding_status
names_fold(coding_redaction *names, coding_span text, coding_span *out)
{
    coding_span folded;
    coding_status status;

    fold_reset(names->full);
    status = fold_add(names->full, text);
    if (status == CODING_OK)
        status = fold_finish(names->full);
    if (status != CODING_OK)
        return status;
    /* A gap folds to nothing; a name is never meant as one. */
    folded = coding_span_trim(fold_text(names->full, 0));
    if (folded.length == 0)
        folded = coding_span_trim(text);
    buffer_reset(&names->key);
    for (size_t i = 0; i < folded.length;) {
        uint32_t point = 0;
        coding_span rest = {folded.at + i, folded.length - i};

        i += utf8_decode(rest, &point);
        buffer_add_code_point(&names->key, utf8_to_lower(point));
    }
    *out = buffer_span(&names->key);
    return buffer_status(&names->key);
}

/* The kind with a capital letter and without what is no letter or digit;
   labels of speakers are made of such words too. */
static void
add_kind(coding_span kind, buffer *out)
{
    size_t before = out->length;

    for (size_t i = 0; i < kind.length; i++) {
        char byte = kind.at[i];
        bool letter = (byte >= 'a' && byte <= 'z') ||
                      (byte >= 'A' && byte <= 'Z') ||
                      (byte >= '0' && byte <= '9') || (byte & '\x80') != 0;

        if (letter && out->length == before && byte >= 'a' && byte <= 'z')
            byte = (char)(byte - 'a' + 'A');
        if (letter)
            buffer_add_byte(out, byte);
    }
    if (out->length == before)
        buffer_add_text(out, "Name");
}

/* The kind and the next number that no other pseudonym has. */
static coding_status
make_pseudonym(coding_redaction *names, names_entry *entry)
{
    buffer *text = &names->text;
    size_t kind = 0, before = names->kinds.count, taken = 0;
    size_t length;
    coding_status status;

    buffer_reset(text);
    add_kind(entry->kind, text);
    length = text->length;
    status = buffer_status(text);
    if (status == CODING_OK)
        status = map_add(&names->kinds, buffer_span(text), &kind);
    if (status == CODING_OK)
        status = BASE_GROW(names->context, &names->numbers,
                           &names->number_capacity, names->kinds.count);
    if (status != CODING_OK)
        return status;
    if (kind == before)
        names->numbers[kind] = 0;
    do {
        text->length = length;
        buffer_add_unsigned(text, ++names->numbers[kind]);
        status = buffer_status(text);
    } while (status == CODING_OK &&
             map_find(&names->taken, buffer_span(text)) != MAP_NONE);
    if (status == CODING_OK)
        status = map_add(&names->taken, buffer_span(text), &taken);
    return status == CODING_OK
               ? arena_copy(&names->kept, buffer_span(text), &entry->pseudonym)
               : status;
}

static coding_status
know_name(coding_redaction *names, const names_entry *entry, size_t number)
{
    size_t before = names->folded.count, found = 0;
    coding_span folded;
    coding_status status = names_fold(names, entry->name, &folded);

    if (status == CODING_OK)
        status = map_add(&names->folded, folded, &found);
    if (status == CODING_OK)
        status = BASE_GROW(names->context, &names->of, &names->of_capacity,
                           names->folded.count);
    if (status != CODING_OK)
        return status;
    if (found == before)
        names->of[found] = number;
    else if (!coding_span_equal(names->entries[names->of[found]].pseudonym,
                                entry->pseudonym))
        return diag_error(
            names->context, CODING_EDATA, "redaction-twice",
            (diag_place){.file = entry->file, .line = entry->line},
            "'%.*s' has two pseudonyms, '%.*s' and '%.*s'",
            DIAG_SPAN(entry->name),
            DIAG_SPAN(names->entries[names->of[found]].pseudonym),
            DIAG_SPAN(entry->pseudonym));
    return CODING_OK;
}

coding_status
names_add(coding_redaction *names, const names_entry *entry, size_t *out)
{
    names_entry *made;
    size_t taken = 0;
    coding_status status = BASE_GROW(names->context, &names->entries,
                                     &names->capacity, names->count + 1);

    if (status != CODING_OK)
        return status;
    made = &names->entries[names->count];
    *made = *entry;
    status = arena_copy(&names->kept, entry->name, &made->name);
    if (status == CODING_OK)
        status = arena_copy(&names->kept, entry->kind, &made->kind);
    if (status == CODING_OK)
        status = arena_copy(&names->kept, entry->pseudonym, &made->pseudonym);
    if (status == CODING_OK && made->pseudonym.length > 0)
        status = map_add(&names->taken, made->pseudonym, &taken);
    if (status == CODING_OK)
        *out = names->count++;
    return status;
}

/* ---- lists ---- */

enum { COLUMN_NAME, COLUMN_PSEUDONYM, COLUMN_KIND, COLUMNS };

static coding_status
fault(const coding_redaction *names, const delimited_record *at,
      const char *text)
{
    return diag_error(names->context, CODING_EDATA, "redaction-list",
                      (diag_place){.file = at->file, .line = at->line}, "%s",
                      text);
}

static coding_status
read_heading(const coding_redaction *names, const delimited_record *heading,
             size_t place[COLUMNS])
{
    static const char *const known[COLUMNS] = {"name", "pseudonym", "kind"};

    for (size_t i = 0; i < COLUMNS; i++)
        place[i] = SIZE_MAX;
    for (size_t i = 0; i < heading->count; i++) {
        coding_span name = coding_span_trim(heading->cells[i]);
        size_t column = 0;

        while (column < COLUMNS && !coding_span_is(name, known[column]))
            column++;
        if (column == COLUMNS || place[column] != SIZE_MAX)
            return fault(names, heading,
                         "the columns of a list are name, pseudonym, kind, "
                         "each once");
        place[column] = i;
    }
    if (place[COLUMN_NAME] == SIZE_MAX)
        return fault(names, heading, "a list needs the column 'name'");
    return CODING_OK;
}

static coding_status
read_name(coding_redaction *names, const delimited_record *at,
          const size_t place[COLUMNS], const char *path)
{
    names_entry entry = {.file = path, .line = at->line};
    coding_span cells[COLUMNS];
    size_t number = 0;

    for (size_t i = 0; i < COLUMNS; i++)
        cells[i] = place[i] == SIZE_MAX ? (coding_span){NULL, 0}
                                        : coding_span_trim(at->cells[place[i]]);
    entry.name = cells[COLUMN_NAME];
    entry.pseudonym = cells[COLUMN_PSEUDONYM];
    entry.kind = cells[COLUMN_KIND];
    if (entry.name.length == 0)
        return fault(names, at, "the row has no name");
    for (size_t i = 0; i < entry.pseudonym.length; i++)
        if ((unsigned char)entry.pseudonym.at[i] < ' ')
            return fault(names, at, "a pseudonym is one line without tabs");
    if (entry.name.length > 2 && entry.name.at[0] == '/' &&
        entry.name.at[entry.name.length - 1] == '/') {
        entry.pattern = true;
        entry.name.at++;
        entry.name.length -= 2;
    }
    return names_add(names, &entry, &number);
}

coding_status
coding_redaction_load(coding_redaction *names, const char *path)
{
    delimited *table = NULL;
    delimited_record at = {.file = path};
    size_t place[COLUMNS];
    coding_status status = delimited_open(names->context, path, NULL, &table);

    if (status == CODING_OK) {
        status = delimited_next(table, &at);
        if (status == CODING_END)
            status = fault(names, &at, "the list is empty");
    }
    if (status == CODING_OK)
        status = read_heading(names, &at, place);
    while (status == CODING_OK) {
        status = delimited_next(table, &at);
        if (status == CODING_OK)
            status = read_name(names, &at, place, path);
    }
    delimited_close(table);
    return status == CODING_END ? CODING_OK : status;
}

coding_status
coding_redaction_pattern(coding_redaction *names, const char *pattern)
{
    const names_entry entry = {.name = coding_span_of(pattern),
                               .kind = coding_span_of("pattern"),
                               .pattern = true};
    size_t number = 0;

    return names_add(names, &entry, &number);
}

/* ---- ready ---- */

/* A pseudonym that would be masked itself would be left by no check. */
static coding_status
try_pseudonyms(coding_redaction *names)
{
    const names_matches *found = NULL;
    coding_status status = CODING_OK;
    size_t count = names->count;

    for (size_t i = 0; status == CODING_OK && i < count; i++) {
        const names_entry entry = names->entries[i];

        if (entry.pseudonym.length == 0)
            continue;
        status = names_find(names, entry.pseudonym, &found);
        if (status == CODING_OK && found->count > 0)
            status = diag_error(
                names->context, CODING_EDATA, "redaction-pseudonym",
                (diag_place){.file = entry.file, .line = entry.line},
                "the pseudonym '%.*s' would be masked itself, as '%.*s'",
                DIAG_SPAN(entry.pseudonym),
                DIAG_SPAN(names->entries[found->items[0].entry].name));
    }
    return status;
}

coding_status
coding_redaction_ready(coding_redaction *names)
{
    coding_status status = CODING_OK;

    if (names->count == 0)
        return diag_error(names->context, CODING_EDATA, "redaction-list",
                          (diag_place){0}, "there is no name on the list");
    for (size_t i = 0; status == CODING_OK && i < names->count; i++) {
        names_entry *entry = &names->entries[i];

        if (entry->pattern)
            continue;
        if (entry->pseudonym.length == 0)
            status = make_pseudonym(names, entry);
        if (status == CODING_OK)
            status = know_name(names, entry, i);
    }
    if (status == CODING_OK)
        status = names_compile(names);
    return status == CODING_OK ? try_pseudonyms(names) : status;
}

coding_status
names_learn(coding_redaction *names, size_t pattern, coding_span text,
            size_t *out)
{
    names_entry entry = {.name = text};
    coding_span folded;
    coding_status status = CODING_OK;
    size_t found;

    if (pattern != NAMES_NONE) {
        entry.kind = names->entries[pattern].kind;
        entry.file = names->entries[pattern].file;
        *out = pattern;
        if (names->entries[pattern].pseudonym.length > 0)
            return CODING_OK;
    }
    status = names_fold(names, text, &folded);
    if (status != CODING_OK)
        return status;
    found = map_find(&names->folded, folded);
    if (found != MAP_NONE) {
        *out = names->of[found];
        return CODING_OK;
    }
    status = names_add(names, &entry, out);
    if (status == CODING_OK)
        status = make_pseudonym(names, &names->entries[*out]);
    return status == CODING_OK ? know_name(names, &names->entries[*out], *out)
                               : status;
}

/* ---- the key ---- */

static void
add_cell(coding_span cell, bool pattern, buffer *out)
{
    bool quoted = memchr(cell.at, '\n', cell.length) != NULL ||
                  memchr(cell.at, '"', cell.length) != NULL ||
                  memchr(cell.at, '\t', cell.length) != NULL;

    if (quoted)
        buffer_add_byte(out, '"');
    if (pattern)
        buffer_add_byte(out, '/');
    for (size_t i = 0; i < cell.length; i++) {
        if (cell.at[i] == '"')
            buffer_add_byte(out, '"');
        buffer_add_byte(out, cell.at[i]);
    }
    if (pattern)
        buffer_add_byte(out, '/');
    if (quoted)
        buffer_add_byte(out, '"');
}

static bool
is_list(const coding_redaction *names, const char *path)
{
    for (size_t i = 0; i < names->count; i++)
        if (names->entries[i].file != NULL &&
            strcmp(names->entries[i].file, path) == 0)
            return true;
    return false;
}

coding_status
coding_redaction_key(const coding_redaction *names, const char *path)
{
    output *to = NULL;
    coding_status status;
    buffer text;

    if (!is_list(names, path) && access(path, F_OK) == 0)
        return diag_error(names->context, CODING_EUSAGE, "redaction-key",
                          (diag_place){.file = path},
                          "is there already; give it as a list too (-l), or "
                          "name another key: an older one is not replaced");
    buffer_init(&text, names->context);
    buffer_add_text(&text, "name\tpseudonym\tkind\n");
    for (size_t i = 0; i < names->count; i++) {
        const names_entry *entry = &names->entries[i];

        add_cell(entry->name, entry->pattern, &text);
        buffer_add_byte(&text, '\t');
        add_cell(entry->pseudonym, false, &text);
        buffer_add_byte(&text, '\t');
        add_cell(entry->kind, false, &text);
        buffer_add_byte(&text, '\n');
    }
    status = buffer_status(&text);
    if (status == CODING_OK)
        status = output_open_private(names->context, path, &to);
    if (status == CODING_OK &&
        fwrite(text.bytes, 1, text.length, output_file(to)) != text.length)
        status = output_failure(names->context, path);
    if (status == CODING_OK)
        status = output_commit(to);
    else
        output_abandon(to);
    buffer_free(&text);
    return status;
}
