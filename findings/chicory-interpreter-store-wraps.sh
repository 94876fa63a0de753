#!/usr/bin/env bash
# Chicory's interpreter writes a byte to the wrong address where WebAssembly traps.
#
# Guess:   a store whose address plus offset lies past 4 GiB traps, in the interpreter as in the compiled module.
# Fact:    i32.store8, i64.store8 and i64.store32 add address and offset in 32 bits when the interpreter runs them. The
#          sum wraps, and a store at 65 with offset 4294967295 silently lands on address 64. All loads and the other
#          stores trap, Chicory's compiler traps for all of them, and so does V8.
# Cost:    an out-of-range index in a module that trapped in the browser overwrites the module's own data in Java, and
#          only where the interpreter runs: without the compiler, and for functions that the compiler leaves to it.
# Version: com.dylibso.chicory 1.7.5, assembled by wabt 1.0.39.
# Source:  the WebAssembly core specification, "Memory instructions": the effective address is the sum of two unsigned
#          numbers without wrapping, and an access past the size of the memory traps.
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

stores=(i32.store8 i32.store16 i32.store i64.store8 i64.store16 i64.store32 i64.store f32.store f64.store)
{
	echo '(module (memory (export "memory") 1)'
	for store in "${stores[@]}"; do
		echo "(func (export \"$store\") ($store offset=4294967295 (i32.const 65) (${store%%.*}.const 7)))"
	done
	echo ')'
} >stores.wat
node_modules/.bin/wat2wasm stores.wat -o stores.wasm

cat >V8.cjs <<'JS'
const code = new WebAssembly.Module(require('fs').readFileSync('stores.wasm'));
for (const { name, kind } of WebAssembly.Module.exports(code)) {
	if (kind !== 'function') continue;
	try {
		new WebAssembly.Instance(code).exports[name]();
		console.log(`${name} wrote`);
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
		WasmModule module = Parser.parse(Path.of("stores.wasm"));
		for (String v8 : Files.readAllLines(Path.of("v8.txt"))) {
			String store = v8.split(" ")[0];
			Instance interpreted = Instance.builder(module).build();
			Instance compiled = Instance.builder(module)
				.withMachineFactory(MachineFactoryCompiler.compile(module))
				.build();
			System.out.println("V8: " + v8 + "; Chicory compiled: " + run(compiled, store) + "; interpreted: "
					+ run(interpreted, store));
		}
	}

	private static String run(Instance instance, String store) {
		try {
			instance.export(store).apply();
			return "wrote byte " + instance.memory().read(64) + " at address 64";
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

expected='V8: i32.store8 traps; Chicory compiled: traps; interpreted: wrote byte 7 at address 64
V8: i32.store16 traps; Chicory compiled: traps; interpreted: traps
V8: i32.store traps; Chicory compiled: traps; interpreted: traps
V8: i64.store8 traps; Chicory compiled: traps; interpreted: wrote byte 7 at address 64
V8: i64.store16 traps; Chicory compiled: traps; interpreted: traps
V8: i64.store32 traps; Chicory compiled: traps; interpreted: wrote byte 7 at address 64
V8: i64.store traps; Chicory compiled: traps; interpreted: traps
V8: f32.store traps; Chicory compiled: traps; interpreted: traps
V8: f64.store traps; Chicory compiled: traps; interpreted: traps'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
