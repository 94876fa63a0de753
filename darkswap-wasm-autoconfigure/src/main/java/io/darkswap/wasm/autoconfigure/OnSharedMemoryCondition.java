package io.darkswap.wasm.autoconfigure;

import java.util.function.BooleanSupplier;

import io.darkswap.wasm.loader.SharedMemoryWasmLoader;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.PropertyResolver;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches when instances are to share one linear memory and this JVM lets them.
 */
class OnSharedMemoryCondition extends SpringBootCondition {

	private static final String PROPERTY = "darkswap.wasm.shared";

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		return getMatchOutcome(context.getEnvironment(), SharedMemoryWasmLoader::isSharedMemorySupported);
	}

	/** Asks the JVM, which takes a while, only if the answer matters. */
	static ConditionOutcome getMatchOutcome(PropertyResolver properties, BooleanSupplier supported) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("DarkSwap shared memory");
		if (!properties.getProperty(PROPERTY, Boolean.class, true)) {
			return ConditionOutcome.noMatch(message.because(PROPERTY + " is false"));
		}
		if (!supported.getAsBoolean()) {
			return ConditionOutcome.noMatch(message.because("this JVM failed the probe of shared memory"));
		}
		return ConditionOutcome.match(message.because("this JVM passed the probe of shared memory"));
	}

}
