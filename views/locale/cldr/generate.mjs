// Writes <language>.json beside this file: the names of countries and languages
// as ICU (Unicode CLDR) spells them, for every language that the site ships.
// Run by `go generate ./views/locale` with node 20 or later; the output is
// committed, so that building needs no node.
//
// Countries are those of models/terms. Four of them take CLDR's short form,
// because the long one is a political gloss rather than a name in use.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const shipped = ["en", "ru", "ar"];
const short = new Set(["HK", "MO", "MM", "PS"]);
// Languages of minorities, and written forms that two letters cannot tell apart.
const beside = ["ady", "ast", "awa", "bal", "ber", "bho", "ceb", "chr", "ckb", "crh", "csb", "dsb", "fil", "frp", "fur",
  "gag", "haw", "hsb", "inh", "kab", "kbd", "kmr", "kok", "kpv", "krc", "lez", "lmo", "lzz", "mai", "mdf", "mhr", "mni",
  "mrj", "myv", "nap", "nds", "pap", "pt-BR", "rgn", "rhg", "rif", "rmy", "rom", "rue", "sah", "sat", "scn", "sco",
  "sgs", "shi", "sma", "smj", "smn", "sms", "sr-Latn", "szl", "tab", "tig", "tyv", "tzm", "udm", "vec", "xmf", "yue",
  "zgh", "zh-Hans", "zh-Hant", "zza"];

const here = dirname(fileURLToPath(import.meta.url));
const source = readFileSync(join(here, "../../../models/terms/country.go"), "utf8");
const countries = source.match(/iso3166 = `([^`]*)`/)[1].trim().split(/\s+/);

const letters = "abcdefghijklmnopqrstuvwxyz";
const known = shipped.map((reader) => new Intl.DisplayNames([reader], { type: "language", fallback: "none" }));
const tags = [];
for (const a of letters) for (const b of letters) tags.push(a + b);
// An alias (iw for he) would give one language two entries.
const languages = [...tags, ...beside]
  .filter((tag) => Intl.getCanonicalLocales(tag)[0] === tag && known.every((names) => names.of(tag)))
  .sort();

for (const reader of shipped) {
  const names = (type, style) => new Intl.DisplayNames([reader], { type, style, fallback: "none", languageDisplay: "standard" });
  const region = names("region", "long"), brief = names("region", "short"), language = names("language", "long");
  const table = { countries: {}, languages: {} };
  for (const code of countries) table.countries[code] = (short.has(code) ? brief : region).of(code);
  for (const tag of languages) table.languages[tag] = language.of(tag);
  writeFileSync(join(here, `${reader}.json`), JSON.stringify(table, null, 1) + "\n");
}
