// The three largest products of each row with a panel's queries, by tiles of bfloat16. For k-means, where the rows are papers
// and the queries centroids.
//
// The lowest bits of a product give way to the query's number, so that one comparison keeps both. A row has three vectors of
// 16, the largest, second and third of every sixteenth query, until all have been seen. Tiles multiply while vectors
// compare: between the steps of one product, the rows of the product before are taken in.
#pragma once

typedef float lanes __attribute__((ext_vector_type(16)));
typedef int32_t lane_bits __attribute__((ext_vector_type(16)));
typedef int32_t unaligned_lane_bits __attribute__((ext_vector_type(16), aligned(4), may_alias));

/// The largest three of each lane, in order.
struct three_lanes {
    lanes first, second, third;
};

enum {
    /// Rows of two tiles, and queries of two blocks.
    nearest_rows = 2 * tile_rows,
    nearest_width = 2 * sextant_panel_queries,
    /// Elements of a tile's row.
    short_step = tile_bytes / sizeof(uint16_t),
};

#define LESSER(A, B) ((A) < (B) ? (A) : (B))
#define GREATER(A, B) ((A) > (B) ? (A) : (B))

/// What of a product is kept for the queries of two blocks, and what is put in place of the rest.
struct nearest_marks {
    lane_bits kept[2], number[2];
};

/// Marks of the queries from `start` on; those from `count` on come to minus infinity.
INLINE struct nearest_marks marks_of(size_t start, size_t count, int32_t number_bits) {
    const lane_bits places = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    const int32_t minus_infinity = (int32_t)0xff800000;
    struct nearest_marks marks;
    for (int half = 0; half < 2; half++) {
        const lane_bits number = places + (int32_t)(start + (size_t)half * sextant_panel_queries);
        const lane_bits is_there = number < (int32_t)count;
        marks.kept[half] = is_there & ~number_bits;
        marks.number[half] = is_there ? number : (lane_bits)minus_infinity;
    }
    return marks;
}

/// Lets a row keep the largest three, with the products of two more blocks.
INLINE void keep_three(struct three_lanes *row, const float *products, struct nearest_marks marks) {
    struct three_lanes kept = *row;
    UNROLL
    for (int half = 0; half < 2; half++) {
        const lane_bits product = *(const unaligned_lane_bits *)(products + half * sextant_panel_queries);
        const lanes key = (lanes)((product & marks.kept[half]) | marks.number[half]);
        const lanes lesser = LESSER(kept.first, key);
        kept.first = GREATER(kept.first, key);
        const lanes least = LESSER(kept.second, lesser);
        kept.second = GREATER(kept.second, lesser);
        kept.third = GREATER(kept.third, least);
    }
    *row = kept;
}

/// The largest three of two times three, each in order.
INLINE struct three_lanes merged(struct three_lanes a, struct three_lanes b) {
    const lanes lesser = LESSER(a.first, b.first), greater = GREATER(a.second, b.second);
    const lanes rest = GREATER(a.third, b.third), least = LESSER(lesser, greater);
    return (struct three_lanes){GREATER(a.first, b.first), GREATER(lesser, greater), GREATER(least, rest)};
}

#define SHUFFLED(A, B, ...)                                                                                         \
    ((struct three_lanes){                                                                                          \
        __builtin_shufflevector((A).first, (B).first, __VA_ARGS__),                                                 \
        __builtin_shufflevector((A).second, (B).second, __VA_ARGS__),                                               \
        __builtin_shufflevector((A).third, (B).third, __VA_ARGS__),                                                 \
    })

/// Folds the lanes of 16 rows: lane r of the result has the largest three of all lanes of row r.
INLINE struct three_lanes fold_sixteen(const struct three_lanes *rows) {
    struct three_lanes part[8];
    UNROLL
    for (int r = 0; r < 8; r++) {
        part[r] = merged(
            SHUFFLED(rows[r], rows[r + 8], 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23),
            SHUFFLED(rows[r], rows[r + 8], 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31));
    }
    UNROLL
    for (int r = 0; r < 4; r++) {
        part[r] = merged(
            SHUFFLED(part[r], part[r + 4], 0, 1, 2, 3, 16, 17, 18, 19, 8, 9, 10, 11, 24, 25, 26, 27),
            SHUFFLED(part[r], part[r + 4], 4, 5, 6, 7, 20, 21, 22, 23, 12, 13, 14, 15, 28, 29, 30, 31));
    }
    UNROLL
    for (int r = 0; r < 2; r++) {
        part[r] = merged(
            SHUFFLED(part[r], part[r + 2], 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29),
            SHUFFLED(part[r], part[r + 2], 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31));
    }
    return merged(
        SHUFFLED(part[0], part[1], 0, 16, 2, 18, 4, 20, 6, 22, 8, 24, 10, 26, 12, 28, 14, 30),
        SHUFFLED(part[0], part[1], 1, 17, 3, 19, 5, 21, 7, 23, 9, 25, 11, 27, 13, 29, 15, 31));
}

