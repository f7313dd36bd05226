/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The front of a program: option tables, help, operands, streams in and out,
   messages and exit status. Private: tools include it, nobody installs it.

   A tool is: a settings struct, a table of options that points into it, the
   views of its result, and

       int
       NAME_main(int argc, char **argv)
       {
           settings chosen = {0};
           cli *run = NULL;
           coding_status status = cli_start(&tool, argc, argv, &chosen, &run);

           if (status == CODING_OK)
               status = ...library calls...
           return cli_finish(run, status);
       }

   cli_start returns CODING_END when there is nothing left to do (--help). */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <coding/stream.h>

#include <stddef.h>

typedef enum {
    CLI_FLAG,    /* bool: set to true */
    CLI_TEXT,    /* const char *: the last one given */
    CLI_LIST,    /* cli_list: every one given; option is repeatable */
    CLI_COUNT,   /* uint64_t */
    CLI_NUMBER,  /* double, finite */
    CLI_NUMBERS, /* cli_numbers: every one given; option is repeatable */
    CLI_CHOICE   /* int: index in the words of argument, "a|b|c" */
} cli_kind;

typedef struct {
    const char **items; /* borrowed from argv */
    size_t count;
} cli_list;

enum { CLI_NUMBERS_MOST = 16 };
typedef struct {
    double items[CLI_NUMBERS_MOST];
    size_t count;
} cli_numbers;

typedef struct {
    char letter;      /* 0: none */
    const char *name; /* without the dashes; NULL ends the table */
    cli_kind kind;
    const char *argument; /* what is shown; for CLI_CHOICE the words */
    const char *help;     /* one sentence, lower case, no full stop */
    size_t offset;        /* of the field in the settings */
} cli_option;

/* What a tool takes and gives, for the common options. */
typedef enum {
    CLI_READS = 1,      /* operands or stdin are read; bare at a terminal is
                           a usage fault */
    CLI_STREAM_IN = 2,  /* --unsealed */
    CLI_INPUT = 4,      /* -i FILE: operands mean something else */
    CLI_BINARY_OUT = 8, /* refuses to write to a terminal; no --format */
    CLI_NO_OPERANDS = 16,
    CLI_TEXT_OUT = 32 /* text for people is the default into a pipe, too */
} cli_trait;

typedef struct {
    const char *name;
    const char *operands; /* as in "[FILE ...]" */
    const char *summary;  /* one line */
    const cli_option *options;
    const char *examples;     /* lines, each ended by \n */
    const coding_view *views; /* --format, --table; NULL: none */
    size_t view_count;
    unsigned traits; /* of cli_trait */
} cli_tool;

typedef struct cli cli;

/* Parses argv. CODING_OK: go on; CODING_END: help or version was printed;
   CODING_EUSAGE: told. *out is set in every case for cli_finish. */
CODING_MUST_USE coding_status cli_start(const cli_tool *tool, int argc,
                                        char **argv, void *settings, cli **out);
/* Releases everything, closes the output with checks, prints what is left to
   say; the exit status. */
int cli_finish(cli *run, coding_status status);

coding_context *cli_context(const cli *run);
/* Operands as given; none: count 0. Borrowed. */
const char *const *cli_operands(const cli *run, size_t *count);
/* The command line after the program's name, quoted for a shell, absolute
   paths shortened to the file name, -o left out: for the meta row. */
const char *cli_arguments(cli *run);
/* The same without the operands: what stands behind a `|`. */
const char *cli_choices(cli *run);
/* True when --format asks for something else than the stream. */
bool cli_ends_chain(const cli *run);
/* What --format chose, or the default of the output. */
coding_format cli_format(const cli *run);
/* The name of the view that --table chose, or of the first; NULL: none. */
const char *cli_table(const cli *run);
/* -i FILE; NULL: not given. */
const char *cli_input_path(const cli *run);
/* Whether `-o`, `--only`, `--unsealed` was given. */
const char *cli_output_path(const cli *run);
bool cli_only(const cli *run);
bool cli_unsealed(const cli *run);

/* The input stream: -i, or the operands unless CLI_INPUT, or stdin. Owned by
   run. */
CODING_MUST_USE coding_status cli_open_reader(cli *run, coding_reader **out);
/* The output for columns, by --format, --table, --bom, --only. Owned by run;
   cli_finish writes its end when status is CODING_OK or CODING_END. */
CODING_MUST_USE coding_status cli_open_writer(cli *run,
                                              const coding_columns *columns,
                                              coding_writer **out);
/* The same with a view that is known only now, as of a table whose columns
   come from the data. */
CODING_MUST_USE coding_status cli_open_table(cli *run,
                                             const coding_columns *columns,
                                             const coding_view *view,
                                             coding_writer **out);
/* One table as it is, whose columns come from the data. Owned; freed after
   cli_end_table. */
typedef struct cli_wide cli_wide;
CODING_MUST_USE coding_status cli_wide_new(cli *run, cli_wide **out);
/* Never fails. NULL is allowed. */
void cli_wide_free(cli_wide *to);
/* A line of it, wide as user; the first one holds the headings, borrowed and
   NUL-terminated till the table's end. */
CODING_MUST_USE coding_status cli_wide_line(void *user,
                                            const coding_span *cells,
                                            size_t count);
/* Finishes the output now, before what it borrows goes away. */
CODING_MUST_USE coding_status cli_end_table(cli *run);
/* The output for tools that write text themselves: stdout or -o. */
CODING_MUST_USE coding_status cli_open_text(cli *run, FILE **out);
/* Lines for people under the name of their table. */
typedef struct {
    FILE *out;
    char table[256]; /* the heading at hand */
} cli_lines;
CODING_MUST_USE coding_status cli_print_line(cli_lines *lines,
                                             coding_span table,
                                             coding_span text);
/* Reads the stream a tool needs with --format=csv of some other tool is told
   by the reader. A line `NAME: text` on stderr unless --quiet. */
void cli_say(cli *run, const char *text, ...) CODING_PRINTF(2, 3);
/* A usage fault `NAME: text`; returns CODING_EUSAGE. */
coding_status cli_fault(cli *run, const char *text, ...) CODING_PRINTF(2, 3);
/* Columns of the terminal that is written to; 0: it is none. */
unsigned cli_width(const cli *run);
/* True if stdout is a terminal. */
bool cli_terminal(const cli *run);

/* Makes the folder and fills it with the files of a study to begin with.
   CODING_EDATA: it is there already, told; nothing is written then. */
CODING_MUST_USE coding_status cli_start_study(cli *run, const char *folder);

#endif
