// How rows become nibbles. Included by Int8Kernels.h.
//
// Vectors are of 8 doubles in every set, so that the sets agree.
#pragma once

typedef double eight __attribute__((vector_size(64)));
typedef double unaligned_eight __attribute__((vector_size(64), aligned(8), may_alias));
typedef int32_t eight_integers __attribute__((vector_size(32)));
typedef int64_t eight_masks __attribute__((vector_size(64)));

/// The sums and differences of elements `HALF` apart in a vector: SWAPPED is the vector with them exchanged.
#define MIX_WITHIN(HALF, ...)                                                                                       \
    do {                                                                                                            \
        const eight swapped = __builtin_shufflevector(v, v, __VA_ARGS__);                                           \
        const eight_masks is_upper = (lanes & HALF) != 0;                                                           \
        v = (eight)(((eight_masks)(swapped - v) & is_upper) | ((eight_masks)(v + swapped) & ~is_upper));            \
    } while (0)

static void transform_signed(double *x, const double *factors, size_t n) {
    const eight_masks lanes = {0, 1, 2, 3, 4, 5, 6, 7};
    if (n < 8) {
        for (size_t i = 0; i < n; i++) x[i] *= factors[i];
        for (size_t half = 1; half < n; half *= 2) {
            for (size_t i = 0; i < n; i++) {
                if (i & half) continue;
                const double a = x[i], b = x[i + half];
                x[i] = a + b;
                x[i + half] = a - b;
            }
        }
        return;
    }
    for (size_t i = 0; i < n; i += 8) {
        eight v = *(const unaligned_eight *)(x + i) * *(const unaligned_eight *)(factors + i);
        MIX_WITHIN(1, 1, 0, 3, 2, 5, 4, 7, 6);
        MIX_WITHIN(2, 2, 3, 0, 1, 6, 7, 4, 5);
        MIX_WITHIN(4, 4, 5, 6, 7, 0, 1, 2, 3);
        *(unaligned_eight *)(x + i) = v;
    }
    for (size_t half = 8; half < n; half *= 2) {
        for (size_t start = 0; start < n; start += 2 * half) {
            for (size_t i = start; i < start + half; i += 8) {
                const eight a = *(const unaligned_eight *)(x + i), b = *(const unaligned_eight *)(x + i + half);
                *(unaligned_eight *)(x + i) = a + b;
                *(unaligned_eight *)(x + i + half) = a - b;
            }
        }
    }
}

/// Adds up lanes in halves.
INLINE double fold_eight(const double *sums) {
    double s[4];
    for (int i = 0; i < 4; i++) s[i] = sums[i] + sums[i + 4];
    return (s[0] + s[2]) + (s[1] + s[3]);
}

static struct sextant_nibble_squares quantize_nibbles(const double *x, size_t n, double scale, uint8_t *out) {
    const double inverse = scale == 0 ? 0 : 1 / scale;
    eight errors = {0}, values = {0};
    for (size_t i = 0; i < n; i += sextant_nibble_dimensions, out += sextant_nibble_line) {
        const size_t size = n - i < 8 ? n - i : 8;
        double elements[8] = {0};
        memcpy(elements, x + i, size * sizeof *elements);
        const eight v = *(const unaligned_eight *)elements;
        eight place = v * inverse + 8;
        place = (eight)(((eight_masks)place & (place > 0)));
        const eight_masks is_over = place > 15;
        place = (eight)(((eight_masks)((eight){0} + 15) & is_over) | ((eight_masks)place & ~is_over));
        const eight_integers nibbles = __builtin_convertvector(place, eight_integers);
        eight value = scale * (__builtin_convertvector(nibbles, eight) - 7.5);
        eight error = v - value;
        int32_t codes[8];
        memcpy(codes, &nibbles, sizeof codes);
        // What is not there has no nibble, and no part in the sums.
        for (size_t j = size; j < 8; j++) codes[j] = 0, value[j] = 0, error[j] = 0;
        errors += error * error;
        values += value * value;
        for (int j = 0; j < 4; j++) out[j] = (uint8_t)(codes[j] | codes[j + 4] << 4);
    }
    double e[8], c[8];
    memcpy(e, &errors, sizeof e);
    memcpy(c, &values, sizeof c);
    return (struct sextant_nibble_squares){fold_eight(e), fold_eight(c)};
}
