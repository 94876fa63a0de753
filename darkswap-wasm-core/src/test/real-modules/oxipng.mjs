// Compresses a picture with the module of @jsquash/oxipng that has no threads, and prints the digest of the PNG.
//   node oxipng.mjs MODULE WIDTH HEIGHT LEVEL
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const [file, width, height, level] = [process.argv[2], ...process.argv.slice(3).map(Number)];
const module = new WebAssembly.Module(readFileSync(file));
const imports = {};
for (const { module: from, name } of WebAssembly.Module.imports(module)) {
	(imports[from] ??= {})[name] = () => 0;
}
const wasm = new WebAssembly.Instance(module, imports).exports;
const returned = wasm.__wbindgen_add_to_stack_pointer(-16);
const size = width * height * 4;
const picture = wasm.__wbindgen_malloc(size, 1);
const bytes = new Uint8Array(wasm.memory.buffer, picture, size);
for (let i = 0; i < size; i++) {
	bytes[i] = ((i >> 8) * 3) ^ (i * 5);
}
wasm.optimise_raw(returned, picture, size, width, height, level, 0, 0);
const [at, length] = new Int32Array(wasm.memory.buffer, returned, 2);
process.stdout.write(createHash('sha1').update(Buffer.from(wasm.memory.buffer, at, length)).digest('hex') + '\n');
