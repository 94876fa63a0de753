package io.darkswap.wasm.tool;

import java.io.PrintStream;
import java.nio.file.Path;

import io.darkswap.wasm.commands.CommandDecoder;
import io.darkswap.wasm.log.JournalReader;

/**
 * Shows each record of a log in words.
 */
final class PrintCommand implements LogCommand {

	@Override
	public void run(Path directory, PrintStream out) {
		JournalReader reader = LogTool.open(directory);
		CommandDecoder decoder = new CommandDecoder();
		reader.read(reader.firstPosition(),
				(position, type, payload) -> out.printf("%d: %s%n", position, decoder.decode(type, payload)));
	}

}
