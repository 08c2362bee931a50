// The float kernels of one instruction set, written once over vectors of LANES floats.
//
// Before including this, a file sets the target, and defines
//   LANES              floats in a vector register: 4, 8 or 16
//   PASSES             how many passes over a tile's data share the registers: LANES * PASSES <= 32
//   QUERIES_PER_TILE   1 or 2
//   load_partial       a function (const float *, size_t m): the first m < LANES floats, zero beyond
//
// The sum order that all sets share is that of 32 lanes (see CVectorKernels.h), held in 32 / LANES vectors. Its tree adds
// vector v and vector v + half first, so that a pass that handles only the vectors p, p + PASSES, p + 2 * PASSES, …
// finds whole subtrees: few registers suffice for many rows. A row that ends within 32 lanes adds products of zeros to the
// other lanes, or nothing; both are the same, since a lane starts at +0 and so never becomes -0.
#pragma once

#include <string.h>

#pragma STDC FP_CONTRACT OFF

#define INLINE static inline __attribute__((always_inline))
#define UNROLL _Pragma("clang loop unroll(full)")

enum {
    canonical_lanes = 32,
    vectors = canonical_lanes / LANES,
    vectors_per_pass = vectors / PASSES,
    rows_per_tile = 4,
    // Rows that a scan reads together, far apart from each other. The processor fetches ahead within a page only, and with
    // more pages at work it waits less at their ends: measured, 8 streams of rows gave 1.5 times the speed of one.
    scan_rows = LANES == 16 ? 8 : 4,
    // Bytes of each stream that a scan asks for ahead of what it reads, since its own work leaves the processor too few loads
    // to have under way: measured, a scan so reads as fast as a loop that only reads.
    scan_ahead = 1024,
    cache_line = 64,
};

typedef float vector __attribute__((vector_size(LANES * 4)));
typedef float unaligned_vector __attribute__((vector_size(LANES * 4), aligned(4), may_alias));
typedef int32_t integers __attribute__((vector_size(LANES * 4)));
typedef int32_t unaligned_integers __attribute__((vector_size(LANES * 4), aligned(4), may_alias));
typedef float four __attribute__((vector_size(16)));
typedef float unaligned_four __attribute__((vector_size(16), aligned(4), may_alias));

INLINE vector load(const float *p) { return *(const unaligned_vector *)p; }
INLINE void store(float *p, vector v) { *(unaligned_vector *)p = v; }
INLINE vector broadcast(float x) { return x - (vector){0}; }

/// The NaN that every kernel answers with: processors differ in sign and payload of theirs.
INLINE float canonical(float x) { return x == x ? x : __builtin_nanf(""); }

INLINE four canonical_four(four v) {
    typedef int32_t mask __attribute__((vector_size(16)));
    const float nan = __builtin_nanf("");
    const mask ordered = v == v;
    return (four)(((mask)v & ordered) | ((mask)(four){nan, nan, nan, nan} & ~ordered));
}

INLINE vector canonical_vector(vector v) {
    const integers ordered = v == v;
    return (vector)(((integers)v & ordered) | ((integers)broadcast(__builtin_nanf("")) & ~ordered));
}

/// Folds a vector to its last four lanes, upper half onto lower half.
INLINE four fold_to_four(vector v) {
#if LANES == 16
    typedef float eight __attribute__((vector_size(32)));
    const eight low = __builtin_shufflevector(v, v, 0, 1, 2, 3, 4, 5, 6, 7);
    const eight high = __builtin_shufflevector(v, v, 8, 9, 10, 11, 12, 13, 14, 15);
    const eight sum = low + high;
    return __builtin_shufflevector(sum, sum, 0, 1, 2, 3) + __builtin_shufflevector(sum, sum, 4, 5, 6, 7);
#elif LANES == 8
    return __builtin_shufflevector(v, v, 0, 1, 2, 3) + __builtin_shufflevector(v, v, 4, 5, 6, 7);
#else
    return v;
#endif
}

INLINE float fold_to_one(four v) { return (v[0] + v[2]) + (v[1] + v[3]); }

/// The sums of four vectors of four lanes, each in the order of `fold_to_one`.
INLINE four fold_to_one_each(four a, four b, four c, four d) {
    const four ab = __builtin_shufflevector(a, b, 0, 1, 4, 5) + __builtin_shufflevector(a, b, 2, 3, 6, 7);
    const four cd = __builtin_shufflevector(c, d, 0, 1, 4, 5) + __builtin_shufflevector(c, d, 2, 3, 6, 7);
    return __builtin_shufflevector(ab, cd, 0, 2, 4, 6) + __builtin_shufflevector(ab, cd, 1, 3, 5, 7);
}

