// One customer's phone: its frame, its conversation with the Page, and what it does by itself (reading).

import { get, post } from "./api.js";
import { Composer } from "./composer.js";
import { attempt, h, icon, keep } from "./dom.js";
import { messageSheet, phoneSheet } from "./sheets.js";
import { rows } from "./thread.js";
import { t } from "./words.js";

export class Phone {
  constructor(customerId, state, { close, reload }) {
    this.customerId = customerId;
    this.state = state;
    this.reload = reload;
    this.close = () => close(this);
    this.messages = [];
    this.hasMore = true;
    this.noRead = localStorage.getItem(`sandbox-no-read-${customerId}`) === "1";
    this.body = h("div.thread", { tabindex: "0", role: "log" });
    this.body.addEventListener("scroll", () => this.body.scrollTop < 80 && this.older());
    this.head = h("header.head", {});
    this.notice = h("div.notices", {});
    this.sheet = h("div.sheet", { hidden: true });
    this.composer = new Composer(this);
    this.screen = h("div.screen", {}, this.head, this.notice, this.body, this.composer.element, this.sheet);
    this.element = h("section.phone", {}, this.screen);
    this.element.addEventListener("keydown", (event) => event.key === "Escape" && this.hideSheet());
    this.load();
  }

  get customer() {
    return this.state.world.customers.find((one) => one.id === this.customerId);
  }

  get page() {
    return this.state.world.pages.find((one) => one.id === this.state.page);
  }

  get thread() {
    return this.state.threads.get(this.customerId);
  }

  get threadId() {
    return this.thread?.id;
  }

  focus() {
    if (innerWidth >= 760) this.composer.focus();
  }

  remove() {
    this.composer.stop();
    this.element.remove();
  }

  changePage() {
    this.messages = [];
    this.hasMore = true;
    this.hideSheet();
  }

  redraw() {
    this.hideSheet();
    this.composer.draw();
  }

  // Everything but the messages, from the state of the world.
  refresh() {
    if (!this.customer) return this.close();
    this.element.setAttribute("aria-label", this.customer.name);
    this.drawHead();
    this.drawNotices();
    this.drawMessages();
    this.composer.refresh();
    if (this.threadId && this.loaded !== this.threadId) this.load();
  }

  stale() {
    if (document.visibilityState === "visible") this.load();
  }

  async load() {
    const id = this.threadId;
    this.loaded = id;
    if (!id) {
      this.messages = [];
      return this.drawMessages();
    }
    const found = await attempt(() => get(`threads/${id}/messages?limit=${Math.max(60, this.messages.length)}`));
    if (!found || id !== this.threadId) return;
    this.messages = found.messages;
    this.hasMore = found.messages.length >= 60;
    this.state.threads.set(this.customerId, found.thread);
    this.drawMessages();
    this.read();
  }

  async older() {
    if (!this.hasMore || this.loadingOlder || !this.messages.length) return;
    this.loadingOlder = true;
    const before = this.messages[0].seq;
    const found = await attempt(() => get(`threads/${this.threadId}/messages?limit=60&before=${before}`));
    this.loadingOlder = false;
    if (!found) return;
    this.hasMore = found.messages.length === 60;
    const height = this.body.scrollHeight;
    this.messages = [...found.messages, ...this.messages];
    this.drawMessages({ stay: true });
    this.body.scrollTop += this.body.scrollHeight - height;
  }

  // An open phone that is looked at reads; told once for each new message.
  read() {
    const last = this.messages.findLast((one) => one.direction === "out" && one.status === "delivered");
    if (this.noRead || !last || document.visibilityState !== "visible" || this.readUpTo === last.mid) return;
    this.readUpTo = last.mid;
    this.act({ kind: "read" });
  }

  act(details) {
    return attempt(() => post(`customers/${this.customerId}/act`, { page: this.state.page, ...details }));
  }

  drawHead() {
    const { page, customer } = this;
    const same = JSON.stringify([page.id, page.name, customer.name, t("language")]);
    if (this.head.dataset.same === same) return;
    this.head.dataset.same = same;
    this.head.replaceChildren(
      h("button.round.back", { onclick: () => document.body.classList.add("show-people"), "aria-label": t("back") }, icon("back")),
      h("img.avatar.square", { src: page.picture, alt: "", width: 36, height: 36 }),
      h("div.title", {}, h("b", {}, page.name), h("small", {}, h("img.avatar", { src: customer.picture, alt: "", width: 16, height: 16 }), page.id.startsWith("+") ? `${customer.name} · ${customer.phone}` : customer.name)),
      h("button.round", { onclick: () => phoneSheet(this), "aria-label": t("phone_menu") }, icon("more")),
    );
  }

  drawNotices() {
    const { thread } = this;
    const notes = [];
    const undo = (kind, words) => h("button", { onclick: () => this.act({ kind }).then(this.reload) }, words);
    if (thread?.blocked) notes.push(h("p", {}, icon("ban", 16), h("span", {}, t(thread.blocked === "refused" ? "refused_bar" : "blocked_bar")), undo("unblock", t("unblock"))));
    if (thread && !thread.online) notes.push(h("p", {}, icon("wifi", 16), h("span", {}, t("offline_bar")), undo("online", t("go_online"))));
    this.notice.replaceChildren(...notes);
  }

  drawMessages({ stay = false } = {}) {
    const distance = this.body.scrollHeight - this.body.scrollTop - this.body.clientHeight;
    keep(this.body, rows(this));
    if (!stay && (distance < 120 || this.fresh !== this.threadId)) this.body.scrollTop = this.body.scrollHeight;
    if (this.messages.length) this.fresh = this.threadId;
  }

  menuOf(message) {
    messageSheet(this, message);
  }

  showSheet(label, ...children) {
    this.before = document.activeElement;
    const card = h("div.card", { role: "dialog", "aria-modal": "true", "aria-label": label }, ...children);
    this.sheet.replaceChildren(h("button.shade", { onclick: () => this.hideSheet(), "aria-label": t("close") }), card);
    this.sheet.hidden = false;
    card.querySelector("button, input, select")?.focus({ preventScroll: true });
  }

  hideSheet() {
    if (this.sheet.hidden) return;
    this.sheet.hidden = true;
    this.sheet.replaceChildren();
    this.before?.focus?.({ preventScroll: true });
  }
}
