// As much of CUDA, NVRTC and cuDNN as the device layer calls, on the CPU: memory is the host's,
// kernels are compiled by g++ (on_the_cpu.h), convolutions are loops in double. Streams are as late as
// CUDA allows: they run what somebody waits for, so that whoever forgets to wait reads or writes too
// early; or, told so, copies run at once and only what is computed is late. Numbers of attributes are those of cudnn_backend.h.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <dlfcn.h>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>
#define API extern "C" __attribute__((visibility("default")))
typedef std::function<void()> work;
typedef std::vector<work> graph;

struct stream { std::deque<work> waiting; uint64_t asked = 0, done = 0; graph* recorded = nullptr; bool early = false; };
struct event { stream* in = nullptr; uint64_t at = 0; };
static std::set<stream*> streams;
static bool recording = false;
static size_t allocated = 0;
static const size_t MEMORY = (size_t)4 << 30;
static std::map<void*, size_t> sizes;

static void run(stream* s, uint64_t upTo);
static void submit(void* v, work w) {
  stream* s = (stream*)v;
  if (s->recorded) { s->recorded->push_back(w); return; }
  s->waiting.push_back(w);
  s->asked++;
  if (s->early) run(s, s->asked);
}
static void run(stream* s, uint64_t upTo) {
  while (s->done < upTo) {
    work next = s->waiting.front();
    s->waiting.pop_front();
    s->done++;
    next();
  }
}
// A file beside this library, with which a test has it do something else.
static std::string beside(const char* name) {
  Dl_info here;
  dladdr((void*)beside, &here);
  std::string file = here.dli_fname;
  return file.substr(0, file.rfind('/') + 1) + name;
}
static std::string told(const char* name) {
  static const std::string folder = beside("");
  FILE* in = fopen((folder + name).c_str(), "r");
  if (!in) return "";
  char text[256];
  size_t n = fread(text, 1, sizeof text - 1, in);
  fclose(in);
  return std::string(text, n);
}
// "cudaMalloc 2" in the file fail lets these calls return 2, "gpu 719" all that compute or copy.
static int failing(const char* call) {
  std::string wanted = told("fail");
  size_t space = wanted.find(' ');
  if (space == std::string::npos) return 0;
  std::string name = wanted.substr(0, space);
  return name == call || name == "gpu" ? atoi(wanted.c_str() + space) : 0;
}
#define MAY_FAIL { static const char* call = __func__; if (int code = failing(call)) return code; }
static void run_all() { for (stream* s : streams) run(s, s->asked); }

API int cudaSetDevice(int device) { MAY_FAIL return device == 0 ? 0 : 101; }
API int cuDeviceGetName(char* name, int length, int) { snprintf(name, length, "Fake GPU"); return 0; }
API int cudaDeviceGetAttribute(int* value, int which, int) { *value = which == 75 ? 9 : which == 76 ? 0 : which == 16 ? 4 : -1; return 0; }
API int cudaStreamCreateWithFlags(void** made, unsigned) { MAY_FAIL stream* s = new stream(); s->early = !told("early").empty(); streams.insert(s); *made = s; return 0; }
API int cudaStreamDestroy(void* v) { run((stream*)v, ((stream*)v)->asked); streams.erase((stream*)v); delete (stream*)v; return 0; }
API int cudaStreamSynchronize(void* v) { MAY_FAIL if (recording) return 900; run((stream*)v, ((stream*)v)->asked); return 0; }
API int cudaStreamWaitEvent(void* v, void* e, unsigned) {
  event of = *(event*)e;
  if (of.in) submit(v, [=] { run(of.in, of.at); });
  return 0;
}
API int cudaMemGetInfo(size_t* free, size_t* all) { MAY_FAIL *free = MEMORY - allocated; *all = MEMORY; return 0; }
API int cudaMalloc(void** p, size_t n) { MAY_FAIL
  if (recording) return 900;
  if (allocated + n > MEMORY) return 2;
  *p = aligned_alloc(256, (n + 255) / 256 * 256);
  memset(*p, 0xff, n);  // not numbers, so that nobody trusts what was not written
  sizes[*p] = n;
  allocated += n;
  return 0;
}
API int cudaFree(void* p) { run_all(); allocated -= sizes[p]; sizes.erase(p); free(p); return 0; }
API int cudaMallocHost(void** p, size_t n) { MAY_FAIL *p = aligned_alloc(256, (n + 255) / 256 * 256); return 0; }
API int cudaFreeHost(void* p) { run_all(); free(p); return 0; }
API int cudaMemcpyAsync(void* to, const void* from, size_t n, int, void* in) { MAY_FAIL submit(in, [=] { memcpy(to, from, n); }); return 0; }
API int cudaMemsetAsync(void* to, int value, size_t n, void* in) { submit(in, [=] { memset(to, value, n); }); return 0; }
API int cudaStreamBeginCapture(void* v, int) { ((stream*)v)->recorded = new graph(); recording = true; return 0; }
API int cudaStreamEndCapture(void* v, void** g) { *g = ((stream*)v)->recorded; ((stream*)v)->recorded = nullptr; recording = false; return 0; }
API int cudaGraphInstantiate(void** executable, void* g, unsigned long long) { *executable = new graph(*(graph*)g); return 0; }
API int cudaGraphLaunch(void* executable, void* in) { MAY_FAIL for (work& w : *(graph*)executable) submit(in, w); return 0; }
API int cudaGraphDestroy(void* g) { delete (graph*)g; return 0; }
API int cudaGraphExecDestroy(void* g) { delete (graph*)g; return 0; }
API int cudaGetLastError() { return failing("cudaGetLastError"); }
API int cudaPeekAtLastError() { return failing("cudaPeekAtLastError"); }
API int cudaEventCreate(void** made) { *made = new event(); return 0; }
API int cudaEventCreateWithFlags(void** made, unsigned) { *made = new event(); return 0; }
API int cudaEventDestroy(void* e) { delete (event*)e; return 0; }
API int cudaEventRecord(void* e, void* v) { *(event*)e = {(stream*)v, ((stream*)v)->asked}; return 0; }
API int cudaEventSynchronize(void* e) { MAY_FAIL if (recording) return 900; if (((event*)e)->in) run(((event*)e)->in, ((event*)e)->at); return 0; }
API int cudaEventElapsedTime(float* time, void*, void*) { static float t = 0; *time = ++t; return 0; }
API const char* cudaGetErrorName(int code) { return code == 2 ? "cudaErrorMemoryAllocation" : code == 719 ? "cudaErrorLaunchFailure" : "cudaErrorUnknown"; }
API const char* cudaGetErrorString(int code) { return code == 2 ? "out of memory" : "an error"; }

