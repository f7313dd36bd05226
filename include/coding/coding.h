/* SPDX-License-Identifier: GPL-2.0-or-later */
/* All of libcoding. */
#ifndef CODING_CODING_H
#define CODING_CODING_H

#include <coding/agreement.h>
#include <coding/association.h>
#include <coding/codebook.h>
#include <coding/codebook_table.h>
#include <coding/coder.h>
#include <coding/concordance.h>
#include <coding/context.h>
#include <coding/corrections.h>
#include <coding/counting.h>
#include <coding/crosstab.h>
#include <coding/cues.h>
#include <coding/figure.h>
#include <coding/guide.h>
#include <coding/matrix.h>
#include <coding/meta.h>
#include <coding/place.h>
#include <coding/polarity.h>
#include <coding/redaction.h>
#include <coding/rehearsal.h>
#include <coding/report.h>
#include <coding/review.h>
#include <coding/revision.h>
#include <coding/row.h>
#include <coding/saturation.h>
#include <coding/span.h>
#include <coding/stats_accumulation.h>
#include <coding/stats_adjust.h>
#include <coding/stats_agreement.h>
#include <coding/stats_chance.h>
#include <coding/stats_distribution.h>
#include <coding/stats_gof.h>
#include <coding/stats_multiple.h>
#include <coding/stats_power.h>
#include <coding/stats_proportion.h>
#include <coding/stats_random.h>
#include <coding/stats_ranked.h>
#include <coding/stats_strata.h>
#include <coding/stats_twoway.h>
#include <coding/stats_unitizing.h>
#include <coding/stats_validation.h>
#include <coding/stats_weighted.h>
#include <coding/status.h>
#include <coding/stream.h>
#include <coding/survey.h>
#include <coding/tally.h>
#include <coding/tokenize.h>
#include <coding/workbook.h>

#endif
