// NEON, the baseline of 64-bit ARM: vectors of 4 floats, 32 registers. Bytes are multiplied to 16 bits, added to 32.
#if defined(__aarch64__)
#include <arm_neon.h>

#include "Tables.h"

#define LANES 4
#define PASSES 4
#define QUERIES_PER_TILE 2

typedef float partial_vector __attribute__((vector_size(16)));

static inline __attribute__((always_inline)) partial_vector load_partial(const float *p, size_t m) {
    return (partial_vector){p[0], m > 1 ? p[1] : 0, m > 2 ? p[2] : 0, 0};
}

#include "FloatKernels.h"

enum { narrow_step = 16, wide_step = 8 };
typedef int32x4_t sums;
typedef int8x16_t narrow_query, narrow_row;
typedef int16x8_t wide_query, wide_row;

INLINE int8x16_t narrow_load(const int8_t *p) { return vld1q_s8(p); }
INLINE int8x16_t narrow_load_partial(const int8_t *p, size_t m) {
    int8_t padded[16] = {0};
    for (size_t i = 0; i < m; i++) padded[i] = p[i];
    return vld1q_s8(padded);
}
INLINE int8x16_t narrow_load_row(const int8_t *p) { return narrow_load(p); }
INLINE int8x16_t narrow_load_row_partial(const int8_t *p, size_t m) { return narrow_load_partial(p, m); }
INLINE int32x4_t narrow_multiply(int32x4_t s, int8x16_t x, int8x16_t y) {
    s = vpadalq_s16(s, vmull_s8(vget_low_s8(x), vget_low_s8(y)));
    return vpadalq_s16(s, vmull_high_s8(x, y));
}

INLINE int16x8_t wide_load(const int16_t *p) { return vld1q_s16(p); }
INLINE int16x8_t wide_load_partial(const int16_t *p, size_t m) {
    int16_t padded[8] = {0};
    for (size_t i = 0; i < m; i++) padded[i] = p[i];
    return vld1q_s16(padded);
}
INLINE int16x8_t wide_load_row(const int8_t *p) { return vmovl_s8(vld1_s8(p)); }
INLINE int16x8_t wide_load_row_partial(const int8_t *p, size_t m) {
    int8_t padded[8] = {0};
    for (size_t i = 0; i < m; i++) padded[i] = p[i];
    return wide_load_row(padded);
}
INLINE int32x4_t wide_multiply(int32x4_t s, int16x8_t x, int16x8_t y) {
    s = vmlal_s16(s, vget_low_s16(x), vget_low_s16(y));
    return vmlal_high_s16(s, x, y);
}

INLINE int32_t total(int32x4_t s) { return vaddvq_s32(s); }

enum { nibble_width = 4, nibble_streams = 4 };
typedef int32x4_t nibble_sums;

/// Eight products of at most 15 * 128 fit 16 bits.
INLINE int32x4_t nibble_multiply(int32x4_t s, const uint8_t *bytes, int32_t low, int32_t high) {
    const uint8x16_t both = vld1q_u8(bytes);
    const int8x16_t first = vreinterpretq_s8_u8(vandq_u8(both, vdupq_n_u8(15)));
    const int8x16_t second = vreinterpretq_s8_u8(vshrq_n_u8(both, 4));
    const int8x16_t x = vreinterpretq_s8_s32(vdupq_n_s32(low)), y = vreinterpretq_s8_s32(vdupq_n_s32(high));
    const int16x8_t a = vmlal_s8(
        vmull_s8(vget_low_s8(first), vget_low_s8(x)), vget_low_s8(second), vget_low_s8(y));
    const int16x8_t b = vmlal_high_s8(vmull_high_s8(first, x), second, y);
    return vpadalq_s16(s, vpaddq_s16(a, b));
}

// Two queries of 4 dimensions at a time: two sums for each query, of two dimensions each.
enum { batch_width = 2, batch_vectors = 4 };
typedef int32x4_t batch_sums;

INLINE int32x4_t batch_start(const int32_t *query_sums) { return (void)query_sums, vdupq_n_s32(0); }
INLINE int8x8_t batch_row(int32_t four) { return vreinterpret_s8_s32(vdup_n_s32(four)); }
INLINE int32x4_t batch_multiply(int32x4_t s, const int8_t *line, int8x8_t row) {
    return vpadalq_s16(s, vmull_s8(vld1_s8(line), row));
}
INLINE void batch_store(int32_t *out, int32x4_t s) { vst1_s32(out, vget_low_s32(vpaddq_s32(s, s))); }

#include "Int8Kernels.h"

const struct sextant_kernels sextant_kernels_neon = KERNEL_TABLE;
#endif
