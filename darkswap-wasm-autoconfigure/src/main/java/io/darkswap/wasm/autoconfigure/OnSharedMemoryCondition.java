package io.darkswap.wasm.autoconfigure;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.BooleanSupplier;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.PropertyResolver;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches when instances are to share one linear memory and this JVM has what such a
 * memory needs. Reserving one, and probing whether instances see each other's writes in
 * it, is left to the first module that is loaded: that is too long to wait for here. A
 * shared client whose JVM fails the probe works as the plain one does, and says why.
 */
class OnSharedMemoryCondition extends SpringBootCondition {

	private static final String PROPERTY = "darkswap.wasm.shared";

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		return getMatchOutcome(context.getEnvironment(), OnSharedMemoryCondition::hasOffHeapAtomics);
	}

	/** Asks the JVM only if the answer matters. */
	static ConditionOutcome getMatchOutcome(PropertyResolver properties, BooleanSupplier supported) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("DarkSwap shared memory");
		if (!properties.getProperty(PROPERTY, Boolean.class, true)) {
			return ConditionOutcome.noMatch(message.because(PROPERTY + " is false"));
		}
		if (!supported.getAsBoolean()) {
			return ConditionOutcome.noMatch(message.because("this JVM has no atomics outside the heap"));
		}
		return ConditionOutcome.match(message.because("this JVM has atomics outside the heap"));
	}

	private static boolean hasOffHeapAtomics() {
		try {
			ByteBuffer bytes = ByteBuffer.allocateDirect(2 * Long.BYTES)
				.alignedSlice(Long.BYTES)
				.order(ByteOrder.LITTLE_ENDIAN);
			VarHandle longs = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
			return (long) longs.getAndAdd(bytes, 0, 1L) == 0 && bytes.getLong(0) == 1;
		}
		catch (RuntimeException | LinkageError ex) {
			return false;
		}
	}

}
