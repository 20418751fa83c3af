package io.loopline.serde;

import io.loopline.topic.LoopTopic;
import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * What a serializer class somebody else wrote threw, as the failure {@link EventFormat} promises.
 * The chain of causes is searched from the outside; the first of these decides:
 *
 * <ul>
 *   <li>a {@code RestClientException} (by its simple name: the class is not known here) is the
 *       registry's answer. Status 404 with an error code of the registry's own: {@link
 *       UnknownSchemaId}. 409 and 422: {@link IncompatibleSchema}. Everything else, 401, 403, 429,
 *       5xx and a 404 that came from some other server: {@link RegistryUnreachable}.
 *   <li>an {@link IOException}: {@link RegistryUnreachable}, except for an {@link EOFException} or
 *       one of Avro's own, which are about the bytes.
 * </ul>
 *
 * <p>Without either, a {@link KafkaException} that is no {@link SerializationException} is about
 * the environment (newer Confluent versions throw an InvalidConfigurationException without a cause
 * for a 401): {@link RegistryUnreachable}. All the rest is about the bytes or, when encoding, a
 * bug. Stateless.
 */
final class ForeignFailure {
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int UNPROCESSABLE = 422;

  /** The registry's own codes are a status and two digits. */
  private static final int FIRST_OWN_CODE = 10_000;

  private ForeignFailure() {}

  static SerializationException decoding(LoopTopic<?> topic, RuntimeException failure) {
    return known(topic, failure)
        .orElseGet(
            () -> new UndecodableEvent("%s: %s".formatted(topic.name(), line(failure)), failure));
  }

  static SerializationException encoding(LoopTopic<?> topic, RuntimeException failure) {
    return known(topic, failure)
        .orElseGet(() ->
            new SerializationException(
                "bug: a %s was not encoded: %s"
                    .formatted(topic.type().getSimpleName(), line(failure)),
                failure));
  }

  private static Optional<SerializationException> known(
      LoopTopic<?> topic, RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = "%s: %s".formatted(topic.name(), line(cause));
      if (isOurs(cause)) {
        return Optional.of((SerializationException) cause);
      }
      if (cause.getClass().getSimpleName().equals("RestClientException")) {
        return Optional.of(answered(cause, message));
      }
      if (cause instanceof IOException) {
        return isAboutBytes(cause)
            ? Optional.empty()
            : Optional.of(new RegistryUnreachable(message, failure));
      }
    }
    return failure instanceof KafkaException && !(failure instanceof SerializationException)
        ? Optional.of(
            new RegistryUnreachable("%s: %s".formatted(topic.name(), line(failure)), failure))
        : Optional.empty();
  }

  private static boolean isOurs(Throwable cause) {
    return cause instanceof RegistryUnreachable
        || cause instanceof UnknownSchemaId
        || cause instanceof IncompatibleSchema
        || cause instanceof UndecodableEvent;
  }

  private static boolean isAboutBytes(Throwable cause) {
    return cause instanceof EOFException || cause.getClass().getPackageName().contains("avro");
  }

  private static SerializationException answered(Throwable answer, String message) {
    int status = number(answer, "getStatus");
    boolean own = number(answer, "getErrorCode") >= FIRST_OWN_CODE;
    if (status == NOT_FOUND && own) {
      return new UnknownSchemaId(message, answer);
    }
    return status == CONFLICT || status == UNPROCESSABLE
        ? new IncompatibleSchema(message, answer)
        : new RegistryUnreachable(message, answer);
  }

  /** What a getter gives; 0 when there is none, which then reads as no answer of the registry. */
  private static int number(Throwable answer, String getter) {
    try {
      Method method = answer.getClass().getMethod(getter);
      return method.invoke(answer) instanceof Integer number ? number : 0;
    } catch (ReflectiveOperationException e) {
      return 0;
    }
  }

  private static String line(Throwable failure) {
    @Nullable String message = failure.getMessage();
    String text = message == null ? failure.getClass().getName() : message;
    return text.lines().findFirst().orElse(text);
  }
}
