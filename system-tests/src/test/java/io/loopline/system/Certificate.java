package io.loopline.system;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate for localhost from an authority of its own, made by keytool.
 *
 * @param folder where the files are
 */
record Certificate(Path folder) {
  private static final String PASSWORD = "changeit";

  static Certificate make(Path folder) throws IOException, InterruptedException {
    Certificate made = new Certificate(folder);
    made.keytool("-genkeypair -alias authority -keyalg EC -dname CN=authority -ext bc:c");
    made.keytool("-exportcert -rfc -alias authority -file " + made.authority());
    made.keytool(
        "-genkeypair -alias server -keyalg EC -dname CN=server -signer authority"
            + " -ext san=dns:localhost");
    made.keytool("-delete -alias authority");
    return made;
  }

  /** The authority's certificate, PEM. */
  Path authority() {
    return folder.resolve("authority.pem");
  }

  /** Holds the key of the server. */
  private Path store() {
    return folder.resolve("server.p12");
  }

  SSLContext identity() throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream content = Files.newInputStream(store())) {
      keys.load(content, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private void keytool(String arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments.split(" ")));
    command.addAll(List.of("-keystore", store().toString(), "-storetype", "PKCS12"));
    command.addAll(List.of("-storepass", PASSWORD));
    Program.run(folder, command);
  }
}
