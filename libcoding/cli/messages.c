/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Messages on stderr: `tool: file:line:column: what is wrong`, then the
   source line with a caret. Control characters are shown, never sent: a
   transcript must not be able to drive somebody's terminal. */
#include <stdarg.h>
#include <string.h>

#include "cli/run.h"

enum { LINE_BYTES = 2048 };

/* text with control characters as \xNN. */
static void
add_safe(buffer *out, const char *text)
{
    static const char digits[] = "0123456789ABCDEF";

    for (const char *at = text; *at != '\0'; at++) {
        unsigned char byte = (unsigned char)*at;

        if (byte >= 0x20 && byte != 0x7F) {
            buffer_add_byte(out, *at);
            continue;
        }
        buffer_add_text(out, "\\x");
        buffer_add_byte(out, digits[byte >> 4]);
        buffer_add_byte(out, digits[byte & 15]);
    }
}

/* The source line; tabs and control characters as one space, so that the
   caret stands below its character. */
static void
add_excerpt(buffer *out, const coding_diagnostic *found)
{
    buffer_add_text(out, "    ");
    for (const char *at = found->excerpt; *at != '\0' && *at != '\n'; at++) {
        unsigned char byte = (unsigned char)*at;

        if (byte < 0x20 || byte == 0x7F)
            buffer_add_byte(out, ' ');
        else
            buffer_add_byte(out, *at);
    }
    buffer_add_text(out, "\n    ");
    for (size_t i = 0; i < found->caret; i++)
        buffer_add_byte(out, ' ');
    buffer_add_text(out, "^\n");
}

void
cli_print_error(const buffer *text)
{
    /* When stderr cannot be written there is nobody left to tell. */
    if (text->length > 0)
        (void)fwrite(text->bytes, 1, text->length, stderr);
}

static void
add_place(buffer *out, const coding_diagnostic *found)
{
    if (found->file == NULL)
        return;
    add_safe(out, found->file);
    if (found->line > 0) {
        buffer_add_byte(out, ':');
        buffer_add_unsigned(out, found->line);
    }
    if (found->column > 0) {
        buffer_add_byte(out, ':');
        buffer_add_unsigned(out, found->column);
    }
    buffer_add_text(out, ": ");
}

void
cli_print_diagnostic(void *user, const coding_diagnostic *found)
{
    static const char *const levels[] = {"note: ", "warning: ", ""};
    const cli *run = user;
    buffer out;

    if (run->common.quiet && found->severity == CODING_NOTE)
        return;
    buffer_init(&out, run->context);
    buffer_add_text(&out, run->tool->name);
    buffer_add_text(&out, ": ");
    add_place(&out, found);
    buffer_add_text(&out, levels[found->severity]);
    add_safe(&out, found->text);
    buffer_add_text(&out, " [");
    buffer_add_text(&out, found->id);
    buffer_add_text(&out, "]\n");
    if (found->excerpt != NULL)
        add_excerpt(&out, found);
    cli_print_error(&out);
    buffer_free(&out);
}

static void print_line(const cli *run, const char *text, va_list arguments)
    __attribute__((format(printf, 2, 0)));

static void
print_line(const cli *run, const char *text, va_list arguments)
{
    char line[LINE_BYTES];
    buffer out;

    if (vsnprintf(line, sizeof line, text, arguments) < 0)
        return;
    buffer_init(&out, run->context);
    buffer_add_text(&out, run->tool->name);
    buffer_add_text(&out, ": ");
    add_safe(&out, line);
    buffer_add_byte(&out, '\n');
    cli_print_error(&out);
    buffer_free(&out);
}

void
cli_say(cli *run, const char *text, ...)
{
    va_list arguments;

    if (run->common.quiet)
        return;
    va_start(arguments, text);
    print_line(run, text, arguments);
    va_end(arguments);
}

coding_status
cli_fault(cli *run, const char *text, ...)
{
    va_list arguments;

    va_start(arguments, text);
    print_line(run, text, arguments);
    va_end(arguments);
    return CODING_EUSAGE;
}
