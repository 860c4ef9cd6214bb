package org.parfocal.imaging;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Writes TIFF files field by field, so that tests decide what each declares. */
final class TiffFile {
  private static final int ROOM = 1 << 16;

  private final ByteOrder order;
  private final List<Page> pages = new ArrayList<>();

  TiffFile(ByteOrder order) {
    this.order = order;
  }

  /** An 8-bit picture in one strip; fields can be set otherwise. */
  static TiffFile of(int width, int height, int photometric, int samples, byte[] strip) {
    TiffFile file = new TiffFile(ByteOrder.LITTLE_ENDIAN);
    file.page(width, height, photometric, samples, strip);
    return file;
  }

  Page page(int width, int height, int photometric, int samples, byte[]... segments) {
    Page page = new Page(segments);
    page.set(256, width).set(257, height).set(258, 8).set(259, 1);
    page.set(262, photometric).set(277, samples).set(278, height);
    pages.add(page);
    return page;
  }

  /** Sets a field of the only page. */
  TiffFile set(int tag, int... values) {
    pages.get(0).set(tag, values);
    return this;
  }

  /** Sets the text of the only page. */
  TiffFile describe(String text) {
    pages.get(0).text = text.getBytes(StandardCharsets.UTF_8);
    return this;
  }

  static final class Page {
    private final Map<Integer, int[]> fields = new TreeMap<>();
    private final byte[][] segments;
    private byte[] text = new byte[0];
    private byte[] tables = new byte[0];

    Page(byte[][] segments) {
      this.segments = segments;
    }

    Page set(int tag, int... values) {
      fields.put(tag, values);
      return this;
    }

    Page tables(byte[] stream) {
      tables = stream;
      return this;
    }
  }

  void write(Path file) throws IOException {
    int size =
        pages.stream().flatMap(page -> Arrays.stream(page.segments)).mapToInt(s -> s.length).sum();
    ByteBuffer out = ByteBuffer.allocate(ROOM * pages.size() + size).order(order);
    out.put(order == ByteOrder.LITTLE_ENDIAN ? new byte[] {'I', 'I'} : new byte[] {'M', 'M'});
    out.putShort((short) 42);
    int link = out.position();
    out.putInt(0);
    for (Page page : pages) {
      link = put(out, page, link);
    }
    Files.write(file, Arrays.copyOf(out.array(), out.position()));
  }

  private static int put(ByteBuffer out, Page page, int link) {
    int[] offsets = new int[page.segments.length];
    int[] lengths = new int[page.segments.length];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = out.position();
      lengths[i] = page.segments[i].length;
      out.put(page.segments[i]);
    }
    boolean tiled = page.fields.containsKey(322);
    page.fields.putIfAbsent(tiled ? 324 : 273, offsets);
    page.fields.putIfAbsent(tiled ? 325 : 279, lengths);
    Map<Integer, Integer> places = new TreeMap<>();
    page.fields.forEach(
        (tag, values) -> {
          places.put(tag, out.position());
          for (int value : values) {
            out.putInt(value);
          }
        });
    int text = out.position();
    out.put(page.text);
    int tables = out.position();
    out.put(page.tables);
    out.putInt(link, out.position());
    int count =
        page.fields.size() + (page.text.length > 0 ? 1 : 0) + (page.tables.length > 0 ? 1 : 0);
    out.putShort((short) count);
    page.fields.forEach(
        (tag, values) ->
            entry(
                out,
                tag,
                4,
                values.length,
                values.length == 1 ? values[0] : Objects.requireNonNull(places.get(tag))));
    if (page.text.length > 0) {
      entry(out, 270, 2, page.text.length, text);
    }
    if (page.tables.length > 0) {
      entry(out, 347, 7, page.tables.length, tables);
    }
    int next = out.position();
    out.putInt(0);
    return next;
  }

  private static void entry(ByteBuffer out, int tag, int type, int count, int value) {
    out.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
  }
}
