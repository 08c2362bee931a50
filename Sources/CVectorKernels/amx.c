// AMX: tiles of 16 rows of 64 bytes, multiplied 16 x 64 by 64 x 16 in one step. Everything else is as with VNNI.
#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "Tables.h"

#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512bw,avx512vl,avx512vnni,amx-tile,amx-int8,amx-bf16"))), apply_to = function)

#include "VNNICommon.h"

#include "TileKernel.h"
#include "TileNearest.h"

#define HAS_TILES
#include "Int8Kernels.h"

#pragma clang attribute pop

const struct sextant_kernels sextant_kernels_amx = KERNEL_TABLE;

bool sextant_may_use_amx(void) {
    unsigned a, b, c, d;
    enum { bfloat16 = 1u << 22, tile = 1u << 24, int8 = 1u << 25, all = bfloat16 | tile | int8 };
    if (!__get_cpuid_count(7, 0, &a, &b, &c, &d) || (d & all) != all) return false;
#if defined(__linux__)
    // The state of the tiles is large, so Linux wants to be asked for it, once for all threads of a process.
    enum { request_permission = 0x1023, tile_data = 18 };
    return syscall(SYS_arch_prctl, request_permission, tile_data) == 0;
#else
    return false;
#endif
}
#endif
