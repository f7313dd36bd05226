/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Codebooks and their cues, loaded together. See coding/coder.h. */
#include <coding/coder.h>

#include "base/memory.h"

struct coding_coder_books {
    coding_context *context;
    coding_codebook **books;
    coding_cues **cues;
    size_t count;
};

static coding_status
load(coding_coder_books *made, const char *const *paths, size_t count)
{
    coding_status faults =
        base_alloc(made->context, count * sizeof(*made->books),
                   (void **)(void *)&made->books);

    if (faults == CODING_OK)
        faults = base_alloc(made->context, count * sizeof(*made->cues),
                            (void **)(void *)&made->cues);
    if (faults != CODING_OK)
        return faults;
    made->count = count;
    for (size_t i = 0; i < count; i++) {
        coding_status status =
            coding_codebook_load(made->context, paths[i], &made->books[i]);

        if (status == CODING_OK)
            status = coding_cues_of_codebook(made->context, made->books[i],
                                             &made->cues[i]);
        if (status > faults)
            faults = status;
    }
    return faults;
}

coding_status
coding_coder_books_load(coding_context *context, const char *const *paths,
                        size_t count, coding_coder_books **out)
{
    coding_coder_books *made = NULL;
    coding_status status = BASE_NEW(context, &made);

    if (status != CODING_OK)
        return status;
    made->context = context;
    status = load(made, paths, count);
    if (status == CODING_OK)
        *out = made;
    else
        coding_coder_books_free(made);
    return status;
}

void
coding_coder_books_free(coding_coder_books *books)
{
    if (books == NULL)
        return;
    for (size_t i = 0; i < books->count; i++) {
        coding_cues_free(books->cues[i]);
        coding_codebook_free(books->books[i]);
    }
    base_free(books->context, books->cues);
    base_free(books->context, books->books);
    base_free(books->context, books);
}

void
coding_coder_books_use(const coding_coder_books *books,
                       coding_coder_options *options)
{
    options->books = (const coding_codebook *const *)books->books;
    options->cues = (const coding_cues *const *)books->cues;
    options->book_count = books->count;
}
