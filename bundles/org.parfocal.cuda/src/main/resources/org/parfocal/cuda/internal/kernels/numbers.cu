// A kernel can be found by its name. Tests compile the same sources for the CPU, and define these
// two by themselves.
#ifndef KERNEL
#define KERNEL extern "C" __global__ void
#define EXPORT(name)
#endif

// What maps are made of: float, or bfloat16 where BFLOAT16 is defined. All arithmetic is in float.
// Needs no header, since machines with NVRTC often have none.
#ifdef BFLOAT16
struct number { unsigned short bits; };

__device__ inline float up(number x) { return __uint_as_float((unsigned int)x.bits << 16); }

__device__ inline float up(float x) { return x; }

// To the nearest, ties to even; what is not a number stays so.
__device__ inline number down(float x) {
  unsigned int bits = __float_as_uint(x);
  number y;
  if ((bits & 0x7fffffffu) > 0x7f800000u) {
    y.bits = (unsigned short)((bits >> 16) | 0x40u);
  } else {
    y.bits = (unsigned short)((bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16);
  }
  return y;
}
#else
typedef float number;

__device__ inline float up(number x) { return x; }

__device__ inline number down(float x) { return x; }
#endif

// For each number of a vector, whatever the size of the grid.
#define EACH(i, n)                                                           \
  for (long long i = blockIdx.x * (long long)blockDim.x + threadIdx.x; i < (n); \
       i += (long long)gridDim.x * blockDim.x)
