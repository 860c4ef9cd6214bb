package org.parfocal.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.parfocal.api.Printable;

class EscapedTextTest {
  @Test
  void whatSteersATerminalIsWrittenOut() {
    assertThat(Printable.of("Müller–🔬\t1\n")).isEqualTo("Müller–🔬\t1\n");
    assertThat(Printable.of("\u001B[2J\u0007\r\u007F\u009B\u202E\u2066\u200F"))
        .isEqualTo("\\u001b[2J\\u0007\\u000d\\u007f\\u009b\\u202e\\u2066\\u200f");
  }

  @Test
  void jsonMeansTheSameWhenItIsShown() throws IOException {
    String name = "a\u202Eb\u009Bc\u001Bd";
    String line = Json.line(Map.of("name", name));
    assertThat(Json.parse(Printable.of(line)).text("name")).isEqualTo(name);
  }

  @Test
  void markdownStaysTextOnOneLine() {
    assertThat(Markdown.inline("<img src=x onerror=alert(1)>")).startsWith("\\<img");
    assertThat(Markdown.inline("a\n\n# b\r\n- c")).isEqualTo("a # b - c");
    assertThat(Markdown.inline("[x](javascript:y) ![t](http://z)"))
        .isEqualTo("[x\\](javascript:y) ![t\\](http://z)");
    assertThat(Markdown.cell("a|b`c`&lt;\\<")).isEqualTo("a\\|b\\`c\\`\\&lt;\\\\\\<");
    assertThat(Markdown.inline("0.74 [0.70, 0.81] smse_pair C:\\data & <"))
        .isEqualTo("0.74 [0.70, 0.81] smse_pair C:\\data & \\<");
  }

  @Test
  void wideSignsOfFormulasAreGuardedToo() throws IOException {
    for (String name : List.of("＝1+1", "＋x", "－x", "＠x", "=x", "'x")) {
      String text = Csv.text(List.of("name"), List.of(List.of(name)));
      assertThat(text).isEqualTo("name\n'" + name + "\n");
      assertThat(Csv.restored(Csv.parse(text).get(1).get(0))).isEqualTo(name);
    }
  }
}