/// Folds `count` vectors, a power of two, onto the first: upper half onto lower half.
INLINE vector fold_vectors(vector *v, int count) {
    UNROLL
    for (int half = count / 2; half >= 1; half /= 2) {
        UNROLL
        for (int i = 0; i < half; i++) v[i] += v[i + half];
    }
    return v[0];
}

/// The products of `query_count` queries with `row_count` rows, each summed to one vector, lane i holding the canonical
/// lanes i, i + LANES, …. `passes` is 1 or PASSES; rows lie `stride` floats apart. With `is_scan`, what follows each row is
/// asked for.
INLINE void tile(
    const float *query, int query_count, const float *rows, size_t stride, int row_count, int passes, bool is_scan,
    size_t n, vector sums[QUERIES_PER_TILE][scan_rows]) {
    const int width = vectors / passes;
    vector totals[QUERIES_PER_TILE][scan_rows][PASSES];
    UNROLL
    for (int pass = 0; pass < passes; pass++) {
        vector lanes[QUERIES_PER_TILE][scan_rows][vectors];
        UNROLL
        for (int q = 0; q < query_count; q++) {
            UNROLL
            for (int r = 0; r < row_count; r++) {
                UNROLL
                for (int v = 0; v < width; v++) lanes[q][r][v] = (vector){0};
            }
        }
        size_t start = 0;
        for (; start + canonical_lanes <= n; start += canonical_lanes) {
            UNROLL
            for (int r = 0; is_scan && pass == 0 && r < row_count; r++) {
                const char *next = (const char *)(rows + (size_t)r * stride + start) + scan_ahead;
                __builtin_prefetch(next);
                __builtin_prefetch(next + cache_line);
            }
            UNROLL
            for (int v = 0; v < width; v++) {
                const size_t at = start + (size_t)(v * passes + pass) * LANES;
                vector x[QUERIES_PER_TILE];
                UNROLL
                for (int q = 0; q < query_count; q++) x[q] = load(query + (size_t)q * n + at);
                UNROLL
                for (int r = 0; r < row_count; r++) {
                    const vector y = load(rows + (size_t)r * stride + at);
                    UNROLL
                    for (int q = 0; q < query_count; q++) lanes[q][r][v] += x[q] * y;
                }
            }
        }
        if (start < n) {
            UNROLL
            for (int v = 0; v < width; v++) {
                const size_t at = start + (size_t)(v * passes + pass) * LANES;
                if (at >= n) break;
                const size_t left = n - at;
                UNROLL
                for (int q = 0; q < query_count; q++) {
                    const float *qp = query + (size_t)q * n + at;
                    const vector x = left >= LANES ? load(qp) : load_partial(qp, left);
                    UNROLL
                    for (int r = 0; r < row_count; r++) {
                        const float *rp = rows + (size_t)r * stride + at;
                        lanes[q][r][v] += x * (left >= LANES ? load(rp) : load_partial(rp, left));
                    }
                }
            }
        }
        UNROLL
        for (int q = 0; q < query_count; q++) {
            UNROLL
            for (int r = 0; r < row_count; r++) totals[q][r][pass] = fold_vectors(lanes[q][r], width);
        }
    }
    UNROLL
    for (int q = 0; q < query_count; q++) {
        UNROLL
        for (int r = 0; r < row_count; r++) sums[q][r] = fold_vectors(totals[q][r], passes);
    }
}

static float dot(const float *a, const float *b, size_t n) {
    vector sums[QUERIES_PER_TILE][scan_rows];
    tile(a, 1, b, n, 1, 1, false, n, sums);
    return canonical(fold_to_one(fold_to_four(sums[0][0])));
}

/// The scores of four rows of a tile.
INLINE four scores_of(const vector *sums) {
    return canonical_four(fold_to_one_each(
        fold_to_four(sums[0]), fold_to_four(sums[1]), fold_to_four(sums[2]), fold_to_four(sums[3])));
}

/// A full tile of rows for `query_count` queries, whose answers lie `out_stride` apart.
INLINE void full_tile(
    const float *query, int query_count, const float *rows, size_t n, float *out, size_t out_stride) {
    vector sums[QUERIES_PER_TILE][scan_rows];
    tile(query, query_count, rows, n, rows_per_tile, PASSES, false, n, sums);
    UNROLL
    for (int q = 0; q < query_count; q++) {
        *(unaligned_four *)(out + (size_t)q * out_stride) = scores_of(sums[q]);
    }
}

