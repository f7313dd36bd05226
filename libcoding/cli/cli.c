/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The life of a program: start, streams in and out, finish. See cli/cli.h. */
#include "cli/cli.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/memory.h"
#include "cli/run.h"

/* Makes sure that 0, 1 and 2 are open, so that no file of ours can take their
   place. A closed output is opened for reading: writing to it then fails and
   is told, where /dev/null would swallow the result. */
static void
hold_standard_files(void)
{
    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) == -1 &&
            open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) == -1)
            _exit(3);
}

/* Arguments that need no quotes in a shell. */
static bool
is_plain(const char *argument)
{
    return argument[0] != '\0' &&
           argument[strspn(argument, "abcdefghijklmnopqrstuvwxyz"
                                     "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                     "0123456789_-+=:,./@%")] == '\0';
}

static void
quote(buffer *out, const char *argument)
{
    const char *slash = strrchr(argument, '/');

    if (argument[0] == '/' && slash[1] != '\0')
        argument = slash + 1;
    if (out->length > 0)
        buffer_add_byte(out, ' ');
    if (is_plain(argument)) {
        buffer_add_text(out, argument);
        return;
    }
    buffer_add_byte(out, '\'');
    for (; *argument != '\0'; argument++) {
        if (*argument == '\'')
            buffer_add_text(out, "'\\''");
        else
            buffer_add_byte(out, *argument);
    }
    buffer_add_byte(out, '\'');
}

static bool
is_operand(const cli *run, const char *argument)
{
    for (size_t i = 0; i < run->operand_count; i++)
        if (run->operands[i] == argument)
            return true;
    return false;
}

static void
record_arguments(cli *run, int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "-o") == 0 || strcmp(argv[i], "--output") == 0)
            i++;
        else if (strncmp(argv[i], "--output=", 9) != 0 &&
                 (strncmp(argv[i], "-o", 2) != 0 || argv[i][2] == '\0')) {
            quote(&run->arguments, argv[i]);
            if (!is_operand(run, argv[i]))
                quote(&run->choices, argv[i]);
        }
    }
}

static coding_status
choose_view(cli *run)
{
    const cli_tool *tool = run->tool;
    bool person = (tool->traits & CLI_TEXT_OUT) != 0 ||
                  (cli_terminal(run) && run->common.output == NULL);

    run->format = run->common.format >= 0 ? (coding_format)run->common.format
                  : person && tool->views != NULL ? CODING_FORMAT_TEXT
                                                  : CODING_FORMAT_TSV;
    if (run->common.table != NULL && run->format == CODING_FORMAT_TSV)
        run->format = CODING_FORMAT_TEXT;
    run->view = tool->views;
    if (run->common.table == NULL)
        return CODING_OK;
    for (size_t i = 0; tool->views != NULL && i < tool->view_count; i++) {
        run->view = &tool->views[i];
        if (strcmp(run->view->name, run->common.table) == 0)
            return CODING_OK;
    }
    return cli_fault(run, "--table %s: no such table; %s --help lists them",
                     run->common.table, tool->name);
}

static coding_status
print_and_end(const cli *run)
{
    coding_status status = CODING_END;
    buffer out;

    buffer_init(&out, run->context);
    if (run->common.version) {
        buffer_add_text(&out, run->tool->name);
        buffer_add_text(&out, " (coding tools) ");
        buffer_add_text(&out, coding_version());
        buffer_add_byte(&out, '\n');
    } else if (run->common.help) {
        cli_help(run->tool, &out);
    } else {
        cli_screen(run->tool, &out);
    }
    if (buffer_status(&out) != CODING_OK)
        status = CODING_ESYSTEM;
    else if (fwrite(out.bytes, 1, out.length, stdout) != out.length ||
             fflush(stdout) != 0)
        status = output_failure(run->context, NULL);
    buffer_free(&out);
    return status;
}

/* The short help, for a bare call at a terminal. */
static coding_status
print_short_help(const cli *run)
{
    buffer out;

    buffer_init(&out, run->context);
    cli_screen(run->tool, &out);
    cli_print_error(&out);
    buffer_free(&out);
    return CODING_EUSAGE;
}

/* bare: the tool's name and nothing else was typed. */
static coding_status
check_operands(cli *run, bool bare)
{
    unsigned traits = run->tool->traits;

    if ((traits & CLI_NO_OPERANDS) != 0 && run->operand_count > 0)
        return cli_fault(run, "unexpected operand %s", run->operands[0]);
    if ((traits & CLI_READS) != 0 && run->common.input == NULL &&
        ((traits & CLI_INPUT) != 0 || run->operand_count == 0) &&
        isatty(STDIN_FILENO))
        return print_short_help(run);
    if (bare && isatty(STDIN_FILENO))
        return print_short_help(run);
    if ((traits & CLI_BINARY_OUT) != 0 && run->common.output == NULL &&
        cli_terminal(run))
        return cli_fault(run,
                         "not written to a terminal; use -o FILE or a pipe");
    return CODING_OK;
}

coding_status
cli_start(const cli_tool *tool, int argc, char **argv, void *settings,
          cli **out)
{
    coding_context_options options = {0};
    cli *run = calloc(1, sizeof *run);
    coding_status status;

    hold_standard_files();
    *out = NULL;
    if (run == NULL)
        return CODING_ESYSTEM;
    *out = run;
    run->tool = tool;
    run->settings = settings;
    options.sink = cli_print_diagnostic;
    options.sink_user = run;
    status = coding_context_new(&options, &run->context);
    if (status != CODING_OK)
        return status;
    buffer_init(&run->arguments, run->context);
    buffer_init(&run->choices, run->context);
    status = cli_parse(run, argc, argv);
    if (status == CODING_OK &&
        (run->common.help || run->common.screen || run->common.version))
        return print_and_end(run);
    if (status == CODING_OK)
        status = choose_view(run);
    if (status == CODING_OK)
        status = check_operands(run, argc == 1);
    if (status == CODING_OK)
        record_arguments(run, argc, argv);
    if (status == CODING_OK)
        status = buffer_status(&run->choices);
    return status == CODING_OK ? buffer_status(&run->arguments) : status;
}

