package org.parfocal.learning.safetensors;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.parfocal.api.FileFormat;
import org.parfocal.learning.safetensors.Header.MalformedException;

/** An open safetensors file whose header is consistent. */
final class TensorFile implements AutoCloseable {
  static final int LENGTH_BYTES = 8;

  private static final int MAXIMUM_HEADER = 16 << 20;
  private static final int CHUNK = 1 << 16;

  private final FileChannel channel;
  private final long dataStart;
  private final Header header;

  private TensorFile(FileChannel channel, long dataStart, Header header) {
    this.channel = channel;
    this.dataStart = dataStart;
    this.header = header;
  }

  static TensorFile open(Path file) throws IOException, MalformedException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      int headerLength = headerLength(file, channel);
      byte[] json = new byte[headerLength];
      readFully(channel, ByteBuffer.wrap(json), LENGTH_BYTES);
      long dataStart = LENGTH_BYTES + headerLength;
      return new TensorFile(channel, dataStart, Header.parse(json, channel.size() - dataStart));
    } catch (IOException | MalformedException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** In the order of their bytes. */
  List<Header.Entry> entries() {
    return header.entries();
  }

  /** The elements of a tensor in row-major order; its type is one of {@link ElementType}. */
  float[] values(Header.Entry entry) throws IOException, MalformedException {
    ElementType type = ElementType.valueOf(entry.type());
    long elements = (entry.end() - entry.begin()) / type.bytes();
    if (elements == 0 || elements > Integer.MAX_VALUE - 8) {
      throw new MalformedException(entry.quoted() + " has " + elements + " elements");
    }
    float[] values = new float[(int) elements];
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    long position = dataStart + entry.begin();
    for (int filled = 0; filled < values.length; ) {
      int count = Math.min(values.length - filled, CHUNK / type.bytes());
      buffer.clear().limit(count * type.bytes());
      readFully(channel, buffer, position);
      position += buffer.limit();
      buffer.flip();
      for (int end = filled + count; filled < end; filled++) {
        values[filled] = type.next(buffer);
      }
    }
    return values;
  }

  /** Whether all elements of a tensor are finite as float; its type is an {@link ElementType}. */
  boolean finite(Header.Entry entry) throws IOException {
    ElementType type = ElementType.valueOf(entry.type());
    ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    for (long begin = entry.begin(); begin < entry.end(); begin += CHUNK) {
      buffer.clear().limit((int) Math.min(CHUNK, entry.end() - begin));
      readFully(channel, buffer, dataStart + begin);
      if (!type.finite(buffer.flip())) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static int headerLength(Path file, FileChannel channel)
      throws IOException, MalformedException {
    if (channel.size() == 0) {
      throw new MalformedException("it is empty");
    }
    if (channel.size() < LENGTH_BYTES) {
      throw new MalformedException("it is too short to have a header");
    }
    ByteBuffer start = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    readFully(channel, start, 0);
    long length = start.getLong(0);
    boolean beyond = length < 0 || length > channel.size() - LENGTH_BYTES;
    if (beyond || length > MAXIMUM_HEADER) {
      Optional<FileFormat> format =
          FileFormat.of(beginning(channel)).filter(found -> found != FileFormat.SAFETENSORS);
      if (format.isPresent()) {
        throw new MalformedException(Conversion.sentence(file, format.get()));
      }
    }
    if (beyond) {
      throw new MalformedException("its header reaches beyond the end of the file");
    }
    if (length > MAXIMUM_HEADER) {
      throw new MalformedException("its header is larger than 16 MiB");
    }
    return (int) length;
  }

  private static byte[] beginning(FileChannel channel) throws IOException {
    byte[] start = new byte[(int) Math.min(channel.size(), FileFormat.BYTES)];
    readFully(channel, ByteBuffer.wrap(start), 0);
    return start;
  }

  private static void readFully(FileChannel channel, ByteBuffer target, long position)
      throws IOException {
    long from = position;
    while (target.hasRemaining()) {
      int count = channel.read(target, from);
      if (count < 0) {
        throw new EOFException("shorter than when it was opened");
      }
      from += count;
    }
  }
}
