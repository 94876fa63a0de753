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
 * Matches if {@code darkswap.wasm.shared} is true and this JVM has atomics outside the
 * heap. The first module that is loaded reserves the memory and probes whether instances
 * see each other's writes, which takes too long for a condition. If the probe fails, a
 * shared client works as a plain client and reports the reason.
 */
class OnSharedMemoryCondition extends SpringBootCondition {

	private static final String PROPERTY = "darkswap.wasm.shared";

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		return getMatchOutcome(context.getEnvironment(), OnSharedMemoryCondition::hasOffHeapAtomics);
	}

	/** Probes the JVM only if the property is true. */
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
