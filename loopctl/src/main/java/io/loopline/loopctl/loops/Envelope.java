package io.loopline.loopctl.loops;

import io.loopline.event.Producer;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What every event of the command line carries.
 *
 * @param producer this program
 * @param user who runs it
 * @param ids new event ids
 */
record Envelope(Producer producer, String user, Supplier<String> ids) {

  static Envelope ofThisProgram() {
    String user = System.getProperty("user.name", "");
    String version = Envelope.class.getPackage().getImplementationVersion();
    return new Envelope(
        new Producer("loopctl", "loopctl-" + user, version == null ? "dev" : version),
        user,
        () -> UUID.randomUUID().toString());
  }
}
