package org.parfocal.api;

import java.util.function.BiConsumer;

/**
 * Where a sample's pixels come from. Sources are immutable and safe to read from many threads.
 *
 * <p>While a job trains, the sources of images that it must not learn from throw a {@link
 * PluginException} instead of giving their {@link #key} or their pixels.
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
   * Decodes or makes the image at its full size.
   *
   * @throws DatasetException if it cannot be read; the message names the image and the reason
   */
  RgbImage read() throws DatasetException;

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
}
