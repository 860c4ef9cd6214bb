package org.parfocal.platform.internal.reading;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.comments.CommentLine;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** Composes YAML, and stops where it has more values than any study: each takes much memory. */
final class BoundedComposer extends Composer {
  private static final int MOST = 200_000;

  private int values;

  BoundedComposer(String text, LoaderOptions options) {
    super(new ParserImpl(new StreamReader(text), options), new Resolver(), options);
  }

  @Override
  protected Node composeScalarNode(String anchor, List<CommentLine> comments) {
    if (++values > MOST) {
      throw new YAMLException("it holds more than %d values".formatted(MOST));
    }
    return super.composeScalarNode(anchor, comments);
  }

  /** The root of the only document; null if there is none. */
  @Nullable Node root() {
    return getSingleNode();
  }
}
