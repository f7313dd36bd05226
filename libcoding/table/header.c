/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines of a stream taken apart. See table/header.h. */
#include "table/header.h"

#include <string.h>

#include "base/utf8.h"
#include "table/columns.h"

static char
escaped(char letter)
{
    switch (letter) {
    case 't':
        return '\t';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case '\\':
        return '\\';
    default:
        return '\0';
    }
}

coding_span
header_unescape(coding_span cell)
{
    const char *from =
        cell.length == 0 ? NULL : memchr(cell.at, '\\', cell.length);
    const char *end;
    char *to;

    if (from == NULL)
        return cell;
    end = cell.at + cell.length;
    /* The span lies in the block of table/lines.h, which may be changed. */
    memcpy(&to, &from, sizeof to);
    while (from < end) {
        if (*from == '\\') {
            *to++ = escaped(from[1]);
            from += 2;
        } else {
            *to++ = *from++;
        }
    }
    return (coding_span){cell.at, (size_t)(to - cell.at)};
}

/* Place of a byte of the line, in code points as far as it is valid. */
static diag_place
at_byte(diag_place place, coding_span line, size_t byte)
{
    place.column = utf8_length((coding_span){line.at, byte}) + 1;
    return place;
}

coding_status
header_check_line(coding_context *context, diag_place place, coding_span line,
                  bool *escapes)
{
    size_t invalid = utf8_invalid_at(line);
    const char *at = line.at, *end = line.at + line.length;

    *escapes = false;
    if (invalid < line.length)
        return diag_error(context, CODING_EDATA, "utf8-invalid",
                          at_byte(place, line, invalid),
                          "byte 0x%02X is not UTF-8",
                          (unsigned)(unsigned char)line.at[invalid]);
    while (at < end && (at = memchr(at, '\\', (size_t)(end - at))) != NULL) {
        *escapes = true;
        if (at + 1 == end || escaped(at[1]) == '\0')
            return diag_error(context, CODING_EDATA, "stream-escape",
                              at_byte(place, line, (size_t)(at - line.at)),
                              "a backslash that is no escape; the stream knows "
                              "\\t, \\n, \\r and \\\\");
        at += 2;
    }
    return CODING_OK;
}

bool
header_is(coding_span line)
{
    return line.length >= 6 && memcmp(line.at, "record", 6) == 0 &&
           (line.length == 6 || line.at[6] == '\t');
}

/* Appends one name of a header. */
static coding_status
add_name(coding_context *context, diag_place place, coding_span name,
         coding_columns *columns)
{
    bool added = true;
    coding_status status;

    if (name.length == 0)
        return diag_error(context, CODING_EDATA, "stream-column-empty", place,
                          "column %zu of the header has no name",
                          coding_columns_count(columns) + 1);
    if (coding_columns_count(columns) == COLUMNS_LIMIT)
        return diag_error(context, CODING_EDATA, "stream-too-wide", place,
                          "more than %d columns", (int)COLUMNS_LIMIT);
    status = columns_append(columns, name, &added);
    if (status == CODING_OK && !added)
        status = diag_error(context, CODING_EDATA, "stream-column-twice", place,
                            "column '%.*s' comes twice in the header",
                            DIAG_SPAN(name));
    return status;
}

static coding_status
refuse_crlf(coding_context *context, diag_place place)
{
    return diag_error(context, CODING_EDATA, "stream-crlf", place,
                      "line ends in CR LF; a stream ends its lines in LF");
}

coding_status
header_read(coding_context *context, diag_place place, coding_span line,
            coding_columns **out)
{
    coding_columns *columns = NULL;
    const char *at = line.at + strlen("record");
    const char *end = line.at + line.length;
    bool escapes;
    coding_status status = header_check_line(context, place, line, &escapes);

    if (status == CODING_OK && end[-1] == '\r')
        status = refuse_crlf(context, place);
    if (status == CODING_OK)
        status = coding_columns_new(context, &columns);
    while (status == CODING_OK && at < end) {
        const char *tab = memchr(at + 1, '\t', (size_t)(end - at - 1));
        const char *stop = tab != NULL ? tab : end;
        coding_span name = {at + 1, (size_t)(stop - at - 1)};

        status = add_name(context, place, header_unescape(name), columns);
        at = stop;
    }
    if (status != CODING_OK) {
        coding_columns_free(columns);
        return status;
    }
    *out = columns;
    return CODING_OK;
}

