// A C front to simdjson's DOM parser: no exception, no C++ type crosses it.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A parser and the document that it read last.
typedef struct sextant_json_parser sextant_json_parser;

/// A place in a document: an element, or a position between the children of one.
/// Valid until its parser reads the next document or is destroyed.
typedef struct {
    const void *_Nullable document;
    size_t index;
} sextant_json_place;

typedef enum {
    SEXTANT_JSON_NULL = 0,
    SEXTANT_JSON_BOOL = 1,
    SEXTANT_JSON_SIGNED = 2,
    SEXTANT_JSON_UNSIGNED = 3,
    SEXTANT_JSON_DOUBLE = 4,
    SEXTANT_JSON_STRING = 5,
    SEXTANT_JSON_ARRAY = 6,
    SEXTANT_JSON_OBJECT = 7,
} sextant_json_kind;

typedef enum {
    SEXTANT_JSON_OK = 0,
    SEXTANT_JSON_EMPTY = 1,
    SEXTANT_JSON_NOT_UTF8 = 2,
    SEXTANT_JSON_BAD_STRING = 3,
    SEXTANT_JSON_CONTROL_CHARACTER = 4,
    SEXTANT_JSON_UNCLOSED_STRING = 5,
    SEXTANT_JSON_BAD_NUMBER = 6,
    SEXTANT_JSON_BAD_LITERAL = 7,
    SEXTANT_JSON_TOO_DEEP = 8,
    SEXTANT_JSON_TOO_LARGE = 9,
    SEXTANT_JSON_NO_MEMORY = 10,
    SEXTANT_JSON_MALFORMED = 11,
} sextant_json_status;

/// Makes a parser, or returns null when memory is out.
sextant_json_parser *_Nullable sextant_json_parser_create(void);
void sextant_json_parser_destroy(sextant_json_parser *_Nullable parser);

/// Reads one document. The bytes are copied first, so that they need no padding and may go afterwards.
sextant_json_status sextant_json_parse(
    sextant_json_parser *_Nonnull parser, const void *_Nullable bytes, size_t count, sextant_json_place *_Nonnull root);

sextant_json_kind sextant_json_kind_of(sextant_json_place element);

// The value of an element of that kind; false, and nothing written, when it is of another kind.
bool sextant_json_get_bool(sextant_json_place element, bool *_Nonnull value);
bool sextant_json_get_signed(sextant_json_place element, int64_t *_Nonnull value);
bool sextant_json_get_double(sextant_json_place element, double *_Nonnull value);
bool sextant_json_get_string(
    sextant_json_place element, const uint8_t *_Nonnull *_Nonnull bytes, size_t *_Nonnull count);

// The children of an array or an object, from `first` up to `end`. False for other kinds.
bool sextant_json_array_bounds(
    sextant_json_place element, sextant_json_place *_Nonnull first, sextant_json_place *_Nonnull end);
bool sextant_json_object_bounds(
    sextant_json_place element, sextant_json_place *_Nonnull first, sextant_json_place *_Nonnull end);

/// The element at a position of an array, and the position after it.
sextant_json_place sextant_json_array_next(sextant_json_place position, sextant_json_place *_Nonnull element);
/// The key and the element at a position of an object, and the position after it.
sextant_json_place sextant_json_object_next(
    sextant_json_place position, const uint8_t *_Nonnull *_Nonnull key, size_t *_Nonnull key_count,
    sextant_json_place *_Nonnull element);

#ifdef __cplusplus
}
#endif
