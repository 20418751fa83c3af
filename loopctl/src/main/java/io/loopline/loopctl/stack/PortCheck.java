package io.loopline.loopctl.stack;

import io.loopline.loopctl.CliFailure;
import io.loopline.loopctl.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;

/** Finds out before anything starts whether somebody else listens where a part wants to. */
final class PortCheck {
  private static final int CONNECT_TIMEOUT_MS = 500;

  private PortCheck() {}

  /**
   * @throws CliFailure naming the first taken port and what to do
   */
  static void requireFree(StackPorts ports, List<Part> parts) {
    for (Part part : parts) {
      for (Map.Entry<String, Integer> port : ports.bound(part).entrySet()) {
        if (isTaken(port.getValue())) {
          throw new CliFailure(
              ExitCode.NOT_REACHABLE,
              "port %d, needed for the %s, is taken by another program; stop that one, or use other ports: ./loop up --port-offset 1000"
                  .formatted(port.getValue(), port.getKey()));
        }
      }
    }
  }

  static boolean isTaken(int port) {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    // A listener on all interfaces does not always prevent a bind to loopback, so both are tried.
    try (Socket socket = new Socket()) {
      socket.connect(address, CONNECT_TIMEOUT_MS);
      return true;
    } catch (IOException _) {
      return !canBind(address);
    }
  }

  private static boolean canBind(InetSocketAddress address) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(address);
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
