package io.darkswap.wasm.autoconfigure.modules;

import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.dylibso.chicory.runtime.ImportValues;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.autoconfigure.properties.MemorySize;
import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.loader.ModuleImports;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.darkswap.wasm.loader.report.ThreadConvention;
import io.darkswap.wasm.pool.ThreadSetup;
import io.darkswap.wasm.pool.WasmWorkers;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.core.log.LogMessage;

/**
 * Creates a module and its workers from the properties of the module and from the beans
 * that these name.
 */
final class ModuleFactory {

	private static final Log logger = LogFactory.getLog(ModuleFactory.class);

	private static final String WASI = "wasi_snapshot_preview1";

	private static final String WASI_LIBRARY = "com.dylibso.chicory:wasi";

	private final String name;

	private final ModuleProperties properties;

	private final ConfigurableBeanFactory beans;

	ModuleFactory(String name, ModuleProperties properties, ConfigurableBeanFactory beans) {
		this.name = name;
		this.properties = properties;
		this.beans = beans;
	}

	/**
	 * Compile the module into the cache, outside the creation of its bean. A failure is
	 * left to that.
	 */
	void preload() {
		String url = this.properties.url();
		if (url == null) {
			return;
		}
		try {
			loader(url).preload(url).join();
		}
		catch (RuntimeException ex) {
			logger.debug(LogMessage.format("The module %s could not be compiled before its bean", this.name), ex);
		}
	}

	/**
	 * Load the module.
	 * @param bean the name of the module's bean, on which those that the properties name
	 * must not be destroyed before
	 */
	LoadedModule load(String bean) {
		String url = this.properties.url();
		// Bound before: it refuses properties that would be ignored.
		SharedMemoryWasmLoader loader = loader(url);
		if (url == null) {
			throw ModuleFailures.invalid(this.name, "url", "is missing: set it to the location of the module");
		}
		HostFunctions wasi = wasi();
		try {
			LoadedModule loaded = load(loader, url, wasi, bean);
			loaded.onClose(wasi::close);
			refuseUnusedWasi(loaded);
			refuseUnusedStackSize(loaded);
			return loaded;
		}
		catch (RuntimeException ex) {
			wasi.close();
			throw (wasi == HostFunctions.NONE && ex instanceof DarkSwapException failure) ? withMissingLibrary(failure)
					: ex;
		}
	}

	private LoadedModule load(SharedMemoryWasmLoader loader, String url, HostFunctions host, String bean) {
		MemoryOptions memory = this.properties.memory(this.name);
		String imports = this.properties.imports();
		Object given = (imports != null) ? bean("imports", imports, bean, ImportValues.class, ModuleImports.class)
				: ImportValues.empty();
		if (given instanceof ModuleImports each) {
			return loader.load(url, (ModuleImports) (context) -> host.addTo(each.of(context)), memory);
		}
		return loader.load(url, host.addTo((ImportValues) given), memory);
	}

	/** Every module gets it, because only a loaded module shows whether it imports it. */
	private HostFunctions wasi() {
		WasiFactory factory = this.beans.getBeanProvider(WasiFactory.class).getIfAvailable();
		ModuleProperties.Wasi wasi = this.properties.wasi();
		if (factory != null) {
			return factory.create(this.name, (wasi != null) ? wasi : ModuleProperties.Wasi.NOTHING);
		}
		if (wasi != null) {
			throw ModuleFailures.invalid(this.name, "wasi",
					"needs %s, which is not on the class path: add the dependency, or remove the property"
						.formatted(WASI_LIBRARY));
		}
		return HostFunctions.NONE;
	}

	private void refuseUnusedWasi(LoadedModule loaded) {
		if (this.properties.wasi() != null
				&& loaded.report().imports().stream().noneMatch((wanted) -> wanted.module().equals(WASI))) {
			loaded.close();
			throw ModuleFailures.invalid(this.name, "wasi",
					"has no effect, because the module imports nothing of %s: remove it".formatted(WASI));
		}
	}

