// Sums in a fixed order: the same bits in every run. No atomics.
// Blocks of 32 columns times 8 rows: threadIdx.x is the column, threadIdx.y the row.

// Rows that belong to chunk blockIdx.y of gridDim.y.
__device__ inline long long chunk_begin(long long rows, int chunk, int chunks) {
  return rows / chunks * chunk + (rows % chunks < chunk ? rows % chunks : chunk);
}

// For each chunk of rows and each column, the sum: parts[chunk][column].
KERNEL column_sums(const number* x, float* parts, long long rows, int columns) {
  __shared__ float sums[8][32];
  int column = blockIdx.x * 32 + threadIdx.x;
  long long begin = chunk_begin(rows, blockIdx.y, gridDim.y);
  long long end = chunk_begin(rows, blockIdx.y + 1, gridDim.y);
  float sum = 0;
  if (column < columns) {
    for (long long row = begin + threadIdx.y; row < end; row += 8) {
      sum += up(x[row * columns + column]);
    }
  }
  sums[threadIdx.y][threadIdx.x] = sum;
  __syncthreads();
  if (threadIdx.y == 0 && column < columns) {
    for (int row = 1; row < 8; row++) {
      sum += sums[row][threadIdx.x];
    }
    parts[(long long)blockIdx.y * columns + column] = sum;
  }
}
EXPORT(column_sums)

KERNEL add_chunks(const float* parts, float* sums, int chunks, int columns) {
  EACH(column, columns) {
    double sum = 0;
    for (int chunk = 0; chunk < chunks; chunk++) {
      sum += parts[(long long)chunk * columns + column];
    }
    sums[column] = (float)sum;
  }
}
EXPORT(add_chunks)

// total ← the sum of some numbers, by one thread.
KERNEL total(const float* x, float* sum, int n) {
  if (blockIdx.x == 0 && threadIdx.x == 0) {
    double all = 0;
    for (int i = 0; i < n; i++) {
      all += x[i];
    }
    sum[0] = (float)all;
  }
}
EXPORT(total)

// For each block, the sum of squares of its part of the vector. Blocks of 256.
KERNEL squares(const float* x, double* parts, long long n) {
  __shared__ double sums[256];
  double sum = 0;
  EACH(i, n) { sum += (double)x[i] * x[i]; }
  sums[threadIdx.x] = sum;
  __syncthreads();
  for (int half = 128; half > 0; half /= 2) {
    if (threadIdx.x < half) {
      sums[threadIdx.x] += sums[threadIdx.x + half];
    }
    __syncthreads();
  }
  if (threadIdx.x == 0) {
    parts[blockIdx.x] = sums[0];
  }
}
EXPORT(squares)

KERNEL add_squares(const double* parts, double* sum, int n) {
  if (blockIdx.x == 0 && threadIdx.x == 0) {
    double all = 0;
    for (int i = 0; i < n; i++) {
      all += parts[i];
    }
    sum[0] = all;
  }
}
EXPORT(add_squares)

// flag ← 1 if some number is not finite; all that write it write the same.
template <class T> __device__ inline void find(const T* x, int* flag, long long n) {
  EACH(i, n) {
    float v = up(x[i]);
    if (!(v - v == 0)) {
      *flag = 1;
    }
  }
}

KERNEL find_non_finite(const number* x, int* flag, long long n) { find(x, flag, n); }
EXPORT(find_non_finite)

KERNEL find_non_finite_floats(const float* x, int* flag, long long n) { find(x, flag, n); }
EXPORT(find_non_finite_floats)