typedef void (*launcher)(void*, void*, void**);
struct dims { unsigned x, y, z; };
API int cuModuleLoadData(void** module, const void* image) { *module = dlopen((const char*)image, RTLD_NOW | RTLD_LOCAL); if (!*module) fprintf(stderr, "%s\n", dlerror()); return *module ? 0 : 200; }
API int cuModuleUnload(void* module) { run_all(); dlclose(module); return 0; }
API int cuModuleGetFunction(void** function, void* module, const char* name) { *function = dlsym(module, (std::string("launch_") + name).c_str()); return *function ? 0 : 500; }
// The function gives a launch with arguments of its own, as CUDA copies them.
API int cuLaunchKernel(void* function, unsigned gx, unsigned gy, unsigned gz, unsigned bx, unsigned by, unsigned bz, unsigned, void* in, void** parameters, void**) { MAY_FAIL
  work* launch = ((work* (*)(dims, dims, void**))function)(dims{gx, gy, gz}, dims{bx, by, bz}, parameters);
  submit(in, *launch);
  delete launch;
  return 0;
}

struct program { std::string source, log, code; };
API int nvrtcVersion(int* major, int* minor) { *major = 13; *minor = 0; return 0; }
API const char* nvrtcGetErrorString(int) { return "NVRTC_ERROR"; }
API int nvrtcCreateProgram(void** p, const char* source, const char*, int, const char* const*, const char* const*) { *p = new program{source, "", ""}; return 0; }
API int nvrtcDestroyProgram(void** p) { delete (program*)*p; *p = nullptr; return 0; }
API int nvrtcCompileProgram(void* v, int n, const char* const* options) {
  program* p = (program*)v;
  if (n != 1 || std::string(options[0]) != "--gpu-architecture=sm_90") return 5;
  Dl_info here;
  dladdr((void*)nvrtcVersion, &here);
  std::string folder = here.dli_fname;
  folder = folder.substr(0, folder.rfind('/'));
  char name[4096];
  snprintf(name, sizeof name, "%s/kernels-XXXXXX", folder.c_str());
  int file = mkstemp(name);
  FILE* out = fdopen(file, "w");
  fputs(p->source.c_str(), out);
  fclose(out);
  p->code = std::string(name) + ".so";
  std::string command = "g++ -x c++ -std=c++17 -O0 -w -shared -fPIC -include '" + folder + "/on_the_cpu.h' '" + name + "' -o '" + p->code + "' 2>'" + name + ".log'";
  return system(command.c_str()) == 0 ? 0 : 6;
}
API int nvrtcGetProgramLogSize(void* p, size_t* n) { *n = 16; return 0; }
API int nvrtcGetProgramLog(void* p, char* log) { strcpy(log, "see the log"); return 0; }
API int nvrtcGetCUBINSize(void* p, size_t* n) { *n = ((program*)p)->code.size() + 1; return 0; }
API int nvrtcGetCUBIN(void* p, char* code) { strcpy(code, ((program*)p)->code.c_str()); return 0; }

