/* count_loop.h - the inside of count: a text, chunk after chunk */
#ifndef NP_COUNT_LOOP_H
#define NP_COUNT_LOOP_H

#include "count_runs.h"

/* Adds up what was seen of a chunk. */
NP_SWEEP_TARGET static inline void
sweep_sum(struct np_counter *counter, const struct chunk *chunk, struct progress *progress)
{
	struct np_count *sum = counter->sum;
	const struct odds odds = sweep_items(counter, chunk, progress);
	const uint64_t odd = odds.letters + odds.digits + odds.controls;
	/* what is behind a short last block is not of the text */
	const uint64_t blanks = chunk->blanks - (chunk->blocks * NP_SWEEP_BLOCK - chunk->len);
	const uint64_t threes = chunk->han + chunk->punct + chunk->wide_blanks + odds.wide_letters +
				odds.wide_digits + odds.points;
	/* bytes of all characters that begin here; those that are of no other kind are signs */
	const uint64_t bytes = chunk->len - sweep_due(chunk->p) + sweep_due(chunk->p + chunk->len);
	const uint64_t signs = bytes - chunk->feeds - blanks - odd - 3 * threes - chunk->others_len;
	uint64_t chars = chunk->feeds + blanks + odd + signs + threes;

	for (size_t i = 0; i < NP_CLASSES; i++) {
		chars += chunk->classes[i];
		sum->classes[i] += chunk->classes[i];
	}
	sum->chars += chars;
	sum->lines += chunk->feeds;
	sum->feeds += chunk->feeds;
	sum->classes[NP_SPACE] += chunk->feeds + blanks + chunk->wide_blanks;
	sum->classes[NP_LATIN] += odds.letters + odds.wide_letters;
	sum->classes[NP_DIGIT] += odds.digits + odds.wide_digits;
	sum->classes[NP_PUNCT] += signs;
	sum->classes[NP_HAN] += chunk->han;
	sum->classes[NP_CJKPUNCT] += chunk->punct + odds.points;
	if ((counter->want & NP_COUNT_GRAPHEMES) != 0)
		sum->graphemes += chars;
}

/*
 * Counts len bytes at p, some blocks, or those of them before one that must be left to
 * plain C; answers how many bytes that are.
 */
NP_SWEEP_TARGET static SWEEP_APART size_t
sweep_chunk(struct np_counter *counter, struct progress *progress, const char *p, size_t len)
{
	const bool graphemes = (counter->want & NP_COUNT_GRAPHEMES) != 0;
	struct chunk chunk;

	chunk.p = p;
	chunk.len = len;
	for (;;) {
		size_t upto = 0;

		chunk.blocks = (chunk.len + NP_SWEEP_BLOCK - 1) / NP_SWEEP_BLOCK;
		if (chunk_look(&chunk)) {
			const size_t failed = sweep_look_up(&chunk, graphemes);

			if (failed == chunk.count)
				break;
			upto = chunk.items[failed].block;
		}
		/* again with less; a whole that is wrong somewhere begins with one block */
		if (chunk.blocks == 1)
			return 0;
		chunk.len = (upto > 0 ? upto : 1) * NP_SWEEP_BLOCK;
	}
	/* a short block may end inside a run */
	if (chunk.len % NP_SWEEP_BLOCK != 0 &&
	    (chunk.count == 0 || chunk.items[chunk.count - 1].block != chunk.blocks - 1))
		chunk.items[chunk.count++] =
		    (struct item){ .block = (unsigned char)(chunk.blocks - 1) };
	sweep_sum(counter, &chunk, progress);
	return chunk.len;
}

/* True if a CR is before byte pos and an LF there; cluster: as it was at byte start. */
static inline bool
sweep_parts_crlf(const struct np_uni_cluster *cluster, const char *ptr, size_t pos, size_t start)
{
	return ptr[pos] == '\n' &&
	       (pos > start ? ptr[pos - 1] == '\r' : cluster->open && cluster->last == NP_GCB_CR);
}

