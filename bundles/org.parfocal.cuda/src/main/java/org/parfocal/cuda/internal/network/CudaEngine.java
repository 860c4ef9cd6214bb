package org.parfocal.cuda.internal.network;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.parfocal.api.CacheFolder;
import org.parfocal.api.EngineException;
import org.parfocal.cuda.internal.device.Device;
import org.parfocal.cuda.internal.device.Libraries;
import org.parfocal.plan.LayerGraph;
import org.parfocal.plan.NetworkEngine;
import org.parfocal.plan.Precision;
import org.parfocal.plan.RunningNetwork;

/** Runs networks on the GPU. Loads no library before the first of them. */
@Component(property = "parfocal.engine=CUDA 13, cuDNN 9")
public final class CudaEngine implements NetworkEngine {
  /** By which the launcher tells what it found, in the order of loading. */
  private static final String LIBRARIES = "parfocal.cuda.libraries";

  private final List<Path> libraries;
  private final Path cache;
  private String identity = "";

  /** Takes what the launcher found. */
  @Activate
  public CudaEngine(BundleContext context) {
    String found = context.getProperty(LIBRARIES);
    libraries =
        found == null || found.isEmpty()
            ? List.of()
            : Arrays.stream(found.split(File.pathSeparator)).map(Path::of).toList();
    cache = CacheFolder.path().resolve("cuda");
  }

  @Override
  public synchronized RunningNetwork network(
      LayerGraph network, Set<String> learning, Precision precision, long seed) {
    load();
    return new CudaNetwork(network, learning, seed, precision, cache);
  }

  private synchronized void load() {
    if (libraries.isEmpty()) {
      throw new EngineException(
          "No libraries of CUDA were found at the start; see parfocal doctor.");
    }
    Libraries.load(libraries, cache.resolve("natives"));
  }

  @Override
  public synchronized String identity(Precision precision) {
    if (identity.isEmpty()) {
      load();
      try (Device device = new Device()) {
        identity = "cuDNN %d on %s".formatted(Device.cudnnVersion(), device.name());
      }
    }
    return identity + ", " + precision;
  }
}
