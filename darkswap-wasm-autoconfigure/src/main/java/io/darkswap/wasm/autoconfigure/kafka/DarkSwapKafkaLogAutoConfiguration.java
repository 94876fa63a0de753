package io.darkswap.wasm.autoconfigure.kafka;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.autoconfigure.log.ClientLogStorage;
import io.darkswap.wasm.autoconfigure.log.DarkSwapLogAutoConfiguration;
import io.darkswap.wasm.autoconfigure.log.DarkSwapLogProperties;
import io.darkswap.wasm.kafka.KafkaLogOptions;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;

/**
 * Auto-configuration for the command log on Kafka, which is active if
 * {@code darkswap.log.type} is {@code kafka}. The brokers and the access to them are
 * those of the application's {@link KafkaAdmin}, which has the properties
 * {@code spring.kafka.*} and the connection details. If a library is missing, the start
 * fails.
 */
@AutoConfiguration(before = DarkSwapLogAutoConfiguration.class,
		afterName = "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration")
@Conditional(OnKafkaLogCondition.class)
public final class DarkSwapKafkaLogAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ KafkaLogOptions.class, KafkaAdmin.class })
	@EnableConfigurationProperties(DarkSwapLogProperties.class)
	static class StorageConfiguration {

		@Bean
		@ConditionalOnMissingBean
		ClientLogStorage darkSwapKafkaLogStorage(DarkSwapLogProperties properties, ObjectProvider<KafkaAdmin> admins) {
			KafkaAdmin admin = admins.getIfUnique();
			if (admin == null) {
				throw new DarkSwapException(ErrorCode.INVALID_ARGUMENT,
						"darkswap.log.type is kafka, which needs one KafkaAdmin bean: add the dependency spring-boot-starter-kafka, or make one of several KafkaAdmin beans the primary one");
			}
			return new KafkaLogStorage(properties.kafka(), admin.getConfigurationProperties());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Conditional(OnMissingKafkaLibraryCondition.class)
	static class MissingLibraryConfiguration {

		MissingLibraryConfiguration() {
			throw OnMissingKafkaLibraryCondition.failure(getClass().getClassLoader());
		}

	}

}
