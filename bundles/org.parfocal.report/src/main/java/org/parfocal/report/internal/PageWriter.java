package org.parfocal.report.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.parfocal.api.OutputException;
import org.parfocal.core.StoredStudy;
import org.parfocal.report.ReportOptions;
import org.parfocal.report.ReportSection;
import org.parfocal.report.ReportWriter;

/** Writes the sections of whoever offers some, those of the highest ranking first. */
@Component
public final class PageWriter implements ReportWriter {
  @Reference(
      service = ReportSection.class,
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  volatile Collection<Map.Entry<Map<String, Object>, ReportSection>> sections = List.of();

  @Override
  public void write(Map<String, StoredStudy> studies, ReportOptions options, Path file) {
    List<ReportSection> ordered =
        sections.stream()
            .sorted(Comparator.comparingInt(entry -> -ranking(entry.getKey())))
            .map(Map.Entry::getValue)
            .toList();
    String page = new Page(ordered, options).text(studies);
    Path beside = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      Files.write(beside, page.getBytes(StandardCharsets.UTF_8));
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new OutputException(
          "%s cannot be written (%s); name another file with --to FILE."
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static int ranking(Map<String, Object> properties) {
    return properties.get("service.ranking") instanceof Integer ranking ? ranking : 0;
  }
}
