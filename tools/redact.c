/* SPDX-License-Identifier: GPL-2.0-or-later */
/* redact - names masked in transcripts and streams. See redact(1). */
#include <coding/meta.h>
#include <coding/redaction.h>
#include <coding/stream.h>
#include <coding/tokenize.h>

#include <string.h>

#include "cli/cli.h"
#include "tools.h"

typedef struct {
    cli_list lists, patterns;
    const char *check, *key;
} settings;

static const cli_option options[] = {
    {'l', "list", CLI_LIST, "FILE",
     "names to mask: a table with name, pseudonym, kind",
     offsetof(settings, lists)},
    {'e', "pattern", CLI_LIST, "REGEX", "mask what this matches, too",
     offsetof(settings, patterns)},
    {0, "key", CLI_TEXT, "FILE",
     "write names and pseudonyms there, readable for you alone",
     offsetof(settings, key)},
    {0, "check", CLI_TEXT, "LIST",
     "mask nothing; tell what of this list is left, exit 1 if anything",
     offsetof(settings, check)},
    {0, NULL, CLI_FLAG, NULL, NULL, 0},
};

static const cli_tool tool = {
    .name = "redact",
    .operands = "[FILE]",
    .summary =
        "Mask names, always by the same pseudonym, and keep offsets true",
    .options = options,
    .examples = "redact -l names.tsv --key key.tsv talk.txt > talk-masked.txt\n"
                "code -b b.codebook talks/* | redact -l names.tsv | tally\n"
                "redact --check names.tsv -i masked.tsv\n",
    .traits = CLI_STREAM_IN | CLI_INPUT,
};

/* What is made on the way and released at the end. */
typedef struct {
    cli *run;
    const settings *chosen;
    coding_redaction *names;
    coding_tokenize *from;
    coding_columns *result;
    coding_reader *reader;
    coding_redactor *redactor;
    const char *path; /* of the text at hand */
    FILE *out;        /* NULL: nothing is written */
} job;

static coding_status
drop(void *user, const coding_row *row)
{
    (void)user; /* --check: the names met are what counts */
    (void)row;
    return CODING_OK;
}

static coding_status
print(void *user, coding_span masked)
{
    const job *work = user;

    /* A failed write is seen when the output is closed. */
    if (work->out != NULL)
        (void)fwrite(masked.at, 1, masked.length, work->out);
    return CODING_OK;
}

static coding_status
mask(void *user, coding_span text)
{
    job *work = user;

    return coding_redaction_text(work->names, work->path, text, print, work);
}

/* The source is taken. */
static coding_status
redact_stream(job *work, coding_source *source)
{
    const coding_reader_options wanted = {.unsealed = cli_unsealed(work->run)};
    coding_context *context = cli_context(work->run);
    coding_row_sink sink = {drop, NULL};
    const coding_columns *columns;
    coding_writer *writer = NULL;
    coding_status status =
        coding_reader_open_source(context, source, &wanted, &work->reader);

    if (status != CODING_OK)
        return status;
    columns = coding_reader_columns(work->reader);
    status = coding_columns_copy(columns, &work->result);
    if (status == CODING_OK)
        status = coding_meta_columns(work->result);
    if (status == CODING_OK && work->chosen->check == NULL) {
        status = cli_open_writer(work->run, work->result, &writer);
        if (status == CODING_OK)
            sink = coding_writer_sink(writer);
    }
    if (status == CODING_OK)
        status = coding_redactor_new(context, columns, work->result,
                                     work->names, cli_arguments(work->run),
                                     sink, &work->redactor);
    if (status == CODING_OK)
        status = coding_reader_drain(work->reader,
                                     coding_redactor_sink(work->redactor));
    return status == CODING_OK ? coding_redactor_finish(work->redactor)
                               : status;
}

static coding_status
seek(void *user, coding_span text)
{
    job *work = user;

    return coding_redaction_seek(work->names, work->path, text, NULL);
}

/* --check: the file with all that is in it, then, since a name may run over
   captions, its words as they would be coded. */
