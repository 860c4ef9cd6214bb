package org.parfocal.command.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetReader;
import org.parfocal.api.Executor;
import org.parfocal.api.FoldPlan;
import org.parfocal.api.ImageSource;
import org.parfocal.api.Protocol;
import org.parfocal.api.RgbImage;
import org.parfocal.api.Sample;
import org.parfocal.platform.BundleStatus;
import org.parfocal.platform.Catalogue;
import org.parfocal.platform.OpenModel;
import org.parfocal.platform.OpenStudy;
import org.parfocal.platform.OptionDescription;
import org.parfocal.platform.OptionDescription.Type;
import org.parfocal.platform.OptionLimits;
import org.parfocal.platform.Platform;
import org.parfocal.platform.PluginDescription;
import org.parfocal.platform.Wired;

/** A platform with one plugin and one data set, whose studies do what a test wants. */
final class FakePlatform implements Platform {
  Supplier<OpenStudy> study =
      () -> {
        throw new UnsupportedOperationException("no study");
      };
  Dataset dataset = dataset(2);
  Protocol protocol = given -> new FoldPlan(List.of(), List.of());
  List<BundleStatus> bundles = List.of(new BundleStatus("a.bundle", "1.0.0", "active", ""));

  static Dataset dataset(int patients) {
    ImageSource image =
        new ImageSource() {
          @Override
          public String key() {
            return "key";
          }

          @Override
          public String description() {
            return "an image";
          }

          @Override
          public RgbImage read() {
            return new RgbImage(1, 1, new byte[3]);
          }
        };
    List<Sample> samples =
        java.util.stream.IntStream.range(0, patients)
            .mapToObj(
                patient ->
                    new Sample(
                        "=s" + patient,
                        image,
                        patient % 2,
                        "p" + patient,
                        "p" + patient,
                        patient == 0 ? null : "40X",
                        OptionalDouble.empty(),
                        null,
                        Map.of()))
            .toList();
    return new Dataset("tiny", List.of("benign", "malignant"), samples, "m", "", List.of("Small."));
  }

  @Override
  public Map<String, Object> schema() {
    return Map.of("title", "Parfocal study");
  }

  @Override
  public Catalogue catalogue() {
    return () ->
        List.of(
            new PluginDescription(
                "model",
                "dann",
                "DANN",
                "Adversarial",
                "org.parfocal.model.dann",
                "1.0.0",
                "dann.jar",
                "pid",
                List.of(
                    option("lambda-max", Type.DOUBLE, List.of("1.0"), false),
                    option("path", Type.TEXT, List.of(), true),
                    option("weights", Type.TEXT, List.of(""), false)),
                List.of(),
                Optional.empty()));
  }

  private static OptionDescription option(
      String key, Type type, List<String> defaults, boolean required) {
    return new OptionDescription(
        key,
        key,
        type,
        false,
        defaults,
        required,
        "About " + key,
        Map.of(),
        OptionLimits.NONE,
        true,
        Optional.empty());
  }

  @Override
  public OpenStudy open(Path file, List<String> overrides) {
    return study.get();
  }

  @Override
  public Wired<DatasetReader> dataset(String readerOrFile, List<String> overrides) {
    return wired(() -> dataset);
  }

  @Override
  public Optional<Wired<Protocol>> protocol(String readerOrFile, List<String> overrides) {
    return readerOrFile.endsWith(".yaml") ? Optional.of(wired(protocol)) : Optional.empty();
  }

  @Override
  public Wired<Executor> executor(String nameOrFile, List<String> options) {
    throw new UnsupportedOperationException("no executor");
  }

  private static <T> Wired<T> wired(T plugin) {
    return new Wired<>() {
      @Override
      public T plugin() {
        return plugin;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public OpenStudy reopen(Path folder) {
    return study.get();
  }

  @Override
  public OpenModel model(Path folder, Optional<Path> weights) {
    throw new UnsupportedOperationException("no job");
  }

  @Override
  public List<BundleStatus> bundles() {
    return bundles;
  }
}
