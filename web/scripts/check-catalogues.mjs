/**
 * Both catalogues must have the same keys, none empty, with the same {{parameters}}, and every key that the
 * code names (always as a literal "namespace:key", or a template `namespace:prefix.${…}`) must be there.
 */
import { readdirSync, readFileSync } from "node:fs"
import { dirname, join, relative } from "node:path"
import { fileURLToPath } from "node:url"

const source = join(dirname(fileURLToPath(import.meta.url)), "../src")
const languages = ["ja", "en"]
const problems = []

const catalogues = Object.fromEntries(
  languages.map((language) => [language, readCatalogue(language)]),
)
compare(catalogues.ja, catalogues.en)
for (const file of sources(source)) checkUses(file)

if (problems.length > 0) {
  process.stderr.write(`${problems.join("\n")}\n`)
  process.exit(1)
}
process.stdout.write(`${Object.keys(catalogues.ja).length} keys in ${languages.join(" and ")}\n`)

/** Every key of a language as { "namespace:a.b": text }. */
function readCatalogue(language) {
  const folder = join(source, "i18n", language)
  const entries = {}
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".json"))) {
    const namespace = file.replace(/\.json$/, "")
    for (const [key, text] of flatten(JSON.parse(readFileSync(join(folder, file), "utf8"))))
      entries[`${namespace}:${key}`] = text
  }
  return entries
}

function* flatten(words, prefix = "") {
  for (const [key, value] of Object.entries(words)) {
    if (value !== null && typeof value === "object") yield* flatten(value, `${prefix}${key}.`)
    else yield [prefix + key, value]
  }
}

/** Japanese has one plural form and English two, so forms are compared by their stem. */
function stem(key) {
  return key.replace(/_(one|other)$/, "")
}

function compare(ja, en) {
  const stems = { ja: new Set(Object.keys(ja).map(stem)), en: new Set(Object.keys(en).map(stem)) }
  for (const key of stems.ja) if (!stems.en.has(key)) problems.push(`en lacks ${key}`)
  for (const key of stems.en) if (!stems.ja.has(key)) problems.push(`ja lacks ${key}`)
  for (const [language, entries] of Object.entries({ ja, en }))
    for (const [key, text] of Object.entries(entries))
      if (typeof text !== "string" || text.trim() === "")
        problems.push(`${language} ${key} is empty`)
  for (const key of Object.keys(ja).filter((key) => key in en))
    if (parameters(ja[key]) !== parameters(en[key]))
      problems.push(`${key}: other parameters in ja and en`)
}

function parameters(text) {
  return [...new Set(String(text).match(/\{\{\s*\w+/g) ?? [])].sort().join()
}

function sources(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => /\.tsx?$/.test(name) && !/\.(test|d)\.tsx?$/.test(name))
    .map((name) => join(folder, name))
}

function checkUses(file) {
  const text = readFileSync(file, "utf8")
  const keys = Object.keys(catalogues.ja)
  const namespaces = new Set(keys.map((key) => key.split(":")[0]))
  for (const [, key] of text.matchAll(/["'`]([a-z_]+:[A-Za-z0-9_.]+)["'`]/g))
    if (namespaces.has(key.split(":")[0]) && !keys.some((known) => stem(known) === stem(key)))
      problems.push(`${relative(source, file)}: ${key} is in no catalogue`)
  for (const [, prefix] of text.matchAll(/`([a-z_]+:[A-Za-z0-9_.]*)\$\{/g))
    if (namespaces.has(prefix.split(":")[0]) && !keys.some((known) => known.startsWith(prefix)))
      problems.push(`${relative(source, file)}: nothing begins with ${prefix}`)
}
