/* words - the tables of words.h made from people.words: words < people.words > FILE.c */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kind.h"
#include "utf8.h"
#include "words.h"

enum { WORDS_MAX = 4096, CHARS_MAX = 4096, LINE_MAX_BYTES = 1 << 16 };

struct entry {
	char *text;
	int class;
	unsigned value;
};

static struct entry words[WORDS_MAX];
static struct np_name_char chars[CHARS_MAX];
static size_t word_count, char_count;
static unsigned long line_number;

static void
fail(const char *what, const char *which)
{
	fprintf(stderr, "words: people.words:%lu: %s: %s\n", line_number, what, which);
	exit(1);
}

static struct np_name_char *
char_for(uint32_t cp)
{
	for (size_t i = 0; i < char_count; i++) {
		if (chars[i].cp == cp)
			return &chars[i];
	}
	if (char_count == CHARS_MAX)
		fail("too many characters", "");
	chars[char_count].cp = cp;
	return &chars[char_count++];
}

static void
add_word(const char *text, size_t len, int class, unsigned value)
{
	struct entry *word = &words[word_count];

	if (len == 0 || len > NP_WORD_MAX)
		fail("a word is empty or too long", "");
	/* Words are sought by their first and last three bytes. */
	if (((unsigned char)text[0] >= 0xC0 && (unsigned char)text[0] < 0xE0) ||
	    (len < 3 && (text[len - 1] & 0x80) != 0))
		fail("a word begins with, or is, a character of two bytes", text);
	if (word_count == WORDS_MAX)
		fail("too many words", "");
	word->text = malloc(len + 1);
	if (word->text == NULL)
		fail("no memory", "");
	memcpy(word->text, text, len);
	word->text[len] = '\0';
	word->class = class;
	word->value = value;
	word_count++;
}

/* Characters that stand without signs between: surnames, what given names hardly have. */
static void
add_chars(const char *text, const char *class, const char *value)
{
	size_t len = strlen(text), at = 0;

	while (at < len) {
		uint32_t cp;
		size_t first = np_utf8_next(text + at, len - at, &cp), second;
		if (cp == NP_UTF8_BAD)
			fail("no UTF-8", text);
		if (strcmp(class, "given") == 0) {
			if (strcmp(value, "never") == 0)
				char_for(cp)->never = true;
			else
				char_for(cp)->western = true;
		} else if (strcmp(value, "0") == 0) {
			second = np_utf8_next(text + at + first, len - at - first, &cp);
			add_word(text + at, first + second, NP_WORD_SURNAME, 0);
			first += second;
		} else {
			struct np_name_char *known = char_for(cp);
			unsigned rank = (unsigned)(value[0] - '0');
			if (known->surname == 0 || rank < known->surname)
				known->surname = (unsigned char)rank;
		}
		at += first;
	}
}

static unsigned
kinds_of(char *value)
{
	unsigned kinds = 0;

	for (char *name = strtok(value, "+"); name != NULL; name = strtok(NULL, "+")) {
		int kind = 0;
		while (kind < NP_PERSON_KINDS &&
		       strcmp(name, np_person_kind_name((enum np_person_kind)kind)) != 0)
			kind++;
		if (kind == NP_PERSON_KINDS)
			fail("no such kind", name);
		kinds |= 1U << kind;
	}
	return kinds;
}

static void
read_line(char *line)
{
	static const char *const classes[] = { "office", "label", "short", "source", "prefix",
		"pass", "agency", "body", "place", "region" };
	char *class = line, *value = strchr(line, '\t'), *list, *end;
	int number = 0, count = (int)(sizeof classes / sizeof *classes);
	unsigned bits = 0;

	if (value == NULL)
		fail("no tab", line);
	*value++ = '\0';
	list = strchr(value, '\t');
	if (list == NULL)
		fail("no second tab", line);
	*list++ = '\0';
	end = strchr(list, '\t');
	if (end != NULL)
		*end = '\0';
	if (strcmp(class, "surname") == 0 || strcmp(class, "given") == 0) {
		add_chars(list, class, value);
		return;
	}
	while (number < count && strcmp(class, classes[number]) != 0)
		number++;
	if (number == count)
		fail("no such class", class);
	if (number == NP_WORD_SHORT && value[0] != '\0' && value[strlen(value) - 1] == '+') {
		bits |= NP_WORD_GLUED;
		value[strlen(value) - 1] = '\0';
	}
	if (number == NP_WORD_BODY) {
		bits |= strncmp(value, "hard", 4) == 0 ? NP_WORD_HARD : 0U;
		bits |= strlen(value) > 5 ? kinds_of(value + 5) : 0U;
	} else if (number == NP_WORD_PASS && strcmp(value, "report") == 0)
		bits |= NP_WORD_REPORT;
	else if (number == NP_WORD_PASS && strcmp(value, "from") == 0)
		bits |= NP_WORD_FROM;
	else if (number == NP_WORD_PASS && strcmp(value, "rest") == 0)
		bits |= NP_WORD_REST;
	else if (strcmp(value, "-") != 0)
		bits |= kinds_of(value);
	for (char *word = list; word != NULL; word = end) {
		end = strchr(word, '|');
		add_word(word, end != NULL ? (size_t)(end - word) : strlen(word), number, bits);
		if (end != NULL)
			end++;
	}
}

static int
by_text(const void *left, const void *right)
{
	const struct entry *a = left, *b = right;
	int order = strcmp(a->text, b->text);

	return order != 0 ? order : a->class - b->class;
}

