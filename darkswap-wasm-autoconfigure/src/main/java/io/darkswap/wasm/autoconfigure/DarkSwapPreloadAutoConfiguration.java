package io.darkswap.wasm.autoconfigure;

import java.util.concurrent.Executor;

import io.darkswap.wasm.DarkSwapClient;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/**
 * Auto-configuration for preloading the DarkSwap module when the application is ready.
 */
@AutoConfiguration(after = DarkSwapClientAutoConfiguration.class)
@ConditionalOnClass(DarkSwapClient.class)
@ConditionalOnSingleCandidate(DarkSwapClient.class)
@ConditionalOnBooleanProperty(name = "darkswap.wasm.preload", matchIfMissing = true)
public final class DarkSwapPreloadAutoConfiguration {

	/**
	 * The application's own executor runs what is done in the background, if there is no
	 * doubt which that is.
	 */
	@Bean
	@ConditionalOnMissingBean(name = "darkSwapClientPreloader")
	DarkSwapClientPreloader darkSwapClientPreloader(DarkSwapClient client,
			@Qualifier(TaskExecutionAutoConfiguration.APPLICATION_TASK_EXECUTOR_BEAN_NAME) ObjectProvider<Executor> applicationTaskExecutor,
			ObjectProvider<Executor> executor) {
		return new DarkSwapClientPreloader(client, applicationTaskExecutor
			.getIfAvailable(() -> executor.getIfUnique(DarkSwapPreloadAutoConfiguration::daemon)));
	}

	private static Executor daemon() {
		SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor("darkswap-preload-");
		executor.setDaemon(true);
		return executor;
	}

}
