package org.parfocal.model.dsml.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.parfocal.api.ClassActivation;
import org.parfocal.api.Images;
import org.parfocal.api.JobContext;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.TrainedModel.Output;
import org.parfocal.imaging.PngWriter;

/**
 * What a person can look at after a fit, from validation pyramids only, in the job's folder {@code
 * views}: {@code similarity.csv}, an M × M table of {@link MagnificationComparison}; and for some
 * pyramids of each class a picture with a column for each magnification, the image above and its
 * class activation for the pyramid's own class below, listed in {@code overlays.csv}.
 */
final class Views {
  private static final String FOLDER = "views";

  private final Images images;
  private final Scales scales;
  private final int perClass;
  private final boolean overlays;

  /**
   * Makes views.
   *
   * @param perClass pyramids of each class
   * @param overlays whether class activations are drawn, too
   */
  Views(Images images, Scales scales, int perClass, boolean overlays) {
    this.images = images;
    this.scales = scales;
    this.perClass = perClass;
    this.overlays = overlays;
  }

  void write(TrainedModel model, List<Sample> validation, JobContext job) {
    List<Pyramid> pyramids = Pyramid.among(validation, scales);
    if (pyramids.isEmpty()) {
      job.warn(
          "No views were written: no place or patient of the validation samples has an image at"
              + " every training magnification.");
      return;
    }
    Path folder = job.directory().resolve(FOLDER);
    double[][] probabilities = new double[validation.size()][];
    double[][] representations = new double[validation.size()][];
    predict(model, pyramids, validation, probabilities, representations);
    table(MagnificationComparison.of(pyramids, probabilities, representations))
        .write(folder.resolve("similarity.csv"));
    if (overlays) {
      overlays(model, chosen(pyramids), validation, probabilities, folder, job);
    }
  }

  /**
   * One magnification after another, so that each image is judged by itself even where pyramids are
   * scored as one.
   */
  private void predict(
      TrainedModel model,
      List<Pyramid> pyramids,
      List<Sample> validation,
      double[][] probabilities,
      double[][] representations) {
    for (int m = 0; m < scales.count(); m++) {
      int magnification = m;
      List<Integer> rows =
          pyramids.stream().map(pyramid -> pyramid.rows().get(magnification)).toList();
      List<Output> outputs = model.predict(rows.stream().map(validation::get).toList());
      for (int index = 0; index < rows.size(); index++) {
        probabilities[rows.get(index)] = outputs.get(index).probabilities();
        representations[rows.get(index)] = doubles(outputs.get(index).embedding());
      }
    }
  }

  private static double[] doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(k -> values[k]).toArray();
  }

  private CsvTable table(MagnificationComparison compared) {
    CsvTable table =
        new CsvTable(
            "magnification",
            "other",
            "pyramids",
            "cosine",
            "cosine_elsewhere",
            "cross_entropy",
            "agreement");
    for (int m = 0; m < scales.count(); m++) {
      for (int n = 0; n < scales.count(); n++) {
        table.row(
            scales.name(m),
            scales.name(n),
            compared.pyramids(),
            compared.cosine()[m][n],
            compared.elsewhere()[m][n],
            compared.crossEntropy()[m][n],
            compared.agreement()[m][n]);
      }
    }
    return table;
  }

  /** The first pyramids of each class, those of a patient who has none yet before others. */
  private List<Pyramid> chosen(List<Pyramid> pyramids) {
    List<Pyramid> chosen = new ArrayList<>();
    for (int label : pyramids.stream().map(Pyramid::label).sorted().distinct().toList()) {
      List<Pyramid> first = new ArrayList<>();
      List<Pyramid> later = new ArrayList<>();
      Set<String> patients = new HashSet<>();
      for (Pyramid pyramid : pyramids) {
        if (pyramid.label() == label) {
          (patients.add(pyramid.patient()) ? first : later).add(pyramid);
        }
      }
      first.addAll(later);
      chosen.addAll(first.subList(0, Math.min(perClass, first.size())));
    }
    return chosen;
  }

  private void overlays(
      TrainedModel model,
      List<Pyramid> chosen,
      List<Sample> validation,
      double[][] probabilities,
      Path folder,
      JobContext job) {
    CsvTable list =
        new CsvTable("file", "class", "patient", "place", "magnification", "sample", "probability");
    int number = 0;
    int label = -1;
    for (Pyramid pyramid : chosen) {
      job.checkCancelled();
      number = pyramid.label() == label ? number + 1 : 1;
      label = pyramid.label();
      Optional<PyramidPicture> picture = picture(model, pyramid, validation);
      if (picture.isEmpty()) {
        job.warn(
            "No class activations were drawn: the backbone's embedding is not the mean of feature"
                + " maps.");
        return;
      }
      // Numbers, not names: what a data set calls its classes and places may not do for a file.
      String file = "class-%d-pyramid-%d.png".formatted(label, number);
      PngWriter.write(picture.get().image(), folder.resolve(file));
      for (int row : pyramid.rows()) {
        Sample sample = validation.get(row);
        list.row(
            file,
            job.classes().get(label),
            pyramid.patient(),
            pyramid.place() == null ? "" : pyramid.place(),
            String.valueOf(sample.magnification()),
            sample.id(),
            probabilities[row][label]);
      }
    }
    list.write(folder.resolve("overlays.csv"));
  }

  private Optional<PyramidPicture> picture(
      TrainedModel model, Pyramid pyramid, List<Sample> validation) {
    int size = images.size();
    PyramidPicture picture = new PyramidPicture(scales.count(), size);
    for (int m = 0; m < scales.count(); m++) {
      Sample sample = validation.get(pyramid.rows().get(m));
      Optional<ClassActivation> activation = model.classActivation(sample, pyramid.label());
      if (activation.isEmpty()) {
        return Optional.empty();
      }
      byte[] image = new byte[Math.multiplyExact(Math.multiplyExact(size, size), 3)];
      images.read(sample, image, 0);
      picture.put(m, image, Overlay.paint(image, size, activation.get()));
    }
    return Optional.of(picture);
  }
}
