/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The package of an .xlsx file: which part is which, which sheet is meant. See
   table/spreadsheet.h. */
#include "table/spreadsheet.h"

#include <assert.h>
#include <string.h>

#include "base/diag.h"
#include "base/memory.h"
#include "io/xml.h"
#include "table/spreadsheet_parts.h"

/* A reference from one part to another (ECMA-376 part 2, 9.3). */
typedef struct {
    coding_span id, type, target;
} relation;

typedef struct {
    coding_span name, relation;
    bool hidden;
} entry;

struct spreadsheet {
    spreadsheet_parts parts;
    coding_span name; /* of the sheet */
    size_t at;        /* byte of the next row */
    size_t width;     /* of the first row; 0: none came */
    spreadsheet_row row;
};

/* While the package is read. */
typedef struct {
    spreadsheet *table;
    archive *zip;
    coding_span folder; /* of the workbook part, with its / */
    relation *relations;
    entry *sheets;
    size_t relation_count, relation_capacity, sheet_count, sheet_capacity;
} package;

static coding_status
refuse(const package *of, const char *what)
{
    return diag_error(of->table->parts.context, CODING_EDATA,
                      "spreadsheet-damaged",
                      (diag_place){.file = of->table->parts.file}, "%s", what);
}

/* ---- relations ---- */

static coding_status
keep(package *of, const char *text, coding_span *out)
{
    return arena_copy(&of->table->parts.keep, coding_span_of(text), out);
}

static coding_status
relations_start(void *user, xml_name name, const xml_attributes *attributes)
{
    package *of = user;
    relation *made;
    coding_status status;

    if (strcmp(name.local, "Relationship") != 0)
        return CODING_OK;
    status = BASE_GROW(of->table->parts.context, &of->relations,
                       &of->relation_capacity, of->relation_count + 1);
    if (status != CODING_OK)
        return status;
    made = &of->relations[of->relation_count++];
    *made = (relation){{NULL, 0}, {NULL, 0}, {NULL, 0}};
    status = keep(of, xml_attribute(attributes, "Id"), &made->id);
    if (status == CODING_OK)
        status = keep(of, xml_attribute(attributes, "Type"), &made->type);
    if (status == CODING_OK)
        status = keep(of, xml_attribute(attributes, "Target"), &made->target);
    return status;
}

static coding_status
read_relations(package *of, const char *part)
{
    const xml_events events = {relations_start, NULL, NULL};
    size_t member = archive_find(of->zip, part);

    of->relation_count = 0;
    if (member == ARCHIVE_NONE)
        return CODING_OK;
    return xml_parse_member(of->zip, member, &events, of);
}

static bool
ends_in(coding_span text, const char *ending)
{
    size_t length = strlen(ending);

    return text.length >= length &&
           memcmp(text.at + text.length - length, ending, length) == 0;
}

/* The first relation of a type (types differ in their namespaces), or with an
   id; NULL: none. */
static const relation *
find_type(const package *of, const char *type)
{
    for (size_t i = 0; i < of->relation_count; i++)
        if (ends_in(of->relations[i].type, type))
            return &of->relations[i];
    return NULL;
}

static const relation *
find_id(const package *of, coding_span id)
{
    for (size_t i = 0; i < of->relation_count; i++)
        if (coding_span_equal(of->relations[i].id, id))
            return &of->relations[i];
    return NULL;
}

/* The member that a target names: /xl/styles.xml, styles.xml, ../a.xml. */
static coding_status
member_of(const package *of, coding_span target, size_t *out)
{
    coding_span folder = of->folder;
    const char *name;
    coding_status status;
    buffer path;

    if (target.length > 0 && target.at[0] == '/') {
        folder.length = 0;
        target = (coding_span){target.at + 1, target.length - 1};
    }
    while (target.length >= 3 && memcmp(target.at, "../", 3) == 0) {
        target = (coding_span){target.at + 3, target.length - 3};
        folder.length -= folder.length > 0;
        while (folder.length > 0 && folder.at[folder.length - 1] != '/')
            folder.length--;
    }
    buffer_init(&path, of->table->parts.context);
    buffer_add(&path, folder);
    buffer_add(&path, target);
    name = buffer_text(&path);
    status = buffer_status(&path);
    if (status == CODING_OK)
        *out = archive_find(of->zip, name);
    buffer_free(&path);
    return status;
}

