package io.loopline.core;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A loop's place among others. Immutable.
 *
 * @param objectiveHash SHA-256 of its own objective
 * @param ancestors the same of every loop above it, outermost first
 * @param levelsBelow levels of child loops it may have
 * @param parent who spawned it; null for a loop of its own
 * @param children children that have not ended, and those of the action under way
 */
public record Family(
    String objectiveHash,
    List<String> ancestors,
    int levelsBelow,
    @Nullable ParentLink parent,
    List<Child> children) {
  /** Of a loop that neither has a parent nor may have children. */
  public static final Family ALONE = new Family("", List.of(), 0, null, List.of());

  public Family {
    requireNonNull(objectiveHash, "objectiveHash is null");
    ancestors = List.copyOf(ancestors);
    children = List.copyOf(children);
  }

  /** The objectives that no loop below may have: its own and those above. */
  public List<String> lineage() {
    return Stream.concat(ancestors.stream(), Stream.of(objectiveHash)).toList();
  }

  int depth() {
    return parent == null ? 0 : parent.depth();
  }

  @Nullable Child running(String childId) {
    return children.stream()
        .filter(child -> child.loopId().equals(childId) && child.isRunning())
        .findFirst()
        .orElse(null);
  }

  List<Child> running() {
    return children.stream().filter(Child::isRunning).toList();
  }

  List<Child> of(RequestId action) {
    return children.stream().filter(child -> child.isOf(action)).toList();
  }

  Family with(Child born) {
    return withChildren(Stream.concat(children.stream(), Stream.of(born)).toList());
  }

  Family replace(Child changed) {
    return withChildren(
        children.stream()
            .map(each -> each.loopId().equals(changed.loopId()) ? changed : each)
            .toList());
  }

  /** Forgets children that have ended, but for those of one action. */
  Family withoutEnded(@Nullable RequestId action) {
    return withChildren(
        children.stream()
            .filter(each -> each.isRunning() || (action != null && each.isOf(action)))
            .toList());
  }

  private Family withChildren(List<Child> changed) {
    return Objects.equals(changed, children)
        ? this
        : new Family(objectiveHash, ancestors, levelsBelow, parent, changed);
  }
}
