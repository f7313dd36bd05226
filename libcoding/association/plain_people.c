/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Plain files with a respondent a line: several answers, ranks, weights. */
#include <coding/stats_ranked.h>

#include <math.h>
#include <string.h>

#include "association/association_inside.h"
#include "base/number.h"
#include "base/sentence.h"

/* Cells of columns from on as digits up to most. */
static coding_status
read_digits(plain_file *file, size_t from, size_t columns, unsigned most,
            unsigned char **out)
{
    coding_status status =
        ARENA_ARRAY(&file->whole.keep, file->whole.rows * columns + 1, out);

    for (size_t i = 0; status == CODING_OK && i < file->whole.rows; i++)
        for (size_t j = 0; status == CODING_OK && j < columns; j++) {
            coding_span cell = whole_cell(&file->whole, i, from + j);

            if (cell.length == 1 && cell.at[0] >= '0' &&
                (unsigned)(cell.at[0] - '0') <= most)
                (*out)[i * columns + j] = (unsigned char)(cell.at[0] - '0');
            else
                status = whole_bad_cell(
                    &file->whole, "count-invalid", i, from + j,
                    most == 1 ? "0 or 1" : "a digit from 0 to 9");
        }
    return status;
}

/* ---- one question and a group ---- */

static coding_status
speak_multi(coding_association *association, coding_span table,
            const ledger *kept)
{
    const sentence_test rs2 = {"chi2", ledger_value(kept, "rs2_df"),
                               ledger_value(kept, "n"),
                               ledger_value(kept, "rs2")};
    const sentence_test q = {"Cochran's Q", ledger_value(kept, "cochran_q_df"),
                             ledger_value(kept, "n"),
                             ledger_value(kept, "cochran_q")};
    buffer *out = &association->words;
    coding_status status;

    buffer_add_text(out, "joint test of ");
    sentence_add_precise(out, ledger_value(kept, "items_used"), 15);
    buffer_add_text(out, " items (MMI): X2_S = ");
    sentence_add_fixed(out, ledger_value(kept, "x2s"), 2, SENTENCE_FREE);
    buffer_add_text(out, ", permutation of respondents ");
    sentence_add_p(out, ledger_value(kept, "perm_p_x2s"));
    buffer_add_text(out, "; Rao-Scott, second order: ");
    sentence_add_test(out, SENTENCE_UNICODE, &rs2);
    buffer_add_text(out, ", ");
    sentence_add_p(out, ledger_value(kept, "rs2_p"));
    status =
        report_sentence(association, table, "joint", (coding_span){NULL, 0});
    if (status != CODING_OK || isnan(q.value))
        return status;
    sentence_add_test(out, SENTENCE_ASCII, &q);
    buffer_add_text(out, ", ");
    sentence_add_p(out, ledger_value(kept, "cochran_q_p"));
    return report_sentence(association, table, "apa_q", (coding_span){NULL, 0});
}

static coding_status
test_multi(plain_file *file, const coding_stats_mentions *data,
           const coding_span *groups, const coding_span *items)
{
    coding_association *association = file->association;
    const coding_association_options *options = &association->options;
    const coding_stats_permutation shuffles = {
        .samples = joint_samples(options, data->respondents, data->items),
        .seed = options->seed};
    const coding_stats_resampling samples = {.samples = options->bootstrap,
                                             .seed = options->seed};
    ledger kept;
    report_figures figures = {.association = association,
                              .table = file->table,
                              .row_names = groups,
                              .column_names = items,
                              .item_names = items,
                              .kept = &kept,
                              .wants = joint_wants_labelled};
    coding_figure_sink sink = report_sink(&figures);
    coding_status status;

    ledger_init(&kept, association->context);
    status = coding_stats_multiple(association->context, data, &sink);
    if (status == CODING_OK)
        status = coding_stats_multiple_permute(association->context, data,
                                               &shuffles, &sink);
    if (status == CODING_OK && options->bootstrap > 0)
        status = coding_stats_multiple_bootstrap(association->context, data,
                                                 &samples, &sink);
    if (status == CODING_OK)
        status = speak_multi(association, file->table, &kept);
    ledger_clear(&kept);
    return status;
}

coding_status
plain_multi(plain_file *file)
{
    plain_levels groups = {0};
    unsigned char *named = NULL;
    size_t items = file->whole.columns - 2;
    coding_status status =
        whole_need(&file->whole, 3, "id, group and one or more items");

    if (status == CODING_OK)
        status = plain_levels_of(file, 1, &groups);
    if (status == CODING_OK)
        status = read_digits(file, 2, items, 1, &named);
    if (status == CODING_OK) {
        const coding_stats_mentions data = {
            named, groups.number, file->whole.rows, items, groups.count};

        status = test_multi(file, &data, groups.names, file->whole.names + 2);
    }
    return status;
}

/* ---- two questions ---- */

/* Columns that begin with w, then columns that begin with y. */
static coding_status
count_questions(const plain_file *file, size_t *rows, size_t *columns)
{
    size_t at = 1;

    while (at < file->whole.columns && file->whole.names[at].length > 0 &&
           file->whole.names[at].at[0] == 'w')
        at++;
    *rows = at - 1;
    while (at < file->whole.columns && file->whole.names[at].length > 0 &&
           file->whole.names[at].at[0] == 'y')
        at++;
    *columns = at - 1 - *rows;
    if (*rows > 0 && *columns > 0 && at == file->whole.columns)
        return CODING_OK;
    return whole_need(&file->whole, SIZE_MAX,
                      "id, then items that begin with w, then items "
                      "that begin with y");
}

