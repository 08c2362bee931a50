#include "CVocab.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const char chinese_lexicon[] = {
#embed "../../Vocab/chinese-lexicon.txt"
    , 0};

static const char english_stop_words[] = {
#embed "../../Vocab/english-stop-words.txt"
    , 0};

static const char english_recurrence[] = {
#embed "../../Vocab/english-recurrence.txt"
    , 0};

static const char chinese_stop_characters[] = {
#embed "../../Vocab/chinese-stop-characters.txt"
    , 0};

static const char chinese_stop_bigrams[] = {
#embed "../../Vocab/chinese-stop-bigrams.txt"
    , 0};

static const char han_variants[] = {
#embed "../../Vocab/han-variants.txt"
    , 0};

static const char boilerplate[] = {
#embed "../../Vocab/boilerplate.txt"
    , 0};

static const char arxiv_categories[] = {
#embed "../../Vocab/arxiv-categories.txt"
    , 0};

static const char latex_commands[] = {
#embed "../../Vocab/latex-commands.txt"
    , 0};

const char *sx_english_stop_words(void) { return english_stop_words; }
const char *sx_english_recurrence(void) { return english_recurrence; }
const char *sx_chinese_stop_characters(void) { return chinese_stop_characters; }
const char *sx_chinese_stop_bigrams(void) { return chinese_stop_bigrams; }
const char *sx_han_variants(void) { return han_variants; }
const char *sx_boilerplate(void) { return boilerplate; }
const char *sx_arxiv_categories(void) { return arxiv_categories; }
const char *sx_latex_commands(void) { return latex_commands; }
const char *sx_chinese_lexicon(void) { return chinese_lexicon; }
size_t sx_chinese_lexicon_size(void) { return sizeof chinese_lexicon - 1; }
