// AVX-512 with VNNI.
#if defined(__x86_64__)
#include <immintrin.h>

#include "Tables.h"

#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512vl,avx512vnni"))), apply_to = function)

#include "VNNICommon.h"

#include "Int8Kernels.h"

#pragma clang attribute pop

const struct sextant_kernels sextant_kernels_avx512vnni = KERNEL_TABLE;
#endif
