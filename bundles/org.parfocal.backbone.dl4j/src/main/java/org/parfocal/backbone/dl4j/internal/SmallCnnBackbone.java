package org.parfocal.backbone.dl4j.internal;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.Limits;
import org.parfocal.api.Plugin;
import org.parfocal.backbone.dl4j.NetworkBackboneProvider;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.nd4j.NativeBuild;
import org.parfocal.plan.MixStyle;
import org.parfocal.plan.Pooling;
import org.parfocal.plan.Precision;
import org.parfocal.plan.architecture.SmallCnn;

/** The plugin {@code small-cnn}. */
@Component(
    service = BackboneProvider.class,
    configurationPid = "org.parfocal.backbone.dl4j.small-cnn",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Plugin(section = "backbone", name = "small-cnn")
@Designate(ocd = SmallCnnBackbone.Options.class, factory = true)
public final class SmallCnnBackbone extends NetworkBackboneProvider {
  /** Options of a study file. */
  @ObjectClassDefinition(
      name = "Small CNN",
      description = "A few convolutions; trains in seconds on small images")
  @interface Options {
    @AttributeDefinition(
        description = "channels of the first block, doubled by each further one",
        min = "1",
        max = "256")
    int width() default 16;

    @AttributeDefinition(
        description = "blocks, each of which halves the resolution",
        min = "1",
        max = "6")
    int blocks() default 4;

    @AttributeDefinition(
        description = "safetensors file under its own names, or none for random weights")
    String weights() default NO_WEIGHTS;

    @AttributeDefinition(description = "whether the weights are frozen: none of them is trained")
    boolean frozen() default false;

    @AttributeDefinition(
        description =
            "first block that is trained, for example block3; those before it keep the loaded"
                + " weights; all trains every block")
    String train_from() default ALL_LAYERS;

    /** What stands in place of the average. */
    @AttributeDefinition(
        description =
            "global pooling of the last feature maps: average, max, or gem, the generalised mean"
                + " (Radenovic et al. 2018)")
    Pooling.Kind pooling() default Pooling.Kind.AVERAGE;

    /** Of the generalised mean. */
    @AttributeDefinition(
        description =
            "initial p of gem: 1 is the average, larger values come closer to the maximum",
        max = "100")
    @Limits(above = 0)
    double gem_power() default 3;

    /** Of the generalised mean. */
    @AttributeDefinition(description = "whether p of gem is learnt with the weights; frozen: never")
    boolean gem_learnt() default true;

    /** Of MixStyle. */
    @AttributeDefinition(
        required = false,
        description =
            "modules after which MixStyle (Zhou et al. 2021) mixes the statistics of a batch's"
                + " images in training, for example block1, block2; none if left out")
    String[] mixstyle_after() default {};

    /** Of MixStyle. */
    @AttributeDefinition(
        description = "probability with which MixStyle mixes a batch; each module draws for itself",
        min = "0",
        max = "1")
    double mixstyle_probability() default 0.5;

    /** Of MixStyle. */
    @AttributeDefinition(
        description =
            "alpha of the distribution Beta(alpha, alpha) from which MixStyle draws the share of"
                + " its own statistics that an image keeps",
        min = "0.01",
        max = "1")
    double mixstyle_alpha() default 0.1;

    /** Of the engine. */
    @AttributeDefinition(
        description =
            "numbers in which the backbone computes on an NVIDIA GPU: float32, whose convolutions"
                + " may use TF32; strict, without TF32; or bfloat16, with float32 weights and"
                + " statistics; on the CPU float32 and strict are the same, and bfloat16 is"
                + " refused")
    Precision precision() default Precision.FLOAT32;
  }

  /** Checks the options; natives and weights are loaded when a backbone is made. */
  @Activate
  public SmallCnnBackbone(Options options, @Reference NativeBuild engine) {
    super(
        new SmallCnn(options.width(), options.blocks()),
        options.weights(),
        options.frozen(),
        options.train_from(),
        new Pooling(options.pooling(), options.gem_power(), options.gem_learnt()),
        new MixStyle(
            List.of(options.mixstyle_after()),
            options.mixstyle_probability(),
            options.mixstyle_alpha()),
        options.precision(),
        engine);
  }
}
