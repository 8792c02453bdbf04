# newsprint - small filters that turn newspaper pages into articles
#
# The top of this file is the configuration: set a variable on the command line.
#	make CC=clang PREFIX=/usr          make NODEPS=1 check

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
ICONV_LIBS = $(shell sh tests/iconv_libs.sh $(CC))
# Set to leave the system's packages alone.
NODEPS =

# The folder of everything that is made; other builds live beside it.
B = build

# ---- end of configuration ----

VERSION = 0.1
LIBS_NEEDED = libutf8proc libcmark libpcre2-8
BASE_FLAGS = -std=c11 -D_POSIX_C_SOURCE=200809L -DNP_VERSION='"$(VERSION)"' -iquote lib
WARN_FLAGS = -Wall -Wextra -Wpedantic -Wshadow -Wconversion
WERROR =
PKG_FLAGS = $(shell $(PKG_CONFIG) --cflags $(LIBS_NEEDED))
PKG_LIBS = $(shell $(PKG_CONFIG) --libs $(LIBS_NEEDED))
CHECK_FLAGS = $(shell $(PKG_CONFIG) --cflags check)
CHECK_LIBS = $(shell $(PKG_CONFIG) --libs check)
COMPILE = $(CC) $(BASE_FLAGS) $(WARN_FLAGS) $(WERROR) $(PKG_FLAGS) $(CFLAGS) -MMD -MP

TOOLS = $(patsubst bin/%.c,%,$(wildcard bin/*.c))
LIB_OBJS = $(patsubst lib/%.c,$(B)/lib/%.o,$(wildcard lib/*.c))
DATA_OBJS = $(B)/gen/marks_rules.o $(B)/gen/default_model.o
UNITS = $(patsubst tests/%.c,$(B)/tests/%,$(wildcard tests/check_*.c))
HELPERS = $(patsubst tests/%.c,$(B)/tests/%,$(wildcard tests/tool_*.c))
LIB = $(B)/lib/libnewsprint.a

all: $(TOOLS:%=$(B)/bin/%)

$(B)/bin/%: bin/%.c $(LIB)
	@mkdir -p $(@D)
	$(COMPILE) $(LDFLAGS) -o $@ $< $(LIB) $(PKG_LIBS) $(ICONV_LIBS)

$(LIB): $(LIB_OBJS) $(DATA_OBJS)
	rm -f $@
	$(AR) rcs $@ $(LIB_OBJS) $(DATA_OBJS)

$(B)/lib/%.o: lib/%.c
	@mkdir -p $(@D)
	$(COMPILE) -c -o $@ $<

# Data that is built in: text files made into arrays.
$(B)/gen/embed: lib/gen/embed.c
	@mkdir -p $(@D)
	$(CC) $(BASE_FLAGS) $(WARN_FLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $<

$(B)/gen/marks_rules.c: lib/marks.rules $(B)/gen/embed
	$(B)/gen/embed np_marks_rules < lib/marks.rules > $@.part && mv $@.part $@

$(B)/gen/default_model.c: lib/default.model $(B)/gen/embed
	$(B)/gen/embed np_default_model < lib/default.model > $@.part && mv $@.part $@

$(B)/gen/%.o: $(B)/gen/%.c
	$(COMPILE) -c -o $@ $<

$(B)/tests/%: tests/%.c $(LIB)
	@mkdir -p $(@D)
	$(COMPILE) $(CHECK_FLAGS) $(LDFLAGS) -o $@ $< $(LIB) $(PKG_LIBS) $(CHECK_LIBS) $(ICONV_LIBS)

.PHONY: all clean
.DELETE_ON_ERROR:
.SECONDARY:

-include $(wildcard $(B)/*/*.d)
