package io.darkswap.wasm.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import com.sun.net.httpserver.HttpServer;
import io.darkswap.wasm.ClientState;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.autoconfigure.wallet.DarkSwapWalletAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a wrong module stops the start, even if the client is preloaded in the
 * background.
 */
class WrongModuleTests {

	private static final String ZEROS = "0".repeat(64);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DarkSwapClientAutoConfiguration.class,
				DarkSwapWalletAutoConfiguration.class, DarkSwapWasmLoaderAutoConfiguration.class));

	@ParameterizedTest
	@CsvSource({ "url,file:no/such.wasm,MODULE_NOT_FOUND", "url,classpath:/no/such.wasm,MODULE_NOT_FOUND",
			"url,http://127.0.0.1:1/module.wasm,MODULE_UNREADABLE", "url,file:../README.md,MODULE_NOT_WASM",
			"max-module-size,100B,MODULE_TOO_LARGE",
			"sha256," + "0000000000000000000000000000000000000000000000000000000000000000,MODULE_DIGEST_MISMATCH",
			"url,no-such-scheme:/module.wasm,INVALID_ARGUMENT", "instances,0,INVALID_ARGUMENT",
			"initial,0,INVALID_ARGUMENT", "maximum,1,INVALID_ARGUMENT", "initial,256,MODULE_MEMORY_MISMATCH",
			"initial,255,MODULE_MEMORY_MISMATCH", "instances,1000,MODULE_MEMORY_MISMATCH" })
	void stopsTheStart(String property, String value, ErrorCode code) {
		String url = property.equals("max-module-size")
				? "file:../darkswap-wasm-core/src/main/resources/darkswap-wasm/darkswap_wasm_bg.wasm"
				: DarkSwapClient.BUNDLED_URL;
		this.contextRunner.withPropertyValues("darkswap.wasm.url=" + url, "darkswap.wasm." + property + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.cause()
				.cause()
				.isInstanceOfSatisfying(DarkSwapException.class, (ex) -> assertThat(ex.code()).isEqualTo(code)));
	}

	@Test
	void truncatedFileStopsTheStart(@TempDir Path folder) throws IOException {
		byte[] module = new ClassPathResource("darkswap-wasm/darkswap_wasm_bg.wasm").getContentAsByteArray();
		Path file = Files.write(folder.resolve("module.wasm"), Arrays.copyOf(module, module.length / 2));
		this.contextRunner.withPropertyValues("darkswap.wasm.url=" + file.toUri())
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining("breaks off after"));
	}

	@Test
	void remoteModuleStopsTheStartUnlessFailFastIsOff() throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", (exchange) -> {
			exchange.sendResponseHeaders(404, -1);
			exchange.close();
		});
		server.start();
		try {
			ApplicationContextRunner remote = this.contextRunner.withPropertyValues(
					"darkswap.wasm.url=http://127.0.0.1:%d/module.wasm".formatted(server.getAddress().getPort()));
			remote.run((context) -> assertThat(context).getFailure().hasStackTraceContaining("There is no module at"));
			remote.withPropertyValues("darkswap.wasm.fail-fast=false")
				.run((context) -> assertThat(context.getBean(DarkSwapClient.class).getState())
					.isEqualTo(ClientState.NEW));
		}
		finally {
			server.stop(0);
		}
	}

}
