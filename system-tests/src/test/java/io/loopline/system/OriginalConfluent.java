package io.loopline.system;

import com.google.common.collect.ImmutableMap;
import com.google.common.util.concurrent.internal.InternalFutures;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.apache.pulsar.kafka.shade.io.confluent.kafka.serializers.KafkaAvroSerializer;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/**
 * Confluent's serializers under their own names again. Maven Central has them only inside another
 * project's jar, moved to other packages together with a copy of Avro that does not know our
 * classes. This moves every name back, in class files and service files, and leaves the copy of
 * Avro out, so that Confluent's code meets the Avro it would meet in a deployment.
 */
final class OriginalConfluent {
  static final String SERIALIZER = "io.confluent.kafka.serializers.KafkaAvroSerializer";
  static final String DESERIALIZER = "io.confluent.kafka.serializers.KafkaAvroDeserializer";

  private static final String MOVED = "org/apache/pulsar/kafka/shade/";
  private static final String WANTED = MOVED + "io/confluent/kafka/";

  private OriginalConfluent() {}

  /** The jar, and what it needs that not every service has. */
  static List<Path> classPath(Path folder) throws Exception {
    Path jar = folder.resolve("kafka-avro-serializer.jar");
    try (JarFile moved = new JarFile(jarOf(KafkaAvroSerializer.class).toFile());
        JarOutputStream original = new JarOutputStream(Files.newOutputStream(jar))) {
      List<JarEntry> entries = moved.stream().filter(OriginalConfluent::isWanted).toList();
      for (JarEntry entry : entries) {
        try (InputStream content = moved.getInputStream(entry)) {
          original.putNextEntry(new JarEntry(BACK.map(entry.getName())));
          original.write(moveBack(entry, content.readAllBytes()));
        }
      }
    }
    return Stream.concat(
            Stream.of(jar),
            Stream.of(ImmutableMap.class, InternalFutures.class).map(OriginalConfluent::jarOf))
        .toList();
  }

  private static boolean isWanted(JarEntry entry) {
    String name = entry.getName();
    return !entry.isDirectory()
        && (name.startsWith(WANTED) || name.startsWith("META-INF/services/" + dotted(WANTED)));
  }

  private static byte[] moveBack(JarEntry entry, byte[] content) {
    if (!entry.getName().endsWith(".class")) {
      String text = new String(content, StandardCharsets.UTF_8);
      return BACK.text(text).getBytes(StandardCharsets.UTF_8);
    }
    ClassWriter written = new ClassWriter(0);
    new ClassReader(content).accept(new ClassRemapper(written, BACK), 0);
    return written.toByteArray();
  }

  private static final Names BACK = new Names();

  /** Moved names to original ones, as paths and with dots. */
  private static final class Names extends Remapper {
    Names() {
      super(Opcodes.ASM9);
    }

    @Override
    public String map(String name) {
      return text(name);
    }

    @Override
    public Object mapValue(Object value) {
      return value instanceof String text ? text(text) : super.mapValue(value);
    }

    String text(String text) {
      return text.replace(MOVED + "avro", "org/apache/avro")
          .replace(MOVED, "")
          .replace(dotted(MOVED) + "avro", "org.apache.avro")
          .replace(dotted(MOVED), "");
    }
  }

  private static String dotted(String path) {
    return path.replace('/', '.');
  }

  private static Path jarOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (Exception noFile) {
      throw new IllegalStateException(type + " is not in a jar", noFile);
    }
  }
}
