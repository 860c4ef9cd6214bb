package org.parfocal.command.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.CacheFolder;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetWriter;
import org.parfocal.api.Embedder;
import org.parfocal.api.Sample;
import org.parfocal.api.Sections;
import org.parfocal.core.Variant;
import org.parfocal.platform.OpenStudy;
import org.parfocal.platform.Platform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "embed",
    description = {
      "Embeds the images of a study by its frozen backbone, and writes the vectors as TRIDENT does:"
          + " an .h5 file for each slide, and an index.csv that says whose they are.",
      "The reader features reads them again. Run it again after a stop, and it goes on."
    })
final class EmbedCommand extends WritingCommand {
  private static final String LAYOUT = "features";
  private static final List<String> DECIDING =
      List.of(Sections.DATASET, Sections.IMAGES, Sections.BACKBONE);

  @Parameters(index = "0", paramLabel = "FILE", description = "The study file (YAML).")
  Path file = Path.of("");

  @Parameters(index = "1", paramLabel = "DIRECTORY", description = "A new or empty folder.")
  Path directory = Path.of("");

  @Parameters(
      index = "2..*",
      paramLabel = "key=value",
      description = "Settings that override the file, for example images.size=224.")
  List<String> settings = List.of();

  @Option(
      names = "--variant",
      paramLabel = "NAME",
      description = "The variant whose data set and backbone are used, where they differ.")
  @Nullable String variant;

  EmbedCommand(
      Platform platform,
      Supplier<Collection<Map.Entry<Map<String, Object>, DatasetWriter>>> writers,
      Terminal terminal) {
    super(platform, writers, terminal);
  }

  @Override
  String lessMemory() {
    return "lower images.size";
  }

  @Override
  public Integer call() {
    DatasetWriter writer = writer(LAYOUT);
    try (OpenStudy open = platform.open(file, settings)) {
      Variant chosen = chosen(open.study().variants());
      Embedder embedder = open.parts().embedder(chosen);
      String encoder = embedder.encoder();
      Dataset embedded =
          write(
              writer,
              open.parts().reader(chosen),
              (dataset, progress) -> embedded(dataset, embedder, encoder, progress),
              directory);
      report(embedded, encoder);
      return ExitCodes.DONE;
    }
  }

  private Variant chosen(List<Variant> variants) {
    List<String> names = variants.stream().map(Variant::name).toList();
    if (variant != null) {
      return variants.stream()
          .filter(each -> each.name().equals(variant))
          .findFirst()
          .orElseThrow(
              () ->
                  new ConfigurationException(
                      "The study has no variant %s; it has: %s."
                          .formatted(variant, String.join(", ", names))));
    }
    long different =
        variants.stream()
            .map(each -> DECIDING.stream().map(each::section).toList())
            .distinct()
            .count();
    if (different > 1) {
      throw new ConfigurationException(
          "The variants differ in data set, images or backbone; choose one with --variant: %s."
              .formatted(String.join(", ", names)));
    }
    return variants.get(0);
  }

  private static Dataset embedded(
      Dataset dataset, Embedder embedder, String encoder, Progress progress) {
    TimeOfItems time = new TimeOfItems("embedding", System::nanoTime);
    List<float[]> vectors =
        embedder.embed(
            dataset.samples(),
            CacheFolder.path(),
            (done, total) ->
                progress.step(total == 0 ? 1 : (double) done / total, time.told(done, total)));
    List<Sample> samples = new ArrayList<>();
    for (int row = 0; row < vectors.size(); row++) {
      Sample sample = dataset.samples().get(row);
      samples.add(
          sample
              .withImage(new EmbeddedImage(sample.image(), vectors.get(row)))
              .withAttribute("encoder", encoder));
    }
    return dataset.with(samples);
  }

  private void report(Dataset embedded, String encoder) {
    Path folder = directory.toAbsolutePath().normalize();
    terminal
        .out()
        .printf(
            "%d embeddings of %d numbers by %s are in %s%nTo learn from them: dataset: {reader: features, path: %s, classes: [%s]}%n",
            embedded.samples().size(),
            embedded.samples().isEmpty() ? 0 : embedded.samples().get(0).image().embeddingSize(),
            encoder,
            folder,
            folder,
            String.join(", ", embedded.classes()));
    terminal.out().flush();
  }
}
