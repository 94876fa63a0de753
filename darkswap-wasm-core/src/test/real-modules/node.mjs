// Runs a module in Node as RealModulesTests runs it: every import is a stub that returns 0, and each exported
// function of numbers is called once, in an instance of its own. Prints one line per call: number, export, result, digest
// of the memory, milliseconds. The line -1 is the compilation.
//   node node.mjs MODULE               runs all calls, each within its time limit
//   node node.mjs MODULE --from INDEX  runs the calls from an index on, in this process
import { createHash } from 'node:crypto';
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const MOST_CALLS = 40;
const LIMIT_MILLIS = 2000;
const LARGEST_MEMORY = 64 << 20;
const ARGUMENTS = [16, 4, 32, 8, 1, 2, 64, 0];
const file = process.argv[2];

function sections(bytes) {
	const found = {};
	let at = 8;
	const number = () => {
		let value = 0;
		for (let shift = 0; ; shift += 7) {
			const next = bytes[at++];
			value += (next & 0x7f) * 2 ** shift;
			if (next < 0x80) {
				return value;
			}
		}
	};
	while (at < bytes.length) {
		const id = bytes[at++];
		const size = number();
		found[id] ??= at;
		at += size;
	}
	return { found, read: (id, reader) => ((at = found[id]) === undefined ? [] : reader(number, () => bytes[at++], (n) => (at += n, bytes.subarray(at - n, at)))) };
}

// The types of functions, by index: the engine's own reflection has no types.
function functionTypes(bytes) {
	const { read } = sections(bytes);
	const types = read(1, (number, byte) => Array.from({ length: number() }, () => {
		if (byte() !== 0x60) {
			throw new Error('only functions');
		}
		return { params: Array.from({ length: number() }, byte), results: Array.from({ length: number() }, byte) };
	}));
	const imported = [];
	const limits = [];
	read(2, (number, byte, take) => Array.from({ length: number() }, () => {
		const module = new TextDecoder().decode(take(number()));
		const name = new TextDecoder().decode(take(number()));
		const kind = byte();
		if (kind === 0) {
			imported.push(types[number()]);
			limits.push({ module, name, kind, type: imported.at(-1) });
		}
		else if (kind === 3) {
			limits.push({ module, name, kind, type: byte(), mutable: byte() === 1 });
		}
		else {
			const element = kind === 1 ? byte() : 0;
			const flags = byte();
			limits.push({ module, name, kind, element, initial: number(), maximum: flags & 1 ? number() : undefined, shared: (flags & 2) !== 0 });
		}
	}));
	const defined = read(3, (number) => Array.from({ length: number() }, () => types[number()]));
	const functions = imported.concat(defined);
	const exports = read(7, (number, byte, take) => Array.from({ length: number() }, () => {
		const name = new TextDecoder().decode(take(number()));
		const kind = byte();
		const index = number();
		return { name, kind, type: kind === 0 ? functions[index] : undefined };
	}));
	return { imports: limits, exports };
}

const NAMES = { 0x7f: 'i32', 0x7e: 'i64', 0x7d: 'f32', 0x7c: 'f64' };

function stubs(imports) {
	const object = {};
	let memory;
	for (const { module, name, kind, type, mutable, element, initial, maximum, shared } of imports) {
		object[module] ??= {};
		object[module][name] = kind === 0 ? () => (type.results.length === 0 ? undefined : type.results[0] === 0x7e ? 0n : 0)
			: kind === 1 ? new WebAssembly.Table({ element: element === 0x70 ? 'anyfunc' : 'externref', initial, maximum })
				: kind === 2 ? (memory = new WebAssembly.Memory({ initial, maximum: maximum === undefined ? undefined : Math.min(maximum, 32767), shared }))
					: new WebAssembly.Global({ value: NAMES[type], mutable }, type === 0x7e ? 0n : 0);
	}
	return { object, memory };
}

