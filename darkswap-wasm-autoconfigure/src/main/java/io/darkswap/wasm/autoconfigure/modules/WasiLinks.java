package io.darkswap.wasm.autoconfigure.modules;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.dylibso.chicory.runtime.Instance;
import org.jspecify.annotations.Nullable;

/**
 * Finds symbolic links in the paths that a module uses, since the library follows links,
 * also out of the named directories. It keeps the path of each open descriptor for that.
 * Not thread-safe.
 */
final class WasiLinks {

	private static final Place AT_ONCE = new Place(0, 1);

	private static final Place AFTER_FLAGS = new Place(0, 2);

	/** The functions of WASI preview 1 that take paths. */
	private static final Map<String, List<Place>> PLACES = Map.of("path_create_directory", List.of(AT_ONCE),
			"path_filestat_get", List.of(AFTER_FLAGS), "path_filestat_set_times", List.of(AFTER_FLAGS), "path_link",
			List.of(AFTER_FLAGS, new Place(4, 5)), "path_open", List.of(AFTER_FLAGS), "path_readlink", List.of(AT_ONCE),
			"path_remove_directory", List.of(AT_ONCE), "path_rename", List.of(AT_ONCE, new Place(3, 4)), "path_symlink",
			List.of(new Place(2, 3)), "path_unlink_file", List.of(AT_ONCE));

	/** The argument of path_open with the address of the new descriptor. */
	private static final int OPENED = 8;

	/** The descriptors below are those of the standard streams. */
	private static final int FIRST_DIRECTORY = 3;

	private final Map<Integer, Path> opened = new HashMap<>();

	/**
	 * Begin with the named directories, which are open.
	 * @param directories their real paths, in the order of their descriptors
	 */
	WasiLinks(Collection<Path> directories) {
		directories.forEach((directory) -> this.opened.put(FIRST_DIRECTORY + this.opened.size(), directory));
	}

	/** Return whether a path among the arguments of a function contains a link. */
	boolean isIn(String function, Instance instance, long[] arguments) {
		return PLACES.getOrDefault(function, List.of()).stream().anyMatch((place) -> {
			Path directory = this.opened.get((int) arguments[place.descriptor()]);
			Path path = path(directory, instance, arguments, place);
			while (path != null && !path.equals(directory) && !Files.isSymbolicLink(path)) {
				path = path.getParent();
			}
			return path != null && !path.equals(directory);
		});
	}

	/** Keep the descriptors up to date after a call that succeeded. */
	void called(String function, Instance instance, long[] arguments) {
		switch (function) {
			case "path_open" -> {
				Path directory = this.opened.get((int) arguments[AFTER_FLAGS.descriptor()]);
				keep(instance.memory().readInt((int) arguments[OPENED]),
						path(directory, instance, arguments, AFTER_FLAGS));
			}
			case "fd_renumber" -> keep((int) arguments[1], this.opened.remove((int) arguments[0]));
			case "fd_close" -> this.opened.remove((int) arguments[0]);
			default -> {
			}
		}
	}

	private void keep(int descriptor, @Nullable Path path) {
		this.opened.remove(descriptor);
		if (path != null) {
			this.opened.put(descriptor, path);
		}
	}

	/** Return a path, {@code null} for one that the library refuses. */
	private static @Nullable Path path(@Nullable Path directory, Instance instance, long[] arguments, Place place) {
		if (directory == null) {
			return null;
		}
		try {
			String text = instance.memory()
				.readString((int) arguments[place.path()], (int) arguments[place.path() + 1]);
			Path path = directory.resolve(Path.of(text).normalize()).normalize();
			return path.startsWith(directory) ? path : null;
		}
		catch (InvalidPathException ex) {
			return null;
		}
	}

	/**
	 * The places of a directory's descriptor and of a path's address among the arguments
	 * of a function. The length of the path follows.
	 */
	private record Place(int descriptor, int path) {

	}

}
