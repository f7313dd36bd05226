/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A build without ReadStat says so. See survey/statistical.h. */
#include "base/diag.h"
#include "survey/statistical.h"

static coding_status
refuse(const statistical_source *from)
{
    return diag_error(from->context, CODING_EDATA, "survey-readstat",
                      (diag_place){.file = from->file},
                      "this program was built without ReadStat, which reads "
                      ".sav and .dta; install libreadstat-dev and build "
                      "again, or save the answers as CSV");
}

coding_status
statistical_columns(const statistical_source *from, arena *keep,
                    form_columns *columns)
{
    (void)keep; /* nothing is read */
    (void)columns;
    return refuse(from);
}

coding_status
statistical_read(const statistical_source *from, size_t count, answer_take take,
                 void *user)
{
    (void)count; /* nothing is read */
    (void)take;
    (void)user;
    return refuse(from);
}
