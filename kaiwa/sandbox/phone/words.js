// Both languages of the phone page.

const WORDS = {
  title: ["お客様の電話", "Customers' phones"],
  practice: ["練習用", "Practice"],
  page: ["ページ", "Page"],
  people: ["お客様", "Customers"],
  switches: ["スイッチ", "Switches"],
  language: ["English", "日本語"],
  search: ["お客様を探す", "Find a customer"],
  add: ["お客様を追加", "Add a customer"],
  add_name: ["お客様の名前", "Customer's name"],
  add_hint: ["例：森田 葵、Grace Kim", "For example: Grace Kim, 森田 葵"],
  create: ["追加する", "Add"],
  cancel: ["やめる", "Cancel"],
  close: ["閉じる", "Close"],
  back: ["戻る", "Back"],
  never_wrote: ["まだ書いていません", "Has not written yet"],
  not_connected: ["このページはまだKaiwaに接続されていません。書いてもKaiwaには届きません。", "This Page is not connected to Kaiwa yet. What you write does not reach it."],
  waiting: ["Kaiwaに届けられません。{error}", "Cannot reach Kaiwa: {error}"],
  reconnecting: ["再接続しています", "Reconnecting"],
  pick: ["お客様を選ぶと、その人の電話が開きます。", "Choose a customer to open their phone."],
  message: ["メッセージ", "Message"],
  empty_thread: ["{page}に最初のメッセージを書いてください。", "Write the first message to {page}."],
  get_started: ["はじめる", "Get started"],
  send: ["送る", "Send"],
  like: ["いいねを送る", "Send a like"],
  attach: ["写真・声・ファイルなど", "Photos, voice, files and more"],
  record: ["声を録音する", "Record a voice message"],
  recording: ["録音中 {time}", "Recording {time}"],
  stop_send: ["止めて送る", "Stop and send"],
  discard: ["取り消す", "Discard"],
  no_mic: ["マイクが使えません。用意された声を送れます。", "No microphone here. You can send a ready-made voice."],
  photo: ["写真", "Photo"],
  voice: ["声", "Voice"],
  video: ["動画", "Video"],
  file: ["ファイル", "File"],
  sticker: ["スタンプ", "Sticker"],
  location: ["位置情報", "Location"],
  weblink: ["リンク", "Link"],
  own: ["自分のファイルを選ぶ", "Choose a file of your own"],
  arrive: ["会話の始め方", "Ways in"],
  ad: ["広告をクリック", "Click an ad"],
  mme: ["m.meリンクから", "m.me link"],
  unsupported: ["非対応の内容", "Unsupported content"],
  reply: ["返信", "Reply"],
  edit: ["編集", "Edit"],
  unsend: ["送信を取り消す", "Unsend"],
  copy: ["コピー", "Copy"],
  react: ["リアクション", "React"],
  edited: ["編集済み", "Edited"],
  unsent: ["送信を取り消しました", "You unsent a message"],
  editing: ["メッセージを編集中", "Editing a message"],
  replying: ["{name}に返信", "Replying to {name}"],
  you: ["自分", "You"],
  you_prefix: ["自分：", "You: "],
  seen: ["既読", "Seen"],
  sent: ["送信済み", "Sent"],
  from_app: ["Kaiwaから", "From Kaiwa"],
  from_inbox: ["Facebookの受信箱から", "From Facebook's inbox"],
  from_other: ["別のアプリから", "From another app"],
  tagged: ["HUMAN_AGENTタグ", "HUMAN_AGENT tag"],
  deleted_quote: ["削除されたメッセージ", "Deleted message"],
  clicked_ad: ["広告から来ました：{title}", "Came from an ad: {title}"],
  clicked_link: ["m.meリンクから来ました：{ref}", "Came by an m.me link: {ref}"],
  unsupported_bubble: ["この内容は表示できません", "This content cannot be shown"],
  when: ["書いた時", "Written"],
  now: ["いま", "now"],
  ago_1h: ["1時間前", "1 hour ago"],
  ago_22h: ["22時間30分前", "22½ hours ago"],
  ago_25h: ["25時間前", "25 hours ago"],
  ago_3d: ["3日前", "3 days ago"],
  ago_6d: ["6日22時間前", "6 days 22 h ago"],
  ago_8d: ["8日前", "8 days ago"],
  yesterday: ["昨日", "Yesterday"],
  blocked_bar: ["このページをブロックしています。返信は届きません。", "You blocked this Page. Its replies do not arrive."],
  refused_bar: ["ブロック中です。送信はエラー551になります。", "Blocked. Sends to you fail with error 551."],
  offline_bar: ["圏外です。返信はつながってから届きます。", "No network. Replies arrive when it is back."],
  unblock: ["ブロックを解除", "Unblock"],
  go_online: ["つなぐ", "Go online"],
  phone_menu: ["この電話の設定", "This phone"],
  block: ["ページをブロック", "Block the Page"],
  block_hint: ["送信は成功し、届きません", "Sends succeed and never arrive"],
  refuse: ["ブロックして断る", "Block and refuse"],
  refuse_hint: ["送信はエラー551になります", "Sends fail with error 551"],
  offline: ["圏外にする", "Switch the phone off"],
  offline_hint: ["つながるまで「配達済み」になりません", "Not delivered until it is on again"],
  no_read: ["既読をつけない", "Do not mark as read"],
  no_read_hint: ["開いていても読んだことにしません", "Even while this phone is open"],
  profile: ["プロフィール", "Profile"],
  profile_ok: ["名前と写真が見える", "Name and picture are visible"],
  profile_hidden: ["見せない（空の返事）", "Hidden (an empty answer)"],
  profile_unavailable: ["取得できない（2018218）", "Unavailable (2018218)"],
  profile_gone: ["存在しない（100/33）", "Gone (100/33)"],
  close_phone: ["この電話を閉じる", "Close this phone"],
  typing: ["入力中", "Typing"],
  webhooks: ["Kaiwaへの通知（Webhook）", "Webhooks to Kaiwa"],
  pending: ["待ち", "Waiting"],
  delivered: ["届いた", "Delivered"],
  dropped: ["失われた", "Dropped"],
  retry: ["いま届ける", "Try now"],
  paused: ["止めておく", "Hold back"],
  outage: ["Kaiwaにつながらない", "Kaiwa cannot be reached"],
  an_hour: ["1時間進める", "Let an hour pass"],
  drop: ["失う", "Drop"],
  double: ["2回届ける", "Double"],
  delay: ["遅らせる", "Delay"],
  reorder: ["順番を乱す", "Reorder"],
  sending: ["Kaiwaからの送信", "Sends from Kaiwa"],
  next_sends: ["次の送信", "Next sends"],
  plan: ["仕掛ける", "Plan it"],
  planned: ["仕掛け", "Planned"],
  clear: ["すべて外す", "Take all back"],
  times: ["{n}回", "{n}×"],
  always: ["ずっと", "always"],
  f_window: ["24時間を過ぎている（10/2018278）", "Outside the window (10/2018278)"],
  f_block: ["相手が受け取れない（551/1545041）", "Person unavailable (551/1545041)"],
  f_token: ["トークンが無効（190/460）", "Token invalid (190/460)"],
  f_permission: ["権限がない（200）", "Permission missing (200)"],
  f_rate: ["回数の上限（613）", "Rate limit (613)"],
  f_temporary: ["一時的な障害（2）", "Temporary failure (2)"],
  f_policy: ["ポリシー違反（368）", "Policy block (368)"],
  f_size: ["ファイルが大きすぎる（100/2018109）", "File too large (100/2018109)"],
  f_500: ["HTTP 500", "HTTP 500"],
  f_lost: ["送ったが返事が届かない", "Sent, but the answer is lost"],
  f_timeout: ["30秒の沈黙、送られない", "30 s of silence, not sent"],
  f_slow: ["返事が3秒遅れる（エコーが先）", "Answer 3 s late (echo first)"],
  page_side: ["ページ", "The Page"],
  human_agent: ["HUMAN_AGENTの許可", "HUMAN_AGENT permission"],
  human_agent_hint: ["24時間から7日まで返信できます", "Replies from 24 h to 7 days"],
  subscribed: ["Kaiwaの購読", "Kaiwa's subscription"],
  unsubscribe: ["解除する", "Unsubscribe"],
  none: ["なし", "none"],
  fields: ["{n}項目", "{n} fields"],
  restricted: ["ポリシーで制限する", "Restricted for policy"],
  native: ["Facebookの受信箱から返信", "Reply in Facebook's own inbox"],
  native_to: ["{name}へ", "To {name}"],
  native_none: ["電話を開くと、その人に書けます。", "Open a phone to write to its owner."],
  logins: ["接続した人", "Who connected"],
  no_login: ["まだ誰も接続していません。", "Nobody has connected yet."],
  token: ["トークンを無効にする", "Invalidate the token"],
  t_460: ["パスワード変更（460）", "Password changed (460)"],
  t_463: ["期限切れ（463）", "Expired (463)"],
  t_459: ["本人確認（459）", "Checkpoint (459)"],
  t_458: ["アプリの削除（458）", "App removed (458)"],
  t_464: ["未確認のアカウント（464）", "Unconfirmed account (464)"],
  t_467: ["ログアウト（467）", "Logged out (467)"],
  t_492: ["セッションの不一致（492）", "Session changed (492)"],
  advanced: ["ページ設定 → 高度なメッセージ機能", "Page settings → Advanced Messaging"],
  advanced_hint: ["ページの管理者がアプリを削除します。Kaiwaには知らされません。", "A Page admin removes the app. Kaiwa is not told."],
  apps: ["アプリとウェブサイト", "Apps and websites"],
  apps_hint: ["本人がアプリを削除し、deauthorizeが呼ばれます。", "The person removes the app; deauthorize is called."],
  delete_data: ["データの削除を依頼", "Ask for deletion"],
  delete_data_hint: ["データ削除のコールバックが呼ばれ、状況のページが開きます。", "The data deletion callback is called; its page of the state opens."],
  remove: ["削除する", "Remove"],
  ask: ["依頼する", "Ask"],
  callback_said: ["Kaiwaの応答：{status}", "Kaiwa answered: {status}"],
  callback_failed: ["Kaiwaに届きません：{error}", "Kaiwa cannot be reached: {error}"],
  t_0: ["有効に戻す", "Make valid again"],
  do_it: ["実行", "Do it"],
  done: ["変更しました。", "Done."],
  start_over: ["はじめから", "Start over"],
  reset: ["練習環境を初期化する", "Reset the sandbox"],
  reset_hint: ["会話、接続、スイッチがすべて消えます。Kaiwaの中の会話は残ります。", "All conversations, logins and switches here are lost. Kaiwa keeps its own."],
  reset_sure: ["本当に初期化しますか？", "Reset everything here?"],
};

