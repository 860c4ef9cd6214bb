package org.parfocal.platform.internal;

import java.nio.file.Path;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.parfocal.platform.BundleStatus;
import org.parfocal.platform.Catalogue;
import org.parfocal.platform.OpenDataset;
import org.parfocal.platform.OpenJob;
import org.parfocal.platform.OpenStudy;
import org.parfocal.platform.Platform;

/** Skeleton. */
@Component
public final class FelixPlatform implements Platform {
  @Override
  public Catalogue catalogue() {
    return List::of;
  }

  @Override
  public OpenStudy open(Path file, List<String> overrides) {
    throw new UnsupportedOperationException();
  }

  @Override
  public OpenDataset openDataset(String readerOrFile, List<String> overrides) {
    throw new UnsupportedOperationException();
  }

  @Override
  public OpenStudy reopen(Path folder) {
    throw new UnsupportedOperationException();
  }

  @Override
  public OpenJob openJob(Path folder) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<BundleStatus> bundles() {
    return List.of();
  }
}
