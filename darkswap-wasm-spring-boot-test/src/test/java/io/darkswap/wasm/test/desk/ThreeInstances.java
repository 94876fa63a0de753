package io.darkswap.wasm.test.desk;

import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.autoconfigure.DarkSwapClientBuilderCustomizer;

import org.springframework.stereotype.Component;

/** One of the few components that a slice finds. */
@Component
class ThreeInstances implements DarkSwapClientBuilderCustomizer {

	@Override
	public void customize(DarkSwapClient.Builder builder) {
		builder.instances(3);
	}

}
