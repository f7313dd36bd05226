/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For unit tests: the bytes of a small .xlsx file, from the words of its
   parts. Needs minizip and cmocka. */
#ifndef TESTS_XLSX_BYTES_H
#define TESTS_XLSX_BYTES_H

#include <minizip/zip.h>
#include <unistd.h>

#include "base/buffer.h"
#include "check.h"
#include "io/input.h"

typedef struct {
    const char *name, *words; /* name NULL ends a list */
} xlsx_part;

#define XLSX_TYPE                                                              \
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define XLSX_RELATIONS(inside)                                                 \
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/"   \
    "relationships\">" inside "</Relationships>"
#define XLSX_RELATION(id, type, target)                                        \
    "<Relationship Id=\"" id "\" Type=\"" XLSX_TYPE type "\" Target=\"" target \
    "\"/>"
#define XLSX_MAIN                                                              \
    "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "     \
    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/"         \
    "relationships\""
#define XLSX_SHEET(rows)                                                       \
    "<worksheet " XLSX_MAIN "><sheetData>" rows "</sheetData></worksheet>"

/* The package around one sheet, rId1, that may use strings and styles. */
#define XLSX_ROOT                                                              \
    {                                                                          \
        "_rels/.rels", XLSX_RELATIONS(XLSX_RELATION("rId1", "officeDocument",  \
                                                    "xl/workbook.xml"))        \
    }
#define XLSX_LINKS                                                             \
    {                                                                          \
        "xl/_rels/workbook.xml.rels",                                          \
            XLSX_RELATIONS(                                                    \
                XLSX_RELATION("rId1", "worksheet", "worksheets/sheet1.xml")    \
                    XLSX_RELATION("rId2", "styles", "styles.xml")              \
                        XLSX_RELATION("rId3", "sharedStrings",                 \
                                      "sharedStrings.xml"))                    \
    }
#define XLSX_BOOK                                                              \
    {                                                                          \
        "xl/workbook.xml",                                                     \
            "<workbook " XLSX_MAIN "><sheets><sheet name=\"Answers\" "         \
            "sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"                \
    }

/* Appends the zip file to out, which is initialised; a part without words has
   the bytes of inner. */
static inline void
xlsx_pack(coding_context *context, const xlsx_part *parts, coding_span inner,
          buffer *out)
{
    char path[] = "/tmp/coding-xlsx-XXXXXX";
    int file = mkstemp(path);
    zipFile zip = zipOpen64(path, APPEND_STATUS_CREATE);

    assert_true(file >= 0);
    assert_non_null(zip);
    for (; parts->name != NULL; parts++) {
        coding_span bytes =
            parts->words != NULL ? coding_span_of(parts->words) : inner;

        assert_int_equal(zipOpenNewFileInZip(zip, parts->name, NULL, NULL, 0,
                                             NULL, 0, NULL, Z_DEFLATED, 9),
                         ZIP_OK);
        assert_int_equal(
            zipWriteInFileInZip(zip, bytes.at, (unsigned)bytes.length), ZIP_OK);
        assert_int_equal(zipCloseFileInZip(zip), ZIP_OK);
    }
    assert_int_equal(zipClose(zip, NULL), ZIP_OK);
    close(file);
    assert_int_equal(input_load(context, path, SIZE_MAX, out, NULL), CODING_OK);
    unlink(path);
}

static inline void
xlsx_bytes(coding_context *context, const xlsx_part *parts, buffer *out)
{
    xlsx_pack(context, parts, (coding_span){NULL, 0}, out);
}

#endif
