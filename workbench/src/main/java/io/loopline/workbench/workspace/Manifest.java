package io.loopline.workbench.workspace;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.loopline.workbench.workspace.WorkspaceRefused.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * The bytes of a snapshot: {@code {"version":1,"files":[{"path":…,"sha256":…,"size":…},…]}}, sorted
 * by the UTF-8 bytes of the path, without white space. Equal content gives equal bytes.
 */
final class Manifest {
  static final String MEDIA_TYPE = "application/vnd.loopline.workspace+json";
  static final int MAX_BYTES = 16 << 20;

  private static final int VERSION = 1;
  private static final Comparator<ManifestEntry> BY_PATH_BYTES =
      Comparator.comparing(
          entry -> entry.path().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);
  private static final JsonFactory JSON = new JsonFactory();
  private static final JsonMapper READER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private Manifest() {}

  record Document(int version, List<ManifestEntry> files) {}

  static List<ManifestEntry> sorted(List<ManifestEntry> entries) {
    return entries.stream().sorted(BY_PATH_BYTES).toList();
  }

  static byte[] encode(List<ManifestEntry> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeNumberField("version", VERSION);
      json.writeArrayFieldStart("files");
      for (ManifestEntry entry : sorted(entries)) {
        json.writeStartObject();
        json.writeStringField("path", entry.path());
        json.writeStringField("sha256", entry.sha256());
        json.writeNumberField("size", entry.size());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  /** Reads a manifest; its bytes are not trusted. */
  static List<ManifestEntry> decode(byte[] bytes) throws IOException {
    Document document;
    try {
      document = READER.readValue(bytes, Document.class);
    } catch (JsonMappingException | com.fasterxml.jackson.core.JsonParseException e) {
      throw new WorkspaceRefused(
          Reason.BAD_MANIFEST, "The snapshot is not a manifest: " + e.getOriginalMessage());
    }
    if (document == null
        || document.version() != VERSION
        || document.files() == null
        || document.files().stream().anyMatch(Objects::isNull)) {
      throw new WorkspaceRefused(
          Reason.BAD_MANIFEST, "The snapshot is not a manifest of version " + VERSION);
    }
    if (!Arrays.equals(bytes, encode(document.files()))) {
      throw new WorkspaceRefused(
          Reason.BAD_MANIFEST, "The snapshot's manifest is not in its canonical form");
    }
    requireDistinct(document.files());
    return document.files();
  }

  private static void requireDistinct(List<ManifestEntry> files) throws WorkspaceRefused {
    for (int i = 1; i < files.size(); i++) {
      if (files.get(i - 1).path().equals(files.get(i).path())) {
        throw new WorkspaceRefused(
            Reason.BAD_MANIFEST, "The snapshot names '" + files.get(i).path() + "' twice");
      }
    }
  }
}
