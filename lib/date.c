/* date.c - dates as papers print them, as ISO 8601 has them */
#include "date.h"

#include <string.h>

#include "scan.h"

enum { REPUBLIC = 1911, YEAR_MIN = 1800, YEAR_MAX = 2199 };

static bool
leap(unsigned year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* With a year that is not known, February has 29 days. */
static unsigned
days_of(unsigned year, unsigned month)
{
	static const unsigned char days[12] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return month == 2 && (year == 0 || leap(year)) ? 29 : days[month - 1];
}

/* True if the calendar has it; a part that is 0 is not known. */
static bool
exists(const struct np_date *date)
{
	if (date->day == 0 || date->day > 31 || date->month > 12)
		return false;
	return date->month == 0 || date->day <= days_of(date->year, date->month);
}

/* A number and the word behind it, one of words, blanks between: 3 月. */
static bool
part(struct np_span *rest, unsigned *value, size_t *len, const char *const *words)
{
	struct np_span next = *rest;
	unsigned number;

	*len = np_scan_number(&next, &number);
	if (*len == 0)
		return false;
	np_scan_blanks(&next);
	if (!np_scan_any(&next, words))
		return false;
	np_scan_blanks(&next);
	*rest = next;
	*value = number;
	return true;
}

/* Also: behind 民国 the years are counted from 1912. */
static bool
year_of(struct np_span *rest, unsigned *year)
{
	static const char *const eras[] = { "公历", "公曆", "公元", "西历", "西曆", "西元", NULL };
	static const char *const republics[] = { "中华民国", "中華民國", "民国", "民國", NULL };
	static const char *const years[] = { "年", NULL };
	static const char *const firsts[] = { "元年", NULL };
	struct np_span next = *rest;
	size_t len;
	bool republic;

	(void)np_scan_any(&next, eras);
	republic = np_scan_any(&next, republics);
	np_scan_blanks(&next);
	if (republic && np_scan_any(&next, firsts)) {
		*year = 1;
		np_scan_blanks(&next);
	} else if (!part(&next, year, &len, years)) {
		return false;
	}
	if (republic)
		*year = *year < 200 ? *year + REPUBLIC : 0;
	else if (*year < YEAR_MIN || *year > YEAR_MAX)
		*year = 0;
	*rest = next;
	return true;
}

static int
hour_of(struct np_span *rest)
{
	static const char *const midnight[] = { "零时", "零時", "零点", "零點", NULL };
	static const char *const hours[] = { "时", "時", "点", "點", NULL };
	struct np_span next = *rest;
	unsigned hour;
	size_t len;

	if (np_scan_any(rest, midnight))
		return 0;
	if (!part(&next, &hour, &len, hours) || hour > 24)
		return -1;
	*rest = next;
	return (int)hour;
}

/* 2001年1月3日 and the shorter ones. */
static bool
scan_words(struct np_span *rest, struct np_date *date)
{
	static const char *const months[] = { "月", NULL };
	static const char *const days[] = { "日", "号", "號", NULL };
	struct np_span next = *rest;
	size_t len;

	*date = (struct np_date){ 0, 0, 0, -1 };
	(void)year_of(&next, &date->year);
	if (np_scan_word(&next, "元月")) {
		date->month = 1;
		np_scan_blanks(&next);
	} else if (part(&next, &date->month, &len, months)) {
		if (date->month == 0)
			return false;
	} else if (next.len != rest->len) {
		return false; /* a year without a month */
	}
	if (!part(&next, &date->day, &len, days) || len > 4 || !exists(date))
		return false;
	*rest = next;
	return true;
}

/* 2001-01-03, 2001.1.3, 2001/1/3. */
static bool
scan_figures(struct np_span *rest, struct np_date *date)
{
	static const char *const seams[] = { "-", ".", "/", "．", "／", "－", "·", NULL };
	struct np_span next = *rest;

	*date = (struct np_date){ 0, 0, 0, -1 };
	if (np_scan_number(&next, &date->year) != 4 || date->year < YEAR_MIN ||
	    date->year > YEAR_MAX)
		return false;
	for (int i = 0; i < 2; i++) {
		unsigned *value = i == 0 ? &date->month : &date->day;
		size_t len;
		np_scan_blanks(&next);
		if (!np_scan_any(&next, seams))
			return false;
		np_scan_blanks(&next);
		len = np_scan_number(&next, value);
		if (len == 0 || len > 2 || *value == 0)
			return false;
	}
	if (!exists(date))
		return false;
	(void)np_scan_word(&next, "日");
	*rest = next;
	return true;
}

/* Nov. 3 and November 3, 2001. */
static bool
scan_english(struct np_span *rest, struct np_date *date)
{
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul",
		"Aug", "Sep", "Oct", "Nov", "Dec" };
	struct np_span next = *rest, year;
	size_t len;

	*date = (struct np_date){ 0, 0, 0, -1 };
	while (date->month < 12 && !np_scan_word(&next, months[date->month++])) {
	}
	if (next.len == rest->len)
		return false;
	while (next.len > 0 && next.ptr[0] >= 'a' && next.ptr[0] <= 'z')
		(void)np_scan_char(&next);
	(void)np_scan_word(&next, ".");
	np_scan_blanks(&next);
	len = np_scan_number(&next, &date->day);
	if (len == 0 || len > 2 || !exists(date))
		return false;
	year = next;
	if (np_scan_word(&year, ",")) {
		unsigned number;
		np_scan_blanks(&year);
		if (np_scan_number(&year, &number) == 4 && number >= YEAR_MIN &&
		    number <= YEAR_MAX) {
			date->year = number;
			next = year;
		}
	}
	*rest = next;
	return true;
}

