#include "Tables.h"

#if defined(__x86_64__)
// The built-in also asks the operating system whether it saves the wide registers.
static int has_avx512(void) {
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl");
}
#endif

const struct sextant_kernels *sextant_kernels_for(enum sextant_instruction_set set) {
    switch (set) {
    case SEXTANT_PORTABLE:
        return &sextant_kernels_portable;
#if defined(__x86_64__)
    case SEXTANT_AVX2:
        return __builtin_cpu_supports("avx2") ? &sextant_kernels_avx2 : NULL;
    case SEXTANT_AVX512:
        return has_avx512() ? &sextant_kernels_avx512 : NULL;
    case SEXTANT_AVX512VNNI:
        return has_avx512() && __builtin_cpu_supports("avx512vnni") ? &sextant_kernels_avx512vnni : NULL;
#elif defined(__aarch64__)
    case SEXTANT_NEON:
        return &sextant_kernels_neon;  // Every 64-bit ARM processor has it.
#endif
    default:
        return NULL;
    }
}
