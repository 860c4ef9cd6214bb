package org.parfocal.imaging;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/** Checks by its first and last bytes that a PNG file is complete, without decoding it. */
public final class PngEnds {
  private static final byte[] SIGNATURE = HexFormat.of().parseHex("89504e470d0a1a0a");

  /** The IEND chunk: no content, its name, its checksum. */
  private static final byte[] END = HexFormat.of().parseHex("0000000049454e44ae426082");

  private PngEnds() {}

  /** False if the file is missing, cut short, or no PNG. */
  public static boolean areWhole(Path file) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      long size = channel.size();
      return size >= SIGNATURE.length + END.length
          && Arrays.equals(SIGNATURE, bytes(channel, 0, SIGNATURE.length))
          && Arrays.equals(END, bytes(channel, size - END.length, END.length));
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static byte[] bytes(SeekableByteChannel channel, long from, int count)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    channel.position(from);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        break;
      }
    }
    return buffer.array();
  }
}
