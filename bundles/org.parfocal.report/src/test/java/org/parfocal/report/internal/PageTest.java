package org.parfocal.report.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {
  @TempDir static Path folder;
  private static Path study = Path.of("");
  private static String page = "";

  @BeforeAll
  static void writePage() {
    study = MadeUpStudy.run(folder, List.of("baseline", "fails", "other"), 2, 24);
    page = Sections.page(study, true);
  }

  /** Without the pictures that are part of the page. */
  private static String withoutPictures() {
    String rest = page.replaceAll("<img src=\"data:image/(jpeg|png);base64,[^\"<>]*\"", "<picture");
    assertThat(rest).isNotEqualTo(page);
    return rest;
  }

  @Test
  void showsLabelsAsTextAndNeverAsMarkup() {
    assertThat(withoutPictures()).doesNotContain(MadeUpStudy.MARKUP).doesNotContain("<img");
    assertThat(page).contains("&lt;img src");
  }

  @Test
  void allowsItsOwnScriptsAndNothingElse() throws GeneralSecurityException {
    Matcher policy = Pattern.compile("Security-Policy\" content=\"([^\"]*)\"").matcher(page);
    assertThat(policy.find()).isTrue();
    String allowed = policy.group(1).replace("&#39;", "'").replace("&#x3D;", "=");
    assertThat(allowed).startsWith("default-src 'none'").doesNotContain("unsafe");
    Matcher scripts = Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL).matcher(page);
    int found = 0;
    while (scripts.find()) {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(scripts.group(1).getBytes(StandardCharsets.UTF_8));
      assertThat(allowed).contains(Base64.getEncoder().encodeToString(hash));
      found++;
    }
    assertThat(found).isEqualTo(5);
  }

  @Test
  void namesWhatIsMissingAndWhy() {
    assertThat(page)
        .contains("2 jobs are not done of 24")
        .contains("fails/400X/seed-1 is missing (failed)")
        .contains("singular matrix")
        .contains(">missing (failed)<");
  }

  @Test
  void loadsNothing() {
    assertThat(withoutPictures().replaceAll("(?s)<script>.*?</script>", ""))
        .doesNotContain("<link")
        .doesNotContain("src=\"")
        .doesNotContain("url(");
  }

  @Test
  void isTheSameForTheSameFiles() {
    assertThat(Sections.page(study, true)).isEqualTo(page);
  }

  @Test
  void callsPatientsByNumbersWhereAsked() {
    assertThat(page).contains("\"p24\"");
    assertThat(Sections.page(study, false)).doesNotContain("\"p24\"").contains("\"patient 1\"");
  }

  @Test
  void readsStoredFilesAloneAndChangesNone() throws IOException {
    List<String> before = listing();
    Sections.page(study, true);
    assertThat(listing()).isEqualTo(before);
  }

  private static List<String> listing() throws IOException {
    try (Stream<Path> files = Files.walk(study)) {
      return files.map(file -> file + " " + file.toFile().lastModified()).sorted().toList();
    }
  }
}
