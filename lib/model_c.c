/* model_c.c - a model as C source, for building it in */
#include "kernel.h"
#include "net.h"

static void
put_number(struct np_out *out, size_t i, int64_t number)
{
	np_out_string(out, i % 24 == 0 ? "\n" : "");
	np_out_signed(out, number);
	np_out_byte(out, ',');
}

static void
put_array(struct np_out *out, const char *type, const char *name, size_t count)
{
	np_out_string(out, "\nstatic const ");
	np_out_string(out, type);
	np_out_string(out, name);
	np_out_byte(out, '[');
	/* C has no empty array. */
	np_out_number(out, count > 0 ? count : 1);
	np_out_string(out, count > 0 ? "] = {" : "] = {\n0,");
}

/* One of data's arrays.  Rows, and what vectors read, are whole lines of the cache, not parts of two. */
#define PUT_ARRAY(out, type, numbers, count)                                                       \
	do {                                                                                       \
		put_array(out, type " ", #numbers, count);                                         \
		for (size_t put_i = 0; put_i < (count); put_i++)                                   \
			put_number(out, put_i, (int64_t)data->numbers[put_i]);                     \
		np_out_string(out, "\n};\n");                                                      \
	} while (0)

/* A member of a struct that is an array. */
#define PUT_MEMBER(out, from, member)                                                              \
	do {                                                                                       \
		np_out_string(out, "\n." #member " = {");                                          \
		for (size_t put_i = 0; put_i < sizeof(from)->member / sizeof *(from)->member;      \
		     put_i++)                                                                      \
			put_number(out, put_i, (int64_t)(from)->member[put_i]);                    \
		np_out_string(out, "\n},");                                                        \
	} while (0)

static void
put_net(struct np_out *out, const struct np_net *net)
{
	np_out_string(out, "\nstatic const NP_SELDOM_READ struct np_net net = {");
	PUT_MEMBER(out, net, bias);
	PUT_MEMBER(out, net, gist);
	PUT_MEMBER(out, net, gist_bias);
	PUT_MEMBER(out, net, own);
	PUT_MEMBER(out, net, own_bias);
	PUT_MEMBER(out, net, keep);
	PUT_MEMBER(out, net, keep_bias);
	PUT_MEMBER(out, net, around);
	PUT_MEMBER(out, net, around_bias);
	PUT_MEMBER(out, net, out);
	PUT_MEMBER(out, net, out_bias);
	PUT_MEMBER(out, net, follow);
	np_out_string(out, "\n};\n");
}

static void
put_turned(struct np_out *out, const struct np_kernel_net *net)
{
	np_out_string(out, "\nstatic const _Alignas(64) struct np_kernel_net turned = {");
	PUT_MEMBER(out, net, gist);
	PUT_MEMBER(out, net, carry);
	PUT_MEMBER(out, net, come);
	PUT_MEMBER(out, net, around);
	PUT_MEMBER(out, net, out);
	PUT_MEMBER(out, net, bias);
	PUT_MEMBER(out, net, gist_bias);
	PUT_MEMBER(out, net, carry_bias);
	PUT_MEMBER(out, net, around_bias);
	PUT_MEMBER(out, net, out_bias);
	PUT_MEMBER(out, net, first);
	PUT_MEMBER(out, net, pairs);
	PUT_MEMBER(out, net, pairs_back);
	np_out_string(out, "\n};\n");
}

/* How many entries data->direct has, for so many places. */
static size_t
direct_count(const struct np_model_data *data, size_t places)
{
	size_t last = NP_NET_BLOCK_OWN - 1;
	for (size_t i = 0; i < np_net_blocks(places); i++)
		last = data->blocks[i] > last ? data->blocks[i] : last;
	return (last + 1) * NP_NET_BLOCK + 1;
}

void
np_model_put_c(const struct np_model *model, const char *name, struct np_out *out)
{
	const struct np_model_data *data = &model->data;
	size_t places = data->starts[model->scheme->template_count];
	size_t high_count = data->near_count - data->narrow_count;
	np_out_string(out, "#include \"kernel.h\"\n");
	PUT_ARRAY(out, "_Alignas(64) int8_t", low, data->count * NP_NET_HIDDEN);
	PUT_ARRAY(out, "uint8_t", high, high_count * NP_KERNEL_HIGH);
	PUT_ARRAY(out, "int16_t", far, (data->count - data->near_count) * NP_NET_HIDDEN);
	PUT_ARRAY(out, "uint32_t", starts, model->scheme->template_count + 1);
	PUT_ARRAY(out, "uint16_t", blocks, np_net_blocks(places) + 1);
	PUT_ARRAY(out, "uint16_t", direct, direct_count(data, places));
	PUT_ARRAY(out, "np_feature", keys, data->cap);
	PUT_ARRAY(out, "uint32_t", rows, data->cap);
	put_turned(out, data->turned);
	put_net(out, data->net);
	PUT_ARRAY(out, "NP_SELDOM_READ np_feature", names, data->count);
	np_out_string(out, "\nextern const struct np_model_data ");
	np_out_string(out, name);
	np_out_string(out, ";\nconst struct np_model_data ");
	np_out_string(out, name);
	np_out_string(out, " = { ");
	np_out_number(out, data->count);
	np_out_string(out, ", ");
	np_out_number(out, data->narrow_count);
	np_out_string(out, ", ");
	np_out_number(out, data->near_count);
	np_out_string(out, ", low, high, far, starts, blocks, direct, keys, rows, ");
	np_out_number(out, data->cap);
	np_out_string(out, ", &turned, names, &net };\n");
}
