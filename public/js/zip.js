// The files of a ZIP archive, within bounds: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT

const largest = 100_000_000;

const end = 0x06054b50;
const entry = 0x02014b50;

/** The files in an archive, by name; throws what is wrong with it, in words. Nothing is unpacked yet. */
export function filesIn(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = bytes.length - 22;
  while (at >= 0 && view.getUint32(at, true) !== end) {
    at -= 1;
  }
  if (at < 0) {
    throw new Error('its end is missing');
  }
  const files = new Map();
  let next = view.getUint32(at + 16, true);
  for (let left = view.getUint16(at + 10, true); left > 0; left -= 1) {
    if (next + 46 > bytes.length || view.getUint32(next, true) !== entry) {
      throw new Error('its list of files is broken');
    }
    const [name, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(next + offset, true));
    files.set(new TextDecoder().decode(bytes.subarray(next + 46, next + 46 + name)), {
      isSecret: Boolean(view.getUint16(next + 8, true) & 1),
      method: view.getUint16(next + 10, true),
      packed: view.getUint32(next + 20, true),
      start: view.getUint32(next + 42, true),
    });
    next += 46 + name + extra + comment;
  }
  return files;
}

/** The text of a file; '' for one that isn't there. What unpacks to more than 100 MB is refused before it is
 *  all unpacked. */
export async function textOfFile(bytes, files, path) {
  const file = files.get(path);
  if (!file) {
    return '';
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.isSecret || ![0, 8].includes(file.method) || file.start + 30 > bytes.length) {
    throw new Error(file.isSecret ? 'it has a password' : 'it is packed in an unusual way');
  }
  const [name, extra] = [26, 28].map((offset) => view.getUint16(file.start + offset, true));
  const start = file.start + 30 + name + extra;
  const packed = bytes.subarray(start, start + file.packed);
  if (file.method === 0) {
    return new TextDecoder().decode(packed);
  }
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'))
    .pipeThrough(new TextDecoderStream()).getReader();
  const parts = [];
  let length = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value);
    length += part.value.length;
    if (length > largest) {
      await reader.cancel();
      throw new Error('it unpacks to more than 100 MB');
    }
  }
  return parts.join('');
}
