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

/// What rules out rows of bytes, an element for each query (see `survivors`).
struct sextant_query_bounds {
    const float *limits;
    const float *error_factors;
    const float *norm_factors;
};

/// What bounds rows of bytes, an element for each row.
struct sextant_row_bounds {
    const float *scales;
    const float *errors;
    const float *norms;
};

/// Rows of nibbles come in blocks of 16. A block begins with a word for each row: the upper half is its scale, the lower
/// its error, both floats cut to 16 bits. Then come groups of 8 dimensions, a line of 16 times 4 bytes: byte j of a row's
/// four has dimension j in its low nibble and dimension 4 + j in its high one.
enum { sextant_nibble_rows = 16, sextant_nibble_dimensions = 8, sextant_nibble_line = 64 };

/// A query for rows of nibbles.
struct sextant_nibble_query {
    /// 8 elements a group.
    const int8_t *codes;
    size_t groups;
    /// Subtracted from twice the sum of products.
    int32_t offset;
    float limit;
    float error_factor;
};

/// Sums of squares that say how near nibbles are to a row.
struct sextant_nibble_squares {
    double errors;
    double values;
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

/// Rows of bfloat16, the upper halves of floats, `width` elements each: a multiple of 32, of which the last are zero where
/// there are fewer. There is room for a multiple of 32 rows.
struct sextant_short_rows {
    const uint16_t *elements;
    size_t count;
    size_t width;
    /// Rows that are likely to be wanted after these.
    const uint16_t *_Nullable next;
};

/// Queries of bfloat16, packed: for each block of 16 queries and each two elements a line of 16 times 2. Blocks come in pairs;
/// what fills up the last is not read as a query.
struct sextant_short_panel {
    const uint16_t *elements;
    size_t count;
};

/// The fields of a paper. How often a term stands in each is kept in 16 bits, from the highest 4, 6 and 6.
enum { sextant_fields = 3 };

/// How BM25F counts: a field of length l has the norm base + slope * l; the sum over the fields of count / norm is
/// saturated.
struct sextant_field_norms {
    float base[sextant_fields];
    float slope[sextant_fields];
    float saturation;
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

    /// out[i] = dot(query, rows + indices[i] * n), for `count` indices.
    void (*dot_listed)(
        const float *query, const float *rows, const uint32_t *indices, size_t count, size_t n, float *out);

    /// out[i] = dot(rows + row_indices[i] * n, others + other_indices[i] * n), for `count` pairs. Rows come from memory,
    /// the others are few.
    void (*dot_pairs)(
        const float *rows, const uint32_t *row_indices, const float *others, const uint32_t *other_indices,
        size_t count, size_t n, float *out);

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

    /// One step of Adam (Kingma and Ba 2015) for some rows of a strip. `state` holds three strips of row_count rows: the
    /// parameters w, the mean gradients m and the mean squared gradients v. For e = 0, 1, …, with r = rows[e], the gradient
    /// g = slopes[e] and the factors f1 = factors[2 * e], f2 = factors[2 * e + 1], every operation rounded separately:
    ///     m[r] = b1 * m[r] + (1 - b1) * g
    ///     v[r] = b2 * v[r] + (1 - b2) * (g * g)
    ///     w[r] = w[r] - f1 * m[r] / (sqrt(v[r] * f2) + epsilon)
    /// Returns whether every row was below row_count; if not, stops at the first that is not.
    bool (*adam_strip)(
        const uint32_t *rows, size_t count, const float *slopes, const float *factors, float b1, float b2,
        float epsilon, float *state, size_t row_count);

    /// out[i] = the sum of factors[e] * codes[indices[e] * n + i] over e, in order; products and sums are rounded
    /// separately. Returns whether every index was below row_count; if not, out is left alone.
    bool (*sum_coded_rows)(
        const int8_t *codes, size_t row_count, size_t n, const uint32_t *indices, const float *factors, size_t count,
        float *out);

    /// Dot product of n bytes, modulo 2^32: exact for n up to 131,071.
    int32_t (*dot_int8)(const int8_t *a, const int8_t *b, size_t n);

    /// out[r] = dot_int8(query, rows + r * n).
    void (*dot_rows_int8)(const int8_t *query, const int8_t *rows, size_t count, size_t n, int32_t *out);

    /// out[r * 16 * panel.blocks + q] = dot_int8(query q of the panel, rows + r * n).
    void (*dot_batch_int8)(struct sextant_panel panel, const int8_t *rows, size_t count, size_t n, int32_t *out);

    /// out[i] = the dot product of a query of 16 bits an element with row indices[i], modulo 2^32. What bounds the rows
    /// is asked for from memory, since it is wanted next.
    void (*dot_listed_wide)(
        const int16_t *query, const int8_t *rows, struct sextant_row_bounds bounds, const uint32_t *indices,
        size_t count, size_t n, int32_t *out);

    /// The largest magnitude of n floats; the positive quiet NaN when one of them is NaN; 0 when there are none.
    float (*largest_magnitude)(const float *x, size_t n);

    /// codes[i] = round-half-even(x[i] * inverse_scale), held to -127...127. Returns the sum of
    /// (x[i] - scale * codes[i])^2 in double precision, over 16 canonical lanes folded as in `dot`. Every x[i] is finite.
    double (*quantize)(const float *x, size_t n, float inverse_scale, float scale, int8_t *codes);

    /// Lists the places r * queries + q of products[r * queries + q], ascending, that no bound rules out: unless
    /// product * scales[r] < limits[q] - (error_factors[q] * errors[r] + norm_factors[q] * norms[r]), in floats.
    /// `queries` is a multiple of 16. Returns how many there are.
    size_t (*survivors)(
        const int32_t *products, size_t count, size_t queries, struct sextant_row_bounds row_bounds,
        struct sextant_query_bounds query_bounds, uint32_t *found);

