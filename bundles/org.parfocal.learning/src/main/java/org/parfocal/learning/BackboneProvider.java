package org.parfocal.learning;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.parfocal.api.ConfigurationException;

/**
 * Makes backbones of one architecture on one engine. A plugin of the section {@code backbone}; its
 * name is the architecture's.
 */
@ConsumerType
public interface BackboneProvider {
  /**
   * Makes a backbone.
   *
   * @param imageSize edge of the square input in pixels
   * @param seed of the initial weights, as far as they are random
   * @throws ConfigurationException if the image size is too small for the architecture, or the
   *     weights do not fit it
   */
  Backbone create(int imageSize, long seed);

  /**
   * Finds what {@link #create} would refuse, without its cost: of weights, the header is read.
   *
   * @throws ConfigurationException as {@link #create}
   */
  default void check(int imageSize) {}

  /**
   * Sentences on what a user may not expect of the backbone that {@link #create} makes; each job
   * that trains one warns of them.
   */
  default List<String> remarks(int imageSize) {
    return List.of();
  }

  /**
   * Whether {@link Backbone#featureMaps} may give any; not where embeddings were made elsewhere.
   */
  default boolean mayGiveMaps() {
    return true;
  }

  /**
   * Makes a backbone whose every tensor the caller replaces at once by those of a stored model. A
   * provider that reads weights from a file overrides this: the file may not be where the model is.
   */
  default Backbone createEmpty(int imageSize) {
    return create(imageSize, 0);
  }

  /**
   * What the weights want images to be normalised by, in place of what the study says for all of
   * its images. Empty if they want nothing in particular.
   */
  default Optional<Normalisation> normalisation() {
    return Optional.empty();
  }

  /**
   * Most images to embed at once in inference, if this backbone wants fewer than the platform would
   * give it: an encoder that takes seconds for an image is to be heard of in between.
   *
   * @param usual what the platform would give it
   */
  default int batch(int usual) {
    return usual;
  }

  /**
   * Whether the weights stay as they are. Embeddings of a frozen backbone are computed once for
   * each image's content ({@link org.parfocal.api.Images#content}) and cached.
   */
  boolean frozen();

  /**
   * Names the embedding function of a frozen backbone for caches: architecture, version and a hash
   * of the weights. Never called if the backbone is not frozen.
   */
  String fingerprint();

  /**
   * Names architecture and weights of a frozen backbone, the same on every machine: what a stored
   * model must find again. The {@linkplain #fingerprint() fingerprint} may name the engine, too,
   * which decides the last bits of an embedding.
   */
  default String identity() {
    return fingerprint();
  }
}
