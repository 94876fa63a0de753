#!/usr/bin/env bash
# Chicory's interpreter and its compiler return different numbers for the same unsigned 32-bit value.
#
# Guess:   an i32 comes back as one fixed long, whichever way the module is run.
# Fact:    values travel as longs. The compiled module sign-extends an i32, so 4294967295 passed in comes back as -1.
#          The interpreter hands the long through as it came, so it comes back as 4294967295. A value computed in the
#          module is sign-extended by both. Globals set from Java show the same split.
# Cost:    code written against one answer (a comparison with -1, or with an unsigned amount or address) is wrong under
#          the other, and which one runs may depend on the build: the compiler is an optional dependency.
# Version: com.dylibso.chicory 1.7.5, assembled by wabt 1.0.39.
# Source:  the WebAssembly core specification, "Values": an i32 has 32 bits and no sign of its own, so nothing above
#          bit 31 belongs to it.
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

cat >values.wat <<'WAT'
(module
	(global $global (mut i32) (i32.const 0))
	(func (export "same") (param i32) (result i32) local.get 0)
	(func (export "plus-zero") (param i32) (result i32) (i32.add (local.get 0) (i32.const 0)))
	(func (export "through-global") (param i32) (result i32)
		(global.set $global (local.get 0))
		global.get $global))
WAT
node_modules/.bin/wat2wasm values.wat -o values.wasm

cat >Show.java <<'JAVA'
import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import java.nio.file.Path;

class Show {

	public static void main(String[] args) {
		WasmModule module = Parser.parse(Path.of("values.wasm"));
		Instance interpreted = Instance.builder(module).build();
		Instance compiled = Instance.builder(module)
			.withMachineFactory(MachineFactoryCompiler.compile(module))
			.build();
		for (String name : new String[] { "same", "plus-zero", "through-global" }) {
			for (long value : new long[] { -1, 4294967295L }) {
				System.out.println(name + "(" + value + "): interpreted " + interpreted.export(name).apply(value)[0]
						+ ", compiled " + compiled.export(name).apply(value)[0]);
			}
		}
	}

}
JAVA

echo "chicory 1.7.5, wabt 1.0.39, Java $(java -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.version = //p')"
echo "guess: both columns agree"
seen=$(java -cp 'lib/*' Show.java)
echo "$seen"

expected='same(-1): interpreted -1, compiled -1
same(4294967295): interpreted 4294967295, compiled -1
plus-zero(-1): interpreted -1, compiled -1
plus-zero(4294967295): interpreted -1, compiled -1
through-global(-1): interpreted -1, compiled -1
through-global(4294967295): interpreted 4294967295, compiled -1'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
