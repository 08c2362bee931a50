#include "CSimdJSON.h"

#include <simdjson.h>

#include <cstring>
#include <new>
#include <type_traits>

using simdjson::error_code;
using simdjson::dom::element;
using array_position = simdjson::dom::array::iterator;
using object_position = simdjson::dom::object::iterator;

struct sextant_json_parser {
    simdjson::dom::parser parser;
};

namespace {

// simdjson's elements and iterators are each a document's address and an index. They are trivially copyable, so a
// copy of their bytes in a C structure, copied back, is the same object.
template <typename T>
constexpr bool fits =
    sizeof(T) == sizeof(sextant_json_place) && std::is_trivially_copyable<T>::value
    && std::is_default_constructible<T>::value;
static_assert(fits<element> && fits<array_position> && fits<object_position>, "a place holds each of them");

template <typename T>
sextant_json_place place(const T &value) {
    sextant_json_place result;
    std::memcpy(&result, static_cast<const void *>(&value), sizeof result);
    return result;
}

template <typename T>
T value_at(sextant_json_place place) {
    T result;
    std::memcpy(static_cast<void *>(&result), &place, sizeof result);
    return result;
}

sextant_json_status status(error_code code) {
    switch (code) {
    case simdjson::SUCCESS: return SEXTANT_JSON_OK;
    case simdjson::EMPTY: return SEXTANT_JSON_EMPTY;
    case simdjson::UTF8_ERROR: return SEXTANT_JSON_NOT_UTF8;
    case simdjson::STRING_ERROR: return SEXTANT_JSON_BAD_STRING;
    case simdjson::UNESCAPED_CHARS: return SEXTANT_JSON_CONTROL_CHARACTER;
    case simdjson::UNCLOSED_STRING: return SEXTANT_JSON_UNCLOSED_STRING;
    case simdjson::NUMBER_ERROR: return SEXTANT_JSON_BAD_NUMBER;
    case simdjson::T_ATOM_ERROR:
    case simdjson::F_ATOM_ERROR:
    case simdjson::N_ATOM_ERROR: return SEXTANT_JSON_BAD_LITERAL;
    case simdjson::DEPTH_ERROR: return SEXTANT_JSON_TOO_DEEP;
    case simdjson::CAPACITY: return SEXTANT_JSON_TOO_LARGE;
    case simdjson::MEMALLOC: return SEXTANT_JSON_NO_MEMORY;
    default: return SEXTANT_JSON_MALFORMED;
    }
}

}  // namespace

sextant_json_parser *sextant_json_parser_create(void) { return new (std::nothrow) sextant_json_parser; }

void sextant_json_parser_destroy(sextant_json_parser *parser) { delete parser; }

sextant_json_status sextant_json_parse(
    sextant_json_parser *parser, const void *bytes, size_t count, sextant_json_place *root) {
    element result;
    error_code code = parser->parser.parse(static_cast<const uint8_t *>(bytes), count, true).get(result);
    if (code == simdjson::SUCCESS) { *root = place(result); }
    return status(code);
}

sextant_json_kind sextant_json_kind_of(sextant_json_place place) {
    switch (value_at<element>(place).type()) {
    case simdjson::dom::element_type::ARRAY: return SEXTANT_JSON_ARRAY;
    case simdjson::dom::element_type::OBJECT: return SEXTANT_JSON_OBJECT;
    case simdjson::dom::element_type::INT64: return SEXTANT_JSON_SIGNED;
    case simdjson::dom::element_type::UINT64: return SEXTANT_JSON_UNSIGNED;
    case simdjson::dom::element_type::DOUBLE: return SEXTANT_JSON_DOUBLE;
    case simdjson::dom::element_type::STRING: return SEXTANT_JSON_STRING;
    case simdjson::dom::element_type::BOOL: return SEXTANT_JSON_BOOL;
    case simdjson::dom::element_type::NULL_VALUE: return SEXTANT_JSON_NULL;
    }
    return SEXTANT_JSON_NULL;
}

bool sextant_json_get_bool(sextant_json_place place, bool *value) {
    return value_at<element>(place).get(*value) == simdjson::SUCCESS;
}

bool sextant_json_get_signed(sextant_json_place place, int64_t *value) {
    return value_at<element>(place).get(*value) == simdjson::SUCCESS;
}

bool sextant_json_get_double(sextant_json_place place, double *value) {
    return value_at<element>(place).get(*value) == simdjson::SUCCESS;
}

bool sextant_json_get_string(sextant_json_place place, const uint8_t **bytes, size_t *count) {
    std::string_view text;
    if (value_at<element>(place).get(text) != simdjson::SUCCESS) { return false; }
    *bytes = reinterpret_cast<const uint8_t *>(text.data());
    *count = text.size();
    return true;
}

bool sextant_json_array_bounds(sextant_json_place element_place, sextant_json_place *first, sextant_json_place *end) {
    simdjson::dom::array array;
    if (value_at<element>(element_place).get(array) != simdjson::SUCCESS) { return false; }
    *first = place(array.begin());
    *end = place(array.end());
    return true;
}

bool sextant_json_object_bounds(sextant_json_place element_place, sextant_json_place *first, sextant_json_place *end) {
    simdjson::dom::object object;
    if (value_at<element>(element_place).get(object) != simdjson::SUCCESS) { return false; }
    *first = place(object.begin());
    *end = place(object.end());
    return true;
}

sextant_json_place sextant_json_array_next(sextant_json_place position, sextant_json_place *element_place) {
    auto iterator = value_at<array_position>(position);
    *element_place = place(*iterator);
    ++iterator;
    return place(iterator);
}

sextant_json_place sextant_json_object_next(
    sextant_json_place position, const uint8_t **key, size_t *key_count, sextant_json_place *element_place) {
    auto iterator = value_at<object_position>(position);
    std::string_view text = iterator.key();
    *key = reinterpret_cast<const uint8_t *>(text.data());
    *key_count = text.size();
    *element_place = place(iterator.value());
    ++iterator;
    return place(iterator);
}
