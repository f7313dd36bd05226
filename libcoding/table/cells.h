/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The maker of rows, for the room table alone. */
#ifndef TABLE_CELLS_H
#define TABLE_CELLS_H

#include <coding/row.h>

coding_context *cells_context(const coding_cells *cells);
/* coding_cells_text for so many columns side by side, from first on. */
void cells_texts(coding_cells *cells, size_t first, const coding_span *texts,
                 size_t count);
/* What is true of the row being made: see coding_row. */
void cells_plain(coding_cells *cells, bool plain);

#endif
