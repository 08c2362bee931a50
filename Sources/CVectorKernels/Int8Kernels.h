// The int8 kernels of one instruction set, written once over what it offers.
//
// There are two: `narrow` has a query of 8 bits an element, `wide` one of 16. Before including this, a file sets the
// target, includes FloatKernels.h, and defines `sums`, the type that holds partial sums of 32 bits; `total`, which adds
// them modulo 2^32; and for each NAME of narrow and wide
//   NAME_step                        elements multiplied at a time
//   NAME_query, NAME_row             the types of so many elements
//   NAME_load, NAME_load_partial     (pointer[, size_t m]): a query's elements; zero from the m-th on
//   NAME_load_row, NAME_load_row_partial      the same of a row
//   NAME_multiply                    (sums, query, row): the sums with the products added
// Sums modulo 2^32 are the same in any order, so each set takes its own.
#pragma once

/// The products of `row_count` rows, `stride` bytes apart, whose answers lie `out_stride` apart. `correction` is subtracted
/// from every sum, for sets that multiply with an offset.
#define DEFINE_INT8_TILE(NAME, ELEMENT)                                                                             \
    INLINE void NAME##_tile(                                                                                        \
        const ELEMENT *query, const int8_t *rows, size_t stride, int row_count, size_t n, uint32_t correction,      \
        int32_t *out, size_t out_stride) {                                                                          \
        sums partial[scan_rows];                                                                                    \
        UNROLL                                                                                                      \
        for (int r = 0; r < row_count; r++) partial[r] = (sums){0};                                                 \
        size_t start = 0;                                                                                           \
        for (; start + NAME##_step <= n; start += NAME##_step) {                                                    \
            const NAME##_query x = NAME##_load(query + start);                                                      \
            UNROLL                                                                                                  \
            for (int r = 0; r < row_count; r++) {                                                                   \
                if (row_count > 1) __builtin_prefetch(rows + (size_t)r * stride + start + scan_ahead);              \
                const NAME##_row y = NAME##_load_row(rows + (size_t)r * stride + start);                            \
                partial[r] = NAME##_multiply(partial[r], x, y);                                                     \
            }                                                                                                       \
        }                                                                                                           \
        if (start < n) {                                                                                            \
            const size_t m = n - start;                                                                             \
            const NAME##_query x = NAME##_load_partial(query + start, m);                                           \
            UNROLL                                                                                                  \
            for (int r = 0; r < row_count; r++) {                                                                   \
                const NAME##_row y = NAME##_load_row_partial(rows + (size_t)r * stride + start, m);                 \
                partial[r] = NAME##_multiply(partial[r], x, y);                                                     \
            }                                                                                                       \
        }                                                                                                           \
        UNROLL                                                                                                      \
        for (int r = 0; r < row_count; r++) {                                                                       \
            out[(size_t)r * out_stride] = (int32_t)((uint32_t)total(partial[r]) - correction);                      \
        }                                                                                                           \
    }

DEFINE_INT8_TILE(narrow, int8_t)
DEFINE_INT8_TILE(wide, int16_t)

#ifndef HAS_OWN_CORRECTION
INLINE uint32_t narrow_correction(const int8_t *query, size_t n) {
    (void)query, (void)n;
    return 0;
}
#endif

static int32_t dot_int8(const int8_t *a, const int8_t *b, size_t n) {
    int32_t result;
    narrow_tile(a, b, n, 1, n, narrow_correction(a, n), &result, 1);
    return result;
}

static void dot_rows_int8(const int8_t *query, const int8_t *rows, size_t count, size_t n, int32_t *out) {
    const uint32_t correction = narrow_correction(query, n);
    const size_t part = count / scan_rows;
    for (size_t r = 0; r < part; r++) {
        narrow_tile(query, rows + r * n, part * n, scan_rows, n, correction, out + r, part);
    }
    for (size_t r = part * scan_rows; r < count; r++) {
        narrow_tile(query, rows + r * n, n, 1, n, correction, out + r, 1);
    }
}

static void dot_listed_wide(
    const int16_t *query, const int8_t *rows, struct sextant_row_bounds bounds, const uint32_t *indices, size_t count,
    size_t n, int32_t *out) {
    enum { rows_ahead = 12, line = 64 };
    for (size_t i = 0; i < count; i++) {
        if (i + rows_ahead < count) {
            const size_t next = indices[i + rows_ahead];
            for (size_t at = 0; at < n; at += line) __builtin_prefetch(rows + next * n + at);
            __builtin_prefetch(bounds.scales + next);
            __builtin_prefetch(bounds.errors + next);
            __builtin_prefetch(bounds.norms + next);
        }
        wide_tile(query, rows + (size_t)indices[i] * n, n, 1, n, 0, out + i, 1);
    }
}

#include "NibbleKernel.h"

#ifndef HAS_TILES
#include "Int8BatchKernel.h"
#endif

#include "ClusterKernels.h"
#include "NibbleRows.h"
#include "PostingKernel.h"

#ifdef HAS_TILES
#define TILE_KERNELS .nearest_three = nearest_three,
#else
#define TILE_KERNELS
#endif

/// The table of this instruction set, whose functions are those above.
#define KERNEL_TABLE                                                                                                \
    {                                                                                                               \
        .dot = dot, .dot_rows = dot_rows, .dot_batch = dot_batch, .add_scaled = add_scaled, .dot_int8 = dot_int8,   \
        .dot_rows_int8 = dot_rows_int8, .dot_listed_wide = dot_listed_wide, .largest_magnitude = largest_magnitude, \
        .quantize = quantize, .survivors = survivors, .nibble_candidates = nibble_candidates, .sum_words = sum_words,\
        .multiply_strip = multiply_strip, .add_transposed_strip = add_transposed_strip,                             \
        .adam_strip = adam_strip,                                                                                   \
        .sum_coded_rows = sum_coded_rows, .dot_batch_int8 = dot_batch_int8, .dot_listed = dot_listed,               \
        .largest_two = largest_two, .not_below = not_below, .lowered_sums = lowered_sums,                            \
        .lower_weights = lower_weights, .move_units = move_units,                                                    \
        .spread = spread, .shorten = shorten, .dot_pairs = dot_pairs, .add_field_scores = add_field_scores,          \
        .first_at_least = first_at_least, .transform_signed = transform_signed,                                      \
        .quantize_nibbles = quantize_nibbles, TILE_KERNELS                                                          \
    }
