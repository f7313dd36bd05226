/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See transcript/vocabulary.h. */
#include "transcript/vocabulary.h"

#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

/* Each list holds its words between bars. */
static const char interviewer[] =
    "|interviewer|int|inter|i|iv|ivr|q|question|moderator|mod"
    "|researcher|facilitator|fac|host|investigator|";
static const char respondent[] =
    "|respondent|resp|a|answer|r|p|participant|part|interviewee|informant"
    "|subject|";
static const char remark[] =
    "|note taker|notetaker|note-taker|nb|n.b|observer|transcriber"
    "|note taker's remark|field note|transcriber's note|transcriber note|";
/* Only in brackets. */
static const char bracketed[] =
    "|note|notes|moderator's note|interviewer's note|interviewer note"
    "|researcher's note|researcher note|author's note|editor|ed|memo|";
/* Fields of a header. */
static const char fields[] =
    "|age|attendees|city|code|company|consent|conventions|country|date|"
    "date of interview|day|department|doi|duration|e-mail|email|employer|"
    "end time|file|file name|filename|gender|id|industry|interview|"
    "interview code|interview date|interview guide|interview id|"
    "interview no|interview number|interviewed by|job|job title|keywords|"
    "language|length|location|meeting|method|minutes|mode|name|names|"
    "number|occupation|organisation|organisation code|organisations|"
    "organization|organization code|participants|people|phone|place|"
    "position|profession|profile|project|pseudonym|recorded|recording|role|"
    "round|sector|session|setting|sex|script|stage|start|start time|"
    "starting time|status|study|tel|time|title|topic|transcribed|"
    "transcribed by|transcriber|transcript|transcription|translation|type|"
    "url|venue|version|website|year|years|";
/* What else stands before a colon and is nobody. */
static const char structure[] =
    "|abstract|action|actions|advice|again|agenda|also|appendix|author|"
    "background|because|but|cc|chair|chapter|comment|comments|conclusion|"
    "conclusions|conditions|context|description|details|end|example|"
    "examples|experience|fifth|figure|final|finally|findings|first|firstly|"
    "for example|format|fourth|fourthly|friday|from|ftp|goal|goals|header|"
    "hint|http|https|idea|ideas|important|in short|info|instruction|"
    "instructions|introduction|issue|issues|item|key|key points|last|"
    "lastly|level|link|list|mailto|main|monday|n.b|nb|next|next steps|note|"
    "notes|objective|objectives|observation|observations|one|options|other|"
    "outcome|p.s|page|part|plan|points|present|problem|problems|product|ps|"
    "purpose|quote|re|reason|reasons|reference|references|remark|remarks|"
    "result|results|saturday|scene|second|secondly|section|see|sent|short|"
    "so|step|subtitle|summary|sunday|table|task|tasks|third|thirdly|three|"
    "thursday|tip|to|todo|topics|total|tuesday|two|warning|wednesday|week|"
    "work|";

coding_span
vocabulary_key(coding_span label, char *bytes)
{
    size_t length = 0;
    bool gap = false;

    label = coding_span_trim(label);
    while (label.length > 0 && length + 6 < VOCABULARY_KEY_BYTES) {
        uint32_t point;
        size_t size = utf8_decode(label, &point);

        if (utf8_is_space(point)) {
            gap = length > 0;
        } else {
            if (gap)
                bytes[length++] = ' ';
            gap = false;
            if (point == 0x2019)
                point = '\'';
            length += utf8_encode(utf8_to_lower(point), bytes + length);
        }
        label.at += size;
        label.length -= size;
    }
    while (length > 1 && bytes[length - 1] == '.')
        length--;
    return (coding_span){bytes, length};
}

static bool
is_listed(const char *list, coding_span word)
{
    const char *at = list;

    if (word.length == 0 || memchr(word.at, '|', word.length) != NULL)
        return false;
    while (*at == '|' && at[1] != '\0') {
        const char *end = strchr(at + 1, '|');

        if (end == NULL)
            break;
        if (coding_span_equal(word,
                              (coding_span){at + 1, (size_t)(end - at - 1)}))
            return true;
        at = end;
    }
    return false;
}

static bool
is_ascii_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* The key without a number behind it and what ties the two. */
static coding_span
without_number(coding_span key)
{
    size_t length = key.length;

    while (length > 0 && is_ascii_digit(key.at[length - 1]))
        length--;
    if (length == key.length || length == 0)
        return key;
    while (length > 1 && strchr(" #_-.", key.at[length - 1]) != NULL)
        length--;
    return (coding_span){key.at, length};
}

bool
vocabulary_is_interviewer(coding_span key)
{
    return is_listed(interviewer, without_number(key));
}

bool
vocabulary_is_respondent(coding_span key)
{
    return is_listed(respondent, without_number(key));
}

bool
vocabulary_is_structure(coding_span key)
{
    return is_listed(structure, without_number(key)) ||
           vocabulary_is_field(key);
}

bool
vocabulary_is_field(coding_span key)
{
    return is_listed(fields, without_number(key));
}

bool
vocabulary_is_remark(coding_span key, bool in_brackets)
{
    return is_listed(remark, key) || (in_brackets && is_listed(bracketed, key));
}

bool
vocabulary_is_code(coding_span label)
{
    size_t letters = 0, numbers = 0;

    for (size_t i = 0; i < label.length; i++) {
        char byte = label.at[i];

        if (is_ascii_digit(byte))
            numbers++;
        else if (byte >= 'A' && byte <= 'Z')
            letters++;
        else if (byte != '-' && byte != '_')
            return false;
    }
    return letters > 0 && numbers > 0 && label.length <= 16;
}
