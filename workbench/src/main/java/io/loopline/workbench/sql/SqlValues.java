package io.loopline.workbench.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBStruct;
import org.duckdb.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Turns the driver's values into those JSON knows: whole numbers become Long (BigInteger beyond 64
 * bits), blobs Base64, times ISO 8601 text. For one result and one thread.
 */
final class SqlValues {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path workspace;
  private long bytes;

  SqlValues(Path workspace) {
    this.workspace = workspace;
  }

  /** Approximate size of everything converted so far, as JSON. */
  long bytes() {
    return bytes;
  }

  @Nullable Object convert(@Nullable Object value) throws SQLException {
    bytes += 4;
    return switch (value) {
      case null -> null;
      case Boolean bool -> bool;
      case Double number when !Double.isFinite(number) -> number.toString();
      case Float number when !Float.isFinite(number) -> number.toString();
      case BigInteger number when number.bitLength() > 63 -> counted(number);
      case Byte _, Short _, Integer _, Long _, BigInteger _ ->
          counted(((Number) value).longValue());
      case Number number -> counted(number);
      case JsonNode json -> json(json.toString());
      case Timestamp timestamp -> text(timestamp.toLocalDateTime().toString());
      case Blob blob ->
          text(Base64.getEncoder().encodeToString(blob.getBytes(1, (int) blob.length())));
      case DuckDBStruct struct -> map(struct.getMap());
      case Map<?, ?> entries -> map(entries);
      case Array array -> list(Arrays.asList((@Nullable Object[]) array.getArray()));
      case List<?> items -> list(items);
      default -> text(value.toString());
    };
  }

  private Number counted(Number number) {
    bytes += 8;
    return number;
  }

  private String text(String text) {
    bytes += text.length();
    return SqlErrors.relative(text, workspace);
  }

  private @Nullable Object json(String text) {
    bytes += text.length();
    try {
      return JSON.readValue(text, Object.class);
    } catch (JsonProcessingException e) {
      return text; // a JSON column may hold what only the engine takes for JSON
    }
  }

  private Map<String, @Nullable Object> map(Map<?, ?> entries) throws SQLException {
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : entries.entrySet()) {
      result.put(text(String.valueOf(entry.getKey())), convert(entry.getValue()));
    }
    return result;
  }

  private List<@Nullable Object> list(List<? extends @Nullable Object> items) throws SQLException {
    List<@Nullable Object> result = new ArrayList<>(items.size());
    for (Object item : items) {
      result.add(convert(item));
    }
    return result;
  }
}
