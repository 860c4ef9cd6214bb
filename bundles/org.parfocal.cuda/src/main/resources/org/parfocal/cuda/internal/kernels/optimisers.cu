// One step on the float masters; `copy`, where it is not null, gets them in the numbers of the maps.
// The settings change from step to step and lie in memory, so that a graph can hold the launch.

struct sgd_settings {
  float scale, decay, momentum, rate;
  int nesterov;
};

KERNEL sgd(
    float* p, const float* g, float* velocity, number* copy, long long n,
    const sgd_settings* settings) {
  sgd_settings s = *settings;
  EACH(i, n) {
    float gradient = s.scale * g[i] + s.decay * p[i];
    if (s.momentum != 0) {
      float v = s.momentum * velocity[i] + gradient;
      velocity[i] = v;
      gradient = s.nesterov ? gradient + s.momentum * v : v;
    }
    float next = p[i] - s.rate * gradient;
    p[i] = next;
    if (copy) {
      copy[i] = down(next);
    }
  }
}
EXPORT(sgd)

// `rate` is the learning rate over 1 − β₁ᵗ, `root_factor` is 1/√(1 − β₂ᵗ), `kept` is below 1 with
// decoupled decay (AdamW).
struct adam_settings {
  float scale, decay, kept, beta1, rest1, beta2, rest2, epsilon, rate, root_factor;
};

KERNEL adam(
    float* p, const float* g, float* mean, float* square, number* copy, long long n,
    const adam_settings* settings) {
  adam_settings s = *settings;
  EACH(i, n) {
    float gradient = s.scale * g[i] + s.decay * p[i];
    float m = s.beta1 * mean[i] + s.rest1 * gradient;
    float v = s.beta2 * square[i] + s.rest2 * (gradient * gradient);
    mean[i] = m;
    square[i] = v;
    float next = s.kept * p[i] - s.rate * m / (sqrtf(v) * s.root_factor + s.epsilon);
    p[i] = next;
    if (copy) {
      copy[i] = down(next);
    }
  }
}
EXPORT(adam)
