// Compiles our Sass over the front-end kit into static/kit.
import { mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import * as sass from "sass";

const root = fileURLToPath(new URL("..", import.meta.url));
const kit = join(root, "static", "kit");

mkdirSync(kit, { recursive: true });

for (const name of ["durvis", "print"]) {
  const { css } = sass.compile(join(root, "frontend", `${name}.scss`), {
    loadPaths: [join(root, "node_modules")],
    quietDeps: true,
    style: "compressed",
  });
  writeFileSync(join(kit, `${name}.css`), css);
}

for (const name of readdirSync(kit)) {
  console.log(`${(statSync(join(kit, name)).size / 1024).toFixed(1).padStart(8)} KB  ${name}`);
}