/* ---- what else a first line may be ---- */

static bool
holds(coding_span line, const char *words)
{
    size_t length = strlen(words);

    for (size_t i = 0; i + length <= line.length; i++)
        if (memcmp(line.at + i, words, length) == 0)
            return true;
    return false;
}

static bool
begins(coding_span line, const char *words)
{
    size_t length = strlen(words);

    return line.length >= length && memcmp(line.at, words, length) == 0;
}

/* VS Code's launcher is a `code` too; it prints this when it is piped. */
static bool
is_vscode(coding_span line)
{
    return holds(line, "Run with 'code -' to read") ||
           (begins(line, "Run with '") &&
            holds(line, "to read output from another program")) ||
           (begins(line, "Run with '") && holds(line, "to read from stdin"));
}

static bool
is_csv(coding_span line)
{
    return begins(line, "record,") || begins(line, "record;") ||
           begins(line, "\"record\",") || begins(line, "\"record\";");
}

bool
header_is_meant(coding_span line)
{
    return header_is(line) || is_csv(line) || is_vscode(line) ||
           coding_span_is(line, "record\r") ||
           begins(line, "\xEF\xBB\xBFrecord\t");
}

static coding_span
first_cell(coding_span line, char separator)
{
    const char *stop = memchr(line.at, separator, line.length);

    return stop == NULL ? line
                        : (coding_span){line.at, (size_t)(stop - line.at)};
}

/* What the line looks like, for a person. */
static const char *
looks_like(coding_span line)
{
    if (begins(line, "PK\003\004"))
        return "this is a zip file (.xlsx, .docx or .odt)";
    if (begins(line, "{") || begins(line, "["))
        return "this looks like JSON";
    if (begins(line, "<"))
        return "this looks like XML or HTML";
    if (memchr(line.at, '\0', line.length) != NULL ||
        utf8_invalid_at(line) < line.length)
        return "this is not UTF-8 text";
    if (memchr(line.at, ',', line.length) != NULL ||
        memchr(line.at, ';', line.length) != NULL)
        return "this looks like CSV or text";
    return "this looks like text";
}

coding_status
header_refuse(coding_context *context, const char *file, coding_span line)
{
    diag_place place = {.file = file, .line = 1};
    coding_span cell;

    if (line.length == 0)
        return diag_error(context, CODING_EDATA, "stream-header", place,
                          "not a stream: line 1 is empty");
    if (is_vscode(line))
        return diag_error(
            context, CODING_EDATA, "stream-vscode", place,
            "this is VS Code's message, not coded text: another 'code' is "
            "first in your PATH; use 'coding code' or put the tools' folder "
            "first ('coding doctor' tells which it is)");
    if (coding_span_is(line, "record\r"))
        return refuse_crlf(context, place);
    if (begins(line, "\xEF\xBB\xBF"))
        return diag_error(context, CODING_EDATA, "stream-bom", place,
                          "a byte order mark; a stream begins with 'record'");
    if (is_csv(line))
        return diag_error(context, CODING_EDATA, "stream-csv", place,
                          "this is CSV where a stream is expected; let the "
                          "tool before write its default, --format=tsv");
    if (memchr(line.at, '\t', line.length) == NULL)
        return diag_error(context, CODING_EDATA, "stream-header", place,
                          "not a stream: %s, and a stream's first line begins "
                          "with 'record'",
                          looks_like(line));
    cell = first_cell(line, '\t');
    return diag_error(context, CODING_EDATA, "stream-header", place,
                      "not a stream: the first column is '%.*s', not 'record'",
                      DIAG_SPAN(cell));
}
