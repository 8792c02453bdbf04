/* date.h - dates as papers print them, as ISO 8601 has them */
#ifndef NP_DATE_H
#define NP_DATE_H

#include "code.h"

/* A day of the Gregorian calendar; what is not known is 0. */
struct np_date {
	unsigned year, month, day;
	int hour; /* 0 (零时) to 24; -1 if none is told */
};

/* Room for what np_date_put() writes. */
enum { NP_DATE_MAX = 20 };

/*
 * Takes a date off the front of *rest: 2001年1月3日, 二○○一年一月三日, 民國三十六年五月九日,
 * 1月3日, 廿六日, ３日, 2001-01-03, 2001.1.3, with 零时 or 12时 behind it; Nov. 3, 2001; digits of any width.
 * A year of less than three digits without 民国 says nothing and stays 0.  Answers false, *rest
 * as it was, if there is none or the calendar has no such day.
 */
bool np_date_scan(struct np_span *rest, struct np_date *date);

/* The day that text, YYYY-MM-DD and nothing else, names; false if it is none. */
bool np_date_parse(const char *text, struct np_date *date);

/* True if year, month and day are known. */
bool np_date_whole(const struct np_date *date);

/*
 * Fills in the year, or year and month, that date lacks, from the day of the issue
 * that prints it: the latest such day that is no more than a day after the issue, for papers
 * are sometimes dated a day ahead.  Does nothing when issue is not whole or date has no day.
 */
void np_date_complete(struct np_date *date, const struct np_date *issue);

/* Days from 1970-01-01 to a whole date; negative before. */
long np_date_number(const struct np_date *date);

/*
 * Writes a whole date as ISO 8601, 2001-01-03 or, where an hour is told, 2001-01-03T00:00, and
 * "" for one that is not whole, into buf, which has room for NP_DATE_MAX.  Answers the length.
 */
size_t np_date_put(char *buf, const struct np_date *date);

#endif
