package io.darkswap.wasm.autoconfigure.kafka;

import java.nio.file.Path;
import java.util.List;

import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.autoconfigure.DarkSwapClientAutoConfiguration;
import io.darkswap.wasm.autoconfigure.DarkSwapClientConfigurer;
import io.darkswap.wasm.autoconfigure.DarkSwapWasmLoaderAutoConfiguration;
import io.darkswap.wasm.autoconfigure.log.DarkSwapLogAutoConfiguration;
import io.darkswap.wasm.autoconfigure.wallet.DarkSwapWalletAutoConfiguration;
import io.darkswap.wasm.kafka.KafkaLogOptions;
import io.darkswap.wasm.log.JournalOptions;
import io.darkswap.wasm.log.LogOptions;
import io.darkswap.wasm.log.ReadConsistency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DarkSwapKafkaLogAutoConfiguration}.
 */
class DarkSwapKafkaLogAutoConfigurationTests {

	@TempDir
	private Path folder;

	private final ApplicationContextRunner withoutKafka = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DarkSwapKafkaLogAutoConfiguration.class,
				DarkSwapLogAutoConfiguration.class, DarkSwapWalletAutoConfiguration.class,
				DarkSwapWasmLoaderAutoConfiguration.class, DarkSwapClientAutoConfiguration.class));

	private final ApplicationContextRunner contextRunner = this.withoutKafka
		.withConfiguration(AutoConfigurations.of(KafkaAutoConfiguration.class))
		.withPropertyValues("darkswap.log.type=kafka", "darkswap.log.kafka.topic=desk");

	@Test
	void theTopicIsThatOfTheProperties() {
		inDirectory()
			.withPropertyValues("darkswap.log.kafka.create-topic=true", "darkswap.log.kafka.replication-factor=2",
					"darkswap.log.kafka.partitions=4", "darkswap.log.kafka.read=linearizable",
					"darkswap.log.kafka.digest-interval=500", "darkswap.log.snapshot-interval=7s",
					"darkswap.log.skip=3")
			.run((context) -> {
				KafkaLogOptions storage = storage(context);
				assertThat(storage.directory()).isEqualTo(this.folder);
				assertThat(storage.topic()).isEqualTo("desk");
				assertThat(storage.createTopic()).isTrue();
				assertThat(storage.partitions()).isEqualTo(4);
				assertThat(storage.replicationFactor()).isEqualTo(2);
				assertThat(storage.read()).isEqualTo(ReadConsistency.LINEARIZABLE);
				assertThat(storage.digestInterval()).isEqualTo(500);
				LogOptions options = context.getBean(DarkSwapClient.class).getLogOptions().orElseThrow();
				assertThat(options.snapshotInterval()).hasSeconds(7);
				assertThat(options.skip()).hasValue(3);
			});
	}

	@Test
	void byDefaultTheTopicExistsAndReadsAreLocal() {
		inDirectory().run((context) -> {
			KafkaLogOptions storage = storage(context);
			assertThat(storage.createTopic()).isFalse();
			assertThat(storage.replicationFactor()).isEqualTo(KafkaLogOptions.DEFAULT_REPLICATION_FACTOR);
			assertThat(storage.read()).isEqualTo(ReadConsistency.LOCAL);
		});
	}

	@Test
	void theBrokersAndTheAccessToThemAreThoseOfSpring() {
		inDirectory()
			.withPropertyValues("spring.kafka.bootstrap-servers=broker1:9092,broker2:9092",
					"spring.kafka.security.protocol=SASL_SSL", "spring.kafka.properties.sasl.mechanism=SCRAM-SHA-512",
					"spring.kafka.properties.sasl.jaas.config=secret")
			.run((context) -> {
				assertThat(storage(context).properties())
					.containsEntry("bootstrap.servers", List.of("broker1:9092", "broker2:9092"))
					.containsEntry("security.protocol", "SASL_SSL")
					.containsEntry("sasl.mechanism", "SCRAM-SHA-512")
					.containsEntry("sasl.jaas.config", "secret");
				assertThat(storage(context).toString()).doesNotContain("secret");
			});
	}

	@Test
	void connectionDetailsReplaceTheProperties() {
		inDirectory().withUserConfiguration(ConnectionDetailsConfiguration.class)
			.withPropertyValues("spring.kafka.bootstrap-servers=ignored:9092")
			.run((context) -> assertThat(storage(context).properties()).containsEntry("bootstrap.servers",
					List.of("container:9092")));
	}

	@Test
	void aClientOfTheApplicationHasTheLogInItsOwnDirectory() {
		this.contextRunner.withUserConfiguration(OwnClientConfiguration.class)
			.withPropertyValues("own-directory=" + this.folder)
			.run((context) -> {
				assertThat(storage(context).directory()).isEqualTo(this.folder);
				assertThat(storage(context).topic()).isEqualTo("desk");
			});
	}

	@Test
	void aJournalIsTheDefaultAlsoBesideKafka() {
		inDirectory().withPropertyValues("darkswap.log.type=journal")
			.run((context) -> assertThat(context.getBean(DarkSwapClient.class).getLogOptions().orElseThrow().storage())
				.isInstanceOf(JournalOptions.class));
	}

	@ParameterizedTest
	@CsvSource({ "enabled,yes", "enabled,on", "enabled,1", "type,KAFKA", "type,Kafka" })
	void isOnKafkaInEveryFormThatBindingReads(String property, String value) {
		inDirectory().withPropertyValues("darkswap.log." + property + "=" + value)
			.run((context) -> assertThat(storage(context).topic()).isEqualTo("desk"));
	}

	@Test
	void whenTheLogIsDisabledThereIsNone() {
		this.withoutKafka.withPropertyValues("darkswap.log.type=kafka", "darkswap.log.enabled=false")
			.run((context) -> assertThat(context.getBean(DarkSwapClient.class).getLogOptions()).isEmpty());
	}

	@Test
	void whenNoDirectoryIsSetThenStartFailsAndNamesTheProperty() {
		assertFails(this.contextRunner, "set darkswap.log.directory");
	}

	@Test
	void whenNoTopicIsSetThenStartFailsAndNamesTheProperty() {
		assertFails(
				this.withoutKafka.withConfiguration(AutoConfigurations.of(KafkaAutoConfiguration.class))
					.withPropertyValues("darkswap.log.type=kafka", "darkswap.log.directory=" + this.folder),
				"set darkswap.log.kafka.topic");
	}

	@Test
	void whenThereIsNoKafkaAdminThenStartFailsAndNamesTheDependency() {
		assertFails(this.withoutKafka.withPropertyValues("darkswap.log.type=kafka", "darkswap.log.kafka.topic=desk",
				"darkswap.log.directory=" + this.folder), "spring-boot-starter-kafka");
	}

	@ParameterizedTest
	@CsvSource({ "topic,' '", "replication-factor,0", "digest-interval,-1", "partitions,4097", "partitions,0",
			"tpoic,desk" })
	void whenValueIsWrongThenStartFailsAndNamesTheProperty(String property, String value) {
		assertFails(inDirectory().withPropertyValues("darkswap.log.kafka." + property + "=" + value),
				"darkswap.log.kafka." + property);
	}

	private ApplicationContextRunner inDirectory() {
		return this.contextRunner.withPropertyValues("darkswap.log.directory=" + this.folder);
	}

	private static void assertFails(ApplicationContextRunner runner, String message) {
		runner.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining(message));
	}

	private static KafkaLogOptions storage(AssertableApplicationContext context) {
		return (KafkaLogOptions) context.getBean(DarkSwapClient.class).getLogOptions().orElseThrow().storage();
	}

	@Configuration(proxyBeanMethods = false)
	static class ConnectionDetailsConfiguration {

		@Bean
		KafkaConnectionDetails kafkaConnectionDetails() {
			return () -> List.of("container:9092");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnClientConfiguration {

		@Bean
		DarkSwapClient own(DarkSwapClientConfigurer configurer, Environment environment) {
			return configurer
				.configure(DarkSwapClient.builder(), Path.of(environment.getRequiredProperty("own-directory")))
				.build();
		}

	}

}
