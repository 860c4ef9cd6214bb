package org.parfocal.api;

/** Where a sample's pixels come from. Sources are immutable and safe to read from many threads. */
public interface ImageSource {
  /**
   * Names the pixels for caches: two sources with one key give the same pixels. For a file this
   * covers its path, size and time of change; for generated images everything that they depend on.
   * Images of one content may have several keys; see {@link Images#content}.
   */
  String key();

  /** What a person is told when this image is at fault: a path, or a description. */
  String description();

  /**
   * Decodes or makes the image at its full size.
   *
   * @throws DatasetException if it cannot be read; the message names the image and the reason
   */
  RgbImage read() throws DatasetException;
}
