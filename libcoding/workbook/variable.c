/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Survey variables as their question rows describe them. */
#include "workbook/variable.h"

void
variable_item_init(variable_item *item, coding_context *context)
{
    buffer_init(&item->code, context);
    item->label = (coding_span){NULL, 0};
}

void
variable_item_clear(variable_item *item)
{
    buffer_free(&item->code);
}

bool
variable_item_at(const model_question *question, const char *field, size_t n,
                 variable_item *out)
{
    coding_span value;

    if (buffer_status(&out->code) != CODING_OK)
        return false; /* is remembered */
    buffer_reset(&out->code);
    out->label = (coding_span){NULL, 0};
    if (!model_field(question->record, field, n, &value))
        return false;
    for (size_t i = 0; i < value.length; i++) {
        if (value.at[i] == '=') {
            out->label = (coding_span){value.at + i + 1, value.length - i - 1};
            break;
        }
        if (value.at[i] == '\\' && i + 1 < value.length)
            i++;
        buffer_add_byte(&out->code, value.at[i]);
    }
    return buffer_status(&out->code) == CODING_OK;
}

bool
variable_is(const model_question *question)
{
    static const char *const kinds[] = {"single", "multi", "ranked", "scale",
                                        "open"};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (coding_span_is(question->kind, kinds[i]))
            return true;
    return false;
}

bool
variable_is_missing(const model_question *question, coding_span cell,
                    variable_item *work)
{
    for (size_t n = 0; variable_item_at(question, "missing", n, work); n++)
        if (coding_span_equal(buffer_span(&work->code), cell))
            return true;
    return false;
}
