package org.parfocal.onnx.internal.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A model file taken apart: the network, in which large weights are named as external data, and
 * where in the file these lie. Written beside each other they are mapped by ONNX Runtime, which
 * holds the weights of one file twice while it opens it.
 *
 * @param network a model without the large weights
 * @param weights what is missing there, in the order in which it is written
 */
public record DetachedWeights(byte[] network, List<Weight> weights) {
  private static final String NETWORK = "network.onnx";
  private static final String WEIGHTS = "weights";

  /** Where weights begin, so that they can be mapped. */
  private static final int PAGE = 1 << 12;

  /**
   * The numbers of a tensor.
   *
   * @param offset in the file
   * @param length in bytes
   * @param place in what is written
   */
  private record Weight(long offset, long length, long place) {
    long end() {
      return (place + length + PAGE - 1) / PAGE * PAGE;
    }
  }

  /**
   * Takes a file apart.
   *
   * @param path of a model that {@link ModelFile#read} accepts and that has no weights beside it
   * @return empty where it is laid out so that it must be read as a whole
   */
  public static Optional<DetachedWeights> of(Path path) throws IOException {
    try (WireReader wire = new WireReader(path)) {
      return new Detaching(wire).model();
    }
  }

  /**
   * Writes both parts.
   *
   * @param path what was taken apart
   * @param folder is empty
   * @return the model file in it
   */
  public Path write(Path path, Path folder) throws IOException {
    try (FileChannel from = FileChannel.open(path);
        FileChannel to =
            FileChannel.open(
                folder.resolve(WEIGHTS), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (Weight weight : weights) {
        to.position(weight.place());
        for (long done = 0; done < weight.length(); ) {
          long more = from.transferTo(weight.offset() + done, weight.length() - done, to);
          if (more == 0) {
            throw new MalformedException("it became shorter while it was read");
          }
          done += more;
        }
      }
    }
    return Files.write(folder.resolve(NETWORK), network);
  }

  /** Copies a model field by field, but for the weights. */
  private static final class Detaching {
    private static final int GRAPH = 7;
    private static final int INITIALIZER = 5;
    private static final int RAW_DATA = 9;
    private static final int EXTERNAL_DATA = 13;
    private static final int DATA_LOCATION = 14;

    /** Smaller tensors, such as biases, stay where they are. */
    private static final int SMALLEST = 1 << 10;

    /** With more left, nothing would be gained. */
    private static final int LARGEST_NETWORK = 64 << 20;

    private final WireReader wire;
    private final List<Weight> weights = new ArrayList<>();
    private long kept;

    Detaching(WireReader wire) {
      this.wire = wire;
    }

    Optional<DetachedWeights> model() throws IOException {
      ByteArrayOutputStream model = new ByteArrayOutputStream();
      wire.fields(
          field -> {
            long start = wire.fieldStart();
            if (field == GRAPH) {
              ByteArrayOutputStream graph = new ByteArrayOutputStream();
              wire.message(part -> graph(part, graph));
              write(model, GRAPH, graph.toByteArray());
            } else {
              wire.skip();
              keep(model, start);
            }
          });
      return weights.isEmpty() || kept > LARGEST_NETWORK
          ? Optional.empty()
          : Optional.of(new DetachedWeights(model.toByteArray(), weights));
    }

    private void graph(int field, ByteArrayOutputStream graph) throws IOException {
      long start = wire.fieldStart();
      Tensor tensor = new Tensor();
      if (field == INITIALIZER) {
        wire.message(tensor::read);
      } else {
        wire.skip();
      }
      if (tensor.isWeight()) {
        write(graph, INITIALIZER, tensor.detached());
      } else {
        keep(graph, start);
      }
    }

    private void keep(ByteArrayOutputStream copy, long start) throws IOException {
      kept += wire.position() - start;
      if (kept <= LARGEST_NETWORK) {
        copy.writeBytes(wire.copy(start, wire.position()));
      }
    }

    private static void write(ByteArrayOutputStream message, int field, byte[] content) {
      number(message, field << 3 | WireReader.BYTES);
      number(message, content.length);
      message.writeBytes(content);
    }

    private static void number(ByteArrayOutputStream message, long value) {
      long left = value;
      for (; left >>> 7 != 0; left >>>= 7) {
        message.write((int) (left & 0x7f | 0x80));
      }
      message.write((int) left);
    }

    /** One initializer. */
    private final class Tensor {
      private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
      private long offset;
      private long length;
      private boolean external;

      void read(int field) throws IOException {
        long start = wire.fieldStart();
        switch (field) {
          case RAW_DATA -> {
            length = wire.bytes();
            offset = wire.position() - length;
          }
          case EXTERNAL_DATA, DATA_LOCATION -> {
            external = true;
            wire.skip();
          }
          default -> wire.skip();
        }
        if (field != RAW_DATA) {
          keep(rest, start);
        }
      }

      boolean isWeight() {
        return !external && length >= SMALLEST;
      }

      /** This tensor, whose numbers are elsewhere. */
      byte[] detached() {
        long place = weights.isEmpty() ? 0 : weights.get(weights.size() - 1).end();
        weights.add(new Weight(offset, length, place));
        entry("location", WEIGHTS);
        entry("offset", Long.toString(place));
        entry("length", Long.toString(length));
        number(rest, DATA_LOCATION << 3 | WireReader.VARINT);
        number(rest, GraphReader.EXTERNAL);
        return rest.toByteArray();
      }

      private void entry(String key, String value) {
        ByteArrayOutputStream entry = new ByteArrayOutputStream();
        write(entry, 1, key.getBytes(StandardCharsets.UTF_8));
        write(entry, 2, value.getBytes(StandardCharsets.UTF_8));
        write(rest, EXTERNAL_DATA, entry.toByteArray());
      }
    }
  }
}
