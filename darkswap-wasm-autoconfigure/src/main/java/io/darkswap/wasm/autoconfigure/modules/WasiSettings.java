package io.darkswap.wasm.autoconfigure.modules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.autoconfigure.properties.DirectoryPath;

/**
 * The validated properties of WASI for one module.
 */
final class WasiSettings {

	private final String module;

	private final ModuleProperties.Wasi properties;

	WasiSettings(String module, ModuleProperties.Wasi properties) {
		this.module = module;
		this.properties = properties;
	}

	/**
	 * Return the arguments after the name of the program, which is that of the module.
	 */
	List<String> arguments() {
		List<String> arguments = new ArrayList<>();
		arguments.add(this.module);
		for (int index = 0; index < this.properties.arguments().size(); index++) {
			arguments.add(text("wasi.arguments[%d]".formatted(index), this.properties.arguments().get(index)));
		}
		return arguments;
	}

	/** Return the variables of the environment. */
	Map<String, String> environment() {
		Map<String, String> environment = new LinkedHashMap<>();
		for (int index = 0; index < this.properties.environment().size(); index++) {
			String property = "wasi.environment[%d]".formatted(index);
			String variable = text(property, this.properties.environment().get(index));
			int end = variable.indexOf('=');
			if (end < 1) {
				throw invalid(property, "is no variable: write it as NAME=value");
			}
			String name = variable.substring(0, end);
			if (environment.put(name, variable.substring(end + 1)) != null) {
				throw invalid(property, "sets the variable %s again: set it once".formatted(name));
			}
		}
		return environment;
	}

	/** Return the directories of this machine by the paths that the module uses. */
	Map<String, Path> directories() {
		Map<String, Path> directories = new LinkedHashMap<>();
		for (int index = 0; index < this.properties.directories().size(); index++) {
			String property = "wasi.directories[%d].".formatted(index);
			ModuleProperties.Directory directory = this.properties.directories().get(index);
			if (directory.guest() == null || directory.guest().isBlank()) {
				throw invalid(property + "guest", "is missing: set it to the path that the module uses");
			}
			if (directory.host() == null) {
				throw invalid(property + "host", "is missing: set it to a directory of this machine");
			}
			Path host = directory(property + "host", directory.host());
			if (directories.put(text(property + "guest", directory.guest()), host) != null) {
				throw invalid(property + "guest", "is %s again: set it once".formatted(directory.guest()));
			}
		}
		return directories;
	}

	private Path directory(String property, String host) {
		Path path = DirectoryPath.of(ModuleFailures.property(this.module, property), host);
		if (!Files.isDirectory(path)) {
			throw invalid(property, "names no directory: create it, or correct the path");
		}
		try {
			return path.toRealPath();
		}
		catch (IOException ex) {
			throw invalid(property, "cannot be read: " + ex);
		}
	}

	/** WASI ends a text with a NUL. */
	private String text(String property, String value) {
		if (value.indexOf('\0') >= 0) {
			throw invalid(property, "contains a NUL: remove it");
		}
		return value;
	}

	private DarkSwapException invalid(String property, String why) {
		return ModuleFailures.invalid(this.module, property, why);
	}

}
