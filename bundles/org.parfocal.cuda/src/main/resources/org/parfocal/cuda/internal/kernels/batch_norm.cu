// Batch normalisation of [rows, channels] by the statistics of the batch (Ioffe and Szegedy 2015).
// Statistics in float, by chunks of rows; each chunk's are centred at its first row, so that squares
// do not cancel, and chunks are combined in double by Chan's formula in a fixed order.

// For each chunk and channel its mean and sum of squared deviations: parts[chunk][2][channel].
KERNEL batch_norm_parts(const number* x, float* parts, long long rows, int channels) {
  __shared__ float sums[8][32];
  __shared__ float squares[8][32];
  int channel = blockIdx.x * 32 + threadIdx.x;
  long long begin = chunk_begin(rows, blockIdx.y, gridDim.y);
  long long end = chunk_begin(rows, blockIdx.y + 1, gridDim.y);
  float centre = 0;
  float sum = 0;
  float square = 0;
  if (channel < channels && begin < end) {
    centre = up(x[begin * channels + channel]);
    for (long long row = begin + threadIdx.y; row < end; row += 8) {
      float d = up(x[row * channels + channel]) - centre;
      sum += d;
      square += d * d;
    }
  }
  sums[threadIdx.y][threadIdx.x] = sum;
  squares[threadIdx.y][threadIdx.x] = square;
  __syncthreads();
  if (threadIdx.y == 0 && channel < channels && begin < end) {
    for (int row = 1; row < 8; row++) {
      sum += sums[row][threadIdx.x];
      square += squares[row][threadIdx.x];
    }
    float n = (float)(end - begin);
    float* part = parts + (long long)blockIdx.y * 2 * channels;
    part[channel] = centre + sum / n;
    float rest = square - sum * (sum / n);
    part[channels + channel] = rest > 0 ? rest : 0.0f;
  }
}
EXPORT(batch_norm_parts)

// statistics[2][channel]: mean and 1/√(variance + ε). Running statistics will follow mean and the
// unbiased variance, as PyTorch's do. There are no more chunks than rows.
KERNEL batch_norm_statistics(
    const float* parts, float* statistics, float* batch_mean, float* batch_variance,
    long long rows, int channels, int chunks, double epsilon) {
  EACH(channel, channels) {
    double n = 0;
    double mean = 0;
    double square = 0;
    for (int chunk = 0; chunk < chunks; chunk++) {
      double more = (double)(chunk_begin(rows, chunk + 1, chunks) - chunk_begin(rows, chunk, chunks));
      const float* part = parts + (long long)chunk * 2 * channels;
      double delta = part[channel] - mean;
      square += part[channels + channel] + delta * delta * n * more / (n + more);
      mean += delta * more / (n + more);
      n += more;
    }
    double variance = square / rows;
    statistics[channel] = (float)mean;
    statistics[channels + channel] = (float)(1 / sqrt(variance + epsilon));
    batch_mean[channel] = (float)mean;
    batch_variance[channel] = (float)(rows > 1 ? square / (rows - 1) : variance);
  }
}
EXPORT(batch_norm_statistics)

KERNEL batch_norm_apply(
    const number* x, number* y, const float* statistics, const float* weight, const float* bias,
    long long n, int channels) {
  EACH(i, n) {
    int c = (int)(i % channels);
    y[i] = down((up(x[i]) - statistics[c]) * statistics[channels + c] * weight[c] + bias[c]);
  }
}
EXPORT(batch_norm_apply)

