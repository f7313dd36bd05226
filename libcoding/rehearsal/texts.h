/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Texts, of a stream or of transcripts, to whoever looks at them. For the room
   alone. */
#ifndef REHEARSAL_TEXTS_H
#define REHEARSAL_TEXTS_H

#include <coding/rehearsal.h>

typedef struct {
    void *user;
    coding_status (*open)(void *user, const coding_columns *columns);
    coding_row_sink (*sink)(void *user); /* after open */
    coding_status (*finish)(void *user); /* columns are still there */
} texts_reader;

CODING_MUST_USE coding_status texts_read(coding_context *context,
                                         const coding_rehearsal_texts *texts,
                                         const texts_reader *to);

#endif
