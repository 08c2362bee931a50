// What k-means asks of products of bytes, for one instruction set. Included after FloatKernels.h.
//
// Vectors are of 16 floats in every set, so that the sets agree; the compiler cuts them to its registers. Comparisons
// with NaN are false, by which padding is passed over: its scale is NaN.
#pragma once

typedef float sixteen __attribute__((vector_size(64)));
typedef float unaligned_sixteen __attribute__((vector_size(64), aligned(4), may_alias));
typedef int32_t sixteen_integers __attribute__((vector_size(64)));
typedef int32_t unaligned_sixteen_integers __attribute__((vector_size(64), aligned(4), may_alias));

/// Neighbours that `spread` does not mix, so that it works on whole vectors.
enum { spread_width = 8 };

#define CHOOSE(MASK, A, B) ((__typeof__(A))(((sixteen_integers)(A) & (MASK)) | ((sixteen_integers)(B) & ~(MASK))))

/// Folds the largest two of each lane onto those of the lane `HALF` further.
#define FOLD_LARGEST(...)                                                                                           \
    do {                                                                                                            \
        const sixteen other = __builtin_shufflevector(first, first, __VA_ARGS__);                                   \
        const sixteen other_second = __builtin_shufflevector(second, second, __VA_ARGS__);                          \
        const sixteen_integers other_index = __builtin_shufflevector(index, index, __VA_ARGS__);                    \
        const sixteen_integers greater = other > first;                                                             \
        const sixteen lesser = CHOOSE(greater, first, other);                                                       \
        index = CHOOSE(greater, other_index, index);                                                                \
        first = CHOOSE(greater, other, first);                                                                      \
        second = CHOOSE(other_second > second, other_second, second);                                               \
        second = CHOOSE(lesser > second, lesser, second);                                                           \
    } while (0)

static void largest_two(
    const int32_t *products, size_t rows, const float *scales, size_t n, float *out_first, float *out_second,
    int32_t *out_index) {
    const sixteen lowest = (sixteen){0} - __builtin_inff();
    const sixteen_integers lanes = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    for (size_t r = 0; r < rows; r++, products += n) {
        sixteen first = lowest, second = lowest;
        sixteen_integers index = lanes;
        for (size_t i = 0; i + 16 <= n; i += 16) {
            const sixteen scaled = __builtin_convertvector(*(const unaligned_sixteen_integers *)(products + i), sixteen)
                * *(const unaligned_sixteen *)(scales + i);
            const sixteen_integers greater = scaled > first;
            const sixteen lesser = CHOOSE(greater, first, scaled);
            index = CHOOSE(greater, lanes + (int32_t)i, index);
            first = CHOOSE(greater, scaled, first);
            second = CHOOSE(lesser > second, lesser, second);
        }
        FOLD_LARGEST(8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7);
        FOLD_LARGEST(4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11);
        FOLD_LARGEST(2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13);
        FOLD_LARGEST(1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14);
        out_first[r] = first[0];
        out_second[r] = second[0];
        out_index[r] = index[0];
    }
}

typedef _Bool sixteen_bits __attribute__((ext_vector_type(16)));

static uint64_t not_below(const int32_t *products, const float *scales, size_t n, float threshold) {
    uint64_t found = 0;
    size_t i = 0;
    for (; i + 16 <= n; i += 16) {
        const sixteen scaled = __builtin_convertvector(*(const unaligned_sixteen_integers *)(products + i), sixteen)
            * *(const unaligned_sixteen *)(scales + i);
        const sixteen_bits below = __builtin_convertvector(scaled < threshold, sixteen_bits);
        uint16_t word;
        memcpy(&word, &below, sizeof word);
        found |= (uint64_t)(uint16_t)~word << i;
    }
    for (; i < n; i++) found |= (uint64_t) !((float)products[i] * scales[i] < threshold) << i;
    return found;
}

static size_t first_at_least(const float *x, size_t n, float threshold) {
    size_t i = 0;
    for (; i + 64 <= n; i += 64) {
        uint64_t found = 0;
        UNROLL
        for (int v = 0; v < 64; v += 16) {
            const sixteen_bits reaches =
                __builtin_convertvector(*(const unaligned_sixteen *)(x + i + v) >= threshold, sixteen_bits);
            uint16_t word;
            memcpy(&word, &reaches, sizeof word);
            found |= (uint64_t)word << v;
        }
        if (found) return i + (size_t)__builtin_ctzll(found);
    }
    for (; i < n; i++) {
        if (x[i] >= threshold) return i;
    }
    return n;
}

static void lowered_sums(
    const int32_t *products, const float *row_scales, const float *weights, size_t rows, const float *scales, size_t n,
    float *out) {
    for (size_t i = 0; i + 16 <= n; i += 16) {
        const sixteen candidates = *(const unaligned_sixteen *)(scales + i);
        sixteen sums = {0};
        for (size_t r = 0; r < rows; r++) {
            const sixteen cosines =
                __builtin_convertvector(*(const unaligned_sixteen_integers *)(products + r * n + i), sixteen)
                * (candidates * row_scales[r]);
            const sixteen difference = 1 - cosines;
            const sixteen distance = CHOOSE(difference < 1e-6f, (sixteen){0}, difference);
            const sixteen weight = (sixteen){0} + weights[r];
            sums += CHOOSE(distance < weight, distance, weight);
        }
        *(unaligned_sixteen *)(out + i) = sums;
    }
}

