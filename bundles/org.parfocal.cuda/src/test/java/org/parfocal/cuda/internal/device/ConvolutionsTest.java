package org.parfocal.cuda.internal.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parfocal.plan.Precision;

/** Against loops in double, over each number by itself. */
@ExtendWith(FakeCuda.class)
class ConvolutionsTest {
  /** 7 by 5 pixels, 4 channels, 3 by 2 kernel, strides 2 and 1, two images. */
  private static final ConvolutionShape PLAIN =
      new ConvolutionShape(2, 7, 5, 4, 4, 6, 3, 3, 2, 2, 1, 1, 1, 1, 1, 1);

  private static final ConvolutionShape DEPTHWISE =
      new ConvolutionShape(2, 6, 6, 3, 6, 6, 6, 3, 3, 1, 1, 1, 1, 1, 1, 3);

  @TempDir Path cache;

  @ParameterizedTest
  @EnumSource(Precision.class)
  void resultsAndGradientsAreThoseOfTheDefinition(Precision precision) {
    check(precision, PLAIN);
    check(precision, DEPTHWISE);
  }

  private void check(Precision precision, ConvolutionShape s) {
    int inputs = s.images() * s.inHeight() * s.inWidth() * s.inChannels();
    int weights =
        s.outChannels() * s.kernelHeight() * s.kernelWidth() * s.inChannels() / s.groups();
    int outputs = s.images() * s.outHeight() * s.outWidth() * s.outChannels();
    double[] x = OnDevice.random(inputs, 1);
    double[] w = OnDevice.random(weights, 2);
    double[] g = OnDevice.random(outputs, 3);
    double[] y = new double[outputs];
    double[] gx = new double[inputs];
    double[] gw = new double[weights];
    loops(s, x, w, g, y, gx, gw);
    double tolerance = precision == Precision.BFLOAT16 ? 0.1 : 1e-4;
    try (OnDevice on = new OnDevice(precision == Precision.BFLOAT16);
        Convolutions convolutions = new Convolutions(on.device, precision, cache)) {
      long ax = on.numbers(x);
      long aw = on.numbers(w);
      long ag = on.numbers(g);
      long ay = on.empty(outputs);
      long agx = on.empty(inputs);
      long agw = on.empty(weights);
      convolutions.bind(ConvolutionKind.FORWARD, s, new Tensors(ax, aw, ay)).run();
      convolutions.bind(ConvolutionKind.INPUT_GRADIENT, s, new Tensors(agx, aw, ag)).run();
      convolutions.bind(ConvolutionKind.WEIGHT_GRADIENT, s, new Tensors(ax, agw, ag)).run();
      assertThat(on.readNumbers(ay, outputs)).containsExactly(y, within(tolerance));
      assertThat(on.readNumbers(agx, inputs)).containsExactly(gx, within(tolerance));
      assertThat(on.readNumbers(agw, weights)).containsExactly(gw, within(tolerance));
    }
  }

  /** y = w ∗ x in NHWC with weights [out, kernel height, kernel width, in/groups]. */
  private static void loops(
      ConvolutionShape s,
      double[] x,
      double[] w,
      double[] g,
      double[] y,
      double[] gx,
      double[] gw) {
    int perGroup = s.inChannels() / s.groups();
    int outsPerGroup = s.outChannels() / s.groups();
    int place = 0;
    for (int n = 0; n < s.images(); n++) {
      for (int oy = 0; oy < s.outHeight(); oy++) {
        for (int ox = 0; ox < s.outWidth(); ox++) {
          for (int k = 0; k < s.outChannels(); k++, place++) {
            for (int r = 0; r < s.kernelHeight(); r++) {
              for (int q = 0; q < s.kernelWidth(); q++) {
                int iy = oy * s.strideY() - s.top() + r * s.dilationY();
                int ix = ox * s.strideX() - s.left() + q * s.dilationX();
                if (iy < 0 || ix < 0 || iy >= s.inHeight() || ix >= s.inWidth()) {
                  continue;
                }
                for (int c = 0; c < perGroup; c++) {
                  int channel = k / outsPerGroup * perGroup + c;
                  int xi = ((n * s.inHeight() + iy) * s.inWidth() + ix) * s.inChannels() + channel;
                  int wi = ((k * s.kernelHeight() + r) * s.kernelWidth() + q) * perGroup + c;
                  y[place] += x[xi] * w[wi];
                  gx[xi] += g[place] * w[wi];
                  gw[wi] += g[place] * x[xi];
                }
              }
            }
          }
        }
      }
    }
  }

  @Test
  void theChoiceIsKeptAndReadAgain() throws Exception {
    check(Precision.FLOAT32, PLAIN);
    Path file;
    try (var files = Files.list(cache)) {
      file = files.filter(one -> one.toString().endsWith(".txt")).findFirst().orElseThrow();
    }
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(3).allMatch(line -> line.startsWith("2 "));
    assertThat(file.getFileName().toString()).isEqualTo("convolutions-Fake-GPU-cudnn-91900.txt");

    Files.write(file, List.of("no number", "99 " + lines.get(0).substring(2), lines.get(1)));
    check(Precision.FLOAT32, PLAIN);
    assertThat(Files.readAllLines(file)).containsExactlyInAnyOrderElementsOf(lines);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRecordingRepeatsWhatWasRecorded(boolean bfloat16) {
    Precision precision = bfloat16 ? Precision.BFLOAT16 : Precision.FLOAT32;
    ConvolutionShape s = new ConvolutionShape(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 1, 1, 1);
    try (OnDevice on = new OnDevice(bfloat16);
        Convolutions convolutions = new Convolutions(on.device, precision, cache)) {
      long x = on.numbers(3);
      long y = on.empty(1);
      Runnable call =
          convolutions.bind(ConvolutionKind.FORWARD, s, new Tensors(x, on.numbers(2), y));
      Runnable sum = on.kernels.launch("add", Grid.each(1), x, y, x, 1L);
      try (Recording recording =
          new Recording(
              on.device,
              () -> {
                call.run();
                sum.run();
              })) {
        assertThat(on.readNumbers(x, 1)).containsExactly(3);
        recording.run();
        recording.run();
        assertThat(on.readNumbers(x, 1)).containsExactly(27);
      }
    }
  }
}
