package io.loopline.loopctl.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the parts of a local stack listen, all on 127.0.0.1. {@code controller} is the broker's
 * second listener.
 */
public record StackPorts(
    int broker, int controller, int registry, int planner, int executor, int verifier) {
  /** What a local stack uses unless told otherwise. */
  public static final StackPorts DEFAULT = new StackPorts(9092, 9093, 8081, 8091, 8092, 8093);

  public StackPorts {
    for (int port : List.of(broker, controller, registry, planner, executor, verifier)) {
      if (port < 1 || port > 65_535) {
        throw new IllegalArgumentException("not a port: " + port);
      }
    }
  }

  /** The same ports, all moved by {@code offset}. */
  public StackPorts plus(int offset) {
    return new StackPorts(
        broker + offset,
        controller + offset,
        registry + offset,
        planner + offset,
        executor + offset,
        verifier + offset);
  }

  /** Ports nobody uses at this moment; for tests. */
  public static StackPorts free() {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int i = 0; i < 6; i++) {
        ServerSocket socket = new ServerSocket();
        held.add(socket);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      }
      return of(held.stream().map(ServerSocket::getLocalPort).toList());
    } catch (IOException failure) {
      throw new UncheckedIOException("no free ports", failure);
    } finally {
      held.forEach(StackPorts::close);
    }
  }

  private static StackPorts of(List<Integer> ports) {
    return new StackPorts(
        ports.get(0), ports.get(1), ports.get(2), ports.get(3), ports.get(4), ports.get(5));
  }

  /** The port a part is reached at. */
  public int of(Part part) {
    return switch (part) {
      case BROKER -> broker;
      case REGISTRY -> registry;
      case PLANNER -> planner;
      case EXECUTOR -> executor;
      case VERIFIER -> verifier;
    };
  }

  /** Every port this part binds, by what it is for. */
  Map<String, Integer> bound(Part part) {
    Map<String, Integer> ports = new LinkedHashMap<>();
    ports.put(part.id(), of(part));
    if (part == Part.BROKER) {
      ports.put("broker's controller listener", controller);
    }
    return ports;
  }

  /** The broker's address, as in {@code bootstrap.servers}. */
  public String bootstrap() {
    return "127.0.0.1:" + broker;
  }

  /** The registry's Confluent-compatible API. */
  public String registryUrl() {
    return "http://127.0.0.1:" + registry + "/apis/ccompat/v7";
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
