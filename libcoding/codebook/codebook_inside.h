/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The inside of a coding_codebook. */
#ifndef CODEBOOK_CODEBOOK_INSIDE_H
#define CODEBOOK_CODEBOOK_INSIDE_H

#include <coding/codebook.h>

#include "base/arena.h"
#include "base/map.h"

struct coding_codebook {
    coding_context *context;
    arena all;
    map codes; /* a code's number is its place */
    coding_codebook_data data;
};

#endif
