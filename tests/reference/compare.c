/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reference figures against those of the library. See reference/compare.h. */
#include "reference/compare.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LINE = 1 << 16 };

FILE *
compare_open(const char *name)
{
    const char *shared = getenv("CODING_SHARED");
    const char *source = getenv("CODING_SOURCE");
    char path[4096];

    if (shared != NULL && shared[0] != '\0')
        snprintf(path, sizeof path, "%s/reference/stats/%s", shared, name);
    else
        snprintf(path, sizeof path, "%s/../shared/reference/stats/%s",
                 source != NULL ? source : ".", name);
    return fopen(path, "r");
}

bool
compare_skips(const char *name)
{
    FILE *file = compare_open(name);

    if (file == NULL) {
        printf("skipped: reference/stats/%s is not there\n", name);
        return true;
    }
    fclose(file);
    return false;
}

static void *
grown(void *items, size_t *capacity, size_t need, size_t size)
{
    if (need <= *capacity)
        return items;
    *capacity = need * 2;
    items = realloc(items, *capacity * size);
    if (items == NULL)
        abort();
    return items;
}

static void
add(compare_list *list, const compare_figure *figure)
{
    list->figures =
        grown(list->figures, &list->capacity, list->count + 1, sizeof *figure);
    list->figures[list->count++] = *figure;
}

/* Cuts the line at its tabs; the number of cells. */
static size_t
cut(char *line, char **cells, size_t most)
{
    size_t count = 0;

    line[strcspn(line, "\r\n")] = '\0';
    while (count < most) {
        char *tab = strchr(line, '\t');

        cells[count++] = line;
        if (tab == NULL)
            break;
        *tab = '\0';
        line = tab + 1;
    }
    return count;
}

static void
copy(char *to, size_t room, const char *text)
{
    if (strlen(text) >= room)
        abort();
    memcpy(to, text, strlen(text) + 1);
}

compare_list
compare_expected(const char *name)
{
    compare_list list = {0};
    char *line = malloc(LINE);
    char path[COMPARE_TEXT];
    FILE *file;

    snprintf(path, sizeof path, "expected/%s.tsv", name);
    file = compare_open(path);
    if (file == NULL || line == NULL || fgets(line, LINE, file) == NULL)
        abort();
    while (fgets(line, LINE, file) != NULL) {
        compare_figure figure = {0};
        char *cells[6];

        if (cut(line, cells, 6) != 6)
            abort();
        copy(figure.set, sizeof figure.set, cells[0]);
        copy(figure.statistic, sizeof figure.statistic, cells[1]);
        figure.row = cells[2][0] == '.' ? 0 : strtoul(cells[2], NULL, 10);
        figure.column = cells[3][0] == '.' ? 0 : strtoul(cells[3], NULL, 10);
        figure.value =
            strtod(strcmp(cells[4], "NA") == 0 ? "nan" : cells[4], NULL);
        add(&list, &figure);
    }
    fclose(file);
    free(line);
    return list;
}

compare_table
compare_read(const char *name)
{
    compare_table table = {0};
    char *line = malloc(LINE);
    char *cells[256];
    size_t capacity = 0;
    FILE *file = compare_open(name);

    if (file == NULL || line == NULL || fgets(line, LINE, file) == NULL)
        abort();
    table.columns = cut(line, cells, 256);
    table.header = malloc(table.columns * sizeof *table.header);
    for (size_t j = 0; j < table.columns; j++)
        copy(table.header[j], COMPARE_CELL, cells[j]);
    while (fgets(line, LINE, file) != NULL) {
        if (cut(line, cells, 256) != table.columns)
            abort();
        table.cells =
            grown(table.cells, &capacity, (table.rows + 1) * table.columns,
                  sizeof *table.cells);
        for (size_t j = 0; j < table.columns; j++)
            copy(table.cells[table.rows * table.columns + j], COMPARE_CELL,
                 cells[j]);
        table.rows++;
    }
    fclose(file);
    free(line);
    return table;
}

void
compare_table_free(compare_table *table)
{
    free(table->header);
    free(table->cells);
}

static int
by_bytes(const void *a, const void *b)
{
    return strcmp(a, b);
}

