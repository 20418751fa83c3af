package io.loopline.loopctl.loops;

import io.loopline.loopctl.CliFailure;
import io.loopline.loopctl.Connection;
import io.loopline.loopctl.ExitCode;
import io.loopline.serde.RegistryUnreachable;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * What a loop command gets from outside: the way to the broker and the time. The seam for tests.
 *
 * @param opener connects to the broker
 * @param clock the time now
 */
record Access(Function<Connection, LoopBroker> opener, InstantSource clock) {

  static Access toKafka() {
    return new Access(KafkaBroker::open, InstantSource.system());
  }

  /**
   * Runs a command against the broker and gives its exit code. Here client exceptions become one
   * line for a person.
   */
  int use(Connection connection, ToIntFunction<LoopBroker> command) {
    try (LoopBroker broker = opener.apply(connection)) {
      return command.applyAsInt(broker);
    } catch (RegistryUnreachable failure) {
      throw new CliFailure(
          ExitCode.NOT_REACHABLE,
          "no schema registry answers at %s; start the local stack with ./loop up, or name a registry with --registry (%s)"
              .formatted(connection.registry(), failure.getMessage()),
          failure);
    } catch (TimeoutException failure) {
      throw new CliFailure(
          ExitCode.NOT_REACHABLE,
          "the Kafka broker at %s does not answer in time; see ./loop status"
              .formatted(connection.bootstrap()),
          failure);
    } catch (ConfigException failure) {
      throw new CliFailure(
          ExitCode.BAD_INPUT,
          "%s; check --bootstrap and --registry".formatted(failure.getMessage()),
          failure);
    } catch (AuthenticationException | AuthorizationException failure) {
      throw failed("the broker at " + connection.bootstrap() + " refuses this: ", failure);
    } catch (SerializationException failure) {
      throw failed("", failure);
    } catch (KafkaException failure) {
      throw failed("the Kafka client for " + connection.bootstrap() + " failed: ", failure);
    }
  }

  private static CliFailure failed(String what, KafkaException failure) {
    Throwable cause = failure.getCause();
    String why = cause == null ? "" : ": " + cause.getMessage();
    return new CliFailure(ExitCode.NOT_REACHABLE, what + failure.getMessage() + why, failure);
  }
}
