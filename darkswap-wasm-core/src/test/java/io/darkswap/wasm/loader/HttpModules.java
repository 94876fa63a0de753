package io.darkswap.wasm.loader;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

/**
 * A server on the loopback address whose responses a test chooses.
 */
final class HttpModules implements AutoCloseable {

	private static final char[] PASSWORD = "changeit".toCharArray();

	private final HttpServer server;

	private final String scheme;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final AtomicInteger requests = new AtomicInteger();

	private HttpModules(HttpServer server, String scheme) {
		this.server = server;
		this.scheme = scheme;
		this.server.setExecutor(this.threads);
		this.server.start();
	}

	static HttpModules http() throws IOException {
		return new HttpModules(HttpServer.create(loopback(), 0), "http");
	}

	static HttpModules https() throws IOException {
		HttpsServer server = HttpsServer.create(loopback(), 0);
		server.setHttpsConfigurator(new HttpsConfigurator(sslContext()));
		return new HttpModules(server, "https");
	}

	private static InetSocketAddress loopback() {
		return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
	}

	/**
	 * Both has and trusts the certificate of {@code localhost.p12}, made by
	 * {@code keytool -genkeypair -alias localhost -keyalg EC -groupname secp256r1
	 * -dname CN=localhost -ext san=ip:127.0.0.1 -validity 36500 -storetype PKCS12
	 * -storepass changeit -keystore localhost.p12}.
	 */
	static SSLContext sslContext() throws IOException {
		try (InputStream resource = HttpModules.class.getResourceAsStream("/localhost.p12")) {
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(resource, PASSWORD);
			KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
			keys.init(store, PASSWORD);
			KeyStore trusted = KeyStore.getInstance("PKCS12");
			trusted.load(null, null);
			trusted.setCertificateEntry("localhost", store.getCertificate("localhost"));
			TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			trust.init(trusted);
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
			return context;
		}
		catch (GeneralSecurityException ex) {
			throw new IOException(ex);
		}
	}

	HttpModules on(String path, HttpHandler handler) {
		this.server.createContext(path, (exchange) -> {
			this.requests.incrementAndGet();
			try (exchange) {
				handler.handle(exchange);
			}
		});
		return this;
	}

	HttpModules serve(String path, byte[] body) {
		return on(path, (exchange) -> {
			exchange.sendResponseHeaders(200, (body.length == 0) ? -1 : body.length);
			exchange.getResponseBody().write(body);
		});
	}

	HttpModules answer(String path, int status) {
		return on(path, (exchange) -> exchange.sendResponseHeaders(status, -1));
	}

	HttpModules redirect(String path, String location) {
		return on(path, (exchange) -> {
			exchange.getResponseHeaders().add("Location", location);
			exchange.sendResponseHeaders(302, -1);
		});
	}

	String url(String path) {
		return "%s://127.0.0.1:%d%s".formatted(this.scheme, this.server.getAddress().getPort(), path);
	}

	int requests() {
		return this.requests.get();
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

}
