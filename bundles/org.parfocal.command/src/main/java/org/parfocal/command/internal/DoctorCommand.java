package org.parfocal.command.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.BundleContext;
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

  private final BundleContext context;

  DoctorCommand(BundleContext context, Platform platform, Terminal terminal) {
    super(platform, terminal);
    this.context = context;
  }

  @Override
  public Integer call() {
    List<Finding> findings = new ArrayList<>(MachineCheckup.findings(output));
    findings.addAll(new InstallationCheckup(context, platform).findings());
    TextTable table = new TextTable();
    findings.forEach(finding -> table.row(finding.level().word(), finding.what(), finding.told()));
    terminal.out().print(table);
    terminal.out().flush();
    boolean failed = findings.stream().anyMatch(one -> one.level() == Finding.Level.FAIL);
    return failed ? ExitCodes.BUG : ExitCodes.DONE;
  }
}
