package org.parfocal.plan;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The buffers through which a plan is used from outside. Embeddings and their gradient are in the
 * numbers that {@link Operations#embeddings} says.
 *
 * @param images {@code [n, height, width, 3]}, written before the forward pass
 * @param maps what the last layer reads, {@code [n, h, w, c]}; whole after the forward pass of an
 *     inference plan
 * @param embeddings {@code [n, 1, 1, d]}, read after the forward pass
 * @param gradient as {@code embeddings}, written before the backward pass; null in an inference
 *     plan
 * @param results what each layer gives, whole when the layer's last step has run
 */
public record Ports(
    Buffer images,
    Buffer maps,
    Buffer embeddings,
    @Nullable Buffer gradient,
    Map<String, Buffer> results) {}