/// Products with two blocks of queries, of which those of the rows from `done` on are yet to be taken in.
struct pending_products {
    const float *products;
    struct nearest_marks marks;
    size_t done;
};

/// Takes in up to `share` rows.
INLINE void take_in(struct pending_products *pending, size_t share, struct three_lanes *kept) {
    const size_t left = nearest_rows - pending->done;
    const size_t end = pending->done + (share < left ? share : left);
    for (; pending->done < end; pending->done++) {
        keep_three(kept + pending->done, pending->products + pending->done * nearest_width, pending->marks);
    }
}

/// Two tiles of rows with two of queries, a step's elements of each.
INLINE void multiply_short_tiles(
    const uint16_t *rows, size_t width, const uint16_t *first, const uint16_t *second) {
    _tile_loadd(ROWS_0, rows, width * sizeof(uint16_t));
    _tile_loadd(QUERIES_0, first, tile_bytes);
    _tile_dpbf16ps(PRODUCTS_00, ROWS_0, QUERIES_0);
    _tile_loadd(QUERIES_1, second, tile_bytes);
    _tile_dpbf16ps(PRODUCTS_01, ROWS_0, QUERIES_1);
    _tile_loadd(ROWS_1, rows + tile_rows * width, width * sizeof(uint16_t));
    _tile_dpbf16ps(PRODUCTS_10, ROWS_1, QUERIES_0);
    _tile_dpbf16ps(PRODUCTS_11, ROWS_1, QUERIES_1);
}

/// Lets `nearest_rows` rows keep their three largest products, and fetches as many that are coming.
INLINE void keep_nearest(
    const uint16_t *rows, const uint16_t *coming, size_t width, struct sextant_short_panel panel,
    int32_t number_bits, struct three_lanes *kept) {
    const size_t steps = width / short_step, share = (nearest_rows + steps - 1) / steps;
    const size_t block_size = width * sextant_panel_queries, pairs = (panel.count + nearest_width - 1) / nearest_width;
    _Alignas(tile_bytes) float products[2][nearest_rows * nearest_width];
    struct pending_products pending = {.done = nearest_rows};
    struct coming_bytes fetch =
        bytes_coming(coming, coming ? nearest_rows * width * sizeof *coming : 0, pairs * steps);
    for (size_t pair = 0; pair < pairs; pair++) {
        const uint16_t *first = panel.elements + 2 * pair * block_size, *second = first + block_size;
        clear_products();
        for (size_t step = 0; step < steps; step++) {
            const size_t start = step * tile_rows * short_step;
            multiply_short_tiles(rows + step * short_step, width, first + start, second + start);
            prefetch_share(&fetch);
            take_in(&pending, share, kept);
        }
        float *upper = products[pair % 2], *lower = upper + tile_rows * nearest_width;
        _tile_stored(PRODUCTS_00, upper, nearest_width * sizeof(float));
        _tile_stored(PRODUCTS_01, upper + sextant_panel_queries, nearest_width * sizeof(float));
        _tile_stored(PRODUCTS_10, lower, nearest_width * sizeof(float));
        _tile_stored(PRODUCTS_11, lower + sextant_panel_queries, nearest_width * sizeof(float));
        pending.products = upper;
        pending.marks = marks_of(pair * nearest_width, panel.count, number_bits);
        pending.done = 0;
    }
    take_in(&pending, nearest_rows, kept);
}

static void nearest_three(
    struct sextant_short_rows rows, struct sextant_short_panel panel, int32_t number_bits, float *first,
    float *second, float *third) {
    const lanes lowest = (lanes)-__builtin_inff();
    const size_t end = (rows.count + nearest_rows - 1) / nearest_rows * nearest_rows;
    set_tile_shapes();
    for (size_t start = 0; start < end; start += nearest_rows) {
        const size_t ahead = start + 2 * nearest_rows;
        const uint16_t *coming = ahead < end ? rows.elements + ahead * rows.width
            : rows.next ? rows.next + (ahead - end) * rows.width : NULL;
        struct three_lanes kept[nearest_rows];
        for (size_t r = 0; r < nearest_rows; r++) kept[r] = (struct three_lanes){lowest, lowest, lowest};
        keep_nearest(rows.elements + start * rows.width, coming, rows.width, panel, number_bits, kept);
        for (size_t r = 0; r < nearest_rows; r += 16) {
            const struct three_lanes folded = fold_sixteen(kept + r);
            memcpy(first + start + r, &folded.first, sizeof folded.first);
            memcpy(second + start + r, &folded.second, sizeof folded.second);
            memcpy(third + start + r, &folded.third, sizeof folded.third);
        }
    }
    _tile_release();
}
