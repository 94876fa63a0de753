package io.darkswap.wasm.tool;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.log.JournalReader;

/**
 * The command line tool of the log. It reads a log's directory and writes nothing to it,
 * so it also reads one that an application uses.
 *
 * <pre>
 * java -jar darkswap-wasm-core-VERSION-log.jar verify|print|digest DIRECTORY
 * </pre>
 */
public final class LogTool {

	private static final int DAMAGED = 1;

	private static final int MISUSED = 2;

	private static final String USAGE = """
			usage: java -jar darkswap-wasm-core-VERSION-log.jar COMMAND DIRECTORY
			  verify   validate all checksums, and show the segments and snapshots
			  print    show each record in words
			  digest   apply all records, and show the digests of the books
			The directory is the one of an application's log, or a copy of it. It is only read.
			The exit status is 0 if the log is sound, 1 if it is damaged, 2 if the arguments are wrong.""";

	private static final Map<String, LogCommand> COMMANDS = Map.of("verify", new VerifyCommand(), "print",
			new PrintCommand(), "digest", new DigestCommand());

	private LogTool() {
	}

	/**
	 * Run a command, and end the process with its status.
	 * @param arguments the command and the directory
	 */
	public static void main(String[] arguments) {
		// What is found is printed: the tool needs no logging library.
		System.setProperty("slf4j.internal.verbosity", "ERROR");
		System.exit(run(System.out, arguments));
	}

	/**
	 * Run a command.
	 * @param out receives what is found
	 * @param arguments the command and the directory
	 * @return the exit status: 0 if the log is sound, 1 if it is damaged, 2 if the
	 * arguments are wrong
	 */
	static int run(PrintStream out, String... arguments) {
		LogCommand command = (arguments.length == 2) ? COMMANDS.get(arguments[0]) : null;
		if (command == null) {
			out.println(USAGE);
			return MISUSED;
		}
		Path directory = Path.of(arguments[1]);
		if (!Files.isDirectory(directory)) {
			out.printf("%s is not a directory: name the directory of the log%n", directory);
			return MISUSED;
		}
		try {
			command.run(directory, out);
			return 0;
		}
		catch (DarkSwapException ex) {
			out.println(ex.getMessage());
			return DAMAGED;
		}
	}

	/**
	 * Open a directory that holds a log.
	 * @throws DarkSwapException with {@link ErrorCode#LOG_DAMAGED} if it holds none
	 */
	static JournalReader open(Path directory) {
		JournalReader reader = new JournalReader(directory);
		if (reader.isEmpty()) {
			throw new DarkSwapException(ErrorCode.LOG_DAMAGED,
					"%s holds no segment of a log: name the directory of the log".formatted(directory));
		}
		return reader;
	}

}
