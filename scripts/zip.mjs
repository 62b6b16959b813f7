// Reads a zip file, such as a NuGet package. Node built-ins only.
import { inflateRawSync } from 'node:zlib';

const end = Buffer.from('PK\x05\x06', 'latin1');

/** The contents of its files by their names. The fields are those of PKWARE's APPNOTE.TXT, 4.3. */
export function unzip(zip) {
  const last = zip.lastIndexOf(end);
  const files = {};
  let entry = zip.readUInt32LE(last + 16);
  for (let count = zip.readUInt16LE(last + 10); count > 0; count--) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => zip.readUInt16LE(entry + offset));
    const name = zip.toString('utf8', entry + 46, entry + 46 + nameLength);
    const header = zip.readUInt32LE(entry + 42);
    const data = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
    const packed = zip.subarray(data, data + zip.readUInt32LE(entry + 20));
    files[name] = zip.readUInt16LE(entry + 10) === 0 ? packed : inflateRawSync(packed);
    entry += 46 + nameLength + extraLength + commentLength;
  }
  return files;
}
