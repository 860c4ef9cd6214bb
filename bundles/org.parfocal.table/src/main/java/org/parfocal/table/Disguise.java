package org.parfocal.table;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** What files are that are given as tables and are none, by their first bytes. */
enum Disguise {
  UTF_16_BIG("UTF-16, not UTF-8; save the table as UTF-8", 0xFE, 0xFF),
  UTF_16_LITTLE("UTF-16, not UTF-8; save the table as UTF-8", 0xFF, 0xFE),
  ZIP("an XLSX, ODS or ZIP file and no text; save the sheet as CSV (UTF-8)", 'P', 'K', 3, 4),
  OLE("an XLS workbook and no text; save the sheet as CSV (UTF-8)", 0xD0, 0xCF, 0x11, 0xE0),
  GZIP("compressed by gzip; unpack it", 0x1F, 0x8B),
  PARQUET("a Parquet file and no text; save the table as CSV (UTF-8)", 'P', 'A', 'R', '1'),
  LFS(
      "a Git LFS pointer, not the table itself; fetch it with git lfs pull",
      bytes("version https://git-lfs"));

  /** As many bytes as the longest beginning has. */
  static final int LOOK = 32;

  private final String what;
  private final int[] beginning;

  Disguise(String what, int... beginning) {
    this.what = what;
    this.beginning = beginning;
  }

  /** What a file is instead of a text, and what to do about it. */
  static Optional<String> of(byte[] first) {
    return Arrays.stream(values())
        .filter(kind -> kind.begins(first))
        .map(kind -> kind.what)
        .findFirst();
  }

  private boolean begins(byte[] first) {
    for (int i = 0; i < beginning.length; i++) {
      if (i >= first.length || (first[i] & 0xFF) != beginning[i]) {
        return false;
      }
    }
    return true;
  }

  private static int[] bytes(String text) {
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    int[] values = new int[ascii.length];
    Arrays.setAll(values, i -> ascii[i]);
    return values;
  }
}
