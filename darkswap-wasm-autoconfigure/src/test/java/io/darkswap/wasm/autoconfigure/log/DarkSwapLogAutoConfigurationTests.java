package io.darkswap.wasm.autoconfigure.log;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.UUID;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.ClientState;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.SharedMemoryDarkSwapClient;
import io.darkswap.wasm.autoconfigure.DarkSwapClientAutoConfiguration;
import io.darkswap.wasm.autoconfigure.DarkSwapClientConfigurer;
import io.darkswap.wasm.autoconfigure.DarkSwapWasmLoaderAutoConfiguration;
import io.darkswap.wasm.autoconfigure.wallet.DarkSwapWalletAutoConfiguration;
import io.darkswap.wasm.log.FlushMode;
import io.darkswap.wasm.log.JournalOptions;
import io.darkswap.wasm.log.LogOptions;
import io.darkswap.wasm.log.LogStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DarkSwapLogAutoConfiguration}.
 */
class DarkSwapLogAutoConfigurationTests {

	@TempDir
	private Path folder;

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(DarkSwapLogAutoConfiguration.class, DarkSwapWalletAutoConfiguration.class,
						DarkSwapWasmLoaderAutoConfiguration.class, DarkSwapClientAutoConfiguration.class))
		.withPropertyValues("darkswap.log.segment-size=1MB");

	@Test
	void whenNoDirectoryIsSetThenThereIsNoLog() {
		this.contextRunner.run((context) -> {
			DarkSwapClient client = context.getBean(DarkSwapClient.class);
			client.initialize();
			assertThat(client.getLogOptions()).isEmpty();
			assertThat(client.getLogStatus()).isEmpty();
		});
	}

	@Test
	void whenLogIsDisabledThenThereIsNone() {
		withLog().withPropertyValues("darkswap.log.enabled=false").run((context) -> {
			assertThat(context.getBean(DarkSwapClient.class).getLogOptions()).isEmpty();
			assertThat(directory()).doesNotExist();
		});
	}

	@Test
	void whenLogIsEnabledWithoutADirectoryThenStartFailsAndNamesTheProperty() {
		this.contextRunner.withPropertyValues("darkswap.log.enabled=true")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(DarkSwapException.class)
				.hasMessageStartingWith("darkswap.log.enabled is true, but the log has no directory")
				.hasMessageContaining("set darkswap.log.directory"));
	}

	@Test
	void whenLogIsEnabledThenClientsWithADirectoryEachHaveOne() {
		this.contextRunner.withUserConfiguration(TwoDirectoriesConfiguration.class)
			.withPropertyValues("logs=" + this.folder, "darkswap.log.enabled=true")
			.run((context) -> assertThat(context.getBean("one", DarkSwapClient.class).getLogOptions()).isPresent());
	}

	@Test
	void ordersSurviveARestart() {
		UUID[] order = new UUID[1];
		withLog().run((context) -> {
			order[0] = createOrder(context.getBean(DarkSwapClient.class));
			assertThat(context.getBean(DarkSwapClient.class).getLogStatus()).map(LogStatus::durable)
				.hasValueSatisfying((position) -> assertThat(position).isPositive());
		});
		withLog().run((context) -> assertThat(context.getBean(DarkSwapClient.class).getOrder(order[0]).amount())
			.isEqualByComparingTo("0.5"));
	}

	@Test
	void copyOfARunningLogHasTheBooks() {
		Path copy = this.folder.resolve("copy");
		withLog().run((context) -> {
			DarkSwapClient client = context.getBean(DarkSwapClient.class);
			UUID before = createOrder(client);
			client.snapshot();
			UUID after = createOrder(client);
			FileSystemUtils.copyRecursively(directory(), copy);
			createOrder(client);
			this.contextRunner.withPropertyValues("darkswap.log.directory=" + copy).run((restored) -> {
				DarkSwapClient books = restored.getBean(DarkSwapClient.class);
				assertThat(books.getOrders(Asset.bitcoin(), Asset.rune("840000:3"))).extracting(Order::id)
					.containsExactly(before, after);
			});
		});
	}

	@Test
	void snapshotsMakeOldSegmentsSuperfluous() {
		withLog().withPropertyValues("darkswap.log.segment-size=64KB", "darkswap.log.maximum-size=256KB")
			.run((context) -> {
				DarkSwapClient client = context.getBean(DarkSwapClient.class);
				for (int i = 0; i < 3000; i++) {
					client.cancelOrder(createOrder(client));
					if (i % 200 == 0) {
						client.snapshot();
					}
				}
				assertThat(client.getLogStatus()).hasValueSatisfying((log) -> {
					assertThat(log.failure()).isEmpty();
					assertThat(log.applied()).isGreaterThan(6000);
				});
			});
	}

	@Test
	void propertiesAreTheOptionsOfTheLog() {
		withLog()
			.withPropertyValues("darkswap.log.flush=os", "darkswap.log.segment-size=2MB",
					"darkswap.log.maximum-size=16MB", "darkswap.log.snapshot-interval=30s", "darkswap.log.skip=7",
					"darkswap.log.former-engine=file:/before.wasm")
			.run((context) -> {
				LogOptions options = context.getBean(DarkSwapClient.class).getLogOptions().orElseThrow();
				assertThat(options.storage())
					.isEqualTo(new JournalOptions(directory(), 2 << 20, 16 << 20, FlushMode.OS));
				assertThat(options.snapshotInterval()).isEqualTo(Duration.ofSeconds(30));
				assertThat(options.skip()).hasValue(7);
				assertThat(options.formerEngine()).hasValue("file:/before.wasm");
			});
	}

	@Test
	void whenFormerEngineIsMissingThenInitializationFailsAndNamesTheProperty() {
		withLog()
			.withPropertyValues("darkswap.log.former-engine=" + this.folder.resolve("before.wasm").toUri(),
					"darkswap.wasm.preload=false")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("The engine of darkswap.log.former-engine cannot be loaded")
				.hasStackTraceContaining("correct darkswap.log.former-engine"));
	}

	@ParameterizedTest
	@CsvSource({ "segment-size,1KB", "maximum-size,512KB", "snapshot-interval,-1s", "skip,0", "directory,''" })
	void whenValueIsWrongThenStartFailsAndNamesTheProperty(String property, String value) {
		withLog().withPropertyValues("darkswap.log." + property + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(DarkSwapException.class)
				.hasMessageStartingWith("darkswap.log." + property));
	}

	@Test
	void whenNameIsMisspeltThenStartFails() {
		this.contextRunner.withPropertyValues("darkswap.log.directroy=" + directory())
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("did you mean darkswap.log.directory?"));
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void directoryIsCreatedForItsUserAlone() {
		withLog().run((context) -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory())))
			.isEqualTo("rwx------"));
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void whenEveryUserMayWriteTheDirectoryThenStartFails() throws IOException {
		Files.createDirectories(directory());
		Files.setPosixFilePermissions(directory(), PosixFilePermissions.fromString("rwxrwxrwx"));
		withLog().run((context) -> assertThat(context).getFailure()
			.rootCause()
			.hasMessageStartingWith("darkswap.log.directory is " + directory())
			.hasMessageContaining("chmod o-w"));
	}

	@Test
	void whenDirectoryIsAFileThenStartFails() throws IOException {
		Files.createDirectories(directory().getParent());
		Files.writeString(directory(), "x");
		withLog().run((context) -> assertThat(context).getFailure()
			.rootCause()
			.hasMessageContaining("which is a file: set it to a directory"));
	}

	@Test
	void whenTwoClientsHaveOneDirectoryThenStartFailsAndNamesThem() {
		withLog().withUserConfiguration(OneDirectoryConfiguration.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("The clients one and other have one log directory, " + directory()));
	}

	@Test
	void twoClientsHaveADirectoryEach() {
		this.contextRunner.withUserConfiguration(TwoDirectoriesConfiguration.class)
			.withPropertyValues("logs=" + this.folder)
			.run((context) -> {
				for (String name : new String[] { "one", "other" }) {
					DarkSwapClient client = context.getBean(name, DarkSwapClient.class);
					createOrder(client);
					LogOptions log = client.getLogOptions().orElseThrow();
					assertThat(log.storage()).isEqualTo(new JournalOptions(this.folder.resolve(name), 1 << 20,
							Long.MAX_VALUE, FlushMode.EVERY_BATCH));
				}
			});
	}

	@Test
	void whenLogIsDisabledThenClientsWithADirectoryEachHaveNone() {
		this.contextRunner.withUserConfiguration(TwoDirectoriesConfiguration.class)
			.withPropertyValues("logs=" + this.folder, "darkswap.log.enabled=false")
			.run((context) -> {
				for (String name : new String[] { "one", "other" }) {
					assertThat(context.getBean(name, DarkSwapClient.class).getLogOptions()).isEmpty();
					assertThat(this.folder.resolve(name)).doesNotExist();
				}
			});
	}

	@Test
	void whenAnotherProcessUsesTheDirectoryThenInitializationFails() {
		withLog().run((context) -> {
			context.getBean(DarkSwapClient.class).initialize();
			withLog().run((second) -> {
				DarkSwapClient client = second.getBean(DarkSwapClient.class);
				assertThatExceptionOfType(DarkSwapException.class).isThrownBy(client::initialize)
					.satisfies((ex) -> assertThat(ex.code()).isEqualTo(ErrorCode.LOG_LOCKED));
				assertThat(client.getState()).isEqualTo(ClientState.NEW);
			});
		});
	}

	private ApplicationContextRunner withLog() {
		return this.contextRunner.withPropertyValues("darkswap.log.directory=" + directory());
	}

	private Path directory() {
		return this.folder.resolve("above").resolve("log");
	}

	private static UUID createOrder(DarkSwapClient client) {
		return client
			.createOrder(Asset.bitcoin(), Asset.rune("840000:3"), OrderSide.SELL, new BigDecimal("0.5"), BigDecimal.TEN,
					client.getAddress(), Duration.ofHours(1))
			.id();
	}

	@Configuration(proxyBeanMethods = false)
	static class OneDirectoryConfiguration {

		@Bean
		DarkSwapClient one(DarkSwapClientConfigurer configurer) {
			return configurer.configure(DarkSwapClient.builder()).build();
		}

		@Bean
		SharedMemoryDarkSwapClient other(DarkSwapClientConfigurer configurer) {
			return configurer.configure(SharedMemoryDarkSwapClient.builder()).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoDirectoriesConfiguration {

		@Bean
		DarkSwapClient one(DarkSwapClientConfigurer configurer, Environment environment) {
			return configurer.configure(DarkSwapClient.builder(), directory(environment, "one")).build();
		}

		@Bean
		SharedMemoryDarkSwapClient other(DarkSwapClientConfigurer configurer, Environment environment) {
			return configurer.configure(SharedMemoryDarkSwapClient.builder(), directory(environment, "other")).build();
		}

		private static Path directory(Environment environment, String name) {
			return Path.of(environment.getRequiredProperty("logs")).resolve(name);
		}

	}

}
