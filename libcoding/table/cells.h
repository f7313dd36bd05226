/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The maker of rows, for the room table alone. */
#ifndef TABLE_CELLS_H
#define TABLE_CELLS_H

#include <coding/row.h>

coding_context *cells_context(const coding_cells *cells);

#endif