static void
put_numbers(const char *name, const uint16_t *numbers, size_t count)
{
	printf("const uint16_t %s = {", name);
	for (size_t i = 0; i < count; i++)
		printf("%s%u,", i % 16 == 0 ? "\n\t" : " ", numbers[i]);
	printf("\n};\n\n");
}

/* The first word of each first character into its slot. */
static void
put_slots(const struct entry *shown, size_t count)
{
	static struct np_words_first slots[NP_WORDS_SLOTS];
	size_t slot = 0;

	for (size_t i = 0; i < NP_WORDS_SLOTS; i++)
		slots[i].word = NP_WORDS_NONE;
	for (size_t i = 0; i < count; i++) {
		size_t len = np_words_head(shown[i].text, strlen(shown[i].text));
		if (i == 0 || strncmp(shown[i].text, shown[i - 1].text, len) != 0) {
			slot = np_words_slot(shown[i].text, len);
			while (slots[slot].word != NP_WORDS_NONE)
				slot = (slot + 1) % NP_WORDS_SLOTS;
			slots[slot].word = (uint16_t)i;
		}
		slots[slot].count++;
		slots[slot].classes |= (uint16_t)NP_WORD_BIT(shown[i].class);
	}
	printf("const struct np_words_first np_words_slots[NP_WORDS_SLOTS] = {");
	for (size_t i = 0; i < NP_WORDS_SLOTS; i++)
		printf("%s{ %u, %u, %u },", i % 8 == 0 ? "\n\t" : " ", slots[i].word,
		    slots[i].count, slots[i].classes);
	printf("\n};\n\n");
}

/* Of the words that are shown: which of two numbers is first by last character, class, length. */
static int
by_end(const void *left, const void *right)
{
	const struct entry *a = &words[*(const uint16_t *)left],
			   *b = &words[*(const uint16_t *)right];
	size_t a_len = strlen(a->text), b_len = strlen(b->text);
	size_t a_tail = np_words_tail(a->text, a_len), b_tail = np_words_tail(b->text, b_len);
	int order = strncmp(a->text + a_len - a_tail, b->text + b_len - b_tail, 3);

	if (order != 0)
		return order;
	if (a->class != b->class)
		return a->class - b->class;
	return a_len != b_len ? (a_len > b_len ? -1 : 1) : strcmp(a->text, b->text);
}

/* The words by their ends, and the first one of each last character and class into its slot. */
static void
put_ends(size_t count)
{
	static uint16_t ends[WORDS_MAX], slots[NP_WORDS_SLOTS];

	for (size_t i = 0; i < NP_WORDS_SLOTS; i++)
		slots[i] = NP_WORDS_NONE;
	for (size_t i = 0; i < count; i++)
		ends[i] = (uint16_t)i;
	qsort(ends, count, sizeof *ends, by_end);
	for (size_t i = 0; i < count; i++) {
		const struct entry *word = &words[ends[i]], *before = &words[ends[i - (i > 0)]];
		size_t len = strlen(word->text), len_before = strlen(before->text);
		size_t tail = np_words_tail(word->text, len), slot;
		if (i > 0 && word->class == before->class &&
		    tail == np_words_tail(before->text, len_before) &&
		    memcmp(word->text + len - tail, before->text + len_before - tail, tail) == 0)
			continue;
		slot = np_words_end_slot(
		    word->text + len - tail, tail, (enum np_word_class)word->class);
		while (slots[slot] != NP_WORDS_NONE)
			slot = (slot + 1) % NP_WORDS_SLOTS;
		slots[slot] = (uint16_t)i;
	}
	put_numbers("np_words_ends[]", ends, count);
	put_numbers("np_words_end_slots[NP_WORDS_SLOTS]", slots, NP_WORDS_SLOTS);
}

static int
by_cp(const void *left, const void *right)
{
	const struct np_name_char *a = left, *b = right;

	return a->cp < b->cp ? -1 : a->cp > b->cp;
}

int
main(void)
{
	static char line[LINE_MAX_BYTES];
	size_t shown = 0;

	while (fgets(line, sizeof line, stdin) != NULL) {
		line_number++;
		line[strcspn(line, "\n")] = '\0';
		if (line[0] != '\0' && line[0] != '#')
			read_line(line);
	}
	qsort(words, word_count, sizeof *words, by_text);
	qsort(chars, char_count, sizeof *chars, by_cp);
	printf("#include \"words.h\"\n\nconst struct np_word np_words[] = {\n");
	for (size_t i = 0; i < word_count; i++) {
		if (shown > 0 && by_text(&words[shown - 1], &words[i]) == 0) {
			if (words[shown - 1].value != words[i].value)
				fail("a word of one class has two values", words[i].text);
			free(words[i].text); /* told twice */
			continue;
		}
		words[shown++] = words[i];
		printf("\t{ \"");
		for (const char *p = words[i].text; *p != '\0'; p++)
			printf("\\%03o", (unsigned)(unsigned char)*p);
		printf(
		    "\", %zu, %d, %u },\n", strlen(words[i].text), words[i].class, words[i].value);
	}
	printf("};\nconst size_t np_words_count = %zu;\n\n", shown);
	put_slots(words, shown);
	put_ends(shown);
	printf("const struct np_name_char np_name_chars[] = {\n");
	for (size_t i = 0; i < char_count; i++)
		printf("\t{ 0x%04X, %u, %d, %d },\n", (unsigned)chars[i].cp, chars[i].surname,
		    chars[i].never, chars[i].western);
	printf("};\nconst size_t np_name_chars_count = %zu;\n", char_count);
	if (ferror(stdin) || fflush(stdout) == EOF || ferror(stdout)) {
		fprintf(stderr, "words: input or output failed\n");
		return 1;
	}
	return 0;
}
