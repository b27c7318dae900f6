// The page of phones: who is here, whose phones are open, and what the panel shows.

import { get, listen, post } from "./api.js";
import { attempt, h, icon, toast } from "./dom.js";
import { openPanel } from "./panel.js";
import { People } from "./people.js";
import { Phone } from "./phone.js";
import { setLanguage, lang, t } from "./words.js";

export const state = { world: null, threads: new Map(), page: "", phones: [], open: true };
const bar = document.getElementById("bar");
const stage = document.getElementById("phones");
const panel = document.getElementById("panel");
const people = new People(document.getElementById("people"), state, { open, add });
const remembered = JSON.parse(localStorage.getItem("sandbox-phones") || "null");

async function load() {
  state.world = await get("state");
  const pages = state.world.pages;
  const wanted = state.page || new URLSearchParams(location.search).get("page") || remembered?.page;
  state.page = (pages.find((p) => p.id === wanted || p.key === wanted) || pages.find((p) => p.subscribed) || pages[0]).id;
  state.threads = new Map((await get(`threads?page=${state.page}&limit=300`)).map((one) => [one.customer, one]));
  draw();
}

function draw() {
  setLanguage(lang());
  document.title = t("title");
  drawBar();
  people.draw();
  for (const phone of state.phones) phone.refresh();
  if (!panel.hidden) openPanel(panel, state, { reload: load });
  const inUse = state.phones.length > 0;
  document.body.classList.toggle("has-phone", inUse);
  if (!inUse) stage.replaceChildren(h("p.hint", {}, t("pick")));
  else stage.querySelector(".hint")?.remove();
}

function drawBar() {
  const page = currentPage();
  const choose = h("select", { "aria-label": t("page"), onchange: (e) => changePage(e.target.value) });
  for (const one of state.world.pages) choose.append(h("option", { value: one.id, selected: one.id === page.id }, one.name));
  const waiting = state.world.webhooks;
  const other = lang() === "ja" ? "en" : "ja";
  bar.replaceChildren(
    h("h1", {}, t("title"), h("span.tag", {}, t("practice"))),
    h("label.choose", {}, h("img.logo", { src: page.picture, alt: "" }), choose),
    h("span.line", { title: waiting.error }, !state.open ? t("reconnecting") : waiting.error ? t("waiting", { error: waiting.error }) : ""),
    h("button.quiet", { onclick: () => changeLanguage(other), lang: other, "aria-label": t("language") }, icon("globe"), h("span", {}, t("language"))),
    h("button.quiet", { onclick: togglePanel, "aria-expanded": String(!panel.hidden), "aria-label": t("switches") }, icon("sliders"), h("span", {}, t("switches"))),
  );
  const subscribed = page.subscribed !== null;
  let notice = document.getElementById("notice");
  if (subscribed) notice?.remove();
  else if (notice) notice.textContent = t("not_connected");
  else bar.after(h("p.notice", { id: "notice", role: "note" }, t("not_connected")));
}

export const currentPage = () => state.world.pages.find((one) => one.id === state.page);

function changePage(id) {
  state.page = id;
  for (const phone of state.phones) phone.changePage();
  remember();
  attempt(load);
}

function changeLanguage(next) {
  setLanguage(next);
  for (const phone of state.phones) phone.redraw();
  draw();
}

function togglePanel() {
  panel.hidden = !panel.hidden;
  document.body.classList.toggle("has-panel", !panel.hidden);
  makeRoom();
  draw();
}

// As many phones as fit; the one opened longest ago makes room.
function open(customerId) {
  document.body.classList.remove("show-people");
  let phone = state.phones.find((one) => one.customerId === customerId);
  if (!phone) {
    while (state.phones.length >= room()) state.phones.shift().remove();
    phone = new Phone(customerId, state, { close, reload: load });
    state.phones.push(phone);
    stage.append(phone.element);
  }
  remember();
  draw();
  phone.focus();
}

function close(phone) {
  state.phones = state.phones.filter((one) => one !== phone);
  phone.remove();
  remember();
  draw();
}

// a phone is 364 px wide, with 24 px between two of them and 20 px around
const room = () => Math.max(1, Math.floor((stage.clientWidth - 16) / 388));

async function add(name) {
  const japanese = /[\u3040-\u30ff\u4e00-\u9fff]/.test(name);
  const made = await attempt(() => post("customers", { name, locale: japanese ? "ja_JP" : "en_US" }));
  if (!made) return;
  await attempt(load);
  open(made.id);
}

function remember() {
  const phones = state.phones.map((one) => one.customerId);
  localStorage.setItem("sandbox-phones", JSON.stringify({ page: state.page, phones }));
}

let loading = null;
let again = false;
async function changed(ids) {
  const mine = ids.includes("*") || state.phones.some((phone) => ids.includes(phone.threadId));
  for (const phone of state.phones) if (mine) phone.stale();
  if (loading) {
    again = true;
    return;
  }
  loading = attempt(load);
  await loading;
  await new Promise((resolve) => setTimeout(resolve, 150)); // a burst is one look
  loading = null;
  if (again) {
    again = false;
    changed(["*"]);
  }
}

function line(isOpen) {
  if (state.open === isOpen) return;
  state.open = isOpen;
  if (state.world) drawBar();
}

async function start() {
  await load();
  const first = new URLSearchParams(location.search).get("customer");
  const known = new Set(state.world.customers.map((one) => one.id));
  const wide = innerWidth >= 760;
  const before = (remembered?.phones || []).filter((id) => known.has(id)).slice(-room());
  if (first && known.has(first)) open(first);
  else if (before.length) before.forEach(open);
  else if (wide) open([...state.threads.values()][0]?.customer || state.world.customers[0].id);
  else document.body.classList.add("show-people");
  listen(changed, line);
}

function makeRoom() {
  while (state.phones.length > room()) close(state.phones[0]);
}

addEventListener("resize", makeRoom);
document.addEventListener("visibilitychange", () => state.phones.forEach((phone) => phone.stale()));
start().catch((error) => toast(error.message, "bad"));
