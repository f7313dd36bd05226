/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The workbook as a file: made beside, finished, copied. See book.h. */
#include "workbook/book.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/memory.h"
#include "io/output.h"
#include "workbook/book_inside.h"
#include "workbook/celltext.h"
#include "workbook/temp.h"

static coding_status
open_file(book *all)
{
    const char *folder =
        all->options->temp != NULL ? all->options->temp : "/tmp";
    lxw_workbook_options options = {0};
    coding_span kept = {NULL, 0};
    coding_status status;

    status = arena_copy(&all->keep, coding_span_of(folder), &kept);
    if (status == CODING_OK)
        status = base_alloc(all->context, kept.length + 1,
                            (void **)(void *)&all->folder);
    if (status == CODING_OK)
        status = temp_name(all->context, folder, &all->path);
    if (status != CODING_OK)
        return status;
    memcpy(all->folder, kept.at, kept.length);
    options.tmpdir = all->folder;
    all->file = workbook_new_opt(all->path.bytes, &options);
    if (all->file == NULL)
        return diag_error(all->context, CODING_ESYSTEM, "no-memory",
                          (diag_place){0}, "out of memory");
    return CODING_OK;
}

coding_status
book_new(coding_context *context, const coding_workbook_options *options,
         book **out)
{
    book *all = NULL;
    coding_status status = BASE_NEW(context, &all);

    if (status != CODING_OK)
        return status;
    all->context = context;
    all->options = options;
    buffer_init(&all->path, context);
    buffer_init(&all->packed, context);
    buffer_init(&all->scratch, context);
    buffer_init(&all->second, context);
    buffer_init(&all->third, context);
    arena_init(&all->keep, context);
    map_init(&all->names, context);
    status = open_file(all);
    if (status != CODING_OK) {
        book_free(all);
        return status;
    }
    *out = all;
    return CODING_OK;
}

void
book_free(book *all)
{
    if (all == NULL)
        return;
    for (sheet *page = all->first; page != NULL; page = page->next)
        bulk_free(page->bulk);
    if (all->file != NULL)
        lxw_workbook_free(all->file);
    if (all->path.length > 0)
        unlink(all->path.bytes);
    if (all->packed.length > 0)
        unlink(all->packed.bytes);
    buffer_free(&all->packed);
    base_free(all->context, all->folder);
    buffer_free(&all->path);
    buffer_free(&all->scratch);
    buffer_free(&all->second);
    buffer_free(&all->third);
    arena_clear(&all->keep);
    map_clear(&all->names);
    base_free(all->context, all);
}

coding_context *
book_context(const book *all)
{
    return all->context;
}

void
book_speak(book *all, const headings *words)
{
    all->words = words;
}

coding_span
book_say(const book *all, const char *english)
{
    coding_span text = coding_span_of(english);

    return all->words != NULL ? headings_say(all->words, text) : text;
}

coding_status
book_status(const book *all)
{
    return all->status;
}

void
book_note(book *all, coding_status status)
{
    if (all->status == CODING_OK)
        all->status = status;
}

bool
book_took(book *all, lxw_error error)
{
    if (error == LXW_NO_ERROR)
        return true;
    if (all->status == CODING_OK)
        all->status = diag_error(
            all->context, CODING_ESYSTEM, "workbook-failed", (diag_place){0},
            "the workbook cannot be made: %s", lxw_strerror(error));
    return false;
}

bool
book_is_values(const book *all)
{
    return all->options->values;
}

const coding_workbook_facts *
book_facts(const book *all)
{
    return &all->facts;
}

void
book_split(book *all)
{
    all->facts.split++;
}

void
book_beyond(book *all, uint64_t cells)
{
    all->facts.beyond += cells;
}

/* text as libxlsxwriter wants it, in into; cut at 255 characters. */
static char *
property_text(coding_span text, buffer *into)
{
    buffer_reset(into);
    celltext_add(text, CELLTEXT_LITERAL, into);
    buffer_add_byte(into, '\0');
    return buffer_status(into) == CODING_OK ? into->bytes : NULL;
}

