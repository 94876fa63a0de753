// Prints the commands of a converted test, one a line: command, module or export, arguments, expected results.
// A value is i32:HEX, i64:HEX, f32:HEX, f64:HEX or v128:LOWER:UPPER; an expected vector of floats is f32x4 or f64x2 and
// its lanes, which may be nan-canonical or nan-arithmetic.
import { readFileSync } from 'node:fs';

const WIDTHS = { i8: 8, i16: 16, i32: 32, i64: 64, f32: 32, f64: 64 };

function hex(value, bits) {
	return value.startsWith('nan') ? value.replace(':', '-') : BigInt.asUintN(bits, BigInt(value)).toString(16);
}

function value({ type, lane_type: lane, value: bits }, expected) {
	if (type !== 'v128') {
		return `${type}:${bits === 'null' ? '0' : hex(bits, WIDTHS[type])}`;
	}
	const width = WIDTHS[lane];
	if (expected && lane[0] === 'f') {
		return `${lane}x${128 / width}:${bits.map((each) => hex(each, width)).join(':')}`;
	}
	let vector = 0n;
	bits.forEach((each, index) => (vector |= BigInt.asUintN(width, BigInt(each)) << BigInt(index * width)));
	return `v128:${BigInt.asUintN(64, vector).toString(16)}:${(vector >> 64n).toString(16)}`;
}

for (const command of JSON.parse(readFileSync(process.argv[2], 'utf8')).commands) {
	const { type, line, filename, action, expected, module_type: form, text } = command;
	const values = (list, wanted) => (list ?? []).map((each) => value(each, wanted)).join(',');
	if (type === 'module') {
		console.log(['module', line, filename, '', ''].join('\t'));
	}
	else if (type === 'assert_invalid' || (type === 'assert_malformed' && form === 'binary')) {
		console.log(['invalid', line, filename, '', text].join('\t'));
	}
	else if ((type === 'assert_return' || type === 'action') && action.type === 'invoke' && !action.module) {
		console.log(['return', line, action.field, values(action.args), values(expected, true)].join('\t'));
	}
	else if (type === 'assert_trap' && action.type === 'invoke' && !action.module) {
		console.log(['trap', line, action.field, values(action.args), text].join('\t'));
	}
}
