package io.loopline.planner.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Texts are alike as far as they share words; deterministic. Counts what it embeds. */
public final class WordEmbedder implements Embedder {
  private static final int SIZE = 512;

  final List<String> embedded = new ArrayList<>();

  @Override
  public synchronized float[] embed(String text) {
    embedded.add(text);
    float[] vector = new float[SIZE];
    for (String word : text.toLowerCase(Locale.ROOT).split("[^a-z]+", -1)) {
      if (!word.isEmpty()) {
        vector[Math.floorMod(word.hashCode(), SIZE)] += 1;
      }
    }
    double square = 0;
    for (float each : vector) {
      square += each * each;
    }
    for (int i = 0; i < SIZE && square > 0; i++) {
      vector[i] /= (float) Math.sqrt(square);
    }
    return vector;
  }
}
