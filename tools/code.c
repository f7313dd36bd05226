/* SPDX-License-Identifier: GPL-2.0-or-later */
/* code - codebooks applied to transcripts. See code(1). */
#include <coding/coder.h>
#include <coding/stream.h>
#include <coding/tokenize.h>

#include <string.h>

#include "cli/cli.h"
#include "tools.h"

typedef struct {
    coding_tokenize_options from;
    cli_list books, roles, interviewers, aliases, codes;
    int unit, engine;
    uint64_t max_turn;
    bool exact, keep_going, explain;
} settings;

static const cli_option options[] = {
    {'b', "codebook", CLI_LIST, "FILE", "a codebook; several have facets",
     offsetof(settings, books)},
    {'g', "guide", CLI_TEXT, "FILE", "the interview guide: question windows",
     offsetof(settings, from.guide)},
    {'p', "participants", CLI_TEXT, "FILE",
     "who is who: document, respondent, label and attributes",
     offsetof(settings, from.participants)},
    {'u', "unit", CLI_CHOICE, "turn|merged|sentence|paragraph|word",
     "what a unit is", offsetof(settings, unit)},
    {0, "role", CLI_LIST, "ROLE",
     "whose words are coded (respondent); interviewer, note, other",
     offsetof(settings, roles)},
    {0, "exact", CLI_FLAG, NULL, "match the text as it stands, without folding",
     offsetof(settings, exact)},
    {0, "explain", CLI_FLAG, NULL,
     "say for each subject what fired, what did not, and why",
     offsetof(settings, explain)},
    {0, "code", CLI_LIST, "CODE", "explain this code only",
     offsetof(settings, codes)},
    {0, "keep-going", CLI_FLAG, NULL,
     "a pattern that is stopped takes only its own rules with it",
     offsetof(settings, keep_going)},
    {0, "engine", CLI_CHOICE, "best|plain",
     "plain: one search a pattern, to judge the other by",
     offsetof(settings, engine)},
    {0, "interviewer", CLI_LIST, "LABEL,...",
     "these labels are the interviewer's", offsetof(settings, interviewers)},
    {0, "speaker", CLI_TEXT, "REGEX",
     "labels are what this matches; its group (?<speaker>...) is the name",
     offsetof(settings, from.speaker)},
    {0, "alias", CLI_LIST, "WRONG=RIGHT", "read the label WRONG as RIGHT",
     offsetof(settings, aliases)},
    {0, "abbreviations", CLI_TEXT, "FILE",
     "words with a full stop that end no sentence, beside the English ones",
     offsetof(settings, from.abbreviations)},
    {0, "encoding", CLI_TEXT, "NAME",
     "utf-8, utf-16, windows-1252 ... for every file",
     offsetof(settings, from.encoding)},
    {0, "document", CLI_TEXT, "NAME", "the name of what comes from stdin",
     offsetof(settings, from.document)},
    {0, "max-turn", CLI_COUNT, "BYTES",
     "the longest turn; 16777216 if not given", offsetof(settings, max_turn)},
    {0, NULL, CLI_FLAG, NULL, NULL, 0},
};

static const char *const coding_columns_shown[] = {
    "document", "unit",     "turn", "speaker", "role", "respondent",
    "question", "start",    "end",  "facet",   "code", "pattern",
    "polarity", "codebook", "text", "attr.*",  NULL};

static const coding_view views[] = {
    {"codings", CODING_RECORD_CODING, NULL, coding_columns_shown, NULL, true},
};

static const cli_tool tool = {
    .name = "code",
    .operands = "[FILE ...]",
    .summary = "Code the respondents' words by the rules of codebooks",
    .options = options,
    .examples =
        "code -b factors.codebook interviews/* | tally | xlsx -o study.xlsx\n"
        "code -b factors.codebook -g stage1.guide -p participants.tsv "
        "interviews/*\n"
        "tokenize talk.vtt | code -b factors.codebook --format=csv\n",
    .views = views,
    .view_count = sizeof views / sizeof views[0],
    .traits = CLI_READS | CLI_STREAM_IN,
};

/* What is made on the way and released at the end. */
typedef struct {
    cli *run;
    const settings *chosen;
    bool stopped; /* a pattern, which takes its rules with it */
    coding_coder_books *books;
    coding_tokenize *from;
    coding_columns *columns, *result;
    coding_reader *reader; /* of standard input */
    coding_coder *coder;
} job;

static coding_status
make_tokenizer(job *work)
{
    static const coding_unit units[] = {
        CODING_UNIT_TURN, CODING_UNIT_MERGED, CODING_UNIT_SENTENCE,
        CODING_UNIT_PARAGRAPH, CODING_UNIT_WORD};
    const settings *chosen = work->chosen;
    coding_tokenize_options wanted = chosen->from;

    wanted.unit = units[chosen->unit];
    wanted.interviewers = chosen->interviewers.items;
    wanted.interviewer_count = chosen->interviewers.count;
    wanted.aliases = chosen->aliases.items;
    wanted.alias_count = chosen->aliases.count;
    wanted.max_turn = (size_t)chosen->max_turn;
    return coding_tokenize_new(cli_context(work->run), &wanted, &work->from);
}

/* ---- the coder between input and output ---- */

static coding_span
current_text(void *user)
{
    const job *work = user;

    return coding_tokenize_current(work->from);
}

