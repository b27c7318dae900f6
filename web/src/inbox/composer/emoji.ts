/** The emoji that a seller reaches for, by what they are about. */
export const emojiGroups: { word: string; emoji: string }[] = [
  {
    word: "smileys",
    emoji:
      "😊 😄 😃 🙂 😉 😍 🥰 😘 😆 😂 🤣 😅 😌 😇 🤗 🤔 😐 😮 😲 😳 🥺 😢 😭 😓 😞 😔 😩 😴 😎 🤩 🥳 😋 😬 🙄 😡 🤒",
  },
  {
    word: "hands",
    emoji: "👍 👎 👌 ✌️ 🤝 🙏 👏 🙌 💪 👋 ✋ 🤚 ☝️ 👇 👆 👉 👈 🫶 ✍️ 🙇 🙇‍♀️ 🙇‍♂️ 🙆 🙅 🙋 💁 🤷 🤦",
  },
  {
    word: "hearts",
    emoji:
      "❤️ 🧡 💛 💚 💙 💜 🖤 🤍 💕 💖 💝 💯 ✨ ⭐ 🌟 🎉 🎊 🎁 🎂 🏆 🔥 💐 🌸 🌷 🌹 🌻 🌼 🍀 🍁 🌈",
  },
  {
    word: "things",
    emoji:
      "📦 🚚 🚗 🚲 ✈️ 🏠 🏢 🏪 📷 📱 💻 📞 ☎️ ✉️ 📧 📄 📝 📎 📅 ⏰ ⏳ 💰 💳 🧾 🛒 🛍️ 🔑 🔧 💡 🔔 🔍 🎫 👕 👗 👟 👜 💍 ☕ 🍵 🍰 🍣 🍜",
  },
  {
    word: "signs",
    emoji:
      "✅ ☑️ ✔️ ❌ ❓ ❗ ⚠️ ⭕ 🔴 🟡 🟢 🔵 ➡️ ⬅️ ⬆️ ⬇️ 🔄 🆗 🆕 🈵 🈁 ㊗️ ㊙️ 1️⃣ 2️⃣ 3️⃣ 4️⃣ 5️⃣ ☀️ ⛅ ☔ ❄️ 🇯🇵 🇺🇸",
  },
]
