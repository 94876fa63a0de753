package io.darkswap.wasm.autoconfigure;

import io.darkswap.wasm.loader.SharedMemoryWasmLoader;

import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;

/**
 * Probes the JVM for shared memory while the application context is being prepared, so
 * that {@link OnSharedMemoryCondition} seldom waits for the answer.
 */
final class SharedMemoryBackgroundPreinitializer implements BackgroundPreinitializer {

	@Override
	public void preinitialize() {
		SharedMemoryWasmLoader.isSharedMemorySupported();
	}

}
