package org.parfocal.core;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.parfocal.api.AugmentationStrategy;
import org.parfocal.api.DatasetReader;
import org.parfocal.api.Embedder;
import org.parfocal.api.Images;
import org.parfocal.api.Metric;
import org.parfocal.api.ModelStrategy;
import org.parfocal.api.Protocol;

/**
 * The configured services of a study. Asked anew for each job, so that a replaced plugin is used
 * from the next job on.
 */
public interface StudyParts {
  DatasetReader reader(Variant variant);

  Protocol protocol(Variant variant);

  List<Metric> metrics();

  Images images(Variant variant);

  /** In the order in which they are applied. */
  List<AugmentationStrategy> augmentations(Variant variant);

  ModelStrategy model(Variant variant);

  /** Embeds images by the variant's backbone. */
  Embedder embedder(Variant variant);

  /**
   * The code that decides the jobs of a variant, as {@link JobIdentity#bundles()} has it: the
   * bundles of the plugins of its sections and those whose packages they use. Metrics are not among
   * them: they score what is stored.
   */
  Map<String, String> bundles(Variant variant);

  /**
   * What computes tensors: its build and number of threads, which results depend on in their last
   * bits; empty if nothing is installed.
   */
  String engine();

  /** A file that an option names, and those beside it that it is nothing without. */
  List<Path> together(Path file);

  /** The code that decides the scores, written in the same way. */
  Map<String, String> metricBundles();

  /** What belongs into the record of a run: versions of bundles, Java, system, threads. */
  Map<String, String> environment();
}
