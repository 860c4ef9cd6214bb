// Windows on NHWC maps. Gradients are gathered by the places of the input, so that no two threads
// write one number.

struct window {
  int height, width;
  int stride_y, stride_x;
  int top, left;
  int dilation_y, dilation_x;
};

// The maximum, and which place of the input it comes from (the first of several).
KERNEL max_pool(
    const number* x, number* y, int* from, long long n, int channels, int in_h, int in_w, int out_h,
    int out_w, window w) {
  EACH(i, n) {
    int c = (int)(i % channels);
    long long place = i / channels;
    int ox = (int)(place % out_w);
    int oy = (int)(place / out_w % out_h);
    const number* image = x + place / out_w / out_h * in_h * in_w * channels;
    float best = 0;
    int at = -1;
    for (int ky = 0; ky < w.height; ky++) {
      int iy = oy * w.stride_y - w.top + ky * w.dilation_y;
      for (int kx = 0; kx < w.width; kx++) {
        int ix = ox * w.stride_x - w.left + kx * w.dilation_x;
        if (iy >= 0 && iy < in_h && ix >= 0 && ix < in_w) {
          float v = up(image[((long long)iy * in_w + ix) * channels + c]);
          if (at < 0 || v > best || v != v) {
            best = v;
            at = iy * in_w + ix;
          }
        }
      }
    }
    y[i] = down(best);
    from[i] = at;
  }
}
EXPORT(max_pool)

// First and last place of the output whose window may hold a place of the input.
__device__ inline int first_output(int at, int pad, int kernel, int dilation, int stride) {
  int start = at + pad - (kernel - 1) * dilation;
  return start <= 0 ? 0 : (start + stride - 1) / stride;
}

__device__ inline int last_output(int at, int pad, int stride, int outputs) {
  int end = (at + pad) / stride;
  return end < outputs ? end : outputs - 1;
}

// Sum over the places of the output whose windows may hold number i of the input, of what
// `part(o, oy, ox, iy, ix)` gives for number o of the output.
template <class Part>
__device__ inline float over_windows(
    long long i, int channels, int in_h, int in_w, int out_h, int out_w, window w, Part part) {
  int c = (int)(i % channels);
  long long place = i / channels;
  int ix = (int)(place % in_w);
  int iy = (int)(place / in_w % in_h);
  long long image = place / in_w / in_h;
  int bottom = last_output(iy, w.top, w.stride_y, out_h);
  int right = last_output(ix, w.left, w.stride_x, out_w);
  float sum = 0;
  for (int oy = first_output(iy, w.top, w.height, w.dilation_y, w.stride_y); oy <= bottom; oy++) {
    for (int ox = first_output(ix, w.left, w.width, w.dilation_x, w.stride_x); ox <= right; ox++) {
      sum += part(((image * out_h + oy) * out_w + ox) * channels + c, oy, ox, iy, ix);
    }
  }
  return sum;
}

KERNEL max_pool_gradient(
    const number* gy, const int* from, number* gx, long long n, int channels, int in_h, int in_w,
    int out_h, int out_w, window w) {
  auto part = [=](long long o, int oy, int ox, int iy, int ix) {
    return from[o] == iy * in_w + ix ? up(gy[o]) : 0.0f;
  };
  EACH(i, n) { gx[i] = down(over_windows(i, channels, in_h, in_w, out_h, out_w, w, part)); }
}
EXPORT(max_pool_gradient)

// Places of a window that lie inside of the map, in one direction.
__device__ inline int inside(int o, int stride, int pad, int kernel, int dilation, int size) {
  int count = 0;
  for (int k = 0; k < kernel; k++) {
    int at = o * stride - pad + k * dilation;
    count += at >= 0 && at < size;
  }
  return count;
}