/* ---- the workbook part ---- */

static coding_status
workbook_start(void *user, xml_name name, const xml_attributes *attributes)
{
    package *of = user;
    const char *dates = xml_attribute(attributes, "date1904");
    const char *state = xml_attribute(attributes, "state");
    entry *made;
    coding_status status;

    if (strcmp(name.local, "workbookPr") == 0 && dates != NULL)
        of->table->parts.since_1904 =
            strcmp(dates, "1") == 0 || strcmp(dates, "true") == 0;
    if (strcmp(name.local, "sheet") != 0)
        return CODING_OK;
    status = BASE_GROW(of->table->parts.context, &of->sheets,
                       &of->sheet_capacity, of->sheet_count + 1);
    if (status != CODING_OK)
        return status;
    made = &of->sheets[of->sheet_count++];
    *made = (entry){.hidden = state != NULL && strcmp(state, "visible") != 0};
    status = keep(of, xml_attribute(attributes, "name"), &made->name);
    if (status == CODING_OK)
        status = keep(of, xml_attribute(attributes, "id"), &made->relation);
    return status;
}

/* Where the workbook part is, and its folder; ARCHIVE_NONE: there is none. */
static coding_status
find_workbook(package *of, size_t *member)
{
    const relation *main;
    coding_status status = read_relations(of, "_rels/.rels");

    *member = ARCHIVE_NONE;
    if (status != CODING_OK)
        return status;
    main = find_type(of, "/officeDocument");
    if (main != NULL)
        status = member_of(of, main->target, member);
    if (status == CODING_OK && *member == ARCHIVE_NONE)
        *member = archive_find(of->zip, "xl/workbook.xml");
    if (status == CODING_OK && *member != ARCHIVE_NONE &&
        !ends_in(archive_name(of->zip, *member), ".xml"))
        *member = ARCHIVE_NONE;
    if (status != CODING_OK || *member == ARCHIVE_NONE)
        return status;
    of->folder = archive_name(of->zip, *member);
    while (of->folder.length > 0 && of->folder.at[of->folder.length - 1] != '/')
        of->folder.length--;
    return CODING_OK;
}

/* The sheets, and the relations of the workbook part, from
   xl/_rels/workbook.xml.rels. */
static coding_status
read_workbook_part(package *of, size_t member)
{
    const xml_events events = {workbook_start, NULL, NULL};
    coding_span name;
    const char *part;
    coding_status status = xml_parse_member(of->zip, member, &events, of);
    buffer path;

    if (status != CODING_OK)
        return status;
    name = archive_name(of->zip, member);
    buffer_init(&path, of->table->parts.context);
    buffer_add(&path, of->folder);
    buffer_add_text(&path, "_rels/");
    buffer_add(&path, (coding_span){name.at + of->folder.length,
                                    name.length - of->folder.length});
    buffer_add_text(&path, ".rels");
    part = buffer_text(&path);
    status = buffer_status(&path);
    if (status == CODING_OK)
        status = read_relations(of, part);
    buffer_free(&path);
    return status;
}

static coding_status
read_workbook(package *of)
{
    size_t member = ARCHIVE_NONE;
    coding_status status = find_workbook(of, &member);

    if (status == CODING_OK && member == ARCHIVE_NONE)
        return refuse(of, archive_find(of->zip, "content.xml") != ARCHIVE_NONE
                              ? "is an OpenDocument file; save it as .xlsx or "
                                "CSV"
                              : "is a zip file but no .xlsx workbook");
    return status == CODING_OK ? read_workbook_part(of, member) : status;
}

