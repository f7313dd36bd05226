/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Transcribers' brackets that stand for no words. See pattern/fold.h. Names
   in brackets, as in [Client 2], and editors' insertions are words. */
#include <string.h>

#include "pattern/fold.h"

enum { GAP_BYTES = 80, GAP_WORDS = 6, WORD_BYTES = 20 };

/* One of these as the first word makes a gap of whatever follows. */
static const char strong[] =
    " inaudible unintelligible indistinct indecipherable crosstalk laughs"
    " laughter laughing chuckles giggles coughs sighs blank_audio sic ";
/* A bracket of these words alone is a gap, too. */
static const char weak[] =
    " unclear cross-talk overlapping overlap simultaneous overtalk overtalking"
    " laugh chuckle chuckling giggle smiles smiling sigh sighing cough coughing"
    " sneezes sniffs pause pauses silence noise noises music applause rings"
    " ringing knocking interruption nods nodding whispers whispering crying"
    " cries breathes gestures ";
/* Words that may stand beside a weak one and make no gap alone. */
static const char beside[] =
    " long short brief slight slightly both all everyone general group loud"
    " loudly soft softly nervous nervously background playing phone telephone"
    " talk talking speech over cross and at for seconds second secs sec minutes"
    " minute in the ";

/* list holds every word between spaces. */
static bool
is_listed(const char *list, const char *word, size_t length)
{
    for (const char *at = list; *at != '\0';) {
        size_t here;

        at += strspn(at, " ");
        here = strcspn(at, " ");
        if (here == length && here > 0 && memcmp(at, word, length) == 0)
            return true;
        at += here;
    }
    return false;
}

/* 00:12:03, 12:03.5, 3; *colon: a time of day or of the recording. */
static bool
is_number(const char *word, size_t length, bool *colon)
{
    *colon = false;
    for (size_t i = 0; i < length; i++) {
        if (word[i] == ':')
            *colon = true;
        else if ((word[i] < '0' || word[i] > '9') && word[i] != '.')
            return false;
    }
    return length > 0 && word[0] >= '0' && word[0] <= '9';
}

static bool
is_between_words(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == ',' ||
           byte == ';' || byte == '?' || byte == '!' || byte == '/';
}

typedef struct {
    size_t words, weak, times, other;
    bool strong; /* the first word is */
} census;

/* The next word of inside from *at on, in small letters; its length. */
static size_t
next_word(coding_span inside, size_t *at, char *word)
{
    size_t length = 0;

    while (*at < inside.length && is_between_words(inside.at[*at]))
        ++*at;
    while (*at < inside.length && !is_between_words(inside.at[*at])) {
        char byte = inside.at[*at];

        if (byte >= 'A' && byte <= 'Z')
            byte = (char)(byte - 'A' + 'a');
        if (length < WORD_BYTES)
            word[length] = byte;
        length++;
        ++*at;
    }
    while (length > 0 && length <= WORD_BYTES && word[length - 1] == '.')
        length--;
    return length;
}

static void
judge(const char *word, size_t length, census *found)
{
    bool colon = false;

    found->words++;
    if (length <= WORD_BYTES && found->words == 1 &&
        is_listed(strong, word, length))
        found->strong = true;
    else if (length <= WORD_BYTES && is_number(word, length, &colon))
        found->times += colon;
    else if (length <= WORD_BYTES &&
             (is_listed(weak, word, length) || is_listed(strong, word, length)))
        found->weak++;
    else if (length > WORD_BYTES || !is_listed(beside, word, length))
        found->other++;
}

static census
count(coding_span inside)
{
    census found = {0};
    char word[WORD_BYTES];
    size_t at = 0;

    while (at < inside.length) {
        size_t length = next_word(inside, &at, word);

        if (length > 1 || (length == 1 && word[0] != '-'))
            judge(word, length, &found);
    }
    return found;
}

/* [...], […], [?], [--]: words that are not there. */
static bool
is_blank(coding_span inside)
{
    static const char ellipsis[] = "\xE2\x80\xA6";

    for (size_t i = 0; i < inside.length; i++) {
        if (inside.length - i >= 3 && memcmp(inside.at + i, ellipsis, 3) == 0)
            i += 2;
        else if (inside.at[i] == '\0' || strchr(".?- _", inside.at[i]) == NULL)
            return false;
    }
    return inside.length > 0;
}

size_t
fold_gap(coding_span text)
{
    size_t end = 1;
    char close;
    coding_span inside;
    census found;

    if (text.length < 3 || (text.at[0] != '[' && text.at[0] != '('))
        return 0;
    close = text.at[0] == '[' ? ']' : ')';
    while (end < text.length && end < GAP_BYTES && text.at[end] != close &&
           text.at[end] != '[' && text.at[end] != '(')
        end++;
    if (end >= text.length || text.at[end] != close)
        return 0;
    inside = coding_span_trim((coding_span){text.at + 1, end - 1});
    if (close == ']' && is_blank(inside))
        return end + 1;
    found = count(inside);
    if (found.words == 0 || found.words > GAP_WORDS)
        return 0;
    if (found.strong || (found.other == 0 && found.weak + found.times > 0))
        return end + 1;
    return 0;
}
