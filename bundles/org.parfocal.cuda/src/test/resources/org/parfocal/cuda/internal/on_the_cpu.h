// Runs the kernels' sources on the CPU: each block's threads are fibres that take turns at barriers.
#include <cmath>
#include <cstring>
#include <functional>
#include <tuple>
#include <ucontext.h>
#include <utility>
#include <vector>
#define __device__
#define __shared__ static
#define KERNEL extern "C" void
struct dim { unsigned int x, y, z; };
static dim threadIdx, blockIdx, blockDim, gridDim;
static inline float __uint_as_float(unsigned int bits) { float x; std::memcpy(&x, &bits, 4); return x; }
static inline unsigned int __float_as_uint(float x) { unsigned int bits; std::memcpy(&bits, &x, 4); return bits; }

namespace cpu {
struct fibre { ucontext_t context; dim index; bool done; };
static std::vector<fibre> fibres;
static std::vector<char> stacks;
static ucontext_t scheduler;
static size_t current;
static void (*body)(void*);
static void* argument;
static const size_t STACK = 32768;

static void barrier() { swapcontext(&fibres[current].context, &scheduler); threadIdx = fibres[current].index; }
static void enter() { body(argument); fibres[current].done = true; swapcontext(&fibres[current].context, &scheduler); }

// Each thread runs to its next barrier, then the next thread.
static void block(dim size) {
  size_t n = (size_t)size.x * size.y * size.z;
  fibres.resize(n);
  stacks.resize(n * STACK);
  for (size_t i = 0; i < n; i++) {
    fibre& f = fibres[i];
    f.index = {(unsigned)(i % size.x), (unsigned)(i / size.x % size.y), (unsigned)(i / size.x / size.y)};
    f.done = false;
    getcontext(&f.context);
    f.context.uc_stack.ss_sp = &stacks[i * STACK];
    f.context.uc_stack.ss_size = STACK;
    f.context.uc_link = nullptr;
    makecontext(&f.context, enter, 0);
  }
  for (bool running = true; running;) {
    running = false;
    for (current = 0; current < n; current++) {
      if (!fibres[current].done) {
        threadIdx = fibres[current].index;
        swapcontext(&scheduler, &fibres[current].context);
        running = running || !fibres[current].done;
      }
    }
  }
}

template <class... A> void launch(void (*kernel)(A...), dim grid, dim size, const std::tuple<A...>& arguments) {
  auto call = [&] { std::apply(kernel, arguments); };
  body = [](void* f) { (*static_cast<decltype(call)*>(f))(); };
  argument = &call;
  gridDim = grid;
  blockDim = size;
  for (unsigned z = 0; z < grid.z; z++)
    for (unsigned y = 0; y < grid.y; y++)
      for (unsigned x = 0; x < grid.x; x++) { blockIdx = {x, y, z}; block(size); }
}

// Arguments are read now, the kernel runs later.
template <class... A, size_t... I>
std::function<void()>* launch(void (*kernel)(A...), dim grid, dim size, void** parameters, std::index_sequence<I...>) {
  std::tuple<A...> arguments(*static_cast<A*>(parameters[I])...);
  return new std::function<void()>([=] { launch(kernel, grid, size, arguments); });
}

template <class... A> std::function<void()>* launch(void (*kernel)(A...), dim grid, dim size, void** parameters) {
  return launch(kernel, grid, size, parameters, std::index_sequence_for<A...>{});
}
}  // namespace cpu

#define __syncthreads() cpu::barrier()
#define EXPORT(name) \
  extern "C" std::function<void()>* launch_##name(cpu_dim grid, cpu_dim block, void** p) { return cpu::launch(name, grid, block, p); }
typedef dim cpu_dim;
