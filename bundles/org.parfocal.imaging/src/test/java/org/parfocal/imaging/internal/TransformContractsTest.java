package org.parfocal.imaging.internal;

import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.parfocal.api.Transform;
import org.parfocal.testkit.OptionValues;
import org.parfocal.testkit.TransformContract;

/** Every transform keeps the contract. */
class TransformContractsTest {
  @Nested
  class RandomOrientationContract extends TransformContract {
    @Override
    protected Transform transform() {
      return new RandomOrientation(OptionValues.of(RandomOrientation.Options.class, Map.of()));
    }
  }

  @Nested
  class ColourJitterContract extends TransformContract {
    @Override
    protected Transform transform() {
      return new ColourJitter(OptionValues.of(ColourJitter.Options.class, Map.of()));
    }
  }

  @Nested
  class StainJitterContract extends TransformContract {
    @Override
    protected Transform transform() {
      return new StainJitter(OptionValues.of(StainJitter.Options.class, Map.of()));
    }
  }

  @Nested
  class RandomZoomContract extends TransformContract {
    @Override
    protected Transform transform() {
      return new RandomZoom(OptionValues.of(RandomZoom.Options.class, Map.of()));
    }
  }

  @Nested
  class RandomGammaContract extends TransformContract {
    @Override
    protected Transform transform() {
      return new RandomGamma(OptionValues.of(RandomGamma.Options.class, Map.of()));
    }
  }

  @Nested
  class RandomBlurContract extends TransformContract {
    @Override
    protected Transform transform() {
      return new RandomBlur(OptionValues.of(RandomBlur.Options.class, Map.of()));
    }
  }

  @Nested
  class RandomCompressionContract extends TransformContract {
    @Override
    protected Transform transform() {
      return new RandomCompression(OptionValues.of(RandomCompression.Options.class, Map.of()));
    }
  }

  @Nested
  class RandStainNaContract extends TransformContract {
    @Override
    protected Transform transform() {
      return RandStainNaTest.transform(0.5, 1).fitted(RandStainNaTest.styles());
    }
  }
}
