# newsprint - small filters that turn newspaper pages into articles
#
# The top of this file is the configuration: set a variable on the command line.
#	make CC=clang PREFIX=/usr          make NODEPS=1 check
# `make help` lists what can be made.

PREFIX = /usr/local
BINDIR = $(PREFIX)/bin
MANDIR = $(PREFIX)/share/man
DESTDIR =

CC = cc
CFLAGS = -O2 -g
LDFLAGS =
AR = ar
PKG_CONFIG = pkg-config
# GNU libiconv where libc has no iconv(3): found by trying; or set it here.
ICONV_LIBS = $(call once,ICONV_LIBS,sh tests/iconv_libs.sh $(CC))
# Set to leave the system's packages alone.
NODEPS =

# The folder of everything that is made; other builds live beside it.
B = build
# The model that is built in; what `make model` makes.
MODEL = lib/default.model

# ---- end of configuration ----

# By one name, as what was noted of headers goes by it.
override B := $(patsubst $(CURDIR)/%,%,$(B))

VERSION = 0.1
LIBS_NEEDED = libutf8proc libcmark libpcre2-8
# Sums of products are rounded as C says, on every machine: a model is learned to the bit.
BASE_FLAGS = -std=c11 -ffp-contract=off -D_POSIX_C_SOURCE=200809L -DNP_VERSION='"$(VERSION)"' -iquote lib
WARN_FLAGS = -Wall -Wextra -Wpedantic -Wshadow -Wconversion
WERROR =
# Against faults of memory, those that the compiler has: HARDEN= builds without.
HARDEN = $(call once,HARDEN,sh tests/harden.sh compile $(CC) $(CFLAGS))
HARDEN_LINK = $(call once,HARDEN_LINK,sh tests/harden.sh link $(CC) $(CFLAGS))
# Asked when first needed, and once: packages may be installed before that.
once = $(eval $1 := $(shell $2))$($1)
PKG_FLAGS = $(call once,PKG_FLAGS,$(PKG_CONFIG) --cflags $(LIBS_NEEDED))
PKG_LIBS = $(call once,PKG_LIBS,$(PKG_CONFIG) --libs $(LIBS_NEEDED))
CHECK_FLAGS = $(call once,CHECK_FLAGS,$(PKG_CONFIG) --cflags check)
CHECK_LIBS = $(call once,CHECK_LIBS,$(PKG_CONFIG) --libs check)
COMPILE = $(CC) $(BASE_FLAGS) $(WARN_FLAGS) $(WERROR) $(PKG_FLAGS) $(HARDEN) $(CFLAGS) -MMD -MP
LINK_LIBS = $(PKG_LIBS) $(ICONV_LIBS)

