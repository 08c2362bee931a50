// Sparse rows times strips of a dense matrix. Included by FloatKernels.h, whose vectors it uses.
#pragma once

enum {
    vectors_per_strip = sextant_strip_width / LANES,
    // How many entries ahead a strip's row is asked for: about as long as memory takes to answer.
    entries_ahead = 64,
};

static bool multiply_strip(
    struct sextant_sparse_rows rows, size_t count, const float *x, size_t x_count, float *out) {
    const ptrdiff_t last = rows.offsets[count];
    for (size_t row = 0; row < count; row++, out += sextant_strip_width) {
        vector sums[vectors_per_strip] = {0};
        for (ptrdiff_t entry = rows.offsets[row]; entry < rows.offsets[row + 1]; entry++) {
            const size_t index = rows.indices[entry];
            if (index >= x_count) return false;
            if (entry + entries_ahead < last)
                __builtin_prefetch(x + (size_t)rows.indices[entry + entries_ahead] * sextant_strip_width);
            const vector value = broadcast(rows.values[entry]);
            UNROLL for (int v = 0; v < vectors_per_strip; v++)
                sums[v] = sums[v] + value * load(x + index * sextant_strip_width + v * LANES);
        }
        UNROLL for (int v = 0; v < vectors_per_strip; v++) store(out + v * LANES, sums[v]);
    }
    return true;
}

static bool add_transposed_strip(
    struct sextant_sparse_rows rows, size_t count, const float *x, float *y, size_t y_count) {
    const ptrdiff_t last = rows.offsets[count];
    for (size_t row = 0; row < count; row++, x += sextant_strip_width) {
        vector factors[vectors_per_strip];
        UNROLL for (int v = 0; v < vectors_per_strip; v++) factors[v] = load(x + v * LANES);
        for (ptrdiff_t entry = rows.offsets[row]; entry < rows.offsets[row + 1]; entry++) {
            const size_t index = rows.indices[entry];
            if (index >= y_count) return false;
            if (entry + entries_ahead < last)
                __builtin_prefetch(y + (size_t)rows.indices[entry + entries_ahead] * sextant_strip_width, 1);
            const vector value = broadcast(rows.values[entry]);
            float *target = y + index * sextant_strip_width;
            UNROLL for (int v = 0; v < vectors_per_strip; v++)
                store(target + v * LANES, load(target + v * LANES) + value * factors[v]);
        }
    }
    return true;
}

static bool adam_strip(
    const uint32_t *rows, size_t count, const float *slopes, const float *factors, float b1, float b2, float epsilon,
    float *state, size_t row_count) {
    const size_t part = row_count * sextant_strip_width;
    const vector keep1 = broadcast(b1), take1 = broadcast(1 - b1), keep2 = broadcast(b2), take2 = broadcast(1 - b2);
    for (size_t e = 0; e < count; e++, slopes += sextant_strip_width) {
        if (rows[e] >= row_count) return false;
        float *w = state + (size_t)rows[e] * sextant_strip_width;
        const vector f1 = broadcast(factors[2 * e]), f2 = broadcast(factors[2 * e + 1]);
        UNROLL for (int i = 0; i < vectors_per_strip; i++) {
            const vector g = load(slopes + i * LANES);
            const vector m = keep1 * load(w + part + i * LANES) + take1 * g;
            const vector v = keep2 * load(w + 2 * part + i * LANES) + take2 * (g * g);
            store(w + part + i * LANES, m);
            store(w + 2 * part + i * LANES, v);
            const vector scale = __builtin_elementwise_sqrt(v * f2) + broadcast(epsilon);
            store(w + i * LANES, load(w + i * LANES) - f1 * m / scale);
        }
    }
    return true;
}

// Sparse rows times rows of bytes: how a text's vector is made of those of its terms.

typedef int8_t unaligned_codes __attribute__((vector_size(LANES), aligned(1), may_alias));

enum {
    // Sums that stay in registers while all rows are added.
    coded_vectors = LANES == 16 ? 16 : 8,
    // How many rows ahead one is asked for.
    rows_ahead = 8,
};

#define SUM_CODED_COLUMNS(VECTORS)                                                                                  \
    for (; i + (VECTORS) * LANES <= n; i += (VECTORS) * LANES) {                                                    \
        vector sums[VECTORS] = {0};                                                                                 \
        for (size_t e = 0; e < count; e++) {                                                                        \
            if (e + rows_ahead < count) {                                                                           \
                const int8_t *later = codes + indices[e + rows_ahead] * n + i;                                      \
                UNROLL for (int v = 0; v < (VECTORS) * LANES; v += 64) __builtin_prefetch(later + v);               \
            }                                                                                                       \
            const int8_t *row = codes + indices[e] * n + i;                                                         \
            const vector factor = broadcast(factors[e]);                                                            \
            UNROLL for (int v = 0; v < (VECTORS); v++) {                                                            \
                const vector x = __builtin_convertvector(*(const unaligned_codes *)(row + v * LANES), vector);      \
                sums[v] = sums[v] + factor * x;                                                                     \
            }                                                                                                       \
        }                                                                                                           \
        UNROLL for (int v = 0; v < (VECTORS); v++) store(out + i + v * LANES, sums[v]);                             \
    }

static bool sum_coded_rows(
    const int8_t *codes, size_t row_count, size_t n, const uint32_t *indices, const float *factors, size_t count,
    float *out) {
    for (size_t e = 0; e < count; e++)
        if (indices[e] >= row_count) return false;
    size_t i = 0;
    SUM_CODED_COLUMNS(coded_vectors)
    SUM_CODED_COLUMNS(1)
    for (; i < n; i++) {
        float sum = 0;
        for (size_t e = 0; e < count; e++) sum = sum + factors[e] * (float)codes[indices[e] * n + i];
        out[i] = sum;
    }
    return true;
}
