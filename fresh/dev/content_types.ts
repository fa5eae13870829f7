/** File extensions that are the name of their content type, too (IANA media types). */
const SAME: Record<string, string> = {
  application: "json pdf wasm zip",
  audio: "ogg",
  font: "otf ttf woff woff2",
  image: "avif gif jpeg png webp",
  text: "css csv html xml",
  video: "mp4 webm",
};
const TYPES: Record<string, string> = {
  htm: "text/html",
  ico: "image/vnd.microsoft.icon",
  jpg: "image/jpeg",
  js: "text/javascript",
  map: "application/json",
  md: "text/markdown",
  mid: "audio/midi",
  mjs: "text/javascript",
  mp3: "audio/mpeg",
  musicxml: "application/vnd.recordare.musicxml+xml",
  mxl: "application/vnd.recordare.musicxml",
  svg: "image/svg+xml",
  txt: "text/plain",
  webmanifest: "application/manifest+json",
};
for (const [kind, extensions] of Object.entries(SAME)) {
  for (const extension of extensions.split(" ")) TYPES[extension] = `${kind}/${extension}`;
}

/** The content type of a file by its name; bytes when it is not known. */
export function contentType(path: string): string {
  const type = TYPES[/\.(\w+)$/.exec(path)?.[1].toLowerCase() ?? ""] ?? "application/octet-stream";
  return type.startsWith("text/") ? `${type}; charset=utf-8` : type;
}

/** Whether compressing a type is worth trying: most others are packed already. */
export function isCompressible(type: string): boolean {
  return /^text\/|[/+](json|xml|wasm)$|font\/(ttf|otf)|icon$/.test(type);
}
