package org.parfocal.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parfocal.api.DatasetException;

@Timeout(20)
class TextTableTest {
  @TempDir Path folder;

  @Test
  void passesOverRowsWithoutValuesAndCountsTheirLines() throws IOException {
    assertThat(read("a,b\n\n1,2\n,,\n , \n\"x\ny\",3\n4,5\n,\n,\n", Delimiter.COMMA))
        .containsExactly(row(1, "a", "b"), row(3, "1", "2"), row(6, "x\ny", "3"), row(8, "4", "5"));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFileOfTheSystemIsNotRead() throws IOException {
    assertThat(Files.readString(Path.of("/proc/version"))).isNotEmpty();
    try (TextTable table = TextTable.open(Path.of("/proc/version"))) {
      assertThat(table.next()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void readsAnyLineEnds(String end) throws IOException {
    assertThat(read("a,b" + end + "1,2" + end + "3,4", Delimiter.COMMA))
        .containsExactly(row(1, "a", "b"), row(2, "1", "2"), row(3, "3", "4"));
  }

  @Test
  void readsAByteOrderMarkAndQuotes() throws IOException {
    assertThat(read("\uFEFFa,b\n\"1, \"\"x\"\"\", 2 \n", Delimiter.COMMA))
        .containsExactly(row(1, "a", "b"), row(2, "1, \"x\"", "2"));
  }

  @Test
  void takesTheDelimiterThatTheFileDeclares() throws IOException {
    List<TableRow> expected = List.of(row(2, "a", "b"), row(3, "1", "2"));
    assertThat(read("sep=;\na;b\n1;2\n", Delimiter.COMMA)).isEqualTo(expected);
    assertThat(read("\uFEFFSEP=;\r\na;b\r\n1;2\r\n", Delimiter.SEMICOLON)).isEqualTo(expected);
    assertThat(read("\"sep=|\"\na|b\n1|2\n", Delimiter.COMMA)).isEqualTo(expected);
    assertThat(read("sep=\t\na\tb\n1\t2\n", Delimiter.COMMA)).isEqualTo(expected);

    assertThatThrownBy(() -> read("sep=;\na;b\n", Delimiter.TAB))
        .hasMessageContaining("line 1: sep=; declares another delimiter");
    assertThatThrownBy(() -> read("sep=#\na#b\n", Delimiter.COMMA))
        .hasMessageContaining("none of comma, semicolon, tab and pipe");
  }

  @Test
  void findsTheDelimiterOfAFileThatMayHaveAny() throws IOException {
    for (Delimiter delimiter : Delimiter.values()) {
      String text = "a,b;c|d\te\n1,2\n".replaceAll("[,;|\t]", "" + delimiter.character());
      Path file = Files.writeString(folder.resolve("t.csv"), text);
      try (TextTable table = TextTable.open(file)) {
        assertThat(table.delimiter()).isEqualTo(delimiter);
        assertThat(table.next()).contains(row(1, "a", "b", "c", "d", "e"));
      }
    }
  }

  @Test
  void namesOtherEncodingsWithTheirLine() throws IOException {
    refuses(
        bytes("a\nb\nMüller\n", Charset.forName("windows-1252")), "line 3: the text is not UTF-8");
    refuses(bytes("a\r\nMüller\r\n", StandardCharsets.ISO_8859_1), "line 2: the text is not UTF-8");
    refuses(bytes("a\rb\rMüller\r", StandardCharsets.ISO_8859_1), "line 3: the text is not UTF-8");
    refuses(bytes("\uFEFFa,b\n", StandardCharsets.UTF_16LE), "is text in UTF-16, not UTF-8; save");
    refuses(bytes("a,b\n1,2\n", StandardCharsets.UTF_16), "is text in UTF-16, not UTF-8; save");
    refuses(
        bytes("a,b\n1,2\n", StandardCharsets.UTF_16LE),
        "line 1: the text holds the control character U+0000");
  }

  @Test
  void namesWhatIsNoTable() throws IOException {
    refuses(
        new byte[] {'P', 'K', 3, 4, 20, 0},
        "is a ZIP archive, as XLSX and ODS workbooks are; save");
    refuses(new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0}, "is an XLS workbook");
    refuses(new byte[] {0x1F, (byte) 0x8B, 8}, "is compressed with gzip; unpack it");
    refuses(
        bytes("version https://git-lfs.github.com/spec/v1\n", StandardCharsets.UTF_8),
        "is a Git LFS pointer");
    assertThatThrownBy(() -> TextTable.open(folder, Delimiter.COMMA))
        .isInstanceOf(DatasetException.class)
        .hasMessage(folder + " is no file; give a text file.");
    assertThatThrownBy(() -> TextTable.open(folder.resolve("no.csv"), Delimiter.COMMA))
        .hasMessage(folder.resolve("no.csv") + " is not there; give a text file.");
  }

  @Test
  void waitsForNoPipe() throws IOException, InterruptedException {
    Path pipe = folder.resolve("pipe");
    new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();

    assertThatThrownBy(() -> TextTable.open(pipe, Delimiter.COMMA))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("is no file");
    assertThatThrownBy(() -> TextTable.open(Path.of("/dev/zero"), Delimiter.COMMA))
        .hasMessageContaining("is no file");
  }

  @ParameterizedTest
  @ValueSource(chars = {'\0', '\u001B', '\u0007', '\b', '\u009B', '\u007F'})
  void refusesWhatWouldWriteToATerminal(char control) throws IOException {
    refuses(
        bytes("a,b\n1,2" + control + "]0;x\n", StandardCharsets.UTF_8),
        "line 2: the text holds the control character U+%04X".formatted((int) control));
  }

  @Test
  void saysWhereQuotesDoNotMatch() throws IOException {
    refuses(bytes("a,b\n1,\"2\n3,4\n", StandardCharsets.UTF_8), "line 2: the quotes do not match");
    refuses(bytes("a,b\n1,\"2\"x\n", StandardCharsets.UTF_8), "line 2: the quotes do not match");
  }

  @Test
  void boundsRowsColumnsAndFiles() throws IOException {
    refuses(
        bytes("a,b\n1," + "x".repeat(1_100_000), StandardCharsets.UTF_8),
        "line 2: the row that reaches here has more than 1,000,000 characters");
    refuses(
        bytes("a,b\n1,\"x" + "\n2,3".repeat(400_000), StandardCharsets.UTF_8),
        "more than 1,000,000 characters");
    refuses(
        bytes("a".concat(",a".repeat(200_000)) + "\n", StandardCharsets.UTF_8),
        "line 1: the row has 200,001 columns, more than the 16,384");
    refuses(
        bytes("a,b\n".concat(",\n".repeat(2_000_000)), StandardCharsets.UTF_8),
        "a table has up to 2,000,000 rows");
    Path sparse = folder.resolve("sparse.csv");
    try (RandomAccessFile file = new RandomAccessFile(sparse.toFile(), "rw")) {
      file.setLength((256L << 20) + 1);
    }
    assertThatThrownBy(() -> TextTable.open(sparse, Delimiter.COMMA))
        .hasMessageContaining("has 268,435,457 bytes, more than the 268,435,456 of a table");
  }

  @Test
  void readsAsManyColumnsAsASpreadsheetHas() throws IOException {
    String line = "a".concat(",a".repeat(16_383)) + "\n";
    assertThat(read(line.repeat(50), Delimiter.COMMA))
        .hasSize(50)
        .allSatisfy(row -> assertThat(row.cells()).hasSize(16_384));
  }

  private void refuses(byte[] content, String sentence) throws IOException {
    Path file = Files.write(folder.resolve("t.csv"), content);
    ThrowingCallable reading = () -> read(file, Delimiter.COMMA);
    long start = System.nanoTime();
    assertThatThrownBy(reading)
        .isInstanceOf(DatasetException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(sentence)
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(500));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  private List<TableRow> read(String text, Delimiter delimiter) throws IOException {
    return read(Files.writeString(folder.resolve("t.csv"), text), delimiter);
  }

  private static List<TableRow> read(Path file, Delimiter delimiter) {
    List<TableRow> rows = new ArrayList<>();
    try (TextTable table = TextTable.open(file, delimiter)) {
      for (Optional<TableRow> row = table.next(); row.isPresent(); row = table.next()) {
        rows.add(row.get());
      }
    }
    return rows;
  }

  private static TableRow row(long line, String... cells) {
    return new TableRow(line, Arrays.asList(cells));
  }

  private static byte[] bytes(String text, Charset charset) {
    return text.getBytes(charset);
  }
}
