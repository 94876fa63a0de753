package io.darkswap.wasm.autoconfigure;

import java.time.Duration;
import java.util.Map;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.loader.CachedModule;
import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.ProtocolResolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DarkSwapWasmLoaderAutoConfiguration}.
 */
class DarkSwapWasmLoaderAutoConfigurationTests {

	private static final String URL = DarkSwapClient.BUNDLED_URL;

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DarkSwapWasmLoaderAutoConfiguration.class));

	@Test
	void loadsModulesThroughTheCacheBean() {
		this.contextRunner.run((context) -> {
			context.getBean(SharedMemoryWasmLoader.class).preload(URL).join();
			assertThat(moduleCache(context.getBean("darkSwapModuleCache")).asMap()).containsOnlyKeys(URL);
		});
	}

	@Test
	void backsOffWhenCacheIsDefined() {
		this.contextRunner.withUserConfiguration(OwnCacheConfiguration.class).run((context) -> {
			assertThat(context).hasSingleBean(AsyncCache.class);
			context.getBean(SharedMemoryWasmLoader.class).preload(URL).join();
			assertThat(moduleCache(context.getBean("ownCache")).asMap()).containsOnlyKeys(URL);
		});
	}

	@Test
	void whenAnotherCacheIsDefinedThenLoaderHasItsOwn() {
		this.contextRunner.withUserConfiguration(OtherCacheConfiguration.class).run((context) -> {
			assertThat(context).getBeans(AsyncCache.class).containsOnlyKeys("otherCache", "darkSwapModuleCache");
			context.getBean(SharedMemoryWasmLoader.class).preload(URL).join();
			assertThat(moduleCache(context.getBean("darkSwapModuleCache")).asMap()).containsOnlyKeys(URL);
		});
	}

	@Test
	void backsOffWhenLoaderIsDefined() {
		this.contextRunner
			.withBean("ownLoader", SharedMemoryWasmLoader.class, () -> SharedMemoryWasmLoader.builder().build())
			.run((context) -> assertThat(context).getBeans(SharedMemoryWasmLoader.class).containsOnlyKeys("ownLoader"));
	}

	@Test
	void backsOffWhenCoreIsMissing() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(SharedMemoryWasmLoader.class))
			.run((context) -> assertThat(context).doesNotHaveBean(AsyncCache.class));
	}

	@Test
	void loadsFromEveryLocationOfTheApplicationContext() {
		ProtocolResolver protocol = (location, resources) -> location.equals("vault:engine")
				? new ClassPathResource("darkswap-wasm/darkswap_wasm_bg.wasm") : null;
		this.contextRunner.withInitializer((context) -> context.addProtocolResolver(protocol)).run((context) -> {
			SharedMemoryWasmLoader loader = context.getBean(SharedMemoryWasmLoader.class);
			try (LoadedModule module = loader.load("vault:engine", MemoryOptions.DEFAULT)) {
				assertThat(module.url()).isEqualTo("vault:engine");
				assertThat(module.sharedMemory()).isTrue();
			}
		});
	}

	@Test
	void whenConnectionDetailsAreDefinedThenTheirModuleHasThePinnedDigest() {
		String url = "vault:engine";
		ProtocolResolver protocol = (location, resources) -> location.equals(url)
				? new ClassPathResource("darkswap-wasm/darkswap_wasm_bg.wasm") : null;
		this.contextRunner.withInitializer((context) -> context.addProtocolResolver(protocol))
			.withBean(DarkSwapConnectionDetails.class, () -> () -> url)
			.withPropertyValues("darkswap.wasm.sha256=" + "0".repeat(64))
			.run((context) -> assertThatExceptionOfType(DarkSwapException.class)
				.isThrownBy(() -> context.getBean(SharedMemoryWasmLoader.class).load(url, MemoryOptions.DEFAULT))
				.satisfies((ex) -> assertThat(ex.code()).isEqualTo(ErrorCode.MODULE_DIGEST_MISMATCH)));
	}

	@Test
	void whenConnectionDetailsAreDefinedThenTheConnectionDetailsOfThePropertiesBackOff() {
		this.contextRunner.withBean("own", DarkSwapConnectionDetails.class, () -> () -> "vault:engine")
			.run((context) -> assertThat(context).getBeans(DarkSwapConnectionDetails.class).containsOnlyKeys("own"));
	}

	@Test
	void whenThereAreNoConnectionDetailsThenUrlIsThatOfTheProperties() {
		this.contextRunner.withPropertyValues("darkswap.wasm.url=file:engine.wasm")
			.run((context) -> assertThat(context.getBean(DarkSwapConnectionDetails.class).getUrl())
				.isEqualTo("file:engine.wasm"));
	}

	@Test
	void loaderIsCustomizedAfterThePropertiesAndInOrder() {
		this.contextRunner.withPropertyValues("darkswap.wasm.max-module-size=1KB")
			.withUserConfiguration(LoaderCustomizersConfiguration.class)
			.run((context) -> assertThat(context.getBean(SharedMemoryWasmLoader.class).preload(URL))
				.succeedsWithin(Duration.ofMinutes(1)));
	}

	@Test
	void moduleCacheIsCustomizedInOrder() {
		this.contextRunner.withUserConfiguration(CacheCustomizersConfiguration.class)
			.run((context) -> assertThat(moduleCache(context.getBean("darkSwapModuleCache")).synchronous()
				.policy()
				.expireAfterWrite()
				.orElseThrow()
				.getExpiresAfter()).isEqualTo(Duration.ofHours(2)));
	}

	@Test
	void whenResourceIsMissingThenFailureNamesIt() {
		this.contextRunner.run((context) -> {
			SharedMemoryWasmLoader loader = context.getBean(SharedMemoryWasmLoader.class);
			assertThatExceptionOfType(DarkSwapException.class)
				.isThrownBy(() -> loader.load("no/such.wasm", MemoryOptions.DEFAULT))
				.satisfies((ex) -> assertThat(ex.code()).isEqualTo(ErrorCode.MODULE_NOT_FOUND));
		});
	}

	@Test
	void whenDigestIsPinnedThenOtherModuleIsRefused() {
		assertLoadRefused(ErrorCode.MODULE_DIGEST_MISMATCH, "darkswap.wasm.sha256=" + "0".repeat(64));
	}

	@Test
	void whenModuleIsLargerThanTheLimitThenIsRefused() {
		assertLoadRefused(ErrorCode.MODULE_TOO_LARGE, "darkswap.wasm.max-module-size=1KB");
	}

	@Test
	void whenLimitIsNotPositiveThenFailsNamingTheProperty() {
		this.contextRunner.withPropertyValues("darkswap.wasm.load-timeout=0s")
			.run((context) -> assertThat(context.getStartupFailure())
				.hasStackTraceContaining("darkswap.wasm.load-timeout is PT0S"));
	}

	private void assertLoadRefused(ErrorCode code, String property) {
		this.contextRunner.withPropertyValues(property).run((context) -> {
			SharedMemoryWasmLoader loader = context.getBean(SharedMemoryWasmLoader.class);
			assertThatExceptionOfType(DarkSwapException.class)
				.isThrownBy(() -> loader.load(DarkSwapClient.BUNDLED_URL, MemoryOptions.DEFAULT))
				.satisfies((ex) -> assertThat(ex.code()).isEqualTo(code));
		});
	}

	@SuppressWarnings("unchecked")
	private static AsyncCache<String, CachedModule> moduleCache(Object bean) {
		return (AsyncCache<String, CachedModule>) bean;
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnCacheConfiguration {

		@Bean
		AsyncCache<String, CachedModule> ownCache() {
			return Caffeine.newBuilder().maximumSize(1).buildAsync();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OtherCacheConfiguration {

		@Bean
		AsyncCache<String, Map<String, String>> otherCache() {
			return Caffeine.newBuilder().buildAsync();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LoaderCustomizersConfiguration {

		@Bean
		@Order(2)
		SharedMemoryWasmLoaderBuilderCustomizer last() {
			return (builder) -> builder.maximumModuleSize(1 << 20);
		}

		@Bean
		@Order(1)
		SharedMemoryWasmLoaderBuilderCustomizer first() {
			return (builder) -> builder.maximumModuleSize(1);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CacheCustomizersConfiguration {

		private boolean firstWas;

		@Bean
		@Order(2)
		DarkSwapModuleCacheBuilderCustomizer last() {
			return (builder) -> builder.expireAfterWrite(this.firstWas ? Duration.ofHours(2) : Duration.ofHours(1));
		}

		@Bean
		@Order(1)
		DarkSwapModuleCacheBuilderCustomizer first() {
			return (builder) -> this.firstWas = true;
		}

	}

}
