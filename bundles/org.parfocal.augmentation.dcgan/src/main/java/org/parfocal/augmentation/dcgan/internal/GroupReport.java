package org.parfocal.augmentation.dcgan.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.parfocal.api.JobContext;
import org.parfocal.api.OutputException;
import org.parfocal.imaging.PngWriter;

/**
 * What a job keeps of its generators, in its folder {@code generated}: a contact sheet and a plot
 * of the losses for each group, {@code losses.csv} for all, the same in the job's history, and a
 * warning if a generator {@linkplain Diversity collapsed}.
 */
final class GroupReport {
  /** Generated images that a report needs. */
  static final int IMAGES = Diversity.COMPARED;

  private final JobContext job;
  private final Path folder;
  private final Path losses;
  private final List<String> collapsed = new ArrayList<>();
  private int groups;

  /** Begins the report of a job; replaces that of an earlier attempt. */
  GroupReport(JobContext job) {
    this.job = job;
    folder = job.directory().resolve("generated");
    losses = folder.resolve("losses.csv");
    write(LossCurves.HEADER, StandardOpenOption.TRUNCATE_EXISTING);
  }

  /**
   * Adds a group.
   *
   * @param real every real image
   * @param generated {@link #IMAGES} generated images
   */
  void add(
      SampleGroup group,
      List<byte[]> real,
      List<byte[]> generated,
      List<GanScores> curve,
      int size) {
    groups++;
    write(LossCurves.rows(group.name(), curve), StandardOpenOption.APPEND);
    history(curve);
    String name = groups + "-" + fileName(group.name());
    PngWriter.write(
        ContactSheet.of(
            spread(real, ContactSheet.IMAGES), spread(generated, ContactSheet.IMAGES), size),
        folder.resolve(name + ".png"));
    PngWriter.write(LossPlot.of(curve), folder.resolve(name + "-losses.png"));
    double share = Diversity.share(spread(real, Diversity.COMPARED), generated);
    if (share < Diversity.COLLAPSED) {
      collapsed.add(String.format(Locale.ROOT, "%s (%.0f %%)", group.name(), 100 * share));
    }
  }

  /** After the last group: warns once of all generators that collapsed. */
  void end() {
    if (!collapsed.isEmpty()) {
      job.warn(
          "%d of %d generators have collapsed: %s. Their images differ from each other by that share of what real ones do; look at the pictures in generated, and change augmentation.dcgan.epochs or give them more images."
              .formatted(collapsed.size(), groups, SampleGroup.named(collapsed)));
    }
  }

  private void history(List<GanScores> curve) {
    for (int epoch = 0; epoch < curve.size(); epoch++) {
      GanScores scores = curve.get(epoch);
      Map<String, Number> line = new LinkedHashMap<>();
      line.put("generator", groups);
      line.put("generator-epoch", epoch + 1);
      line.put("discriminator-loss", scores.discriminatorLoss());
      line.put("generator-loss", scores.generatorLoss());
      line.put("d-of-real", scores.real());
      line.put("d-of-generated", scores.generated());
      job.history(line);
    }
  }

  private void write(String text, StandardOpenOption how) {
    try {
      Files.createDirectories(folder);
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      Files.write(losses, bytes, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how);
    } catch (IOException e) {
      throw new OutputException(
          "The loss curves cannot be written to %s (%s); free space, or mend the folder's rights."
              .formatted(losses, e.getMessage()),
          e);
    }
  }

  /** Class names are anybody's: only harmless characters get into file names. */
  private static String fileName(String group) {
    String harmless = group.replaceAll("[^A-Za-z0-9]+", "-");
    return harmless.substring(0, Math.min(40, harmless.length()));
  }

  /** At most so many, evenly from the whole list. */
  private static List<byte[]> spread(List<byte[]> images, int most) {
    int count = Math.min(most, images.size());
    return IntStream.range(0, count)
        .mapToObj(i -> images.get((int) ((long) i * images.size() / count)))
        .toList();
  }
}
