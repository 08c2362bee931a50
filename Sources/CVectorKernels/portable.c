// The kernels for any processor: four lanes, which the compiler maps to what the architecture's baseline has.
#include "Tables.h"

#define LANES 4
#define PASSES 4
#define QUERIES_PER_TILE 1

typedef float partial_vector __attribute__((vector_size(16)));

static inline __attribute__((always_inline)) partial_vector load_partial(const float *p, size_t m) {
    return (partial_vector){p[0], m > 1 ? p[1] : 0, m > 2 ? p[2] : 0, 0};
}

#include "FloatKernels.h"

enum { narrow_step = 4, wide_step = 4 };
typedef int32_t sums __attribute__((vector_size(16)));
typedef sums narrow_query, narrow_row, wide_query, wide_row;

INLINE sums narrow_load(const int8_t *p) { return (sums){p[0], p[1], p[2], p[3]}; }
INLINE sums narrow_load_partial(const int8_t *p, size_t m) {
    return (sums){p[0], m > 1 ? p[1] : 0, m > 2 ? p[2] : 0, 0};
}
INLINE sums narrow_load_row(const int8_t *p) { return narrow_load(p); }
INLINE sums narrow_load_row_partial(const int8_t *p, size_t m) { return narrow_load_partial(p, m); }
INLINE sums wide_load(const int16_t *p) { return (sums){p[0], p[1], p[2], p[3]}; }
INLINE sums wide_load_partial(const int16_t *p, size_t m) {
    return (sums){p[0], m > 1 ? p[1] : 0, m > 2 ? p[2] : 0, 0};
}
INLINE sums wide_load_row(const int8_t *p) { return narrow_load(p); }
INLINE sums wide_load_row_partial(const int8_t *p, size_t m) { return narrow_load_partial(p, m); }

INLINE sums narrow_multiply(sums s, sums x, sums y) {
    typedef uint32_t modular __attribute__((vector_size(16)));
    return (sums)((modular)s + (modular)x * (modular)y);
}
INLINE sums wide_multiply(sums s, sums x, sums y) { return narrow_multiply(s, x, y); }

INLINE int32_t total(sums s) {
    return (int32_t)((uint32_t)s[0] + (uint32_t)s[1] + (uint32_t)s[2] + (uint32_t)s[3]);
}

enum { nibble_width = 4, nibble_streams = 4 };
typedef sums nibble_sums;

INLINE sums nibble_multiply(sums s, const uint8_t *bytes, int32_t low, int32_t high) {
    for (int dimension = 0; dimension < 4; dimension++) {
        const sums both = {bytes[dimension], bytes[4 + dimension], bytes[8 + dimension], bytes[12 + dimension]};
        s += (both & 15) * (int8_t)((uint32_t)low >> 8 * dimension);
        s += (both >> 4) * (int8_t)((uint32_t)high >> 8 * dimension);
    }
    return s;
}

// A query at a time: four sums, one for each dimension of a group.
enum { batch_width = 1, batch_vectors = 2 };
typedef sums batch_sums;

INLINE sums batch_start(const int32_t *query_sums) { return (void)query_sums, (sums){0}; }
INLINE sums batch_row(int32_t four) {
    int8_t bytes[4];
    memcpy(bytes, &four, 4);
    return narrow_load(bytes);
}
INLINE sums batch_multiply(sums s, const int8_t *line, sums row) { return narrow_multiply(s, narrow_load(line), row); }
INLINE void batch_store(int32_t *out, sums s) { *out = total(s); }

#include "Int8Kernels.h"

const struct sextant_kernels sextant_kernels_portable = KERNEL_TABLE;