/* ---- which sheet ---- */

static bool
is_table(const package *of, const entry *sheet)
{
    const relation *to = find_id(of, sheet->relation);

    return to != NULL && ends_in(to->type, "/worksheet");
}

/* "'A', 'B', 'C'": the sheets one can read. */
static void
list_sheets(const package *of, buffer *out)
{
    for (size_t i = 0; i < of->sheet_count; i++) {
        if (!is_table(of, &of->sheets[i]))
            continue;
        buffer_add_text(out, out->length > 0 ? ", '" : "'");
        buffer_add(out, of->sheets[i].name);
        buffer_add_byte(out, '\'');
    }
}

static coding_status
choose_sheet(const package *of, const char *wanted, const entry **out)
{
    const spreadsheet_parts *parts = &of->table->parts;
    diag_place place = {.file = parts->file};
    size_t others = 0;
    const char *list;
    coding_status status;
    buffer names;

    *out = NULL;
    for (size_t i = 0; i < of->sheet_count; i++) {
        const entry *sheet = &of->sheets[i];

        if (!is_table(of, sheet))
            continue;
        others += *out != NULL && !sheet->hidden;
        if (*out == NULL &&
            (wanted != NULL ? coding_span_is(sheet->name, wanted)
                            : !sheet->hidden))
            *out = sheet;
    }
    buffer_init(&names, parts->context);
    list_sheets(of, &names);
    list = buffer_text(&names);
    status = buffer_status(&names);
    if (status != CODING_OK)
        *out = NULL;
    else if (*out == NULL && wanted != NULL)
        status = diag_error(parts->context, CODING_EDATA, "spreadsheet-sheet",
                            place, "no sheet '%s'; there are %s", wanted, list);
    else if (*out == NULL)
        status = refuse(of, "has no sheet with cells that is not hidden");
    else if (wanted == NULL && others > 0)
        diag_note(parts->context, "spreadsheet-sheet", place,
                  "sheet '%.*s' is read, of %s", DIAG_SPAN((*out)->name), list);
    buffer_free(&names);
    return status;
}

/* ---- all sheets ---- */

coding_status
spreadsheet_members(archive *zip, arena *keep, coding_span *names)
{
    spreadsheet table = {
        .parts = {.context = archive_context(zip), .file = archive_file(zip)}};
    package of = {.table = &table, .zip = zip};
    size_t member = ARCHIVE_NONE;
    coding_status status;

    arena_init(&table.parts.keep, table.parts.context);
    memset(names, 0, archive_count(zip) * sizeof *names);
    status = find_workbook(&of, &member);
    if (status == CODING_OK && member != ARCHIVE_NONE)
        status = read_workbook_part(&of, member);
    for (size_t i = 0; status == CODING_OK && i < of.sheet_count; i++) {
        const relation *to = find_id(&of, of.sheets[i].relation);

        member = ARCHIVE_NONE;
        if (to != NULL)
            status = member_of(&of, to->target, &member);
        if (status == CODING_OK && member != ARCHIVE_NONE)
            status = arena_copy(keep, of.sheets[i].name, &names[member]);
    }
    base_free(table.parts.context, of.relations);
    base_free(table.parts.context, of.sheets);
    arena_clear(&table.parts.keep);
    return status;
}

/* ---- reading ---- */

static coding_status
read_part(package *of, const char *type,
          coding_status (*read)(spreadsheet_parts *parts, archive *zip,
                                size_t member))
{
    const relation *to = find_type(of, type);
    size_t member = ARCHIVE_NONE;
    coding_status status = CODING_OK;

    if (to != NULL)
        status = member_of(of, to->target, &member);
    if (status == CODING_OK && member != ARCHIVE_NONE)
        status = read(&of->table->parts, of->zip, member);
    return status;
}

