package io.darkswap.wasm.autoconfigure.kafka;

import java.util.ArrayList;
import java.util.List;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.util.ClassUtils;

/**
 * Matches if a library is missing that the command log on Kafka needs.
 */
final class OnMissingKafkaLibraryCondition extends AnyNestedCondition {

	private static final String LOG_CLASS = "io.darkswap.wasm.kafka.KafkaLogOptions";

	private static final String SPRING_CLASS = "org.springframework.kafka.core.KafkaAdmin";

	OnMissingKafkaLibraryCondition() {
		super(ConfigurationPhase.PARSE_CONFIGURATION);
	}

	/** Returns a failure that names the missing dependencies. */
	static DarkSwapException failure(@Nullable ClassLoader classLoader) {
		List<String> missing = new ArrayList<>();
		if (!ClassUtils.isPresent(LOG_CLASS, classLoader)) {
			missing.add("darkswap-wasm-kafka");
		}
		if (!ClassUtils.isPresent(SPRING_CLASS, classLoader)) {
			missing.add("spring-boot-starter-kafka");
		}
		return new DarkSwapException(ErrorCode.INVALID_ARGUMENT,
				"darkswap.log.type is kafka, which needs %s on the class path: add the dependency, or remove the property"
					.formatted(String.join(" and ", missing)));
	}

	@ConditionalOnMissingClass(LOG_CLASS)
	static final class LogMissing {

	}

	@ConditionalOnMissingClass(SPRING_CLASS)
	static final class SpringMissing {

	}

}
