/*
 * rules - rules on standard input, read, as the tables of rules.h: rules NAME < marks.rules > FILE.c
 */
#include <stdio.h>

#include "rules.h"

static char text[1024 * 1024];
static char message[NP_RULE_MESSAGE];

/* Numbers of any kind, a row of an array. */
#define PUT(type, name, format, count, value)                                                      \
	do {                                                                                       \
		printf("static const " type " " name "[] = {");                                    \
		for (size_t i = 0; i < (count); i++)                                               \
			printf("%s" format ",", i % 16 == 0 ? "\n\t" : " ", value);                \
		printf("%s\n};\n\n", (count) == 0 ? "0" : "");                                     \
	} while (0)

/* char may be signed: a byte above 127 is written as the value it has there. */
static int
as_char(char c)
{
	unsigned char byte = (unsigned char)c;

	return byte > 127 ? byte - 256 : byte;
}

static void
put_rules(const struct np_rule_text *read)
{
	printf("static const struct np_rule rules[] = {\n");
	for (size_t i = 0; i < read->count; i++) {
		const struct np_rule *rule = &read->rules[i];
		printf("\t{ { %u, %u }, { %u, %u }, { %u, %u }, %u, %u, %u, %d, %d },\n",
		    (unsigned)rule->trigger.at, (unsigned)rule->trigger.len,
		    (unsigned)rule->pattern.at, (unsigned)rule->pattern.len,
		    (unsigned)rule->examples.at, (unsigned)rule->examples.len, (unsigned)rule->line,
		    (unsigned)rule->role, (unsigned)rule->place, rule->mark, rule->plain);
	}
	printf("};\n\n");
}

static void
put_triggers(const struct np_trigger_table *table)
{
	size_t bytes = 0;

	printf("static const struct np_trigger_literal literals[] = {\n");
	for (size_t i = 0; i < table->literal_count; i++) {
		const struct np_trigger_literal *literal = &table->literals[i];
		printf("\t{ %u, %u, %u, %u, %u },\n", (unsigned)literal->first,
		    (unsigned)literal->second, (unsigned)literal->at, (unsigned)literal->len,
		    (unsigned)literal->places);
		bytes = literal->at + literal->len;
	}
	printf("};\n\n");
	PUT("char", "literal_text", "%d", bytes, as_char(table->text[i]));
	PUT("uint64_t", "woken", "0x%llx", table->literal_count * NP_WAKES * table->words,
	    (unsigned long long)table->woken[i]);
	PUT("uint64_t", "places", "0x%llx", (NP_PLACES + 1) * table->words,
	    (unsigned long long)table->places[i]);
	PUT("uint16_t", "chars", "%d", (size_t)NP_TRIGGER_SLOTS + 1, table->chars[i]);
	PUT("uint16_t", "starts", "%d", (size_t)NP_TRIGGER_SLOTS, table->starts[i]);
	PUT("uint16_t", "ending", "%d", (size_t)NP_TRIGGER_ENDINGS, table->ending[i]);
	PUT("uint16_t", "ending_next", "%d", table->literal_count, table->ending_next[i]);
	printf("static const struct np_trigger_table triggers = { %zu, literal_text, literals, "
	       "%zu, starts,\n\twoken, places, chars, ending, ending_next };\n\n",
	    table->words, table->literal_count);
}

/* The tables of all triggers, or NULL and the program told why. */
static const struct np_trigger_table *
gather(struct np_trigger_list *list, const struct np_rule_text *read)
{
	for (size_t i = 0; i < read->count; i++) {
		const struct np_rule *rule = &read->rules[i];
		struct np_span which;
		if (i == NP_RULES_MAX || np_trigger_list_add(list, i, (enum np_place)rule->place,
					     np_rule_field(read, rule->trigger), &which) != NP_OK) {
			fprintf(
			    stderr, "rules: line %u: wrong or too much\n", (unsigned)rule->line);
			return NULL;
		}
	}
	return np_trigger_list_table(list);
}

int
main(int argc, char *argv[])
{
	size_t len = fread(text, 1, sizeof text, stdin);
	struct np_trigger_list *list = np_trigger_list_open();
	const struct np_trigger_table *table;
	struct np_rule_text *read;
	struct np_error err;

	if (argc != 2) {
		fprintf(stderr, "usage: rules NAME < RULES > FILE.c\n");
		return 2;
	}
	if (list == NULL || ferror(stdin) || len == sizeof text) {
		fprintf(stderr, "rules: rules that can't be read, or of a megabyte and more\n");
		return 1;
	}
	if (np_rule_text_read(&read, (struct np_span){ text, len }, NULL, true, message, &err) !=
	    NP_OK) {
		fprintf(stderr, "rules: line %llu: %s\n", (unsigned long long)err.line, err.msg);
		return 1;
	}
	table = gather(list, read);
	if (table == NULL)
		return 1;
	printf("#include \"rules.h\"\n\n");
	PUT("NP_SELDOM_READ char", "text", "%d", len, as_char(text[i]));
	put_rules(read);
	put_triggers(table);
	printf("extern const struct np_rules_data %s;\n", argv[1]);
	printf("const struct np_rules_data %s = { text, %zu, rules, %zu, &triggers };\n", argv[1],
	    len, read->count);
	np_rule_text_close(read);
	np_trigger_list_close(list);
	return ferror(stdout) || fflush(stdout) != 0;
}
