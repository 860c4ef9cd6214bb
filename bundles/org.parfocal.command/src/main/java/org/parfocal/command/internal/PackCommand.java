package org.parfocal.command.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.OutputException;
import org.parfocal.core.ModelArchive;
import org.parfocal.core.ModelFolders;
import org.parfocal.core.Pseudonyms;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "pack",
    description = {
      "Packs finished models into one file, with which parfocal predict works on any machine.",
      "It holds no images and no paths of this machine."
    })
final class PackCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "FOLDER",
      description = "The folder of a job, or of a fold, a variant or a study.")
  Path folder = Path.of("");

  @Parameters(index = "1", paramLabel = "FILE.zip", description = "The archive to write.")
  Path archive = Path.of("");

  @Option(
      names = "--without-weights",
      description =
          "Leaves out the weights of frozen backbones, which predict --weights FILE then needs.")
  boolean withoutWeights;

  @Option(
      names = "--pseudonyms",
      paramLabel = "FILE",
      description =
          "Puts pseudonyms in place of the ids of patients and images. FILE (CSV) keeps which is"
              + " which, and is used again the next time: it is not for others.")
  @Nullable Path pseudonyms;

  private final Terminal terminal;

  PackCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Path target = archive.toAbsolutePath().normalize();
    if (!target.toString().endsWith(".zip") || Files.isDirectory(target)) {
      throw new OutputException(
          archive + " is not the name of an archive; give a file that ends with .zip.");
    }
    ModelFolders found = ModelFolders.all(folder, folder.toString());
    if (found.unfinished() > 0) {
      terminal.warning(
          "%d jobs below %s are not done and are left out.".formatted(found.unfinished(), folder));
    }
    Optional<Pseudonyms> names = Optional.ofNullable(pseudonyms).map(Pseudonyms::new);
    ModelArchive.write(found.jobs(), target, !withoutWeights, names);
    int models = found.jobs().size();
    terminal.out().printf("%d model%s: %s%n", models, models == 1 ? "" : "s", target);
    terminal.out().flush();
    return ExitCodes.DONE;
  }
}
