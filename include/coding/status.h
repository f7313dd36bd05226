/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What every call of libcoding returns, and how a symbol is exported. */
#ifndef CODING_STATUS_H
#define CODING_STATUS_H

#if defined(__GNUC__)
#define CODING_API            __attribute__((visibility("default")))
#define CODING_MUST_USE       __attribute__((warn_unused_result))
#define CODING_PRINTF(at, va) __attribute__((format(printf, at, va)))
#else
#define CODING_API
#define CODING_MUST_USE
#define CODING_PRINTF(at, va)
#endif
/* An exported call whose status may not be thrown away. */
#define CODING_CHECK CODING_API CODING_MUST_USE

/* CODING_END is not an error: the last row or byte has been read. What went
   wrong beyond the class is told by a diagnostic, see coding/context.h.
   Programs exit with 0 for OK and END, 1 EDATA, 2 EUSAGE, 3 ESYSTEM. */
typedef enum {
    CODING_OK,
    CODING_END,
    CODING_EDATA,  /* the data are wrong */
    CODING_EUSAGE, /* the call, an option, a codebook or guide is wrong */
    CODING_ESYSTEM /* input, output, memory */
} coding_status;

#endif
