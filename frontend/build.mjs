// Compiles our Sass over the front-end kit into static/kit and copies the fonts into static/fonts.
import { copyFileSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import * as sass from "sass";

const root = fileURLToPath(new URL("..", import.meta.url));
const kit = join(root, "static", "kit");
const fonts = join(root, "static", "fonts");
const fontSource = join(root, "node_modules", "@fontsource", "source-sans-3");
const subsets = ["latin", "latin-ext", "cyrillic"];
const weights = ["400", "700"];

mkdirSync(kit, { recursive: true });
mkdirSync(fonts, { recursive: true });

for (const subset of subsets) {
  for (const weight of weights) {
    const name = `source-sans-3-${subset}-${weight}-normal.woff2`;
    copyFileSync(join(fontSource, "files", name), join(fonts, name));
  }
}
copyFileSync(join(fontSource, "LICENSE"), join(fonts, "LICENSE"));

for (const name of ["durvis", "print"]) {
  const { css } = sass.compile(join(root, "frontend", `${name}.scss`), {
    loadPaths: [join(root, "node_modules")],
    quietDeps: true,
    style: "compressed",
  });
  writeFileSync(join(kit, `${name}.css`), css);
}

for (const folder of [kit, fonts]) {
  for (const name of readdirSync(folder)) {
    console.log(`${(statSync(join(folder, name)).size / 1024).toFixed(1).padStart(8)} KB  ${name}`);
  }
}