bool
np_date_scan(struct np_span *rest, struct np_date *date)
{
	struct np_span next = *rest;

	if (!scan_figures(&next, date) && !scan_words(&next, date) && !scan_english(&next, date))
		return false;
	date->hour = hour_of(&next);
	*rest = next;
	return true;
}

bool
np_date_parse(const char *text, struct np_date *date)
{
	size_t len = strlen(text);

	for (size_t i = 0; i < len; i++) {
		if (i == 4 || i == 7 ? text[i] != '-' : text[i] < '0' || text[i] > '9')
			return false;
	}
	struct np_span rest = { text, len };
	return len == 10 && scan_figures(&rest, date) && rest.len == 0;
}

bool
np_date_whole(const struct np_date *date)
{
	return date->year > 0 && date->month > 0 && date->day > 0;
}

/* Days of the civil calendar, counted in years that begin with March. */
long
np_date_number(const struct np_date *date)
{
	long year = (long)date->year - (date->month <= 2), month = (long)date->month;
	long of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + (long)date->day - 1;

	return year * 365 + year / 4 - year / 100 + year / 400 + of_year - 719468;
}

void
np_date_complete(struct np_date *date, const struct np_date *issue)
{
	struct np_date trial = *date;
	long latest;

	if (!np_date_whole(issue) || date->day == 0 || np_date_whole(date) ||
	    (date->year > 0 && date->month == 0))
		return;
	latest = np_date_number(issue) + 1;
	/* 29 February is up to eight years away; any day of a month up to two months. */
	trial.year = issue->year + 1;
	if (date->month == 0)
		trial.month = 1;
	for (int i = 0; i < 30 && trial.year > 0; i++) {
		if (trial.day <= days_of(trial.year, trial.month) &&
		    np_date_number(&trial) <= latest) {
			date->year = trial.year;
			date->month = trial.month;
			return;
		}
		if (date->month > 0 || --trial.month == 0) {
			trial.year--;
			if (date->month == 0)
				trial.month = 12;
		}
	}
}

/* Puts the last two digits of a number; answers where they end. */
static char *
put_two(char *at, unsigned number)
{
	at[0] = (char)('0' + number / 10 % 10);
	at[1] = (char)('0' + number % 10);
	return at + 2;
}

size_t
np_date_put(char *buf, const struct np_date *date)
{
	char *at = buf;

	buf[0] = '\0';
	if (!np_date_whole(date))
		return 0;
	at = put_two(at, date->year / 100);
	at = put_two(at, date->year);
	*at++ = '-';
	at = put_two(at, date->month);
	*at++ = '-';
	at = put_two(at, date->day);
	if (date->hour >= 0) {
		*at++ = 'T';
		at = put_two(at, (unsigned)date->hour);
		memcpy(at, ":00", 3);
		at += 3;
	}
	*at = '\0';
	return (size_t)(at - buf);
}
