/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Help, made from the option tables. -h fits on one screen of 24 lines. */
#include <string.h>

#include "cli/run.h"

enum { SCREEN_OPTIONS = 9, HELP_COLUMN = 26, HELP_WIDTH = 78 };

static void
print_usage(const cli_tool *tool, FILE *out)
{
    fprintf(out, "usage: %s%s [OPTION ...] %s\n%s\n", CODING_PROGRAM_PREFIX,
            tool->name, tool->operands, tool->summary);
}

/* The help sentence from column HELP_COLUMN on, wrapped. */
static void
print_wrapped(const char *text, FILE *out)
{
    size_t column = HELP_COLUMN;

    while (*text != '\0') {
        size_t word = strcspn(text, " ");

        if (column > HELP_COLUMN && column + word > HELP_WIDTH) {
            fprintf(out, "\n%*s", HELP_COLUMN, "");
            column = HELP_COLUMN;
        }
        fprintf(out, "%.*s", (int)word, text);
        column += word + 1;
        text += word;
        if (*text == ' ') {
            text++;
            if (column + strcspn(text, " ") <= HELP_WIDTH)
                fputc(' ', out);
        }
    }
    fputc('\n', out);
}

static void
print_option(const cli_option *option, FILE *out)
{
    int used;

    if (option->letter != 0)
        used = fprintf(out, "  -%c, --%s", option->letter, option->name);
    else
        used = fprintf(out, "      --%s", option->name);
    if (option->kind != CLI_FLAG)
        used += fprintf(out, " %s", option->argument);
    if (used + 2 > HELP_COLUMN)
        fprintf(out, "\n%*s", HELP_COLUMN, "");
    else
        fprintf(out, "%*s", HELP_COLUMN - used, "");
    print_wrapped(option->help, out);
}

/* The first count lines of text. */
static void
print_lines(const char *text, size_t count, FILE *out)
{
    while (text != NULL && *text != '\0' && count-- > 0) {
        size_t line = strcspn(text, "\n");

        fprintf(out, "  %.*s\n", (int)line, text);
        text += line + (text[line] == '\n');
    }
}

void
cli_print_screen(const cli_tool *tool, FILE *out)
{
    size_t shown = 0;

    print_usage(tool, out);
    fputc('\n', out);
    for (const cli_option *own = tool->options;
         own != NULL && own->name != NULL && shown < SCREEN_OPTIONS;
         own++, shown++)
        print_option(own, out);
    fputs("\nexamples:\n", out);
    print_lines(tool->examples, 2, out);
    fprintf(out, "\n%s%s --help lists every option; man %s%s says more\n",
            CODING_PROGRAM_PREFIX, tool->name, CODING_PROGRAM_PREFIX,
            tool->name);
}

void
cli_print_help(const cli_tool *tool, FILE *out)
{
    print_usage(tool, out);
    fputs("\noptions:\n", out);
    for (const cli_option *own = tool->options;
         own != NULL && own->name != NULL; own++)
        print_option(own, out);
    fputs("\nshared by the coding tools:\n", out);
    for (const cli_option *common = cli_shared_options(); common->name != NULL;
         common++)
        if (cli_shared_applies(tool, common))
            print_option(common, out);
    if (tool->view_count > 1) {
        fputs("\ntables:", out);
        for (size_t i = 0; i < tool->view_count; i++)
            fprintf(out, " %s", tool->views[i].name);
        fputc('\n', out);
    }
    fputs("\nexamples:\n", out);
    print_lines(tool->examples, 99, out);
    fputs(
        "\nexit status: 0 done, 1 the data are wrong, 2 usage or a fault in a "
        "codebook,\n3 system (file, memory, full disk)\n",
        out);
}
