package org.parfocal.augmentation.dcgan.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.RgbImage;
import org.parfocal.testkit.RecordingJob;

class GroupReportTest {
  private static final List<GanScores> CURVE =
      List.of(new GanScores(1.5, 0.75, 0.5, 0.25), new GanScores(1, 2, 0.6, 0.4));
  private static final List<byte[]> REAL = Discs.ofBothModes(70, 1);

  @TempDir Path folder;

  @Test
  void writesCurvesOfAllGroupsAndPicturesOfEach() throws IOException {
    RecordingJob job = new RecordingJob(folder.resolve("job"), 1);
    GroupReport report = new GroupReport(job);
    report.add(group("benign"), REAL, Discs.ofBothModes(64, 2), CURVE, Discs.SIZE);
    report.add(group("=../\"x\n"), REAL, Discs.ofBothModes(64, 2), CURVE, Discs.SIZE);

    Path made = folder.resolve("job/generated");
    assertThat(made.resolve("losses.csv"))
        .hasContent(
            """
            epoch,group,discriminator-loss,generator-loss,d-of-real,d-of-generated
            1,"benign",1.50000,0.750000,0.500000,0.250000
            2,"benign",1.00000,2.00000,0.600000,0.400000
            1,"'=../""x ",1.50000,0.750000,0.500000,0.250000
            2,"'=../""x ",1.00000,2.00000,0.600000,0.400000
            """);
    assertThat(made.toFile().list())
        .containsExactlyInAnyOrder(
            "losses.csv", "1-benign.png", "1-benign-losses.png", "2--x-.png", "2--x--losses.png");
    assertThat(job.history()).hasSize(4);
    assertThat(job.history().get(1).toString())
        .isEqualTo(
            "{generator=1, generator-epoch=2, discriminator-loss=1.0, generator-loss=2.0,"
                + " d-of-real=0.6, d-of-generated=0.4}");
    assertThat(job.warnings()).isEmpty();
  }

  @Test
  void aSecondAttemptReplacesTheFirst() throws IOException {
    RecordingJob job = new RecordingJob(folder.resolve("job"), 1);
    new GroupReport(job).add(group("benign"), REAL, Discs.ofBothModes(64, 2), CURVE, Discs.SIZE);
    new GroupReport(job).add(group("benign"), REAL, Discs.ofBothModes(64, 2), CURVE, Discs.SIZE);

    assertThat(Files.readAllLines(folder.resolve("job/generated/losses.csv"))).hasSize(3);
  }

  /** Without weights on its random vector, a generator makes one image. */
  @Test
  void aCollapsedGeneratorIsReported() {
    TestEngine.start();
    RecordingJob job = new RecordingJob(folder.resolve("job"), 1);
    GanHyperparameters hyperparameters = new GanHyperparameters(Discs.SIZE, 10, 4, 2, 8, 1e-3);
    GeneratorStreams streams = new GeneratorStreams(1, "benign");
    TrainedGenerator generator =
        new GeneratorTraining(hyperparameters, job)
            .train("benign", REAL, streams, new GeneratorCheckpoint(Path.of("none"), 0));
    List<float[]> state = new ArrayList<>(generator.state());
    Arrays.fill(state.get(0), 0);
    List<byte[]> images = new ArrayList<>();
    new ImageMaker(hyperparameters, streams)
        .make(new TrainedGenerator(state, CURVE), GroupReport.IMAGES, images::add);

    GroupReport report = new GroupReport(job);
    for (String name : List.of("benign", "at 40X", "at 100X", "at 200X", "at 400X", "malignant")) {
      report.add(group(name), REAL, images, CURVE, Discs.SIZE);
    }
    report.add(group("sound"), REAL, REAL, CURVE, Discs.SIZE);
    assertThat(job.warnings()).isEmpty();
    report.end();

    assertThat(job.warnings())
        .containsExactly(
            "6 of 7 generators have collapsed: benign (0 %), at 40X (0 %), at 100X (0 %), at 200X (0"
                + " %), at 400X (0 %) and 1 more. Their images differ from each other by that share of"
                + " what real ones do; look at the pictures in generated, and change"
                + " augmentation.dcgan.epochs or give them more images.");
  }

  @Test
  void theSheetShowsRealImagesAboveAndGeneratedOnesBelow() {
    byte[] dark = new byte[12];
    byte[] grey = new byte[12];
    Arrays.fill(grey, (byte) 99);

    RgbImage sheet = ContactSheet.of(Collections.nCopies(9, dark), List.of(grey), 2);

    // Eight columns of 2 + 2 pixels; three rows, and twelve pixels between the kinds.
    assertThat(sheet.width()).isEqualTo(8 * 4 + 2);
    assertThat(sheet.height()).isEqualTo(3 * 4 + 2 + 12);
    assertThat(red(sheet, 2, 2)).isZero();
    assertThat(red(sheet, 2, 6)).isZero();
    assertThat(red(sheet, 6, 6)).isEqualTo(255);
    assertThat(red(sheet, 2, 2 * 4 + 2 + 12)).isEqualTo(99);
    assertThat(red(sheet, 4, 2 * 4 + 2 + 12)).isEqualTo(255);
  }

  @Test
  void thePlotHasZeroBelowAndTheLargestLossAbove() {
    RgbImage plot = LossPlot.of(CURVE);

    // The last generator loss, 2, is the largest: orange in the upper right corner.
    assertThat(red(plot, plot.width() - 1, 0)).isEqualTo(0xff);
    assertThat(plot.rgb()[3 * (plot.width() - 1) + 2]).isEqualTo((byte) 0x0e);
    // The first discriminator loss, 1.5, is blue at three quarters of the height.
    assertThat(red(plot, 0, Math.round(0.25f * (plot.height() - 1)))).isEqualTo(0x1f);
  }

  private static int red(RgbImage image, int x, int y) {
    return image.rgb()[3 * (y * image.width() + x)] & 255;
  }

  private static SampleGroup group(String name) {
    return new SampleGroup(name, 0, null, List.of());
  }
}
