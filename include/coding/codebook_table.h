/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Codebooks as tables and tables as codebooks: one row a code, columns named
   as the fields. See codebook(1), convert, and docs/format/codebook.md. */
#ifndef CODING_CODEBOOK_TABLE_H
#define CODING_CODEBOOK_TABLE_H

#include <coding/context.h>

#include <stdio.h>

typedef enum {
    CODING_CODEBOOK_OTHER, /* of a codebook TSV, of a table a codebook */
    CODING_CODEBOOK_TEXT,  /* as codebook(5) says */
    CODING_CODEBOOK_TSV,   /* quoted as CSV is, with TAB */
    CODING_CODEBOOK_CSV    /* RFC 4180 with LF */
} coding_codebook_form;

/* Reads path ("-": standard input; a codebook, or a table in TSV, CSV or .xlsx;
   gzip is undone), checks it as coding_codebook_load does, and writes it to to
   in a form. A file is a codebook if its name ends in .codebook or if its
   first field is `codebook:`.
   Fields of a code are put in the order of the columns; comments are left
   behind, which is told as a note. to is not written to after a fault.
   CODING_EDATA: a table with faults; CODING_EUSAGE: faults of the codebook;
   CODING_ESYSTEM. */
CODING_CHECK coding_status coding_codebook_convert(coding_context *context,
                                                   const char *path,
                                                   coding_codebook_form form,
                                                   FILE *to);

#endif
