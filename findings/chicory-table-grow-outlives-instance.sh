#!/usr/bin/env bash
# In Chicory one instance's table.grow enlarges the tables of instances that are made later.
#
# Guess:   a parsed module is a constant, and every instance of it starts with the tables that it declares.
# Fact:    table.grow writes the new size into the parsed module, so the next instance of the same WasmModule starts
#          with the larger table. Memories and globals start as declared. V8 gives each instance a table of its own.
# Cost:    a pool that parses once and makes instances on demand, which is how the compiled form must be used, serves
#          instances that differ by age: table.size, bounds and the maximum depend on what earlier instances did, and a
#          table with a maximum can no longer grow at all after enough of them.
# Version: com.dylibso.chicory 1.7.5, assembled by wabt 1.0.39. So does run.endive 1.2.0, which has the same API.
# Source:  the WebAssembly core specification, "Modules, Allocation": a table is allocated for each instance from the
#          type in the module, and growing changes the table instance.
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

cat >table.wat <<'WAT'
(module
	(table $functions 2 10 funcref)
	(memory 1)
	(global $global (mut i32) (i32.const 4))
	(func (export "use") (result i32)
		(global.set $global (i32.const 9))
		(drop (memory.grow (i32.const 1)))
		(table.grow $functions (ref.null func) (i32.const 3)))
	(func (export "table") (result i32) (table.size $functions))
	(func (export "memory") (result i32) memory.size)
	(func (export "global") (result i32) global.get $global))
WAT
node_modules/.bin/wat2wasm table.wat -o table.wasm

cat >V8.cjs <<'JS'
const code = new WebAssembly.Module(require('fs').readFileSync('table.wasm'));
for (let i = 1; i <= 4; i++) {
	const { table, memory, global, use } = new WebAssembly.Instance(code).exports;
	console.log(`V8 instance ${i} starts with table ${table()}, memory ${memory()}, global ${global()};`
		+ ` table.grow by 3 answers ${use()}`);
}
JS

cat >Show.java <<'JAVA'
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import java.nio.file.Path;

class Show {

	public static void main(String[] args) {
		WasmModule module = Parser.parse(Path.of("table.wasm"));
		for (int i = 1; i <= 4; i++) {
			Instance instance = Instance.builder(module).build();
			System.out.println("Chicory instance " + i + " starts with table " + call(instance, "table") + ", memory "
					+ call(instance, "memory") + ", global " + call(instance, "global")
					+ "; table.grow by 3 answers " + call(instance, "use"));
		}
	}

	private static long call(Instance instance, String name) {
		return instance.export(name).apply()[0];
	}

}
JAVA

echo "chicory 1.7.5, wabt 1.0.39, node $(node --version), Java $(java -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.version = //p')"
echo "guess: all instances start alike"
seen=$(node V8.cjs && java -cp 'lib/*' Show.java)
echo "$seen"

expected='V8 instance 1 starts with table 2, memory 1, global 4; table.grow by 3 answers 2
V8 instance 2 starts with table 2, memory 1, global 4; table.grow by 3 answers 2
V8 instance 3 starts with table 2, memory 1, global 4; table.grow by 3 answers 2
V8 instance 4 starts with table 2, memory 1, global 4; table.grow by 3 answers 2
Chicory instance 1 starts with table 2, memory 1, global 4; table.grow by 3 answers 2
Chicory instance 2 starts with table 5, memory 1, global 4; table.grow by 3 answers 5
Chicory instance 3 starts with table 8, memory 1, global 4; table.grow by 3 answers -1
Chicory instance 4 starts with table 8, memory 1, global 4; table.grow by 3 answers -1'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
