/* augment.c - gold pages set anew: other layouts, other make-up, the damage of OCR */
#include "augment.h"

#include "furnish.h"
#include "makeup.h"
#include "press.h"
#include "setting.h"

enum np_code
np_augment(const struct np_gold *golds, size_t count, size_t index, uint64_t seed,
    const struct np_rates *rates, struct np_arena *arena, struct np_gold *copy,
    struct np_error *err)
{
	struct np_draft draft = { .arena = arena,
		.chance = { seed },
		.rates = rates,
		.golds = golds,
		.gold_count = count };
	struct np_press press = { .draft = &draft, .setting = np_setting_choose(&draft) };
	draft.width = press.setting.width;
	draft.indent = press.setting.indented;
	np_draft_compose(&draft, index);
	if (!draft.failed)
		np_makeup_change(&draft);
	if (!draft.failed)
		np_furnish(&draft);
	if (!draft.failed)
		np_makeup_cut(&draft);
	np_press_set(&press);
	*copy = (struct np_gold){ .lines = press.lines };
	copy->page.name = golds[index].page.name;
	copy->page.first_line = 1;
	copy->page.bytes = (struct np_span){ press.buf, press.len };
	if (draft.failed)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	enum np_code code = np_page_scan(&copy->page, NP_FROM_AUTO, arena, err);
	/* Damage may leave a line without a word: such a page is not used. */
	if (code == NP_OK && copy->page.count != press.count)
		copy->page.count = 0;
	return code;
}
