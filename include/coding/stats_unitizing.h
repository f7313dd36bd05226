/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Agreement of coders who marked passages of a text themselves. Formulas and
   sources: coding-method(7). */
#ifndef CODING_STATS_UNITIZING_H
#define CODING_STATS_UNITIZING_H

#include <coding/context.h>
#include <coding/figure.h>

#include <stdint.h>

typedef struct {
    uint32_t coder, code;   /* from 0 */
    uint64_t begin, length; /* positions of the text, begin from 0 */
} coding_stats_segment;

typedef struct {
    uint64_t length; /* of the text, up to 10^9 */
    size_t coders, codes, count;
    const coding_stats_segment *segments; /* borrowed, in any order */
} coding_stats_continuum;

/* By code (row) alpha_u_do, alpha_u_de, alpha_u_code = 1 - do / de
   (Krippendorff 1995, 2004), alpha_position, the nominal alpha of coded or not
   over all positions, and segment_f1, the share of all segments that overlap
   one of another coder's, pair by pair of coders. Of all codes alpha_u from the
   sums of do and de. NaN: nobody marked the code, or all of the text.
   CODING_EDATA: a segment that is empty or beyond the text, or two of one coder
   and code that overlap. */
CODING_CHECK coding_status coding_stats_unitizing(
    coding_context *context, const coding_stats_continuum *data,
    const coding_figure_sink *sink);

#endif
