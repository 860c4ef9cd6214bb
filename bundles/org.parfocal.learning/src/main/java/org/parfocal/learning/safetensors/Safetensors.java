package org.parfocal.learning.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.OutputException;
import org.parfocal.api.WholeFile;

/**
 * Reads and writes safetensors files: eight bytes little-endian header length, a JSON header, the
 * tensors' bytes (<a href="https://huggingface.co/docs/safetensors">format</a>).
 */
public final class Safetensors {
  private static final int MAXIMUM_HEADER = 16 << 20;
  private static final int LENGTH_BYTES = 8;
  private static final int CHUNK = 1 << 16;

  private Safetensors() {}

  /**
   * Reads every tensor of a file as float.
   *
   * @param file with elements of type F64, F32, F16 or BF16
   * @return tensors in row-major order by name, in the order of the file
   * @throws ConfigurationException if the file cannot be read, is malformed, or holds a number that
   *     is not finite
   */
  public static Map<String, INDArray> read(Path file) {
    return read(file, name -> true);
  }

  /**
   * Reads some tensors of a file as float; the others may be of any type, and are not looked at.
   *
   * @param wanted tells by name which tensors to read
   * @see #read(Path)
   */
  public static Map<String, INDArray> read(Path file, Predicate<String> wanted) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long headerLength = headerLength(channel);
      byte[] json = new byte[(int) headerLength];
      readFully(channel, ByteBuffer.wrap(json), LENGTH_BYTES);
      long dataStart = LENGTH_BYTES + headerLength;
      Header header = Header.parse(json, channel.size() - dataStart);
      Map<String, INDArray> tensors = new LinkedHashMap<>();
      for (Header.Entry entry : header.entries()) {
        if (wanted.test(entry.name())) {
          tensors.put(entry.name(), tensor(channel, dataStart, entry));
        }
      }
      return tensors;
    } catch (Header.MalformedException e) {
      throw new ConfigurationException(
          "The file " + file + " is not a usable safetensors file: " + e.getMessage() + ".");
    } catch (IOException e) {
      throw new ConfigurationException(
          "The weights file " + file + " cannot be read; check that it exists and is readable.");
    }
  }

  private static long headerLength(FileChannel channel)
      throws IOException, Header.MalformedException {
    if (channel.size() < LENGTH_BYTES) {
      throw new Header.MalformedException("it is too short to have a header");
    }
    ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    readFully(channel, length, 0);
    long headerLength = length.getLong(0);
    if (headerLength < 0 || headerLength > channel.size() - LENGTH_BYTES) {
      throw new Header.MalformedException("its header reaches beyond the end of the file");
    }
    if (headerLength > MAXIMUM_HEADER) {
      throw new Header.MalformedException("its header is larger than 16 MiB");
    }
    return headerLength;
  }

  private static INDArray tensor(FileChannel channel, long dataStart, Header.Entry entry)
      throws IOException, Header.MalformedException {
    String where = "tensor '" + entry.name() + "' ";
    if (!Header.isFloat(entry.type())) {
      throw new Header.MalformedException(
          where + "is of type " + entry.type() + ", only F64, F32, F16 and BF16 can be read");
    }
    ElementType type = ElementType.valueOf(entry.type());
    long elements = (entry.end() - entry.begin()) / type.bytes();
    if (elements == 0 || elements > Integer.MAX_VALUE - 8) {
      throw new Header.MalformedException(where + "has " + elements + " elements");
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
        if (!Float.isFinite(values[filled])) {
          throw new Header.MalformedException(where + "holds a number that is not finite");
        }
      }
    }
    return entry.shape().length == 0
        ? Nd4j.scalar(values[0])
        : Nd4j.create(values, entry.shape(), 'c');
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

  /**
   * Writes tensors as F32 in row-major order. The file appears under its name when it is whole.
   *
   * @param tensors by name; written in the order of the map
   * @throws OutputException if the file cannot be written
   */
  public static void write(Path file, Map<String, INDArray> tensors) {
    try {
      WholeFile.writeSynced(
          file,
          out -> {
            out.write(header(tensors));
            for (INDArray tensor : tensors.values()) {
              out.write(bytes(tensor));
            }
          });
    } catch (IOException e) {
      throw new OutputException(
          "The tensors cannot be written to " + file + "; check free space and permissions.", e);
    }
  }

  private static byte[] header(Map<String, INDArray> tensors) throws IOException {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    try (JsonGenerator generator = new JsonFactory().createGenerator(json)) {
      generator.writeStartObject();
      long begin = 0;
      for (Map.Entry<String, INDArray> entry : tensors.entrySet()) {
        long end = begin + entry.getValue().length() * Float.BYTES;
        long[] shape = entry.getValue().shape();
        generator.writeObjectFieldStart(entry.getKey());
        generator.writeStringField("dtype", ElementType.F32.name());
        generator.writeFieldName("shape");
        generator.writeArray(shape, 0, shape.length);
        generator.writeFieldName("data_offsets");
        generator.writeArray(new long[] {begin, end}, 0, 2);
        generator.writeEndObject();
        begin = end;
      }
      generator.writeEndObject();
    }
    // Readers map the data into memory: it begins at a multiple of eight.
    while (json.size() % LENGTH_BYTES != 0) {
      json.write(' ');
    }
    return ByteBuffer.allocate(LENGTH_BYTES + json.size())
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.size())
        .put(json.toByteArray())
        .array();
  }

  private static byte[] bytes(INDArray tensor) {
    float[] values = tensor.dup('c').data().asFloat();
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }
}
