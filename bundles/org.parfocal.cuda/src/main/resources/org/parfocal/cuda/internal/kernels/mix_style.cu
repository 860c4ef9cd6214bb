// MixStyle (Zhou et al. 2021) as y = a·x + b for each image and channel. The shares and partners are
// drawn by the host.

// statistics[2][image·channels]: mean and √(unbiased variance + ε), in two passes.
KERNEL style_statistics(
    const number* x, float* statistics, long long n, int channels, int places, float epsilon) {
  EACH(i, n) {
    const number* image = x + i / channels * places * channels + i % channels;
    float sum = 0;
    for (int place = 0; place < places; place++) {
      sum += up(image[(long long)place * channels]);
    }
    float mean = sum / places;
    float square = 0;
    for (int place = 0; place < places; place++) {
      float d = up(image[(long long)place * channels]) - mean;
      square += d * d;
    }
    statistics[i] = mean;
    statistics[n + i] = sqrtf(square / (places > 1 ? places - 1 : 1) + epsilon);
  }
}
EXPORT(style_statistics)

// coefficients[2][image·channels]: a and b. A share of 1 gives 1 and 0 to the last bit.
KERNEL style_coefficients(
    const float* statistics, const float* shares, const int* partners, float* coefficients,
    long long n, int channels) {
  EACH(i, n) {
    float share = shares[i / channels];
    long long other = (long long)partners[i / channels] * channels + i % channels;
    float mean = statistics[i];
    float deviation = statistics[n + i];
    float a = (share * deviation + (1 - share) * statistics[n + other]) / deviation;
    coefficients[i] = a;
    coefficients[n + i] = share * mean + (1 - share) * statistics[other] - a * mean;
  }
}
EXPORT(style_coefficients)

// y ← a·x + b; with `offsets` 0 the gradient, for which statistics are constants. y may be x.
KERNEL style_apply(
    const number* x, number* y, const float* coefficients, long long n, int channels, int places,
    int offsets) {
  EACH(i, n) {
    long long images = n / channels / places;
    long long o = i / channels / places * channels + i % channels;
    float b = offsets ? coefficients[images * channels + o] : 0.0f;
    y[i] = down(coefficients[o] * up(x[i]) + b);
  }
}
EXPORT(style_apply)
