/* check_each.c - tests of each: a stream's blocks, whichever way they are read, are those of its lines one by one */
#include "help_io.h"

#include <inttypes.h>

#include "cpu.h"
#include "diag.h"
#include "each.h"
#include "utf8.h"

/* Lines are longer now and then: those are refused. */
enum { MOST_LINE = 400 };

static void
tell_span(struct np_span span)
{
	fprintf(stderr, " %zu:", span.len);
	fwrite(span.ptr, 1, span.len, stderr);
}

static bool
tell_block(void *ctx, const struct np_block *block, struct np_span line, uint64_t number,
    const char *input)
{
	const struct np_piece *first = &block->first;

	(void)ctx, (void)input;
	fprintf(stderr, "%" PRIu64 " %d %d %zu %" PRIu64 " %" PRIu64 " %" PRIu32 " %" PRIu64,
	    number, (int)block->role, block->plain, block->piece_count, first->first, first->last,
	    first->part, block->article);
	tell_span(block->home);
	tell_span(block->page);
	tell_span(block->lines);
	tell_span(block->text);
	tell_span(line);
	fputc('\n', stderr);
	return true;
}

static bool
tell_stray(void *ctx, struct np_span line, uint64_t number, const char *input)
{
	(void)ctx, (void)input;
	fprintf(stderr, "stray %" PRIu64, number);
	tell_span(line);
	fputc('\n', stderr);
	return true;
}

/* What is to come of a line, by nothing but np_block_parse(). */
static void
tell_line(struct np_span line, uint64_t number, const char *bad_bytes)
{
	struct np_block block;
	struct np_error err;
	size_t sound = np_utf8_valid(line.ptr, line.len);

	if (line.len > MOST_LINE) {
		np_diag_say(NP_BROKEN, "test", number,
		    "line longer than %d bytes, skipped (try --max-page)", (int)MOST_LINE);
		return;
	}
	if (np_block_parse(line, &block, &err) != NP_OK) {
		np_diag_say(NP_FAULTY, "test", number, "not a block: %s", err.msg);
		tell_stray(NULL, line, number, "test");
		return;
	}
	if (bad_bytes != NULL && sound < line.len)
		np_diag_say(NP_FAULTY, "test", number, "invalid UTF-8 at byte %zu of the line, %s",
		    sound + 1, bad_bytes);
	tell_block(NULL, &block, line, number, "test");
}

static void
tell_lines(const char *text, size_t len, const char *bad_bytes)
{
	uint64_t number = 0;

	for (size_t at = 0; at < len;) {
		const char *lf = memchr(text + at, '\n', len - at);
		const size_t end = lf != NULL ? (size_t)(lf - text) : len;
		const struct np_span line = { text + at, end - at };

		tell_line(number == 0 ? np_block_first_line(line) : line, number + 1, bad_bytes);
		number++;
		at = end + 1;
	}
}

static void
tell_stream(const char *text, size_t len, size_t at_once, const char *bad_bytes)
{
	const struct np_each_blocks calls = {
		.block = tell_block, .stray = tell_stray, .bad_bytes = bad_bytes
	};
	struct np_lines lines;
	pid_t child;
	struct np_in in = in_of(feed_pipe(text, len, at_once, &child));

	np_lines_init(&lines, &in, MOST_LINE);
	ck_assert(np_each_block_lines(&calls, &lines, NULL));
	np_lines_free(&lines);
	np_in_close(&in);
	waitpid(child, NULL, 0);
}

/* Standard error goes to a file until it is taken back. */
static int
divert(FILE *file)
{
	int kept = dup(2);

	fflush(stderr);
	ck_assert_int_ge(kept, 0);
	ck_assert_int_ge(dup2(fileno(file), 2), 0);
	return kept;
}

/* Takes standard error back; what was written to the file, to be freed. */
static char *
take_back(int kept, FILE *file, size_t *len)
{
	long end;
	char *text;

	fflush(stderr);
	dup2(kept, 2);
	close(kept);
	fseek(file, 0, SEEK_END);
	end = ftell(file);
	ck_assert_int_ge(end, 0);
	*len = (size_t)end;
	text = malloc(*len + 1);
	ck_assert_ptr_nonnull(text);
	rewind(file);
	ck_assert_uint_eq(fread(text, 1, *len, file), *len);
	fclose(file);
	return text;
}

/* A line that is a block mostly, some of its bytes others now and then; answers its length. */
static size_t
make_line(char *line, uint64_t *random)
{
	static const char *const pages[] = { "p", "1923-03-02 版",
		"a page with a name of more than 32 bytes", "\xC3\xA9.txt", "a\\tb", "p\\>q", "" };
	static const char *const numbers[] = { "1", "7.1", "21;23", "4..16", "12345678",
		"123456789.12", "18446744073709551615", "007", "0", "3.0", "9;3", "" };
	static const char *const roles[] = { "body", "headline", "byline", "subhead", "other",
		"bodx", "Body", "" };
	static const char *const words[] = { "本报讯", " a word ", "。", "\xF0\xA0\x80\x80", "é",
		"\\n", "\\", "\r", "\t", "\xE6\x9C", "\xED\xA0\x80", "\xC0\x80", "\xFF" };
	static const char hostile[] = "\t\\\r0.;>\x80\xE4\xF0\xC1\xFF\n";
	/* The last ones of each list are the odd ones: rare, so that runs of plain lines are long. */
	bool odd = below(random, 8) == 0;
	size_t len = (size_t)sprintf(line, "%s\t%s\t%s\t%s\t", pages[below(random, odd ? 7 : 4)],
	    numbers[below(random, odd ? 12 : 6)],
	    odd                     ? numbers[below(random, 12)]
	    : below(random, 2) != 0 ? "3"
				    : "12345678",
	    roles[below(random, odd ? 8 : 5)]);

	for (size_t left = below(random, below(random, 50) == 0 ? 200 : 20); left > 0; left--)
		len += (size_t)sprintf(line + len, "%s", words[below(random, odd ? 13 : 5)]);
	if (odd && below(random, 2) == 0)
		line[below(random, len)] = hostile[below(random, sizeof hostile)];
	return len;
}

