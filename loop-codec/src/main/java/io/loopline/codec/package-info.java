/** Between the Avro contracts and the core's types, one class per contract; pure. */
@NullMarked
package io.loopline.codec;

import org.jspecify.annotations.NullMarked;
