// How often terms stand in papers. Included after ClusterKernels.h, whose vectors of sixteen it uses.
#pragma once

/// Postings whose papers' lengths are fetched before any is scored.
enum { postings_together = 64 };

typedef uint16_t sixteen_halves __attribute__((vector_size(32)));
typedef uint16_t unaligned_sixteen_halves __attribute__((vector_size(32), aligned(2), may_alias));

/// The scores of sixteen postings.
INLINE void score_fields(
    const uint16_t *counts, const uint16_t lengths[sextant_fields][postings_together], size_t place,
    struct sextant_field_norms norms, float weight, float *out) {
    const sixteen_integers packed =
        __builtin_convertvector(*(const unaligned_sixteen_halves *)(counts + place), sixteen_integers);
    const sixteen count[sextant_fields] = {
        __builtin_convertvector(packed >> 12, sixteen),
        __builtin_convertvector(packed >> 6 & 63, sixteen),
        __builtin_convertvector(packed & 63, sixteen),
    };
    sixteen norm[sextant_fields];
    UNROLL
    for (int f = 0; f < sextant_fields; f++) {
        const sixteen_integers length = __builtin_convertvector(
            *(const unaligned_sixteen_halves *)(lengths[f] + place), sixteen_integers);
        norm[f] = norms.base[f] + norms.slope[f] * __builtin_convertvector(length, sixteen);
    }
    const sixteen sum = count[0] * norm[1] * norm[2] + count[1] * norm[0] * norm[2] + count[2] * norm[0] * norm[1];
    *(unaligned_sixteen *)(out + place) =
        weight * (sum * (norms.saturation + 1) / (sum + norms.saturation * norm[0] * norm[1] * norm[2]));
}

static void add_field_scores(
    const uint32_t *rows, const uint16_t *counts, size_t count, uint32_t first, const uint16_t *lengths,
    size_t row_lengths, struct sextant_field_norms norms, float weight, float *scores, size_t row_count) {
    for (size_t start = 0; start < count; start += postings_together) {
        const size_t size = count - start < postings_together ? count - start : postings_together;
        uint16_t wanted[postings_together] = {0};
        uint16_t found[sextant_fields][postings_together] = {{0}};
        float out[postings_together];
        memcpy(wanted, counts + start, size * sizeof *counts);
        uint32_t largest = 0;
        for (size_t i = 0; i < size; i++) {
            const uint32_t place = rows[start + i] - first;
            largest = place > largest ? place : largest;
        }
        if (largest >= row_count) return;
        for (size_t i = 0; i < size; i++) {
            const uint16_t *length = lengths + (size_t)(rows[start + i] - first) * row_lengths;
            UNROLL
            for (int f = 0; f < sextant_fields; f++) found[f][i] = length[f];
        }
        for (size_t i = 0; i < postings_together; i += 16) score_fields(wanted, found, i, norms, weight, out);
        for (size_t i = 0; i < size; i++) scores[rows[start + i] - first] += out[i];
    }
}
