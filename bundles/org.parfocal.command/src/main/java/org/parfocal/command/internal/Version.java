package org.parfocal.command.internal;

import org.osgi.framework.BundleContext;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {
  private final BundleContext context;

  Version(BundleContext context) {
    this.context = context;
  }

  @Override
  public String[] getVersion() {
    org.osgi.framework.Version version = context.getBundle().getVersion();
    String qualifier = version.getQualifier().isEmpty() ? "" : "-" + version.getQualifier();
    return new String[] {
      "parfocal %d.%d.%d%s"
          .formatted(version.getMajor(), version.getMinor(), version.getMicro(), qualifier),
      "Java %s".formatted(Runtime.version())
    };
  }
}
