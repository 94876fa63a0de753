package io.darkswap.wasm.autoconfigure;

import java.util.function.BooleanSupplier;

import io.darkswap.wasm.memory.SharedLinearMemory;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.PropertyResolver;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches when instances are to share one linear memory and this JVM can have such a
 * memory. Whether instances then see each other's writes is probed when the first module
 * is loaded, which is too long to wait for here: a shared client whose JVM fails that
 * works as the plain one does.
 */
class OnSharedMemoryCondition extends SpringBootCondition {

	private static final String PROPERTY = "darkswap.wasm.shared";

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		return getMatchOutcome(context.getEnvironment(), SharedLinearMemory::isSupported);
	}

	/** Asks the JVM only if the answer matters. */
	static ConditionOutcome getMatchOutcome(PropertyResolver properties, BooleanSupplier supported) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("DarkSwap shared memory");
		if (!properties.getProperty(PROPERTY, Boolean.class, true)) {
			return ConditionOutcome.noMatch(message.because(PROPERTY + " is false"));
		}
		if (!supported.getAsBoolean()) {
			return ConditionOutcome.noMatch(message.because("this JVM has no shared memory"));
		}
		return ConditionOutcome.match(message.because("this JVM has shared memory"));
	}

}