let language = localStorage.getItem("sandbox-language") || (navigator.language.startsWith("ja") ? "ja" : "en");

export const lang = () => language;

export function setLanguage(next) {
  language = next;
  localStorage.setItem("sandbox-language", next);
  document.documentElement.lang = next;
}

export function t(key, values = {}) {
  const text = WORDS[key][language === "ja" ? 0 : 1];
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

const DAY = 86_400_000;

// 14:05 today, Yesterday, a date before that.
export function shortTime(at) {
  if (!at) return "";
  const date = new Date(at);
  const days = Math.floor((startOfDay(Date.now()) - startOfDay(at)) / DAY);
  if (days <= 0) return clock(date);
  if (days === 1) return t("yesterday");
  return new Intl.DateTimeFormat(language, { month: "numeric", day: "numeric" }).format(date);
}

export function longTime(at) {
  const options = { month: "short", day: "numeric", weekday: "short", hour: "numeric", minute: "2-digit" };
  const today = startOfDay(at) === startOfDay(Date.now());
  return today ? clock(new Date(at)) : new Intl.DateTimeFormat(language, options).format(at);
}

const startOfDay = (at) => new Date(at).setHours(0, 0, 0, 0);
const clock = (date) => date.toLocaleTimeString(language, { hour: "numeric", minute: "2-digit" });
