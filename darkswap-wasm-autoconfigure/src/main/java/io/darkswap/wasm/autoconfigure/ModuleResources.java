package io.darkswap.wasm.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.loader.ResourceOpener;

import org.springframework.core.io.ContextResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;

/**
 * Opens modules at Spring's resource locations. A scheme that no resolver of the
 * application knows is refused: Spring would use the location as a path.
 */
final class ModuleResources implements ResourceOpener {

	private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):.*");

	private static final String FTP = "ftp:";

	private final ResourceLoader resourceLoader;

	ModuleResources(ResourceLoader resourceLoader) {
		this.resourceLoader = resourceLoader;
	}

	@Override
	public InputStream open(String location) throws IOException {
		Resource resource = this.resourceLoader.getResource(location);
		Matcher scheme = SCHEME.matcher(location);
		if (scheme.matches() && (resource instanceof ContextResource || isFtp(location))) {
			throw DarkSwapException.invalidOption("url", scheme.group(1) + ":..., whose scheme is not supported",
					"a location that starts with classpath:, file:, http: or https:");
		}
		return resource.getInputStream();
	}

	/** The JDK would connect to the server without a time limit. */
	private static boolean isFtp(String location) {
		return location.toLowerCase(Locale.ROOT).startsWith(FTP);
	}

}