static coding_status
check_file(job *work, coding_source *source)
{
    const coding_tokenize_options plain = {0};
    coding_span bytes = {NULL, 0};
    bool input = strcmp(work->path, "-") == 0, package = false;
    coding_status status = coding_source_text(source, &bytes);

    if (status == CODING_OK)
        status = coding_redaction_seek(
            work->names, input ? "stdin" : work->path, bytes, &package);
    if (status != CODING_OK || input || package)
        return status;
    status = coding_tokenize_new(cli_context(work->run), &plain, &work->from);
    return status == CODING_OK
               ? coding_tokenize_text(work->from, work->path, seek, work)
               : status;
}

/* A transcript of any format by its name; what comes from stdin is plain. */
static coding_status
redact_text(job *work, coding_source *source)
{
    const coding_tokenize_options plain = {0};
    coding_span bytes = {NULL, 0};
    coding_status status = CODING_OK;

    status = cli_open_text(work->run, &work->out);
    if (status != CODING_OK)
        return status;
    if (strcmp(work->path, "-") == 0) {
        status = coding_source_text(source, &bytes);
        return status == CODING_OK
                   ? coding_redaction_bytes(work->names, "stdin", bytes, print,
                                            work)
                   : status;
    }
    status = coding_tokenize_new(cli_context(work->run), &plain, &work->from);
    return status == CODING_OK
               ? coding_tokenize_text(work->from, work->path, mask, work)
               : status;
}

static coding_status
redact_one(job *work)
{
    coding_source *source = NULL;
    coding_status status =
        coding_source_open(cli_context(work->run), work->path, &source);

    if (status == CODING_OK && coding_source_is_stream(source))
        return redact_stream(work, source);
    if (status == CODING_OK)
        status = work->chosen->check != NULL ? check_file(work, source)
                                             : redact_text(work, source);
    coding_source_free(source);
    return status;
}

static coding_status
load_names(job *work)
{
    const settings *chosen = work->chosen;
    coding_status status =
        coding_redaction_new(cli_context(work->run), &work->names);

    if (status == CODING_OK && chosen->check != NULL)
        status = coding_redaction_load(work->names, chosen->check);
    for (size_t i = 0; status == CODING_OK && i < chosen->lists.count; i++)
        status = coding_redaction_load(work->names, chosen->lists.items[i]);
    for (size_t i = 0; status == CODING_OK && i < chosen->patterns.count; i++)
        status =
            coding_redaction_pattern(work->names, chosen->patterns.items[i]);
    return status == CODING_OK ? coding_redaction_ready(work->names) : status;
}

/* -i FILE is an operand like any other. */
static coding_status
choose_input(job *work)
{
    size_t count;
    const char *const *paths = cli_operands(work->run, &count);
    const char *input = cli_input_path(work->run);
    const settings *chosen = work->chosen;

    if (chosen->check == NULL && chosen->lists.count == 0 &&
        chosen->patterns.count == 0)
        return cli_fault(work->run,
                         "what is to be masked? -l LIST or -e REGEX");
    if (chosen->check != NULL && chosen->key != NULL)
        return cli_fault(work->run, "--check masks nothing, so has no --key");
    if (count + (input != NULL) > 1)
        return cli_fault(work->run, "one file at a time, or streams by cat");
    work->path = input != NULL ? input : count > 0 ? paths[0] : "-";
    return CODING_OK;
}

static coding_status
redact(job *work)
{
    coding_redaction_counts counts;
    coding_status status = choose_input(work);

    if (status == CODING_OK)
        status = load_names(work);
    if (status == CODING_OK)
        status = redact_one(work);
    if (status == CODING_OK && work->chosen->key != NULL)
        status = coding_redaction_key(work->names, work->chosen->key);
    if (status != CODING_OK)
        return status;
    counts = coding_redaction_count(work->names);
    if (work->chosen->check != NULL)
        status = coding_redaction_left(work->names);
    cli_say(work->run, "names %zu, met %zu, places %zu", counts.names,
            counts.found, (size_t)counts.places);
    return status;
}

int
redact_main(int argc, char **argv)
{
    settings chosen = {0};
    job work = {.chosen = &chosen};
    coding_status status = cli_start(&tool, argc, argv, &chosen, &work.run);

    if (status == CODING_OK)
        status = redact(&work);
    coding_redactor_free(work.redactor);
    coding_redaction_free(work.names);
    coding_tokenize_free(work.from);
    coding_reader_free(work.reader);
    coding_columns_free(work.result);
    return cli_finish(work.run, status);
}
