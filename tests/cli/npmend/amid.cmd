# what stands amid a paragraph comes behind it
npmend
