/* article - a block stream of any kind through the writers of articles: columns, text, Markdown */
#include "fuzz_article.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct np_span stream = fuzz_copy((struct np_span){ (const char *)data, size });

	fuzz_stream(stream);
	free((char *)(size_t)stream.ptr);
	return 0;
}
