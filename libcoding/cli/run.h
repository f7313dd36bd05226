/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The inside of a run of a program, for the room cli alone. */
#ifndef CLI_RUN_H
#define CLI_RUN_H

#include "base/buffer.h"
#include "cli/cli.h"
#include "io/output.h"

/* The options every tool shares, as its traits allow. */
typedef struct {
    bool help, screen, version, bom, only, unsealed, quiet;
    int format; /* index in the words, or -1: not given */
    const char *table, *input, *output;
} cli_common;

struct cli {
    const cli_tool *tool;
    coding_context *context;
    cli_common common;
    const char **operands;
    size_t operand_count;
    void *settings;
    cli_list **lists; /* to release */
    size_t list_count, list_capacity;
    buffer arguments;
    buffer choices; /* arguments without operands */
    coding_reader *reader;
    coding_writer *writer;
    output *out;
    bool out_open;
    coding_format format;
    const coding_view *view;
};

/* options.c: the table of shared options that tool's traits allow, ended by a
   NULL name; index < cli_shared_count(). */
const cli_option *cli_shared_options(void);
bool cli_shared_applies(const cli_tool *tool, const cli_option *option);
CODING_MUST_USE coding_status cli_parse(cli *run, int argc, char **argv);

/* help.c: appends the text. */
void cli_screen(const cli_tool *tool, buffer *out);
void cli_help(const cli_tool *tool, buffer *out);

/* messages.c */
void cli_print_diagnostic(void *user, const coding_diagnostic *found);
/* Writes text to stderr in one go. */
void cli_print_error(const buffer *text);

#endif