INLINE void one_query(const float *query, const float *rows, size_t count, size_t n, float *out) {
    size_t r = 0;
    for (; r + rows_per_tile <= count; r += rows_per_tile) full_tile(query, 1, rows + r * n, n, out + r, 0);
    for (; r < count; r++) out[r] = dot(query, rows + r * n, n);
}

static void dot_rows(const float *query, const float *rows, size_t count, size_t n, float *out) {
    const size_t part = count / scan_rows;
    for (size_t r = 0; r < part; r++) {
        vector sums[QUERIES_PER_TILE][scan_rows];
        tile(query, 1, rows + r * n, part * n, scan_rows, PASSES, true, n, sums);
        UNROLL
        for (int first = 0; first < scan_rows; first += 4) {
            const four scores = scores_of(sums[0] + first);
            UNROLL
            for (int i = 0; i < 4; i++) out[(size_t)(first + i) * part + r] = scores[i];
        }
    }
    const size_t done = part * scan_rows;
    one_query(query, rows + done * n, count - done, n, out + done);
}

/// Asks for a row that is wanted soon, and that no row before it foretells.
INLINE void fetch_row(const float *row, size_t n) {
    enum { line = 16 };
    for (size_t at = 0; at < n; at += line) __builtin_prefetch(row + at);
}

static void dot_listed(
    const float *query, const float *rows, const uint32_t *indices, size_t count, size_t n, float *out) {
    enum { rows_ahead = 3 };
    for (size_t i = 0; i < count; i++) {
        if (i + rows_ahead < count) fetch_row(rows + (size_t)indices[i + rows_ahead] * n, n);
        out[i] = dot(query, rows + (size_t)indices[i] * n, n);
    }
}

static void dot_pairs(
    const float *rows, const uint32_t *row_indices, const float *others, const uint32_t *other_indices, size_t count,
    size_t n, float *out) {
    enum { rows_ahead = 4 };
    for (size_t i = 0; i < count; i++) {
        if (i + rows_ahead < count) fetch_row(rows + (size_t)row_indices[i + rows_ahead] * n, n);
        out[i] = dot(rows + (size_t)row_indices[i] * n, others + (size_t)other_indices[i] * n, n);
    }
}

static void dot_batch(
    const float *queries, size_t query_count, const float *rows, size_t row_count, size_t n, float *out) {
    // A panel of queries stays in the second-level cache, a block of rows in the first, so that main memory is read once
    // a panel.
    const size_t query_panel = 1 + 262144 / (4 * n + 1);
    const size_t row_block = rows_per_tile * (1 + 16384 / (4 * n * rows_per_tile + 1));
    for (size_t q0 = 0; q0 < query_count; q0 += query_panel) {
        const size_t q1 = q0 + query_panel < query_count ? q0 + query_panel : query_count;
        for (size_t r0 = 0; r0 < row_count; r0 += row_block) {
            const size_t r1 = r0 + row_block < row_count ? r0 + row_block : row_count;
            size_t q = q0;
#if QUERIES_PER_TILE > 1
            for (; q + QUERIES_PER_TILE <= q1; q += QUERIES_PER_TILE) {
                const float *query = queries + q * n;
                size_t r = r0;
                for (; r + rows_per_tile <= r1; r += rows_per_tile) {
                    full_tile(query, QUERIES_PER_TILE, rows + r * n, n, out + q * row_count + r, row_count);
                }
                for (; r < r1; r++) {
                    for (size_t i = 0; i < QUERIES_PER_TILE; i++) {
                        out[(q + i) * row_count + r] = dot(query + i * n, rows + r * n, n);
                    }
                }
            }
#endif
            for (; q < q1; q++) {
                one_query(queries + q * n, rows + r0 * n, r1 - r0, n, out + q * row_count + r0);
            }
        }
    }
}

static void add_scaled(float alpha, const float *x, float *y, size_t n) {
    const vector a = broadcast(alpha);
    size_t i = 0;
    for (; i + LANES <= n; i += LANES) store(y + i, canonical_vector(load(y + i) + a * load(x + i)));
    for (; i < n; i++) {
        const float product = alpha * x[i];
        y[i] = canonical(y[i] + product);
    }
}

