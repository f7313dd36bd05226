/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Time stamps as transcribers write them. */
#ifndef TRANSCRIPT_STAMP_H
#define TRANSCRIPT_STAMP_H

#include <coding/span.h>

/* Bytes of the time that text begins with: 0:03, 11:02, 00:12:03, 00:03.100,
   1:02:03,500; 0: none. What follows is neither digit nor colon. */
size_t stamp_time(coding_span text);
/* Bytes of a stamp that text begins with: a time, bare or in [] () <> or {},
   or a range of two times joined by -, –, -->, "to". *time gets the first
   time without brackets. 0: none. */
size_t stamp_find(coding_span text, coding_span *time);
/* The whole line is one stamp, perhaps in emphasis marks. */
bool stamp_is_line(coding_span line, coding_span *time);

#endif
