package io.darkswap.benchmarks.start;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.ToDoubleFunction;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Compares the start of four variants of the packaged sample application: complete, with
 * the starter alone, with the starter's jars but without its configuration, and without
 * these jars. Each round starts all variants in another order. The time of a start is
 * from the start of the process to the application's message that it has started. Prints
 * the times, and the additional time compared with the variant without the jars in the
 * same round, with the interval that holds its median in 95 of 100 resamplings: a machine
 * may be slower from one minute to the next. <pre>
 * java -cp benchmarks/target/benchmarks.jar io.darkswap.benchmarks.start.StartupComparison \
 *     sample-app/target/sample-app.jar 15
 * </pre> With {@code extracted} as the third argument the variants start as Spring Boot
 * recommends for production, from separate jars instead of one. With {@code archived} the
 * complete application starts extracted, without and with an archive of its classes, and
 * without and with Spring's ahead-of-time processing.
 */
public final class StartupComparison {

	private static final Pattern STARTED = Pattern.compile("Started \\w+ in ");

	/** Jars that only the starter depends on. */
	private static final Pattern OF_THE_STARTER = Pattern.compile("BOOT-INF/lib/(darkswap|runtime|wasm|compiler|asm"
			+ "|caffeine|error_prone_annotations|bitcoin-kmp|secp256k1|kotlin-stdlib|annotations)-.*");

	private static final Pattern AUTO_CONFIGURATION = Pattern.compile("BOOT-INF/lib/darkswap-wasm-autoconfigure-.*");

	private static final String CLASSES = "BOOT-INF/classes/";

	/** The seed of the order in each round and of the resampling. */
	private static final long SEED = 20261128;

	/** An annotation that only the class with the main method has. */
	private static final String MAIN = "Lorg/springframework/boot/autoconfigure/SpringBootApplication;";

	private StartupComparison() {
	}

	/**
	 * Runs the comparison.
	 * @param args the packaged sample application, the number of starts of each variant,
	 * and {@code extracted} or {@code archived}
	 * @throws IOException if a variant cannot be written or started
	 * @throws InterruptedException if the thread is interrupted
	 */
	public static void main(String[] args) throws IOException, InterruptedException {
		Path jar = Path.of((args.length > 0) ? args[0] : "sample-app/target/sample-app.jar");
		int rounds = (args.length > 1) ? Integer.parseInt(args[1]) : 15;
		String form = (args.length > 2) ? args[2] : "packaged";
		Path directory = Files.createTempDirectory("darkswap-startup");
		try {
			List<Variant> variants = switch (form) {
				case "packaged" -> withAndWithoutStarter(jar, directory);
				case "extracted" -> extract(withAndWithoutStarter(jar, directory), directory);
				case "archived" -> archived(extract(List.of(new Variant("without an archive", jar)), directory).get(0));
				default -> throw new IllegalArgumentException(form);
			};
			measure(variants, rounds);
			print(variants);
		}
		finally {
			try (Stream<Path> files = Files.walk(directory)) {
				files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
			}
		}
	}

	private static List<Variant> withAndWithoutStarter(Path jar, Path directory) throws IOException {
		return List.of(
				new Variant("without the starter",
						copy(jar, directory.resolve("without.jar"),
								(name, bytes) -> !OF_THE_STARTER.matcher(name).matches() && !isTrading(name, bytes))),
				new Variant("its jars alone", copy(jar, directory.resolve("jars.jar"),
						(name, bytes) -> !AUTO_CONFIGURATION.matcher(name).matches() && !isTrading(name, bytes))),
				new Variant("with the starter",
						copy(jar, directory.resolve("with.jar"), (name, bytes) -> !isTrading(name, bytes))),
				new Variant("the sample application", jar));
	}

	private static List<Variant> archived(Variant plain) throws IOException, InterruptedException {
		String processed = "-Dspring.aot.enabled=true";
		return List.of(plain, plain.with("AOT processing", processed),
				plain.with("an archive", train(plain.jar(), "archive")),
				plain.with("archive, AOT processing", train(plain.jar(), "archive-aot", processed), processed));
	}

