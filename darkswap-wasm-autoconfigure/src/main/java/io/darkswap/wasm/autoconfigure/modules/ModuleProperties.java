package io.darkswap.wasm.autoconfigure.modules;

import java.time.Duration;
import java.util.List;

import io.darkswap.wasm.autoconfigure.properties.MemorySize;
import io.darkswap.wasm.loader.MemoryOptions;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of one module, below {@code darkswap.wasm.modules} and its name.
 *
 * @param url Location of the module: any Spring resource location, or an http or https
 * URL.
 * @param sha256 Expected SHA-256 of the module, in hexadecimal. Without it, any module at
 * the URL is run.
 * @param initial Initial size of the linear memory: pages of 64 KiB, or a size such as
 * 1MB. The default is the module's own.
 * @param maximum Maximum size of the linear memory: pages of 64 KiB, or a size such as
 * 16MB. The default is the module's own, at most 2 GiB.
 * @param compileTimeout Maximum time for parsing and compiling the module. The default is
 * that of all modules.
 * @param load When the module is loaded.
 * @param imports Name of a bean that supplies the module's imports: ImportValues for all
 * instances, or ModuleImports for each.
 * @param workers Workers of the module.
 * @param wasi WASI preview 1, for a module that imports it.
 */
public record ModuleProperties(@Nullable String url, @Nullable String sha256, @Nullable String initial,
		@Nullable String maximum, @Nullable Duration compileTimeout, @DefaultValue("at-start") ModuleLoading load,
		@Nullable String imports, @Nullable Workers workers, @Nullable Wasi wasi) {

	/** Return the limits of the memory of the module of a name. */
	MemoryOptions memory(String module) {
		if (this.initial == null) {
			return (this.maximum != null) ? MemoryOptions.ofModule(maximum(module, this.maximum))
					: MemoryOptions.ofModule();
		}
		if (this.maximum == null) {
			throw ModuleFailures.invalid(module, "maximum", "is missing, but initial is set: set both, or neither");
		}
		int pages = MemorySize.pages(ModuleFailures.property(module, "initial"), this.initial);
		return new MemoryOptions(pages, maximum(module, this.maximum), true);
	}

	private static int maximum(String module, String maximum) {
		return MemorySize.pages(ModuleFailures.property(module, "maximum"), maximum);
	}

	/**
	 * Properties of a module's workers.
	 *
	 * @param limit Number of workers that may run at once, of those that the module
	 * starts too.
	 * @param stackSize Size of each worker's C stack: pages of 64 KiB, or a size such as
	 * 256KB. Refused for a module to which the host provides no stacks (a convention
	 * other than LLVM, or a thread-setup).
	 * @param executor Name of the Executor bean that runs the workers. It must run as
	 * many at once as the limit allows. The default starts a daemon thread for each.
	 * @param threadSetup Name of a ThreadSetup bean, for a module whose convention for
	 * threads is not known.
	 */
	public record Workers(@Nullable Integer limit, @Nullable String stackSize, @Nullable String executor,
			@Nullable String threadSetup) {

	}

	/**
	 * Properties of WASI preview 1 for a module.
	 *
	 * @param arguments Arguments of the program, after its name, which is that of the
	 * module.
	 * @param environment Variables of its environment, each as NAME=value.
	 * @param directories Directories of this machine that it may read and write. Without
	 * one, it has no access to files.
	 */
	public record Wasi(@DefaultValue List<String> arguments, @DefaultValue List<String> environment,
			@DefaultValue List<Directory> directories) {

		/** No arguments, no variables, no files. */
		static final Wasi NOTHING = new Wasi(List.of(), List.of(), List.of());

	}

	/**
	 * A directory of this machine that a module may use.
	 *
	 * @param guest Path of the directory for the module.
	 * @param host Path of the directory on this machine.
	 */
	public record Directory(@Nullable String guest, @Nullable String host) {

	}

}
