package org.parfocal.command.internal;

import java.util.function.ToIntFunction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.parfocal.platform.Platform;
import picocli.CommandLine;

/** The program: arguments in, exit code out. */
@Component(service = ToIntFunction.class, property = "parfocal.command=main")
public final class ParfocalCommand implements ToIntFunction<String[]> {
  private final Platform platform;

  @Activate
  public ParfocalCommand(@Reference Platform platform) {
    this.platform = platform;
  }

  @Override
  public int applyAsInt(String[] arguments) {
    return new CommandLine(new Root(platform)).execute(arguments);
  }

  @CommandLine.Command(name = "parfocal", mixinStandardHelpOptions = true)
  record Root(Platform platform) implements Runnable {
    @Override
    public void run() {
      platform.catalogue().plugins().forEach(plugin -> System.out.println(plugin.name()));
    }
  }
}
