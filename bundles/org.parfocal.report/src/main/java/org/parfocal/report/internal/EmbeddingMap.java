package org.parfocal.report.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.osgi.service.component.annotations.Component;
import org.parfocal.api.Prediction;
import org.parfocal.api.SampleField;
import org.parfocal.core.Embedded;
import org.parfocal.report.Block;
import org.parfocal.report.Pictures;
import org.parfocal.report.Pictures.Colour;
import org.parfocal.report.Pictures.Picture;
import org.parfocal.report.ReportSection;
import org.parfocal.report.ReportedStudy;
import org.parfocal.report.Words;

/** Where a model puts the test patients' images: by class, by domain, by patient. */
@Component(property = "service.ranking:Integer=490")
public final class EmbeddingMap implements ReportSection {
  private static final int LOOKED_AT = 8;
  private static final int MAPS = 4;
  private static final int EDGE = 300;
  private static final double SIZE = 6;

  @Override
  public String heading() {
    return "Embeddings";
  }

  @Override
  public String anchor() {
    return "embeddings";
  }

  @Override
  public List<Block> blocks(ReportedStudy study) {
    List<EmbeddedJob> jobs =
        Shown.variants(study).stream().limit(LOOKED_AT).toList().parallelStream()
            .map(variant -> EmbeddedJob.of(study, variant))
            .toList();
    Map<Integer, List<EmbeddedJob>> alike =
        jobs.stream()
            .filter(EmbeddedJob::isMapped)
            .collect(
                Collectors.groupingBy(
                    EmbeddedJob::fingerprint, LinkedHashMap::new, Collectors.toList()));
    List<Picture> pictures =
        alike.values().stream()
            .limit(MAPS)
            .flatMap(same -> pictures(study, same).stream())
            .toList();
    List<String> unread =
        jobs.stream().map(EmbeddedJob::unread).filter(one -> !one.isEmpty()).toList();
    List<Block> blocks = new ArrayList<>();
    if (!pictures.isEmpty()) {
      String field = study.stored().data().get(0).field();
      blocks.add(
          new Pictures(
              "embedding-map",
              "The test patients' images in the two directions in which embeddings differ most",
              List.of(
                  "Principal components of one job's embeddings, at unseen and seen %ss together; drawn as flat images, of at most %d points each."
                      .formatted(field, EmbeddedJob.MOST),
                  "Islands of one colour are what the embedding knows: it should be the class, and neither the %s nor the patient."
                      .formatted(field),
                  "The first job of each of the first %d variants, at most %d maps; variants with the same embeddings share one."
                      .formatted(LOOKED_AT, MAPS)),
              pictures));
    }
    if (!unread.isEmpty()) {
      blocks.add(new Words("", unread));
    }
    return blocks;
  }

  private static List<Picture> pictures(ReportedStudy study, List<EmbeddedJob> same) {
    EmbeddedJob job = same.get(0);
    PrincipalComponents components =
        PrincipalComponents.of(job.images().stream().map(Embedded::embedding).toList());
    List<String> classes = study.stored().data(job.variant()).classes();
    String field = study.stored().data(job.variant()).field();
    String whose =
        job.key()
            + (same.size() == 1
                ? ""
                : same.stream()
                    .skip(1)
                    .map(EmbeddedJob::variant)
                    .collect(Collectors.joining(", ", "; the same of ", "")));
    return List.of(
        picture(
            components, job, one -> classes.get(one.label()), classes, List.of("by class", whose)),
        picture(
            components,
            job,
            one -> one.domain() == null ? "unknown" : one.domain(),
            study.domains(job.variant()),
            List.of("by " + field, whose)),
        picture(
            components,
            job,
            one -> study.patient(one.patient()),
            List.of(),
            List.of("by patient", whose)));
  }

  private static Picture picture(
      PrincipalComponents components,
      EmbeddedJob job,
      Function<Prediction, String> group,
      List<String> order,
      List<String> about) {
    List<Prediction> said = job.said();
    List<String> groups =
        said.stream()
            .map(group)
            .distinct()
            .sorted(
                Comparator.<String>comparingInt(order::indexOf).thenComparing(SampleField.ORDER))
            .toList();
    double[][] places = scaled(components.places());
    Drawing drawing = new Drawing(EDGE, EDGE);
    for (int i = 0; i < places.length; i++) {
      drawing.point(places[i][0], places[i][1], SIZE, groups.indexOf(group.apply(said.get(i))));
    }
    List<Colour> colours =
        groups.size() > Palette.size()
            ? List.of()
            : IntStream.range(0, groups.size())
                .mapToObj(number -> new Colour(number, groups.get(number)))
                .toList();
    List<String> lines = new ArrayList<>(about);
    lines.add(
        String.format(
            Locale.ROOT,
            "across %.0f %%, up %.0f %% of the variance",
            100 * components.shares()[0],
            100 * components.shares()[1]));
    if (colours.isEmpty()) {
      lines.add("%d of them, colours repeat".formatted(groups.size()));
    }
    return new Picture(
        drawing.image(),
        false,
        "Map of %d images of %s, coloured %s".formatted(said.size(), job.key(), about.get(0)),
        lines,
        colours);
  }

  /** Into the unit square, both axes alike, so that distances can be compared. */
  private static double[][] scaled(double[][] places) {
    double[] low = places[0].clone();
    double[] high = places[0].clone();
    for (double[] place : places) {
      for (int k = 0; k < low.length; k++) {
        low[k] = Math.min(low[k], place[k]);
        high[k] = Math.max(high[k], place[k]);
      }
    }
    double range = Math.max(Math.max(high[0] - low[0], high[1] - low[1]), Double.MIN_NORMAL);
    double[][] scaled = new double[places.length][low.length];
    for (int i = 0; i < scaled.length; i++) {
      for (int k = 0; k < low.length; k++) {
        scaled[i][k] = 0.5 + (places[i][k] - (low[k] + high[k]) / 2) / range;
      }
    }
    return scaled;
  }
}
