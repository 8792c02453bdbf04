/* trigger.h - which rules a text wakes: their triggers, looked for all at once */
#ifndef NP_TRIGGER_H
#define NP_TRIGGER_H

#include "sieve.h"

enum { NP_RULES_MAX = 512 };

/* A set of rules: a bit for each. */
typedef uint64_t np_rule_bits[NP_RULES_MAX / 64];

struct np_triggers;

/* Without any in it; NULL when memory is out. */
struct np_triggers *np_triggers_open(void);
void np_triggers_close(struct np_triggers *triggers);

/* Forgets all triggers. */
void np_triggers_clear(struct np_triggers *triggers);

/*
 * Takes down what wakes a rule of that place: literals parted by |, as rules.h tells, or - for none.
 * The list must stay where it is.  Answers NP_OK; or, with *which the piece that is at fault,
 * NP_ERR_SYNTAX for one that does not fit the place, NP_ERR_TOOBIG when there are too many.
 */
enum np_code np_triggers_add(struct np_triggers *triggers, size_t rule, enum np_place place,
    struct np_span list, struct np_span *which);

/* Once all are added: makes looking fast. */
void np_triggers_sort(struct np_triggers *triggers);

/*
 * Looks at a text once, at memory speed, for all triggers; whole: also for those of the rules for
 * whole lines.  The calls below speak of the text looked at last, which must still be there.  False
 * when it is not UTF-8; the triggers in it are found all the same.
 */
bool np_triggers_look(struct np_triggers *triggers, struct np_span text, bool whole);

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
