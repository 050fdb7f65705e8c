package dev.tagwright.classifier.extraction;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.List;
import java.util.Set;

/**
 * Takes the network from the libraries of this process: what a document names is never fetched. The second fence; the
 * first is a network namespace of the process's own, where the system lets us have one.
 */
final class NoNetwork {

    private static final Set<String> REMOTE = Set.of("http", "https", "ftp", "mailto", "jmod");

    private NoNetwork() {}

    private static final class Closed extends URLStreamHandler {

        @Override
        protected URLConnection openConnection(URL url) throws IOException {
            throw new IOException("The network is closed to documents.");
        }
    }

    static void enforce() {
        // external entities, schemas and style sheets of XML
        System.setProperty("javax.xml.accessExternalDTD", "");
        System.setProperty("javax.xml.accessExternalSchema", "");
        System.setProperty("javax.xml.accessExternalStylesheet", "");
        URL.setURLStreamHandlerFactory(protocol -> {
            // an address may be named, as Java's own cryptography does, but never opened
            return REMOTE.contains(protocol) ? new Closed() : null;
        });
        ProxySelector.setDefault(new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                throw new IllegalStateException("The network is closed to documents.");
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException e) {
                // nothing is ever connected
            }
        });
    }
}
