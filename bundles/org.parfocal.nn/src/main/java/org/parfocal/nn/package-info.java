/**
 * A small library of neural networks on ND4J's arrays, under PyTorch's names and meanings.
 *
 * <p>A {@link org.parfocal.nn.Module} has {@linkplain org.parfocal.nn.Parameter parameters} and
 * parts; a {@link org.parfocal.nn.Layer} is a module with {@code forward} and {@code backward}.
 * There is no automatic differentiation: who calls {@code forward} calls {@code backward} with the
 * gradient of the result, and hands on what that returns. Gradients of parameters add up until
 * {@code zeroGrad}; {@code step} changes the parameters by an {@link
 * org.parfocal.nn.OptimizerStep}.
 *
 * <ul>
 *   <li>Layers: {@link org.parfocal.nn.Linear}, {@link org.parfocal.nn.Conv2d}, {@link
 *       org.parfocal.nn.ConvTranspose2d}, {@link org.parfocal.nn.BatchNorm}, {@link
 *       org.parfocal.nn.ReLU}, {@link org.parfocal.nn.LeakyReLU}, {@link org.parfocal.nn.PReLU},
 *       {@link org.parfocal.nn.Tanh}, {@link org.parfocal.nn.Softmax}, {@link
 *       org.parfocal.nn.LogSoftmax}, and {@link org.parfocal.nn.Sequential} of them;
 *   <li>losses: {@link org.parfocal.nn.CrossEntropyLoss} with {@link org.parfocal.nn.ClassWeights},
 *       {@link org.parfocal.nn.BCEWithLogitsLoss};
 *   <li>optimizers: {@link org.parfocal.nn.SGD}, {@link org.parfocal.nn.Adam}, {@link
 *       org.parfocal.nn.AdamW};
 *   <li>for a loss or layer of one's own, written as plain loops: {@link
 *       org.parfocal.nn.FloatTensors} and {@link org.parfocal.nn.RowBuffer}.
 * </ul>
 *
 * <p>Tensors are float. Images are {@code [n, height, width, channels]}. What {@code forward},
 * {@code backward} and losses return is memory of the module that returned it, valid until its next
 * call, so that a training of any length holds the same native memory. Nothing here is thread-safe.
 */
@Export
@NullMarked
@Version("0.1.0")
package org.parfocal.nn;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
