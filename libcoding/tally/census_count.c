/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counting by every unit at once. See tally/census.h. */
#include <math.h>

#include "tally/census.h"

/* What has been met of one code, by the stamp that was current then. */
typedef struct {
    size_t *organisation, *dyad, *document;
    size_t *dyad_side;  /* side of the first one met */
    size_t *dyad_other; /* stamp at which another side was met */
    size_t stamp;       /* from 1 */
    size_t respondent;  /* the last one; CENSUS_NONE: none */
} marks;

static coding_status
make_marks(const census *all, marks *out)
{
    size_t dyads = all->dyads.count;
    coding_status status =
        ARENA_ARRAY(all->keep, all->organisations.count, &out->organisation);

    if (status == CODING_OK)
        status = ARENA_ARRAY(all->keep, dyads, &out->dyad);
    if (status == CODING_OK)
        status = ARENA_ARRAY(all->keep, dyads, &out->dyad_side);
    if (status == CODING_OK)
        status = ARENA_ARRAY(all->keep, dyads, &out->dyad_other);
    if (status == CODING_OK)
        status =
            ARENA_ARRAY(all->keep, coding_counting_documents(all->counting),
                        &out->document);
    return status;
}

static void
next_stamp(marks *met)
{
    met->stamp++;
    met->respondent = CENSUS_NONE;
}

static bool
is_in_level(const census *all, size_t respondent, size_t level)
{
    return level == CENSUS_ALL || all->level[respondent] == level;
}

/* Both sides: respondents of two different sides. */
static void
meet_dyad(marks *met, size_t dyad, size_t side, census_counts *counts)
{
    if (met->dyad[dyad] != met->stamp) {
        met->dyad[dyad] = met->stamp;
        met->dyad_side[dyad] = side;
        counts->dyads++;
        return;
    }
    if (side == CENSUS_NONE)
        return;
    if (met->dyad_side[dyad] == CENSUS_NONE)
        met->dyad_side[dyad] = side;
    if (met->dyad_side[dyad] != side && met->dyad_other[dyad] != met->stamp) {
        met->dyad_other[dyad] = met->stamp;
        counts->dyads_both++;
    }
}

/* A respondent, once. Respondents come in order. */
static void
meet_respondent(const census *all, marks *met, size_t respondent,
                census_counts *counts)
{
    size_t organisation = all->organisation[respondent];

    if (met->respondent == respondent)
        return;
    met->respondent = respondent;
    counts->respondents++;
    if (organisation != CENSUS_NONE &&
        met->organisation[organisation] != met->stamp) {
        met->organisation[organisation] = met->stamp;
        counts->organisations++;
    }
    for (size_t i = all->dyad_from[respondent];
         i < all->dyad_from[respondent + 1]; i++)
        meet_dyad(met, all->dyad[i], all->side[respondent], counts);
}

static void
meet_documents(marks *met, const size_t *documents, size_t count,
               census_counts *counts)
{
    for (size_t i = 0; i < count; i++) {
        if (met->document[documents[i]] == met->stamp)
            continue;
        met->document[documents[i]] = met->stamp;
        counts->documents++;
    }
}

coding_status
census_base(const census *all, size_t level, census_counts *out)
{
    marks met = {0};
    coding_status status = make_marks(all, &met);

    *out = (census_counts){0};
    next_stamp(&met);
    for (size_t r = 0; status == CODING_OK && r < all->respondent_count; r++) {
        const coding_counted_respondent *who = &all->respondents[r];

        if (!is_in_level(all, r, level))
            continue;
        meet_respondent(all, &met, r, out);
        meet_documents(&met, who->documents, who->document_count, out);
    }
    for (size_t i = 0; status == CODING_OK && i < all->answer_count; i++)
        if (all->answers[i].counted &&
            is_in_level(all, all->answers[i].respondent, level))
            out->mentions += all->answers[i].mentions;
    return status;
}

/* Adds share to *sum; what rounding loses gathers in *lost (Neumaier 1974,
   ZAMM 54, 39-51), so that equal sums are equal doubles. */
static void
add_exactly(double share, double *sum, double *lost)
{
    double next = *sum + share;

    *lost += fabs(*sum) >= fabs(share) ? (*sum - next) + share
                                       : (share - next) + *sum;
    *sum = next;
}

