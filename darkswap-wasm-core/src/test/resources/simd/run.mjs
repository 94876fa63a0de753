// Runs each exported function of a module on each input, as VectorProbe does.
//   node run.mjs MODULE INPUTS RESULTS
// An input of 64 bytes is at address 0, and a result of 16 bytes at address 64, which is zero before the call.
import { readFileSync, writeFileSync } from 'node:fs';

const INPUT = 64;
const RESULT = 16;
const [moduleFile, inputsFile, resultsFile] = process.argv.slice(2);
const module = new WebAssembly.Module(readFileSync(moduleFile));
const inputs = readFileSync(inputsFile);
const exported = new WebAssembly.Instance(module).exports;
const memory = new Uint8Array(exported.memory.buffer);
const functions = WebAssembly.Module.exports(module).filter(({ kind }) => kind === 'function');
const count = inputs.length / INPUT;
const results = Buffer.alloc(functions.length * count * RESULT);
let at = 0;
for (const { name } of functions) {
	for (let input = 0; input < count; input++) {
		memory.set(inputs.subarray(input * INPUT, (input + 1) * INPUT));
		memory.fill(0, INPUT, INPUT + RESULT);
		exported[name]();
		results.set(memory.subarray(INPUT, INPUT + RESULT), at);
		at += RESULT;
	}
}
writeFileSync(resultsFile, results);
