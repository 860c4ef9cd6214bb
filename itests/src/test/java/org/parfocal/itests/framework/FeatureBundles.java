package org.parfocal.itests.framework;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.options.UrlProvisionOption;
import org.parfocal.launcher.Distribution;
import org.parfocal.launcher.FeatureFile;
import org.parfocal.launcher.PlacedBundle;

/**
 * The bundles that the distribution's feature files name for the CPU, read as the launcher reads
 * them. All are started, the shell's too, so that each is seen to resolve.
 */
final class FeatureBundles {
  private FeatureBundles() {}

  static Option[] options() throws Exception {
    Distribution distribution = Distribution.at(System.getProperty("parfocal.distribution"), null);
    FeatureFile reader = new FeatureFile(distribution.repository());
    List<Option> bundles = new ArrayList<>();
    for (Path feature : distribution.features()) {
      for (PlacedBundle bundle : reader.read(feature)) {
        if (bundle.fits(Set.of("cpu"))) {
          bundles.add(bundle(bundle.location()));
        }
      }
    }
    return bundles.toArray(Option[]::new);
  }

  private static UrlProvisionOption bundle(Path location) {
    return CoreOptions.bundle("reference:" + location.toUri());
  }
}
