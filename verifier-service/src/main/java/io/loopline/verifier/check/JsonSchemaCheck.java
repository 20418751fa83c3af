package io.loopline.verifier.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code json_schema}: {@code {file, schema | schema_file, each_line}}. The JSON file, or with
 * {@code each_line: true} every non-blank line of it, satisfies the schema (draft 2020-12 unless
 * {@code $schema} says otherwise; formats are checked; references leave neither the schema nor this
 * machine). Per line, the score is the share of valid lines, so the loop sees progress.
 */
public final class JsonSchemaCheck implements WorkspaceCheck {
  private static final int MAX_BYTES = 32 << 20;
  private static final int MAX_SCHEMA_BYTES = 256 << 10;
  private static final int SHOWN = 5;

  @Override
  public String kind() {
    return "json_schema";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public CheckOutcome run(JsonNode settings, Judged judged) throws Exception {
    Settings read = Settings.of(settings, "file", "schema", "schema_file", "each_line");
    String file = read.text("file");
    boolean eachLine = read.flag("each_line", false);
    Schema schema = schema(read, judged);
    String expected = (eachLine ? "every line of " : "") + file + " satisfies the schema";
    return switch (WorkspaceFile.find(judged.root(), file)) {
      case WorkspaceFile.Absent(String reason) -> CheckOutcome.fail(expected, reason);
      case WorkspaceFile.Present present ->
          eachLine ? lines(schema, present, expected) : whole(schema, present, expected);
    };
  }

  private static Schema schema(Settings read, Judged judged) throws Exception {
    String text = schemaText(read, judged);
    try {
      return SchemaCompiler.compile(text);
    } catch (BrokenCheck broken) {
      throw read.optionalText("schema_file").isPresent()
          ? BrokenCheck.inWorkspace("schema_file: " + broken.getMessage())
          : broken;
    }
  }

  private static String schemaText(Settings read, Judged judged) throws Exception {
    var inline = read.optional("schema");
    var file = read.optionalText("schema_file");
    if (inline.isPresent() == file.isPresent()) {
      throw new BrokenCheck("exactly one of 'schema' and 'schema_file' is needed");
    }
    if (inline.isPresent()) {
      return inline.get().toString();
    }
    return switch (WorkspaceFile.find(judged.root(), file.orElseThrow())) {
      case WorkspaceFile.Absent(String reason) ->
          throw BrokenCheck.inWorkspace("schema_file: " + reason);
      case WorkspaceFile.Present present -> present.text(MAX_SCHEMA_BYTES);
    };
  }

  private static CheckOutcome whole(Schema schema, WorkspaceFile.Present file, String expected)
      throws Exception {
    List<String> errors = SchemaCompiler.errors(schema, file.text(MAX_BYTES));
    return errors.isEmpty()
        ? CheckOutcome.pass(expected, "valid")
        : CheckOutcome.fail(expected, errors.size() + " errors: " + shown(errors));
  }

  private static CheckOutcome lines(Schema schema, WorkspaceFile.Present file, String expected)
      throws Exception {
    long line = 0;
    long checked = 0;
    long invalid = 0;
    List<String> samples = new ArrayList<>();
    try (BufferedReader reader = Files.newBufferedReader(file.path())) {
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        line++;
        if (Thread.interrupted()) {
          throw new InterruptedException("stopped at line " + line);
        }
        if (text.isBlank()) {
          continue;
        }
        checked++;
        List<String> errors = SchemaCompiler.errors(schema, text);
        if (!errors.isEmpty()) {
          invalid++;
          if (samples.size() < SHOWN) {
            samples.add("line " + line + " " + errors.getFirst());
          }
        }
      }
    }
    if (checked == 0) {
      return CheckOutcome.fail(expected, "no lines");
    }
    return invalid == 0
        ? CheckOutcome.pass(expected, checked + " valid lines")
        : CheckOutcome.fail(
            (double) (checked - invalid) / checked,
            expected,
            invalid + " of " + checked + " lines invalid: " + shown(samples));
  }

  private static String shown(List<String> errors) {
    return String.join("; ", errors.subList(0, Math.min(SHOWN, errors.size())));
  }
}
