#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// The instruction sets that have a table. The order is the order of preference: a later one is faster.
enum sextant_instruction_set {
    SEXTANT_PORTABLE,
    SEXTANT_NEON,
    SEXTANT_AVX2,
    SEXTANT_AVX512,
    SEXTANT_AVX512VNNI,
    SEXTANT_AMX,
};

/// How the bound on a row's score is put together from its quantized product (see `candidates`).
struct sextant_bound {
    float query_scale;
    float error_factor;
    float scale_factor;
    float slack;
};

/// Columns of a dense matrix that are multiplied by sparse rows together: a strip's row is a cache line.
enum { sextant_strip_width = 16 };

/// Rows of a sparse matrix: row r has the entries offsets[r]..<offsets[r + 1] of the two lists.
struct sextant_sparse_rows {
    const ptrdiff_t *offsets;
    const uint32_t *indices;
    const float *values;
};

/// What a panel of queries is made of: groups of `dimensions` elements of `queries` queries, a cache line each.
enum { sextant_panel_queries = 16, sextant_panel_dimensions = 4, sextant_panel_groups = 16 };

/// Queries of bytes, packed: for each block of 16 queries and each group of 4 dimensions a line of 16 times 4 bytes. The
/// groups of a block are filled up to a multiple of 16, the last block to 16 queries, both with zeros.
struct sextant_panel {
    const int8_t *codes;
    /// The sum of each query's elements.
    const int32_t *sums;
    /// Blocks of 16 queries.
    size_t blocks;
};

/// The kernels of one instruction set.
///
/// Float results have the same bits in every table. The order of a sum is canonical: element i is multiplied and added,
/// with separate roundings, to lane i modulo 32; then lane i takes lane i + 16, then i + 8, i + 4, i + 2, i + 1. A NaN
/// result is always the positive quiet NaN with no payload.
///
/// No pointer needs alignment. Matrices are row-major without padding.
struct sextant_kernels {
    /// Dot product of n floats.
    float (*dot)(const float *a, const float *b, size_t n);

    /// out[r] = dot(query, rows + r * n), for `count` rows.
    void (*dot_rows)(const float *query, const float *rows, size_t count, size_t n, float *out);

    /// out[q * row_count + r] = dot(queries + q * n, rows + r * n).
    void (*dot_batch)(
        const float *queries, size_t query_count, const float *rows, size_t row_count, size_t n, float *out);

    /// y[i] += alpha * x[i], with separate roundings.
    void (*add_scaled)(float alpha, const float *x, float *y, size_t n);

    /// out[r] = the sum of value * x[index] over the entries of sparse row r, in their order, where x and out are strips:
    /// rows of `sextant_strip_width` floats. Products and sums are rounded separately. A NaN may have any payload.
    /// Returns whether every index was below x_count; if not, stops at the first that is not.
    bool (*multiply_strip)(
        struct sextant_sparse_rows rows, size_t count, const float *x, size_t x_count, float *out);

    /// y[index] += value * x[r] over the entries of sparse row r, for r = 0, 1, …: the transposed product, otherwise as
    /// `multiply_strip`.
    bool (*add_transposed_strip)(
        struct sextant_sparse_rows rows, size_t count, const float *x, float *y, size_t y_count);

    /// Dot product of n bytes, modulo 2^32: exact for n up to 131,071.
    int32_t (*dot_int8)(const int8_t *a, const int8_t *b, size_t n);

    /// out[r] = dot_int8(query, rows + r * n).
    void (*dot_rows_int8)(const int8_t *query, const int8_t *rows, size_t count, size_t n, int32_t *out);

    /// out[r * 16 * panel.blocks + q] = dot_int8(query q of the panel, rows + r * n).
    void (*dot_batch_int8)(struct sextant_panel panel, const int8_t *rows, size_t count, size_t n, int32_t *out);

    /// Like `dot_rows_int8` with a query of 16 bits an element, modulo 2^32.
    void (*dot_rows_wide)(const int16_t *query, const int8_t *rows, size_t count, size_t n, int32_t *out);

    /// The largest magnitude of n floats; the positive quiet NaN when one of them is NaN; 0 when there are none.
    float (*largest_magnitude)(const float *x, size_t n);

    /// codes[i] = round-half-even(x[i] * inverse_scale), held to -127...127. Returns the sum of
    /// (x[i] - scale * codes[i])^2 in double precision, over 16 canonical lanes folded as in `dot`. Every x[i] is finite.
    double (*quantize)(const float *x, size_t n, float inverse_scale, float scale, int8_t *codes);

    /// For up to 64 rows: bit r is set unless the row's upper bound lies below the threshold. The bound is
    /// (dot * (query_scale * scale)) + ((error_factor * error) + ((scale_factor * scale) + slack)).
    uint64_t (*candidates)(
        const int32_t *dots, const float *scales, const float *errors, size_t count, struct sextant_bound bound,
        float threshold);

    /// The sum of n words modulo 2^64: a read of memory and little else, to measure bandwidth.
    uint64_t (*sum_words)(const uint64_t *words, size_t n);
};

/// Whether this machine has an instruction set.
bool sextant_has(enum sextant_instruction_set set);

/// The table of an instruction set; the portable one when this machine has not the set.
const struct sextant_kernels *sextant_kernels_for(enum sextant_instruction_set set);

#pragma clang assume_nonnull end
