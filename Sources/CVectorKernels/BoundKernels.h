// What rules out rows by bounds on their scores. Included by FloatKernels.h, whose vectors it uses.
#pragma once

/// A bit for each lane whose comparison holds.
INLINE uint32_t bits_of(integers comparison) {
#if LANES == 16
    typedef _Bool bits __attribute__((ext_vector_type(16)));
    const bits holds = __builtin_convertvector(comparison, bits);
    uint16_t word;
    memcpy(&word, &holds, sizeof word);
    return word;
#else
    uint32_t word = 0;
    UNROLL
    for (int lane = 0; lane < LANES; lane++) word |= (uint32_t)(comparison[lane] & 1) << lane;
    return word;
#endif
}

static size_t survivors(
    const int32_t *products, size_t count, size_t queries, struct sextant_row_bounds row_bounds,
    struct sextant_query_bounds query_bounds, uint32_t *found) {
    const uint32_t all = (uint32_t)((1ull << LANES) - 1);
    size_t found_count = 0;
    for (size_t r = 0; r < count; r++) {
        const vector scale = broadcast(row_bounds.scales[r]);
        const vector error = broadcast(row_bounds.errors[r]);
        const vector norm = broadcast(row_bounds.norms[r]);
        for (size_t q = 0; q < queries; q += LANES) {
            const size_t at = r * queries + q;
            const vector product = __builtin_convertvector(*(const unaligned_integers *)(products + at), vector);
            const vector slack =
                load(query_bounds.error_factors + q) * error + load(query_bounds.norm_factors + q) * norm;
            const integers below = product * scale < load(query_bounds.limits + q) - slack;
            uint32_t left = bits_of(below) ^ all;
            for (; left != 0; left &= left - 1) {
                found[found_count++] = (uint32_t)(at + (size_t)__builtin_ctz(left));
            }
        }
    }
    return found_count;
}

/// Which rows of a block of nibbles stay, given the sums of their products.
INLINE uint16_t nibble_mask(const int32_t *sums, const uint8_t *block, struct sextant_nibble_query query) {
    uint32_t below = 0;
    UNROLL
    for (int row = 0; row < sextant_nibble_rows; row += LANES) {
        const integers word = *(const unaligned_integers *)(block + (size_t)row * 4);
        const vector scale = (vector)(word & (int32_t)0xFFFF0000u);
        const vector error = (vector)(word << 16);
        const integers sum = *(const unaligned_integers *)(sums + row);
        const vector product = __builtin_convertvector(sum + sum - query.offset, vector);
        below |= bits_of(product * scale < query.limit - query.error_factor * error) << row;
    }
    return (uint16_t)~below;
}
