/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The words of polarity. See coding/polarity.h. */
#include <coding/polarity.h>

static const char *const names[] = {"",         "affirmed",     "rejected",
                                    "absent",   "hypothetical", "reported",
                                    "retracted"};

const char *
coding_polarity_name(coding_polarity polarity)
{
    return names[polarity];
}

coding_polarity
coding_polarity_of(coding_span name)
{
    for (unsigned i = CODING_AFFIRMED; i <= CODING_RETRACTED; i++) {
        if (coding_span_is(name, names[i]))
            return (coding_polarity)i;
    }
    return CODING_POLARITY_NONE;
}
