package io.darkswap.wasm.autoconfigure.modules;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

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
 */
final class ModulePreloader implements ApplicationListener<AvailabilityChangeEvent<ReadinessState>> {

	private static final Log logger = LogFactory.getLog(ModulePreloader.class);

	private final Iterable<String> names;

	private final BeanFactory beans;

	private final Executor executor;

	private final AtomicBoolean begun = new AtomicBoolean();

	/**
	 * Create a preloader.
	 * @param names the bean names of the modules
	 * @param beans creates the beans
	 * @param executor runs one task for each module
	 */
	ModulePreloader(Iterable<String> names, BeanFactory beans, Executor executor) {
		this.names = names;
		this.beans = beans;
		this.executor = executor;
	}

	@Override
	public void onApplicationEvent(AvailabilityChangeEvent<ReadinessState> event) {
		if (event.getState() == ReadinessState.ACCEPTING_TRAFFIC && this.begun.compareAndSet(false, true)) {
			this.names.forEach((name) -> this.executor.execute(() -> load(name)));
		}
	}

	private void load(String name) {
		try {
			this.beans.getBean(name);
		}
		catch (BeanCreationNotAllowedException | IllegalStateException ex) {
			logger.debug(LogMessage.format("The application stopped before %s was loaded", name), ex);
		}
		catch (BeansException ex) {
			logger.error(LogMessage.format("%s could not be loaded in the background: its next use retries", name), ex);
		}
	}

}
