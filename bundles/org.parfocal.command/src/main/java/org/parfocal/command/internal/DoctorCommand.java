package org.parfocal.command.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.parfocal.core.text.Json;
import org.parfocal.platform.Platform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "doctor",
    description = "Checks this machine and this installation, and says what to do.")
final class DoctorCommand extends PlatformCommand {
  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      defaultValue = "studies",
      description = "The results folder to check (default: ${DEFAULT-VALUE}).")
  Path output = Path.of("studies");

  @Option(names = "--json", description = "Print one JSON object.")
  boolean json;

  private final BundleContext context;

  DoctorCommand(BundleContext context, Platform platform, Terminal terminal) {
    super(platform, terminal);
    this.context = context;
  }

  @Override
  public Integer call() {
    List<Finding> findings = new ArrayList<>(MachineCheckup.findings(output));
    findings.addAll(new InstallationCheckup(context, platform).findings());
    Verdict verdict = Verdict.of(findings);
    if (json) {
      terminal.out().println(Json.line(verdict.members(findings)));
    } else {
      TextTable table = new TextTable();
      findings.forEach(one -> table.row(one.level().word(), one.what(), one.told()));
      terminal.out().print(table);
      terminal.out().println("\n" + verdict.sentence());
    }
    return verdict.failures() > 0 ? ExitCodes.USAGE : ExitCodes.DONE;
  }
}
