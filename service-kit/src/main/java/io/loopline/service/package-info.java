/**
 * What Loopline's services share and none of them owns: configuration, Kafka clients, the worker,
 * lifecycle.
 */
@NullMarked
package io.loopline.service;

import org.jspecify.annotations.NullMarked;