// For each chunk and channel: parts[chunk][2][channel] = Σg, Σg·x̂.
KERNEL batch_norm_gradient_parts(
    const number* x, const number* g, const float* statistics, float* parts, long long rows,
    int channels) {
  __shared__ float sums[8][32];
  __shared__ float products[8][32];
  int channel = blockIdx.x * 32 + threadIdx.x;
  long long begin = chunk_begin(rows, blockIdx.y, gridDim.y);
  long long end = chunk_begin(rows, blockIdx.y + 1, gridDim.y);
  float sum = 0;
  float product = 0;
  if (channel < channels) {
    float mean = statistics[channel];
    float scale = statistics[channels + channel];
    for (long long row = begin + threadIdx.y; row < end; row += 8) {
      float one = up(g[row * channels + channel]);
      sum += one;
      product += one * ((up(x[row * channels + channel]) - mean) * scale);
    }
  }
  sums[threadIdx.y][threadIdx.x] = sum;
  products[threadIdx.y][threadIdx.x] = product;
  __syncthreads();
  if (threadIdx.y == 0 && channel < channels) {
    for (int row = 1; row < 8; row++) {
      sum += sums[row][threadIdx.x];
      product += products[row][threadIdx.x];
    }
    float* part = parts + (long long)blockIdx.y * 2 * channels;
    part[channel] = sum;
    part[channels + channel] = product;
  }
}
EXPORT(batch_norm_gradient_parts)

// The gradients of bias and weight, side by side as the parts are; those of a fixed layer may be null.
KERNEL batch_norm_gradient_sums(
    const float* parts, float* sums, float* weight_gradient, float* bias_gradient, int chunks,
    int channels) {
  EACH(c, channels) {
    double sum = 0;
    double product = 0;
    for (int chunk = 0; chunk < chunks; chunk++) {
      const float* part = parts + (long long)chunk * 2 * channels;
      sum += part[c];
      product += part[channels + c];
    }
    sums[c] = (float)sum;
    sums[channels + c] = (float)product;
    if (weight_gradient) {
      weight_gradient[c] = (float)product;
      bias_gradient[c] = (float)sum;
    }
  }
}
EXPORT(batch_norm_gradient_sums)

// ∂L/∂x = γ/σ · (g − mean(g) − x̂ · mean(g·x̂)); gx may be g.
KERNEL batch_norm_gradient(
    const number* x, const number* g, number* gx, const float* statistics, const float* weight,
    const float* sums, long long n, int channels, float one_of_rows) {
  EACH(i, n) {
    int c = (int)(i % channels);
    float scale = statistics[channels + c];
    float normalised = (up(x[i]) - statistics[c]) * scale;
    float rest = up(g[i]) - one_of_rows * (sums[c] + normalised * sums[channels + c]);
    gx[i] = down(weight[c] * scale * rest);
  }
}
EXPORT(batch_norm_gradient)

// By running statistics.
KERNEL fixed_batch_norm(
    const number* x, number* y, const float* mean, const float* variance, const float* weight,
    const float* bias, long long n, int channels, float epsilon) {
  EACH(i, n) {
    int c = (int)(i % channels);
    y[i] = down((up(x[i]) - mean[c]) / sqrtf(variance[c] + epsilon) * weight[c] + bias[c]);
  }
}
EXPORT(fixed_batch_norm)

// Weights [outputs][length] and biases with the batch norm behind them; `bias` may be null.
KERNEL fold_batch_norm(
    const float* weights, const float* bias, const float* mean, const float* variance,
    const float* weight, const float* offset, number* folded, float* folded_bias, int outputs,
    int length, float epsilon) {
  EACH(i, (long long)outputs * length) {
    int k = (int)(i / length);
    float scale = weight[k] / sqrtf(variance[k] + epsilon);
    folded[i] = down(weights[i] * scale);
    if (i % length == 0) {
      folded_bias[k] = offset[k] + ((bias ? bias[k] : 0.0f) - mean[k]) * scale;
    }
  }
}
EXPORT(fold_batch_norm)

// running ← share·running + (1 − share)·batch.
KERNEL follow(float* running, const float* batch, const float* share, long long n) {
  EACH(i, n) { running[i] = (running[i] - batch[i]) * share[i] + batch[i]; }
}
EXPORT(follow)
