package org.parfocal.report.internal;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.parfocal.core.StoredStudy;
import org.parfocal.report.ReportOptions;
import org.parfocal.report.ReportSection;

/** The sections that come with the bundle, without a framework. */
final class Sections {
  static final List<ReportSection> ALL =
      List.of(
          new Findings(),
          new Leaderboard(),
          new HeldOut(),
          new Gains(),
          new Curves(),
          new Reliability(),
          new Confusions(),
          new Patients(),
          new HardestImages(),
          new TrainingCurves(),
          new EmbeddingMap(),
          new FoldPairs(),
          new MagnificationViews(),
          new GeneratedImages(),
          new Options(),
          new Times(),
          new Jobs(),
          new HowItWasRun());

  private Sections() {}

  /** The page of a study. */
  static String page(Path folder, boolean patientIds) {
    return page(folder, patientIds ? ReportOptions.named() : ReportOptions.numbered());
  }

  static String page(Path folder, ReportOptions options) {
    StoredStudy study = StoredStudy.open(folder);
    return new Page(Map.of(study.results().study(), StudySections.of(study, options, ALL))).text();
  }

  /** The page of several. */
  static String page(List<Path> folders) {
    Map<String, StudySections> studies = new LinkedHashMap<>();
    StoredStudy.openAll(folders)
        .forEach(
            (name, study) ->
                studies.put(name, StudySections.of(study, ReportOptions.named(), ALL)));
    return new Page(studies).text();
  }
}
