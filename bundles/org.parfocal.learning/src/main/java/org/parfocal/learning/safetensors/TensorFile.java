package org.parfocal.learning.safetensors;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
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
      int headerLength = headerLength(channel);
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

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static int headerLength(FileChannel channel) throws IOException, MalformedException {
    if (channel.size() < LENGTH_BYTES) {
      throw new MalformedException("it is too short to have a header");
    }
    ByteBuffer start = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    readFully(channel, start, 0);
    long length = start.getLong(0);
    boolean beyond = length < 0 || length > channel.size() - LENGTH_BYTES;
    if ((beyond || length > MAXIMUM_HEADER) && isPyTorch(start.array())) {
      throw new MalformedException(
          "it is a PyTorch file (.pth, .pt), which may hold code; convert it once in Python with"
              + " safetensors.torch.save_file(torch.load('in.pth', weights_only=True),"
              + " 'out.safetensors')");
    }
    if (beyond) {
      throw new MalformedException("its header reaches beyond the end of the file");
    }
    if (length > MAXIMUM_HEADER) {
      throw new MalformedException("its header is larger than 16 MiB");
    }
    return (int) length;
  }

  /** A zip archive, or, before PyTorch 1.6, a pickle, which begins with its protocol. */
  private static boolean isPyTorch(byte[] start) {
    boolean zip = start[0] == 'P' && start[1] == 'K' && start[2] == 3 && start[3] == 4;
    boolean pickle = start[0] == (byte) 0x80 && start[1] >= 2 && start[1] <= 5;
    return zip || pickle;
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
