// AVX2: vectors of 8 floats, 16 registers. Bytes are widened to 16 bits, multiplied and added in pairs.
#if defined(__x86_64__)
#include <immintrin.h>

#include "Tables.h"

#define LANES 8
#define PASSES 2
#define QUERIES_PER_TILE 1

#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)

static inline __attribute__((always_inline)) __m256 load_partial(const float *p, size_t m) {
    const __m256i lane = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    return _mm256_maskload_ps(p, _mm256_cmpgt_epi32(_mm256_set1_epi32((int)m), lane));
}

#include "FloatKernels.h"

enum { narrow_step = 16, wide_step = 16 };
typedef __m256i sums;
typedef __m256i narrow_query, narrow_row, wide_query, wide_row;

INLINE __m256i narrow_load(const int8_t *p) { return _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i_u *)p)); }
INLINE __m256i narrow_load_partial(const int8_t *p, size_t m) {
    int8_t padded[16] = {0};
    for (size_t i = 0; i < m; i++) padded[i] = p[i];
    return narrow_load(padded);
}
INLINE __m256i narrow_load_row(const int8_t *p) { return narrow_load(p); }
INLINE __m256i narrow_load_row_partial(const int8_t *p, size_t m) { return narrow_load_partial(p, m); }
INLINE __m256i wide_load(const int16_t *p) { return _mm256_loadu_si256((const __m256i_u *)p); }
INLINE __m256i wide_load_partial(const int16_t *p, size_t m) {
    int16_t padded[16] = {0};
    for (size_t i = 0; i < m; i++) padded[i] = p[i];
    return wide_load(padded);
}
INLINE __m256i wide_load_row(const int8_t *p) { return narrow_load(p); }
INLINE __m256i wide_load_row_partial(const int8_t *p, size_t m) { return narrow_load_partial(p, m); }

INLINE __m256i narrow_multiply(__m256i s, __m256i x, __m256i y) {
    return _mm256_add_epi32(s, _mm256_madd_epi16(x, y));
}
INLINE __m256i wide_multiply(__m256i s, __m256i x, __m256i y) { return narrow_multiply(s, x, y); }

INLINE int32_t total(__m256i s) {
    const __m128i four = _mm_add_epi32(_mm256_castsi256_si128(s), _mm256_extracti128_si256(s, 1));
    const __m128i two = _mm_add_epi32(four, _mm_unpackhi_epi64(four, four));
    return _mm_cvtsi128_si32(_mm_add_epi32(two, _mm_shuffle_epi32(two, 1)));
}

enum { nibble_width = 8, nibble_streams = 4 };
typedef __m256i nibble_sums;

/// Four products of at most 15 * 128 fit 16 bits.
INLINE __m256i nibble_multiply(__m256i s, const uint8_t *bytes, int32_t low, int32_t high) {
    const __m256i both = _mm256_loadu_si256((const __m256i_u *)bytes), mask = _mm256_set1_epi8(15);
    const __m256i pairs = _mm256_add_epi16(
        _mm256_maddubs_epi16(_mm256_and_si256(both, mask), _mm256_set1_epi32(low)),
        _mm256_maddubs_epi16(_mm256_and_si256(_mm256_srli_epi16(both, 4), mask), _mm256_set1_epi32(high)));
    return _mm256_add_epi32(s, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
}

// Four queries of 4 dimensions at a time: two sums for each query, of two dimensions each.
enum { batch_width = 4, batch_vectors = 2 };
typedef __m256i batch_sums;

INLINE __m256i batch_start(const int32_t *query_sums) { return (void)query_sums, _mm256_setzero_si256(); }
INLINE __m256i batch_row(int32_t four) { return _mm256_cvtepi8_epi16(_mm_set1_epi32(four)); }
INLINE __m256i batch_multiply(__m256i s, const int8_t *line, __m256i row) {
    return narrow_multiply(s, narrow_load(line), row);
}
INLINE void batch_store(int32_t *out, __m256i s) {
    const __m256i pairs = _mm256_hadd_epi32(s, s);
    _mm_storeu_si128((__m128i_u *)out, _mm256_castsi256_si128(_mm256_permute4x64_epi64(pairs, 0x08)));
}

#include "Int8Kernels.h"

#pragma clang attribute pop

const struct sextant_kernels sextant_kernels_avx2 = KERNEL_TABLE;
#endif