void
book_properties(book *all, coding_span title, coding_span subject,
                coding_span keywords)
{
    lxw_doc_properties properties = {0};
    int64_t created = all->options->created;

    if (all->status != CODING_OK)
        return;
    properties.title = property_text(title, &all->scratch);
    properties.subject = property_text(subject, &all->second);
    properties.keywords = property_text(keywords, &all->third);
    if (properties.title == NULL || properties.subject == NULL ||
        properties.keywords == NULL) {
        book_note(all, CODING_ESYSTEM);
        return;
    }
    /* 0 would be "now". */
    properties.created = (time_t)(created > 0 ? created : 1);
    book_took(all, workbook_set_properties(all->file, &properties));
}

void
book_property(book *all, const char *name, coding_span value)
{
    const char *text;

    if (all->status != CODING_OK || value.length == 0)
        return;
    text = property_text(value, &all->scratch);
    if (text == NULL)
        book_note(all, CODING_ESYSTEM);
    else
        book_took(all,
                  workbook_set_custom_property_string(all->file, name, text));
}

void
book_define(book *all, const char *name, const sheet *at, unsigned row,
            unsigned column)
{
    if (all->status != CODING_OK || at == NULL)
        return;
    buffer_reset(&all->scratch);
    buffer_add_byte(&all->scratch, '=');
    buffer_add_text(&all->scratch, at->quoted);
    buffer_add_byte(&all->scratch, '!');
    buffer_add_text(&all->scratch, A1_fixed(row, column).text);
    if (buffer_status(&all->scratch) != CODING_OK)
        book_note(all, CODING_ESYSTEM);
    else
        book_took(all, workbook_define_name(all->file, name,
                                            buffer_text(&all->scratch)));
}

/* Puts the rows of large sheets into the file: a second one, in packed. */
static coding_status
pack(book *all)
{
    repack_part *parts = NULL;
    size_t count = 0;
    coding_status status = ARENA_ARRAY(&all->keep, all->facts.sheets, &parts);

    for (sheet *page = all->first; status == CODING_OK && page != NULL;
         page = page->next)
        if (page->bulk != NULL)
            status = bulk_end(page->bulk, page->member, &parts[count++]);
    if (status != CODING_OK || count == 0)
        return status;
    status = temp_name(all->context, all->folder, &all->packed);
    if (status == CODING_OK)
        status = repack_write(all->context, all->path.bytes, all->packed.bytes,
                              parts, count);
    return status;
}

static coding_status
copy(book *all, FILE *out)
{
    coding_status status = CODING_OK;
    char bytes[4096];
    FILE *made = fopen(
        all->packed.length > 0 ? all->packed.bytes : all->path.bytes, "rb");
    size_t got;

    if (made == NULL)
        return temp_failure(all->context, all->folder);
    while (status == CODING_OK &&
           (got = fread(bytes, 1, sizeof bytes, made)) > 0)
        if (fwrite(bytes, 1, got, out) != got)
            status = output_failure(all->context, NULL);
    if (status == CODING_OK && ferror(made) != 0)
        status = temp_failure(all->context, all->folder);
    (void)fclose(made); /* was only read */
    return status;
}

coding_status
book_write(book *all, FILE *out)
{
    lxw_workbook *file = all->file;
    lxw_error error;

    if (all->status != CODING_OK)
        return all->status;
    for (sheet *page = all->first; page != NULL; page = page->next)
        sheet_finish(page);
    if (all->status != CODING_OK)
        return all->status;
    all->file = NULL; /* workbook_close frees it */
    errno = 0;
    error = workbook_close(file);
    if (error == LXW_ERROR_ZIP_FILE_OPERATION ||
        error == LXW_ERROR_CREATING_XLSX_FILE ||
        error == LXW_ERROR_CREATING_TMPFILE)
        all->status = temp_failure(all->context, all->folder);
    else
        book_took(all, error);
    book_note(all, all->status == CODING_OK ? pack(all) : all->status);
    return all->status == CODING_OK ? copy(all, out) : all->status;
}
