/* trigger.h - which rules a text wakes: their triggers, looked for all at once */
#ifndef NP_TRIGGER_H
#define NP_TRIGGER_H

#include "chars.h"
#include "trigger_table.h"

/* A set of rules: a bit for each.  Only the table's words of it count. */
typedef uint64_t np_rule_bits[NP_RULES_MAX / 64];

/* A look at a text, and what was found. */
struct np_triggers;

/* NULL when memory is out. */
struct np_triggers *np_triggers_open(void);
void np_triggers_close(struct np_triggers *triggers);

/* The tables of what is looked for from now on, which must outlive triggers or the next call. */
void np_triggers_use(struct np_triggers *triggers, const struct np_trigger_table *table);

/*
 * Looks at a text once, at memory speed, for all triggers; whole: also for those of the rules for
 * whole lines.  chars: all its characters, where they are at hand, or NULL: then they are taken here.  The
 * calls below speak of the text looked at last, which must still be there, and these with it.  False
 * when it is not UTF-8; the triggers in it are found all the same.
 */
bool np_triggers_look(
    struct np_triggers *triggers, struct np_span text, const struct np_chars *chars, bool whole);

/* All characters of the text; NULL where it is not UTF-8 or has more than are taken at once. */
const struct np_chars *np_triggers_chars(const struct np_triggers *triggers);

/*
 * The rules that are awake at byte pos for heads; up to byte pos, which is not 0, for tails; for the
 * whole text, which is not empty, whatever pos is.  False when there are none.
 */
bool np_triggers_at(
    const struct np_triggers *triggers, enum np_place place, size_t pos, np_rule_bits bits);

/*
 * The number-th place, from 0, where a literal for `in` begins, in the order of the text, and the
 * rules that it wakes.  False when there are no more.
 */
bool np_triggers_hit(
    const struct np_triggers *triggers, size_t number, size_t *pos, np_rule_bits bits);

#endif
