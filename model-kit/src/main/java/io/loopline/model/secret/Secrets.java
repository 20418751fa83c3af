package io.loopline.model.secret;

import io.loopline.service.Setting;
import io.loopline.service.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where keys are: a file of that name in the directory of the settings, else the environment
 * variable of that name. Nothing is kept: a changed file counts from the next call on. Thread-safe.
 */
public final class Secrets {
  private static final Setting<Optional<String>> DIRECTORY =
      Setting.optional(
          "loopline.secrets.directory",
          "",
          "path of a directory",
          "files named like the secrets that configuration refers to by secret:NAME; without a"
              + " file, NAME is an environment variable");

  /** What {@link #from} reads. */
  public static final List<Setting<?>> SETTINGS = List.of(DIRECTORY);

  /** No key can be longer. */
  private static final long LONGEST_FILE = 16_384;

  private final @Nullable Path directory;
  private final UnaryOperator<@Nullable String> environment;

  /**
   * Keys of a directory and an environment.
   *
   * @param directory null for none
   * @param environment variables by name, null for unset ones
   */
  public Secrets(@Nullable Path directory, UnaryOperator<@Nullable String> environment) {
    this.directory = directory;
    this.environment = environment;
  }

  /** Keys of this process. */
  public static Secrets from(Settings settings) {
    return new Secrets(settings.get(DIRECTORY).map(Path::of).orElse(null), Secrets::variable);
  }

  private static @Nullable String variable(@Nullable String name) {
    return name == null ? null : System.getenv(name);
  }

  /** A reference that leads nowhere; the message says what to do and shows no value. */
  public static final class Missing extends Exception {
    private static final long serialVersionUID = 1L;

    Missing(String message) {
      super(message);
    }
  }

  /**
   * The value behind a name.
   *
   * @throws Missing when there is none, or what is there cannot be a key
   */
  public Secret resolve(String name) throws Missing {
    String value = fromFile(name);
    if (value == null) {
      value = environment.apply(name);
    }
    if (value == null || value.isBlank()) {
      throw new Missing(
          "secret:%s is not set; set the environment variable %s%s"
              .formatted(
                  name,
                  name,
                  directory == null
                      ? ", or loopline.secrets.directory to a directory with a file of that name"
                      : " or put a file of that name into " + directory));
    }
    try {
      return new Secret(name, value.strip());
    } catch (IllegalArgumentException e) {
      throw new Missing(
          "secret:%s holds characters that no key has, such as a space or a line break"
              .formatted(name));
    }
  }

  private @Nullable String fromFile(String name) throws Missing {
    if (directory == null) {
      return null;
    }
    Path file = directory.resolve(name);
    try {
      if (Files.size(file) > LONGEST_FILE) {
        throw new Missing("secret:%s: the file %s is too large for a key".formatted(name, file));
      }
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      // the message of a decoding error could hold bytes of the file
      throw new Missing(
          "secret:%s: the file %s cannot be read (%s)"
              .formatted(name, file, e.getClass().getSimpleName()));
    }
  }
}
