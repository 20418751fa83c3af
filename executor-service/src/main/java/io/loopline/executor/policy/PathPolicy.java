package io.loopline.executor.policy;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;

/**
 * Which workspace paths no tool may read or write. A pattern is a glob over the whole relative path
 * ({@code *} stays within a folder, {@code **} does not); what lies below a denied folder is denied
 * too, and <code>**&#47;x</code> also denies {@code x} at the top. Immutable.
 */
public final class PathPolicy {
  private static final String ANYWHERE = "**/";

  private final List<PathMatcher> denied;

  private PathPolicy(List<PathMatcher> denied) {
    this.denied = List.copyOf(denied);
  }

  /**
   * Reads the patterns.
   *
   * @throws IllegalArgumentException if one is not a glob; its message names it
   */
  public static PathPolicy denying(List<String> patterns) {
    List<PathMatcher> matchers = new ArrayList<>();
    for (String pattern : patterns) {
      matchers.add(matcher(pattern));
      if (pattern.startsWith(ANYWHERE)) {
        matchers.add(matcher(pattern.substring(ANYWHERE.length())));
      }
    }
    return new PathPolicy(matchers);
  }

  private static PathMatcher matcher(String pattern) {
    String glob = pattern.endsWith("/") ? pattern.substring(0, pattern.length() - 1) : pattern;
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + glob);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + pattern + "' in denied_paths is not a glob", e);
    }
  }

  /** Whether the path, or a folder it lies in, is denied. */
  public boolean denies(String relative) {
    for (Path path = Path.of(relative); path != null; path = path.getParent()) {
      for (PathMatcher matcher : denied) {
        if (matcher.matches(path)) {
          return true;
        }
      }
    }
    return false;
  }
}
