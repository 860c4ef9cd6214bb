package org.parfocal.nn;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A part of a model: a layer, a loss, memory that they need, or a whole made of such parts. A
 * module names its {@linkplain #children parts} and {@linkplain #ownParameters own parameters};
 * everything else follows. Used by one thread.
 */
@ConsumerType
@SuppressWarnings("JavaLangClash") // the name that everybody in the field expects
public interface Module extends AutoCloseable {
  /**
   * The modules that this one is made of, by name. In the same order at every call: with more than
   * one, a {@link LinkedHashMap} rather than {@link Map#of}.
   */
  default Map<String, Module> children() {
    return Map.of();
  }

  /** Parameters that belong to none of the parts, by name, in a stable order. */
  default Map<String, Parameter> ownParameters() {
    return Map.of();
  }

  /**
   * What belongs to the state of this module beside parameters, and to none of its parts: running
   * statistics. Views.
   */
  default Map<String, INDArray> ownBuffers() {
    return Map.of();
  }

  /** All parameters, those of a part as {@code part.parameter}. */
  default Map<String, Parameter> parameters() {
    Map<String, Parameter> all = new LinkedHashMap<>(ownParameters());
    children()
        .forEach(
            (part, module) ->
                module.parameters().forEach((name, value) -> all.put(part + "." + name, value)));
    return all;
  }

  /**
   * Everything that must be kept to have this module again: the values of all parameters, and all
   * buffers, by stable names. Views: assigning into them sets the module.
   */
  default Map<String, INDArray> state() {
    Map<String, INDArray> all = new LinkedHashMap<>();
    ownParameters().forEach((name, parameter) -> all.put(name, parameter.value()));
    all.putAll(ownBuffers());
    children()
        .forEach(
            (part, module) ->
                module.state().forEach((name, value) -> all.put(part + "." + name, value)));
    return all;
  }

  /** Whether modules that differ in it, such as {@link BatchNorm}, train (the start) or infer. */
  default void train(boolean training) {
    children().values().forEach(module -> module.train(training));
  }

  /** Forgets all gradients; those of the next {@code backward} passes add up from zero. */
  default void zeroGrad() {
    ownParameters().values().forEach(Parameter::zeroGrad);
    children().values().forEach(Module::zeroGrad);
  }

  /**
   * Changes all parameters by one step along their gradients, which it may overwrite. Parameters
   * that no gradient reached since {@link #zeroGrad} stay as they are. A module that learns faster
   * or slower than others overrides this: {@code Module.super.step(step.times(factor))}.
   */
  default void step(OptimizerStep step) {
    ownParameters().values().forEach(parameter -> parameter.step(step));
    children().values().forEach(module -> module.step(step));
  }

  /** The sum of the squares of all gradients, for clipping by the global norm. */
  default double squaredGradientNorm() {
    return parameters().values().stream().mapToDouble(Parameter::squaredGradientNorm).sum();
  }

  /** Frees native memory; a second call does nothing. */
  @Override
  default void close() {
    children().values().forEach(Module::close);
    ownParameters().values().forEach(Parameter::close);
  }
}
