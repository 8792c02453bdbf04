/* check_place.c - names below an output folder */
#include "help.h"

#include "place.h"

static const struct placing {
	const char *paths[4], *names[4]; /* names[0] NULL: refused */
} placings[] = {
	{ { "gbk/a/1.txt", "gbk/b/1.txt" }, { "a/1.txt", "b/1.txt" } },
	{ { "gbk/a/1.txt" }, { "1.txt" } },
	{ { "1.txt", "2.txt" }, { "1.txt", "2.txt" } },
	{ { "./gbk//a/./1.txt", "gbk/a/2.txt" }, { "1.txt", "2.txt" } },
	{ { "/x/y/1", "/x/z/2" }, { "y/1", "z/2" } },
	{ { "/a", "/b" }, { "a", "b" } },
	{ { "gbk/a/1.txt", "gbk/ab/1.txt" }, { "a/1.txt", "ab/1.txt" } },
	{ { "a/b/c", "a/d", "a/b/e" }, { "b/c", "d", "b/e" } },
	{ { "../gbk/a", "../gbk/b" }, { "a", "b" } },
	{ { "a/..b/1", "a/2" }, { "..b/1", "2" } },
	{ { "a.txt", "./a.txt" }, { NULL } },
	{ { "g/a.txt", "g/b.txt", "g/a.txt" }, { NULL } },
	{ { "../a", "b" }, { NULL } },
	{ { "/a", "b" }, { NULL } },
	{ { "a/../b", "c" }, { NULL } },
	{ { "-" }, { NULL } },
	{ { "a/", "a" }, { NULL } },
	{ { "." }, { NULL } },
	{ { "" }, { NULL } },
};

START_TEST(places)
{
	const struct placing *p = &placings[_i];
	struct np_place place;
	struct np_error err = { .msg = NULL };
	np_place_init(&place, "/no-such-folder/out");
	for (size_t i = 0; i < 4 && p->paths[i] != NULL; i++)
		ck_assert(np_place_add(&place, p->paths[i]));
	enum np_code code = np_place_all(&place, &err);
	if (p->names[0] == NULL) {
		ck_assert_int_eq(code, NP_ERR_UNKNOWN);
		ck_assert_ptr_nonnull(err.msg);
		ck_assert_ptr_nonnull(place.fault);
	} else {
		ck_assert_int_eq(code, NP_OK);
		for (size_t i = 0; i < place.count; i++) {
			ck_assert_str_eq(place.items[i].path, p->paths[i]);
			ck_assert_str_eq(place.items[i].name, p->names[i]);
		}
	}
	np_place_free(&place);
}
END_TEST

static void
touch(const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT, 0600);
	ck_assert_int_ne(fd, -1);
	close(fd);
}

/* An input is never written over, not even that of another name. */
START_TEST(spares_inputs)
{
	char *folder = make_folder();
	struct np_place place;
	struct np_error err;
	ck_assert_int_eq(chdir(folder), 0);
	ck_assert_int_eq(mkdir("a", 0700) | mkdir("a/out", 0700), 0);
	touch("a/1");
	touch("a/2");
	touch("a/out/1");
	touch("a/out/3");

	np_place_init(&place, "a/out");
	ck_assert(np_place_add(&place, "a/1") && np_place_add(&place, "a/2"));
	ck_assert_int_eq(np_place_all(&place, &err), NP_OK);
	ck_assert(np_place_add(&place, "a/out/3"));
	ck_assert_int_eq(np_place_all(&place, &err), NP_OK);
	ck_assert(np_place_add(&place, "a/out/1"));
	ck_assert_int_eq(np_place_all(&place, &err), NP_ERR_UNKNOWN);
	ck_assert_str_eq(place.fault->path, "a/1");
	np_place_free(&place);

	np_place_init(&place, "a");
	ck_assert(np_place_add(&place, "a/2"));
	ck_assert_int_eq(np_place_all(&place, &err), NP_ERR_UNKNOWN);
	np_place_free(&place);

	ck_assert_int_eq(chdir("/"), 0);
	remove_folder(folder);
}
END_TEST

START_TEST(takes_many)
{
	struct np_place place;
	struct np_error err;
	char path[64];
	np_place_init(&place, "/no-such-folder");
	ck_assert_int_eq(np_place_all(&place, &err), NP_OK);
	for (int i = 0; i < 1000; i++) {
		snprintf(path, sizeof path, "year/%d/%d", i % 7, i);
		ck_assert(np_place_add(&place, path));
	}
	ck_assert_int_eq(np_place_all(&place, &err), NP_OK);
	ck_assert_str_eq(place.items[999].name, "5/999");
	np_place_free(&place);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("place");
	TCase *tc = tcase_create("place");

	tcase_add_loop_test(tc, places, 0, sizeof placings / sizeof placings[0]);
	tcase_add_test(tc, spares_inputs);
	tcase_add_test(tc, takes_many);
	suite_add_tcase(s, tc);
	return run_suite(s);
}
