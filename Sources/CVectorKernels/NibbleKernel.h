// Products of a query of bytes with rows of nibbles. Included by Int8Kernels.h.
//
// Before including this, a file defines
//   nibble_sums       the sums of `nibble_width` rows, a divisor of 16, as 32-bit integers
//   nibble_streams    blocks that are read together, far apart (see scan_rows)
//   nibble_multiply   (sums, const uint8_t *, int32_t low, int32_t high): the sums with the products of the four bytes of
//                     each row added; low nibbles go with the four elements in `low`, high ones with those in `high`
#pragma once

/// Blocks `part` apart, `stream_count` of them.
INLINE void nibble_blocks(
    struct sextant_nibble_query query, const uint8_t *blocks, size_t part, int stream_count, uint16_t *out) {
    enum { vectors_per_block = sextant_nibble_rows / nibble_width };
    const size_t block_size = sextant_nibble_line * (query.groups + 1);
    nibble_sums sums[nibble_streams][vectors_per_block];
    UNROLL
    for (int s = 0; s < stream_count; s++) {
        UNROLL
        for (int v = 0; v < vectors_per_block; v++) sums[s][v] = (nibble_sums){0};
    }
    for (size_t group = 0; group < query.groups; group++) {
        int32_t elements[2];
        memcpy(elements, query.codes + group * sextant_nibble_dimensions, sizeof elements);
        UNROLL
        for (int s = 0; s < stream_count; s++) {
            const uint8_t *line = blocks + (size_t)s * part * block_size + (group + 1) * sextant_nibble_line;
            if (stream_count > 1) __builtin_prefetch(line + scan_ahead);
            UNROLL
            for (int v = 0; v < vectors_per_block; v++) {
                sums[s][v] = nibble_multiply(sums[s][v], line + v * nibble_width * 4, elements[0], elements[1]);
            }
        }
    }
    UNROLL
    for (int s = 0; s < stream_count; s++) {
        int32_t whole[sextant_nibble_rows];
        memcpy(whole, sums[s], sizeof whole);
        out[(size_t)s * part] = nibble_mask(whole, blocks + (size_t)s * part * block_size, query);
    }
}

static void nibble_candidates(
    struct sextant_nibble_query query, const uint8_t *blocks, size_t count, uint16_t *out) {
    const size_t block_size = sextant_nibble_line * (query.groups + 1);
    const size_t part = count / nibble_streams;
    for (size_t b = 0; b < part; b++) nibble_blocks(query, blocks + b * block_size, part, nibble_streams, out + b);
    for (size_t b = part * nibble_streams; b < count; b++) nibble_blocks(query, blocks + b * block_size, 1, 1, out + b);
}