static coding_status
read_sheet(package *of, const entry *sheet)
{
    const relation *to;
    size_t member = ARCHIVE_NONE;
    coding_status status = CODING_OK;

    assert(sheet != NULL);
    to = find_id(of, sheet->relation);
    of->table->name = sheet->name;
    if (to != NULL)
        status = member_of(of, to->target, &member);
    if (status == CODING_OK && member == ARCHIVE_NONE)
        status = refuse(of, "its sheet is not in the file");
    if (status == CODING_OK)
        status = spreadsheet_read_cells(&of->table->parts, of->zip, member);
    return status;
}

static coding_status
read_package(spreadsheet *table, coding_span bytes, const char *wanted)
{
    package of = {.table = table};
    const entry *sheet = NULL;
    coding_status status = archive_open_bytes(
        table->parts.context, table->parts.file, bytes, &of.zip);

    if (status == CODING_OK)
        status = read_workbook(&of);
    if (status == CODING_OK)
        status = choose_sheet(&of, wanted, &sheet);
    if (status == CODING_OK)
        status = read_part(&of, "/sharedStrings", spreadsheet_read_strings);
    if (status == CODING_OK)
        status = read_part(&of, "/styles", spreadsheet_read_styles);
    if (status == CODING_OK)
        status = read_sheet(&of, sheet);
    archive_close(of.zip);
    base_free(table->parts.context, of.relations);
    base_free(table->parts.context, of.sheets);
    return status;
}

coding_status
spreadsheet_open_bytes(coding_context *context, const char *name,
                       coding_span bytes, const spreadsheet_options *options,
                       spreadsheet **out)
{
    spreadsheet *table = NULL;
    coding_status status = BASE_NEW(context, &table);

    if (status != CODING_OK)
        return status;
    table->parts.context = context;
    table->parts.file = name;
    arena_init(&table->parts.keep, context);
    buffer_init(&table->parts.rows, context);
    status =
        read_package(table, bytes, options == NULL ? NULL : options->sheet);
    if (status == CODING_OK)
        *out = table;
    else
        spreadsheet_close(table);
    return status;
}

coding_status
spreadsheet_open_input(input *in, coding_span front, const char *sheet,
                       spreadsheet **out)
{
    const spreadsheet_options wanted = {sheet};
    coding_context *context = input_context(in);
    coding_status status;
    buffer bytes;

    buffer_init(&bytes, context);
    buffer_add(&bytes, front);
    status = input_rest(in, coding_context_limits(context)->file_bytes, &bytes);
    if (status == CODING_OK)
        status = spreadsheet_open_bytes(context, input_name(in),
                                        buffer_span(&bytes), &wanted, out);
    buffer_free(&bytes);
    return status;
}

void
spreadsheet_close(spreadsheet *table)
{
    coding_context *context;

    if (table == NULL)
        return;
    context = table->parts.context;
    base_free(context, table->parts.strings);
    base_free(context, table->parts.shown);
    base_free(context, table->row.cells);
    arena_clear(&table->parts.keep);
    buffer_free(&table->parts.rows);
    base_free(context, table);
}

coding_span
spreadsheet_name(const spreadsheet *table)
{
    return table->name;
}

coding_status
spreadsheet_next(spreadsheet *table, delimited_record *out)
{
    spreadsheet_row *row = &table->row;
    coding_status status = spreadsheet_row_next(&table->parts, &table->at, row);

    if (status != CODING_OK)
        return status;
    if (table->width == 0)
        table->width = row->count;
    if (row->count < table->width) {
        status = BASE_GROW(table->parts.context, &row->cells, &row->capacity,
                           table->width);
        if (status != CODING_OK)
            return status;
        memset(row->cells + row->count, 0,
               (table->width - row->count) * sizeof *row->cells);
        row->count = table->width;
    }
    *out = (delimited_record){row->cells, row->count, row->line,
                              table->parts.file, false};
    return CODING_OK;
}
