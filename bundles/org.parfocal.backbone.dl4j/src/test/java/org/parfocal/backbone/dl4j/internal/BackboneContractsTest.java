package org.parfocal.backbone.dl4j.internal;

import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.testkit.OptionValues;
import org.parfocal.testkit.learning.BackboneContract;

/** Every backbone keeps the contract. */
class BackboneContractsTest {
  @Nested
  class SmallCnnContract extends BackboneContract {
    @Override
    protected BackboneProvider provider() {
      return new SmallCnnBackbone(
          OptionValues.of(SmallCnnBackbone.Options.class, Map.of()), TestEngine.start());
    }
  }

  @Nested
  class MaximumContract extends BackboneContract {
    @Override
    protected BackboneProvider provider() {
      return pooled("max");
    }

    @Override
    protected boolean averages() {
      return false;
    }
  }

  @Nested
  class GeneralisedMeanContract extends BackboneContract {
    @Override
    protected BackboneProvider provider() {
      return pooled("gem");
    }

    @Override
    protected boolean averages() {
      return false;
    }
  }

  private static BackboneProvider pooled(String pooling) {
    return new SmallCnnBackbone(
        OptionValues.of(SmallCnnBackbone.Options.class, Map.of("pooling", pooling)),
        TestEngine.start());
  }

  @Nested
  class ResNet18Contract extends BackboneContract {
    @Override
    protected BackboneProvider provider() {
      return new ResNet18Backbone(
          OptionValues.of(BackboneOptions.class, Map.of()), TestEngine.start());
    }
  }

  @Nested
  class ResNet50Contract extends BackboneContract {
    @Override
    protected BackboneProvider provider() {
      return new ResNet50Backbone(
          OptionValues.of(BackboneOptions.class, Map.of()), TestEngine.start());
    }

    /** Smaller ones would leave batch statistics of four pixels. */
    @Override
    protected int imageSize() {
      return 64;
    }
  }

  @Nested
  class SqueezeNetContract extends BackboneContract {
    @Override
    protected BackboneProvider provider() {
      return new SqueezeNetBackbone(
          OptionValues.of(BackboneOptions.class, Map.of()), TestEngine.start());
    }
  }

  @Nested
  class MobileNetV2Contract extends BackboneContract {
    @Override
    protected BackboneProvider provider() {
      return new MobileNetV2Backbone(
          OptionValues.of(BackboneOptions.class, Map.of()), TestEngine.start());
    }

    /** Smaller ones would leave batch statistics of four pixels. */
    @Override
    protected int imageSize() {
      return 64;
    }
  }

  @Nested
  class Vgg11Contract extends BackboneContract {
    @Override
    protected BackboneProvider provider() {
      return new Vgg11Backbone(
          OptionValues.of(BackboneOptions.class, Map.of()), TestEngine.start());
    }
  }

  @Nested
  class SmseCnnContract extends BackboneContract {
    @Override
    protected BackboneProvider provider() {
      return new SmseCnnBackbone(
          OptionValues.of(BackboneOptions.class, Map.of()), TestEngine.start());
    }

    @Override
    protected int imageSize() {
      return 64;
    }
  }
}