/* The output is kept only when everything worked. */
static coding_status
close_output(cli *run, coding_status status)
{
    bool whole = status == CODING_OK || status == CODING_END;
    coding_status closed = CODING_OK;

    if (run->writer != NULL && whole)
        closed = coding_writer_finish(run->writer);
    if (closed != CODING_OK)
        status = closed;
    coding_writer_free(run->writer);
    if (run->out == NULL)
        return status;
    if (!whole || closed != CODING_OK) {
        output_abandon(run->out);
        return status;
    }
    closed = output_commit(run->out);
    return closed != CODING_OK ? closed : status;
}

int
cli_finish(cli *run, coding_status status)
{
    static const int statuses[] = {[CODING_OK] = 0,
                                   [CODING_END] = 0,
                                   [CODING_EDATA] = 1,
                                   [CODING_EUSAGE] = 2,
                                   [CODING_ESYSTEM] = 3};

    if (run == NULL) {
        /* Not even the run could be made: nobody to tell if this fails. */
        (void)fputs("coding: out of memory\n", stderr);
        return 3;
    }
    if (run->context != NULL) {
        status = close_output(run, status);
        coding_reader_free(run->reader);
        for (size_t i = 0; i < run->list_count; i++)
            base_free(run->context, run->lists[i]->items);
        base_free(run->context, run->lists);
        base_free(run->context, run->operands);
        buffer_free(&run->arguments);
        buffer_free(&run->choices);
        coding_context_free(run->context);
    }
    free(run);
    return statuses[status];
}

coding_context *
cli_context(const cli *run)
{
    return run->context;
}

const char *const *
cli_operands(const cli *run, size_t *count)
{
    *count = run->operand_count;
    return run->operands;
}

const char *
cli_arguments(cli *run)
{
    return buffer_text(&run->arguments);
}

const char *
cli_choices(cli *run)
{
    return buffer_text(&run->choices);
}

bool
cli_ends_chain(const cli *run)
{
    return run->format != CODING_FORMAT_TSV;
}

coding_format
cli_format(const cli *run)
{
    return run->format;
}

const char *
cli_table(const cli *run)
{
    return run->view != NULL ? run->view->name : NULL;
}

const char *
cli_input_path(const cli *run)
{
    return run->common.input;
}

const char *
cli_output_path(const cli *run)
{
    return run->common.output;
}

bool
cli_only(const cli *run)
{
    return run->common.only;
}

bool
cli_unsealed(const cli *run)
{
    return run->common.unsealed;
}

bool
cli_terminal(const cli *run)
{
    (void)run; /* standard output is the process's */
    return isatty(STDOUT_FILENO) == 1;
}

coding_status
cli_open_reader(cli *run, coding_reader **out)
{
    static const char *const standard[] = {"-"};
    coding_reader_options options = {.unsealed = run->common.unsealed};
    const char *const *paths = run->operands;
    size_t count = run->operand_count;
    coding_status status;

    if ((run->tool->traits & CLI_INPUT) != 0) {
        paths = &run->common.input;
        count = run->common.input != NULL ? 1 : 0;
    }
    if (count == 0) {
        paths = standard;
        count = 1;
    }
    status =
        coding_reader_open(run->context, paths, count, &options, &run->reader);
    *out = run->reader;
    return status;
}

coding_status
cli_open_text(cli *run, FILE **out)
{
    coding_status status = CODING_OK;

    if (run->out == NULL)
        status =
            output_open(run->context, run->common.output, stdout, &run->out);
    if (status == CODING_OK)
        *out = output_file(run->out);
    return status;
}

unsigned
cli_width(const cli *run)
{
    struct winsize size;

    if (!cli_terminal(run) || run->common.output != NULL)
        return 0;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20)
        return size.ws_col;
    return 80;
}

/* Underlining only for people who did not ask to be spared it. */
static bool
may_style(const cli *run)
{
    const char *plain = getenv("NO_COLOR");
    const char *kind = getenv("TERM");

    return cli_terminal(run) && run->common.output == NULL &&
           (plain == NULL || plain[0] == '\0') && kind != NULL &&
           strcmp(kind, "dumb") != 0;
}

coding_status
cli_open_table(cli *run, const coding_columns *columns, const coding_view *view,
               coding_writer **out)
{
    coding_writer_options options = {.format = run->format,
                                     .view = view,
                                     .bom = run->common.bom,
                                     .only = run->common.only,
                                     .styled = may_style(run),
                                     .width = cli_width(run)};
    FILE *file = NULL;
    coding_status status = cli_open_text(run, &file);

    if (status == CODING_OK)
        status = coding_writer_new(run->context, file, columns, &options,
                                   &run->writer);
    *out = run->writer;
    return status;
}

coding_status
cli_end_table(cli *run)
{
    coding_status status = coding_writer_finish(run->writer);

    coding_writer_free(run->writer);
    run->writer = NULL;
    return status;
}

coding_status
cli_open_writer(cli *run, const coding_columns *columns, coding_writer **out)
{
    return cli_open_table(run, columns, run->view, out);
}
