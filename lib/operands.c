/* operands.c - the inputs that a tool is given */
#include "operands.h"

#include <stdlib.h>
#include <string.h>

#include "outfile.h"

/* Since np_operands_spare(): names of a list are noted as they come. */
static bool spares;

static bool
is_stdin(const char *path)
{
	return path != NULL && strcmp(path, "-") == 0;
}

/* Hands on a name of the list in; *go_on is false when that ended the run. */
static enum np_code
give_name(const struct np_in *in, const char *name, bool (*each)(const char *path, void *ctx),
    void *ctx, bool *go_on, struct np_error *err)
{
	/* It would read the names behind it as a page. */
	if (in->is_stdin && is_stdin(name))
		return np_fail(err, NP_ERR_SYNTAX, 0,
		    "standard input is the list of names and named in it (./- is a file)");
	if (spares && !np_outfile_spare(name))
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	*go_on = each(name, ctx);
	return NP_OK;
}

/* Calls each for the NUL-separated names that in holds. */
static enum np_code
each_of_list(
    struct np_in *in, bool (*each)(const char *path, void *ctx), void *ctx, struct np_error *err)
{
	enum { LONGEST = 64 * 1024 };
	char *name = malloc(LONGEST);
	char *buf = malloc(LONGEST);
	size_t len = 0, got = 0;
	enum np_code code = name != NULL && buf != NULL ? NP_OK : NP_ERR_MEMORY;
	bool go_on = true;

	if (code != NP_OK)
		np_fail(err, code, 0, "out of memory");
	while (code == NP_OK && go_on) {
		code = np_in_read_some(in, buf, LONGEST, &got, err);
		for (size_t i = 0; i < got && go_on && code == NP_OK; i++) {
			if (len == LONGEST - 1) {
				code = np_fail(
				    err, NP_ERR_TOOBIG, 0, "file name too long (a NUL ends each)");
			} else if ((name[len++] = buf[i]) == '\0') {
				if (len > 1)
					code = give_name(in, name, each, ctx, &go_on, err);
				len = 0;
			}
		}
	}
	if (code == NP_END) {
		code = NP_OK;
		name[len] = '\0';
		if (memchr(name, '\n', len) != NULL) {
			code = np_fail(err, NP_ERR_SYNTAX, 0,
			    "a line feed where a NUL should end a name (find -print0 writes such "
			    "lists)");
		} else if (len > 0) {
			code = give_name(in, name, each, ctx, &go_on, err);
		}
	}
	free(name);
	free(buf);
	return code;
}

bool
np_operands_single(const struct np_operands *operands)
{
	return !operands->more && operands->list == NULL &&
	       (operands->argv == NULL || operands->argv[0] == NULL || operands->argv[1] == NULL);
}

/* True if standard input is the list or, without one, an operand. */
static bool
read_stdin(const struct np_operands *operands)
{
	if (operands->list != NULL)
		return is_stdin(operands->list);
	if (operands->argv == NULL || operands->argv[0] == NULL)
		return true;
	for (char **name = operands->argv; *name != NULL; name++) {
		if (is_stdin(*name))
			return true;
	}
	return false;
}

bool
np_operands_share_stdin(const struct np_operands *operands, const char *const *others, size_t count)
{
	unsigned readers = read_stdin(operands);

	for (size_t i = 0; i < count; i++)
		readers += is_stdin(others[i]);
	return readers > 1;
}

enum np_code
np_operands_each(const struct np_operands *operands, bool (*each)(const char *path, void *ctx),
    void *ctx, struct np_error *err)
{
	if (operands->list != NULL) {
		struct np_in in;
		enum np_code code = np_in_open(&in, operands->list, err);
		if (code != NP_OK)
			return code;
		code = each_of_list(&in, each, ctx, err);
		np_in_close(&in);
		return code;
	}
	if (operands->argv == NULL || operands->argv[0] == NULL) {
		each("-", ctx);
		return NP_OK;
	}
	for (char **name = operands->argv; *name != NULL; name++) {
		if (!each(*name, ctx))
			break;
	}
	return NP_OK;
}

static bool
note_name(const char *path, void *ctx)
{
	bool *fine = ctx;
	*fine = np_outfile_spare(path);
	return *fine;
}

bool
np_operands_spare(const struct np_operands *operands)
{
	const char *list = operands->list;
	bool fine = list == NULL || np_outfile_spare(list);
	/* A list that is a file can be read twice. */
	if (fine && (list == NULL || (!is_stdin(list) && np_outfile_spares(list))))
		np_operands_each(operands, note_name, &fine, NULL);
	spares = true;
	return fine;
}
