#pragma once

#include <cblas.h>
#include <stddef.h>

// LAPACK's Fortran symbols: `lapacke.h` is not part of the package that provides `liblapack.so`. The trailing arguments
// are the lengths of the character arguments, which Fortran compilers pass by value after all others.

/// Eigenvalues, ascending, and eigenvectors of a real symmetric matrix by divide and conquer.
void dsyevd_(
    const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w, double *work,
    const int *lwork, int *iwork, const int *liwork, int *info, size_t jobz_length, size_t uplo_length);

/// Singular value decomposition of a real matrix by divide and conquer.
void dgesdd_(
    const char *jobz, const int *m, const int *n, double *a, const int *lda, double *s, double *u, const int *ldu,
    double *vt, const int *ldvt, double *work, const int *lwork, int *iwork, int *info, size_t jobz_length);
