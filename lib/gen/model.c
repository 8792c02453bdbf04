/*
 * model - a model's text on standard input made into C: model NAME < FILE > FILE.c
 *
 * No text at all is a model without weights: to build nptrain with when the features have changed
 * and no model fits them yet.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "net.h"
#include "scheme.h"

int
main(int argc, char *argv[])
{
	static char text[64 * 1024 * 1024];
	struct np_model *model;
	struct np_error err;
	struct np_out out;
	if (argc != 2) {
		fprintf(stderr, "usage: model NAME < FILE > FILE.c\n");
		return 2;
	}
	size_t len = fread(text, 1, sizeof text, stdin);
	if (len == 0 && !ferror(stdin)) {
		model = np_model_new(&np_label_scheme);
		if (model == NULL || !np_model_seal(model))
			return 1;
	} else if (ferror(stdin) || np_model_read(&model, &np_label_scheme,
					(struct np_span){ text, len }, &err) != NP_OK) {
		fprintf(stderr, "model: line %llu: %s\n", (unsigned long long)err.line, err.msg);
		return 1;
	}
	np_out_init(&out, STDOUT_FILENO, "standard output");
	np_model_put_c(model, argv[1], &out);
	np_model_free(model);
	return np_out_close(&out, &err) == NP_OK ? 0 : 1;
}
