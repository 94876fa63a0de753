package io.darkswap.wasm.autoconfigure.modules;

import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.BeansException;
import org.springframework.beans.factory.BeanCreationNotAllowedException;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationListener;
import org.springframework.core.log.LogMessage;

/**
 * Creates the beans of modules in the background, once the application accepts traffic.
 * The modules are compiled before, because Spring holds a lock while it creates a bean.
 */
final class ModulePreloader implements ApplicationListener<AvailabilityChangeEvent<ReadinessState>> {

	private static final Log logger = LogFactory.getLog(ModulePreloader.class);

	private final Map<String, ModuleFactory> factories;

	private final BeanFactory beans;

	private final Executor executor;

	private final AtomicBoolean begun = new AtomicBoolean();

	/**
	 * Create a preloader.
	 * @param factories creates the modules, by their bean names
	 * @param beans creates the beans
	 * @param executor runs one task for each module
	 */
	ModulePreloader(Map<String, ModuleFactory> factories, BeanFactory beans, Executor executor) {
		this.factories = factories;
		this.beans = beans;
		this.executor = executor;
	}

	@Override
	public void onApplicationEvent(AvailabilityChangeEvent<ReadinessState> event) {
		if (event.getState() == ReadinessState.ACCEPTING_TRAFFIC && this.begun.compareAndSet(false, true)) {
			this.factories.forEach((name, factory) -> this.executor.execute(() -> load(name, factory)));
		}
	}

	private void load(String name, ModuleFactory factory) {
		factory.preload();
		try {
			this.beans.getBean(name);
		}
		catch (BeanCreationNotAllowedException | IllegalStateException ex) {
			logStopped(name, ex);
		}
		catch (BeansException ex) {
			if (ex.getCause() instanceof DarkSwapException cause && cause.code() == ErrorCode.NOT_INITIALIZED) {
				logStopped(name, ex);
				return;
			}
			logger.error(LogMessage.format("%s could not be loaded in the background: its next use retries", name), ex);
		}
	}

	private static void logStopped(String name, RuntimeException ex) {
		logger.debug(LogMessage.format("The application stopped before %s was loaded", name), ex);
	}

}
