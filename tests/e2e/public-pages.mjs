// A page of each public route, for whoever must look at them all: journeys of access, Lighthouse, pictures.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

/** What is no page of its own: files, answers to programs, another room's journeys, what only sends on. */
const FILE = /^\/(api|static|pictures|qr|calendar|conference|conclusion-files)\b|\.(rss|atom|txt|xml|json)$|\/(data|csv|json)$|^\/$|^\/sign-in$|^\/alerts\/stop$/;

/** The first link of a page that looks so. */
async function first(base, list, pattern) {
  const html = await (await fetch(base + list)).text();
  const found = html.match(pattern);
  assert.ok(found, `${list} leads to no ${pattern}`);
  return found[1].replaceAll("&amp;", "&").replaceAll("&#38;", "&");
}

/** Paths of the running demo: what stands in braces is found by following the lists. */
export async function publicPages(base) {
  const routes = readFileSync(new URL("../../docs/routes.txt", import.meta.url), "utf8");
  const paths = routes.split("\n").filter((l) => /\sGET\s+public$/.test(l)).map((l) => l.split(/\s+/)[0]);
  const article = { slug: await first(base, "/news", /href="\/news\/([^"?/]+)"/) };
  const card = (await first(base, "/embed", /<iframe[^>]* src="[^"]*\/embed\/figure\/([^"]+)"/)).split("/");
  const known = {
    "/news/{slug}": article, "/news/{slug}/print": article,
    "/conclusions/{slug}": { slug: await first(base, "/conclusions", /href="\/conclusions\/([^"?/]+)"/) },
    "/open/{number}": { number: await first(base, "/open", /href="\/open\/([^"?/]+)"/) },
    "/open/how-long/{measure}": { measure: "complaint_first" },
    "/open/how-long/{measure}/{half}": { measure: "inspection_signed", half: "2023-1" },
    "/embed/news/{theme}": { theme: "auto" }, "/embed/petition/{theme}": { theme: "auto" },
    "/embed/figure/{number}/{form}/{column}/{theme}": { number: card[0], form: card[1], column: card[2], theme: "auto" },
    "/board/{unit}": { unit: "31" },
  };
  // What a page asks for in its query, so that it is looked at whole and not only where it asks.
  const asked = { "/file/write": "?kind=complaint&unit=31.TT", "/book": await first(base, "/book", /href="\/book(\?[^"]+)"/) };
  return paths.filter((path) => !FILE.test(path)).flatMap((path) => {
    const plain = path.replace(/^\/en\//, "/");
    if (!plain.includes("{")) return asked[plain] ? [path, path + asked[plain]] : [path];
    // A new route without an example is one that nobody has looked at.
    assert.ok(known[plain], `${plain} is public and has no example in tests/e2e/public-pages.mjs`);
    return [path.replace(/\{(\w+)\}/g, (_, name) => known[plain][name])];
  });
}