/* First mentions, mean rank and Smith's S = mean over the base of
   (L - r + 1) / L, where a respondent's list has L codes and this one is the
   r-th; 0 for those who did not name it (Smith & Borgatti 1997, J. Linguist.
   Anthropol. 7, 208-209). */
static void
add_ranks(const census *all, size_t level, uint64_t base, double *lost,
          census_counts *out)
{
    for (size_t c = 0; c < all->code_count; c++)
        out[c].mean_rank = out[c].salience = 0;
    for (size_t r = 0; r < all->respondent_count; r++) {
        size_t from = all->list_from[r];
        size_t length = all->list_from[r + 1] - from;

        for (size_t i = 0; i < length && is_in_level(all, r, level); i++) {
            size_t code = all->list[from + i];

            out[code].first += i == 0;
            out[code].mean_rank += (double)(i + 1); /* whole numbers: exact */
            add_exactly((double)(length - i) / (double)length,
                        &out[code].salience, &lost[code]);
        }
    }
    for (size_t c = 0; c < all->code_count; c++) {
        out[c].mean_rank = out[c].respondents > 0
                               ? out[c].mean_rank / (double)out[c].respondents
                               : (double)NAN;
        out[c].salience =
            base > 0 ? (out[c].salience + lost[c]) / (double)base : (double)NAN;
    }
}

coding_status
census_count(const census *all, size_t level, census_counts *out)
{
    marks met = {0};
    census_counts base;
    double *lost = NULL;
    coding_status status = make_marks(all, &met);

    if (status == CODING_OK)
        status = ARENA_ARRAY(all->keep, all->code_count, &lost);
    if (status == CODING_OK)
        status = census_base(all, level, &base);
    if (status != CODING_OK)
        return status;
    for (size_t c = 0; c < all->code_count; c++) {
        out[c] = (census_counts){0};
        next_stamp(&met);
        for (size_t i = all->code_from[c]; i < all->code_from[c + 1]; i++) {
            const coding_counted_answer *named = &all->answers[all->by_code[i]];

            if (!is_in_level(all, named->respondent, level))
                continue;
            out[c].mentions += named->mentions;
            out[c].units += named->units;
            meet_respondent(all, &met, named->respondent, &out[c]);
            meet_documents(&met, named->documents, named->document_count,
                           &out[c]);
        }
    }
    add_ranks(all, level, base.respondents, lost, out);
    return CODING_OK;
}

/* ---- families ---- */

/* Numbers families by code in codebook order; codes without one have none. */
static coding_status
number_families(const census *all, size_t *family, census_family **out,
                size_t *count)
{
    coding_status status = ARENA_ARRAY(all->keep, all->code_count, out);

    *count = 0;
    for (size_t c = 0; status == CODING_OK && c < all->code_count; c++) {
        size_t f = 0;

        family[c] = CENSUS_NONE;
        if (all->codes[c].family.length == 0)
            continue;
        while (f < *count &&
               !coding_span_equal((*out)[f].name, all->codes[c].family))
            f++;
        if (f == *count)
            (*out)[(*count)++].name = all->codes[c].family;
        family[c] = f;
    }
    return status;
}

/* Marks each respondent's families once; a respondent adds one for each code
   of his to children_sum. */
static void
count_family(const census *all, const size_t *family, size_t number,
             size_t level, marks *met, census_family *out)
{
    census_counts counts = {0};

    next_stamp(met);
    for (size_t r = 0; r < all->respondent_count; r++) {
        if (!is_in_level(all, r, level))
            continue;
        for (size_t i = all->list_from[r]; i < all->list_from[r + 1]; i++) {
            if (family[all->list[i]] != number)
                continue;
            out->children_sum++;
            meet_respondent(all, met, r, &counts);
        }
    }
    out->respondents = counts.respondents;
    out->organisations = counts.organisations;
}

coding_status
census_families(const census *all, size_t level, census_family **out,
                size_t *count)
{
    size_t *family = NULL;
    marks met = {0};
    coding_status status = ARENA_ARRAY(all->keep, all->code_count, &family);

    if (status == CODING_OK)
        status = number_families(all, family, out, count);
    if (status == CODING_OK)
        status = make_marks(all, &met);
    for (size_t f = 0; status == CODING_OK && f < *count; f++)
        count_family(all, family, f, level, &met, &(*out)[f]);
    return status;
}
