// What slides up inside a phone: actions on a message, things to send, settings of the phone.

import { get, patch } from "./api.js";
import { attempt, h, icon } from "./dom.js";
import { t } from "./words.js";

const EMOJI = ["❤️", "😆", "😮", "😢", "😠", "👍", "👎"];
let ready = null;

export function messageSheet(phone, message) {
  const own = message.direction === "in";
  const mine = message.reactions.find((one) => one.actor === "customer");
  const act = (details) => {
    phone.hideSheet();
    phone.act({ mid: message.mid, minutes_ago: phone.composer.minutesAgo, ...details });
  };
  const faces = EMOJI.map((emoji) => {
    const chosen = mine?.emoji === emoji;
    return h("button.emoji" + (chosen ? ".chosen" : ""), { "aria-pressed": String(chosen), onclick: () => act(chosen ? { kind: "unreact" } : { kind: "react", emoji }) }, emoji);
  });
  const rows = [item("reply", t("reply"), () => after(phone, () => phone.composer.replyingTo(message)))];
  if (message.text) rows.push(item("copy", t("copy"), () => after(phone, () => navigator.clipboard?.writeText(message.text))));
  if (own && message.kind === "text") rows.push(item("edit", t("edit"), () => after(phone, () => phone.composer.edit(message))));
  if (own) rows.push(item("trash", t("unsend"), () => act({ kind: "unsend" }), "danger"));
  phone.showSheet(t("message"), message.kind === "postback" ? null : h("div.faces", {}, ...faces), h("div.items", {}, ...rows));
}

export async function attachSheet(phone, part = "") {
  ready ||= await attempt(() => get("canned"));
  const of = (type) => (ready || []).filter((one) => one.type === type);
  const send = (details) => {
    phone.hideSheet();
    phone.composer.write(details);
  };
  const canned = (kind) => (one) => send({ kind, canned: one.name });
  const voices = of("audio").map((one) => chip("mic", one.name.endsWith("ja") ? "日本語" : "English", () => send({ kind: "voice", canned: one.name })));
  if (part === "voice") return phone.showSheet(t("voice"), h("h2", {}, t("voice")), h("div.chips", {}, ...voices));
  const files = of("file").map((one) => chip("file", decodeURIComponent(one.url.split("?")[0].split("/").pop()), () => send({ kind: "file", canned: one.name })));
  phone.showSheet(
    t("attach"),
    h("h2", {}, t("photo")),
    h("div.thumbs", {}, ...of("image").map((one) => thumb(one, canned("image")))),
    h("h2", {}, t("sticker")),
    h("div.thumbs.stickers", {}, ...of("sticker").map((one) => thumb(one, () => send({ kind: "sticker", sticker: one.name.replace("sticker-", "") })))),
    h("h2", {}, `${t("voice")}・${t("video")}・${t("file")}`.replaceAll("・", document.documentElement.lang === "ja" ? "・" : ", ")),
    h("div.chips", {}, ...voices, chip("video", t("video"), () => send({ kind: "video", canned: "clip" })), ...files, ownFile(phone)),
    h("h2", {}, t("arrive")),
    h(
      "div.chips",
      {},
      chip("flag", t("ad"), () => send({ kind: "ad", ref: "spring-campaign", ad_title: "オフィスコーヒー導入キャンペーン", ad_id: "120211234567890" })),
      chip("link", t("mme"), () => send({ kind: "referral", ref: "website-footer" })),
      chip("play", t("get_started"), () => send({ kind: "get_started", title: t("get_started") })),
      chip("pin", t("location"), () => send({ kind: "location", title: "東京タワー" })),
      chip("link", t("weblink"), () => send({ kind: "link", url: "https://example.com/espresso-s2", title: "Espresso S2" })),
      chip("ban", t("unsupported"), () => send({ kind: "unsupported" })),
    ),
  );
}

export function phoneSheet(phone) {
  const { thread, customer } = phone;
  const act = (details) => {
    phone.hideSheet();
    phone.act(details).then(phone.reload);
  };
  const rows = [];
  if (thread?.blocked) rows.push(item("ban", t("unblock"), () => act({ kind: "unblock" })));
  else {
    rows.push(item("ban", t("block"), () => act({ kind: "block" }), "", t("block_hint")));
    rows.push(item("hand", t("refuse"), () => act({ kind: "block", refuse: true }), "", t("refuse_hint")));
  }
  const online = thread ? thread.online : true;
  rows.push(item("wifi", t(online ? "offline" : "go_online"), () => act({ kind: online ? "offline" : "online" }), "", online ? t("offline_hint") : ""));
  const quiet = h("input", { type: "checkbox", checked: phone.noRead });
  quiet.addEventListener("change", () => {
    phone.noRead = quiet.checked;
    localStorage.setItem(`sandbox-no-read-${phone.customerId}`, quiet.checked ? "1" : "0");
    phone.readUpTo = "";
    phone.read();
  });
  rows.push(h("label.item", {}, icon("eye"), h("span", {}, t("no_read"), h("small", {}, t("no_read_hint"))), quiet));
  const profile = h("select", { "aria-label": t("profile") });
  for (const kind of ["ok", "hidden", "unavailable", "gone"]) profile.append(h("option", { value: kind, selected: customer.profile === kind }, t(`profile_${kind}`)));
  profile.addEventListener("change", () => attempt(() => patch(`customers/${customer.id}`, { profile: profile.value })));
  rows.push(h("label.item", {}, icon("user"), h("span", {}, t("profile")), profile));
  rows.push(item("close", t("close_phone"), () => phone.close()));
  phone.showSheet(t("phone_menu"), h("h2", {}, customer.name), h("div.items", {}, ...rows));
}

function after(phone, work) {
  phone.hideSheet();
  work();
}

function item(sign, words, onclick, kind = "", hint = "") {
  return h("button.item" + (kind ? "." + kind : ""), { onclick }, icon(sign), h("span", {}, words, hint ? h("small", {}, hint) : null));
}

const chip = (sign, words, onclick) => h("button.chip", { onclick }, icon(sign, 18), h("span", {}, words));

const thumb = (one, choose) => h("button.thumb", { onclick: () => choose(one), "aria-label": one.name }, h("img", { src: one.url, alt: "", loading: "lazy" }));

function ownFile(phone) {
  const input = h("input", { type: "file", multiple: true, hidden: true });
  input.addEventListener("change", () => {
    const files = [...input.files];
    phone.hideSheet();
    files.forEach((file) => phone.composer.sendFile(file));
  });
  return h("label.chip", { tabindex: "0" }, icon("plus", 18), h("span", {}, t("own")), input);
}
