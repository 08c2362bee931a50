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

#include "Int8Kernels.h"

#pragma clang attribute pop

const struct sextant_kernels sextant_kernels_avx512 = KERNEL_TABLE;
#endif
