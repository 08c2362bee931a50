#pragma once

#include <stddef.h>

/* The word lists of the folder Vocab, embedded when this file is compiled: UTF-8, ended by a zero byte. */

const char *sx_english_stop_words(void);
const char *sx_english_recurrence(void);
const char *sx_chinese_stop_characters(void);
const char *sx_chinese_stop_bigrams(void);
const char *sx_han_variants(void);
const char *sx_boilerplate(void);
const char *sx_arxiv_categories(void);
const char *sx_latex_commands(void);

const char *sx_chinese_lexicon(void);
/* Its bytes without the zero byte. */
size_t sx_chinese_lexicon_size(void);
