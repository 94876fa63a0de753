// What modules with threads compute in Node; RealThreadsTests compares its results with them.
//   node threads.mjs DIRECTORY    prints a line for each: name and result
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { Worker, isMainThread, workerData } from 'node:worker_threads';

const sha1 = (bytes) => createHash('sha1').update(bytes).digest('hex');
const compiled = (directory, file) => new WebAssembly.Module(readFileSync(join(directory, file)));

/** Imports that return 0, except the given ones. */
function stubs(module, given) {
	const imports = {};
	for (const { module: from, name, kind } of WebAssembly.Module.imports(module)) {
		(imports[from] ??= {})[name] = given[name] ?? (kind === 'function' ? () => 0 : undefined);
	}
	return imports;
}

/** @jsquash/oxipng without threads compresses a picture. */
function compress(directory, width, height, level) {
	const module = compiled(directory, '_jsquash_oxipng-2.3.0-codec_pkg_squoosh_oxipng_bg.wasm');
	const wasm = new WebAssembly.Instance(module, stubs(module, {})).exports;
	const returned = wasm.__wbindgen_add_to_stack_pointer(-16);
	const size = width * height * 4;
	const picture = wasm.__wbindgen_malloc(size, 1);
	const bytes = new Uint8Array(wasm.memory.buffer, picture, size);
	bytes.forEach((_, i) => { bytes[i] = ((i >> 8) * 3) ^ (i * 5); });
	wasm.optimise_raw(returned, picture, size, width, height, level, 0, 0);
	const [at, length] = new Int32Array(wasm.memory.buffer, returned, 2);
	return sha1(new Uint8Array(wasm.memory.buffer, at, length));
}

/** @tensorflow/tfjs-backend-wasm without threads multiplies two matrices. */
function multiply(directory, size) {
	const module = compiled(directory, '_tensorflow_tfjs-backend-wasm-4.22.0-dist_tfjs-backend-wasm-simd.wasm');
	let wasm;
	const memcpy = (to, from, length) => { new Uint8Array(wasm.memory.buffer).copyWithin(to, from, from + length); return to; };
	wasm = new WebAssembly.Instance(module, stubs(module, { emscripten_memcpy_big: memcpy })).exports;
	wasm.__wasm_call_ctors?.();
	wasm.init();
	const matrix = (id, value) => {
		const at = wasm.malloc(4 * size * size);
		new Float32Array(wasm.memory.buffer, at, size * size).forEach((_, i, all) => { all[i] = value(i); });
		wasm.register_tensor(id, size * size, at);
		return at;
	};
	matrix(1, (i) => (i % 97) / 8);
	matrix(2, (i) => (i % 89) / 16 - 2);
	const product = matrix(3, () => 0);
	const shape = wasm.malloc(12);
	new Int32Array(wasm.memory.buffer, shape, 3).set([1, size, size]);
	wasm.BatchMatMul(1, shape, 3, 2, shape, 3, 0, 0, 3);
	return sha1(new Uint8Array(wasm.memory.buffer, product, 4 * size * size));
}

/** @node-rs/xxhash-wasm32-wasi, as its own script runs it, hashes texts. */
function hashes(directory, count) {
	const { xxh32 } = createRequire(join(resolve(directory), 'threads.mjs'))('@node-rs/xxhash-wasm32-wasi');
	const all = createHash('sha1');
	for (let i = 0; i < count; i++) {
		all.update(`${xxh32('text '.repeat(i % 50) + i, i)}\n`);
	}
	return all.digest('hex');
}

/** @aztec/bb.js counts with threads of its own. */
function count(directory, threads, iterations) {
	const module = compiled(directory, '_aztec_bb.js-0.16.7-dest_node_barretenberg_wasm_barretenberg-threads.wasm');
	const memory = new WebAssembly.Memory({ initial: 64, maximum: 4096, shared: true });
	let started = 0;
	const workers = [];
	const spawn = (argument) => {
		workers.push(new Worker(new URL(import.meta.url), { workerData: { module, memory, id: ++started, argument } }));
		return started;
	};
	const wasm = new WebAssembly.Instance(module, barretenberg(module, memory, threads, spawn)).exports;
	wasm._initialize();
	const at = wasm.bbmalloc(64);
	new Uint32Array(memory.buffer, at, 2).set([threads, iterations].map(bigEndian));
	wasm.test_threads(at, at + 4, at + 8);
	const total = bigEndian(new Uint32Array(memory.buffer, at + 8, 1)[0]);
	workers.forEach((worker) => worker.terminate());
	return total;
}

const bigEndian = (value) => Buffer.from(Uint32Array.of(value).buffer).readUInt32BE();

function barretenberg(module, memory, threads, spawn) {
	return stubs(module, { memory, env_hardware_concurrency: () => threads, 'thread-spawn': spawn });
}

if (isMainThread) {
	const directory = process.argv[2];
	process.stdout.write(`compress\t${compress(directory, 128, 96, 2)}\n`);
	process.stdout.write(`multiply\t${multiply(directory, 96)}\n`);
	process.stdout.write(`count\t${count(directory, 4, 10_000)}\n`);
	process.stdout.write(`hashes\t${hashes(directory, 1_000)}\n`);
	process.exit();
}
else {
	const { module, memory, id, argument } = workerData;
	const wasm = new WebAssembly.Instance(module, barretenberg(module, memory, 4, () => -1)).exports;
	wasm.wasi_thread_start(id, argument);
}