/* The coder for rows of columns, and its output. */
static coding_status
open_coder(job *work, const coding_columns *columns)
{
    const settings *chosen = work->chosen;
    bool files = work->from != NULL;
    coding_writer *writer = NULL;
    coding_coder_options wanted = {
        .roles = chosen->roles.items,
        .role_count = chosen->roles.count,
        .exact = chosen->exact,
        .plain = chosen->engine == 1,
        .keep_going = chosen->keep_going,
        .explain = chosen->explain,
        .explain_codes = chosen->codes.items,
        .explain_code_count = chosen->codes.count,
        .tool = tool.name,
        .arguments = cli_arguments(work->run),
        .details = files ? coding_tokenize_details(work->from) : NULL,
        .abbreviations = chosen->from.abbreviations,
        .first = files,
        .text = files ? current_text : NULL,
        .text_user = work,
    };
    coding_status status = coding_coder_columns(columns, &work->result);

    coding_coder_books_use(work->books, &wanted);
    if (status == CODING_OK && chosen->explain)
        status = coding_coder_explain_columns(work->result);
    if (status == CODING_OK)
        status = cli_open_table(
            work->run, work->result,
            chosen->explain ? coding_coder_explain_view() : views, &writer);
    if (status == CODING_OK)
        status =
            coding_coder_new(cli_context(work->run), columns, work->result,
                             &wanted, coding_writer_sink(writer), &work->coder);
    return status;
}

static coding_status
code_stream(job *work, coding_reader *reader)
{
    coding_status status = open_coder(work, coding_reader_columns(reader));

    return status == CODING_OK
               ? coding_reader_drain(reader, coding_coder_sink(work->coder))
               : status;
}

/* A document that is at fault does not keep the others' faults from being
   told; the stream stays without its end. text: what path holds, if that was
   read already. */
static coding_status
code_texts(job *work, const char *const *paths, size_t count,
           const coding_span *text)
{
    coding_status faults = CODING_OK, status = make_tokenizer(work);
    coding_row_sink sink;

    if (status == CODING_OK)
        status = coding_columns_new(cli_context(work->run), &work->columns);
    if (status == CODING_OK)
        status = coding_tokenize_columns(work->from, work->columns);
    if (status == CODING_OK)
        status = open_coder(work, work->columns);
    if (status != CODING_OK)
        return status;
    sink = coding_coder_sink(work->coder);
    status = coding_tokenize_begin(work->from, work->columns, sink);
    for (size_t i = 0; i < count && status == CODING_OK; i++) {
        status = text != NULL
                     ? coding_tokenize_bytes(work->from, paths[i], *text, sink)
                     : coding_tokenize_file(work->from, paths[i], sink);
        if (status == CODING_EDATA && text == NULL) {
            faults = status;
            status = CODING_OK;
        }
    }
    if (status == CODING_OK && faults == CODING_OK)
        status = coding_tokenize_finish(work->from);
    return status == CODING_OK ? faults : status;
}

/* Standard input is a stream of units or one text; of operands the first one
   says whether they are streams or texts. */
static coding_status
code_input(job *work, const char *const *paths, size_t count)
{
    const coding_reader_options wanted = {.unsealed = cli_unsealed(work->run)};
    coding_context *context = cli_context(work->run);
    bool standard = strcmp(paths[0], "-") == 0 && count == 1;
    coding_source *source = NULL;
    coding_reader *reader = NULL;
    coding_span text = {NULL, 0};
    coding_status status = coding_source_open(context, paths[0], &source);

    if (status == CODING_OK && coding_source_is_stream(source)) {
        if (!standard) {
            coding_source_free(source);
            status = cli_open_reader(work->run, &reader);
        } else {
            status = coding_reader_open_source(context, source, &wanted,
                                               &work->reader);
            reader = work->reader;
        }
        return status == CODING_OK ? code_stream(work, reader) : status;
    }
    if (status == CODING_OK && standard)
        status = coding_source_text(source, &text);
    if (status == CODING_OK)
        status = code_texts(work, paths, count, standard ? &text : NULL);
    coding_source_free(source);
    return status;
}

static coding_status
code_all(job *work)
{
    static const char *const standard[] = {"-"};
    size_t count;
    const char *const *paths = cli_operands(work->run, &count);
    const char *summary = NULL;
    coding_status status =
        code_input(work, count > 0 ? paths : standard, count > 0 ? count : 1);

    if (status == CODING_OK)
        status = coding_coder_finish(work->coder);
    if (status == CODING_OK)
        status = coding_coder_summary(work->coder, &summary);
    if (status == CODING_OK) {
        cli_say(work->run, "%s", summary);
        work->stopped = coding_coder_count(work->coder).stopped > 0;
    }
    return status;
}

static void
release(job *work)
{
    coding_coder_free(work->coder);
    coding_tokenize_free(work->from);
    coding_reader_free(work->reader);
    coding_columns_free(work->columns);
    coding_columns_free(work->result);
    coding_coder_books_free(work->books);
}

int
code_main(int argc, char **argv)
{
    settings chosen = {0};
    job work = {.chosen = &chosen};
    coding_status status = cli_start(&tool, argc, argv, &chosen, &work.run);
    int code;

    if (status == CODING_OK && chosen.books.count == 0)
        status = cli_fault(work.run, "which codebook? -b FILE");
    if (status == CODING_OK && chosen.codes.count > 0 && !chosen.explain)
        status = cli_fault(work.run, "--code goes with --explain");
    if (status == CODING_OK)
        status =
            coding_coder_books_load(cli_context(work.run), chosen.books.items,
                                    chosen.books.count, &work.books);
    if (status == CODING_OK)
        status = code_all(&work);
    release(&work);
    code = cli_finish(work.run, status);
    /* With --keep-going the stream is whole and says less than it should. */
    return code == 0 && work.stopped ? 1 : code;
}
