#!/usr/bin/env bash
# binaryen's optimizer removes atomic.fence.
#
# Guess:   an optimizer keeps a fence where it stands, or moves nothing across it.
# Fact:    optimizing at level 1 or above leaves no fence in the function, as one pass (precompute) takes it for an
#          operation without an effect. The atomic accesses beside it stay. Toolchains run this optimizer by themselves
#          at link time when they find it.
# Cost:    a publish written as plain stores, fence, plain flag (what C's atomic_thread_fence compiles to, next to
#          relaxed atomics) loses the only instruction that orders it, in the optimized build only.
# Version: binaryen 132.0.0; wabt 1.0.39 assembles the input.
# Source:  the WebAssembly threads proposal, overview: the fence exists to keep the guarantees of the fences of
#          higher-level languages, so it has an effect although it touches no memory.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact binaryen@132.0.0 wabt@1.0.39

cat >show.mjs <<'JS'
import binaryen from 'binaryen';
import loadWabt from 'wabt';

const wabt = await loadWabt();
const text = `(module
	(memory (export "memory") 1 1 shared)
	(func (export "publish") (param $value i32)
		(i32.store (i32.const 0) (local.get $value))
		(atomic.fence)
		(i32.store (i32.const 64) (i32.const 1))
		(drop (i32.atomic.load (i32.const 128)))))`;
const input = new Uint8Array(wabt.parseWat('publish.wat', text, { threads: true }).toBinary({}).buffer);

const count = (module, instruction) => module.emitText().split(instruction).length - 1;
const report = (name, change) => {
	const module = binaryen.readBinary(input);
	module.setFeatures(binaryen.Features.Atomics);
	change(module);
	console.log(`${name}: ${count(module, 'atomic.fence')} fence, ${count(module, 'i32.atomic.load')} atomic load,`
		+ ` valid ${module.validate() === 1}`);
};
report('as written', () => {});
for (const level of [1, 2, 3]) {
	report(`level ${level}`, (module) => {
		binaryen.setOptimizeLevel(level);
		binaryen.setShrinkLevel(0);
		module.optimize();
	});
}
report('precompute alone', (module) => module.runPasses(['precompute']));
JS

echo "binaryen 132.0.0, wabt 1.0.39, node $(node --version)"
echo "guess: one fence in each line"
seen=$(node show.mjs)
echo "$seen"

expected='as written: 1 fence, 1 atomic load, valid true
level 1: 0 fence, 1 atomic load, valid true
level 2: 0 fence, 1 atomic load, valid true
level 3: 0 fence, 1 atomic load, valid true
precompute alone: 0 fence, 1 atomic load, valid true'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
