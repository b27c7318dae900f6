// The rows of a conversation, as the customer sees them.

import { h, icon } from "./dom.js";
import { referral } from "./people.js";
import { longTime, t } from "./words.js";

const RUN = 5 * 60_000;

export function rows(phone) {
  const { messages, page, customer, thread } = phone;
  if (!messages.length) return [{ key: "empty", same: [page.id, page.get_started, thread?.opened_link, t("language")].join(), make: () => emptyThread(phone) }];
  const shown = messages.filter((one) => one.status !== "never");
  const lastOwn = shown.findLast((one) => one.direction === "in" && !one.deleted && one.kind !== "referral");
  const found = shown.flatMap((message, index) => {
    const before = shown[index - 1];
    const after = shown[index + 1];
    const list = [];
    if (!before || message.at - before.at > 30 * 60_000 || new Date(before.at).getDate() !== new Date(message.at).getDate()) {
      const words = longTime(message.at);
      list.push({ key: `time-${message.mid}`, same: words, make: () => h("div.stamp", {}, words) });
    }
    const first = !together(before, message);
    const last = !together(message, after);
    const tick = message === lastOwn ? (thread?.page_read_at >= message.at ? "seen" : "sent") : "";
    const same = JSON.stringify([message, first, last, tick, t("language"), page.name, customer.name]);
    list.push({ key: message.mid, same: same.replace(/\?oe=[^"]*/g, ""), make: () => row(phone, message, { first, last, tick }) });
    return list;
  });
  if (thread?.typing) found.push({ key: "typing", same: page.id + t("language"), make: () => typing(page) });
  return found;
}

// Two messages of one writer within five minutes read as one.
function together(one, other) {
  if (!one || !other || one.kind === "referral" || other.kind === "referral") return false;
  return one.from === other.from && other.at - one.at <= RUN;
}

function emptyThread(phone) {
  const { page } = phone;
  return h(
    "div.empty",
    {},
    h("img.square", { src: page.picture, alt: "", width: 72, height: 72 }),
    h("b", {}, page.name),
    h("small", {}, page.about || page.category),
    typeof phone.thread?.opened_link === "string" ? h("p.stamp", {}, t("clicked_link", { ref: phone.thread.opened_link || "–" })) : null,
    h("p", {}, t("empty_thread", { page: page.name })),
    page.get_started ? h("button.go", { onclick: () => phone.act({ kind: "get_started", title: t("get_started") }) }, t("get_started")) : null,
  );
}

const typing = (page) =>
  h("div.row.theirs.last", { "aria-label": t("typing") }, h("img.face.square", { src: page.picture, alt: "" }), h("div.bubble.dots", {}, h("i"), h("i"), h("i")));

function row(phone, message, { first, last, tick }) {
  const { page } = phone;
  if (message.kind === "referral") return h("div.stamp", {}, referral(message));
  const own = message.direction === "in";
  const classes = [own ? "mine" : "theirs", first && "first", last && "last", message.reactions.length && "reacted"].filter(Boolean);
  const open = () => !message.deleted && phone.menuOf(message);
  return h(
    "div.row." + classes.join("."),
    {},
    own ? null : last ? h("img.face.square", { src: page.picture, alt: "", width: 28, height: 28 }) : h("span.face", {}),
    h(
      "div.stack",
      {},
      message.reply_to && !message.deleted ? quote(phone, message.reply_to) : null,
      content(message, open),
      reactions(message),
      h("div.under", {}, under(message, { own, last, tick })),
    ),
  );
}

function under(message, { own, last, tick }) {
  const parts = [];
  if (message.edits && !message.deleted) parts.push(t("edited"));
  if (!own && last) parts.push(t({ app: "from_app", inbox: "from_inbox" }[message.from] || "from_other"));
  if (!own && message.tag) parts.push(t("tagged"));
  if (tick) parts.push(t(tick));
  return parts.join(" · ");
}

function quote(phone, quoted) {
  const name = quoted.direction === "in" ? t("you") : phone.page.name;
  const words = quoted.deleted ? t("deleted_quote") : quoted.text || t({ image: "photo", audio: "voice", video: "video", sticker: "sticker" }[quoted.kind] || "file");
  const jump = () => {
    const target = phone.body.querySelector(`[data-key="${CSS.escape(quoted.mid)}"]`);
    target?.scrollIntoView({ block: "center", behavior: "smooth" });
    target?.animate([{ opacity: 0.4 }, { opacity: 1 }], 700);
  };
  return h("button.quote", { onclick: jump }, icon("reply", 14), h("span", {}, h("small", {}, name), words));
}

function content(message, open) {
  if (message.deleted) return h("div.bubble.gone", {}, t("unsent"));
  if (message.kind === "unsupported") return h("div.bubble.gone", {}, t("unsupported_bubble"));
  const parts = message.attachments.map((one) => attachment(one, message, open));
  const pictures = message.attachments.filter((one) => one.type === "image").length;
  if (message.kind === "postback") parts.push(h("div.bubble.postback", {}, message.text));
  else if (message.text && message.kind !== "link") parts.push(h("button.bubble", { onclick: open }, ...linked(message.text)));
  return h("div.content" + (pictures > 1 ? ".album" : ""), {}, ...parts);
}

// Addresses in a text stand out; the bubble itself is the button.
function linked(text) {
  return text.split(/(https?:\/\/[^\s]+)/).map((part, index) => (index % 2 ? h("u", {}, part) : part));
}

function attachment(one, message, open) {
  if (one.type === "image") return h("button.picture", { onclick: open }, h("img", { src: one.url, alt: one.name || "", loading: "lazy", ...size(one) }));
  if (one.type === "sticker") return h("button.sticker", { onclick: open }, h("img", { src: one.url, alt: t("sticker"), width: 110, height: 110 }));
  if (one.type === "video") return h("div.video", {}, h("video", { src: one.url, controls: true, preload: "metadata", playsinline: true }), more(open));
  if (one.type === "audio") return voice(one, open);
  if (one.type === "location") return place(one, open);
  if (one.type === "fallback") return h("button.bubble.card", { onclick: open }, h("span.sign", {}, icon("link")), h("span", {}, h("b", {}, one.title || one.url), h("small", {}, one.url)));
  if (one.type === "template") return h("button.bubble", { onclick: open }, JSON.stringify(one));
  return h("div.bubble.card", {}, h("a.sign", { href: one.url, download: one.name, "aria-label": one.name }, icon("file")), h("button", { onclick: open }, h("b", {}, one.name), h("small", {}, bytes(one.size))));
}

const more = (open) => h("button.round.more", { onclick: open, "aria-label": t("react") }, icon("more", 16));

function size(one) {
  if (!one.width || !one.height) return {};
  const scale = Math.min(1, 232 / one.width, 280 / one.height);
  return { width: Math.round(one.width * scale), height: Math.round(one.height * scale) };
}

function voice(one, open) {
  const audio = h("audio", { src: one.url, preload: "metadata" });
  const time = h("span.time", {}, "0:00");
  const fill = h("i", {});
  const button = h("button.round", { "aria-label": t("voice"), onclick: () => (audio.paused ? audio.play() : audio.pause()) }, icon("play"));
  const show = () => {
    const total = Number.isFinite(audio.duration) ? audio.duration : 0;
    const left = audio.paused && !audio.currentTime ? total : audio.currentTime;
    time.textContent = `${Math.floor(left / 60)}:${String(Math.floor(left % 60)).padStart(2, "0")}`;
    fill.style.width = total ? `${(100 * audio.currentTime) / total}%` : "0";
  };
  for (const event of ["loadedmetadata", "timeupdate", "ended", "pause", "play"]) audio.addEventListener(event, show);
  audio.addEventListener("play", () => button.replaceChildren(icon("pause")));
  audio.addEventListener("pause", () => button.replaceChildren(icon("play")));
  return h("div.bubble.voice", {}, button, h("button.waves", { onclick: open, "aria-label": t("react") }, waves(one.media), fill), time, audio);
}

// Bars that look like speech; the same for the same medium.
function waves(seed) {
  let value = [...String(seed)].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, 7);
  const bars = h("span.bars", {});
  for (let index = 0; index < 26; index++) {
    value = (value * 73 + 19) % 9973;
    const bar = h("b", {});
    bar.style.height = `${25 + (value % 75)}%`;
    bars.append(bar);
  }
  return bars;
}

function place(one, open) {
  const { lat, long } = one.coordinates;
  return h("button.bubble.card", { onclick: open }, h("span.sign", {}, icon("pin")), h("span", {}, h("b", {}, one.title || t("location")), h("small", {}, `${lat.toFixed(4)}, ${long.toFixed(4)}`)));
}

function bytes(count) {
  return count > 1_048_576 ? `${(count / 1_048_576).toFixed(1)} MB` : `${Math.max(1, Math.round(count / 1024))} KB`;
}

function reactions(message) {
  if (!message.reactions.length || message.deleted) return null;
  return h("div.reactions", {}, ...message.reactions.map((one) => h("span", {}, one.emoji)));
}
