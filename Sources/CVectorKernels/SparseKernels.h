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
