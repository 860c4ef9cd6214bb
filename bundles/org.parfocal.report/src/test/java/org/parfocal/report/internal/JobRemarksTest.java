package org.parfocal.report.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.core.StoredStudy;

class JobRemarksTest {
  @TempDir Path folder;

  @Test
  void whatManyJobsSayStandsOnceWithTheirNumber() throws IOException {
    Path study = MadeUpStudy.run(folder, List.of("one", "a: b"), 2, 24);
    Path results = study.resolve("results.json");
    String warnings =
        """
        "warnings" : [ "Job one/40X/seed-1: blurred: all of it.", "of the data",
        "Job one/100X/seed-1: blurred: all of it.", "Job a: b/40X/seed-2: blurred: all of it.",
        "Job one/40X/seed-1: dark.", "Job one/40X/seed-2: bright.", "Job one/100X/seed-2: bright.",
        "Job of another study: dark." ],
        """;
    Files.writeString(
        results,
        Files.readString(results)
            .replaceFirst(
                "(?s)\"warnings\" : \\[.*?\\],\n",
                java.util.regex.Matcher.quoteReplacement(warnings)));

    assertThat(JobRemarks.grouped(StoredStudy.open(study)))
        .containsExactly(
            "3 jobs of 2 variants (one first): blurred: all of it.",
            "of the data",
            "Job one/40X/seed-1: dark.",
            "2 jobs of one: bright.",
            "Job of another study: dark.");
  }
}
