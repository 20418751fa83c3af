/**
 * {@code loop bench}: the engine measured on production processes, beside a bare Kafka relay of the
 * same shape in the same run. What is measured stands in records; the command only renders them.
 */
@NullMarked
package io.loopline.loopctl.bench;

import org.jspecify.annotations.NullMarked;
