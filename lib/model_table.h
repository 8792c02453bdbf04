/* model_table.h - inside the model module: features to rows, for reading and training */
#ifndef NP_MODEL_TABLE_H
#define NP_MODEL_TABLE_H

#include "model.h"

/* Rows for features, numbered from 0 in the order in which they were added. */
struct np_feature_table {
	np_feature *keys;
	uint32_t *rows; /* row + 1, 0 for an empty place */
	size_t cap, count;
};

/* The row of a feature, SIZE_MAX if it has none. */
size_t np_feature_table_find(const struct np_feature_table *table, np_feature feature);

/* The row of a feature, a new one if it has none; SIZE_MAX when memory is out. */
size_t np_feature_table_add(struct np_feature_table *table, np_feature feature);

void np_feature_table_free(struct np_feature_table *table);

#endif
