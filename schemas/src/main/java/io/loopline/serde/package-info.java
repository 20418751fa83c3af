/** Bytes to events and back: Confluent wire format, schema registry client, stored state. */
@NullMarked
package io.loopline.serde;

import org.jspecify.annotations.NullMarked;