// Descriptors: attributes by number, each a list of 8-byte values.
struct descriptor { int type; std::map<int, std::vector<int64_t>> values; std::map<int, int> types; bool finished; };
static descriptor* part(descriptor* d, int attribute) { return (descriptor*)d->values.at(attribute)[0]; }

API long cudnnGetVersion() { return 91900; }
API long cudnnGetCudartVersion() { return 13010; }
API const char* cudnnGetErrorString(int) { return "CUDNN_STATUS_BAD_PARAM"; }
API int cudnnCreate(void** handle) { *handle = new void*(nullptr); return 0; }
API int cudnnDestroy(void* handle) { delete (void**)handle; return 0; }
API int cudnnSetStream(void* handle, void* in) { *(void**)handle = in; ((stream*)in)->early = false; return 0; }
API int cudnnBackendCreateDescriptor(int type, void** d) { *d = new descriptor{type, {}, {}, false}; return 0; }
API int cudnnBackendDestroyDescriptor(void* d) { delete (descriptor*)d; return 0; }
API int cudnnBackendSetAttribute(void* v, int attribute, int type, int64_t count, void* values) {
  descriptor* d = (descriptor*)v;
  if (d->finished) return 2000;
  std::vector<int64_t>& into = d->values[attribute];
  into.clear();
  d->types[attribute] = type;
  for (int64_t i = 0; i < count; i++) {
    bool eight = type == 0 || type == 3 || type == 5 || type == 6 || type == 15;
    into.push_back(eight ? ((int64_t*)values)[i] : ((int32_t*)values)[i]);
    if (type == 15 && !((descriptor*)into.back())->finished) return 2000;
  }
  return 0;
}
static bool has(descriptor* d, std::map<int, std::pair<int, size_t>> wanted) {
  for (auto& w : wanted)
    if (!d->values.count(w.first) || d->types[w.first] != w.second.first || d->values[w.first].size() != w.second.second) {
      fprintf(stderr, "descriptor %d: attribute %d is wrong\n", d->type, w.first);
      return false;
    }
  return true;
}
API int cudnnBackendFinalize(void* v) {
  descriptor* d = (descriptor*)v;
  bool good = true;
  switch (d->type) {
    case 1: good = has(d, {{100, {1, 1}}, {101, {7, 1}}, {102, {3, 2}}, {103, {3, 2}}, {104, {3, 2}}, {105, {3, 2}}, {106, {3, 1}}}); break;
    case 4: good = has(d, {{200, {8, 1}}, {201, {15, 1}}}) && d->values[200][0] == 3; break;
    case 5: good = has(d, {{400, {0, 1}}, {401, {15, 1}}}); break;
    case 10: good = has(d, {{700, {4, 1}}, {701, {4, 1}}, {702, {15, 1}}, {703, {15, 1}}, {704, {15, 1}}, {705, {15, 1}}}); break;
    case 11: good = has(d, {{712, {4, 1}}, {713, {4, 1}}, {714, {15, 1}}, {715, {15, 1}}, {716, {15, 1}}, {717, {15, 1}}}); break;
    case 12: good = has(d, {{706, {4, 1}}, {707, {4, 1}}, {708, {15, 1}}, {709, {15, 1}}, {710, {15, 1}}, {711, {15, 1}}}); break;
    case 15: good = has(d, {{800, {0, 1}}, {801, {15, 1}}}); break;
    case 16: good = has(d, {{1000, {3, 3}}, {1001, {6, 3}}, {1003, {6, 1}}}); break;
    case 17: good = has(d, {{900, {3, 1}}, {901, {1, 1}}, {902, {3, 4}}, {903, {3, 4}}, {906, {3, 1}}}); break;
  }
  if (!good) return 2000;
  d->finished = true;
  return 0;
}
// Three ways: the first is not repeatable, the second needs too much memory, the third is right.
API int cudnnBackendGetAttribute(void* v, int attribute, int type, int64_t room, int64_t* count, void* values) {
  descriptor* d = (descriptor*)v;
  if (d->type == 4 && attribute == 202) {
    *count = 3;
    for (int i = 0; i < 3 && i < room; i++) {
      descriptor* way = ((descriptor**)values)[i];
      way->values[-1] = {i};
      way->values[-2] = {(int64_t)part(part(d, 201), 801)};
      way->finished = true;
    }
    return 0;
  }
  if (d->type == 3 && attribute == 301 - 1) {
    *count = 1;
    ((descriptor**)values)[0]->values[-1] = d->values[-1];
    return 0;
  }
  if (d->type == 2 && attribute == 1303) {
    int way = (int)d->values[-1][0];
    *count = way == 0 ? 1 : 0;
    if (way == 0) *(int32_t*)values = 4;
    return 0;
  }
  if (d->type == 5 && attribute == 402) {
    *count = 1;
    *(int64_t*)values = part(d, 401)->values[-1][0] == 1 ? (int64_t)1 << 40 : 0;
    return 0;
  }
  return 2000;
}