/* Plain lines, hostile ones, too long ones and those without a line feed at the end are read alike. */
START_TEST(test_lines_alike)
{
	enum { LINES = 3000, ROOM = 2000 };
	const char *bad_bytes = _i % 2 == 0 ? "kept" : NULL;
	uint64_t random = 1 + (uint64_t)_i;
	char *text = malloc((size_t)LINES * ROOM), *want;
	size_t len, want_len;
	FILE *file = tmpfile();
	int kept;

	ck_assert(text != NULL && file != NULL);
	np_diag_init("check_each");
	len = (size_t)sprintf(text, "%sp\t1\t1\tbody\tThe first line is a block.\n",
	    _i % 4 < 2 ? "\xEF\xBB\xBF" : "");
	for (int i = 0; i < LINES; i++) {
		len += make_line(text + len, &random);
		text[len++] = '\n';
	}
	len -= _i % 3 == 0; /* no line feed at the end */
	kept = divert(file);
	tell_lines(text, len, bad_bytes);
	want = take_back(kept, file, &want_len);
	for (enum np_cpu set = NP_CPU_PLAIN; set < NP_CPU_SETS; set++) {
		size_t is_len;
		char *is;

		if (!np_cpu_choose(set))
			continue;
		file = tmpfile();
		ck_assert_ptr_nonnull(file);
		kept = divert(file);
		tell_stream(text, len, 1 + below(&random, 9000), bad_bytes);
		is = take_back(kept, file, &is_len);
		ck_assert_uint_eq(is_len, want_len);
		ck_assert(memcmp(is, want, want_len) == 0);
		free(is);
	}
	free(want);
	free(text);
}
END_TEST

/* Blocks that were counted; a set of the roles that were asked for. */
struct counted {
	size_t all, counted;
	uint32_t roles;
};

static bool
check_counts(void *ctx, const struct np_block *block, struct np_span line, uint64_t number,
    const char *input)
{
	struct counted *counted = ctx;
	struct np_count sum = { 0 };
	struct np_counter counter;

	(void)line, (void)number, (void)input;
	counted->all += (counted->roles & NP_ROLE_BIT(block->role)) != 0;
	counted->counted += block->counted;
	if (!block->counted)
		return true;
	ck_assert((counted->roles & NP_ROLE_BIT(block->role)) != 0);
	np_counter_begin(&counter, &sum, NP_COUNT_HAN);
	np_counter_add(&counter, block->text.ptr, block->text.len);
	ck_assert_uint_eq(block->chars, sum.chars);
	ck_assert_uint_eq(block->han, sum.classes[NP_HAN]);
	return true;
}

/* Blocks of the roles that are asked for come counted, most of them where vectors do it. */
START_TEST(test_counted)
{
	enum { LINES = 4000, ROOM = 400 };
	static const char *const words[] = { "本报讯", " a word ", "。", "é", "〇", "“" };
	uint64_t random = 1 + (uint64_t)_i;
	char *text = malloc((size_t)LINES * ROOM);
	size_t len = 0;

	ck_assert_ptr_nonnull(text);
	for (int i = 0; i < LINES; i++) {
		len += (size_t)sprintf(
		    text + len, "p\t%d\t1\t%s\t", i + 1, i % 3 == 0 ? "byline" : "body");
		for (size_t left = below(&random, 40); left > 0; left--)
			len += (size_t)sprintf(text + len, "%s", words[below(&random, 6)]);
		text[len++] = '\n';
	}
	for (enum np_cpu set = NP_CPU_PLAIN; set < NP_CPU_SETS; set++) {
		struct counted counted = { 0, 0, _i == 0 ? 0 : NP_ROLE_BIT(NP_BODY) };
		const struct np_each_blocks calls = { .block = check_counts,
			.bad_bytes = _i == 1 ? NULL : "kept",
			.count = counted.roles };
		struct np_lines lines;
		pid_t child;
		struct np_in in;

		if (!np_cpu_choose(set))
			continue;
		in = in_of(feed_pipe(text, len, 60000, &child));
		np_lines_init(&lines, &in, MOST_LINE);
		ck_assert(np_each_block_lines(&calls, &lines, &counted));
		if (np_cpu_avx2())
			ck_assert_uint_ge(counted.counted, counted.all * 3 / 4);
		else
			ck_assert_uint_eq(counted.counted, 0);
		np_lines_free(&lines);
		np_in_close(&in);
		waitpid(child, NULL, 0);
	}
	free(text);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("each");
	TCase *alike = tcase_create("alike");

	tcase_set_timeout(alike, 60);
	tcase_add_loop_test(alike, test_lines_alike, 0, 6);
	tcase_add_loop_test(alike, test_counted, 0, 3);
	suite_add_tcase(suite, alike);
	return run_suite(suite);
}
