# paragraphs cut by the foot of a column; headlines keep their lines
npmend
