package io.loopline.model.cassette;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import io.loopline.model.LanguageModel;
import io.loopline.model.ModelCall;
import io.loopline.model.ModelOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * Asks another model and appends call and outcome to a file. Processes may share a file: each line
 * is one write. Thread-safe.
 */
public final class RecordingModel implements LanguageModel {
  private final LanguageModel model;
  private final Path file;
  private final UnaryOperator<String> redaction;
  private final ReentrantLock writing = new ReentrantLock();

  /**
   * Records into a file, which need not exist.
   *
   * @param redaction takes secrets out of a line
   */
  public RecordingModel(LanguageModel model, Path file, UnaryOperator<String> redaction) {
    this.model = model;
    this.file = file;
    this.redaction = redaction;
  }

  /**
   * Asks.
   *
   * @throws UncheckedIOException when the outcome cannot be recorded; it is lost then
   */
  @Override
  public ModelOutcome ask(ModelCall call) throws InterruptedException {
    ModelOutcome outcome = model.ask(call);
    String line = redaction.apply(CassetteEntry.line(call, outcome)) + "\n";
    writing.lock();
    try {
      Files.writeString(file, line, CREATE, APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot record into " + file, e);
    } finally {
      writing.unlock();
    }
    return outcome;
  }
}
