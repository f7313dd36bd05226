/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Texts to a rehearsal or a revision. See rehearsal/texts.h. */
#include "rehearsal/texts.h"

#include <string.h>

#include "rehearsal/rehearsal_inside.h"

static coding_status
read_stream(coding_reader *reader, const texts_reader *to)
{
    coding_status status = to->open(to->user, coding_reader_columns(reader));

    if (status == CODING_OK)
        status = coding_reader_drain(reader, to->sink(to->user));
    return status == CODING_OK ? to->finish(to->user) : status;
}

static coding_status
read_transcripts(const coding_rehearsal_texts *texts, coding_tokenize *from,
                 coding_columns *columns, const texts_reader *to)
{
    coding_row_sink sink = {NULL, NULL};
    coding_status status = coding_tokenize_columns(from, columns);

    if (status == CODING_OK)
        status = to->open(to->user, columns);
    if (status == CODING_OK) {
        sink = to->sink(to->user);
        status = coding_tokenize_begin(from, columns, sink);
    }
    for (size_t i = 0; status == CODING_OK && i < texts->path_count; i++)
        status = coding_tokenize_file(from, texts->paths[i], sink);
    return status == CODING_OK ? to->finish(to->user) : status;
}

coding_status
texts_read(coding_context *context, const coding_rehearsal_texts *texts,
           const texts_reader *to)
{
    coding_tokenize *from = NULL;
    coding_columns *columns = NULL;
    coding_status status;

    if (texts->reader != NULL)
        return read_stream(texts->reader, to);
    status = coding_tokenize_new(context, texts->how, &from);
    if (status == CODING_OK)
        status = coding_columns_new(context, &columns);
    if (status == CODING_OK)
        status = read_transcripts(texts, from, columns, to);
    coding_tokenize_free(from);
    coding_columns_free(columns);
    return status;
}

static coding_status
open_rehearsal(void *user, const coding_columns *columns)
{
    return coding_rehearsal_open(user, columns);
}

static coding_row_sink
rehearsal_sink(void *user)
{
    return coding_rehearsal_sink(user);
}

static coding_status
finish_rehearsal(void *user)
{
    return coding_rehearsal_finish(user);
}

coding_status
coding_rehearsal_read(coding_rehearsal *rehearsal,
                      const coding_rehearsal_texts *texts)
{
    const texts_reader to = {rehearsal, open_rehearsal, rehearsal_sink,
                             finish_rehearsal};

    if (texts->reader == NULL && texts->path_count == 0)
        return CODING_OK;
    return texts_read(rehearsal->context, texts, &to);
}

size_t
coding_rehearsal_books(const char *const *paths, size_t count)
{
    static const char ending[] = ".codebook";
    size_t books = 0;

    while (books < count && strlen(paths[books]) >= sizeof ending &&
           strcmp(paths[books] + strlen(paths[books]) - (sizeof ending - 1),
                  ending) == 0)
        books++;
    return books == 0 && count > 0 ? 1 : books;
}

coding_status
coding_rehearsal_check(coding_rehearsal *rehearsal,
                       const coding_rehearsal_texts *texts, bool *whole)
{
    coding_status status, examples = coding_rehearsal_examples(rehearsal);

    *whole = false;
    if (examples != CODING_OK && examples != CODING_EUSAGE)
        return examples;
    status = coding_rehearsal_patterns(rehearsal);
    if (status == CODING_OK)
        status = coding_rehearsal_read(rehearsal, texts);
    *whole = status == CODING_OK;
    return *whole ? examples : status;
}
