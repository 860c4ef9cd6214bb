package org.parfocal.report.internal;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.parfocal.core.StoredStudy;
import org.parfocal.report.Report;
import org.parfocal.report.ReportOptions;
import org.parfocal.report.ReportSection;
import org.parfocal.report.ReportWriter;
import org.parfocal.report.StudyImages;

/** Writes the sections of whoever offers some, those of the highest ranking first. */
@Component
public final class PageWriter implements ReportWriter {
  @Reference(
      service = ReportSection.class,
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  volatile Collection<Map.Entry<Map<String, Object>, ReportSection>> sections = List.of();

  @Override
  public Report report(Map<String, StoredStudy> studies, ReportOptions options) {
    Map<String, StudySections> made = new LinkedHashMap<>();
    studies.forEach((name, study) -> made.put(name, StudySections.of(study, options, ordered())));
    return new WrittenReport(made);
  }

  @Override
  public void share(
      StoredStudy study, boolean withPatients, Optional<StudyImages> images, Path archive) {
    new SharedArchive(ordered(), study, withPatients, images).write(archive);
  }

  private List<ReportSection> ordered() {
    return sections.stream()
        .sorted(Comparator.comparingInt(entry -> -ranking(entry.getKey())))
        .map(Map.Entry::getValue)
        .toList();
  }

  private static int ranking(Map<String, Object> properties) {
    return properties.get("service.ranking") instanceof Integer ranking ? ranking : 0;
  }
}
