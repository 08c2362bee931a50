// AVX-512 F, BW and VL: vectors of 16 floats, 32 registers, masks for what is left at a row's end.
#if defined(__x86_64__)
#include <immintrin.h>

#include "Tables.h"

#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512vl"))), apply_to = function)

#include "AVX512Common.h"

enum { narrow_step = 32 };
typedef __m512i narrow_query, narrow_row;

INLINE __m512i narrow_load(const int8_t *p) { return load_widened(p); }
INLINE __m512i narrow_load_partial(const int8_t *p, size_t m) { return load_widened_partial(p, m); }
INLINE __m512i narrow_load_row(const int8_t *p) { return load_widened(p); }
INLINE __m512i narrow_load_row_partial(const int8_t *p, size_t m) { return load_widened_partial(p, m); }

INLINE __m512i narrow_multiply(__m512i s, __m512i x, __m512i y) {
    return _mm512_add_epi32(s, _mm512_madd_epi16(x, y));
}
INLINE __m512i wide_multiply(__m512i s, __m512i x, __m512i y) { return narrow_multiply(s, x, y); }

enum { nibble_width = 16, nibble_streams = 8 };
typedef __m512i nibble_sums;

/// Four products of at most 15 * 128 fit 16 bits.
INLINE __m512i nibble_multiply(__m512i s, const uint8_t *bytes, int32_t low, int32_t high) {
    const __m512i both = _mm512_loadu_si512(bytes), mask = _mm512_set1_epi8(15);
    const __m512i pairs = _mm512_add_epi16(
        _mm512_maddubs_epi16(_mm512_and_si512(both, mask), _mm512_set1_epi32(low)),
        _mm512_maddubs_epi16(_mm512_and_si512(_mm512_srli_epi16(both, 4), mask), _mm512_set1_epi32(high)));
    return _mm512_add_epi32(s, _mm512_madd_epi16(pairs, _mm512_set1_epi16(1)));
}

// Eight queries of 4 dimensions at a time: two sums for each query, of two dimensions each.
enum { batch_width = 8, batch_vectors = 2 };
typedef __m512i batch_sums;

INLINE __m512i batch_start(const int32_t *query_sums) { return (void)query_sums, _mm512_setzero_si512(); }
INLINE __m512i batch_row(int32_t four) {
    return _mm512_cvtepi8_epi16(_mm256_set1_epi32(four));
}
INLINE __m512i batch_multiply(__m512i s, const int8_t *line, __m512i row) {
    return _mm512_add_epi32(s, _mm512_madd_epi16(load_widened(line), row));
}
INLINE void batch_store(int32_t *out, __m512i s) {
    const __m512i pairs = _mm512_add_epi32(s, _mm512_srli_epi64(s, 32));
    _mm256_storeu_si256((__m256i_u *)out, _mm512_cvtepi64_epi32(pairs));
}

#include "Int8Kernels.h"

#pragma clang attribute pop

const struct sextant_kernels sextant_kernels_avx512 = KERNEL_TABLE;
#endif
