package org.parfocal.command.internal;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.parfocal.api.BackboneFile;
import org.parfocal.api.DatasetFetcher;
import org.parfocal.api.DatasetWriter;
import org.parfocal.api.ImageFinder;
import org.parfocal.platform.Platform;
import org.parfocal.report.ReportWriter;

/** The program: arguments in, exit code out. */
@Component(service = ToIntFunction.class, property = "parfocal.command=main")
public final class ParfocalCommand implements ToIntFunction<String[]> {
  private final BundleContext context;
  private final Platform platform;
  private final ReportWriter report;

  @Reference(
      service = DatasetWriter.class,
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  private volatile Collection<Map.Entry<Map<String, Object>, DatasetWriter>> writers = List.of();

  @Reference(
      service = DatasetFetcher.class,
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  private volatile Collection<Map.Entry<Map<String, Object>, DatasetFetcher>> fetchers = List.of();

  @Reference(
      service = ImageFinder.class,
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  private volatile Collection<ImageFinder> finders = List.of();

  @Reference(
      service = BackboneFile.class,
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  private volatile Collection<BackboneFile> backbones = List.of();

  @Activate
  public ParfocalCommand(
      BundleContext context, @Reference Platform platform, @Reference ReportWriter report) {
    this.context = context;
    this.platform = platform;
    this.report = report;
  }

  @Override
  public int applyAsInt(String[] arguments) {
    Terminal terminal = Terminal.ofProcess();
    return new CommandTree(
            context,
            platform,
            report,
            () -> writers,
            () -> fetchers,
            () -> finders,
            () -> backbones,
            terminal)
        .execute(arguments);
  }
}
