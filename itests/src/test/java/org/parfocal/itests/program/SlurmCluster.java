package org.parfocal.itests.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.parfocal.itest.Program;

/**
 * A Slurm of one node and two cores on this machine, started and stopped by a test.
 *
 * @param folder all that it writes
 */
record SlurmCluster(Path folder) implements AutoCloseable {
  private static final Path SCRIPT =
      Program.distribution().resolve("../../../tools/slurm/cluster").normalize();
  private static final List<String> NEEDED = List.of("slurmctld", "slurmd", "munged", "sbatch");
  private static final List<String> FOLDERS = List.of("/usr/bin", "/usr/sbin", "/bin", "/sbin");

  /** Starts it; where Slurm is not installed, the test is skipped and says so. */
  static SlurmCluster start(Path folder) throws IOException, InterruptedException {
    List<String> missing = NEEDED.stream().filter(name -> !isInstalled(name)).toList();
    assumeTrue(
        missing.isEmpty(),
        () -> "Slurm is not installed (no %s); apt-get install slurm-wlm munge".formatted(missing));
    SlurmCluster cluster = new SlurmCluster(folder);
    cluster.run(SCRIPT.toString(), "start", folder.toString(), "2");
    return cluster;
  }

  private static boolean isInstalled(String name) {
    return FOLDERS.stream().anyMatch(bin -> Files.isExecutable(Path.of(bin, name)));
  }

  /** The program, which finds this cluster. */
  Program program(Path study) {
    return Program.in(study).with("SLURM_CONF", configuration());
  }

  private String configuration() {
    return folder.resolve("slurm.conf").toString();
  }

  /** How many tasks wait or run. */
  long living() throws IOException, InterruptedException {
    return run("squeue", "--noheader", "--array", "--format=%T").lines().count();
  }

  /** How many arrays were submitted for a study. */
  static long arrays(StudyFolder study) throws IOException {
    try (Stream<Path> folders = Files.list(study.results().resolve(".workers"))) {
      return folders.count();
    }
  }

  /** Number of the job whose tasks run. */
  String job() throws IOException, InterruptedException {
    return run("squeue", "--noheader", "--array", "--format=%F").lines().findFirst().orElseThrow();
  }

  /** Runs a command of Slurm, and gives what it prints. */
  String run(String... command) throws IOException, InterruptedException {
    Path said = Files.createTempFile(folder.getParent(), "said", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(new ArrayList<>(List.of(command)))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder.environment().put("SLURM_CONF", configuration());
    int code = builder.start().waitFor();
    String text = Files.readString(said, StandardCharsets.UTF_8);
    assertThat(code).as("%s: %s", List.of(command), text).isZero();
    return text;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    run(SCRIPT.toString(), "stop", folder.toString());
  }
}