function bits(value, type) {
	if (value === undefined) {
		return '';
	}
	if (type === 0x7d || type === 0x7c) {
		if (Number.isNaN(value)) {
			return 'NaN';
		}
		const view = new DataView(new ArrayBuffer(8));
		type === 0x7d ? view.setFloat32(4, value) : view.setFloat64(0, value);
		return view.getBigUint64(0).toString(16);
	}
	return type === 0x7f ? (value >>> 0).toString(16) : BigInt.asUintN(64, value).toString(16);
}

function digest(memory) {
	if (!memory || memory.buffer.byteLength > LARGEST_MEMORY) {
		return '';
	}
	return createHash('sha1').update(Buffer.from(new Uint8Array(memory.buffer))).digest('hex');
}

function failure(error) {
	if (error instanceof RangeError) {
		return 'STACK';
	}
	return error instanceof WebAssembly.RuntimeError || error instanceof WebAssembly.Exception ? 'TRAP' : `ERROR ${error}`;
}

function outcome(module, imports, name, type) {
	const { object, memory } = stubs(imports);
	let used = memory;
	let begun;
	try {
		const instance = new WebAssembly.Instance(module, object);
		used ??= Object.values(instance.exports).find((value) => value instanceof WebAssembly.Memory);
		if (name === undefined) {
			return { result: 'ok', memory: digest(used) };
		}
		const values = type.params.map((param, index) => (param === 0x7e ? BigInt(ARGUMENTS[index % ARGUMENTS.length]) : ARGUMENTS[index % ARGUMENTS.length]));
		begun = performance.now();
		const result = instance.exports[name](...values);
		const millis = performance.now() - begun;
		return { result: type.results.length > 1 ? 'several' : bits(result, type.results[0]), memory: digest(used), millis };
	}
	catch (error) {
		const millis = begun && performance.now() - begun;
		return { result: failure(error), memory: digest(used), millis };
	}
}

const bytes = readFileSync(file);
const plan = () => {
	const { imports, exports } = functionTypes(bytes);
	const numeric = (types) => types.every((type) => NAMES[type]);
	const calls = exports.filter(({ kind, type }) => kind === 0 && numeric(type.params) && numeric(type.results)).slice(0, MOST_CALLS);
	return { imports, calls: [{ name: undefined }, ...calls] };
};

if (process.argv[3] === '--from') {
	const begun = performance.now();
	const module = new WebAssembly.Module(bytes);
	if (process.argv[4] === '0') {
		process.send({ index: -1, result: 'load', millis: performance.now() - begun });
	}
	const { imports, calls } = plan();
	for (let index = Number(process.argv[4]); index < calls.length; index++) {
		process.send({ started: index });
		process.send({ index, name: calls[index].name, ...outcome(module, imports, calls[index].name, calls[index].type) });
	}
	process.disconnect();
}
else {
	const { calls } = plan();
	const print = (line) => process.stdout.write(`${line.index}\t${line.name ?? ''}\t${line.result}\t${line.memory ?? ''}\t${(line.millis ?? 0).toFixed(3)}\n`);
	let next = 0;
	while (next < calls.length) {
		await new Promise((resolve) => {
			const child = fork(fileURLToPath(import.meta.url), [file, '--from', String(next)]);
			let timer;
			child.on('message', (message) => {
				clearTimeout(timer);
				if (message.started === undefined) {
					print(message);
					next = message.index + 1;
				}
				else {
					timer = setTimeout(() => {
						print({ index: next, name: calls[next].name, result: 'TIMEOUT' });
						next++;
						child.kill('SIGKILL');
					}, LIMIT_MILLIS);
				}
			});
			child.on('exit', (code) => {
				clearTimeout(timer);
				if (code && next < calls.length && code !== null) {
					print({ index: next, name: calls[next].name, result: `CRASH ${code}` });
					next++;
				}
				resolve();
			});
		});
	}
}
