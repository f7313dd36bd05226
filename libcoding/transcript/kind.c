/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See transcript/kind.h. */
#include "transcript/kind.h"

#include <string.h>

#include "base/ascii.h"
#include "base/diag.h"

enum { ENDING_BYTES = 12, LOOK_BYTES = 512 };

typedef enum {
    REFUSE_RTF,
    REFUSE_DOC,
    REFUSE_PDF,
    REFUSE_ZIP,
    REFUSE_LOCKED
} refusal;

static const struct {
    const char *ending;
    kind format;
} endings[] = {
    {"md", KIND_MARKDOWN}, {"markdown", KIND_MARKDOWN}, {"vtt", KIND_VTT},
    {"srt", KIND_SRT},     {"html", KIND_HTML},         {"htm", KIND_HTML},
    {"docx", KIND_DOCX},   {"odt", KIND_ODT},
};

/* The ending in small letters, without the full stop; "" if there is none. */
static void
find_ending(coding_span name, char ending[ENDING_BYTES])
{
    size_t at = name.length, length = 0;

    ending[0] = '\0';
    while (at > 0 && name.at[at - 1] != '.')
        at--;
    if (at <= 1 || name.length - at >= ENDING_BYTES)
        return;
    for (; at < name.length; at++)
        ending[length++] = ascii_lower(name.at[at]);
    ending[length] = '\0';
}

static bool
begins(coding_span bytes, const char *with, size_t length)
{
    return bytes.length >= length && memcmp(bytes.at, with, length) == 0;
}

static bool
holds(coding_span bytes, const char *words)
{
    size_t length = strlen(words), look = bytes.length;

    look = look < LOOK_BYTES ? look : LOOK_BYTES;
    for (size_t i = 0; i + length <= look; i++)
        if (memcmp(bytes.at + i, words, length) == 0)
            return true;
    return false;
}

static coding_status
refuse(coding_context *context, const char *file, refusal why)
{
    static const char *const what[] = {
        "Rich Text", "an old Word file", "PDF",
        "a zip archive is not read; name the transcripts in it",
        ("a file with a password, or an old Word file, is not read; save it "
         "without a password")};
    static const char *const how[] = {"soffice --headless --convert-to docx",
                                      "soffice --headless --convert-to docx",
                                      "pdftotext -layout", NULL, NULL};
    diag_place place = {file, 0, 0, {NULL, 0}};

    if (how[why] == NULL)
        return diag_error(context, CODING_EDATA, "format-not-read", place, "%s",
                          what[why]);
    return diag_error(context, CODING_EDATA, "format-not-read", place,
                      "%s is not read; convert it first: %s %s", what[why],
                      how[why], file);
}

/* HTML as a browser would know it: by a tag at its front. */
static bool
is_html(coding_span bytes)
{
    static const char *const fronts[] = {"<!doctype html", "<!DOCTYPE html",
                                         "<!DOCTYPE HTML", "<html", "<HTML"};

    bytes = coding_span_trim(bytes);
    for (size_t i = 0; i < sizeof fronts / sizeof fronts[0]; i++)
        if (begins(bytes, fronts[i], strlen(fronts[i])))
            return true;
    return false;
}

coding_status
kind_find(coding_context *context, const char *file, coding_span name,
          coding_span bytes, kind *out)
{
    char ending[ENDING_BYTES];
    coding_span text = bytes;

    find_ending(name, ending);
    *out = KIND_TEXT;
    if (begins(bytes, "{\\rtf", 5) || strcmp(ending, "rtf") == 0)
        return refuse(context, file, REFUSE_RTF);
    if (begins(bytes, "%PDF-", 5) || strcmp(ending, "pdf") == 0)
        return refuse(context, file, REFUSE_PDF);
    if (begins(bytes, "\xD0\xCF\x11\xE0", 4))
        return refuse(context, file,
                      strcmp(ending, "docx") == 0 ? REFUSE_LOCKED : REFUSE_DOC);
    if (strcmp(ending, "doc") == 0)
        return refuse(context, file, REFUSE_DOC);
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
        if (strcmp(ending, endings[i].ending) == 0) {
            *out = endings[i].format;
            return CODING_OK;
        }
    if (begins(bytes, "PK\003\004", 4)) {
        if (!holds(bytes, "opendocument.text") && !holds(bytes, "word/") &&
            !holds(bytes, "[Content_Types].xml"))
            return refuse(context, file, REFUSE_ZIP);
        *out = holds(bytes, "opendocument.text") ? KIND_ODT : KIND_DOCX;
        return CODING_OK;
    }
    if (begins(text, "\xEF\xBB\xBF", 3))
        text = (coding_span){text.at + 3, text.length - 3};
    if (begins(text, "WEBVTT", 6))
        *out = KIND_VTT;
    else if (is_html(text))
        *out = KIND_HTML;
    return CODING_OK;
}

const char *
kind_name(kind format)
{
    static const char *const names[] = {"txt",  "md",   "vtt", "srt",
                                        "html", "docx", "odt"};

    return names[format];
}