struct tensor { std::vector<int64_t> sizes, strides; int type; char* data; };
static double load(tensor& t, int64_t i) {
  if (t.type == 0) return ((float*)t.data)[i];
  uint32_t bits = (uint32_t)((uint16_t*)t.data)[i] << 16;
  float x;
  memcpy(&x, &bits, 4);
  return x;
}
static void store(tensor& t, int64_t i, double value) {
  float x = (float)value;
  if (t.type == 0) { ((float*)t.data)[i] = x; return; }
  uint32_t bits;
  memcpy(&bits, &x, 4);
  ((uint16_t*)t.data)[i] = (uint16_t)((bits + 0x7fff + ((bits >> 16) & 1)) >> 16);
}
static int64_t at(tensor& t, int64_t a, int64_t b, int64_t c, int64_t d) { return a * t.strides[0] + b * t.strides[1] + c * t.strides[2] + d * t.strides[3]; }
static tensor bound(descriptor* t, descriptor* pack) {
  std::vector<int64_t>& ids = pack->values[1000];
  for (size_t i = 0; i < ids.size(); i++)
    if (ids[i] == t->values[906][0]) return {t->values[902], t->values[903], (int)t->values[901][0], (char*)pack->values[1001][i]};
  abort();
}
static void convolve(descriptor* operation, descriptor* pack) {
  int base = operation->type == 10 ? 700 : operation->type == 12 ? 706 : 712;
  int g = base + 2, xa = operation->type == 10 ? 704 : operation->type == 12 ? 710 : 716, wa = operation->type == 10 ? 703 : operation->type == 12 ? 709 : 715, ya = operation->type == 10 ? 705 : operation->type == 12 ? 711 : 717;
  descriptor* geometry = part(operation, g);
  tensor x = bound(part(operation, xa), pack), w = bound(part(operation, wa), pack), y = bound(part(operation, ya), pack);
  std::vector<int64_t> pad = geometry->values[105], stride = geometry->values[103], dilation = geometry->values[102];
  tensor& target = operation->type == 10 ? y : operation->type == 12 ? x : w;
  std::vector<double> sums(target.sizes[0] * target.sizes[1] * target.sizes[2] * target.sizes[3], 0.0);
  int64_t groups = x.sizes[1] / w.sizes[1], perGroup = w.sizes[0] / groups;
  for (int64_t n = 0; n < y.sizes[0]; n++) for (int64_t k = 0; k < y.sizes[1]; k++) for (int64_t oy = 0; oy < y.sizes[2]; oy++) for (int64_t ox = 0; ox < y.sizes[3]; ox++)
    for (int64_t c = 0; c < w.sizes[1]; c++) for (int64_t r = 0; r < w.sizes[2]; r++) for (int64_t s = 0; s < w.sizes[3]; s++) {
      int64_t iy = oy * stride[0] - pad[0] + r * dilation[0], ix = ox * stride[1] - pad[1] + s * dilation[1], ic = k / perGroup * w.sizes[1] + c;
      if (iy < 0 || ix < 0 || iy >= x.sizes[2] || ix >= x.sizes[3]) continue;
      int64_t xi = at(x, n, ic, iy, ix), wi = at(w, k, c, r, s), yi = at(y, n, k, oy, ox);
      if (operation->type == 10) sums[yi] += load(x, xi) * load(w, wi);
      else if (operation->type == 12) sums[xi] += load(y, yi) * load(w, wi);
      else sums[wi] += load(y, yi) * load(x, xi);
    }
  for (size_t i = 0; i < sums.size(); i++) store(target, i, sums[i]);
}
API int cudnnBackendExecute(void* handle, void* plan, void* pack) { if (failing("cudnnBackendExecute")) return 5000;
  descriptor* way = part((descriptor*)plan, 401);
  descriptor* operation = (descriptor*)way->values[-2][0];
  submit(*(void**)handle, [=] { convolve(operation, (descriptor*)pack); });
  return 0;
}
