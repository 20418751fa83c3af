package io.loopline.serde;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A private authority and what it signed, made by keytool in a folder of the test. */
final class Certificates {
  static final String PASSWORD = "s3cret-store";

  private final Path folder;

  Certificates(Path folder) throws Exception {
    this.folder = folder;
    make("authority", List.of("-ext", "bc:c"));
    run("-exportcert", "-rfc", "-alias", "authority", "-file", pem().toString());
    run(
        List.of(
            "-importcert",
            "-noprompt",
            "-alias",
            "authority",
            "-file",
            pem().toString(),
            "-keystore",
            trust().toString()));
  }

  /** Signs a certificate that is good for these names. */
  KeyStore sign(String alias, String names, String... more) throws Exception {
    List<String> options = new ArrayList<>(List.of("-signer", "authority", "-ext", "san=" + names));
    options.addAll(List.of(more));
    make(alias, options);
    KeyStore all = load(store());
    KeyStore one = KeyStore.getInstance("PKCS12");
    one.load(null, null);
    char[] password = PASSWORD.toCharArray();
    one.setKeyEntry(alias, all.getKey(alias, password), password, all.getCertificateChain(alias));
    try (var file = Files.newOutputStream(folder.resolve(alias + ".p12"))) {
      one.store(file, password);
    }
    return one;
  }

  /** A server that shows this certificate and trusts what the authority signed. */
  SSLContext server(KeyStore identity) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(identity, PASSWORD.toCharArray());
    TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
    trusted.init(load(trust()));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }

  Path pem() {
    return folder.resolve("authority.pem");
  }

  Path trust() {
    return folder.resolve("trust.p12");
  }

  Path keys(String alias) {
    return folder.resolve(alias + ".p12");
  }

  private Path store() {
    return folder.resolve("all.p12");
  }

  private void make(String alias, List<String> options) throws Exception {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("-genkeypair", "-alias", alias, "-keyalg", "EC", "-dname"));
    command.add("CN=" + alias);
    command.addAll(options);
    run(command.toArray(new String[0]));
  }

  private void run(String... command) throws Exception {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of("-keystore", store().toString()));
    run(all);
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>();
    all.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    all.addAll(command);
    all.addAll(List.of("-storepass", PASSWORD, "-storetype", "PKCS12"));
    Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", command) + ": " + output);
    }
  }

  private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream content = Files.newInputStream(file)) {
      store.load(content, PASSWORD.toCharArray());
    }
    return store;
  }
}
