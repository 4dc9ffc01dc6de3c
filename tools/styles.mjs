// Trims and minifies the styles. Reads {"library": [css], "own": [css], "words": [], "quoted": []} as JSON on standard
// input, and writes one style sheet. `words` are all words in the sources, `quoted` all whole quoted strings.
//
// Of the library's rules, those go that can match nothing we write: a class, attribute or custom element that is no
// word in our sources, or a value of a data attribute that is quoted nowhere. Of its custom
// properties, those go that nothing refers to. Our own rules are only minified.
import { transform } from "lightningcss";

// Two years of browsers: nesting, :has() and cascade layers are understood by all of them.
const version = (major, minor = 0) => (major << 16) | (minor << 8);
const targets = { chrome: version(120), edge: version(120), firefox: version(121), safari: version(17, 2) };

const { library, own, words, quoted } = JSON.parse(await read(process.stdin));
const known = new Set(words);
const values = new Set(quoted);

let css = run(library.join("\n"), { Selector: keepIfPossible });
for (let before = null; before !== css; ) {
  before = css;
  const used = propertiesUsed(css + own.join("\n"));
  const dropUnused = ({ name }) => (name.startsWith("--") && !used.has(name) ? [] : undefined);
  css = run(css, { Declaration: { custom: dropUnused } });
}
process.stdout.write(run(css + "\n" + own.join("\n")));

function run(code, visitor) {
  const options = { filename: "app.css", code: Buffer.from(code), minify: true, targets, visitor };
  return transform(options).code.toString();
}

function keepIfPossible(selector) {
  return canMatch(selector) ? undefined : [];
}

function canMatch(selector) {
  return selector.every((part) => {
    if (part.type === "class") return known.has(part.name);
    if (part.type === "type" && part.name.includes("-")) return known.has(part.name);
    if (part.type === "attribute") return attributeCanMatch(part);
    if (part.type === "pseudo-class" && ["is", "where", "any", "has"].includes(part.kind)) {
      return part.selectors.some(canMatch);
    }
    return true;
  });
}

function attributeCanMatch({ name, operation }) {
  if (name === "open") return true; // the browser sets it on <details> and <dialog>
  if (!known.has(name)) return false;
  return !name.startsWith("data-") || operation?.operator !== "equal" || values.has(operation.value);
}

function propertiesUsed(text) {
  return new Set([...text.matchAll(/(?:var\(\s*|getPropertyValue\(["'])(--[\w-]+)/g)].map((match) => match[1]));
}

async function read(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
