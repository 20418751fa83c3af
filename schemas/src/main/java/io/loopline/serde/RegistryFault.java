package io.loopline.serde;

import java.net.URI;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** What is wrong with an address of the registry, in words that say what to change. Stateless. */
final class RegistryFault {
  private static final String CLIENT_CERTIFICATE =
      "wants a client certificate that it trusts; set schema.registry.ssl.keystore.location";

  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  private RegistryFault() {}

  /** An answer that is not the registry's own. */
  static String of(RegistryAnswer answer, RegistryCredentials credentials) {
    String answered = "answered " + credentials.redact(answer.reason());
    return switch (answer.status()) {
      case UNAUTHORIZED -> answered + ": " + credentials.remedy();
      case FORBIDDEN -> answered + ": these credentials may not do this; grant it in the registry";
      default -> answered;
    };
  }

  /** No answer at all from an address. */
  static String of(Throwable failure, URI address) {
    String name = failure.getClass().getSimpleName();
    String message = failure.getMessage();
    String failed = "failed: %s %s".formatted(name, message == null ? "" : message).strip();
    return tlsRemedy(failure, "https".equals(address.getScheme()))
        .map(remedy -> failed + ": " + remedy)
        .orElse(failed);
  }

  private static Optional<String> tlsRemedy(Throwable failure, boolean https) {
    if (causes(failure).noneMatch(SSLException.class::isInstance)) {
      return https && isClosed(failure)
          ? Optional.of(
              "it closed the connection after the handshake, as one does that "
                  + CLIENT_CERTIFICATE)
          : Optional.empty();
    }
    if (causes(failure).anyMatch(CertificateExpiredException.class::isInstance)) {
      return Optional.of("its certificate has expired; renew it there");
    }
    if (causes(failure).anyMatch(CertPathBuilderException.class::isInstance)) {
      return Optional.of(
          "its certificate is from an authority that is not trusted here; set"
              + " schema.registry.ssl.truststore.location");
    }
    if (causes(failure).anyMatch(CertificateException.class::isInstance)) {
      return Optional.of(
          "its certificate is for another host; use a name that is in it in schema.registry.url");
    }
    String messages = causes(failure).map(Throwable::toString).toList().toString();
    if (messages.contains("certificate_required") || messages.contains("bad_certificate")) {
      return Optional.of("it " + CLIENT_CERTIFICATE);
    }
    return messages.toLowerCase(Locale.ROOT).contains("unrecognized ssl message")
        ? Optional.of("it does not speak TLS; use http in schema.registry.url")
        : Optional.empty();
  }

  /**
   * In TLS 1.3 a server looks at the client's certificate when the client takes the handshake for
   * done (RFC 8446, section 4.4.2); its alert may get lost when it closes.
   */
  private static boolean isClosed(Throwable failure) {
    String messages = causes(failure).map(Throwable::toString).toList().toString();
    return messages.contains("received no bytes")
        || messages.contains("EOF")
        || messages.contains("Connection reset")
        || messages.contains("Broken pipe");
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
  }
}
