/* SPDX-License-Identifier: GPL-2.0-or-later */
/* tokenize - transcripts and notes into units. See tokenize(1). */
#include <coding/meta.h>
#include <coding/tokenize.h>

#include "cli/cli.h"
#include "tools.h"

typedef struct {
    const char *guide, *participants, *speaker, *encoding, *document;
    const char *abbreviations;
    int unit;
    cli_list interviewers, aliases;
    uint64_t max_turn;
    bool text;
} settings;

static const cli_option options[] = {
    {'g', "guide", CLI_TEXT, "FILE", "the interview guide: question windows",
     offsetof(settings, guide)},
    {'p', "participants", CLI_TEXT, "FILE",
     "who is who: document, respondent, label and attributes",
     offsetof(settings, participants)},
    {'u', "unit", CLI_CHOICE, "turn|merged|sentence|paragraph|word",
     "what a unit is", offsetof(settings, unit)},
    {0, "interviewer", CLI_LIST, "LABEL,...",
     "these labels are the interviewer's", offsetof(settings, interviewers)},
    {0, "speaker", CLI_TEXT, "REGEX",
     "labels are what this matches; its group (?<speaker>...) is the name",
     offsetof(settings, speaker)},
    {0, "alias", CLI_LIST, "WRONG=RIGHT", "read the label WRONG as RIGHT",
     offsetof(settings, aliases)},
    {0, "abbreviations", CLI_TEXT, "FILE",
     "words with a full stop that end no sentence, beside the English ones",
     offsetof(settings, abbreviations)},
    {0, "encoding", CLI_TEXT, "NAME",
     "utf-8, utf-16, windows-1252 ... for every file",
     offsetof(settings, encoding)},
    {0, "document", CLI_TEXT, "NAME", "the name of what comes from stdin",
     offsetof(settings, document)},
    {0, "max-turn", CLI_COUNT, "BYTES",
     "the longest turn; 16777216 if not given", offsetof(settings, max_turn)},
    {0, "text", CLI_FLAG, NULL,
     "print the documents' text, in which offsets count, and nothing else",
     offsetof(settings, text)},
    {0, NULL, CLI_FLAG, NULL, NULL, 0},
};

static const char *const unit_columns[] = {
    "document", "unit", "turn",  "speaker", "role", "respondent",
    "question", "time", "start", "end",     "text", NULL};
static const char *const coverage_columns[] = {
    "document", "respondent", "question", "asked",
    "answered", "units",      "words",    NULL};

static const coding_view views[] = {
    {"units", CODING_RECORD_UNIT, NULL, unit_columns, NULL, true},
    {"coverage", CODING_RECORD_COVERAGE, NULL, coverage_columns, NULL, true},
};

static const cli_tool tool = {
    .name = "tokenize",
    .operands = "[FILE ...]",
    .summary = "Cut transcripts and notes into units with speaker, role, "
               "question and place",
    .options = options,
    .examples = "tokenize interviews/*.txt\n"
                "tokenize -g stage1.guide -p participants.tsv interviews/*\n"
                "tokenize --format=csv -u sentence talk.vtt > sentences.csv\n",
    .views = views,
    .view_count = sizeof views / sizeof views[0],
    .traits = CLI_READS,
};

static coding_status
make(const cli *run, const settings *chosen, coding_tokenize **out)
{
    static const coding_unit units[] = {
        CODING_UNIT_TURN, CODING_UNIT_MERGED, CODING_UNIT_SENTENCE,
        CODING_UNIT_PARAGRAPH, CODING_UNIT_WORD};
    const coding_tokenize_options wanted = {
        .guide = chosen->guide,
        .participants = chosen->participants,
        .unit = units[chosen->unit],
        .abbreviations = chosen->abbreviations,
        .speaker = chosen->speaker,
        .encoding = chosen->encoding,
        .document = chosen->document,
        .interviewers = chosen->interviewers.items,
        .interviewer_count = chosen->interviewers.count,
        .aliases = chosen->aliases.items,
        .alias_count = chosen->aliases.count,
        .max_turn = (size_t)chosen->max_turn,
    };

    return coding_tokenize_new(cli_context(run), &wanted, out);
}