TOOLS = $(patsubst bin/%.c,%,$(wildcard bin/*.c))
LIB_OBJS = $(patsubst lib/%.c,$(B)/lib/%.o,$(wildcard lib/*.c))
MAP_OBJS = $(patsubst %,$(B)/gen/%.o,gb18030_chars big5_chars gb18030_codes big5_codes shuffle_table)
SIEVE_OBJS = $(patsubst lib/gen/sieve/%.c,$(B)/gen/sieves/%.o,$(wildcard lib/gen/sieve/*.c))
UTF8_OBJS = $(patsubst %,$(B)/lib/%.o,utf8 utf8_scan utf8_walk utf8_skim cpu)
MARKS_OBJS = $(B)/gen/marks_rules.o $(B)/gen/marks_sieve.o
DATA_OBJS = $(MARKS_OBJS) $(B)/gen/words.o $(B)/gen/cues.o $(B)/gen/signs.o $(MAP_OBJS) $(B)/gen/default_model.o \
    $(B)/gen/known_pages.o
UNITS = $(patsubst tests/%.c,$(B)/tests/%,$(wildcard tests/check_*.c))
HELPERS = $(patsubst tests/%.c,$(B)/tests/%,$(wildcard tests/tool_*.c))
FUZZERS = $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/*.c))
LIB = $(B)/lib/libnewsprint.a
MAN_SECTIONS = $(sort $(patsubst .%,%,$(suffix $(wildcard man/*.[1-9]))))

# What is written by hand: for the tools that look at the sources.
C_FILES = $(filter-out %_table.c,$(wildcard bin/*.c lib/*.c lib/*.h lib/gen/*.[ch] lib/gen/sieve/*.[ch] tests/*.c tests/*.h tests/fuzz/*.[ch]))
SH_FILES = $(wildcard lib/gen/*.sh tests/*.sh examples/*.sh completions/*.bash .ci/run)

# ---- building ----

all: $(TOOLS:%=$(B)/bin/%)

$(B)/bin/%: $(B)/tool/%.o $(LIB)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(HARDEN_LINK) $(LDFLAGS) -o $@ $< $(LIB) $(LINK_LIBS)

# The same without the dynamic loader, where the system has its libraries so.
$(B)/static/%: $(B)/tool/%.o $(LIB)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -static $(LDFLAGS) -o $@ $< $(LIB) $(LINK_LIBS)

$(B)/static/true: tests/tool_true.c
	@mkdir -p $(@D)
	$(CC) $(BASE_FLAGS) $(WARN_FLAGS) $(WERROR) $(CFLAGS) -static $(LDFLAGS) -o $@ $<

static: $(TOOLS:%=$(B)/static/%) $(B)/static/true

$(B)/tool/%.o: bin/%.c | probe
	@mkdir -p $(@D)
	$(COMPILE) -c -o $@ $<

$(LIB): $(LIB_OBJS) $(DATA_OBJS)
	rm -f $@
	$(AR) rcs $@ $(LIB_OBJS) $(DATA_OBJS)

$(B)/lib/%.o: lib/%.c | probe
	@mkdir -p $(@D)
	$(COMPILE) -c -o $@ $<

# Data that is built in: text files made into arrays.  GENERATED=1: these sources are there already,
# of another build; instrumented generators would take minutes.
ifndef GENERATED
# Generators that are linked with the library stay as they are where they come out the same, so
# that a change elsewhere in it makes no table again: NAME.made tells when NAME was last linked.
KEEP_SAME = if cmp -s $@.part $(@:.made=); then rm -f $@.part; else mv $@.part $(@:.made=); fi; touch $@
LINKED = $(B)/gen/rules $(B)/gen/sieves/sieve $(B)/gen/model
$(LINKED): %: %.made
	@:

# The rules, read; the text itself is there for those who add to them.
$(B)/gen/rules.made: lib/gen/rules.c $(B)/gen/libbase.a
	$(COMPILE) -MT $@ $(LDFLAGS) -o $@.part $< $(B)/gen/libbase.a $(PKG_LIBS)
	@$(KEEP_SAME)

$(B)/gen/marks_rules.c: lib/marks.rules $(B)/gen/rules
	$(B)/gen/rules np_marks_rules < lib/marks.rules > $@.part && mv $@.part $@

# Tables of encodings, from maps that can be read.
$(B)/gen/charmap: lib/gen/charmap.c $(UTF8_OBJS) | probe
	@mkdir -p $(@D)
	$(COMPILE) $(LDFLAGS) -o $@ $< $(UTF8_OBJS)

$(B)/gen/%_chars.c: lib/%.map $(B)/gen/charmap
	$(B)/gen/charmap chars np_charmap_$* < $< > $@.part && mv $@.part $@

$(B)/gen/%_codes.c: lib/%.map $(B)/gen/charmap
	$(B)/gen/charmap codes np_charmap_$* < $< > $@.part && mv $@.part $@

# The words by which names are read.
$(B)/gen/words: lib/gen/words.c $(B)/lib/kind.o $(UTF8_OBJS) | probe
	@mkdir -p $(@D)
	$(COMPILE) $(LDFLAGS) -o $@ $< $(B)/lib/kind.o $(UTF8_OBJS)

$(B)/gen/words.c: lib/people.words $(B)/gen/words
	$(B)/gen/words < lib/people.words > $@.part && mv $@.part $@

# The words that tell what a line is.
$(B)/gen/cues: lib/gen/cues.c $(UTF8_OBJS) | probe
	@mkdir -p $(@D)
	$(COMPILE) $(LDFLAGS) -o $@ $< $(UTF8_OBJS)

$(B)/gen/cues.c: lib/look.cues $(B)/gen/cues
	$(B)/gen/cues < lib/look.cues > $@.part && mv $@.part $@

# What a character adds to the counts of a line.
SIGN_OBJS = $(patsubst %,$(B)/lib/%.o,sign edge page uni uni_table arena)
$(B)/gen/signs: lib/gen/signs.c $(SIGN_OBJS) $(UTF8_OBJS) | probe
	@mkdir -p $(@D)
	$(COMPILE) $(LDFLAGS) -o $@ $< $(SIGN_OBJS) $(UTF8_OBJS)

$(B)/gen/signs.c: $(B)/gen/signs
	$(B)/gen/signs > $@.part && mv $@.part $@

# What the rules' patterns may match, as automata; and the patterns themselves, read.  Made in one go: what is held at the end is no leak.
$(B)/gen/sieves/%.o: lib/gen/sieve/%.c | probe
	@mkdir -p $(@D)
	$(COMPILE) -c -o $@ $<

$(B)/gen/sieves/sieve.made: $(SIEVE_OBJS) $(B)/gen/libbase.a
	$(CC) $(CFLAGS) $(HARDEN_LINK) $(LDFLAGS) -o $@.part $(SIEVE_OBJS) $(B)/gen/libbase.a $(PKG_LIBS)
	@$(KEEP_SAME)

$(B)/gen/marks_sieve.c: lib/marks.rules $(B)/gen/sieves/sieve
	ASAN_OPTIONS=detect_leaks=0 $(B)/gen/sieves/sieve np_marks_sieve np_marks_backtrack < lib/marks.rules > $@.part && mv $@.part $@

$(B)/gen/shuffle: lib/gen/shuffle.c
	@mkdir -p $(@D)
	$(CC) $(BASE_FLAGS) $(WARN_FLAGS) $(WERROR) $(CFLAGS) $(LDFLAGS) -o $@ $<

$(B)/gen/shuffle_table.c: $(B)/gen/shuffle
	$(B)/gen/shuffle > $@.part && mv $@.part $@

# The default model becomes constants: read by the library itself, which is built without it first.
$(B)/gen/libbase.a: $(LIB_OBJS) $(B)/gen/words.o $(B)/gen/cues.o $(B)/gen/signs.o $(MAP_OBJS)
	rm -f $@
	$(AR) rcs $@ $^

$(B)/gen/model.made: lib/gen/model.c $(B)/gen/libbase.a $(MARKS_OBJS)
	$(COMPILE) -MT $@ $(LDFLAGS) -o $@.part $< $(MARKS_OBJS) $(B)/gen/libbase.a $(PKG_LIBS) $(ICONV_LIBS)
	@$(KEEP_SAME)

# Some gold pages, evenly chosen: nptrain -m learns beside them.
KNOWN = $(shell cat lib/known.list)
$(B)/gen/known: lib/gen/known.c
	@mkdir -p $(@D)
	$(CC) $(BASE_FLAGS) $(WARN_FLAGS) $(WERROR) $(CFLAGS) $(LDFLAGS) -o $@ $<

$(B)/gen/known_pages.c: lib/known.list $(B)/gen/known $(KNOWN:%=tests/pages/%.txt) $(KNOWN:%=tests/pages/%.blocks)
	$(B)/gen/known tests/pages < lib/known.list > $@.part && mv $@.part $@

$(B)/gen/default_model.c: $(MODEL) $(B)/gen/model
	$(B)/gen/model np_default_model < $(MODEL) > $@.part && mv $@.part $@
endif

$(B)/gen/%.o: $(B)/gen/%.c | probe
	$(COMPILE) -c -o $@ $<

$(B)/tests/%: tests/%.c $(LIB) | probe
	@mkdir -p $(@D)
	$(COMPILE) $(CHECK_FLAGS) $(LDFLAGS) -o $@ $< $(LIB) $(CHECK_LIBS) $(LINK_LIBS)

# Helpers of the tests know nothing of the library, on purpose.
$(filter-out %/tool_graphemes,$(HELPERS)): $(B)/tests/%: tests/%.c
	@mkdir -p $(@D)
	$(CC) $(BASE_FLAGS) $(WARN_FLAGS) $(WERROR) $(CFLAGS) $(LDFLAGS) -o $@ $<

$(B)/tests/tool_graphemes: tests/tool_graphemes.c | probe
	@mkdir -p $(@D)
	$(COMPILE) $(LDFLAGS) -o $@ $< $(PKG_LIBS)

# ---- packages of the system ----

PROBE = $(CC) --version >/dev/null 2>&1 && $(PKG_CONFIG) --exists $(LIBS_NEEDED)

# One line that helps where the compiler would have many that do not.
probe:
	@$(PROBE) || { \
		echo "newsprint: $(CC) and, by $(PKG_CONFIG), $(LIBS_NEEDED) are needed: make deps" >&2; \
		exit 1; }

deps:
	@sh tests/deps.sh check

# Before what should work on a bare machine; $(NODEPS) switches it off.
deps-build:
	@$(if $(NODEPS),:,{ $(PROBE); } || sh tests/deps.sh build)

deps-check:
	@$(if $(NODEPS),:,{ $(PROBE) check; } || sh tests/deps.sh check)

# ---- looking at it ----

# Each of these calls make again, so that the flags are asked for after deps ran.
demo: deps-build
	@[ -x $(B)/bin/nptsv ] || echo 'building the tools: a minute or two' >&2
	@$(MAKE) --no-print-directory -s all
	@B=$(B) sh examples/demo.sh

score: all
	@B=$(B) sh tests/score.sh

# What learning gives: from five pages of a real paper, from four fifths of all of them, from all
# papers but one, from ever more pages of our own.  HOW='-m default' goes on from the default model.
HOW =
score-adapt: all
	@B=$(B) sh tests/score_corpus.sh adapt $(HOW)
score-folds: all
	@B=$(B) sh tests/score_corpus.sh folds $(HOW)
score-papers: all
	@B=$(B) sh tests/score_corpus.sh papers $(HOW)
score-curve: all
	@B=$(B) sh tests/score_pages.sh curve $(HOW)
# What the default model, or the file MODEL, takes for what on real pages.
score-confusion: all
	@B=$(B) sh tests/score_corpus.sh confusion

# How often npconv --detect is right, beside uchardet, enca and file.
score-detect: all $(B)/tests/tool_samples
	@B=$(B) sh tests/score_detect.sh

bench: all $(B)/tests/tool_time $(B)/tests/tool_graphemes static-if
	@B=$(B) sh tests/bench.sh

# In less than a minute.
bench-quick: all $(B)/tests/tool_time $(B)/tests/tool_graphemes static-if
	@B=$(B) SIZE=8 ROUNDS=3 SIZE_BIG=0 SMALL=1000 sh tests/bench.sh

# Its rows of these are left out where they can't be linked.
static-if: all
	-@$(MAKE) --no-print-directory -s static > /dev/null 2>&1

# Instructions for a byte, the same on a busy machine; its ceilings are tested.
callgrind: all
	@B=$(B) sh tests/callgrind.sh -p

# ---- tests ----

SUITES = tests/cli.sh tests/io.sh tests/faults.sh tests/hardened.sh tests/laws.sh tests/laws_text.sh tests/examples.sh tests/install.sh tests/completion.sh tests/docs.sh tests/readers.sh tests/score_same.sh \
	tests/callgrind.sh tests/mutants.sh tests/limits.sh tests/openbsd.sh tests/valgrind.sh

check: deps-check
	@echo 'building the tests, then running them: some minutes (make -j2 check: fewer)' >&2
	@$(MAKE) --no-print-directory -s check-run

# Not with sanitizers: they have an allocator of their own.
PRELOAD = $(if $(findstring -fsanitize,$(CFLAGS)),,$(B)/tests/preload.so)

$(B)/tests/preload.so: tests/preload.c
	@mkdir -p $(@D)
	-$(CC) -std=c11 $(WARN_FLAGS) $(CFLAGS) -shared -fPIC -o $@ $<

# Every tool and every fault of the machine, as a table.
faults: all $(PRELOAD)
	@B=$(B) sh tests/faults.sh -p

check-build: all $(UNITS) $(HELPERS) $(PRELOAD)

check-run: check-build
	@B=$(B) HARDENED='$(HARDEN) $(HARDEN_LINK)' sh tests/run.sh $(UNITS) $(wildcard $(SUITES))

# The same, and what takes longer: more random pages, huge ones, all under valgrind; all under
# sanitizers, and there many pages with faults.
check-full: deps-check
	@FULL=1 $(MAKE) --no-print-directory -s check-run
	@$(MAKE) --no-print-directory -s asan-generated asan
	@FULL=1 $(MAKE_ASAN) UNITS= SUITES=tests/mutants.sh
	@$(MAKE) --no-print-directory -s check-cross

# The unit tests of encodings on a machine with the bytes of numbers the other way round, and on one
# with NEON, by qemu-user: CROSS_ROOT=FOLDER, see tests/cross.sh.
check-cross: $(MAP_OBJS)
	@B=$(B) sh tests/cross.sh

# Unit tests and golden cases under valgrind, as check-full has them.
valgrind: all $(UNITS) $(HELPERS)
	@FULL=1 B=$(B) sh tests/valgrind.sh

SANITIZE = -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer

# The generated sources of this build, laid down in the build $1: there GENERATED=1.
lay_generated = mkdir -p $1/gen && for f in $(DATA_OBJS:.o=.c); do \
    cmp -s $$f $1/gen/$${f\#\#*/} || cp $$f $1/gen || exit 1; done

# Sanitizers stop at the first fault; no test takes status 99 for an answer.
SANITIZED = $(MAKE) --no-print-directory -s CFLAGS='-O1 -g $(SANITIZE)'
BUILD_ASAN = $(SANITIZED) B=build/asan GENERATED=1
MAKE_ASAN = CK_FORK=no ASAN_OPTIONS=exitcode=99 UBSAN_OPTIONS=print_stacktrace=1 $(BUILD_ASAN) check-run
asan: deps-check all
	@$(call lay_generated,build/asan)
	@$(MAKE_ASAN)

asan-build: deps-check all
	@$(call lay_generated,build/asan)
	@$(BUILD_ASAN) check-build

# The generators under sanitizers, which takes minutes: what they make is the same.
asan-generated: all
	@$(SANITIZED) B=build/asan-gen generated
	@for f in $(DATA_OBJS:.o=.c); do cmp $$f build/asan-gen/gen/$${f##*/} || exit 1; done

generated: $(DATA_OBJS:.o=.c)

# TIME seconds, or RUNS inputs, for each fuzzer; what they found to be new stays in build/fuzz/NAME.corpus.
TIME = 60
RUNS =
FUZZ_FLAGS = -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
fuzz: all
	@$(call lay_generated,build/fuzz)
	@$(MAKE) --no-print-directory -s B=build/fuzz CC=clang CFLAGS='$(FUZZ_FLAGS)' GENERATED=1 fuzz-build
	@TIME=$(TIME) RUNS=$(RUNS) sh tests/fuzz.sh $(FUZZERS)

fuzz-build: $(FUZZERS:%=$(B)/fuzz_%)

$(B)/fuzz_%: tests/fuzz/%.c $(LIB)
	$(COMPILE) -fsanitize=fuzzer $(LDFLAGS) -o $@ $< $(LIB) $(LINK_LIBS)

# Of what tests the sources and not the build; all allocations fail in turn.  What is generated is
# there already: else the generators' runs would count.
COV_SUITES = $(addprefix tests/,cli.sh io.sh faults.sh laws.sh laws_text.sh examples.sh readers.sh limits.sh)
cov: deps-check all
	@rm -rf build/cov
	@$(call lay_generated,build/cov)
	@$(CC) -std=c11 $(WARN_FLAGS) --coverage -c -o build/cov/cov_exit.o tests/cov_exit.c
	@EVERY=1 $(MAKE) --no-print-directory -s B=build/cov GENERATED=1 SUITES='$(COV_SUITES)' \
	    CFLAGS='-O0 -g --coverage -DNP_NO_CONFINE -D_exit=np_cov_exit' LDFLAGS=build/cov/cov_exit.o \
	    check-run; status=$$?; sh tests/cov.sh build/cov && exit $$status

# ---- the sources themselves ----

lint: deps-check
	$(MAKE) --no-print-directory -s CC=gcc WERROR=-Werror B=build/lint-gcc lint-build
	$(MAKE) --no-print-directory -s CC=clang WERROR=-Werror B=build/lint-clang lint-build
	cppcheck --quiet --error-exitcode=1 --std=c11 --enable=warning,portability \
	    --suppress=nullPointerArithmeticRedundantCheck \
	    -D_POSIX_C_SOURCE=200809L -DNP_VERSION='""' -Ilib $(filter bin/%.c lib/%.c,$(C_FILES))
	shellcheck $(SH_FILES)
	mandoc -Tlint -Wwarning man/*.[1-9]
	clang-format-14 --dry-run -Werror $(C_FILES)

lint-build: all $(UNITS) $(HELPERS) $(B)/gen/uni $(B)/gen/pair $(B)/gen/index $(B)/gen/cells $(B)/gen/prose $(B)/gen/theme

fmt:
	clang-format-14 -i $(C_FILES)

# ---- data that is made once and kept ----

# Learns the default model from the project's own pages; the same pages give the same model.  So
# many pages need fewer copies of each than nptrain makes unless told.  It lands beside the model in
# use: built in, it serves from the next make on.  Where the features have changed and the old one
# does not fit: make model MODEL=/dev/null B=build/new.
model: all
	$(B)/bin/nptrain --copies 6 -d tests/pages -o lib/default.model tests/pages/*.blocks

# UCD: the folder with Scripts.txt and the rest of the database; WORDS: a list of words with
# their counts; INDEXES: the folder with the Encoding Standard's index-gb18030.txt and index-big5.txt.
UCD = /usr/share/unicode
WORDS =
INDEXES =
# Themes are made from the gold pages: the model is to be learned again after them.
# READS: the folder under which the packages of lib/gen/prose_lists.sh are installed or unpacked.
READS =
tables: $(B)/gen/uni $(B)/gen/pair $(B)/gen/index $(B)/gen/cells $(B)/gen/prose $(B)/gen/theme
	$(if $(INDEXES),for map in gb18030 big5; do \
	    $(B)/gen/index $$map < $(INDEXES)/index-$$map.txt > lib/$$map.map.part && \
	    mv lib/$$map.map.part lib/$$map.map || exit 1; done)
	$(B)/gen/uni $(UCD) > lib/uni_table.c.part && mv lib/uni_table.c.part lib/uni_table.c
	$(if $(WORDS),cat $(WORDS) | $(B)/gen/pair > lib/pair_table.c.part && \
	    mv lib/pair_table.c.part lib/pair_table.c)
	$(B)/gen/cells > lib/cell_table.c.part && mv lib/cell_table.c.part lib/cell_table.c
	cat tests/pages/*.blocks | $(B)/gen/theme > lib/theme_table.c.part && \
	    mv lib/theme_table.c.part lib/theme_table.c
	$(if $(READS),sh lib/gen/prose_lists.sh $(READS) > $(B)/prose.lists && \
	    $(B)/gen/prose < $(B)/prose.lists > lib/prose_table.c.part && \
	    mv lib/prose_table.c.part lib/prose_table.c)

$(B)/gen/index: lib/gen/index.c
	@mkdir -p $(@D)
	$(CC) $(BASE_FLAGS) $(WARN_FLAGS) $(WERROR) $(CFLAGS) $(LDFLAGS) -o $@ $<

$(B)/gen/uni: lib/gen/uni.c | probe
	@mkdir -p $(@D)
	$(COMPILE) $(LDFLAGS) -o $@ $<

$(B)/gen/pair $(B)/gen/cells $(B)/gen/prose $(B)/gen/theme: $(B)/gen/%: lib/gen/%.c $(UTF8_OBJS) | probe
	@mkdir -p $(@D)
	$(COMPILE) $(LDFLAGS) -o $@ $< $(UTF8_OBJS) $(ICONV_LIBS) -lm

# ---- installing ----

INSTALL_BIN = $(DESTDIR)$(BINDIR)
INSTALL_MAN = $(DESTDIR)$(MANDIR)
# bash looks for a file by the name of the command; zsh's _newsprint for newsprint.bash beside it.
INSTALL_BASH = $(DESTDIR)$(PREFIX)/share/bash-completion/completions
INSTALL_ZSH = $(DESTDIR)$(PREFIX)/share/zsh/site-functions
ZSH_FILES = _newsprint newsprint.bash

install: all
	umask 022; mkdir -p '$(INSTALL_BIN)' '$(INSTALL_BASH)' '$(INSTALL_ZSH)' $(foreach s,$(MAN_SECTIONS),'$(INSTALL_MAN)/man$s')
	for t in $(TOOLS); do \
	    cp $(B)/bin/$$t '$(INSTALL_BIN)'/$$t && chmod 755 '$(INSTALL_BIN)'/$$t && \
	    cp completions/newsprint.bash '$(INSTALL_BASH)'/$$t && chmod 644 '$(INSTALL_BASH)'/$$t || exit 1; done
	for f in $(ZSH_FILES); do \
	    cp completions/$$f '$(INSTALL_ZSH)'/$$f && chmod 644 '$(INSTALL_ZSH)'/$$f || exit 1; done
	for m in $(notdir $(wildcard man/*.[1-9])); do \
	    d='$(INSTALL_MAN)'/man$${m##*.} && cp man/$$m "$$d/$$m" && chmod 644 "$$d/$$m" || exit 1; done

uninstall:
	rm -f $(foreach t,$(TOOLS),'$(INSTALL_BIN)/$t' '$(INSTALL_BASH)/$t') $(foreach f,$(ZSH_FILES),'$(INSTALL_ZSH)/$f')
	for m in $(notdir $(wildcard man/*.[1-9])); do \
	    rm -f '$(INSTALL_MAN)'/man$${m##*.}/$$m || exit 1; done

DIST = newsprint-$(VERSION)
dist:
	@mkdir -p build
	git archive --format=tar --prefix=$(DIST)/ HEAD | gzip -9n > build/$(DIST).tar.gz

clean:
	rm -rf build

help:
	@echo 'make              the tools, in $(B)/bin'
	@echo 'make demo         the articles of the sample pages, as a table'
	@echo 'make check        all tests; check-full: longer ones too; asan: under sanitizers'
	@echo 'make lint         warnings of gcc, clang, cppcheck, shellcheck, mandoc, clang-format'
	@echo 'make bench        speed beside that of other programs, and memory; bench-quick: in a minute'
	@echo 'make static       the tools without the dynamic loader, in $(B)/static, where the system can'
	@echo 'make callgrind    instructions that each tool takes for a byte'
	@echo 'make score-detect how often npconv knows the encoding, beside other programs'
	@echo 'make score        how well npsplit does on gold pages; make model: learn anew'
	@echo 'make score-adapt score-folds score-papers score-curve   what a few real pages give, many,'
	@echo '                  those of other papers, ever more of our own; HOW= options of nptrain'
	@echo 'make score-confusion   which roles are taken for which on real pages'
	@echo 'make valgrind     unit tests and golden cases under valgrind: hours'
	@echo 'make check-cross  encodings on s390x and aarch64, by qemu-user; CROSS_ROOT='
	@echo 'make fuzz cov     fuzzers, TIME=60 seconds each; coverage of the tests'
	@echo 'make faults       what each tool does when the machine fails it, as a table'
	@echo 'make deps         install what is needed, by the system'\''s package manager'
	@echo 'make install uninstall   PREFIX=$(PREFIX) DESTDIR='
	@echo 'make fmt tables dist clean'

.PHONY: all asan asan-build asan-generated bench bench-quick callgrind check check-build check-cross check-full check-run clean cov demo deps deps-build deps-check dist \
	faults fmt fuzz fuzz-build generated help install lint lint-build model probe score score-adapt score-confusion score-curve score-detect score-folds score-papers static static-if tables uninstall valgrind
.DELETE_ON_ERROR:
.SECONDARY:

-include $(wildcard $(B)/*.d $(B)/*/*.d $(B)/*/*/*.d)
