/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Help, made from the option tables. -h fits on one screen of 24 lines. */
#include <string.h>

#include "cli/run.h"

/* Lines of the screen that options may fill: 24 without the six below. */
enum { SCREEN_LINES = 18, HELP_COLUMN = 26, HELP_WIDTH = 78 };

static void
add_spaces(buffer *out, size_t count)
{
    while (count-- > 0)
        buffer_add_byte(out, ' ');
}

static void
add_name(const cli_tool *tool, buffer *out)
{
    buffer_add_text(out, CODING_PROGRAM_PREFIX);
    buffer_add_text(out, tool->name);
}

static void
add_usage(const cli_tool *tool, buffer *out)
{
    buffer_add_text(out, "usage: ");
    add_name(tool, out);
    buffer_add_text(out, " [OPTION ...] ");
    buffer_add_text(out, tool->operands);
    buffer_add_byte(out, '\n');
    buffer_add_text(out, tool->summary);
    buffer_add_byte(out, '\n');
}

/* The help sentence from column HELP_COLUMN on, wrapped. */
static void
add_wrapped(const char *text, buffer *out)
{
    size_t column = HELP_COLUMN;

    while (*text != '\0') {
        size_t word = strcspn(text, " ");

        if (column > HELP_COLUMN && column + 1 + word > HELP_WIDTH) {
            buffer_add_byte(out, '\n');
            add_spaces(out, HELP_COLUMN);
            column = HELP_COLUMN;
        }
        if (column > HELP_COLUMN) {
            buffer_add_byte(out, ' ');
            column++;
        }
        buffer_add(out, (coding_span){text, word});
        column += word;
        text += word + strspn(text + word, " ");
    }
    buffer_add_byte(out, '\n');
}

static void
add_option(const cli_option *option, buffer *out)
{
    size_t begin = out->length;
    size_t used;

    buffer_add_text(out, option->letter != 0 ? "  -" : "      --");
    if (option->letter != 0) {
        buffer_add_byte(out, option->letter);
        buffer_add_text(out, ", --");
    }
    buffer_add_text(out, option->name);
    if (option->kind != CLI_FLAG) {
        buffer_add_byte(out, ' ');
        buffer_add_text(out, option->argument);
    }
    used = out->length - begin;
    if (used + 2 > HELP_COLUMN) {
        buffer_add_byte(out, '\n');
        used = 0;
    }
    add_spaces(out, HELP_COLUMN - used);
    add_wrapped(option->help, out);
}

/* The first count lines of text, indented. */
static void
add_lines(const char *text, size_t count, buffer *out)
{
    while (text != NULL && *text != '\0' && count-- > 0) {
        size_t line = strcspn(text, "\n");

        add_spaces(out, 2);
        buffer_add(out, (coding_span){text, line});
        buffer_add_byte(out, '\n');
        text += line + (text[line] == '\n');
    }
}

static size_t
count_lines(const buffer *out)
{
    size_t lines = 0;

    for (size_t i = 0; i < out->length; i++)
        lines += out->bytes[i] == '\n';
    return lines;
}

void
cli_screen(const cli_tool *tool, buffer *out)
{
    add_usage(tool, out);
    buffer_add_byte(out, '\n');
    for (const cli_option *own = tool->options;
         own != NULL && own->name != NULL; own++) {
        size_t before = out->length;

        add_option(own, out);
        if (count_lines(out) <= SCREEN_LINES)
            continue;
        out->length = before;
        break;
    }
    buffer_add_text(out, "\nexamples:\n");
    add_lines(tool->examples, 2, out);
    buffer_add_byte(out, '\n');
    add_name(tool, out);
    buffer_add_text(out, " --help lists every option; man ");
    add_name(tool, out);
    buffer_add_text(out, " says more\n");
}

static void
add_tables(const cli_tool *tool, buffer *out)
{
    if (tool->view_count < 2)
        return;
    buffer_add_text(out, "\ntables:");
    for (size_t i = 0; i < tool->view_count; i++) {
        buffer_add_byte(out, ' ');
        buffer_add_text(out, tool->views[i].name);
    }
    buffer_add_byte(out, '\n');
}

void
cli_help(const cli_tool *tool, buffer *out)
{
    add_usage(tool, out);
    buffer_add_text(out, "\noptions:\n");
    for (const cli_option *own = tool->options;
         own != NULL && own->name != NULL; own++)
        add_option(own, out);
    buffer_add_text(out, "\nshared by the coding tools:\n");
    for (const cli_option *common = cli_shared_options(); common->name != NULL;
         common++)
        if (cli_shared_applies(tool, common))
            add_option(common, out);
    add_tables(tool, out);
    buffer_add_text(out, "\nexamples:\n");
    add_lines(tool->examples, SIZE_MAX, out);
    buffer_add_text(out, "\nexit status: 0 done, 1 the data are wrong, 2 usage "
                         "or a fault in a codebook,\n3 system (file, memory, "
                         "full disk)\n");
}