// Padding does not count.
KERNEL average_pool(
    const number* x, number* y, long long n, int channels, int in_h, int in_w, int out_h, int out_w,
    window w) {
  EACH(i, n) {
    int c = (int)(i % channels);
    long long place = i / channels;
    int ox = (int)(place % out_w);
    int oy = (int)(place / out_w % out_h);
    const number* image = x + place / out_w / out_h * in_h * in_w * channels;
    float sum = 0;
    int count = 0;
    for (int ky = 0; ky < w.height; ky++) {
      int iy = oy * w.stride_y - w.top + ky * w.dilation_y;
      for (int kx = 0; kx < w.width; kx++) {
        int ix = ox * w.stride_x - w.left + kx * w.dilation_x;
        if (iy >= 0 && iy < in_h && ix >= 0 && ix < in_w) {
          sum += up(image[((long long)iy * in_w + ix) * channels + c]);
          count++;
        }
      }
    }
    y[i] = down(sum / count);
  }
}
EXPORT(average_pool)

KERNEL average_pool_gradient(
    const number* gy, number* gx, long long n, int channels, int in_h, int in_w, int out_h,
    int out_w, window w) {
  auto part = [=](long long o, int oy, int ox, int iy, int ix) {
    bool under = (iy + w.top - oy * w.stride_y) % w.dilation_y == 0
        && (ix + w.left - ox * w.stride_x) % w.dilation_x == 0;
    if (!under) {
      return 0.0f;
    }
    int count = inside(oy, w.stride_y, w.top, w.height, w.dilation_y, in_h)
        * inside(ox, w.stride_x, w.left, w.width, w.dilation_x, in_w);
    return up(gy[o]) / count;
  };
  EACH(i, n) { gx[i] = down(over_windows(i, channels, in_h, in_w, out_h, out_w, w, part)); }
}
EXPORT(average_pool_gradient)

// Over a whole map; n = images · channels. What is pooled is in float, whatever maps are made of: it is
// what embeddings are.
KERNEL global_average(const number* x, float* y, long long n, int channels, int places) {
  EACH(i, n) {
    const number* image = x + i / channels * places * channels + i % channels;
    float sum = 0;
    for (int place = 0; place < places; place++) {
      sum += up(image[(long long)place * channels]);
    }
    y[i] = sum / places;
  }
}
EXPORT(global_average)

KERNEL global_average_gradient(
    const float* gy, number* gx, long long n, int channels, int places) {
  EACH(i, n) {
    long long image = i / channels / places;
    gx[i] = down(gy[image * channels + i % channels] / places);
  }
}
EXPORT(global_average_gradient)

#define FLOOR 1e-6f

// mean(max(x, ε)ᵖ)^(1/p) (Radenović et al. 2018).
KERNEL generalized_mean(
    const number* x, float* y, const float* power, long long n, int channels, int places) {
  EACH(i, n) {
    const number* image = x + i / channels * places * channels + i % channels;
    float p = power[0];
    float sum = 0;
    for (int place = 0; place < places; place++) {
      sum += powf(fmaxf(up(image[(long long)place * channels]), FLOOR), p);
    }
    y[i] = powf(sum / places, 1 / p);
  }
}
EXPORT(generalized_mean)

// ∂y/∂x = y^(1−p) · x^(p−1) / N where x is above 0.
KERNEL generalized_mean_gradient(
    const number* x, const float* y, const float* gy, number* gx, const float* power, long long n,
    int channels, int places) {
  EACH(i, n) {
    long long o = i / channels / places * channels + i % channels;
    float p = power[0];
    float v = up(x[i]);
    gx[i] = down(v > 0
        ? gy[o] * powf(y[o], 1 - p) * powf(fmaxf(v, FLOOR), p - 1) / places
        : 0.0f);
  }
}
EXPORT(generalized_mean_gradient)

// What each pooled number gives to ∂L/∂p: g · y · (mean(xᵖ·ln x)/yᵖ − ln y) / p.
KERNEL generalized_mean_power_parts(
    const number* x, const float* y, const float* gy, float* parts, const float* power,
    long long n, int channels, int places) {
  EACH(i, n) {
    const number* image = x + i / channels * places * channels + i % channels;
    float p = power[0];
    float sum = 0;
    for (int place = 0; place < places; place++) {
      float v = fmaxf(up(image[(long long)place * channels]), FLOOR);
      sum += powf(v, p) * logf(v);
    }
    float pooled = y[i];
    parts[i] = gy[i] * pooled * (sum / places / powf(pooled, p) - logf(pooled)) / p;
  }
}
EXPORT(generalized_mean_power_parts)
