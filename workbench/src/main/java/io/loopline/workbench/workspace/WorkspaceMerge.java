package io.loopline.workbench.workspace;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what several actions made of the same files, path by path. A path that a lower
 * index changed already, or that would be a file here and a folder there, drops all changes of the
 * higher index. Pure: it compares hashes and reads no content.
 *
 * @param files the merged files
 * @param conflicts the sources whose changes were dropped, in the order of their indexes
 */
public record WorkspaceMerge(List<ManifestEntry> files, List<Conflict> conflicts) {

  /**
   * What one action left.
   *
   * @param index decides who wins, the lower one
   */
  public record Source(int index, List<ManifestEntry> files) {
    public Source {
      files = List.copyOf(files);
    }
  }

  /**
   * A source whose changes were dropped.
   *
   * @param index its index
   * @param with the source that changed the path before
   * @param path one path that both changed
   */
  public record Conflict(int index, int with, String path) {}

  public WorkspaceMerge {
    files = List.copyOf(files);
    conflicts = List.copyOf(conflicts);
  }

  /**
   * Merges.
   *
   * @param base what all sources started from
   * @param sources in ascending order of their indexes
   */
  public static WorkspaceMerge of(List<ManifestEntry> base, List<Source> sources) {
    Map<String, ManifestEntry> before = byPath(base);
    SortedMap<String, ManifestEntry> merged = new TreeMap<>(before);
    SortedMap<String, Integer> owners = new TreeMap<>();
    List<Conflict> conflicts = new ArrayList<>();
    for (Source source : sources) {
      Map<String, ManifestEntry> after = byPath(source.files());
      Set<String> changed = changed(before, after);
      Conflict conflict = conflict(source.index(), changed, owners);
      if (conflict == null) {
        for (String path : changed) {
          owners.put(path, source.index());
          ManifestEntry entry = after.get(path);
          if (entry == null) {
            merged.remove(path);
          } else {
            merged.put(path, entry);
          }
        }
      } else {
        conflicts.add(conflict);
      }
    }
    return new WorkspaceMerge(Manifest.sorted(List.copyOf(merged.values())), conflicts);
  }

  private static SortedMap<String, ManifestEntry> byPath(List<ManifestEntry> files) {
    SortedMap<String, ManifestEntry> byPath = new TreeMap<>();
    files.forEach(file -> byPath.put(file.path(), file));
    return byPath;
  }

  private static Set<String> changed(
      Map<String, ManifestEntry> before, Map<String, ManifestEntry> after) {
    Set<String> changed = new TreeSet<>();
    after.forEach((path, entry) -> {
      if (!entry.equals(before.get(path))) {
        changed.add(path);
      }
    });
    before.keySet().stream().filter(path -> !after.containsKey(path)).forEach(changed::add);
    return changed;
  }

  private static @Nullable Conflict conflict(
      int index, Set<String> changed, SortedMap<String, Integer> owners) {
    for (String path : changed) {
      for (String above = path; !above.isEmpty(); above = folder(above)) {
        Integer owner = owners.get(above);
        if (owner != null) {
          return new Conflict(index, owner, above);
        }
      }
      for (Map.Entry<String, Integer> below : owners.tailMap(path + "/").entrySet()) {
        if (!below.getKey().startsWith(path + "/")) {
          break;
        }
        return new Conflict(index, below.getValue(), path);
      }
    }
    return null;
  }

  /** The folder a path lies in; empty at the top. */
  private static String folder(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }
}