size_t
compare_level(char (*levels)[COMPARE_CELL], size_t count, const char *text)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(levels[i], text) == 0)
            return i;
    return count;
}

size_t
compare_levels(const compare_table *table, size_t column, bool sorted,
               char (*levels)[COMPARE_CELL])
{
    size_t count = 0;

    for (size_t i = 0; i < table->rows; i++) {
        const char *text = table->cells[i * table->columns + column];

        if (compare_level(levels, count, text) == count)
            memcpy(levels[count++], text, COMPARE_CELL);
    }
    if (sorted)
        qsort(levels, count, sizeof *levels, by_bytes);
    return count;
}

static coding_status
take(void *user, const coding_figure *figure)
{
    compare_figure got = {
        .row = figure->row, .column = figure->column, .value = figure->value};

    copy(got.statistic, sizeof got.statistic, figure->statistic);
    add(user, &got);
    return CODING_OK;
}

coding_figure_sink
compare_sink(compare_list *list)
{
    return (coding_figure_sink){take, list};
}

static bool
ends(const char *text, const char *tail)
{
    size_t length = strlen(text);

    return length >= strlen(tail) &&
           strcmp(text + length - strlen(tail), tail) == 0;
}

static bool
is_p(const char *name)
{
    return ends(name, "_p") || ends(name, "_plower") ||
           strstr(name, "_p_") != NULL;
}

static double
tolerance(const compare_figure *want)
{
    static const char *const searched[] = {
        "fisher_or", "ncp_",      "cramers_v_lo95", "cramers_v_hi95",
        "clopper_",  "jeffreys_", "n_for_power"};

    for (size_t i = 0; i < sizeof searched / sizeof *searched; i++)
        if (strncmp(want->statistic, searched[i], strlen(searched[i])) == 0)
            return 1e-8;
    if (is_p(want->statistic) && want->value > 0)
        return 1e-12 * fmax(1, fabs(log(want->value)) / 20);
    return 1e-12;
}

static bool
is_near(const compare_figure *want, double got)
{
    double difference = fabs(want->value - got);

    if (isnan(want->value) || isnan(got))
        return isnan(want->value) && isnan(got);
    if (isinf(want->value) || isinf(got))
        return isinf(want->value) && isinf(got) &&
               signbit(want->value) == signbit(got);
    if (fabs(want->value) < 1e-307)
        return fabs(got) < 1e-307 || difference < 1e-12;
    if (fabs(want->value) < 1e-12 && !is_p(want->statistic))
        return difference < 1e-12;
    return difference <= tolerance(want) * fabs(want->value);
}

static const compare_figure *
find(const compare_list *got, const compare_figure *want)
{
    for (size_t i = 0; i < got->count; i++)
        if (got->figures[i].row == want->row &&
            got->figures[i].column == want->column &&
            strcmp(got->figures[i].statistic, want->statistic) == 0)
            return &got->figures[i];
    return NULL;
}

size_t
compare_set(const compare_list *expected, const char *set,
            const compare_list *got, size_t *compared)
{
    size_t odd = 0;

    for (size_t i = 0; i < expected->count; i++) {
        const compare_figure *want = &expected->figures[i];
        const compare_figure *have;

        if (strcmp(want->set, set) != 0)
            continue;
        have = find(got, want);
        (*compared)++;
        if (have != NULL && is_near(want, have->value))
            continue;
        odd++;
        if (have == NULL)
            fprintf(stderr, "%s %s %zu %zu: absent\n", set, want->statistic,
                    want->row, want->column);
        else
            fprintf(stderr, "%s %s %zu %zu: expected %.17g, got %.17g (%.2g)\n",
                    set, want->statistic, want->row, want->column, want->value,
                    have->value, fabs(have->value / want->value - 1));
    }
    return odd;
}

const char *
compare_next_set(const compare_list *expected, const char *set)
{
    size_t i = 0;

    if (set != NULL) {
        while (i < expected->count &&
               strcmp(expected->figures[i].set, set) != 0)
            i++;
        while (i < expected->count &&
               strcmp(expected->figures[i].set, set) == 0)
            i++;
    }
    return i < expected->count ? expected->figures[i].set : NULL;
}
