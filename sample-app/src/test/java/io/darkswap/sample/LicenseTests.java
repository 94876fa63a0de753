package io.darkswap.sample;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;

import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.autoconfigure.DarkSwapClientAutoConfiguration;
import io.darkswap.wasm.chain.ChainServer;
import io.darkswap.wasm.test.DarkSwapTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.util.StreamUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that every module contains the licence. Each module is located by one of its
 * classes.
 */
class LicenseTests {

	@ParameterizedTest
	@ValueSource(classes = { DarkSwapClient.class, ChainServer.class, DarkSwapClientAutoConfiguration.class,
			DarkSwapTest.class, TradingDeskApplication.class })
	void everyModuleCarriesTheLicense(Class<?> member) throws Exception {
		URL module = member.getProtectionDomain().getCodeSource().getLocation();
		try (URLClassLoader loader = new URLClassLoader(new URL[] { module }, null)) {
			assertThat(text(loader, "META-INF/NOTICE")).startsWith("DarkSwap for Spring Boot");
			assertThat(text(loader, "META-INF/LICENSE")).contains("Apache License");
		}
	}

	private static String text(ClassLoader loader, String name) throws Exception {
		return StreamUtils.copyToString(loader.getResourceAsStream(name), StandardCharsets.UTF_8);
	}

}
