// Products of rows of bytes with a packed panel of queries. Included by Int8Kernels.h, unless the set has tiles.
//
// Before including this, a file defines
//   batch_width      queries whose sums a `batch_sums` holds: a divisor of 16
//   batch_vectors    how many such a tile of rows takes together
//   batch_start      (sums of queries): the first sums of `batch_width` queries
//   batch_row        (int32_t four): four bytes of a row, as `batch_multiply` takes them
//   batch_multiply   (batch_sums, line, row): the sums with the products added
//   batch_store      (int32_t *, batch_sums): writes `batch_width` sums
#pragma once

/// `m` <= 4 bytes of a row, zero beyond.
INLINE int32_t up_to_four_bytes(const int8_t *row, size_t m) {
    int32_t four = 0;
    memcpy(&four, row, m);
    return four;
}

INLINE void batch_tile(
    struct sextant_panel panel, size_t first_query, int vector_count, const int8_t *rows, int row_count, size_t n,
    int32_t *out) {
    enum { line = sextant_panel_queries * sextant_panel_dimensions };
    const size_t groups = (n + sextant_panel_dimensions - 1) / sextant_panel_dimensions;
    const size_t padded_groups = (groups + sextant_panel_groups - 1) / sextant_panel_groups * sextant_panel_groups;
    const size_t stride = sextant_panel_queries * panel.blocks;
    const int8_t *lines[batch_vectors];
    batch_sums partial[rows_per_tile][batch_vectors];
    UNROLL
    for (int v = 0; v < vector_count; v++) {
        const size_t query = first_query + (size_t)(v * batch_width);
        lines[v] = panel.codes + query / sextant_panel_queries * padded_groups * line
            + query % sextant_panel_queries * sextant_panel_dimensions;
        UNROLL
        for (int r = 0; r < row_count; r++) partial[r][v] = batch_start(panel.sums + query);
    }
    for (size_t group = 0; group < groups; group++) {
        const size_t start = group * sextant_panel_dimensions;
        // The compiler takes the two cases apart, so that the usual one is a load.
        const size_t m = n - start >= sextant_panel_dimensions ? sextant_panel_dimensions : n - start;
        UNROLL
        for (int r = 0; r < row_count; r++) {
            const int8_t *row = rows + (size_t)r * n + start;
            const __typeof__(batch_row(0)) x = batch_row(
                m == sextant_panel_dimensions ? up_to_four_bytes(row, sextant_panel_dimensions)
                                              : up_to_four_bytes(row, m));
            UNROLL
            for (int v = 0; v < vector_count; v++) {
                partial[r][v] = batch_multiply(partial[r][v], lines[v] + group * line, x);
            }
        }
    }
    UNROLL
    for (int r = 0; r < row_count; r++) {
        UNROLL
        for (int v = 0; v < vector_count; v++) {
            batch_store(out + (size_t)r * stride + first_query + (size_t)(v * batch_width), partial[r][v]);
        }
    }
}

/// All queries of the panel against a tile of rows.
INLINE void batch_rows(struct sextant_panel panel, const int8_t *rows, int row_count, size_t n, int32_t *out) {
    const size_t queries = sextant_panel_queries * panel.blocks;
    size_t query = 0;
    for (; query + batch_vectors * batch_width <= queries; query += batch_vectors * batch_width) {
        batch_tile(panel, query, batch_vectors, rows, row_count, n, out);
    }
    for (; query < queries; query += batch_width) batch_tile(panel, query, 1, rows, row_count, n, out);
}

static void dot_batch_int8(struct sextant_panel panel, const int8_t *rows, size_t count, size_t n, int32_t *out) {
    const size_t stride = sextant_panel_queries * panel.blocks;
    size_t r = 0;
    for (; r + rows_per_tile <= count; r += rows_per_tile) {
        batch_rows(panel, rows + r * n, rows_per_tile, n, out + r * stride);
    }
    for (; r < count; r++) batch_rows(panel, rows + r * n, 1, n, out + r * stride);
}
