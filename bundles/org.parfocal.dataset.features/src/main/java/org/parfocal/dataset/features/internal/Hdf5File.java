package org.parfocal.dataset.features.internal;

import io.jhdf.HdfFile;
import io.jhdf.ObjectHeader;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.message.FilterPipelineMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import org.parfocal.api.DatasetException;
import org.parfocal.table.Excerpt;

/**
 * A data set of vectors in an HDF5 file, as TRIDENT and CLAM write one for each slide: {@code
 * features}, {@code [patches, d]} or {@code [d]} for a whole slide, not compressed; its attribute
 * {@code name} is the encoder's.
 *
 * <p>Nothing outside of the file is opened, whatever it says: links are not followed, and storage
 * elsewhere is refused. No more memory is taken than the file has bytes.
 */
final class Hdf5File {
  private static final int HALF_EXPONENT = 5;

  private final Path file;
  private final long bytes;

  private Hdf5File(Path file) throws IOException {
    this.file = file;
    this.bytes = Files.size(file);
  }

  static Vectors read(Path file, String array) throws IOException {
    Hdf5File own = new Hdf5File(file);
    // From a file, the library waits for ever for what an address beyond its end promises.
    try (HdfFile open = HdfFile.fromBytes(Files.readAllBytes(file))) {
      return own.read(open, array);
    } catch (DatasetException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError | AssertionError e) {
      // The library tells damage by whatever exception comes up, and too deep or too large ones
      // too.
      throw new DatasetException(
          "The file %s cannot be read as HDF5 (%s); it is damaged, or stored elsewhere: write it again."
              .formatted(file, reason(e)),
          e);
    }
  }

  private static String reason(Throwable thrown) {
    Throwable deepest = thrown;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    String message = deepest.getMessage();
    return Excerpt.of(message == null ? deepest.getClass().getSimpleName() : message);
  }

  private Vectors read(HdfFile open, String array) {
    long end = open.getHdfBackingStorage().getSuperblock().getEndOfFileAddress();
    if (end > bytes) {
      throw fault("is truncated: it has %d of %d bytes".formatted(bytes, end));
    }
    Node node = open.getChild(array);
    if (node == null) {
      throw fault(
          "has no data set '%s' (it has: %s); name it with dataset.array"
              .formatted(array, Excerpt.of(new TreeSet<>(open.getChildren().keySet()))));
    }
    if (node.isLink()) {
      throw fault(
          "has a link in place of the data set '%s'; links are not followed".formatted(array));
    }
    if (!(node instanceof Dataset dataset)) {
      throw fault("has '%s' as a group and not as a data set".formatted(array));
    }
    int[] shape = VectorShape.of(file, dataset.getDimensions());
    int width = requireNumbers(dataset);
    requireStored(open, dataset, (long) shape[0] * shape[1] * width);
    return new Vectors(floats(dataset.getDataFlat()), shape[0], shape[1], encoder(dataset));
  }

  private int requireNumbers(Dataset dataset) {
    int width = dataset.getDataType().getSize();
    boolean half =
        dataset.getDataType() instanceof FloatingPoint type
            && width == 2
            && type.getExponentSize() == HALF_EXPONENT;
    if (!(dataset.getDataType() instanceof FloatingPoint) || !(half || width == 4 || width == 8)) {
      throw fault(
          "holds no floating-point numbers of 16, 32 or 64 bits; save the embeddings as float32");
    }
    return width;
  }

  /** What a file declares and does not hold would take memory that it does not pay for. */
  private void requireStored(HdfFile open, Dataset dataset, long size) {
    if (ObjectHeader.readObjectHeader(open.getHdfBackingStorage(), dataset.getAddress())
        .hasMessageOfType(FilterPipelineMessage.class)) {
      throw fault("is compressed; write it without compression, as TRIDENT does");
    }
    if (size > bytes || dataset.getStorageInBytes() < size) {
      throw fault("declares %d bytes of numbers and does not hold them".formatted(size));
    }
    if (dataset instanceof ChunkedDataset chunked) {
      long chunk = dataset.getDataType().getSize();
      for (int edge : chunked.getChunkDimensions()) {
        chunk = edge < 1 ? Long.MAX_VALUE : Math.multiplyExact(chunk, (long) edge);
      }
      if (chunk > bytes) {
        throw fault("is stored in pieces that are larger than the file");
      }
    }
  }

  private static float[] floats(Object flat) {
    if (flat instanceof float[] values) {
      return values;
    }
    double[] wide = (double[]) flat;
    float[] values = new float[wide.length];
    for (int index = 0; index < values.length; index++) {
      values[index] = (float) wide[index];
    }
    return values;
  }

  private static String encoder(Dataset dataset) {
    Attribute name = dataset.getAttribute("name");
    return name != null && name.getData() instanceof String text ? text.strip() : "";
  }

  private DatasetException fault(String what) {
    return new DatasetException("The file %s %s.".formatted(file, what));
  }
}