    /// Bit i of out[b] is set unless row i of block b is ruled out: (2 * sum - offset) * scale < limit - factor * error,
    /// where the sum is that of the query's elements times the row's nibbles, and all else is in floats.
    void (*nibble_candidates)(
        struct sextant_nibble_query query, const uint8_t *blocks, size_t count, uint16_t *out);

    /// The largest and the second largest of products[r * n + i] * scales[i], for `rows` rows r; a NaN is passed over, and
    /// what is not there is -infinity. The index is that of the largest, of equal ones any, the same in every table. n is
    /// a multiple of 16.
    void (*largest_two)(
        const int32_t *products, size_t rows, const float *scales, size_t n, float *largest, float *second,
        int32_t *index);

    /// The three queries of a panel with the largest products with each row: first[r], second[r], third[r] are the products,
    /// of whose bits those set in `number_bits` give way to the query's number. They are in the order of such floats.
    /// number_bits + 1 is a power of two, and at least panel.count; minus infinity stands for what is not there. Products
    /// are sums of floats, in the order and with the roundings of the machine. There is room for a multiple of 32 rows.
    /// Null where a set has no tiles of bfloat16.
    void (*_Nullable nearest_three)(
        struct sextant_short_rows rows, struct sextant_short_panel panel, int32_t number_bits, float *first,
        float *second, float *third);

    /// out[i] = x[i] as bfloat16, rounded half to even. Returns the sum of the squares of what is lost, in double precision,
    /// over 16 canonical lanes folded as in `dot`. Every x[i] is finite.
    double (*shorten)(const float *x, size_t n, uint16_t *out);

    /// For n up to 64: bit i is set unless products[i] * scales[i] lies below the threshold, as NaN never does.
    uint64_t (*not_below)(const int32_t *products, const float *scales, size_t n, float threshold);

    /// out[c] = the sum over the rows r, in ascending order, of the lesser of weights[r] and
    /// 1 - products[r * n + c] * (scales[c] * row_scales[r]), which counts as 0 below 10^-6. n is a multiple of 16.
    void (*lowered_sums)(
        const int32_t *products, const float *row_scales, const float *weights, size_t rows, const float *scales,
        size_t n, float *out);

    /// Lowers each weights[r] to 1 - products[r] * (scale * row_scales[r]), which counts as 0 below 10^-6, where that is
    /// less. Returns the first row of the least waits[r] / weights[r] among those of a weight above 0; n where that is never
    /// finite.
    size_t (*lower_weights)(
        const int32_t *products, float scale, const float *row_scales, const float *waits, float *weights, size_t n);

    /// Takes each of `count` rows from one sum and adds it to another: row indices[r] from row from[r] of `sums`, to row
    /// to[r]; negative is none, and the two differ. Elements are whole numbers modulo 2^64 of the units that the last bit of
    /// `origin` counts: x + origin, rounded half to even, is so many from origin. Magnitudes are below origin / 3, or what
    /// is moved has no meaning.
    void (*move_units)(
        const float *rows, const uint32_t *indices, const int32_t *from, const int32_t *to, size_t count, size_t n,
        double origin, uint64_t *sums);

    /// Rotates x, which evens out the magnitudes of its elements: with m the largest power of two such that 8 m <= n, the
    /// Hadamard transform over each eighth of the first 8 m elements, divided by sqrt(m), then over the last 8 m if there
    /// are more. Nothing is done to fewer than 16 elements.
    void (*spread)(float *x, size_t n);

    /// Multiplies each x[i] by factors[i], then transforms x by Hadamard: for h = 1, 2, 4, … below n, a power of two, x[i]
    /// and x[i + h] become their sum and their difference where i has not the bit h.
    void (*transform_signed)(double *x, const double *factors, size_t n);

    /// The nibbles of a row: x[i] / scale + 8 cut to a whole number of 0 to 15; all 8 where scale is 0.
    /// Those of 8 elements make the four bytes at out + i / 8 * sextant_nibble_line, which are as said above. errors is the sum
    /// of the squares of x[i] - scale * (nibble - 7.5), values that of scale * (nibble - 7.5): each in lanes i modulo 8, which
    /// are folded in halves.
    struct sextant_nibble_squares (*quantize_nibbles)(const double *x, size_t n, double scale, uint8_t *out);

    /// The first element that is at least a threshold, as NaN never is; n when there is none.
    size_t (*first_at_least)(const float *x, size_t n, float threshold);

    /// scores[row] += weight * sum * (k + 1) / (sum + k) for each of `count` postings, whose rows differ: k the saturation, sum
    /// that of the counts over the norms of the row's fields, whose lengths are at lengths + row * row_lengths. All of it
    /// times the norms, a fraction less; separately rounded, from the left. Rows count from `first` on. The first 64 postings
    /// that have a row which is not below row_count, and what follows them, are left out.
    void (*add_field_scores)(
        const uint32_t *rows, const uint16_t *counts, size_t count, uint32_t first, const uint16_t *lengths,
        size_t row_lengths, struct sextant_field_norms norms, float weight, float *scores, size_t row_count);

    /// The sum of n words modulo 2^64: a read of memory and little else, to measure bandwidth.
    uint64_t (*sum_words)(const uint64_t *words, size_t n);
};

/// Whether this machine has an instruction set.
bool sextant_has(enum sextant_instruction_set set);

/// The table of an instruction set; the portable one when this machine has not the set.
const struct sextant_kernels *sextant_kernels_for(enum sextant_instruction_set set);

#pragma clang assume_nonnull end
