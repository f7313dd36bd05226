/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Days and seconds as ISO 8601, for files that hold dates as numbers. */
#ifndef TABLE_ISO_DATE_H
#define TABLE_ISO_DATE_H

#include "base/buffer.h"

/* Days from 1970-01-01 for which there is a date of the years 0000 to 9999. */
enum { ISO_FIRST_DAY = -719528, ISO_LAST_DAY = 2932896 };

/* 2024-03-01, of days from ISO_FIRST_DAY to ISO_LAST_DAY. */
void iso_date_add(int64_t days, buffer *out);
/* 10:20:00; hours may have more digits. */
void iso_time_add(uint64_t seconds, buffer *out);

#endif
