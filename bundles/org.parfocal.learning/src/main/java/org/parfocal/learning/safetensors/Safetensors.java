package org.parfocal.learning.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.OutputException;
import org.parfocal.api.WholeFile;
import org.parfocal.learning.StateTensor;
import org.parfocal.nn.FloatTensors;

/**
 * Reads and writes safetensors files: eight bytes little-endian header length, a JSON header, the
 * tensors' bytes (<a href="https://huggingface.co/docs/safetensors">format</a>).
 */
public final class Safetensors {
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
    return reading(
        file,
        open -> {
          Map<String, INDArray> tensors = new LinkedHashMap<>();
          for (Header.Entry entry : open.entries()) {
            if (wanted.test(entry.name())) {
              tensors.put(entry.name(), tensor(open, entry));
            }
          }
          return tensors;
        });
  }

  /** Something that is done with an open file. */
  interface Reading<T> {
    T from(TensorFile open) throws IOException, Header.MalformedException;
  }

  /** Opens a file for reading, and says in a sentence what is wrong with it. */
  static <T> T reading(Path file, Reading<T> reading) {
    try (TensorFile open = TensorFile.open(file)) {
      return reading.from(open);
    } catch (Header.MalformedException e) {
      throw new ConfigurationException(
          "The file " + file + " is not a usable safetensors file: " + e.getMessage() + ".");
    } catch (IOException e) {
      throw new ConfigurationException(
          "The weights file " + file + " cannot be read; check that it exists and is readable.");
    }
  }

  private static INDArray tensor(TensorFile open, Header.Entry entry)
      throws IOException, Header.MalformedException {
    if (!entry.isFloat()) {
      throw new Header.MalformedException(
          entry.quoted()
              + " is of type "
              + entry.type()
              + ", only F64, F32, F16 and BF16 can be read");
    }
    if (!open.finite(entry)) {
      throw new Header.MalformedException(entry.quoted() + " holds a number that is not finite");
    }
    return array(open.values(entry), entry.shape());
  }

  static INDArray array(float[] values, long[] shape) {
    return shape.length == 0 ? Nd4j.scalar(values[0]) : Nd4j.create(values, shape, 'c');
  }

  /**
   * Writes tensors as F32 in row-major order. The file appears under its name when it is whole.
   *
   * @param tensors by name; written in the order of the map
   * @throws OutputException if the file cannot be written
   */
  public static void write(Path file, Map<String, StateTensor> tensors) {
    try {
      WholeFile.writeSynced(
          file,
          out -> {
            out.write(header(tensors));
            for (StateTensor tensor : tensors.values()) {
              out.write(bytes(tensor));
            }
          });
    } catch (IOException e) {
      throw new OutputException(
          "The tensors cannot be written to " + file + "; check free space and permissions.", e);
    }
  }

  private static byte[] header(Map<String, StateTensor> tensors) throws IOException {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    try (JsonGenerator generator = new JsonFactory().createGenerator(json)) {
      generator.writeStartObject();
      long begin = 0;
      for (Map.Entry<String, StateTensor> entry : tensors.entrySet()) {
        long[] shape = entry.getValue().shape();
        long end = begin + Arrays.stream(shape).reduce(1, Math::multiplyExact) * Float.BYTES;
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
    while (json.size() % TensorFile.LENGTH_BYTES != 0) {
      json.write(' ');
    }
    return ByteBuffer.allocate(TensorFile.LENGTH_BYTES + json.size())
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.size())
        .put(json.toByteArray())
        .array();
  }

  private static byte[] bytes(StateTensor tensor) {
    try (INDArray copy = tensor.copy()) {
      float[] values = FloatTensors.read(copy);
      ByteBuffer bytes =
          ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(values);
      return bytes.array();
    }
  }
}
