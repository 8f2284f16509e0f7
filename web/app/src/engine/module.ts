// Speaks to the WebAssembly module: four bytes with the length of a JSON text, the text, then 64-bit floats; the same back.

interface Exports {
  memory: WebAssembly.Memory;
  verona_input(length: number): number;
  verona_call(): number;
  verona_output(): number;
  verona_output_length(): number;
}

export interface Reply {
  reply: any;
  numbers: Float64Array<ArrayBuffer>;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export class Module {
  private constructor(private readonly exports: Exports) {}

  static async start(compiled: WebAssembly.Module): Promise<Module> {
    const instance = await WebAssembly.instantiate(compiled, {});
    return new Module(instance.exports as unknown as Exports);
  }

  call(ask: object, numbers?: Float64Array): Reply {
    const { op, ...rest } = ask as { op: string };
    const text = encoder.encode(JSON.stringify({ [op]: Object.keys(rest).length ? rest : null }));
    const floats = numbers ? new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength) : new Uint8Array(0);
    const length = 4 + text.length + floats.length;
    const start = this.exports.verona_input(length);
    const input = new Uint8Array(this.exports.memory.buffer, start, length);
    new DataView(input.buffer, start).setUint32(0, text.length, true);
    input.set(text, 4);
    input.set(floats, 4 + text.length);
    let size: number;
    try {
      size = this.exports.verona_call();
    } catch (trap) {
      const words = decoder.decode(this.read(this.exports.verona_output_length()));
      throw new Error(words || String(trap));
    }
    const output = this.read(size);
    const words = new DataView(output.buffer).getUint32(0, true);
    return {
      reply: JSON.parse(decoder.decode(output.subarray(4, 4 + words))),
      numbers: new Float64Array(output.slice(4 + words).buffer),
    };
  }

  private read(length: number): Uint8Array<ArrayBuffer> {
    const start = this.exports.verona_output();
    return new Uint8Array(this.exports.memory.buffer.slice(start, start + length) as ArrayBuffer);
  }
}
