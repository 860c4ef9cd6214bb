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
import java.util.Objects;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.parfocal.api.OutputException;
import org.parfocal.core.StoredStudy;
import org.parfocal.report.ReportOptions;
import org.parfocal.report.ReportSection;
import org.parfocal.report.ReportWriter;
import org.parfocal.report.ReportedStudy;

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
    write(
        file,
        new Page(ordered(), options).text(studies).getBytes(StandardCharsets.UTF_8),
        "name another file with --to FILE");
  }

  @Override
  public void export(Map<String, StoredStudy> studies, ReportOptions options, Path folder) {
    String otherwise = "name another folder with --export FOLDER";
    int place = 1;
    for (StoredStudy study : studies.values()) {
      Path own = studies.size() == 1 ? folder : folder.resolve("study-" + place++);
      new ReportFolder(ordered())
          .files(new ReportedStudy(study, options))
          .forEach((name, content) -> write(own.resolve(name), content, otherwise));
    }
  }

  @Override
  public void share(StoredStudy study, boolean withPatients, Path archive) {
    new SharedArchive(ordered(), study, withPatients).write(archive);
  }

  private List<ReportSection> ordered() {
    return sections.stream()
        .sorted(Comparator.comparingInt(entry -> -ranking(entry.getKey())))
        .map(Map.Entry::getValue)
        .toList();
  }

  private static void write(Path file, byte[] content, String otherwise) {
    Path beside = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.write(beside, content);
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new OutputException(
          "%s cannot be written (%s); %s.".formatted(file, e.getMessage(), otherwise), e);
    }
  }

  private static int ranking(Map<String, Object> properties) {
    return properties.get("service.ranking") instanceof Integer ranking ? ranking : 0;
  }
}
