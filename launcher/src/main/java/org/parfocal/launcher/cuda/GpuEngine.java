package org.parfocal.launcher.cuda;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What one engine asks of a machine with a GPU. */
interface GpuEngine {
  /** The word by which a distribution names it. */
  String word();

  /** Why a driver does not fit whatever the GPU is; empty if it may. */
  Optional<String> objection(DriverVersion driver);

  /** The driver to be installed. */
  DriverVersion driver();

  /** Why the engine cannot run on this GPU, and what to do; empty if it can. */
  Optional<String> objection(Gpu gpu, ComputeCapability capability);

  /** What of the GPU, driver and libraries is used, as the end of a sentence that names the GPU. */
  String description(ComputeCapability capability, Optional<DriverVersion> driver);

  /** The libraries to load, in this order; empty where the engine finds them itself. */
  List<Path> libraries();
}
