package org.parfocal.api;

import java.util.function.BiConsumer;

/**
 * Where a sample's pixels come from, or the embedding that a data set gives in their place: a
 * source gives one of the two. Sources are immutable and safe to read from many threads.
 *
 * <p>While a job trains, the sources of images that it must not learn from throw a {@link
 * PluginException} instead of giving their {@link #key}, their pixels or their embedding.
 */
public interface ImageSource {
  /**
   * Names the pixels, for caches and for what a job's result depends on: two sources with one key
   * give the same pixels. For a file this is its content, for generated images everything that they
   * depend on. Images of one content may have several keys; see {@link Images#content}.
   */
  String key();

  /**
   * Makes {@link #key} the name of the bytes that are there now, where it otherwise trusts what a
   * file looks like from outside. Does nothing for images that are made.
   */
  default void verifyKey() {}

  /**
   * The image that this one shows at another scale; itself, unless it is such a view. A protocol
   * tests views of the data set's images by this: nothing else of the sample may be new.
   */
  default ImageSource origin() {
    return this;
  }

  /** What a person is told when this image is at fault: a path, or a description. */
  String description();

  /**
   * How many numbers the embedding has that stands in place of pixels; 0 for an image. Known
   * without reading anything.
   */
  default int embeddingSize() {
    return 0;
  }

  /**
   * The embedding that stands in place of pixels, made elsewhere.
   *
   * @return {@link #embeddingSize()} finite numbers, not to be changed
   * @throws DatasetException if it cannot be read, or this is an image
   */
  default float[] embedding() throws DatasetException {
    throw new DatasetException(
        description() + " is an image, and what was asked for is an embedding made elsewhere.");
  }

  /**
   * Decodes or makes the image at its full size.
   *
   * @throws DatasetException if it cannot be read, or there is an embedding in its place; the
   *     message names the image and the reason
   */
  RgbImage read() throws DatasetException;

  /**
   * Decodes the image row by row, for those who make a smaller one of it: a very large file need
   * not be in memory then. The same pixels as {@link #read} gives.
   *
   * @throws DatasetException as {@link #read}; some rows may have been given before
   */
  default void readRows(ImageRows rows) throws DatasetException {
    RgbImage image = read();
    rows.size(image.width(), image.height());
    for (int y = 0; y < image.height(); y++) {
      rows.row(image.rgb(), 3 * y * image.width());
    }
  }

  /**
   * Decodes this image, and passes on what the same decoding gives of other images, for example of
   * all patches of a large one.
   *
   * @param taker is given each image with its source, this one's too
   * @throws DatasetException as {@link #read}
   */
  default void readTogether(BiConsumer<ImageSource, RgbImage> taker) throws DatasetException {
    taker.accept(this, read());
  }

  /** What is decoded together has one such object: to be locked, so that it happens once. */
  default Object decodedTogether() {
    return this;
  }

  /** Whether nothing else comes out of the decoding of this image. */
  default boolean decodedAlone() {
    return decodedTogether() == this;
  }
}
