// One result for each number of a map; x and y may be the same.

#define RELU 0
#define RELU6 1
#define LEAKY_RELU 2
#define TANH 3

__device__ inline float activation(float x, int function, float slope) {
  switch (function) {
    case RELU: return x > 0 ? x : (x != x ? x : 0.0f);
    case RELU6: return x > 0 ? (x < 6 ? x : 6.0f) : (x != x ? x : 0.0f);
    case LEAKY_RELU: return x > 0 ? x : slope * x;
    default: return tanhf(x);
  }
}

// The derivative where the function's result is y.
__device__ inline float derivative(float y, int function, float slope) {
  switch (function) {
    case RELU: return y > 0 ? 1.0f : 0.0f;
    case RELU6: return y > 0 && y < 6 ? 1.0f : 0.0f;
    case LEAKY_RELU: return y > 0 ? 1.0f : slope;
    default: return 1 - y * y;
  }
}

KERNEL activate(const number* x, number* y, long long n, int function, float slope) {
  EACH(i, n) { y[i] = down(activation(up(x[i]), function, slope)); }
}
EXPORT(activate)

// gx may be gy.
KERNEL activate_gradient(
    const number* y, const number* gy, number* gx, long long n, int function, float slope) {
  EACH(i, n) { gx[i] = down(up(gy[i]) * derivative(up(y[i]), function, slope)); }
}
EXPORT(activate_gradient)

KERNEL add(const number* a, const number* b, number* y, long long n) {
  EACH(i, n) { y[i] = down(up(a[i]) + up(b[i])); }
}
EXPORT(add)

KERNEL add_floats(const float* a, const float* b, float* y, long long n) {
  EACH(i, n) { y[i] = a[i] + b[i]; }
}
EXPORT(add_floats)

KERNEL add_bias(number* y, const float* bias, long long n, int channels) {
  EACH(i, n) { y[i] = down(up(y[i]) + bias[i % channels]); }
}
EXPORT(add_bias)

KERNEL multiply(const number* x, const float* factors, number* y, long long n) {
  EACH(i, n) { y[i] = down(up(x[i]) * factors[i]); }
}
EXPORT(multiply)

// One slope for each of `slopes` channels; one in all if that is 1.
KERNEL prelu(const number* x, const float* slope, number* y, long long n, int slopes) {
  EACH(i, n) {
    float v = up(x[i]);
    y[i] = down(v > 0 ? v : slope[i % slopes] * v);
  }
}
EXPORT(prelu)

KERNEL prelu_gradient(
    const number* x, const float* slope, const number* gy, number* gx, long long n, int slopes) {
  EACH(i, n) {
    float g = up(gy[i]);
    gx[i] = down(up(x[i]) > 0 ? g : slope[i % slopes] * g);
  }
}
EXPORT(prelu_gradient)

// What each number gives to the gradient of its slope.
KERNEL prelu_slope_parts(const number* x, const number* gy, number* parts, long long n) {
  EACH(i, n) {
    float v = up(x[i]);
    parts[i] = down(v > 0 ? 0.0f : v * up(gy[i]));
  }
}
EXPORT(prelu_slope_parts)

KERNEL widen(const number* x, float* y, long long n) {
  EACH(i, n) { y[i] = up(x[i]); }
}
EXPORT(widen)

KERNEL narrow(const float* x, number* y, long long n) {
  EACH(i, n) { y[i] = down(x[i]); }
}
EXPORT(narrow)

// Bytes of red, green and blue by turns to what a table has for them, [3][256]; images are floats.
KERNEL normalise(const unsigned char* x, float* y, long long n, const float* table) {
  EACH(i, n) { y[i] = table[(int)(i % 3) * 256 + x[i]]; }
}
EXPORT(normalise)
