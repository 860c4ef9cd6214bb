package org.parfocal.platform.internal.wiring;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.parfocal.api.AugmentationStrategy;
import org.parfocal.api.DatasetReader;
import org.parfocal.api.Embedder;
import org.parfocal.api.Images;
import org.parfocal.api.Metric;
import org.parfocal.api.ModelStrategy;
import org.parfocal.api.PluginException;
import org.parfocal.api.PredictionPooling;
import org.parfocal.api.Protocol;
import org.parfocal.api.Sections;
import org.parfocal.core.Study;
import org.parfocal.core.StudyParts;
import org.parfocal.core.Variant;
import org.parfocal.platform.OpenStudy;
import org.parfocal.platform.internal.resolving.ResolvedSection;
import org.parfocal.platform.internal.resolving.ResolvedStudy;
import org.parfocal.platform.internal.resolving.ResolvedVariant;

/** A study and its parts, whose services are found again at every call. */
public final class WiredStudy implements OpenStudy, StudyParts {
  private final ResolvedStudy study;
  private final Wiring wiring;
  private final Environment environment;
  private final BackboneFormats formats;
  private final Map<String, ResolvedVariant> variants = new HashMap<>();
  private final Map<String, FailedStart> unstarted = new HashMap<>();

  WiredStudy(ResolvedStudy study, Wiring wiring, Environment environment, BackboneFormats formats) {
    this.study = study;
    this.wiring = wiring;
    this.environment = environment;
    this.formats = formats;
    study.variants().forEach(variant -> variants.put(variant.variant().name(), variant));
  }

  /**
   * Makes every part, so that what does not start is reported before anything runs. A variant whose
   * own plugins break down does not keep the others from running.
   */
  public WiredStudy complete() {
    try {
      metrics();
      for (ResolvedVariant resolved : study.variants()) {
        Variant variant = resolved.variant();
        reader(variant);
        protocol(variant);
        try {
          augmentations(variant);
          model(variant);
        } catch (FailedStart e) {
          unstarted.put(variant.name(), e);
        }
      }
      if (unstarted.size() == study.variants().size()) {
        throw unstarted.get(study.variants().get(0).variant().name());
      }
      return this;
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  @Override
  public Study study() {
    return study.study();
  }

  @Override
  public StudyParts parts() {
    return this;
  }

  @Override
  public void close() {
    wiring.close();
  }

  @Override
  public DatasetReader reader(Variant variant) {
    return service(variant, Sections.DATASET, DatasetReader.class);
  }

  @Override
  public Protocol protocol(Variant variant) {
    return service(variant, Sections.PROTOCOL, Protocol.class);
  }

  @Override
  public List<Metric> metrics() {
    return study.metrics().stream()
        .map(metric -> wiring.service(metric, Map.of(), Metric.class))
        .toList();
  }

  @Override
  public Images images(Variant variant) {
    return service(variant, Sections.IMAGES, Images.class);
  }

  @Override
  public List<AugmentationStrategy> augmentations(Variant variant) {
    if (unstarted.containsKey(variant.name())) {
      return List.of();
    }
    Map<String, List<ResolvedSection>> sections = sections(variant);
    return sections.getOrDefault(Sections.AUGMENTATION, List.of()).stream()
        .map(section -> wiring.service(section, sections, AugmentationStrategy.class))
        .toList();
  }

  @Override
  public ModelStrategy model(Variant variant) {
    FailedStart failed = unstarted.get(variant.name());
    return failed == null
        ? strategy(wiring, sections(variant))
        : new UnstartedStrategy(variant.name(), failed);
  }

  @Override
  public Embedder embedder(Variant variant) {
    return service(variant, Sections.TRAINING, Embedder.class);
  }

  private <T> T service(Variant variant, String section, Class<T> type) {
    Map<String, List<ResolvedSection>> sections = sections(variant);
    return wiring.service(required(sections, section), sections, type);
  }

  private Map<String, List<ResolvedSection>> sections(Variant variant) {
    ResolvedVariant resolved = variants.get(variant.name());
    if (resolved == null) {
      throw new IllegalArgumentException("no variant " + variant.name());
    }
    return resolved.sections();
  }

  /** The strategy of a variant, with the pooling that its models predict by. */
  static ModelStrategy strategy(Wiring wiring, Map<String, List<ResolvedSection>> sections) {
    ModelStrategy strategy =
        wiring.service(required(sections, Sections.MODEL), sections, ModelStrategy.class);
    List<ResolvedSection> inference = sections.getOrDefault(Sections.INFERENCE, List.of());
    return inference.isEmpty()
        ? strategy
        : new PooledStrategy(
            strategy, wiring.service(inference.get(0), sections, PredictionPooling.class));
  }

  static ResolvedSection required(Map<String, List<ResolvedSection>> sections, String name) {
    return sections.getOrDefault(name, List.of()).stream()
        .findFirst()
        .orElseThrow(
            () -> new PluginException("No plugin for the section " + name + " is installed."));
  }

  @Override
  public Map<String, String> bundles(Variant variant) {
    return wiring.bundles(sections(variant).values().stream().flatMap(List::stream).toList());
  }

  @Override
  public String engine() {
    return environment.engine();
  }

  @Override
  public List<Path> together(Path file) {
    return formats.together(file);
  }

  @Override
  public Map<String, String> metricBundles() {
    return wiring.bundles(study.metrics());
  }

  @Override
  public Map<String, String> environment() {
    return environment.now();
  }
}
