/* dense.h - inside the model module: rows of floats, multiplied and added up */
#ifndef NP_DENSE_H
#define NP_DENSE_H

#include <stddef.h>

/*
 * The loops over floats have a constant width once they are inlined, and make their sums in one
 * order: they become vector code, and come to the same everywhere.
 */

/* sums[row] is what the row's weights times these numbers come to; of count rows, in fours. */
static inline void
np_dense_multiply(const float *restrict rows, size_t count, const float *restrict numbers,
    size_t width, float *restrict sums)
{
	for (size_t row = 0; row < count; row += 4, rows += 4 * width) {
		float sum0[4] = { 0 }, sum1[4] = { 0 }, sum2[4] = { 0 }, sum3[4] = { 0 };
		for (size_t i = 0; i < width; i += 4) {
			/* Unrolled early, as gcc would at -O3, this is no vector code any more: a third slower. */
#pragma GCC unroll 1
			for (size_t k = 0; k < 4; k++) {
				float number = numbers[i + k];
				sum0[k] += rows[i + k] * number;
				sum1[k] += rows[width + i + k] * number;
				sum2[k] += rows[2 * width + i + k] * number;
				sum3[k] += rows[3 * width + i + k] * number;
			}
		}
		sums[row] = (sum0[0] + sum0[2]) + (sum0[1] + sum0[3]);
		sums[row + 1] = (sum1[0] + sum1[2]) + (sum1[1] + sum1[3]);
		sums[row + 2] = (sum2[0] + sum2[2]) + (sum2[1] + sum2[3]);
		sums[row + 3] = (sum3[0] + sum3[2]) + (sum3[1] + sum3[3]);
	}
}

/* Adds a row, by a number, to another. */
static inline void
np_dense_add(float *restrict to, const float *restrict from, float by, size_t width)
{
	for (size_t i = 0; i < width; i++)
		to[i] += from[i] * by;
}

/* The same of four rows to one. */
static inline void
np_dense_add_four(float *restrict to, const float *const *rows, const float *by, size_t width)
{
	const float *row0 = rows[0], *row1 = rows[1], *row2 = rows[2], *row3 = rows[3];
	float by0 = by[0], by1 = by[1], by2 = by[2], by3 = by[3];
	for (size_t i = 0; i < width; i++)
		to[i] += (row0[i] * by0 + row1[i] * by1) + (row2[i] * by2 + row3[i] * by3);
}

/* And of one row to four. */
static inline void
np_dense_add_to_four(float *restrict to0, float *restrict to1, float *restrict to2,
    float *restrict to3, const float *restrict from, const float *by, size_t width)
{
	float by0 = by[0], by1 = by[1], by2 = by[2], by3 = by[3];
	for (size_t i = 0; i < width; i++) {
		float number = from[i];
		to0[i] += number * by0;
		to1[i] += number * by1;
		to2[i] += number * by2;
		to3[i] += number * by3;
	}
}

/*
 * Back from the loss by the sums of count rows to the loss by their weights, and by the numbers,
 * both added up.
 */
static inline void
np_dense_spread(const float *weights, float *slopes, size_t count, const float *by,
    const float *numbers, float *by_numbers, size_t width)
{
	const float *rows[4];
	float *slopes_of[4], by_rows[4];
	size_t n = 0;
	for (size_t row = 0; row < count; row++) {
		if (by[row] == 0)
			continue;
		rows[n] = weights + row * width;
		slopes_of[n] = slopes + row * width;
		by_rows[n++] = by[row];
		if (n == 4) {
			np_dense_add_to_four(slopes_of[0], slopes_of[1], slopes_of[2], slopes_of[3],
			    numbers, by_rows, width);
			np_dense_add_four(by_numbers, rows, by_rows, width);
			n = 0;
		}
	}
	for (size_t k = 0; k < n; k++) {
		np_dense_add(slopes_of[k], numbers, by_rows[k], width);
		np_dense_add(by_numbers, rows[k], by_rows[k], width);
	}
}

#endif