static coding_status
print(void *user, coding_span text)
{
    FILE *out = user;

    /* A failed write is seen when the output is closed. */
    (void)fwrite(text.at, 1, text.length, out);
    if (text.length > 0 && text.at[text.length - 1] != '\n')
        (void)fputc('\n', out);
    return CODING_OK;
}

static coding_status
print_texts(cli *run, coding_tokenize *from, const char *const *paths,
            size_t count)
{
    FILE *out = NULL;
    coding_status status = cli_open_text(run, &out);

    for (size_t i = 0; status == CODING_OK && i < count; i++)
        status = coding_tokenize_text(from, paths[i], print, out);
    return status;
}

static coding_status
give_meta(cli *run, const coding_tokenize *from, const coding_columns *columns,
          coding_row_sink sink)
{
    const coding_meta meta = {.tool = tool.name,
                              .arguments = cli_arguments(run),
                              .details = coding_tokenize_details(from),
                              .first = true};
    coding_cells *cells = NULL;
    coding_status status = coding_cells_new(cli_context(run), columns, &cells);

    if (status == CODING_OK)
        status = coding_meta_give(cells, &meta, sink);
    coding_cells_free(cells);
    return status;
}

/* A document that is at fault does not keep the others' faults from being
   told; the stream stays without its end. */
static coding_status
give_documents(coding_tokenize *from, const char *const *paths, size_t count,
               coding_row_sink sink)
{
    coding_status faults = CODING_OK;

    for (size_t i = 0; i < count; i++) {
        coding_status status = coding_tokenize_file(from, paths[i], sink);

        if (status == CODING_EDATA)
            faults = status;
        else if (status != CODING_OK)
            return status;
    }
    return faults != CODING_OK ? faults : coding_tokenize_finish(from);
}

static coding_status
give_rows(cli *run, coding_tokenize *from, const coding_columns *columns,
          const char *const *paths, size_t count)
{
    coding_writer *writer = NULL;
    coding_row_sink sink;
    coding_status status = cli_open_writer(run, columns, &writer);

    if (status != CODING_OK)
        return status;
    sink = coding_writer_sink(writer);
    status = give_meta(run, from, columns, sink);
    if (status == CODING_OK)
        status = coding_tokenize_begin(from, columns, sink);
    return status == CODING_OK ? give_documents(from, paths, count, sink)
                               : status;
}

static coding_status
work(cli *run, const settings *chosen, coding_tokenize *from,
     coding_columns *columns)
{
    static const char *const standard[] = {"-"};
    size_t count;
    const char *const *paths = cli_operands(run, &count);
    coding_status status;

    if (count == 0) {
        paths = standard;
        count = 1;
    }
    if (chosen->text)
        return print_texts(run, from, paths, count);
    status = coding_meta_columns(columns);
    if (status == CODING_OK)
        status = coding_tokenize_columns(from, columns);
    return status == CODING_OK ? give_rows(run, from, columns, paths, count)
                               : status;
}

int
tokenize_main(int argc, char **argv)
{
    settings chosen = {0};
    cli *run = NULL;
    coding_tokenize *from = NULL;
    coding_columns *columns = NULL;
    coding_status status = cli_start(&tool, argc, argv, &chosen, &run);

    if (status == CODING_OK)
        status = coding_columns_new(cli_context(run), &columns);
    if (status == CODING_OK)
        status = make(run, &chosen, &from);
    if (status == CODING_OK)
        status = work(run, &chosen, from, columns);
    coding_tokenize_free(from);
    coding_columns_free(columns);
    return cli_finish(run, status);
}
