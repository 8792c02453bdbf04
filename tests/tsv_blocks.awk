# tsv_blocks.awk - gold of ../shared/corpus, a row a line, as a block stream
#
#   awk -v page=NAME -f tsv_blocks.awk PAGE.txt PAGE.gold.tsv
#
# What the rows say of a line (its article, its role with + where it goes on, marks as kind=words)
# becomes blocks.  Words are as npsplit gives them: without Markdown's marks.  A mark amid a line is
# left in its paragraph.

BEGIN {
	FS = "\t"
	role_of["furniture"] = "folio"
	heading["kicker"] = heading["headline"] = heading["deck"] = 1
}

function plain(text) {
	gsub(/\*\*|__/, "", text)
	sub(/^ *#+ /, "", text)
	gsub(/^( |　)+|( |　)+$/, "", text)
	return text
}

# The block at hand is done: it waits for its line's pieces to be counted.
function open_block(article, role) {
	block++
	articles[block] = article
	roles[block] = role
}

# Words of a line for block b; piece is their place on the line.
function lay(b, number, piece, words) {
	at[b] = at[b] (at[b] == "" ? "" : ";") number "." piece
	gsub(/\\/, "&&", words)
	gsub(/\t/, "\\t", words)
	texts[b] = texts[b] (texts[b] == "" || !heading[roles[b]] ? "" : " ") words
	pieces[number] = piece
}

# The kind of the mark that is all of the line, "" for none; else what marks take off its ends.
function take_marks(marks, text,    n, list, i, kind, words) {
	head = tail = head_kind = tail_kind = ""
	n = split(marks, list, "|")
	for (i = 1; i <= n; i++) {
		kind = list[i]
		sub(/=.*/, "", kind)
		words = plain(substr(list[i], length(kind) + 2))
		if (words == text)
			return kind
		if (words != "" && i == 1 && index(text, words) == 1) {
			head = words
			head_kind = kind
		} else if (i == n && length(words) < length(text) - length(head) &&
		    substr(text, length(text) - length(words) + 1) == words) {
			tail = words
			tail_kind = kind
		}
	}
	return ""
}

FNR == NR {
	sub(/\r$/, "")
	line[FNR] = $0
	next
}

FNR > 1 {
	role = $3
	goes_on = sub(/\+$/, "", role)
	text = plain(line[$1])
	whole = take_marks($4, text)
	if (whole != "")
		role = whole
	else if (role in role_of)
		role = role_of[role]
	piece = 0
	if (head != "") {
		open_block($2, head_kind)
		lay(block, $1, ++piece, head)
		if (!goes_on)
			main = 0
	}
	if (!main || !(goes_on || heading[role] && role == last_role && $2 == last_article)) {
		open_block($2, role)
		main = block
	}
	lay(main, $1, ++piece, substr(text, length(head) + 1, length(text) - length(head) - length(tail)))
	if (tail != "") {
		open_block($2, tail_kind)
		lay(block, $1, ++piece, tail)
	}
	last_role = role
	last_article = $2
}

END {
	for (b = 1; b <= block; b++) {
		n = split(at[b], list, ";")
		lines = ""
		for (i = 1; i <= n; i++) {
			split(list[i], of, ".")
			lines = lines (i > 1 ? ";" : "") (pieces[of[1]] > 1 ? list[i] : of[1])
		}
		print page "\t" lines "\t" articles[b] "\t" roles[b] "\t" texts[b]
	}
}