	/** Trains an archive and returns the option that uses it. */
	private static String train(Path jar, String name, String... options) throws IOException, InterruptedException {
		Path archive = jar.resolveSibling(name);
		boolean cache = Runtime.version().feature() >= 25;
		List<String> command = new ArrayList<>(
				List.of(java(), (cache ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + archive));
		command.addAll(List.of(options));
		command.addAll(List.of("-Dspring.context.exit=onRefresh", "-jar", jar.toString()));
		int status = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(jar.resolveSibling(name + ".log").toFile())
			.start()
			.waitFor();
		if (status != 0 || Files.notExists(archive)) {
			throw new IllegalStateException("No archive was trained: see " + name + ".log");
		}
		return (cache ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + archive;
	}

	/** The controllers and their beans, which would not start without a client. */
	private static boolean isTrading(String name, byte[] bytes) {
		return name.startsWith(CLASSES) && name.endsWith(".class")
				&& !new String(bytes, StandardCharsets.ISO_8859_1).contains(MAIN);
	}

	private static Path copy(Path jar, Path to, BiPredicate<String, byte[]> kept) throws IOException {
		try (JarInputStream in = new JarInputStream(Files.newInputStream(jar));
				JarOutputStream out = new JarOutputStream(Files.newOutputStream(to), in.getManifest())) {
			for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
				byte[] bytes = in.readAllBytes();
				if (kept.test(entry.getName(), bytes)) {
					// Nested jars stay stored: Spring Boot's loader reads them in place.
					out.putNextEntry(new JarEntry(entry));
					out.write(bytes);
				}
			}
		}
		return to;
	}

	private static List<Variant> extract(List<Variant> variants, Path directory)
			throws IOException, InterruptedException {
		List<Variant> extracted = new ArrayList<>();
		for (Variant variant : variants) {
			Path to = directory.resolve(String.valueOf(extracted.size()));
			int status = new ProcessBuilder(java(), "-Djarmode=tools", "-jar", variant.jar().toString(), "extract",
					"--destination", to.toString())
				.inheritIO()
				.start()
				.waitFor();
			if (status != 0) {
				throw new IllegalStateException(variant.jar() + " could not be extracted");
			}
			share(to.resolve("lib"), Files.createDirectories(directory.resolve("lib")));
			extracted.add(new Variant(variant.name(), to.resolve(variant.jar().getFileName())));
		}
		return extracted;
	}

	/**
	 * Lets all variants read the same files, so that the operating system caches the
	 * files of all or of none.
	 */
	private static void share(Path libraries, Path shared) throws IOException {
		try (Stream<Path> files = Files.list(libraries)) {
			for (Path file : files.toList()) {
				Path same = shared.resolve(file.getFileName());
				if (Files.exists(same)) {
					Files.delete(file);
					Files.createLink(file, same);
				}
				else {
					Files.createLink(same, file);
				}
			}
		}
	}

	private static void measure(List<Variant> variants, int rounds) throws IOException, InterruptedException {
		for (Variant variant : variants) {
			start(variant);
		}
		List<Variant> order = new ArrayList<>(variants);
		Random random = new Random(SEED);
		for (int round = 0; round < rounds; round++) {
			// No variant always follows the same other one.
			Collections.shuffle(order, random);
			for (Variant variant : order) {
				variant.starts().add(start(variant));
			}
		}
	}

	private static Start start(Variant variant) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of(java()));
		command.addAll(variant.options());
		// Without the starter, the readiness group has a member that does not exist.
		command.addAll(List.of("-jar", variant.jar().toString(), "--server.port=0",
				"--management.endpoint.health.validate-group-membership=false"));
		long begin = System.nanoTime();
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		try (BufferedReader output = process.inputReader()) {
			List<String> lines = new ArrayList<>();
			for (String line = output.readLine(); line != null; line = output.readLine()) {
				if (STARTED.matcher(line).find()) {
					return new Start((System.nanoTime() - begin) / 1e6,
							process.info().totalCpuDuration().map(Duration::toMillis).orElse(0L));
				}
				lines.add(line);
			}
			throw new IllegalStateException(variant.name() + " did not start:\n"
					+ String.join("\n", lines.subList(0, Math.min(20, lines.size()))));
		}
		finally {
			process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
		}
	}

	private static String java() {
		return Path.of(System.getProperty("java.home"), "bin", "java").toString();
	}

	private static void print(List<Variant> variants) {
		Variant base = variants.get(0);
		for (Variant variant : variants) {
			Start median = median(variant.starts());
			List<Start> beyond = variant.beyond(base);
			Start more = median(beyond);
			double[] medians = resampledMedians(beyond);
			System.out.printf(
					"%-23s %5.0f ms (%.2f times; %+5.0f, 95%%: %+5.0f to %+5.0f), of a processor %5.0f ms (%.2f times; %+5.0f); medians of %d starts%n",
					variant.name(), median.wall(), median.wall() / median(base.starts()).wall(), more.wall(),
					medians[medians.length / 40], medians[medians.length - 1 - medians.length / 40], median.cpu(),
					median.cpu() / median(base.starts()).cpu(), more.cpu(), variant.starts().size());
		}
	}

	/** Returns the sorted medians of bootstrap resamples. */
	private static double[] resampledMedians(List<Start> starts) {
		Random random = new Random(SEED);
		return IntStream.range(0, 4000)
			.mapToDouble((resampling) -> median(
					random.ints(starts.size(), 0, starts.size()).mapToObj(starts::get).toList(), Start::wall))
			.sorted()
			.toArray();
	}

	private static Start median(List<Start> starts) {
		return new Start(median(starts, Start::wall), median(starts, Start::cpu));
	}

	private static double median(List<Start> starts, ToDoubleFunction<Start> time) {
		double[] sorted = starts.stream().mapToDouble(time).sorted().toArray();
		return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
	}

	/**
	 * A jar to start.
	 *
	 * @param name its name in the output
	 * @param jar the jar
	 * @param options options of its JVM
	 * @param starts the durations of its starts so far
	 */
	private record Variant(String name, Path jar, List<String> options, List<Start> starts) {

		Variant(String name, Path jar) {
			this(name, jar, List.of(), new ArrayList<>());
		}

		Variant with(String otherName, String... otherOptions) {
			return new Variant(otherName, this.jar, List.of(otherOptions), new ArrayList<>());
		}

		/**
		 * Returns the additional time of each start compared with the other jar's start
		 * of the same round.
		 */
		List<Start> beyond(Variant other) {
			List<Start> more = new ArrayList<>();
			for (int round = 0; round < this.starts.size(); round++) {
				more.add(this.starts.get(round).minus(other.starts.get(round)));
			}
			return more;
		}

	}

	/**
	 * The duration of a start, in milliseconds.
	 *
	 * @param wall until the application had started
	 * @param cpu the CPU time of all processors until then, which other work on the
	 * machine affects less
	 */
	private record Start(double wall, double cpu) {

		Start minus(Start other) {
			return new Start(this.wall - other.wall, this.cpu - other.cpu);
		}

	}

}
