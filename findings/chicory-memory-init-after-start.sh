#!/usr/bin/env bash
# Chicory lets memory.init read an active data segment again after the module has started.
#
# Guess:   an active segment is copied once, at instantiation, and counts as dropped from then on, so memory.init on it
#          with a length above zero traps.
# Fact:    Chicory keeps the bytes: memory.init copies them, in the interpreter and in compiled code. V8 traps.
#          table.init on an active element segment does trap in Chicory, so only data is treated this way.
# Cost:    a module that works in Java fails in every browser, and the fault is found after delivery. A module that
#          relies on the trap (to initialise once, say) initialises again and overwrites what it has since stored.
# Version: com.dylibso.chicory 1.7.5, assembled by wabt 1.0.39. So does run.endive 1.2.0, which has the same API.
# Source:  the WebAssembly core specification, "Modules, Instantiation": an active segment is initialised and then
#          dropped, as by data.drop; and "memory.init", which traps past the end of the segment.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
	<modelVersion>4.0.0</modelVersion>
	<groupId>findings</groupId>
	<artifactId>finding</artifactId>
	<version>1</version>
	<dependencies>
		<dependency>
			<groupId>com.dylibso.chicory</groupId>
			<artifactId>compiler</artifactId>
			<version>1.7.5</version>
		</dependency>
	</dependencies>
</project>
XML
mvn -q -B -ntp dependency:copy-dependencies -DoutputDirectory=lib
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact wabt@1.0.39

cat >segments.wat <<'WAT'
(module
	(memory (export "memory") 1)
	(table 4 funcref)
	(data $active (i32.const 0) "\2a")
	(data $passive "\2b")
	(elem $functions (i32.const 0) func $function)
	(func $function)
	(func (export "active-data") (memory.init $active (i32.const 8) (i32.const 0) (i32.const 1)))
	(func (export "active-elements") (table.init $functions (i32.const 1) (i32.const 0) (i32.const 1)))
	(func (export "dropped-data")
		(data.drop $passive)
		(memory.init $passive (i32.const 8) (i32.const 0) (i32.const 1))))
WAT
node_modules/.bin/wat2wasm segments.wat -o segments.wasm

cat >V8.cjs <<'JS'
const code = new WebAssembly.Module(require('fs').readFileSync('segments.wasm'));
for (const name of ['active-data', 'active-elements', 'dropped-data']) {
	try {
		new WebAssembly.Instance(code).exports[name]();
		console.log(`${name} works`);
	} catch (e) {
		console.log(`${name} traps`);
	}
}
JS

cat >Show.java <<'JAVA'
import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import java.nio.file.Files;
import java.nio.file.Path;

class Show {

	public static void main(String[] args) throws Exception {
		for (String v8 : Files.readAllLines(Path.of("v8.txt"))) {
			String name = v8.split(" ")[0];
			System.out.println("V8: " + v8 + "; Chicory interpreted: " + run(name, false) + "; compiled: "
					+ run(name, true));
		}
	}

	private static String run(String name, boolean compiled) {
		WasmModule module = Parser.parse(Path.of("segments.wasm"));
		Instance.Builder builder = Instance.builder(module);
		if (compiled) {
			builder.withMachineFactory(MachineFactoryCompiler.compile(module));
		}
		Instance instance = builder.build();
		try {
			instance.export(name).apply();
			return "works, byte 8 is " + instance.memory().read(8);
		}
		catch (ChicoryException ex) {
			return "traps";
		}
	}

}
JAVA

echo "chicory 1.7.5, wabt 1.0.39, node $(node --version), Java $(java -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.version = //p')"
echo "guess: everything traps"
node V8.cjs >v8.txt
seen=$(java -cp 'lib/*' Show.java)
echo "$seen"

expected='V8: active-data traps; Chicory interpreted: works, byte 8 is 42; compiled: works, byte 8 is 42
V8: active-elements traps; Chicory interpreted: traps; compiled: traps
V8: dropped-data traps; Chicory interpreted: traps; compiled: traps'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
