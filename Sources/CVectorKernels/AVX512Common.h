// What the two AVX-512 sets share: the float kernels, and bytes widened to 16 bits 32 at a time.
#pragma once

#define LANES 16
#define PASSES 1
#define QUERIES_PER_TILE 2

static inline __attribute__((always_inline)) __m512 load_partial(const float *p, size_t m) {
    return _mm512_maskz_loadu_ps((__mmask16)((1u << m) - 1), p);
}

#include "FloatKernels.h"

typedef __m512i sums;

INLINE __m512i load_widened(const int8_t *p) {
    return _mm512_cvtepi8_epi16(_mm256_loadu_si256((const __m256i_u *)p));
}
INLINE __m512i load_widened_partial(const int8_t *p, size_t m) {
    return _mm512_cvtepi8_epi16(_mm256_maskz_loadu_epi8((__mmask32)((1u << m) - 1), p));
}

enum { wide_step = 32 };
typedef __m512i wide_query, wide_row;

INLINE __m512i wide_load(const int16_t *p) { return _mm512_loadu_si512(p); }
INLINE __m512i wide_load_partial(const int16_t *p, size_t m) {
    return _mm512_maskz_loadu_epi16((__mmask32)((1u << m) - 1), p);
}
INLINE __m512i wide_load_row(const int8_t *p) { return load_widened(p); }
INLINE __m512i wide_load_row_partial(const int8_t *p, size_t m) { return load_widened_partial(p, m); }

INLINE int32_t total(__m512i s) { return _mm512_reduce_add_epi32(s); }