/// The least times of each lane, and which sixteen rows they are of.
struct earliest {
    sixteen time;
    sixteen_integers place;
};

INLINE void lower_sixteen(
    const int32_t *products, float scale, const float *row_scales, const float *waits, float *weights, int32_t place,
    struct earliest *earliest) {
    const sixteen product =
        __builtin_convertvector(*(const unaligned_sixteen_integers *)products, sixteen);
    const sixteen difference = 1 - product * (scale * *(const unaligned_sixteen *)row_scales);
    const sixteen distance = CHOOSE(difference < 1e-6f, (sixteen){0}, difference);
    const sixteen old = *(const unaligned_sixteen *)weights;
    const sixteen weight = CHOOSE(distance < old, distance, old);
    *(unaligned_sixteen *)weights = weight;
    // A row without weight waits for ever: infinity is not less than infinity.
    const sixteen time =
        CHOOSE(weight > 0, *(const unaligned_sixteen *)waits / weight, (sixteen){0} + __builtin_inff());
    const sixteen_integers is_less = time < earliest->time;
    earliest->time = CHOOSE(is_less, time, earliest->time);
    earliest->place = CHOOSE(is_less, (sixteen_integers){0} + place, earliest->place);
}

static size_t lower_weights(
    const int32_t *products, float scale, const float *row_scales, const float *waits, float *weights, size_t n) {
    struct earliest earliest = {(sixteen){0} + __builtin_inff(), {0}};
    size_t i = 0;
    for (; i + 16 <= n; i += 16) {
        lower_sixteen(products + i, scale, row_scales + i, waits + i, weights + i, (int32_t)i, &earliest);
    }
    if (i < n) {
        int32_t last_products[16] = {0};
        float last_scales[16] = {0}, last_waits[16] = {0}, last_weights[16] = {0};
        memcpy(last_products, products + i, (n - i) * sizeof *products);
        memcpy(last_scales, row_scales + i, (n - i) * sizeof *row_scales);
        memcpy(last_waits, waits + i, (n - i) * sizeof *waits);
        memcpy(last_weights, weights + i, (n - i) * sizeof *weights);
        lower_sixteen(last_products, scale, last_scales, last_waits, last_weights, (int32_t)i, &earliest);
        memcpy(weights + i, last_weights, (n - i) * sizeof *weights);
    }
    size_t first = n;
    float time = __builtin_inff();
    for (size_t lane = 0; lane < 16; lane++) {
        const size_t row = (size_t)earliest.place[lane] + lane;
        if (earliest.time[lane] < time || (earliest.time[lane] == time && time < __builtin_inff() && row < first)) {
            time = earliest.time[lane];
            first = row;
        }
    }
    return first;
}

/// An element in whole units: how far its sum with `origin` is from it, in units of the last bit.
INLINE uint64_t units_of(float x, double origin) {
    const double moved = x + origin;
    uint64_t units, none;
    memcpy(&units, &moved, sizeof units);
    memcpy(&none, &origin, sizeof none);
    return units - none;
}

static void move_units(
    const float *rows, const uint32_t *indices, const int32_t *from, const int32_t *to, size_t count, size_t n,
    double origin, uint64_t *sums) {
    enum { rows_ahead = 4 };
    for (size_t r = 0; r < count; r++) {
        if (r + rows_ahead < count) fetch_row(rows + (size_t)indices[r + rows_ahead] * n, n);
        const float *x = rows + (size_t)indices[r] * n;
        uint64_t *less = from[r] < 0 ? NULL : sums + (size_t)from[r] * n;
        uint64_t *more = to[r] < 0 ? NULL : sums + (size_t)to[r] * n;
        if (less && more) {
            for (size_t i = 0; i < n; i++) {
                const uint64_t units = units_of(x[i], origin);
                less[i] -= units;
                more[i] += units;
            }
        } else if (less) {
            for (size_t i = 0; i < n; i++) less[i] -= units_of(x[i], origin);
        } else if (more) {
            for (size_t i = 0; i < n; i++) more[i] += units_of(x[i], origin);
        }
    }
}

/// The Hadamard transform, scaled to keep lengths, of `count` vectors of `spread_width` elements that lie one after another.
static void transform(float *x, size_t count) {
    for (size_t half = spread_width; half < count * spread_width; half *= 2) {
        for (size_t start = 0; start < count * spread_width; start += 2 * half) {
            float *upper = x + start, *lower = x + start + half;
            for (size_t i = 0; i < half; i++) {
                const float sum = upper[i] + lower[i], difference = upper[i] - lower[i];
                upper[i] = sum;
                lower[i] = difference;
            }
        }
    }
    const float scale = 1 / __builtin_sqrtf((float)count);
    for (size_t i = 0; i < count * spread_width; i++) x[i] *= scale;
}

static void spread(float *x, size_t n) {
    size_t count = 1;
    while (2 * count * spread_width <= n) count *= 2;
    if (count == 1) return;
    transform(x, count);
    if (count * spread_width < n) transform(x + (n - count * spread_width), count);
}