coding_status
plain_multi2(plain_file *file)
{
    unsigned char *row_named = NULL, *column_named = NULL;
    size_t rows = 0, columns = 0;
    coding_status status =
        whole_need(&file->whole, 3,
                   "id, items that begin with w, items that begin with y");

    if (status == CODING_OK)
        status = count_questions(file, &rows, &columns);
    if (status == CODING_OK)
        status = read_digits(file, 1, rows, 1, &row_named);
    if (status == CODING_OK)
        status = read_digits(file, 1 + rows, columns, 1, &column_named);
    if (status == CODING_OK) {
        const coding_stats_mention_pairs data = {
            row_named, column_named, file->whole.rows, rows, columns};

        status = joint_pairs_test(file->association, file->table, &data,
                                  file->whole.names + 1,
                                  file->whole.names + 1 + rows);
    }
    return status;
}

/* ---- ranks ---- */

static coding_status
speak_ranked(coding_association *association, coding_span table,
             const ledger *kept)
{
    double n = ledger_value(kept, "n");
    const sentence_test tests[] = {
        {"scores, Q", ledger_value(kept, "score_q_df"), n,
         ledger_value(kept, "score_q")},
        {"Friedman's chi2", ledger_value(kept, "friedman_df"), n,
         ledger_value(kept, "friedman")},
        {"Cochran's Q", ledger_value(kept, "cochran_q_df"), n,
         ledger_value(kept, "cochran_q")}};
    static const char *const p[] = {"score_q_p", "friedman_p", "cochran_q_p"};
    buffer *out = &association->words;
    coding_status status = CODING_OK;

    for (size_t i = 0; status == CODING_OK && i < 3; i++) {
        if (isnan(tests[i].value))
            continue;
        sentence_add_test(out, SENTENCE_ASCII, &tests[i]);
        buffer_add_text(out, ", ");
        sentence_add_p(out, ledger_value(kept, p[i]));
        if (i == 1) {
            buffer_add_text(out, ", W = ");
            sentence_add_fixed(out, ledger_value(kept, "kendall_w"), 2,
                               SENTENCE_SHARE);
        }
        status = report_sentence(association, table, "apa_q",
                                 (coding_span){NULL, 0});
    }
    return status;
}

/* The file has scores: the most for the first mention. */
coding_status
plain_ranked(plain_file *file)
{
    coding_association *association = file->association;
    unsigned char *rank = NULL;
    size_t items = file->whole.columns - 1;
    size_t top = 1;
    ledger kept;
    report_figures figures = {.association = association,
                              .table = file->table,
                              .row_names = file->whole.names + 1,
                              .kept = &kept,
                              .wants = joint_wants_labelled};
    coding_figure_sink sink = report_sink(&figures);
    coding_status status = whole_need(&file->whole, 3, "id and items");

    if (status == CODING_OK)
        status = read_digits(file, 1, items, CODING_STATS_RANKED_TOP, &rank);
    if (status != CODING_OK)
        return status;
    for (size_t i = 0; i < file->whole.rows * items; i++)
        top = rank[i] > top ? rank[i] : top;
    for (size_t i = 0; i < file->whole.rows * items; i++)
        rank[i] = rank[i] == 0 ? 0 : (unsigned char)(top + 1 - rank[i]);
    {
        const coding_stats_ranks data = {rank, file->whole.rows, items, top};

        ledger_init(&kept, association->context);
        status = coding_stats_ranked(association->context, &data, &sink);
        if (status == CODING_OK)
            status = speak_ranked(association, file->table, &kept);
        ledger_clear(&kept);
    }
    return status;
}

/* ---- weights ---- */

coding_status
plain_weighted(plain_file *file)
{
    plain_levels rows = {0}, columns = {0};
    double *weight = NULL;
    coding_status status =
        whole_need(&file->whole, 3, "row, column and weight");

    if (status == CODING_OK)
        status = plain_levels_of(file, 0, &rows);
    if (status == CODING_OK)
        status = plain_levels_of(file, 1, &columns);
    if (status == CODING_OK)
        status = ARENA_ARRAY(&file->whole.keep, file->whole.rows, &weight);
    for (size_t i = 0; status == CODING_OK && i < file->whole.rows; i++)
        if (!number_to_double(whole_cell(&file->whole, i, 2), &weight[i]) ||
            weight[i] < 0)
            status = whole_bad_cell(&file->whole, "count-invalid", i, 2,
                                    "a number of 0 or more");
    if (status == CODING_OK) {
        const association_table table = {.name = file->table,
                                         .row_names = rows.names,
                                         .column_names = columns.names,
                                         .rows = rows.count,
                                         .columns = columns.count,
                                         .multi = ASSOCIATION_NONE};
        const coding_stats_weighted_data data = {rows.number, columns.number,
                                                 weight,      file->whole.rows,
                                                 rows.count,  columns.count};

        status = weights_report(file->association, &table, &data);
    }
    return status;
}
