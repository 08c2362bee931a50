// Products of rows of bytes with a packed panel of queries, by tiles.
//
// A tile of 16 rows is read as the rows lie; a tile of queries is 16 lines of the panel. Two tiles of rows and two of
// queries give four of products, so that four multiplications need four loads.
#pragma once

enum { tile_rows_ahead = 64, tile_rows = 16, tile_bytes = 64, tile_size = tile_rows * tile_bytes };

/// The numbers of the tiles, which the instructions want as constants: products of rows R with queries Q, rows, queries.
#define PRODUCTS_00 0
#define PRODUCTS_01 1
#define PRODUCTS_10 2
#define PRODUCTS_11 3
#define ROWS_0 4
#define ROWS_1 5
#define QUERIES_0 6
#define QUERIES_1 7

/// How the processor wants to be told the shapes of the tiles.
struct tile_shapes {
    uint8_t palette, start_row, reserved[14];
    uint16_t bytes_per_row[16];
    uint8_t rows[16];
};

INLINE void set_tile_shapes(void) {
    struct tile_shapes shapes = {.palette = 1};
    for (int tile = 0; tile < 8; tile++) {
        shapes.bytes_per_row[tile] = tile_bytes;
        shapes.rows[tile] = tile_rows;
    }
    _tile_loadconfig(&shapes);
}

/// A part of up to 16 rows, `tile_bytes` wide, that is not whole: copied and filled with zeros.
struct tile_copy {
    int8_t bytes[tile_size];
};

INLINE const int8_t *tile_of_rows(
    const int8_t *rows, size_t row_count, size_t n, size_t start, struct tile_copy *copy, size_t *stride) {
    const size_t width = n - start < tile_bytes ? n - start : tile_bytes;
    *stride = n;
    if (row_count >= tile_rows && width == tile_bytes) return rows + start;
    memset(copy, 0, sizeof *copy);
    for (size_t r = 0; r < row_count && r < tile_rows; r++) {
        memcpy(copy->bytes + r * tile_bytes, rows + r * n + start, width);
    }
    *stride = tile_bytes;
    return copy->bytes;
}

/// Bytes that are wanted soon, of which each step of the products that come before asks for a share: more at a time would
/// hold up the loads of these.
struct coming_bytes {
    const char *start;
    size_t lines, step, steps;
};

INLINE struct coming_bytes bytes_coming(const void *start, size_t bytes, size_t steps) {
    return (struct coming_bytes){.start = start, .lines = (bytes + tile_bytes - 1) / tile_bytes, .steps = steps};
}

INLINE void prefetch_share(struct coming_bytes *coming) {
    const size_t first = coming->lines * coming->step / coming->steps;
    coming->step++;
    const size_t end = coming->lines * coming->step / coming->steps;
    for (size_t line = first; line < end; line++) __builtin_prefetch(coming->start + line * tile_bytes, 0, 2);
}

INLINE void clear_products(void) {
    _tile_zero(PRODUCTS_00);
    _tile_zero(PRODUCTS_01);
    _tile_zero(PRODUCTS_10);
    _tile_zero(PRODUCTS_11);
}

/// Two tiles of rows with two of queries, which may be the same when only one is left.
INLINE void multiply_tiles(
    const int8_t *first, const int8_t *second, const int8_t *rows, size_t row_count, size_t n,
    struct coming_bytes *coming) {
    clear_products();
    struct tile_copy copy;
    size_t stride;
    for (size_t start = 0; start < n; start += tile_bytes) {
        const int8_t *upper = tile_of_rows(rows, row_count, n, start, &copy, &stride);
        prefetch_share(coming);
        _tile_loadd(ROWS_0, upper, stride);
        _tile_loadd(QUERIES_0, first + start * tile_rows, tile_bytes);
        _tile_dpbssd(PRODUCTS_00, ROWS_0, QUERIES_0);
        _tile_loadd(QUERIES_1, second + start * tile_rows, tile_bytes);
        _tile_dpbssd(PRODUCTS_01, ROWS_0, QUERIES_1);
        if (row_count <= tile_rows) continue;
        const int8_t *lower =
            tile_of_rows(rows + tile_rows * n, row_count - tile_rows, n, start, &copy, &stride);
        _tile_loadd(ROWS_1, lower, stride);
        _tile_dpbssd(PRODUCTS_10, ROWS_1, QUERIES_0);
        _tile_dpbssd(PRODUCTS_11, ROWS_1, QUERIES_1);
    }
}

/// Stores a tile of products, or what of it are rows.
#define STORE_TILE(TILE, OUT, STRIDE, ROW_COUNT)                                                                    \
    do {                                                                                                            \
        if ((ROW_COUNT) >= tile_rows) {                                                                             \
            _tile_stored(TILE, OUT, (STRIDE) * sizeof(int32_t));                                                    \
        } else {                                                                                                    \
            int32_t whole[tile_rows * sextant_panel_queries];                                                       \
            _tile_stored(TILE, whole, tile_bytes);                                                                  \
            for (size_t r = 0; r < (ROW_COUNT); r++) {                                                              \
                memcpy((OUT) + r * (STRIDE), whole + r * sextant_panel_queries, tile_bytes);                        \
            }                                                                                                       \
        }                                                                                                           \
    } while (0)

static void dot_batch_int8(struct sextant_panel panel, const int8_t *rows, size_t count, size_t n, int32_t *out) {
    const size_t stride = sextant_panel_queries * panel.blocks;
    const size_t steps = (n + tile_bytes - 1) / tile_bytes, block_size = steps * tile_size;
    set_tile_shapes();
    for (size_t r = 0; r < count; r += 2 * tile_rows) {
        const size_t left = count - r;
        struct coming_bytes coming =
            bytes_coming(rows + (r + tile_rows_ahead) * n, 2 * tile_rows * n, (panel.blocks + 1) / 2 * steps);
        for (size_t block = 0; block < panel.blocks; block += 2) {
            const bool is_pair = block + 1 < panel.blocks;
            const int8_t *first = panel.codes + block * block_size;
            multiply_tiles(first, is_pair ? first + block_size : first, rows + r * n, left, n, &coming);
            int32_t *target = out + r * stride + block * sextant_panel_queries;
            STORE_TILE(PRODUCTS_00, target, stride, left);
            if (is_pair) STORE_TILE(PRODUCTS_01, target + sextant_panel_queries, stride, left);
            if (left <= tile_rows) continue;
            target += tile_rows * stride;
            STORE_TILE(PRODUCTS_10, target, stride, left - tile_rows);
            if (is_pair) STORE_TILE(PRODUCTS_11, target + sextant_panel_queries, stride, left - tile_rows);
        }
    }
    _tile_release();
}
