// A reading list as an IMS Common Cartridge: a manifest with a module for each part of the list, and a web link for each
// section, in a zip file. The profile 1.3 is the current one that platforms share; Moodle reads 1.0 and 1.1 only.

import { escaped, partsOf, titleOf } from "./reading-list.js";

const INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";

/** Names and places of the schemas of a profile, for example of 1.3. */
function profile(version) {
  const v = `v${version.replace(".", "p")}`;
  const spaces = {
    package: [`http://www.imsglobal.org/xsd/imscc${v}/imscp_v1p1`, `cc${v}_imscp_v1p2_v1p0.xsd`],
    manifest: [`http://ltsc.ieee.org/xsd/imscc${v}/LOM/manifest`, `LOM/cc${v}_lommanifest_v1p0.xsd`],
    link: [`http://www.imsglobal.org/xsd/imscc${v}/imswl_${v}`, `cc${v}_imswl_${v}.xsd`],
  };
  return {
    space: (name) => spaces[name][0],
    located: (...names) =>
      names.map((name) => `${spaces[name][0]} http://www.imsglobal.org/profile/cc/cc${v}/${spaces[name][1]}`).join(" "),
    version: `${version}.0`,
    link: `imswl_xml${v}`,
  };
}

/**
 * A name for a text, the same for the same text (FNV-1a, 64 bits).
 *
 * A platform takes an identifier that it has met for the same thing: the same list imported twice replaces itself, and
 * two lists in one course do not replace each other.
 */
export function fingerprint(text) {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(16).padStart(16, "0");
}

/** The files of a cartridge by their path. */
export function cartridgeFiles(name, items, version = "1.3") {
  const { space, located, version: full, link } = profile(version);
  const parts = partsOf(items).filter((part) => part.items.length);
  const list = fingerprint(JSON.stringify([name, parts.map((part) => [part.title, part.items.map(({ url }) => url)])]));
  const linkOf = ({ url }) => `link-${fingerprint(url)}`;
  const modules = parts.map((part, index) => {
    const module = fingerprint(JSON.stringify([name, part.title, index]));
    const leaves = part.items.map(
      (item) => `          <item identifier="item-${fingerprint(module + item.url)}" identifierref="${linkOf(item)}">
            <title>${escaped(titleOf(item))}</title>
          </item>`,
    );
    return `        <item identifier="module-${module}">
          <title>${escaped(part.title || name)}</title>
${leaves.join("\n")}
        </item>`;
  });
  const links = new Map(parts.flatMap((part) => part.items).map((item) => [linkOf(item), item]));
  const files = {};
  files["imsmanifest.xml"] = `<?xml version="1.0" encoding="UTF-8"?>
<manifest xmlns="${space("package")}" identifier="reading-list-${list}" xmlns:lomm="${space("manifest")}" xmlns:xsi="${INSTANCE}" xsi:schemaLocation="${located("package", "manifest")}">
  <metadata>
    <schema>IMS Common Cartridge</schema>
    <schemaversion>${full}</schemaversion>
    <lomm:lom>
      <lomm:general>
        <lomm:title><lomm:string language="en">${escaped(name)}</lomm:string></lomm:title>
      </lomm:general>
    </lomm:lom>
  </metadata>
  <organizations>
    <organization identifier="list-${list}" structure="rooted-hierarchy">
      <item identifier="root-${list}">
${modules.join("\n")}
      </item>
    </organization>
  </organizations>
  <resources>
${[...links.keys()].map((id) => `    <resource identifier="${id}" type="${link}">\n      <file href="${id}.xml"/>\n    </resource>`).join("\n")}
  </resources>
</manifest>
`;
  for (const [id, item] of links) {
    files[`${id}.xml`] = `<?xml version="1.0" encoding="UTF-8"?>
<webLink xmlns="${space("link")}" xmlns:xsi="${INSTANCE}" xsi:schemaLocation="${located("link")}">
  <title>${escaped(titleOf(item))}</title>
  <url href="${escaped(item.url)}" target="_blank"/>
</webLink>
`;
  }
  return files;
}

const CHECKSUMS = Uint32Array.from({ length: 256 }, (_, byte) => {
  for (let bit = 0; bit < 8; bit++) byte = byte & 1 ? (byte >>> 1) ^ 0xedb88320 : byte >>> 1;
  return byte;
});
const checksum = (bytes) => ~bytes.reduce((sum, byte) => CHECKSUMS[(sum ^ byte) & 255] ^ (sum >>> 8), -1) >>> 0;

/** A zip file of texts, stored without compression. */
export function zip(files) {
  const encoder = new TextEncoder();
  const DAY = (1 << 5) | 1; // 1 January 1980, so that the same list gives the same bytes
  const record = (signature, fields) => {
    const bytes = new Uint8Array(4 + fields.reduce((sum, [, size]) => sum + size, 0));
    const view = new DataView(bytes.buffer);
    view.setUint32(0, signature, true);
    let at = 4;
    for (const [value, size] of fields) {
      if (size === 2) view.setUint16(at, value, true);
      else view.setUint32(at, value, true);
      at += size;
    }
    return bytes;
  };
  const UTF8 = 0x0800;
  const bodies = [];
  const directory = [];
  let offset = 0;
  for (const [path, text] of Object.entries(files)) {
    const name = encoder.encode(path);
    const data = encoder.encode(text);
    const shared = [[20, 2], [UTF8, 2], [0, 2], [0, 2], [DAY, 2], [checksum(data), 4], [data.length, 4], [data.length, 4], [name.length, 2], [0, 2]];
    const head = record(0x04034b50, shared);
    bodies.push(head, name, data);
    directory.push(record(0x02014b50, [[20, 2], ...shared, [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]]), name);
    offset += head.length + name.length + data.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const count = directory.length / 2;
  const end = record(0x06054b50, [[0, 2], [0, 2], [count, 2], [count, 2], [size, 4], [offset, 4], [0, 2]]);
  return new Blob([...bodies, ...directory, end], { type: "application/vnd.ims.imsccv1p3" });
}

export const cartridge = (name, items, version) => zip(cartridgeFiles(name, items, version));
