// What the sets with VNNI share, which multiplies four bytes and adds the products to a 32-bit sum in one step.
//
// The step wants one side unsigned. A row's byte y is read as y + 128 (its sign bit flipped), and 128 times the sum of
// the query is taken off in the end: one flip a row vector, one sum a query.
#pragma once

#include "AVX512Common.h"

enum { narrow_step = 64 };
typedef __m512i narrow_query, narrow_row;

INLINE __m512i narrow_load(const int8_t *p) { return _mm512_loadu_si512(p); }
INLINE __m512i narrow_load_partial(const int8_t *p, size_t m) {
    return _mm512_maskz_loadu_epi8((1ull << m) - 1, p);
}
INLINE __m512i narrow_load_row(const int8_t *p) { return narrow_load(p); }
INLINE __m512i narrow_load_row_partial(const int8_t *p, size_t m) { return narrow_load_partial(p, m); }

INLINE __m512i narrow_multiply(__m512i s, __m512i x, __m512i y) {
    return _mm512_dpbusd_epi32(s, _mm512_xor_si512(y, _mm512_set1_epi8(-128)), x);
}
INLINE __m512i wide_multiply(__m512i s, __m512i x, __m512i y) { return _mm512_dpwssd_epi32(s, x, y); }

#define HAS_OWN_CORRECTION
INLINE uint32_t narrow_correction(const int8_t *query, size_t n) {
    const __m512i ones = _mm512_set1_epi8(1);
    __m512i sum = _mm512_setzero_si512();
    size_t i = 0;
    for (; i + narrow_step <= n; i += narrow_step) sum = _mm512_dpbusd_epi32(sum, ones, narrow_load(query + i));
    if (i < n) sum = _mm512_dpbusd_epi32(sum, ones, narrow_load_partial(query + i, n - i));
    return 128u * (uint32_t)total(sum);
}

enum { nibble_width = 16, nibble_streams = 8 };
typedef __m512i nibble_sums;

INLINE __m512i nibble_multiply(__m512i s, const uint8_t *bytes, int32_t low, int32_t high) {
    const __m512i both = _mm512_loadu_si512(bytes), mask = _mm512_set1_epi8(15);
    s = _mm512_dpbusd_epi32(s, _mm512_and_si512(both, mask), _mm512_set1_epi32(low));
    return _mm512_dpbusd_epi32(s, _mm512_and_si512(_mm512_srli_epi16(both, 4), mask), _mm512_set1_epi32(high));
}

enum { batch_width = 16, batch_vectors = 4 };
typedef __m512i batch_sums;

/// The sums start at what the flipped bits of the rows will add too much.
INLINE __m512i batch_start(const int32_t *query_sums) {
    return _mm512_sub_epi32(_mm512_setzero_si512(), _mm512_slli_epi32(_mm512_loadu_si512(query_sums), 7));
}
INLINE __m512i batch_row(int32_t four) { return _mm512_set1_epi32(four ^ (int32_t)0x80808080u); }
INLINE __m512i batch_multiply(__m512i s, const int8_t *line, __m512i row) {
    return _mm512_dpbusd_epi32(s, row, _mm512_loadu_si512(line));
}
INLINE void batch_store(int32_t *out, __m512i s) { _mm512_storeu_si512(out, s); }