	private void refuseUnusedStackSize(LoadedModule loaded) {
		ModuleProperties.Workers workers = this.properties.workers();
		if (workers == null || workers.stackSize() == null) {
			return;
		}
		boolean setUp = workers.threadSetup() != null;
		if (setUp || loaded.threadConvention() != ThreadConvention.LLVM) {
			loaded.close();
			throw ModuleFailures.invalid(this.name, "workers.stack-size", "has no effect, because %s: remove it"
				.formatted(setUp ? "the bean of workers.thread-setup sets the stacks up"
						: "the host provides no C stacks to a module of the convention " + loaded.threadConvention()));
		}
	}

	private static DarkSwapException withMissingLibrary(DarkSwapException failure) {
		String message = String.valueOf(failure.getMessage());
		return (failure.code() == ErrorCode.MODULE_IMPORTS_REFUSED && message.contains(WASI)) ? new DarkSwapException(
				failure.code(), "%s; add %s to the class path".formatted(message, WASI_LIBRARY), failure) : failure;
	}

	/** Create the workers of the module. */
	WasmWorkers workers(LoadedModule module, String bean) {
		WasmWorkers.Builder builder = WasmWorkers.builder(module).name(this.name + "-worker");
		ModuleProperties.Workers workers = this.properties.workers();
		if (workers != null) {
			apply(workers, builder, bean);
		}
		return builder.build();
	}

	private void apply(ModuleProperties.Workers workers, WasmWorkers.Builder builder, String bean) {
		if (workers.limit() != null) {
			if (workers.limit() < 1) {
				throw ModuleFailures.invalid(this.name, "workers.limit",
						"is %d: set it to at least 1".formatted(workers.limit()));
			}
			builder.limit(workers.limit());
		}
		if (workers.stackSize() != null) {
			int pages = MemorySize.pages(ModuleFailures.property(this.name, "workers.stack-size"), workers.stackSize());
			if (pages < 1) {
				throw ModuleFailures.invalid(this.name, "workers.stack-size", "is 0: set it to at least 1 page");
			}
			builder.stackPages(pages);
		}
		if (workers.executor() != null) {
			builder.executor((Executor) bean("workers.executor", workers.executor(), bean, Executor.class));
		}
		if (workers.threadSetup() != null) {
			builder.threadSetup(
					(ThreadSetup) bean("workers.thread-setup", workers.threadSetup(), bean, ThreadSetup.class));
		}
	}

	/** A module with settings of its own needs a loader of its own. */
	private SharedMemoryWasmLoader loader(@Nullable String url) {
		String sha256 = this.properties.sha256();
		if (url == null || (sha256 == null && this.properties.compileTimeout() == null)) {
			return this.beans.getBean(SharedMemoryWasmLoader.class);
		}
		return this.beans.getBean(ModuleLoaderFactory.class).create((builder) -> {
			if (sha256 != null) {
				builder.sha256(url, sha256);
			}
			if (this.properties.compileTimeout() != null) {
				builder.compileTimeout(this.properties.compileTimeout());
			}
		});
	}

	/** Return a bean that a property names, which is destroyed after its dependent. */
	private Object bean(String option, String name, String dependent, Class<?>... types) {
		String wanted = Stream.of(types).map(Class::getSimpleName).collect(Collectors.joining(" or "));
		if (!this.beans.containsBean(name)) {
			throw ModuleFailures.invalid(this.name, option,
					"names the bean %s, which does not exist: define it, of type %s".formatted(name, wanted));
		}
		Object bean = this.beans.getBean(name);
		if (Arrays.stream(types).noneMatch((type) -> type.isInstance(bean))) {
			throw ModuleFailures.invalid(this.name, option, "names the bean %s, which is a %s: name one of type %s"
				.formatted(name, bean.getClass().getName(), wanted));
		}
		this.beans.registerDependentBean(name, dependent);
		return bean;
	}

}
