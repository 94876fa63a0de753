package io.darkswap.wasm.autoconfigure.log;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;

/**
 * Refuses two clients with one log directory when the second is created. Otherwise the
 * directory's lock refuses the second one only when it is initialized, which may be after
 * the start.
 */
final class DistinctLogDirectories implements BeanPostProcessor, Ordered {

	private final Map<Path, String> clients = new ConcurrentHashMap<>();

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof DarkSwapClient client) {
			client.getLogOptions().ifPresent((log) -> refuseSecond(log.storage().directory(), beanName));
		}
		return bean;
	}

	private void refuseSecond(Path directory, String beanName) {
		String other = this.clients.putIfAbsent(directory.toAbsolutePath().normalize(), beanName);
		if (other != null && !other.equals(beanName)) {
			throw new DarkSwapException(ErrorCode.INVALID_ARGUMENT,
					("The clients %s and %s have one log directory, %s: remove darkswap.log.directory, and name a "
							+ "directory for each by configurer.configure(builder, directory)")
						.formatted(other, beanName, directory));
		}
	}

	/** Before the initialization of clients. */
	@Override
	public int getOrder() {
		return 0;
	}

}
