// The tables, one an instruction set, for dispatch.c alone.
#pragma once

#include "CVectorKernels.h"

extern const struct sextant_kernels sextant_kernels_portable;
#if defined(__x86_64__)
extern const struct sextant_kernels sextant_kernels_avx2;
extern const struct sextant_kernels sextant_kernels_avx512;
extern const struct sextant_kernels sextant_kernels_avx512vnni;
extern const struct sextant_kernels sextant_kernels_amx;

/// Whether the processor has tiles of bytes and the system lets this process use them.
bool sextant_may_use_amx(void);
#elif defined(__aarch64__)
extern const struct sextant_kernels sextant_kernels_neon;
#endif