static float largest_magnitude(const float *x, size_t n) {
    // Without their sign bits, floats order as integers do, infinity below every NaN.
    integers largest = {0};
    size_t i = 0;
    for (; i + LANES <= n; i += LANES) {
        const integers magnitude = *(const unaligned_integers *)(x + i) & 0x7FFFFFFF;
        const integers above = magnitude > largest;
        largest = (magnitude & above) | (largest & ~above);
    }
    int32_t result = 0;
    for (int lane = 0; lane < LANES; lane++) result = largest[lane] > result ? largest[lane] : result;
    for (; i < n; i++) {
        int32_t bits;
        memcpy(&bits, x + i, sizeof bits);
        bits &= 0x7FFFFFFF;
        result = bits > result ? bits : result;
    }
    float answer;
    memcpy(&answer, &result, sizeof answer);
    return canonical(answer);
}

/// A float of a magnitude below 2^22, plus this, is an integer in the low bits of the sum, rounded half to even.
static const float rounder = 12582912.0f;

INLINE int8_t code_of(float x, float inverse_scale) {
    float code = (x * inverse_scale + rounder) - rounder;
    code = code > 127 ? 127 : code < -127 ? -127 : code;
    return (int8_t)code;
}

static double quantize(const float *x, size_t n, float inverse_scale, float scale, int8_t *codes) {
    enum { lanes = 16 };
    double sums[lanes] = {0};
    size_t i = 0;
    for (; i + lanes <= n; i += lanes) {
        for (int lane = 0; lane < lanes; lane++) {
            const int8_t code = code_of(x[i + lane], inverse_scale);
            const double error = (double)x[i + lane] - (double)scale * (double)code;
            codes[i + lane] = code;
            sums[lane] += error * error;
        }
    }
    for (int lane = 0; i < n; i++, lane++) {
        const int8_t code = code_of(x[i], inverse_scale);
        const double error = (double)x[i] - (double)scale * (double)code;
        codes[i] = code;
        sums[lane] += error * error;
    }
    for (int half = lanes / 2; half >= 1; half /= 2) {
        for (int lane = 0; lane < half; lane++) sums[lane] += sums[lane + half];
    }
    return sums[0];
}

/// Of two floats that are as near, the one whose last bit is 0.
INLINE uint16_t short_of(float x) {
    uint32_t bits;
    memcpy(&bits, &x, sizeof bits);
    return (uint16_t)((bits + 0x7fff + (bits >> 16 & 1)) >> 16);
}

INLINE double lost_of(float x, uint16_t part) {
    const uint32_t bits = (uint32_t)part << 16;
    float kept;
    memcpy(&kept, &bits, sizeof kept);
    const double lost = (double)x - (double)kept;
    return lost * lost;
}

static double shorten(const float *x, size_t n, uint16_t *out) {
    enum { lanes = 16 };
    double sums[lanes] = {0};
    size_t i = 0;
    for (; i + lanes <= n; i += lanes) {
        for (int lane = 0; lane < lanes; lane++) {
            out[i + lane] = short_of(x[i + lane]);
            sums[lane] += lost_of(x[i + lane], out[i + lane]);
        }
    }
    for (int lane = 0; i < n; i++, lane++) {
        out[i] = short_of(x[i]);
        sums[lane] += lost_of(x[i], out[i]);
    }
    for (int half = lanes / 2; half >= 1; half /= 2) {
        for (int lane = 0; lane < half; lane++) sums[lane] += sums[lane + half];
    }
    return sums[0];
}

static uint64_t sum_words(const uint64_t *words, size_t n) {
    typedef uint64_t wide __attribute__((vector_size(LANES * 4)));
    typedef uint64_t unaligned_wide __attribute__((vector_size(LANES * 4), aligned(8), may_alias));
    // Eight streams, far apart: see scan_rows.
    enum { lanes = LANES / 2, streams = 8, line = 8 };
    const size_t part = n / (streams * line) * line;
    wide sums[streams] = {0};
    for (size_t at = 0; at < part; at += line) {
        UNROLL
        for (int s = 0; s < streams; s++) {
            UNROLL
            for (int v = 0; v < line; v += lanes) {
                if (v == 0) __builtin_prefetch((const char *)(words + (size_t)s * part + at) + scan_ahead);
                sums[s] += *(const unaligned_wide *)(words + (size_t)s * part + at + v);
            }
        }
    }
    uint64_t sum = 0;
    for (int s = 0; s < streams; s++) {
        for (int lane = 0; lane < lanes; lane++) sum += sums[s][lane];
    }
    for (size_t i = part * streams; i < n; i++) sum += words[i];
    return sum;
}

#include "BoundKernels.h"
#include "SparseKernels.h"
