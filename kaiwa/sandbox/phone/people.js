// The list of customers: who wrote last, who has something unread, and a place for new ones.

import { h, icon, keep } from "./dom.js";
import { shortTime, t } from "./words.js";

export class People {
  constructor(element, state, { open, add }) {
    this.element = element;
    this.state = state;
    this.open = open;
    this.add = add;
    this.wanted = "";
    this.adding = false;
    this.list = h("div.list", {});
    this.head = h("div.head", {});
    this.foot = h("div.foot", {});
    element.append(this.head, this.list, this.foot);
  }

  draw() {
    this.drawHead();
    keep(this.list, this.rows());
    this.drawFoot();
  }

  drawHead() {
    if (this.head.dataset.language === t("language")) return;
    this.head.dataset.language = t("language");
    const search = h("input", { type: "search", placeholder: t("search"), "aria-label": t("search"), value: this.wanted });
    search.addEventListener("input", () => {
      this.wanted = search.value;
      keep(this.list, this.rows());
    });
    this.head.replaceChildren(icon("search", 18), search);
  }

  rows() {
    const { world, threads, phones } = this.state;
    const looked = this.wanted.trim().toLowerCase();
    const shown = world.customers.filter((one) => one.name.toLowerCase().includes(looked));
    shown.sort((a, b) => (threads.get(b.id)?.updated_at || 0) - (threads.get(a.id)?.updated_at || 0));
    return shown.slice(0, 120).map((customer) => {
      const thread = threads.get(customer.id);
      const current = phones.some((phone) => phone.customerId === customer.id);
      const same = JSON.stringify([customer.name, thread?.last, thread?.unread, thread?.blocked, current, t("language"), shortTime(thread?.updated_at)]);
      return { key: customer.id, same: same.replace(/\?oe=[^"]*/g, ""), make: () => this.row(customer, thread, current) };
    });
  }

  row(customer, thread, current) {
    return h(
      "button.person" + (current ? ".current" : "") + (thread?.unread ? ".unread" : ""),
      { onclick: () => this.open(customer.id), "aria-current": current ? "true" : null },
      h("img", { src: customer.picture, alt: "", width: 44, height: 44, loading: "lazy" }),
      h("span.who", {}, h("b", {}, customer.name), h("small", {}, preview(thread?.last))),
      h("span.side", {}, h("time", {}, shortTime(thread?.updated_at)), thread?.blocked ? icon("ban", 14) : thread?.unread ? h("i.dot", {}) : ""),
    );
  }

  drawFoot() {
    const same = `${t("language")} ${this.adding}`;
    if (this.foot.dataset.same === same) return;
    this.foot.dataset.same = same;
    if (!this.adding) {
      const start = () => {
        this.adding = true;
        this.drawFoot();
      };
      this.foot.replaceChildren(h("button.add", { onclick: start }, icon("plus", 18), t("add")));
      return;
    }
    const stop = () => {
      this.adding = false;
      this.drawFoot();
    };
    const name = h("input", { placeholder: t("add_hint"), "aria-label": t("add_name"), maxlength: "80", required: true });
    const submit = (event) => {
      event.preventDefault();
      stop();
      this.add(name.value.trim());
    };
    this.foot.replaceChildren(
      h("form.adding", { onsubmit: submit }, name, h("div", {}, h("button.quiet", { type: "button", onclick: stop }, t("cancel")), h("button.go", {}, t("create")))),
    );
    name.focus();
  }
}

const KINDS = { image: "photo", audio: "voice", video: "video", file: "file", sticker: "sticker", location: "location", link: "weblink" };

export function preview(last) {
  if (!last) return t("never_wrote");
  const words = last.deleted ? t("deleted_quote") : last.text || (KINDS[last.kind] ? t(KINDS[last.kind]) : referral(last));
  return (last.direction === "in" && last.kind !== "referral" ? t("you_prefix") : "") + words;
}

export function referral(message) {
  const found = message.referral || {};
  if (message.kind === "unsupported") return t("unsupported_bubble");
  if (found.source === "ADS") return t("clicked_ad", { title: found.ads_context_data?.ad_title || found.ad_id });
  return t("clicked_link", { ref: found.ref || "–" });
}
