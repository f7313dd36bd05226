/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Messages on stderr: `tool: file:line:column: what is wrong`, then the
   source line with a caret. Control characters are shown, never sent: a
   transcript must not be able to drive somebody's terminal. */
#include <stdarg.h>
#include <string.h>

#include "cli/run.h"

void
cli_print_safe(const char *text)
{
    for (const unsigned char *at = (const unsigned char *)text; *at != '\0';
         at++) {
        if (*at < 0x20 || *at == 0x7F)
            fprintf(stderr, "\\x%02X", *at);
        else
            fputc(*at, stderr);
    }
}

/* The source line; tabs and control characters as one space, so that the
   caret stands below its character. */
static void
print_excerpt(const coding_diagnostic *found)
{
    size_t cut = 0;

    fputs("    ", stderr);
    for (const unsigned char *at = (const unsigned char *)found->excerpt;
         *at != '\0' && *at != '\n'; at++)
        fputc(*at < 0x20 || *at == 0x7F ? ' ' : *at, stderr);
    fputs("\n    ", stderr);
    while (cut++ < found->caret)
        fputc(' ', stderr);
    fputs("^\n", stderr);
}

void
cli_print_diagnostic(void *user, const coding_diagnostic *found)
{
    static const char *const levels[] = {"note: ", "warning: ", ""};
    const cli *run = user;

    if (run->common.quiet && found->severity == CODING_NOTE)
        return;
    fprintf(stderr, "%s: ", run->tool->name);
    if (found->file != NULL) {
        cli_print_safe(found->file);
        if (found->line > 0)
            fprintf(stderr, ":%zu", found->line);
        if (found->column > 0)
            fprintf(stderr, ":%zu", found->column);
        fputs(": ", stderr);
    }
    fputs(levels[found->severity], stderr);
    cli_print_safe(found->text);
    fprintf(stderr, " [%s]\n", found->id);
    if (found->excerpt != NULL)
        print_excerpt(found);
}

void
cli_say(cli *run, const char *text, ...)
{
    char line[2048];
    va_list arguments;

    if (run->common.quiet)
        return;
    va_start(arguments, text);
    vsnprintf(line, sizeof line, text, arguments);
    va_end(arguments);
    fprintf(stderr, "%s: ", run->tool->name);
    cli_print_safe(line);
    fputc('\n', stderr);
}

coding_status
cli_fault(cli *run, const char *text, ...)
{
    char line[2048];
    va_list arguments;

    va_start(arguments, text);
    vsnprintf(line, sizeof line, text, arguments);
    va_end(arguments);
    fprintf(stderr, "%s: ", run->tool->name);
    cli_print_safe(line);
    fputc('\n', stderr);
    return CODING_EUSAGE;
}