/*
 * Counts bytes from byte pos, at most CHUNK_COPY or, where so many are left, NP_SWEEP_BEHIND more, by
 * a copy of them: nothing need stand before them, and what is missing behind is spaces.  Answers how
 * many.
 */
NP_SWEEP_TARGET static inline size_t
sweep_copy(
    struct np_counter *counter, struct progress *progress, const char *ptr, size_t len, size_t pos)
{
	enum { MOST = CHUNK_COPY + NP_SWEEP_BEHIND };
	char copy[NP_SWEEP_BEFORE + MOST + NP_SWEEP_BLOCK + NP_SWEEP_BEHIND];
	char *p = copy + NP_SWEEP_BEFORE;
	const size_t rest = len - pos, count = rest < MOST ? rest : MOST;

	if (pos > 0)
		memcpy(copy, ptr + pos - NP_SWEEP_BEFORE, NP_SWEEP_BEFORE);
	else /* it tells whether a line is open */
		memset(copy, counter->line_open ? ' ' : '\n', NP_SWEEP_BEFORE);
	np_count_copy(p, ptr + pos, count);
	memset(p + count, ' ', NP_SWEEP_BLOCK + NP_SWEEP_BEHIND);
	return sweep_chunk(counter, progress, p, rest > MOST ? CHUNK_COPY : count);
}

/*
 * Counts the next bytes from byte pos, most blocks at most, after the sweep began at byte start;
 * answers how many, 0 if they must be left to plain C.
 */
NP_SWEEP_TARGET static inline size_t
sweep_next(struct np_counter *counter, struct progress *progress, const char *ptr, size_t len,
    size_t pos, size_t start, size_t most)
{
	const size_t blocks =
	    len - pos > NP_SWEEP_BEHIND ? (len - pos - NP_SWEEP_BEHIND) / NP_SWEEP_BLOCK : 0;
	size_t got;

	if (pos == 0 || blocks == 0)
		got = sweep_copy(counter, progress, ptr, len, pos);
	else
		got = sweep_chunk(
		    counter, progress, ptr + pos, (blocks < most ? blocks : most) * NP_SWEEP_BLOCK);
	if (got > 0 && (counter->want & NP_COUNT_GRAPHEMES) != 0 &&
	    sweep_parts_crlf(&counter->cluster, ptr, pos, start))
		counter->sum->graphemes--;
	return got;
}

/* As np_count_sweep has it. */
NP_SWEEP_TARGET static inline size_t
sweep(struct np_counter *counter, const char *ptr, size_t len, size_t pos)
{
	struct np_uni_cluster *cluster = &counter->cluster;
	struct progress progress = sweep_progress(counter);
	const size_t start = pos;
	size_t most = CHUNK_COPY / NP_SWEEP_BLOCK, got = 0;

	if (cluster->open && !np_uni_is_solo((unsigned)cluster->last << NP_UNI_GCB_SHIFT))
		return pos;
	if (pos > 0 && sweep_due(ptr + pos) > 0) /* it was bad: nothing is due now */
		return pos;
	/* more at once as long as it goes well */
	while (
	    pos < len && (got = sweep_next(counter, &progress, ptr, len, pos, start, most)) > 0) {
		pos += got;
		if (got < most * NP_SWEEP_BLOCK)
			most = 1;
		else
			most = most * 2 < CHUNK_BLOCKS ? most * 2 : CHUNK_BLOCKS;
	}
	if (pos == start)
		return pos;
	if (got % NP_SWEEP_BLOCK == 0) { /* else the text's end, where all is settled */
		sweep_settle_at(counter, &progress, ptr + pos);
		/* the last character was counted where it begins */
		pos += sweep_due(ptr + pos);
	}
	counter->line_open = ptr[pos - 1] != '\n' && ptr[pos - 1] != '\f';
	if ((counter->want & NP_COUNT_GRAPHEMES) != 0) {
		uint32_t last;

		np_utf8_prev(ptr + start, pos - start, &last);
		*cluster = (struct np_uni_cluster){ .open = false };
		np_uni_cluster_begins(cluster, last);
	}
	return pos;
}

#endif
