#include "Tables.h"

bool sextant_has(enum sextant_instruction_set set) {
    switch (set) {
    case SEXTANT_PORTABLE:
        return true;
#if defined(__x86_64__)
    // The built-in also asks the operating system whether it saves the wide registers.
    case SEXTANT_AVX2:
        return __builtin_cpu_supports("avx2");
    case SEXTANT_AVX512:
        return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
            && __builtin_cpu_supports("avx512vl");
    case SEXTANT_AVX512VNNI:
        return sextant_has(SEXTANT_AVX512) && __builtin_cpu_supports("avx512vnni");
    case SEXTANT_AMX:
        return sextant_has(SEXTANT_AVX512VNNI) && sextant_may_use_amx();
#elif defined(__aarch64__)
    case SEXTANT_NEON:
        return true;  // Every 64-bit ARM processor has it.
#endif
    default:
        return false;
    }
}

const struct sextant_kernels *sextant_kernels_for(enum sextant_instruction_set set) {
    if (!sextant_has(set)) return &sextant_kernels_portable;
    switch (set) {
#if defined(__x86_64__)
    case SEXTANT_AVX2:
        return &sextant_kernels_avx2;
    case SEXTANT_AVX512:
        return &sextant_kernels_avx512;
    case SEXTANT_AVX512VNNI:
        return &sextant_kernels_avx512vnni;
    case SEXTANT_AMX:
        return &sextant_kernels_amx;
#elif defined(__aarch64__)
    case SEXTANT_NEON:
        return &sextant_kernels_neon;
#endif
    default:
        return &sextant_kernels_portable;
    }
}
