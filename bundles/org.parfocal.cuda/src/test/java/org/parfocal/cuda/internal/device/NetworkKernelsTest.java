package org.parfocal.cuda.internal.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Batch norms, pooling, MixStyle and optimisers, against loops in double. */
@ExtendWith(FakeCuda.class)
class NetworkKernelsTest {
  @SuppressWarnings("NullAway.Init") // each test opens it first
  private OnDevice on;

  private double tolerance;

  private void open(boolean bfloat16) {
    on = new OnDevice(bfloat16);
    tolerance = bfloat16 ? 0.03 : 1e-4;
  }

  @AfterEach
  void close() {
    on.close();
  }

  private void expect(long address, double[] wanted) {
    assertClose(on.readNumbers(address, wanted.length), wanted, tolerance);
  }

  private static void assertClose(double[] found, double[] wanted, double tolerance) {
    for (int i = 0; i < wanted.length; i++) {
      assertThat(found[i])
          .as("number %d", i)
          .isCloseTo(wanted[i], within(tolerance * (1 + Math.abs(wanted[i]))));
    }
  }

  @ParameterizedTest
  @CsvSource({"false, 67, 35, 4", "true, 67, 35, 4", "false, 5, 3, 1", "false, 1, 40, 1"})
  void batchNormAndItsGradientsFollowTheBatch(
      boolean bfloat16, int rows, int channels, int chunks) {
    open(bfloat16);
    int n = rows * channels;
    // Far from 0, so that E[x²] − E[x]² would show.
    double[] x = OnDevice.random(n, 1);
    for (int i = 0; i < n; i++) {
      x[i] = OnDevice.rounded(x[i] + 30);
    }
    double[] g = OnDevice.random(n, 2);
    double[] weight = OnDevice.random(channels, 3);
    double[] bias = OnDevice.random(channels, 4);
    double[] y = new double[n];
    double[] gx = new double[n];
    double[] gw = new double[channels];
    double[] gb = new double[channels];
    double[] means = new double[channels];
    double[] variances = new double[channels];
    for (int c = 0; c < channels; c++) {
      double mean = 0;
      double square = 0;
      for (int r = 0; r < rows; r++) {
        mean += x[r * channels + c] / rows;
      }
      for (int r = 0; r < rows; r++) {
        square += Math.pow(x[r * channels + c] - mean, 2);
      }
      double deviation = Math.sqrt(square / rows + 1e-5);
      for (int r = 0; r < rows; r++) {
        int i = r * channels + c;
        double normalised = (x[i] - mean) / deviation;
        y[i] = normalised * weight[c] + bias[c];
        gb[c] += g[i];
        gw[c] += g[i] * normalised;
      }
      for (int r = 0; r < rows; r++) {
        int i = r * channels + c;
        double normalised = (x[i] - mean) / deviation;
        gx[i] = weight[c] / deviation * (g[i] - gb[c] / rows - normalised * gw[c] / rows);
      }
      means[c] = mean;
      variances[c] = rows > 1 ? square / (rows - 1) : square;
    }
    long ax = on.numbers(x);
    long ag = on.numbers(g);
    long aw = on.floats(weight);
    long parts = on.room(8L * chunks * channels);
    long statistics = on.room(8L * channels);
    long batchMean = on.room(4L * channels);
    long batchVariance = on.room(4L * channels);
    long ay = on.empty(n);
    Grid grid = Grid.chunks(chunks, channels);
    on.run("batch_norm_parts", grid, ax, parts, (long) rows, channels);
    on.run(
        "batch_norm_statistics",
        Grid.each(channels),
        parts,
        statistics,
        batchMean,
        batchVariance,
        (long) rows,
        channels,
        chunks,
        1e-5);
    on.run(
        "batch_norm_apply",
        Grid.each(n),
        ax,
        ay,
        statistics,
        aw,
        on.floats(bias),
        (long) n,
        channels);
    long sums = on.room(8L * channels);
    long agw = on.room(4L * channels);
    long agb = on.room(4L * channels);
    on.run("batch_norm_gradient_parts", grid, ax, ag, statistics, parts, (long) rows, channels);
    on.run(
        "batch_norm_gradient_sums", Grid.each(channels), parts, sums, agw, agb, chunks, channels);
    on.run(
        "batch_norm_gradient",
        Grid.each(n),
        ax,
        ag,
        ag,
        statistics,
        aw,
        sums,
        (long) n,
        channels,
        1f / rows);
    double finest = 2e-4;
    assertClose(on.readFloats(batchMean, channels), means, finest);
    assertClose(on.readFloats(batchVariance, channels), variances, finest);
    expect(ay, y);
    assertClose(on.readFloats(agw, channels), gw, finest);
    assertClose(on.readFloats(agb, channels), gb, finest);
    if (rows > 1) {
      expect(ag, gx);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void fixedStatisticsNormaliseAndFold(boolean bfloat16) {
    open(bfloat16);
    double[] x = OnDevice.random(50 * 4, 1);
    double[] mean = OnDevice.random(4, 2);
    double[] variance = {0.5, 1, 2, 4};
    double[] weight = OnDevice.random(4, 3);
    double[] bias = OnDevice.random(4, 4);
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      int c = i % 4;
      y[i] = (x[i] - mean[c]) / Math.sqrt(variance[c] + 1e-3) * weight[c] + bias[c];
    }
    long am = on.floats(mean);
    long av = on.floats(variance);
    long aw = on.floats(weight);
    long ab = on.floats(bias);
    long ay = on.empty(x.length);
    on.run("fixed_batch_norm", Grid.each(200), on.numbers(x), ay, am, av, aw, ab, 200L, 4, 1e-3f);
    expect(ay, y);

    double[] kernel = OnDevice.random(4 * 6, 5);
    double[] own = OnDevice.random(4, 6);
    double[] folded = new double[24];
    double[] foldedBias = new double[4];
    for (int i = 0; i < 24; i++) {
      folded[i] = kernel[i] * weight[i / 6] / Math.sqrt(variance[i / 6] + 1e-3);
    }
    for (int c = 0; c < 4; c++) {
      foldedBias[c] = bias[c] + (own[c] - mean[c]) * weight[c] / Math.sqrt(variance[c] + 1e-3);
    }
    long af = on.empty(24);
    long afb = on.room(16);
    on.run(
        "fold_batch_norm",
        Grid.each(24),
        on.floats(kernel),
        on.floats(own),
        am,
        av,
        aw,
        ab,
        af,
        afb,
        4,
        6,
        1e-3f);
    expect(af, folded);
    assertClose(on.readFloats(afb, 4), foldedBias, 1e-5);
  }

  @ParameterizedTest
  @CsvSource({
    "false, 3, 2, 1, 1",
    "true, 3, 2, 1, 1",
    "false, 2, 2, 0, 1",
    "false, 3, 1, 1, 1",
    "false, 3, 2, 2, 2"
  })
  void windowsAreMaximaAndAverages(
      boolean bfloat16, int kernel, int stride, int pad, int dilation) {
    open(bfloat16);
    int images = 2;
    int size = 7;
    int channels = 3;
    int out = (size + 2 * pad - (kernel - 1) * dilation - 1) / stride + 1;
    int inputs = images * size * size * channels;
    int outputs = images * out * out * channels;
    double[] x = OnDevice.random(inputs, 1);
    double[] g = OnDevice.random(outputs, 2);
    double[] maxima = new double[outputs];
    double[] averages = new double[outputs];
    double[] maximaGradient = new double[inputs];
    double[] averagesGradient = new double[inputs];
    for (int o = 0; o < outputs; o++) {
      int c = o % channels;
      int ox = o / channels % out;
      int oy = o / channels / out % out;
      int image = o / channels / out / out;
      int best = -1;
      int count = 0;
      for (int pass = 0; pass < 2; pass++) {
        for (int k = 0; k < kernel * kernel; k++) {
          int iy = oy * stride - pad + k / kernel * dilation;
          int ix = ox * stride - pad + k % kernel * dilation;
          if (iy < 0 || ix < 0 || iy >= size || ix >= size) {
            continue;
          }
          int i = ((image * size + iy) * size + ix) * channels + c;
          if (pass == 0) {
            best = best < 0 || x[i] > x[best] ? i : best;
            averages[o] += x[i];
            count++;
          } else {
            averagesGradient[i] += g[o] / count;
          }
        }
      }
      averages[o] /= count;
      maxima[o] = x[best];
      maximaGradient[best] += g[o];
    }
    int[] window = {kernel, kernel, stride, stride, pad, pad, dilation, dilation};
    long ax = on.numbers(x);
    long ag = on.numbers(g);
    long ay = on.empty(outputs);
    long from = on.room(4L * outputs);
    long agx = on.empty(inputs);
    Grid forward = Grid.each(outputs);
    Grid back = Grid.each(inputs);
    long no = outputs;
    long ni = inputs;
    on.run("max_pool", forward, ax, ay, from, no, channels, size, size, out, out, window);
    expect(ay, maxima);
    on.run("max_pool_gradient", back, ag, from, agx, ni, channels, size, size, out, out, window);
    expect(agx, maximaGradient);
    on.run("average_pool", forward, ax, ay, no, channels, size, size, out, out, window);
    expect(ay, averages);
    on.run("average_pool_gradient", back, ag, agx, ni, channels, size, size, out, out, window);
    expect(agx, averagesGradient);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void placesArePooledByAveragesAndGeneralizedMeans(boolean bfloat16) {
    open(bfloat16);
    int places = 6;
    int channels = 5;
    int pooled = 2 * channels;
    double p = 3;
    double[] x = OnDevice.random(places * pooled, 1);
    double[] g = OnDevice.random(pooled, 2);
    double[] average = new double[pooled];
    double[] mean = new double[pooled];
    double[] gx = new double[x.length];
    double[] spread = new double[x.length];
    double gp = 0;
    for (int o = 0; o < pooled; o++) {
      double powers = 0;
      double logarithms = 0;
      for (int place = 0; place < places; place++) {
        double v = x[(o / channels * places + place) * channels + o % channels];
        average[o] += v / places;
        double floored = Math.max(v, 1e-6);
        powers += Math.pow(floored, p) / places;
        logarithms += Math.pow(floored, p) * Math.log(floored) / places;
      }
      mean[o] = Math.pow(powers, 1 / p);
      gp += g[o] * mean[o] * (logarithms / powers - Math.log(mean[o])) / p;
      for (int place = 0; place < places; place++) {
        int i = (o / channels * places + place) * channels + o % channels;
        spread[i] = g[o] / places;
        gx[i] = x[i] > 0 ? g[o] * Math.pow(mean[o], 1 - p) * Math.pow(x[i], p - 1) / places : 0;
      }
    }
    long ax = on.numbers(x);
    long ag = on.floats(g);
    long ay = on.room(4L * pooled);
    long agx = on.empty(x.length);
    long power = on.floats(p);
    long n = x.length;
    on.run("global_average", Grid.each(pooled), ax, ay, (long) pooled, channels, places);
    assertClose(on.readFloats(ay, pooled), average, 1e-5);
    on.run("global_average_gradient", Grid.each(n), ag, agx, n, channels, places);
    expect(agx, spread);
    on.run("generalized_mean", Grid.each(pooled), ax, ay, power, (long) pooled, channels, places);
    assertClose(on.readFloats(ay, pooled), mean, 1e-5);
    on.run("generalized_mean_gradient", Grid.each(n), ax, ay, ag, agx, power, n, channels, places);
    expect(agx, gx);
    long parts = on.room(4L * pooled);
    long sum = on.room(4);
    on.run(
        "generalized_mean_power_parts",
        Grid.each(pooled),
        ax,
        ay,
        ag,
        parts,
        power,
        (long) pooled,
        channels,
        places);
    on.run("total", Grid.one(), parts, sum, pooled);
    assertThat(on.readFloats(sum, 1)[0]).isCloseTo(gp, within(tolerance * (1 + Math.abs(gp))));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void stylesAreMixedWithThePartners(boolean bfloat16) {
    open(bfloat16);
    int places = 8;
    int channels = 3;
    double[] x = OnDevice.random(3 * places * channels, 1);
    double[] shares = {0.25, 1, 0.75};
    int[] partners = {2, 0, 1};
    double[] means = new double[9];
    double[] deviations = new double[9];
    for (int row = 0; row < 9; row++) {
      double square = 0;
      for (int place = 0; place < places; place++) {
        means[row] += x[(row / 3 * places + place) * 3 + row % 3] / places;
      }
      for (int place = 0; place < places; place++) {
        square += Math.pow(x[(row / 3 * places + place) * 3 + row % 3] - means[row], 2);
      }
      deviations[row] = Math.sqrt(square / (places - 1) + 1e-6);
    }
    double[] y = new double[x.length];
    double[] gx = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      int image = i / channels / places;
      int row = image * 3 + i % 3;
      int other = partners[image] * 3 + i % 3;
      double share = shares[image];
      double deviation = share * deviations[row] + (1 - share) * deviations[other];
      y[i] =
          (x[i] - means[row]) / deviations[row] * deviation
              + share * means[row]
              + (1 - share) * means[other];
      gx[i] = x[i] * deviation / deviations[row];
    }
    long ax = on.numbers(x);
    long statistics = on.room(4L * 18);
    long coefficients = on.room(4L * 18);
    long ay = on.empty(x.length);
    long n = x.length;
    on.run("style_statistics", Grid.each(9), ax, statistics, 9L, channels, places, 1e-6f);
    on.run(
        "style_coefficients",
        Grid.each(9),
        statistics,
        on.floats(shares),
        on.integers(partners),
        coefficients,
        9L,
        channels);
    on.run("style_apply", Grid.each(n), ax, ay, coefficients, n, channels, places, 1);
    expect(ay, y);
    assertThat(on.readNumbers(ay, x.length))
        .as("a share of 1 leaves an image as it is")
        .containsSequence(on.readNumbers(ax + (bfloat16 ? 48 : 96), 24));
    on.run("style_apply", Grid.each(n), ax, ay, coefficients, n, channels, places, 0);
    expect(ay, gx);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0.9, 0", "0.9, 1"})
  void stepsOfSgdAreThoseOfTorch(double momentum, int nesterov) {
    open(true);
    double[] p = OnDevice.random(40, 1);
    double[] g = OnDevice.random(40, 2);
    double[] v = OnDevice.random(40, 3);
    long ap = on.floats(p);
    long av = on.floats(v);
    long copy = on.empty(40);
    long settings = on.floats(0.5, 0.01, momentum, 0.1, Float.intBitsToFloat(nesterov));
    on.run("sgd", Grid.each(40), ap, on.floats(g), av, copy, 40L, settings);
    for (int i = 0; i < 40; i++) {
      double gradient = 0.5 * g[i] + 0.01 * p[i];
      if (momentum > 0) {
        v[i] = momentum * v[i] + gradient;
        gradient = nesterov == 1 ? gradient + momentum * v[i] : v[i];
      }
      p[i] -= 0.1 * gradient;
    }
    assertClose(on.readFloats(ap, 40), p, 1e-6);
    assertClose(on.readFloats(av, 40), v, 1e-6);
    assertClose(on.readNumbers(copy, 40), p, 0.005);
  }

  @ParameterizedTest
  @CsvSource({"0.01, 1", "0, 0.999"})
  void stepsOfAdamAreThoseOfTorch(double decay, double kept) {
    open(true);
    double[] p = OnDevice.random(40, 1);
    double[] g = OnDevice.random(40, 2);
    double[] m = OnDevice.random(40, 3);
    double[] s = new double[40];
    for (int i = 0; i < 40; i++) {
      s[i] = OnDevice.rounded(0.1 + i);
    }
    long ap = on.floats(p);
    long am = on.floats(m);
    long as = on.floats(s);
    double rate = 0.01 / (1 - Math.pow(0.9, 3));
    double root = 1 / Math.sqrt(1 - Math.pow(0.99, 3));
    long settings = on.floats(0.5, decay, kept, 0.9, 0.1, 0.99, 0.01, 1e-8, rate, root);
    on.run("adam", Grid.each(40), ap, on.floats(g), am, as, 0L, 40L, settings);
    for (int i = 0; i < 40; i++) {
      double gradient = 0.5 * g[i] + decay * p[i];
      m[i] = 0.9 * m[i] + 0.1 * gradient;
      s[i] = 0.99 * s[i] + 0.01 * gradient * gradient;
      p[i] = kept * p[i] - rate * m[i] / (Math.sqrt(s[i]) * root + 1e-8);
    }
    assertClose(on.readFloats(ap, 40), p, 1e-6);
    assertClose(on.readFloats(am, 40), m, 1e-6);
    assertClose(on.readFloats(as, 40), s, 1e-6);
  }
}
