/* joint.h - whether a line seems to go on with the words of one before it */
#ifndef NP_JOINT_H
#define NP_JOINT_H

#include "sheet.h"
#include "vocabulary.h"

/*
 * Sets joint, left, lead and trail of every line of the page, by how firmly the characters at the ends of
 * lines stand together: in words in general (pair.h), and in the words of the page.
 */
void np_joint_find(const struct np_vocabulary *vocabulary, struct np_sheet *sheet);

#endif
