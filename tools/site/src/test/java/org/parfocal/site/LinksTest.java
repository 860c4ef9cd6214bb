package org.parfocal.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinksTest {
  private static final String OTHER =
      """
      # Files

      ## What a study leaves: `report.html`
      ## Again
      ## Again
      ## µm per pixel
      """;

  private static List<String> faults(String markdown) {
    Map<String, Page> pages =
        Map.of(
            "docs/one.md", Page.of("docs/one.md", markdown),
            "docs/more/other.md", Page.of("docs/more/other.md", OTHER));
    return new Links(pages, "configs/a.yaml"::equals).faults();
  }

  @Test
  void aLinkToAFileThatIsNotThereIsAFault() {
    assertThat(faults("[a](gone.md) ![b](images/gone.png) [c](../../outside.md)"))
        .containsExactly(
            "docs/one.md links to gone.md, which is no file.",
            "docs/one.md links to images/gone.png, which is no file.",
            "docs/one.md links to ../../outside.md, which is no file.");
    assertThat(faults("[a](more/other.md) [b](../configs/a.yaml) [c](https://example.org/x#y)"))
        .isEmpty();
  }

  @Test
  void anAnchorIsThatOfAHeadingAsGitHubNamesIt() {
    assertThat(
            faults(
                "[a](more/other.md#what-a-study-leaves-reporthtml) [b](more/other.md#again-1)"
                    + " [c](more/other.md#µm-per-pixel)\n\n# Here\n\n[d](#here)"))
        .isEmpty();
    assertThat(faults("[a](more/other.md#again-2) [b](#there)"))
        .containsExactly(
            "docs/one.md links to more/other.md#again-2, and there is no such heading.",
            "docs/one.md links to #there, and there is no such heading.");
  }

  @Test
  void theSiteLinksToWhatItMadeOfADocument() {
    assertThat(Target.link("docs/one.md", "README.md", "")).isEqualTo("../index.html");
    assertThat(Target.link("README.md", "docs/more/other.md", "again"))
        .isEqualTo("docs/more/other.html#again");
    assertThat(Target.link("docs/more/other.md", "docs/one.md", "")).isEqualTo("../one.html");
  }

  @Test
  void contentsThatLeaveADocumentOutAreAFault() {
    Page contents = Page.of("docs/README.md", "## Guides\n\n* [One](one.md)\n");
    Map<String, Page> pages =
        Map.of(
            "docs/README.md", contents,
            "docs/one.md", Page.of("docs/one.md", "# One"),
            "docs/decisions/001-x.md", Page.of("docs/decisions/001-x.md", "# X"),
            "docs/two.md", Page.of("docs/two.md", "# Two"));
    assertThat(Contents.of(contents).missing(pages))
        .containsExactly("docs/README.md does not name docs/two.md.");
  }
}
